import { Link, type useLoaderData } from "@remix-run/react";
import { ArrowDown, Sparkles } from "lucide-react";
import { rangeLabel } from "~/components/chart/day-label";
import { Sparkline } from "~/components/sparkline";
import { Nothing, Time } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import { cn } from "~/components/ui/cn";
import type { TooSlow } from "~/http/in-time.server";
import { useStreamed } from "~/http/use-streamed";
import { formatCount } from "~lib/format.ts";
import { changeOf, changeWords } from "~lib/metrics/change.ts";
import { failedCallsLink, failureKey, failureList, isNewFailure } from "~lib/tool-calls/failures/failures.ts";
import type { Affected } from "~lib/tool-calls/failures/list-failures.server.ts";
import { ErrorWords } from "./error-words";
import type { loader } from "./route";

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
type Group = Data["groups"][number];

const cell = "border-b border-line px-2.5 py-2 align-top group-last/row:border-b-0";
const number = "text-right tabular-nums";

/** The kinds of failures, each with the calls behind it. On a phone only what failed, of which tool and how often. */
export function FailureTable({ data }: { data: Data }) {
  const { query, groups, buckets } = data;
  const [affected, calls] = [useStreamed(data.affected), useStreamed(data.calls)];
  const byDay = buckets.every(({ day, lastDay }) => day === lastDay);
  return (
    <section aria-label="Kinds of failures" className="overflow-x-auto">
      <table className="w-full text-left">
        <caption className="sr-only">Kinds of failures</caption>
        <thead>
          <tr className="text-xs text-muted">
            <Head>Error</Head>
            <Head className="max-md:hidden">Tool</Head>
            <Head className="text-right">
              <Order query={query} by="calls">
                Calls
              </Order>
            </Head>
            <Head className="text-right max-lg:hidden" title="Of all calls of the tool in this time">
              Share
            </Head>
            <Head className="max-lg:hidden">{byDay ? "By day" : "By month"}</Head>
            <Head className="text-right max-xl:hidden">Chats</Head>
            <Head className="text-right max-xl:hidden">Users</Head>
            <Head className="max-lg:hidden">First seen</Head>
            <Head className="max-md:hidden">
              <Order query={query} by="lastSeen">
                Last seen
              </Order>
            </Head>
          </tr>
        </thead>
        <tbody>
          {groups.map((row) => (
            <Row
              key={`${row.tool} ${row.group}`}
              row={row}
              data={data}
              met={known(affected, failureKey(row))}
              all={known(calls, row.tool)}
            />
          ))}
        </tbody>
      </table>
      {affected === undefined || calls === undefined ? (
        // Nothing can stream in without scripts.
        <p className="hidden px-2.5 py-2 no-scripts:block">
          <Link to={failureList.href(query, { exact: true })} discover="none" className="link">
            Add up shares, chats and users too
          </Link>
        </p>
      ) : null}
    </section>
  );
}

function Head({ className, title, children }: { className?: string; title?: string; children: React.ReactNode }) {
  return (
    <th scope="col" title={title} className={cn("border-b border-line px-2.5 py-1.5 font-medium whitespace-nowrap", className)}>
      {children}
    </th>
  );
}

/** The largest and the newest first: the other way round nobody asks. */
function Order({ query, by, children }: { query: Data["query"]; by: "calls" | "lastSeen"; children: string }) {
  const active = query.sort.key === by;
  return (
    <Link
      to={failureList.href(query, { sort: { key: by, direction: "desc" } })}
      discover="none"
      preventScrollReset
      aria-current={active ? "true" : undefined}
      className={cn("inline-flex items-center gap-1 rounded-sm hover:text-ink pointer-coarse:py-2", active && "text-ink")}
    >
      {children}
      {active ? (
        <>
          <ArrowDown aria-hidden="true" className="size-3" />
          <span className="sr-only">, which they are ordered by</span>
        </>
      ) : null}
    </Link>
  );
}

/** One of the numbers that came behind the page: "coming" until they are there, undefined where they cannot be read. */
function known<T>(numbers: Readonly<Record<string, T>> | TooSlow | null | undefined, name: string): T | "coming" | undefined {
  if (numbers === undefined) return "coming";
  return numbers === null || numbers === "too-slow" ? undefined : numbers[name];
}

interface RowProps {
  row: Group;
  data: Data;
  /** Whom it met. */
  met: Affected[string] | "coming" | undefined;
  /** All calls of the tool. */
  all: number | "coming" | undefined;
}

function Row({ row, data, met, all }: RowProps) {
  const { range, buckets, now } = data;
  const link = failedCallsLink(row.group, row.tool, range, row.calls);
  return (
    <tr className="group/row hover:bg-sunken" data-failure={row.group}>
      <td className={cn(cell, "w-full min-w-56")}>
        <div className="flex flex-wrap items-start gap-x-2 gap-y-1">
          <Link to={link} discover="none" className="min-w-0 hover:underline">
            <ErrorWords words={row.words} />
          </Link>
          {isNewFailure(row.firstSeen, new Date(now)) ? (
            <Badge tone="amber" icon={Sparkles} title="First seen within the last 24 hours">
              New
            </Badge>
          ) : null}
        </div>
        <p className="mt-0.5 text-muted md:hidden">
          {row.tool}, last <Time at={row.lastSeen} />
        </p>
        <Example example={row.example} />
      </td>
      <td className={cn(cell, "whitespace-nowrap max-md:hidden")}>{row.tool}</td>
      <td className={cn(cell, number)}>
        <Link to={link} discover="none" data-calls className="font-medium hover:text-accent-text hover:underline">
          {formatCount(row.calls)}
        </Link>
        <span
          className="block text-xs whitespace-nowrap text-muted"
          title={`${formatCount(row.before)} in the range before, ${rangeLabel(data.previous.day, data.previous.lastDay)}`}
        >
          {row.before === 0 ? "none before" : changeWords(changeOf(row.calls, row.before))}
        </span>
      </td>
      <td className={cn(cell, number, "max-lg:hidden")}>
        <Late value={all}>{(all) => shareWords(row.calls / all)}</Late>
      </td>
      <td className={cn(cell, "max-lg:hidden")}>
        <Sparkline values={row.values} label={sparkWords(row.values, buckets)} />
      </td>
      <td className={cn(cell, number, "max-xl:hidden")}>
        <Late value={met}>{({ chats }) => formatCount(chats)}</Late>
      </td>
      <td className={cn(cell, number, "max-xl:hidden")}>
        <Late value={met}>{({ users }) => formatCount(users)}</Late>
      </td>
      <td className={cn(cell, "max-lg:hidden")}>
        <Time at={row.firstSeen} />
      </td>
      <td className={cn(cell, "max-md:hidden")}>
        <Time at={row.lastSeen} />
      </td>
    </tr>
  );
}

/** A number that came behind the page, or its place until then. */
function Late<T>({ value, children }: { value: T | "coming" | undefined; children: (value: T) => string }) {
  if (value === "coming") return <span className="text-muted">…</span>;
  return value ? children(value as T) : <Nothing label="not known" />;
}

/** The newest of the errors, as it came. */
function Example({ example }: { example: Group["example"] }) {
  return (
    <details className="mt-0.5">
      <summary className="w-fit rounded-sm text-xs text-muted hover:text-ink hover:underline pointer-coarse:py-2">Newest example</summary>
      <div className="mt-1 flex flex-col gap-1">
        {example.error ? (
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
            tabIndex={0}
            className="max-h-48 overflow-auto rounded-md border border-line bg-surface px-3 py-2 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]"
          >
            {example.error}
          </pre>
        ) : (
          <p className="text-xs text-muted">The call has no error text.</p>
        )}
        <Link to={`/tool-calls/${example.id}`} discover="none" className="w-fit text-xs text-accent-text hover:underline">
          Open this call
        </Link>
      </div>
    </details>
  );
}

/** "12%", "0.4%", "under 0.1%". */
function shareWords(share: number): string {
  const percent = share * 100;
  if (percent < 0.1) return "under 0.1%";
  return `${percent < 9.95 ? percent.toFixed(1).replace(/\.0$/, "") : Math.round(percent)}%`;
}

/** "12 calls on 3 days, most on 4 Mar 2026 (8)". */
function sparkWords(values: readonly number[], buckets: Data["buckets"]): string {
  const most = Math.max(...values);
  const { day, lastDay } = buckets[values.indexOf(most)]!;
  const [one, many] = buckets.every((bucket) => bucket.day === bucket.lastDay) ? ["day", "days"] : ["month", "months"];
  const count = values.filter((value) => value > 0).length;
  return `On ${count} of ${values.length} ${values.length === 1 ? one : many}, most on ${rangeLabel(day, lastDay)}: ${formatCount(most)}`;
}
