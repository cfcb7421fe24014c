import { cn } from "./cn";

export interface TruncateProps {
  children: string;
  /** Set a width or a max-width here; without one the box it stands in decides. */
  className?: string;
}

/** One line of text, cut where the room ends; the whole text is its title. */
export function Truncate({ children, className }: TruncateProps) {
  return (
    <span title={children} className={cn("block min-w-0 truncate", className)}>
      {children}
    </span>
  );
}
