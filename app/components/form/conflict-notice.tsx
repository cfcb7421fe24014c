import type { MergedConflict } from "~/http/submit.server";
import { Time } from "../time";
import { Alert } from "../ui/alert";

export interface ConflictNoticeProps {
  conflict: MergedConflict;
  labels: Readonly<Record<string, string>>;
  valueLabel?: ((field: string, value: string) => string) | undefined;
}

const text = (value: string | string[] | undefined) => (Array.isArray(value) ? [...value].sort().join(", ") : (value ?? ""));

/**
 * What another person changed while this form was open, beside what was typed here. The form below holds the merge: theirs where only they
 * changed a field, mine where I did.
 */
export function ConflictNotice({ conflict, labels, valueLabel = (_, value) => value }: ConflictNoticeProps) {
  const rows = Object.keys(conflict.current)
    .map((field) => ({ field, base: text(conflict.base[field]), theirs: text(conflict.current[field]), mine: text(conflict.mine[field]) }))
    .filter(({ base, theirs, mine }) => theirs !== mine || theirs !== base);
  const shown = (field: string, value: string) => (value ? valueLabel(field, value) : "—");
  return (
    <Alert tone="amber" title="Somebody else changed this first" className="max-w-4xl">
      <p>
        {conflict.changedBy ? (
          <>
            {conflict.changedBy.name} saved a change on <Time at={conflict.changedBy.at} style="datetime" />.{" "}
          </>
        ) : (
          "It was changed outside this dashboard, or by somebody whose name is not known. "
        )}
        The fields below hold both: theirs where only they changed something, yours where you did. Check them, then save or discard.
      </p>
      {rows.length > 0 ? (
        <div className="mt-2 overflow-x-auto">
          <table className="w-full text-left">
            <thead className="text-xs">
              <tr>
                <th className="py-1 pr-4 font-medium">Field</th>
                <th className="py-1 pr-4 font-medium">When you opened it</th>
                <th className="py-1 pr-4 font-medium">Theirs, saved now</th>
                <th className="py-1 font-medium">Yours, not saved</th>
              </tr>
            </thead>
            <tbody className="text-ink">
              {rows.map(({ field, base, theirs, mine }) => (
                <tr key={field} data-conflict={field} className="align-top">
                  <td className="py-1 pr-4 font-medium">{labels[field] ?? field}</td>
                  <td className="py-1 pr-4 text-muted">{shown(field, base)}</td>
                  <td className="py-1 pr-4">{shown(field, theirs)}</td>
                  <td className="py-1">{mine === base ? <span className="text-muted">not changed</span> : shown(field, mine)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Alert>
  );
}
