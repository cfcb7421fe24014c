import { Link } from "@remix-run/react";
import { Time } from "~/components/time";
import { Alert } from "~/components/ui/alert";
import { formatCount, formatDuration } from "~lib/format.ts";
import { paymentList } from "~lib/payments/payment.ts";
import type { Silence, Silences } from "~lib/reports/suspicious/silence.server.ts";
import { SILENCE_HISTORY_DAYS, SILENCE_LEAST_GAPS, SILENCE_MULTIPLE, SILENCE_PERCENTILE } from "~lib/reports/suspicious/suspicious-rule.ts";

/** What is usual between two payments, whether it is silent now, and the silences of the last days. */
export function SilenceTable({ silences }: { silences: Silences }) {
  const { gaps, usual, longest, last, silentNow, ended } = silences;
  return (
    <div className="flex flex-col gap-2">
      {silentNow && last !== null ? (
        <Alert tone="red" title="No payment has come in for longer than is usual">
          The last one came at <Time at={last} style="datetime" />. Look whether the webhook is delivered.
        </Alert>
      ) : null}
      {longest === null || usual === null ? (
        <p>
          The last {SILENCE_HISTORY_DAYS} days have {formatCount(gaps)} {gaps === 1 ? "gap" : "gaps"} between payments. It takes{" "}
          {SILENCE_LEAST_GAPS} to say what is usual.{" "}
          {last === null ? null : (
            <>
              The last payment came at <Time at={last} style="datetime" />.
            </>
          )}
        </p>
      ) : (
        <p>
          {SILENCE_PERCENTILE} of 100 gaps between the payments of the last {SILENCE_HISTORY_DAYS} days are at most {formatDuration(usual)}{" "}
          long ({formatCount(gaps)} gaps). {SILENCE_MULTIPLE} times that, and at least an hour, is a silence: more than{" "}
          <strong className="font-semibold">{formatDuration(longest)}</strong> without a payment of any status.{" "}
          {last === null || silentNow ? null : (
            <>
              The last payment came <Time at={last} />.
            </>
          )}
        </p>
      )}
      {ended.length > 0 ? <Ended silences={ended} /> : null}
    </div>
  );
}

const headClass = "border-b border-line px-3 py-1.5 font-medium";
const cellClass = "border-b border-line px-3 py-1.5 align-top group-last/row:border-b-0";

function Ended({ silences }: { silences: readonly Silence[] }) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full text-left">
        <caption className="sr-only">The newest silences that have ended</caption>
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className={`${headClass} max-sm:hidden`}>
              Last before
            </th>
            <th scope="col" className={headClass}>
              First after
            </th>
            <th scope="col" className={`${headClass} text-right`}>
              Length
            </th>
          </tr>
        </thead>
        <tbody>
          {silences.map((silence) => (
            <tr key={silence.paymentId} className="group/row">
              <td className={`${cellClass} max-sm:hidden`}>
                <Time at={silence.from} style="datetime" />
              </td>
              <td className={cellClass}>
                <Link to={`/payments/${encodeURIComponent(silence.paymentId)}`} discover="none" className="link">
                  <Time at={silence.until} style="datetime" />
                </Link>
              </td>
              <td className={`${cellClass} text-right`}>
                <span className="whitespace-nowrap">{formatDuration(silence.length)}</span>{" "}
                <Link to={aroundHref(silence)} className="link sm:ml-3">
                  Payments around it
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The payments of a silence's length before and after it: those that were delivered late stand right behind it. */
function aroundHref({ from, until, length }: Silence): string {
  const moved = (at: string, by: number) => new Date(Date.parse(at) + by).toISOString();
  return paymentList.link(
    { createdAt: { from: moved(from, -length), to: moved(until, length) } },
    { sort: { key: "createdAt", direction: "asc" } },
  );
}
