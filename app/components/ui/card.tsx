import { type ComponentPropsWithoutRef, forwardRef } from "react";
import { cn } from "./cn";

export const Card = forwardRef<HTMLDivElement, ComponentPropsWithoutRef<"div">>(function Card({ className, ...props }, ref) {
  return <div ref={ref} className={cn("min-w-0 rounded-lg border border-line bg-surface", className)} {...props} />;
});

export const CardHeader = forwardRef<HTMLDivElement, ComponentPropsWithoutRef<"div">>(function CardHeader({ className, ...props }, ref) {
  return <div ref={ref} className={cn("flex items-center justify-between gap-3 px-4 pt-3", className)} {...props} />;
});

/** A heading of the third level: cards stand inside sections. */
export const CardTitle = forwardRef<HTMLHeadingElement, ComponentPropsWithoutRef<"h3">>(function CardTitle(
  { className, children, ...props },
  ref,
) {
  return (
    <h3 ref={ref} className={cn("min-w-0 font-medium", className)} {...props}>
      {children}
    </h3>
  );
});

export const CardBody = forwardRef<HTMLDivElement, ComponentPropsWithoutRef<"div">>(function CardBody({ className, ...props }, ref) {
  return <div ref={ref} className={cn("px-4 py-3", className)} {...props} />;
});
