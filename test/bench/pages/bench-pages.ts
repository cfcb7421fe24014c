import pg from "pg";
import { startBare } from "../bare/start-bare.ts";
import type { BenchDatabases } from "../database.ts";
import { startLoad } from "../load/start-load.ts";
import { type Site, startSite } from "../site.ts";
import { type Facts, lookUpFacts } from "./facts.ts";
import { listPages } from "./list-pages.ts";
import { type MeasuredPage, measurePage } from "./measure.ts";
import { otherPages } from "./other-pages.ts";
import type { Page } from "./page.ts";
import { heading, pageLine, pageSummary } from "./print.ts";
import type { Recorder } from "./recorder.ts";

interface Wanted {
  databases: BenchDatabases;
  recorder: Recorder;
  quick: boolean;
  words: readonly string[];
  say: (what: string) => void;
}

/** Measures every page on the built server, and prints each as it is done. A page that fails is said, and the next one comes. */
export async function benchPages({
  databases: { main, small },
  recorder,
  quick,
  words,
  say,
}: Wanted): Promise<{ pages: MeasuredPage[]; faults: string[] }> {
  const ends: (() => unknown)[] = [];
  try {
    say("building the bare page");
    const bare = await startBare();
    ends.push(bare.stop);
    const load = startLoad();
    ends.push(load.stop);
    const site = await startSite(main);
    ends.push(site.stop);
    const smallSite = small && (await startSite(small));
    if (smallSite) ends.push(smallSite.stop);
    const pages = pagesOf(await factsOf(main.url));
    const smallPages = small && pagesOf(await factsOf(small.url));

    console.log(`\n${heading}`);
    const measured: MeasuredPage[] = [];
    const faults: string[] = [];
    for (const [n, page] of pages.entries()) {
      if (words.length > 0 && !words.some((word) => page.label.includes(word))) continue;
      try {
        const beside = smallSite && { site: smallSite, page: smallPages![n]!, rows: await rowsOf(smallSite, smallPages![n]!) };
        const done = await measurePage(page, {
          ...{ load, site, bare: bare.baseUrl, recorder, small: beside },
          ...(quick ? { samples: 6, seconds: 0.5 } : { samples: 40, seconds: 5 }),
        });
        measured.push(done);
        console.log(pageLine(done));
        const { failed } = done.atOnce;
        if (failed.length > 0) faults.push(`${page.label}: ${failed.length} requests failed over 16 connections, the first: ${failed[0]}`);
      } catch (error) {
        faults.push(`${page.label}: ${error instanceof Error ? error.message : String(error)}`);
        console.log(`${page.label.padEnd(44)} FAILED: ${faults.at(-1)}`);
      }
    }
    console.log(`\n* shows another number of rows at the small scale\n${pageSummary(measured).join("\n")}`);
    return { pages: measured, faults };
  } finally {
    for (const end of ends.toReversed()) await end();
  }
}

const pagesOf = (facts: Facts): Page[] => [...listPages(facts), ...otherPages(facts)];

async function factsOf(url: string): Promise<Facts> {
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
  await client.connect();
  return lookUpFacts(client).finally(() => client.end());
}

/** How many rows of tables a page shows. */
async function rowsOf({ baseUrl, cookie }: Site, { path }: Page): Promise<number> {
  const html = await (await fetch(baseUrl + path, { headers: { Cookie: cookie } })).text();
  return html.split("<tr").length - 1;
}
