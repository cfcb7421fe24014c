import { cn } from "../ui/cn";

/** A summary in the top bar that looks like an icon button. */
export const iconSummaryClass = cn(
  "grid size-8 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink group-open:bg-sunken group-open:text-ink pointer-coarse:size-10",
);
