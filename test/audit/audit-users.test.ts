import { expect, test } from "vitest";
import { usersIn } from "../../lib/audit/audit-users.ts";

test("each user whom a change names, on either side of it, once", () => {
  const entries = [
    { before: { userId: null }, after: { userId: "ada" } },
    { before: { userId: "ada" }, after: { userId: "ben" } },
    { before: { status: "failed" }, after: { status: "succeeded" } },
  ];
  expect(usersIn(entries)).toEqual(["ada", "ben"]);
});

test("none where no change names one", () => {
  expect(usersIn([])).toBeUndefined();
  expect(usersIn([{ before: { userId: null, status: "failed" }, after: { userId: null, status: 7 } }])).toBeUndefined();
});
