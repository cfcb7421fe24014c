import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ComponentPropsWithoutRef, forwardRef } from "react";
import { cn } from "./cn";

export const Dialog = Radix.Root;

/** What lies under every dialog and sheet. */
export const overlayClass = "fixed inset-0 z-50 bg-[oklch(0.15_0.02_265/0.45)] data-[state=open]:animate-appear";

/** The way out at the corner of every dialog and sheet. */
export function CloseCross() {
  return (
    <Radix.Close
      aria-label="Close"
      className="absolute top-3 right-3 grid size-7 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink"
    >
      <X aria-hidden="true" className="size-4" />
    </Radix.Close>
  );
}

export const DialogContent = forwardRef<HTMLDivElement, ComponentPropsWithoutRef<typeof Radix.Content>>(function DialogContent(
  { className, children, ...props },
  ref,
) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClass} />
      <Radix.Content
        ref={ref}
        className={cn(
          "fixed top-[12vh] left-1/2 z-50 flex max-h-[76vh] w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 flex-col gap-3 overflow-y-auto",
          "rounded-lg bg-raised p-5 shadow-pop outline-none data-[state=open]:animate-appear",
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

export const DialogTitle = forwardRef<HTMLHeadingElement, ComponentPropsWithoutRef<typeof Radix.Title>>(function DialogTitle(
  { className, ...props },
  ref,
) {
  return <Radix.Title ref={ref} className={cn("pr-8 text-lg font-semibold", className)} {...props} />;
});

export const DialogDescription = forwardRef<HTMLParagraphElement, ComponentPropsWithoutRef<typeof Radix.Description>>(
  function DialogDescription({ className, ...props }, ref) {
    return <Radix.Description ref={ref} className={cn("text-muted", className)} {...props} />;
  },
);
