import { Link, useNavigate } from "@remix-run/react";
import { Bookmark, Trash2 } from "lucide-react";
import { type FormEvent, useEffect, useId, useState } from "react";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Disclosure } from "../ui/disclosure";
import { Input } from "../ui/input";
import type { ListViewProps } from "./list-view";
import { toolClass } from "./toolbar";

interface View {
  name: string;
  /** What stands in the address behind the list's path. */
  search: string;
}

/** The views that this browser keeps; none where what it keeps is not what was written. Checked by hand: a schema would bring its library to every list. */
function read(key: string): View[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) && kept.length <= 50 && kept.every(isView) ? kept : [];
  } catch {
    return [];
  }
}

function isView(kept: unknown): kept is View {
  if (typeof kept !== "object" || kept === null || !("name" in kept) || !("search" in kept)) return false;
  const { name, search } = kept;
  return typeof name === "string" && name.length <= 60 && typeof search === "string" && search.length <= 4000;
}

/** Filters, order and columns under a name, kept in this browser: a view is a link, so the list itself knows nothing of it. */
export function SavedViews({ spec, query }: Pick<ListViewProps<{ id: string }>, "spec" | "query">) {
  const key = `purser.views.${spec.path}`;
  const id = useId();
  const navigate = useNavigate();
  const [views, setViews] = useState<View[]>([]);
  useEffect(() => setViews(read(key)), [key]);
  const search = spec.params({ ...query, cursor: undefined, exact: false }).toString();
  const active = views.find((view) => view.search === search);

  function keep(next: View[]) {
    localStorage.setItem(key, JSON.stringify(next));
    setViews(next);
  }
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get("name") ?? "").trim();
    if (!name) return;
    keep([...read(key).filter((view) => view.name !== name), { name, search }].slice(-50));
    form.reset();
  }

  return (
    <Disclosure
      label="Saved views"
      align="end"
      className="no-scripts:hidden"
      summaryClassName={cn(toolClass, active && "text-accent-text")}
      summary={
        <>
          <Bookmark aria-hidden="true" />
          <span className="max-w-32 truncate max-sm:sr-only">{active?.name ?? "Views"}</span>
        </>
      }
    >
      <div className="flex flex-col gap-2 sm:w-60">
        {views.length === 0 ? <p className="text-muted">No views yet. Filter the list, then save it here under a name.</p> : null}
        <ul className="flex flex-col">
          {views.map((view) => (
            <li key={view.name} className="flex items-center">
              <Link
                to={view.search ? `${spec.path}?${view.search}` : spec.path}
                discover="none"
                aria-current={view === active ? "true" : undefined}
                className="min-w-0 flex-1 truncate rounded-sm px-1.5 py-1 hover:bg-sunken aria-[current]:font-medium pointer-coarse:py-2.5"
              >
                {view.name}
              </Link>
              <Button
                type="button"
                size="icon"
                variant="ghost"
                className="size-7"
                aria-label={`Delete the view ${view.name}`}
                onClick={() => {
                  keep(views.filter((other) => other !== view));
                  if (view === active) navigate(spec.path);
                }}
              >
                <Trash2 aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ul>
        <form onSubmit={save} className="flex gap-1.5">
          <label htmlFor={id} className="sr-only">
            Name of this view
          </label>
          <Input id={id} name="name" maxLength={60} placeholder="Name of this view" required />
          <Button type="submit">Save</Button>
        </form>
      </div>
    </Disclosure>
  );
}
