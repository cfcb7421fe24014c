import type { LucideIcon } from "lucide-react";
import { type ComponentPropsWithoutRef, forwardRef } from "react";
import { cn } from "./cn";

export type Tone = "neutral" | "green" | "blue" | "amber" | "red" | "violet" | "gray";

const toneClass: Record<Tone, string> = {
  neutral: "bg-transparent text-muted ring-1 ring-inset ring-line",
  green: "bg-green-soft text-green",
  blue: "bg-blue-soft text-blue",
  amber: "bg-amber-soft text-amber",
  red: "bg-red-soft text-red",
  violet: "bg-violet-soft text-violet",
  gray: "bg-gray-soft text-gray",
};

export interface BadgeProps extends ComponentPropsWithoutRef<"span"> {
  /** Green done, blue running, gray queued, amber attention, red failed, violet refunded; neutral for what is no status. */
  tone?: Tone;
  icon?: LucideIcon;
  /** On a phone what is too long goes on in a second line, where it would else be cut. */
  wraps?: boolean;
}

/** A word in a coloured pill. The colour never says anything that the word does not. */
export const Badge = forwardRef<HTMLSpanElement, BadgeProps>(function Badge(
  { tone = "neutral", icon: Icon, wraps = false, className, children, ...props },
  ref,
) {
  return (
    <span
      ref={ref}
      className={cn(
        "badge",
        toneClass[tone],
        wraps && "max-sm:h-auto max-sm:min-h-5 max-sm:py-0.5 max-sm:text-left max-sm:whitespace-normal",
        className,
      )}
      {...props}
    >
      {Icon ? <Icon aria-hidden="true" className="size-3 shrink-0" strokeWidth={2.25} /> : null}
      <span className={cn("truncate", wraps && "max-sm:whitespace-normal")}>{children}</span>
    </span>
  );
});
