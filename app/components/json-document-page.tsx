import { Link, useLocation } from "@remix-run/react";
import { useMemo } from "react";
import { jsonText } from "./json/json-text";
import type { JsonAnswer } from "./json-document-view";
import { JsonView } from "./json-view";
import { Page } from "./page";
import { LateReadingGate } from "./transcript/late-reading-gate";

export interface JsonDocumentPageProps {
  answer: JsonAnswer;
  chatId: string;
  /** Where in the transcript it stands. */
  transcript: string;
}

/** A document of a chat on a page of its own. Without scripts it is there as text too, since the tree opens with them. */
export function JsonDocumentPage({ answer, chatId, transcript }: JsonDocumentPageProps) {
  const { pathname, search } = useLocation();
  const breadcrumb = [
    { label: "Chats", to: "/chats" },
    { label: "Transcript", to: transcript },
  ];
  const value = useMemo(() => (answer.state === "open" ? (JSON.parse(answer.json) as unknown) : null), [answer]);
  if (answer.state === "closed") {
    return (
      <Page title="JSON" breadcrumb={breadcrumb}>
        <LateReadingGate chatId={chatId} backTo={pathname + search} />
      </Page>
    );
  }
  return (
    <Page
      title={answer.label}
      breadcrumb={breadcrumb}
      description={
        <Link to={transcript} className="link">
          Back to the transcript
        </Link>
      }
    >
      <JsonView value={value} label={answer.label} />
      <noscript>
        <pre className="mt-4 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">{jsonText(value)}</pre>
      </noscript>
    </Page>
  );
}
