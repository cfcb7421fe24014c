import { Agent, get } from "node:http";
import type { Job, JobResult, Target } from "./requests.ts";

// A process of its own, so that sending requests and reading answers does not share a thread with what is measured.

/** Asks as a browser does and reads the answer to its end. Milliseconds. */
function ask(target: Target, agent: Agent): Promise<number> {
  const { url, cookie } = target;
  return new Promise((done, fail) => {
    const began = performance.now();
    const headers = { Accept: "text/html,*/*", "Accept-Encoding": "gzip", ...(cookie && { Cookie: cookie }) };
    const request = get(url, { agent, headers }, (response) => {
      response.on("data", () => {});
      response.once("error", fail);
      response.once("end", () => {
        if (response.statusCode === 200 && response.complete) done(performance.now() - began);
        else fail(new Error(`${url} was answered with ${response.statusCode}`));
      });
    });
    request.once("error", (error: NodeJS.ErrnoException) => {
      // The server may close a connection that has been idle at the very moment it is used again: that is no answer, it is asked once more.
      if (request.reusedSocket && error.code === "ECONNRESET") ask(target, agent).then(done, fail);
      else fail(error);
    });
  });
}

async function oneAtATime(targets: readonly Target[], samples: number, warmUp: number): Promise<number[][]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[][] = targets.map(() => []);
  for (let round = -warmUp; round < samples; round++) {
    for (const [n, target] of targets.entries()) {
      const time = await ask(target, agent);
      if (round >= 0) times[n]!.push(time);
    }
  }
  agent.destroy();
  return times;
}

async function atOnce(target: Target, connections: number, seconds: number, failed: string[]): Promise<number[][]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  const connection = async () => {
    while (performance.now() < end) {
      await ask(target, agent).then(
        (time) => times.push(time),
        (error: unknown) => failed.push(messageOf(error)),
      );
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  agent.destroy();
  return [times];
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

process.on("message", async (job: Job) => {
  const began = performance.now();
  const failed: string[] = [];
  try {
    const times =
      job.kind === "one-at-a-time"
        ? await oneAtATime(job.targets, job.samples, job.warmUp)
        : await atOnce(job.target, job.connections, job.seconds, failed);
    process.send!({ times, seconds: (performance.now() - began) / 1000, failed } satisfies JobResult);
  } catch (error) {
    process.send!({ fault: messageOf(error) });
  }
});
process.once("disconnect", () => process.exit(0));
