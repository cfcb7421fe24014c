import { Tooltip as Radix } from "radix-ui";
import type { ReactElement } from "react";

export const TooltipProvider = Radix.Provider;

export interface TooltipProps {
  label: string;
  side?: "top" | "right" | "bottom" | "left";
  /** One element that takes a ref and has a name of its own: a tooltip never replaces `aria-label`. */
  children: ReactElement;
}

/** Names an icon button for those who see it; shown on hover and on focus. */
export function Tooltip({ label, side = "bottom", children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="z-60 rounded-md bg-ink px-2 py-1 text-xs text-surface shadow-pop data-[state=delayed-open]:animate-appear"
        >
          {label}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
