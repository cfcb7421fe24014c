import type { ComponentPropsWithoutRef } from "react";
import { cn } from "./cn";

/** The place of something that streams in late; give it the size of what will come. */
export function Skeleton({ className, ...props }: ComponentPropsWithoutRef<"div">) {
  return <div aria-hidden="true" className={cn("h-4 animate-pulse rounded-sm bg-sunken", className)} {...props} />;
}
