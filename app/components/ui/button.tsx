import { Slot } from "radix-ui";
import { type ComponentPropsWithoutRef, forwardRef } from "react";
import { cn } from "./cn";

const base = [
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none",
  "transition-colors duration-75 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50",
  "[&_svg]:size-4 [&_svg]:shrink-0",
];

const variants = {
  primary: "border-transparent bg-accent text-accent-ink not-disabled:hover:bg-accent-hover",
  secondary: "border-line bg-surface text-ink not-disabled:hover:bg-sunken data-[state=open]:bg-sunken",
  ghost:
    "border-transparent text-muted not-disabled:hover:bg-sunken not-disabled:hover:text-ink data-[state=open]:bg-sunken data-[state=open]:text-ink",
  danger: "border-transparent bg-danger text-accent-ink not-disabled:hover:bg-red-hover",
};

const sizes = {
  sm: "h-7 px-2 text-xs pointer-coarse:h-9",
  md: "h-8 px-3 text-sm pointer-coarse:h-10",
  icon: "size-8 pointer-coarse:size-10",
};

export interface ButtonProps extends ComponentPropsWithoutRef<"button"> {
  variant?: keyof typeof variants | undefined;
  size?: keyof typeof sizes | undefined;
  /** Gives the look to the only child, a link for example, instead of making a button. */
  asChild?: boolean;
}

/** A button. As in plain HTML it submits the form around it unless `type="button"`. An icon button needs an `aria-label`. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { variant = "secondary", size = "md", asChild, className, ...props },
  ref,
) {
  const Element = asChild ? Slot.Root : "button";
  return <Element ref={ref} className={cn(base, variants[variant], sizes[size], className)} {...props} />;
});
