/** A page to be asked for. */
export interface Target {
  url: string;
  /** Who is signed in; empty for nobody. */
  cookie: string;
}

/** What the process that sends requests can be told to do. */
export type Job =
  /** Asks for each target in turn, one request at a time, `samples` times each, after `warmUp` that do not count. */
  | { kind: "one-at-a-time"; targets: readonly Target[]; samples: number; warmUp: number }
  /** Asks for one target over so many connections at once. */
  | { kind: "at-once"; target: Target; connections: number; seconds: number };

/** What came of a job: milliseconds of each request, by target. */
export interface JobResult {
  times: number[][];
  /** How long it took in all, in seconds. */
  seconds: number;
  /** What went wrong over many connections, an entry a request; one at a time the first fault ends the job. */
  failed: string[];
}
