import { Section } from "~/components/page";
import type { KeptExamination } from "~lib/database/kept-examination.server.ts";
import { formatCount } from "~lib/format.ts";

export interface FindingsTableProps {
  title: string;
  findings: readonly KeptExamination["findings"][number][];
}

/** More lines than this are folded: what matters stands above them. */
const MOST_UNFOLDED = 20;

/** The findings of one verdict; nothing where there is none. */
export function FindingsTable({ title, findings }: FindingsTableProps) {
  if (findings.length === 0) return null;
  const table = <Lines title={title} findings={findings} />;
  return (
    <Section title={title} count={findings.length}>
      {findings.length <= MOST_UNFOLDED ? (
        table
      ) : (
        <details className="group">
          <summary className="w-fit rounded-md text-muted hover:text-ink pointer-coarse:py-2">
            Show all {formatCount(findings.length)}
          </summary>
          <div className="mt-2">{table}</div>
        </details>
      )}
    </Section>
  );
}

function Lines({ title, findings }: FindingsTableProps) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <table className="w-full text-left">
        <caption className="sr-only">{title}</caption>
        <thead className="max-sm:sr-only">
          <tr className="text-xs text-muted">
            <th scope="col" className="border-b border-line px-3 py-1.5 font-medium">
              What
            </th>
            <th scope="col" className="border-b border-line px-3 py-1.5 font-medium">
              Finding
            </th>
          </tr>
        </thead>
        <tbody>
          {findings.map(({ about, says, feature }) => (
            <tr
              key={about + says}
              className="group/row align-top max-sm:block max-sm:border-b max-sm:border-line max-sm:py-1.5 max-sm:last:border-b-0"
            >
              <th
                scope="row"
                className="w-72 px-3 py-1.5 font-medium break-words max-sm:block max-sm:w-auto max-sm:py-0.5 sm:border-line sm:group-not-last/row:border-b"
              >
                {about}
              </th>
              <td className="px-3 py-1.5 break-words max-sm:block max-sm:py-0.5 sm:border-line sm:group-not-last/row:border-b">
                <p className="max-w-4xl [overflow-wrap:anywhere]">{says}</p>
                {feature ? <p className="max-w-4xl text-muted">What does not work: {feature}.</p> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
