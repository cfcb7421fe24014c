import { Link, useLocation } from "@remix-run/react";
import { cn } from "../ui/cn";
import { Tooltip } from "../ui/tooltip";
import { currentItem, type NavGroup, type NavItem, navIcon } from "./nav";

export interface RailNavProps {
  nav: NavGroup[];
  /** Icons only; the names stay for screen readers and as tooltips. */
  folded?: boolean;
}

/** The areas that this person may open. */
export function RailNav({ nav, folded = false }: RailNavProps) {
  const current = currentItem(nav, useLocation());
  return (
    <nav aria-label="Areas" className="flex flex-col gap-3 no-scripts:max-md:flex-row no-scripts:max-md:flex-wrap">
      {nav.map((group) => (
        <div key={group.label ?? ""}>
          {group.label ? (
            <p className={cn("px-2 pb-1 text-xs text-muted", folded && "sr-only")} id={`nav-${group.label}`}>
              {group.label}
            </p>
          ) : null}
          <ul
            aria-labelledby={group.label ? `nav-${group.label}` : undefined}
            className="flex flex-col gap-px no-scripts:max-md:flex-row no-scripts:max-md:flex-wrap"
          >
            {group.items.map((item) => (
              <li key={item.to}>
                <RailLink item={item} current={item === current} folded={folded} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function RailLink({ item, current, folded }: { item: NavItem; current: boolean; folded: boolean }) {
  const Icon = navIcon(item.icon);
  const link = (
    <Link
      to={item.to}
      prefetch="none"
      aria-current={current ? "page" : undefined}
      className={cn(
        "flex h-7 items-center gap-2 rounded-md px-2 text-muted hover:bg-sunken hover:text-ink pointer-coarse:h-10",
        current && "bg-sunken font-medium text-ink",
        folded && "w-8 justify-center px-0",
      )}
    >
      <Icon aria-hidden="true" className={cn("size-4 shrink-0", current && "text-accent-text")} strokeWidth={1.75} />
      <span className={cn(folded && "sr-only")}>{item.label}</span>
    </Link>
  );
  return folded ? (
    <Tooltip label={item.label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
