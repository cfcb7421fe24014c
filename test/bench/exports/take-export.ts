import { setTimeout as sleep } from "node:timers/promises";
import { cpuSeconds, watchMemory } from "../process-use.ts";
import type { Site } from "../site.ts";

/** A file as it is asked for. */
export interface Wanted {
  format: "csv" | "xlsx";
  /** How it is packed for the way. */
  packing: "identity" | "gzip";
  /** The list's parameters. */
  params?: string;
}

/** The form of a new export of payments, sent with every column. */
export async function askForExport({ baseUrl, cookie }: Site, { format, packing, params = "" }: Wanted): Promise<Response> {
  const page = await fetch(`${baseUrl}/exports/new?list=payments&${params}`, { headers: { Cookie: cookie } });
  const columns = [...(await page.text()).matchAll(/name="columns"[^>]* value="([^"]*)"/g)].map(([, column]) => column!);
  const response = await fetch(`${baseUrl}/exports/file`, {
    method: "POST",
    headers: { Cookie: cookie, Origin: baseUrl, "Accept-Encoding": packing },
    body: new URLSearchParams([
      ...[["list", "payments"] as [string, string], ["scope", "all"] as [string, string]],
      ...[["format", format] as [string, string], ["params", params] as [string, string]],
      ...columns.map((column): [string, string] => ["columns", column]),
    ]),
  });
  if (!response.ok || columns.length === 0) throw new Error(`There is no file: ${response.status}`);
  return response;
}

/** The manifest at a file's end is shorter than this. */
const END_BYTES = 20_000;

/** Takes a whole file as fast as it comes: seconds, the server's processor time, MB that it grew by at most, bytes, and how the file ends. */
export async function takeExport(site: Site, wanted: Wanted) {
  const grown = watchMemory(site.pid);
  const cpu = cpuSeconds(site.pid);
  const began = performance.now();
  const response = await askForExport(site, wanted);
  let bytes = 0;
  const end: Uint8Array[] = [];
  let endBytes = 0;
  const reader = response.body!.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.length;
    endBytes += part.value.length;
    end.push(part.value);
    while (endBytes - end[0]!.length >= END_BYTES) endBytes -= end.shift()!.length;
  }
  const seconds = (performance.now() - began) / 1000;
  return { seconds, cpu: cpuSeconds(site.pid) - cpu, grownMb: grown(), bytes, end: Buffer.concat(end).subarray(-END_BYTES).toString() };
}

/** Reads next to nothing of a file for so many seconds, then goes away. MB that the server grew by at most. */
export async function readSlowly(site: Site, wanted: Wanted, seconds: number): Promise<number> {
  const grown = watchMemory(site.pid);
  const response = await askForExport(site, wanted);
  const reader = response.body!.getReader();
  for (let second = 0; second < seconds; second++) {
    await reader.read();
    await sleep(1_000);
  }
  await reader.cancel();
  return grown();
}
