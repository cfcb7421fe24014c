import { type ComponentPropsWithoutRef, forwardRef } from "react";
import { cn } from "./cn";

/** What every field with a border looks like. */
export const fieldClass = cn(
  "w-full min-w-0 rounded-md border border-control bg-surface px-2.5 text-sm text-ink",
  "focus-visible:border-accent-text focus-visible:outline-1 focus-visible:outline-offset-0",
  "disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted read-only:bg-sunken",
  "aria-invalid:border-red-solid",
);

export type InputProps = ComponentPropsWithoutRef<"input">;

export const Input = forwardRef<HTMLInputElement, InputProps>(function Input({ className, ...props }, ref) {
  return <input ref={ref} className={cn(fieldClass, "h-8 pointer-coarse:h-10", className)} {...props} />;
});
