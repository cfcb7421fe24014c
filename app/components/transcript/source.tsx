import { FileText, Link2 } from "lucide-react";
import type { DocumentPart, SafeLink, SourcePart } from "~lib/chats/transcript/part.ts";
import { OutsideLink } from "./outside-link";

/** A page that the answer refers to. */
export function SourceView({ part: { link, title } }: { part: SourcePart }) {
  const name = title?.trim() || (link.href === null ? "Source" : link.text);
  const beside = link.href === null ? link.text : title?.trim() ? hostOf(link.href) : "";
  return (
    <p className="flex min-w-0 items-baseline gap-1.5">
      <Link2 aria-hidden="true" className="size-3.5 shrink-0 self-center text-muted" />
      <span className="sr-only">Source: </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {link.href === null ? name : <OutsideLink href={link.href}>{name}</OutsideLink>}
        {beside ? <span className="ml-1.5 text-xs text-muted">{beside}</span> : null}
      </span>
    </p>
  );
}

/** A document that the answer refers to; it is not in the database. */
export function DocumentView({ part: { title, filename, mediaType } }: { part: DocumentPart }) {
  const name = title?.trim() || filename?.trim() || "Document without a title";
  const beside = [filename?.trim() === name ? null : filename, mediaType].filter(Boolean).join(" · ");
  return (
    <p className="flex min-w-0 items-baseline gap-1.5">
      <FileText aria-hidden="true" className="size-3.5 shrink-0 self-center text-muted" />
      <span className="sr-only">Source document: </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {name}
        {beside ? <span className="ml-1.5 text-xs text-muted">{beside}</span> : null}
      </span>
    </p>
  );
}

/** A link that may be followed, or its text. */
export function LinkOrText({ link }: { link: SafeLink }) {
  return link.href === null ? (
    <span className="font-mono text-xs text-muted [overflow-wrap:anywhere]">{link.text}</span>
  ) : (
    <OutsideLink href={link.href}>{link.text}</OutsideLink>
  );
}

function hostOf(href: string): string {
  return URL.canParse(href) ? new URL(href).host : "";
}
