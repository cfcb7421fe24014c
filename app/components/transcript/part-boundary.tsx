import { TriangleAlert } from "lucide-react";
import { Component, type ReactNode } from "react";
import type { FilePart, Part } from "~lib/chats/transcript/part.ts";

/** Keeps a fault in drawing one part from taking the page with it. Browsers only: on the server React knows no boundaries. */
export class PartBoundary extends Component<{ part: Part | FilePart; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <UndrawnPart part={this.props.part} /> : this.props.children;
  }
}

/** A part that could not be drawn, as the JSON that it is. */
export function UndrawnPart({ part }: { part: unknown }) {
  return (
    <div className="rounded-md border border-line px-2.5 py-1.5">
      <p className="flex items-center gap-1.5 text-amber">
        <TriangleAlert aria-hidden="true" className="size-3.5 shrink-0" />
        This part could not be drawn
      </p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
        className="mt-1 max-h-80 overflow-auto font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {asJson(part)}
      </pre>
    </div>
  );
}

function asJson(part: unknown): string {
  try {
    return JSON.stringify(part, null, 2)?.slice(0, 100_000).toWellFormed() ?? "nothing";
  } catch {
    return "It cannot be written as JSON.";
  }
}
