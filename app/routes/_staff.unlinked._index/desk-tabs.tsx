import { Link } from "@remix-run/react";
import { cn } from "~/components/ui/cn";
import { unlinkedList } from "~lib/unlinked/unlinked.ts";
import { type UnlinkedKind, unlinkedKind } from "~lib/unlinked/unlinked-kind.ts";

/** Payments or subscriptions. */
export function DeskTabs({ of }: { of: UnlinkedKind }) {
  return (
    <nav aria-label="What has no user" className="no-print flex gap-1.5">
      {unlinkedKind.map((kind) => (
        <Link
          key={kind}
          to={unlinkedList.link(kind === "payments" ? {} : { of: [kind] })}
          discover="none"
          aria-current={kind === of ? "page" : undefined}
          className={cn(
            "flex h-7 items-center rounded-md border px-2.5 font-medium pointer-coarse:h-10",
            kind === of
              ? "border-transparent bg-accent-soft text-accent-text"
              : "border-line bg-surface text-muted hover:bg-sunken hover:text-ink",
          )}
        >
          {kind === "payments" ? "Payments" : "Subscriptions"}
        </Link>
      ))}
    </nav>
  );
}
