import { createCookie } from "@remix-run/node";
import { z } from "zod";
import type { Reading } from "~lib/chats/chat-reading.server.ts";
import { currentDatabase } from "~lib/db/db.server.ts";
import { writtenUpTo } from "~lib/db/written-up-to.server.ts";
import { env } from "~lib/env.server.ts";

/** Seconds that a person is shown the database itself for, where the replica cannot tell whether it has what they changed. */
const UNTOLD_SECONDS = 60;
/** Seconds for which the replica is asked whether it has it; one that is further behind shows the state from before it after all. */
const TOLD_SECONDS = 600;

// It comes from a browser, so it may hold anything.
const LastWrite = z.object({
  /** Of the database's log. */
  position: z
    .string()
    .regex(/^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/)
    .optional(),
  at: z.number(),
});

/** What this browser changed last. */
export type LastWrite = z.infer<typeof LastWrite>;

function lastWriteCookie() {
  return createCookie("purser_written", {
    path: "/",
    maxAge: TOLD_SECONDS,
    sameSite: "lax",
    httpOnly: true,
    secure: env().appUrl?.startsWith("https:") ?? false,
  });
}

/** Notes in an answer that something was written for it, so that the pages after it show that, also where lists are read from a replica. */
export async function noteWrite(answer: { headers: Headers }): Promise<void> {
  const { db, replica } = currentDatabase();
  if (!replica) return;
  const written: LastWrite = { position: await writtenUpTo(db), at: Date.now() };
  answer.headers.append("Set-Cookie", await lastWriteCookie().serialize(written));
}

/** The headers of an answer that notes a write, for whoever has no answer yet. */
export async function headersOfWrite(): Promise<Headers> {
  const headers = new Headers();
  await noteWrite({ headers });
  return headers;
}

/** The headers of an answer for which a chat may have been opened: that it was is written down, so they note it as any other change. */
export async function headersOfReading(reading: Reading | undefined): Promise<Headers> {
  return reading?.isNew ? headersOfWrite() : new Headers();
}

/** What this browser wrote a short while ago; undefined where that is nothing, or so long ago that every replica has it. */
export async function lastWriteOf(request: Request): Promise<LastWrite | undefined> {
  const cookies = request.headers.get("Cookie");
  if (!cookies?.includes("purser_written=")) return undefined;
  const value: unknown = await lastWriteCookie()
    .parse(cookies)
    .catch(() => undefined);
  return LastWrite.safeParse(value).data;
}

/** True where it was so short a while ago that even a replica which tells nothing may lack it. */
export function isFresh({ at }: LastWrite, now = Date.now()): boolean {
  return now < at + UNTOLD_SECONDS * 1000;
}
