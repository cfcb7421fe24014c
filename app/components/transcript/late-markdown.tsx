import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import type { MarkdownProps } from "./markdown";

interface LateMarkdownProps extends MarkdownProps {
  /** The text as it was written: shown until a browser that draws it anew has what reads markdown. */
  meanwhile: ReactNode;
}

// What reads markdown weighs a third of a page. The server has it at hand; a browser fetches it when there is markdown to draw.
const Markdown = import.meta.env.SSR ? (await import("./markdown")).Markdown : lazy(fetchMarkdown);

async function fetchMarkdown(): Promise<{ default: ComponentType<LateMarkdownProps> }> {
  try {
    return { default: (await import("./markdown")).Markdown };
  } catch {
    // Out of reach, or gone with an older build: the text can still be read.
    return { default: ({ meanwhile }) => <>{meanwhile}</> };
  }
}

/** `Markdown` in a page whose scripts do not wait for it: what the server drew stays as it is until they have caught up. */
export function LateMarkdown(props: LateMarkdownProps) {
  return (
    <Suspense fallback={props.meanwhile}>
      <Markdown {...props} />
    </Suspense>
  );
}
