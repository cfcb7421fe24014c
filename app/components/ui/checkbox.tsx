import { type ComponentPropsWithoutRef, forwardRef, useEffect, useRef } from "react";
import { cn } from "./cn";

export interface CheckboxProps extends Omit<ComponentPropsWithoutRef<"input">, "type"> {
  /** Some, but not all, of what this box stands for. */
  indeterminate?: boolean;
}

/** The browser's own checkbox in the accent colour. It needs a label, or an `aria-label`. */
export const Checkbox = forwardRef<HTMLInputElement, CheckboxProps>(function Checkbox({ className, indeterminate = false, ...props }, ref) {
  const own = useRef<HTMLInputElement | null>(null);
  useEffect(() => {
    if (own.current) own.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <input
      ref={(element) => {
        own.current = element;
        if (typeof ref === "function") ref(element);
        else if (ref) ref.current = element;
      }}
      type="checkbox"
      className={cn("checkbox", className)}
      {...props}
    />
  );
});
