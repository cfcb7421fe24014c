import { JsonDocumentView } from "~/components/json-document-view";
import type { JsonDocument } from "~lib/chats/transcript/part.ts";
import { Fold } from "./fold";

export interface JsonFoldProps {
  /** What the JSON is: "Input". */
  label: string;
  document: JsonDocument;
  open?: boolean;
  /** The document that this one may be a copy of, and what that is called. */
  twin?: { label: string; document: JsonDocument | null };
}

/** A JSON document under its name, one click away. One that repeats its twin says so and stays folded. */
export function JsonFold({ label, document, open = false, twin }: JsonFoldProps) {
  if (document.kind === "deferred") return <JsonDocumentView document={document} label={label} className="mt-1" />;
  const repeats = twin?.document ? isSame(document.value, twin.document) : false;
  return (
    <Fold
      open={open && !repeats}
      summary={
        <>
          <span className="font-medium">{label}</span>
          {repeats ? <span className="text-xs"> · the same as the {twin?.label}</span> : null}
        </>
      }
    >
      <JsonDocumentView document={document} label={label} className="mt-1" />
    </Fold>
  );
}

function isSame(value: unknown, other: JsonDocument): boolean {
  if (other.kind !== "inline") return false;
  try {
    return JSON.stringify(value) === JSON.stringify(other.value);
  } catch {
    return false;
  }
}
