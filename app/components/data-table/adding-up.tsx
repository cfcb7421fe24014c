import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import type { TooSlow } from "~/http/in-time.server";
import { type Late, useStreamed } from "~/http/use-streamed";
import { cn } from "../ui/cn";
import type { ListViewProps } from "./list-view";

interface AddingUpProps<Sum> extends Pick<ListViewProps<{ id: string }>, "spec" | "query"> {
  part: Late<Sum | TooSlow>;
  /** Classes of what stands in for it, such as its height. */
  className?: string;
  children: (sum: Sum) => ReactNode;
}

/**
 * What rows add up to, above their list, which does not wait for it. Without scripts it cannot come behind the page, so there is a way to wait
 * for it.
 */
export function AddingUp<Sum>({ part, spec, query, className, children }: AddingUpProps<Sum>) {
  const sum = useStreamed(part);
  if (sum === undefined) {
    return (
      <p aria-busy="true" className={cn("text-muted", className)}>
        <span className="no-scripts:hidden">Adding up…</span>
        <Link to={spec.href(query, { exact: true })} discover="none" className="link hidden no-scripts:inline">
          Add them up
        </Link>
      </p>
    );
  }
  if (sum === null) return <p className={cn("text-muted", className)}>What these rows add up to cannot be read now.</p>;
  if (sum === "too-slow")
    return (
      <p className={cn("text-muted", className)}>These rows are too many to add up in time. Narrow the list to see what they come to.</p>
    );
  return children(sum as Sum);
}
