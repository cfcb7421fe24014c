import { Braces } from "lucide-react";
import { JsonDocumentView } from "~/components/json-document-view";
import type { DataPart } from "~lib/chats/transcript/part.ts";
import { Fold } from "./fold";

/** What the product sent along for its own pages. */
export function DataPartView({ part }: { part: DataPart }) {
  return (
    <Fold
      icon={Braces}
      summary={
        <>
          Data <code className="font-mono text-xs">{part.name || "(no name)"}</code>
          {part.id ? <span className="text-xs"> · {part.id}</span> : null}
        </>
      }
    >
      <JsonDocumentView label={`Data ${part.name}`} document={part.data} className="mt-1" />
    </Fold>
  );
}
