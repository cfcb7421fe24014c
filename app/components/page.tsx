import { Link } from "@remix-run/react";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "~lib/format.ts";
import { cn } from "./ui/cn";

export interface PageProps {
  title: ReactNode;
  /** One line of what the page is. */
  description?: ReactNode;
  /** The pages above this one, from the outermost in. */
  breadcrumb?: { label: string; to: string }[];
  /** The state of what the page shows, beside its title. */
  badges?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of every page: where it is, what it is, what can be done, then its content. */
export function Page({ title, description, breadcrumb, badges, actions, children }: PageProps) {
  return (
    <div className="mx-auto flex w-full max-w-[100rem] flex-col gap-5 px-4 py-4 sm:px-6 sm:py-5">
      <header className="flex flex-col gap-1.5">
        {breadcrumb ? (
          <nav aria-label="Breadcrumb">
            <ol className="flex flex-wrap items-center gap-1 text-muted">
              {breadcrumb.map(({ label, to }) => (
                <li key={to} className="flex items-center gap-1">
                  <Link to={to} className="rounded-sm hover:text-ink hover:underline pointer-coarse:-my-2 pointer-coarse:py-2">
                    {label}
                  </Link>
                  <ChevronRight aria-hidden="true" className="size-3.5 text-faint" />
                </li>
              ))}
            </ol>
          </nav>
        ) : null}
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <div className="min-w-0 max-w-full">
            <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <h1 className="min-w-0 text-xl font-semibold break-words">{title}</h1>
              {badges}
            </div>
            {description ? <div className="mt-0.5 max-w-3xl text-muted">{description}</div> : null}
          </div>
          {actions ? <div className="no-print flex flex-wrap items-center gap-2">{actions}</div> : null}
        </div>
      </header>
      {children}
    </div>
  );
}

export interface SectionProps {
  /** Names the section in links: `/users/1#history`. */
  id?: string;
  title: string;
  /** How many there are in all, beside the title. A string is shown as it is ("10,000+"). */
  count?: number | string;
  /** On the right: a link to the whole list, most often. */
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A part of a page under a heading of its own. */
export function Section({ id, title, count, action, className, children }: SectionProps) {
  return (
    <section id={id} aria-label={title} className={cn("flex min-w-0 scroll-mt-16 flex-col gap-2", className)}>
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold">
          {title}
          {count === undefined ? null : (
            <span className="ml-2 font-normal text-muted">{typeof count === "number" ? formatCount(count) : count}</span>
          )}
        </h2>
        {action}
      </div>
      {children}
    </section>
  );
}

/** Facts in two columns: what it is called, and what it is. */
export function Facts({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <dl
      className={cn(
        "grid min-w-0 grid-cols-[fit-content(40%)_minmax(0,1fr)] gap-x-6 rounded-lg border border-line bg-surface px-4 py-1.5",
        className,
      )}
    >
      {children}
    </dl>
  );
}

/** One fact of a `Facts` list. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="col-span-2 grid grid-cols-subgrid items-baseline border-b border-line py-1.5 last:border-b-0">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
