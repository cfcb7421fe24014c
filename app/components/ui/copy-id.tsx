import { shortId } from "~lib/format.ts";
import { cn } from "./cn";
import { CopyButton } from "./copy-button";

export interface CopyIdProps {
  id: string;
  /** What the id names, in the button's name: "Copy payment id". */
  label?: string;
  /** Characters shown; longer ids lose their middle. */
  length?: number;
  className?: string;
}

/** An id in mono, shortened in the middle, whole on hover and in the clipboard. */
export function CopyId({ id, label = "id", length = 12, className }: CopyIdProps) {
  return (
    <span className={cn("inline-flex max-w-full items-center gap-0.5 align-middle whitespace-nowrap", className)}>
      <code title={id} className="min-w-0 truncate font-mono text-xs">
        {shortId(id, length)}
      </code>
      <CopyButton text={id} label={`Copy ${label}`} />
    </span>
  );
}
