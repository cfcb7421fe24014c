import { type ClassValue, clsx } from "clsx";
import { twMerge } from "tailwind-merge";

/** Joins class names; where two set the same thing, the later one wins, so a caller's `className` can override a component's own. */
export function cn(...classes: ClassValue[]): string {
  return twMerge(clsx(classes));
}
