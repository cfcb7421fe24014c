import type pg from "pg";
import type { Load } from "../load/start-load.ts";
import { cpuSeconds } from "../process-use.ts";
import { isRead, type Statement } from "../statements.ts";
import { median, quantile } from "../statistics.ts";
import { dataPath, type Page } from "./page.ts";
import type { Recorder } from "./recorder.ts";

/** A server with somebody signed in, and the pages that are asked of it. */
export interface Site {
  pid: number;
  baseUrl: string;
  cookie: string;
}

export interface MeasuredPage {
  label: string;
  path: string;
  kind: Page["kind"];
  /** Rows of tables that the page shows, header rows among them. */
  rows: number;
  /** Milliseconds of the whole answer, one at a time. */
  html: { median: number; p95: number };
  data: { median: number; p95: number };
  /** Whole pages over 16 connections: how many a second, milliseconds, and of the server's processor a page (NaN where the system does not tell). */
  atOnce: { perSecond: number; p95: number; cpu: number; failed: string[] };
  /** Its queries alone, one after the other on one connection: how many, milliseconds in all. */
  queries: { count: number; sum: number; slowest: { ms: number; text: string } | undefined };
  /** Milliseconds of the floors: the bare page, measured in turn with this one, and the best SQL; null where nobody has written it. */
  floor: { bare: number; sql: number | null };
  /** The page at the small scale: its rows, and the median of its whole answer. */
  small: { rows: number; html: number; data: number } | undefined;
}

interface Bench {
  load: Load;
  site: Site;
  bare: string;
  recorder: Recorder;
  small: { site: Site; page: Page; rows: number } | undefined;
  samples: number;
  seconds: number;
}

const CONNECTIONS = 16;
const WARM_UP = 5;

/** Measures one page. What is compared with it is asked for in turn with it, so that what the machine does besides falls on all alike. */
export async function measurePage(page: Page, { load, site, bare, recorder, small, samples, seconds }: Bench): Promise<MeasuredPage> {
  const { statements, rows } = await recorder.record(page.path, site);
  const target = (of: Site, path: string) => ({ url: of.baseUrl + path, cookie: of.cookie });
  const html = target(site, page.path);
  const beside = small ? [target(small.site, small.page.path), target(small.site, dataPath(small.page.path))] : [];
  const targets = [html, target(site, dataPath(page.path)), { url: `${bare}/`, cookie: "" }, ...beside];
  const { times } = await load.run({ kind: "one-at-a-time", targets, samples, warmUp: WARM_UP });
  const cpu = cpuSeconds(site.pid);
  const atOnce = await load.run({ kind: "at-once", target: html, connections: CONNECTIONS, seconds });
  const cpuPerPage = ((cpuSeconds(site.pid) - cpu) * 1000) / atOnce.times[0]!.length;
  const [ofHtml = [], ofData = [], ofBare = [], ofSmall, ofSmallData] = times;
  return {
    label: page.label,
    path: page.path,
    kind: page.kind,
    rows,
    html: { median: median(ofHtml), p95: quantile(ofHtml, 0.95) },
    data: { median: median(ofData), p95: quantile(ofData, 0.95) },
    atOnce: {
      perSecond: atOnce.times[0]!.length / atOnce.seconds,
      p95: quantile(atOnce.times[0]!, 0.95),
      cpu: cpuPerPage,
      failed: atOnce.failed,
    },
    queries: await timeOf(recorder.pool, statements.filter(isRead), samples),
    floor: { bare: median(ofBare), sql: await timeOfBest(recorder.pool, page.best, samples) },
    small: small && { rows: small.rows, html: median(ofSmall!), data: median(ofSmallData!) },
  };
}

async function timeOf(pool: pg.Pool, statements: readonly Statement[], samples: number): Promise<MeasuredPage["queries"]> {
  const each = await timesOf(pool, statements, samples);
  const slowest = each.toSorted((a, b) => b.ms - a.ms)[0];
  return { count: statements.length, sum: each.reduce((sum, { ms }) => sum + ms, 0), slowest };
}

async function timeOfBest(pool: pg.Pool, best: readonly string[], samples: number): Promise<number | null> {
  if (best.length === 0) return null;
  const each = await timesOf(
    pool,
    best.map((text) => ({ text, params: [] })),
    samples,
  );
  return each.reduce((sum, { ms }) => sum + ms, 0);
}

/** The median of each statement, from sending it until its rows are here, on one connection that has sent it before. */
async function timesOf(pool: pg.Pool, statements: readonly Statement[], samples: number): Promise<{ ms: number; text: string }[]> {
  const client = await pool.connect();
  try {
    const times: number[][] = statements.map(() => []);
    for (let round = -2; round < samples; round++) {
      for (const [n, { text, params }] of statements.entries()) {
        const began = performance.now();
        await client.query(text, params);
        if (round >= 0) times[n]!.push(performance.now() - began);
      }
    }
    return statements.map(({ text }, n) => ({ ms: median(times[n]!), text: text.replace(/\s+/g, " ").trim() }));
  } finally {
    client.release();
  }
}
