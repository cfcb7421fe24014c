import { Link } from "@remix-run/react";
import { X } from "lucide-react";

/** The × behind a filter that stands open on a page. `label` says what then holds: "Any day". */
export function ClearFilter({ to, label }: { to: string; label: string }) {
  return (
    <Link
      to={to}
      discover="none"
      aria-label={label}
      className="grid size-8 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink pointer-coarse:size-10"
    >
      <X aria-hidden="true" className="size-3.5" />
    </Link>
  );
}
