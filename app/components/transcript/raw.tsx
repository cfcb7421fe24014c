import { PackageOpen } from "lucide-react";
import { JsonDocumentView } from "~/components/json-document-view";
import type { RawPart } from "~lib/chats/transcript/part.ts";
import { Fold } from "./fold";

/** A part that nobody knows, or a broken one: what is wrong with it, and as it is. */
export function RawView({ part }: { part: RawPart }) {
  const type = part.type === null ? "without a type" : `of the type “${part.type.slice(0, 100).toWellFormed()}”`;
  const name = `${part.problem === null ? "Unknown part" : "Broken part"} ${type}`;
  return (
    <Fold icon={PackageOpen} summary={part.problem === null ? name : `${name}. ${part.problem}`}>
      <JsonDocumentView label={name} document={part.value} className="mt-1" />
    </Fold>
  );
}
