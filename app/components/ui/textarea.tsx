import { type ComponentPropsWithoutRef, forwardRef } from "react";
import { cn } from "./cn";
import { fieldClass } from "./input";

export type TextareaProps = ComponentPropsWithoutRef<"textarea">;

export const Textarea = forwardRef<HTMLTextAreaElement, TextareaProps>(function Textarea({ className, rows = 3, ...props }, ref) {
  return <textarea ref={ref} rows={rows} className={cn(fieldClass, "min-h-16 py-1.5", className)} {...props} />;
});
