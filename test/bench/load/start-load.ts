import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Job, JobResult } from "./requests.ts";

export interface Load {
  /** Does one job after the other. @throws Error where an answer is not 200 or breaks off */
  run(job: Job): Promise<JobResult>;
  stop(): void;
}

/** Starts the process that sends requests. */
export function startLoad(): Load {
  const child = fork(fileURLToPath(new URL("worker.ts", import.meta.url)), { execArgv: ["--import", "tsx"] });
  process.once("exit", () => child.kill("SIGKILL"));
  return {
    run: (job) =>
      new Promise((done, fail) => {
        child.once("message", (answer: JobResult | { fault: string }) =>
          "fault" in answer ? fail(new Error(answer.fault)) : done(answer),
        );
        child.send(job);
      }),
    stop: () => child.disconnect(),
  };
}
