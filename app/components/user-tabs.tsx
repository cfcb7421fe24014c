import { Link } from "@remix-run/react";
import { cn } from "./ui/cn";

/** The pages of one user: what they are, and what happened. */
export function UserTabs({ userId, current }: { userId: string; current: "overview" | "timeline" }) {
  const at = `/users/${encodeURIComponent(userId)}`;
  return (
    <nav aria-label="Pages of this user" className="no-print -mt-1 flex gap-5 border-b border-line">
      {[
        { name: "overview", label: "Overview", to: at },
        { name: "timeline", label: "Timeline", to: `${at}/timeline` },
      ].map(({ name, label, to }) => (
        <Link
          key={name}
          to={to}
          aria-current={name === current ? "page" : undefined}
          className={cn(
            "-mb-px border-b-2 py-1.5 font-medium pointer-coarse:py-3",
            name === current ? "border-accent text-ink" : "border-transparent text-muted hover:text-ink",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
