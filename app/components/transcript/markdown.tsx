import { type ComponentPropsWithoutRef, type ReactNode, useMemo } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { cn } from "~/components/ui/cn";
import { safeLink } from "~lib/chats/transcript/safe-link.ts";
import type { Words } from "./found-words";
import { Mark } from "./mark";
import { markdownTrouble } from "./markdown-limits";
import { keepHarmless, keepWithinLimits, markdownElements } from "./markdown-tree";
import { OutsideLink } from "./outside-link";

export interface MarkdownProps {
  text: string;
  words?: Words | undefined;
  /** Of the box around what is drawn. */
  className: string;
  /** In place of the box, where the text is too long or too tangled to be drawn. */
  undrawn: ReactNode;
}

/** A text drawn as markdown. A page has it by way of `LateMarkdown`. */
export function Markdown({ text, words, className, undrawn }: MarkdownProps) {
  const drawn = useMemo(() => drawMarkdown(text, words), [text, words]);
  return drawn === undefined ? undrawn : <div className={className}>{drawn}</div>;
}

/**
 * Markdown (GFM) as elements, or undefined where it is too long or too tangled to be drawn. HTML in it is text; links are http, https or mailto; images are links;
 * found words are marked. Call it: as a component it could not say that it failed.
 */
function drawMarkdown(text: string, words: Words | undefined): ReactNode | undefined {
  if (markdownTrouble(text)) return undefined;
  try {
    return ReactMarkdown({
      children: text,
      remarkPlugins: [remarkGfm, keepWithinLimits],
      rehypePlugins: [[keepHarmless, words]],
      allowedElements: markdownElements,
      unwrapDisallowed: true,
      // Links have been sorted already; nothing else may carry an address.
      urlTransform: (url, _key, node) => (node.tagName === "a" ? safeLink(url).href : undefined),
      components,
    });
  } catch {
    return undefined;
  }
}

type Props<Tag extends keyof JSX.IntrinsicElements> = ComponentPropsWithoutRef<Tag>;

// A user's headings are no headings of this page.
const heading =
  (className: string) =>
  ({ children }: Props<"h1">) => (
    <p dir="auto" className={cn("mt-4 mb-1.5 font-semibold whitespace-pre-line first:mt-0", className)}>
      {children}
    </p>
  );

const components: Components = {
  h1: heading("text-lg"),
  h2: heading("text-base"),
  h3: heading("text-base"),
  h4: heading(""),
  h5: heading(""),
  h6: heading("text-muted"),
  p: ({ children }) => (
    <p dir="auto" className="my-2 whitespace-pre-line first:mt-0 last:mb-0">
      {children}
    </p>
  ),
  // The line break behind it in the text is drawn.
  br: () => null,
  a: ({ href, children }) => <OutsideLink href={href ?? ""}>{children}</OutsideLink>,
  ul: ({ children }) => <ul className="my-2 list-disc pl-5 marker:text-muted first:mt-0 last:mb-0">{children}</ul>,
  ol: ({ start, children }) => (
    <ol start={start} className="my-2 list-decimal pl-6 marker:text-muted first:mt-0 last:mb-0">
      {children}
    </ol>
  ),
  li: ({ children }) => (
    <li dir="auto" className="my-0.5 whitespace-pre-line [&>ol]:my-0.5 [&>ul]:my-0.5">
      {children}
    </li>
  ),
  blockquote: ({ children }) => (
    <blockquote className="my-2 border-l-2 border-line pl-3 text-muted first:mt-0 last:mb-0">{children}</blockquote>
  ),
  hr: () => <hr className="my-3 border-line" />,
  sup: ({ children }) => <sup className="text-xs text-muted">[{children}]</sup>,
  section: ({ children }) => <div className="mt-3 border-t border-line pt-2 text-xs text-muted">{children}</div>,
  code: ({ children }) => (
    <code className="rounded-sm bg-sunken px-1 py-px font-mono text-xs [pre>&]:bg-transparent [pre>&]:p-0">{children}</code>
  ),
  pre: ({ children }) => (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
      className="my-2 max-h-[32rem] overflow-auto rounded-md border border-line bg-sunken px-3 py-2 font-mono text-xs leading-5 first:mt-0 last:mb-0"
    >
      {children}
    </pre>
  ),
  table: ({ children }) => (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
      className="my-2 w-fit max-w-full overflow-x-auto rounded-md border border-line first:mt-0 last:mb-0"
    >
      <table className="border-collapse text-left">{children}</table>
    </div>
  ),
  th: ({ style, children }) => (
    <th style={style} className="border-b border-line bg-sunken px-2.5 py-1 font-medium whitespace-nowrap">
      {children}
    </th>
  ),
  td: ({ style, children }) => (
    <td style={style} dir="auto" className="max-w-96 min-w-16 border-line px-2.5 py-1 align-top [tr:not(:last-child)>&]:border-b">
      {children}
    </td>
  ),
  mark: ({ children }) => <Mark>{children}</Mark>,
};
