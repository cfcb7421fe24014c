import { JsonView } from "~/components/json-view";
import { Section } from "~/components/page";
import { parseJsonText } from "~lib/subscriptions/subscription.ts";

interface ReportedProps {
  metadata: string | null;
  customFieldData: string | null;
}

/** The two JSON texts as Polar sent them. */
export function Reported({ metadata, customFieldData }: ReportedProps) {
  if (metadata === null && customFieldData === null) return null;
  return (
    <Section title="As reported">
      <div className="flex flex-col gap-3">
        <JsonText label="Metadata" text={metadata} />
        <JsonText label="Custom field data" text={customFieldData} />
      </div>
    </Section>
  );
}

function JsonText({ label, text }: { label: string; text: string | null }) {
  if (text === null) return null;
  const json = parseJsonText(text);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <h3 className="text-muted">{label}</h3>
      {json ? (
        <JsonView label={label} value={json.value} />
      ) : (
        <pre className="overflow-x-auto rounded-md border border-line bg-surface px-3 py-2 text-xs [overflow-wrap:anywhere] whitespace-pre-wrap">
          {text}
        </pre>
      )}
    </div>
  );
}
