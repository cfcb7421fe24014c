import type { DayRange } from "../list/filters.ts";
import type { ExplainedNumber } from "./explained-number.ts";
import { listNumber } from "./list-number.server.ts";
import { numberWords } from "./number-words.ts";
import { userRows } from "./sources.server.ts";

/** The time where none is asked for. */
const EVER: DayRange = { from: "1970-01-01" };

export const userNumbers: readonly ExplainedNumber[] = [
  listNumber({ id: "users", ...numberWords.users, permission: "users:read", source: userRows, countedWords: "Users" }),
  listNumber({
    id: "sign-ups",
    ...numberWords["sign-ups"],
    permission: "users:read",
    source: userRows,
    countedWords: "Users who joined in the time",
  }),
  listNumber({
    id: "active-users",
    ...numberWords["active-users"],
    // Of users, but by what their counters hold.
    permission: "usage:read",
    source: userRows,
    scope: ({ active: _, notActive: __, ...others }) => others,
    counted: ({ active = EVER, notActive: _, ...others }) => ({ ...others, active }),
    countedWords: "Users who sent a message in the time",
    leftOut: ({ active = EVER, ...others }) => [
      { why: "No counter of theirs has a row in the time", filters: { ...others, notActive: active } },
    ],
  }),
];
