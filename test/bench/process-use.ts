import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** The resident memory of a process in MB, as the system tells it. */
function residentMb(pid: number): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}

/** Watches a process's memory five times a second until `stop` is asked by how many MB it grew at most. */
export function watchMemory(pid: number): () => number {
  const before = residentMb(pid);
  let peak = before;
  const look = () => {
    peak = Math.max(peak, residentMb(pid));
  };
  const timer = setInterval(look, 200);
  return () => {
    clearInterval(timer);
    look();
    return peak - before;
  };
}

/** Linux counts it in hundredths of a second, whatever the machine. */
const TICKS_A_SECOND = 100;

/**
 * Seconds of processor time that a process has taken, which says more than the clock where a machine does other things too. NaN where the
 * system has no /proc.
 */
export function cpuSeconds(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  // Behind the name, which is in brackets and may hold anything: the 12th and 13th are user and system time.
  const fields = readFileSync(file, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}
