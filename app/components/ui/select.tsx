import { ChevronDown } from "lucide-react";
import { type ComponentPropsWithoutRef, forwardRef } from "react";
import { cn } from "./cn";
import { fieldClass } from "./input";

export type SelectProps = ComponentPropsWithoutRef<"select">;

/** The browser's own select, styled; `className` goes to the box around it, which sets the width. */
export const Select = forwardRef<HTMLSelectElement, SelectProps>(function Select({ className, children, ...props }, ref) {
  return (
    <span className={cn("relative inline-block w-full min-w-0", className)}>
      <select ref={ref} className={cn(fieldClass, "h-8 appearance-none truncate pr-8 enabled:bg-surface pointer-coarse:h-10")} {...props}>
        {children}
      </select>
      <ChevronDown aria-hidden="true" className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-muted" />
    </span>
  );
});
