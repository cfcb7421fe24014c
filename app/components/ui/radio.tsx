import { type ComponentPropsWithoutRef, forwardRef } from "react";
import { cn } from "./cn";

export type RadioProps = Omit<ComponentPropsWithoutRef<"input">, "type">;

/** The browser's own radio button in the accent colour. It needs a label. */
export const Radio = forwardRef<HTMLInputElement, RadioProps>(function Radio({ className, ...props }, ref) {
  return (
    <input
      ref={ref}
      type="radio"
      className={cn("size-4 shrink-0 cursor-pointer align-middle accent-accent disabled:cursor-not-allowed", className)}
      {...props}
    />
  );
});
