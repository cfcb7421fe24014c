import { Dialog as Radix } from "radix-ui";
import { type ComponentPropsWithoutRef, forwardRef } from "react";
import { cn } from "./cn";
import { CloseCross, DialogDescription, DialogTitle, overlayClass } from "./dialog";

export const Sheet = Radix.Root;
export const SheetTrigger = Radix.Trigger;
export const SheetTitle = DialogTitle;
export const SheetDescription = DialogDescription;

export interface SheetContentProps extends ComponentPropsWithoutRef<typeof Radix.Content> {
  side?: "left" | "right";
}

/** A dialog that stands at the side of the window in its whole height. */
export const SheetContent = forwardRef<HTMLDivElement, SheetContentProps>(function SheetContent(
  { side = "right", className, children, ...props },
  ref,
) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClass} />
      <Radix.Content
        ref={ref}
        className={cn(
          "fixed inset-y-0 z-50 flex w-96 max-w-[calc(100vw-3rem)] flex-col gap-3 overflow-y-auto bg-raised p-5 shadow-pop outline-none",
          "data-[state=open]:animate-appear",
          side === "left" ? "left-0" : "right-0",
          className,
        )}
        {...props}
      >
        {children}
        <CloseCross />
      </Radix.Content>
    </Radix.Portal>
  );
});
