import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button } from "../ui/button";

interface PageLinkProps {
  /** Undefined where there is no such page. */
  to: string | undefined;
  rel: "prev" | "next";
  children: ReactNode;
}

/** The way to the page before or after this one; a dead button where there is none. */
export function PageLink({ to, rel, children }: PageLinkProps) {
  if (!to) {
    return (
      <Button size="sm" type="button" disabled>
        {children}
      </Button>
    );
  }
  return (
    <Button size="sm" asChild>
      <Link to={to} rel={rel} discover="none">
        {children}
      </Link>
    </Button>
  );
}
