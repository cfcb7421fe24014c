import type { z } from "zod";
import { changeRow } from "../audit/change-row.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { extremeSearchUsage, messageUsage } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { parseUsageId, usageSubject } from "./usage.ts";
import type { ResetUsage, SetUsage } from "./usage-forms.ts";

type Staff = Granted<"usage:set">;

interface NewCount {
  action: "usage.set" | "usage.reset";
  count: number;
  reason: string;
}

const NOUN = "daily count";

/**
 * Sets what a counter counted on one day, such as when the product counted what it should not have. When it starts over is left as it is.
 *
 * @param usageId a row of the list, `messages:<id>` or `searches:<id>`
 * @throws Refusal 404, 409 or 422, see changeRow
 */
export function setUsage(db: Db, staff: Staff, usageId: string, form: z.output<typeof SetUsage>) {
  return changeCount(db, staff, usageId, form.version, () => ({ action: "usage.set", count: form.count, reason: form.reason }));
}

/**
 * Sets a counter back to 0, as if nothing had been counted that day.
 *
 * @throws Refusal 422 it is at 0 already; 404 or 409, see changeRow
 */
export function resetUsage(db: Db, staff: Staff, usageId: string, form: z.output<typeof ResetUsage>) {
  return changeCount(db, staff, usageId, form.version, (count) => {
    if (count === 0) throw new Refusal(422, "This counter is at 0 already.");
    return { action: "usage.reset", count: 0, reason: form.reason };
  });
}

async function changeCount(db: Db, staff: Staff, usageId: string, version: string, decide: (count: number) => NewCount) {
  const row = parseUsageId(usageId);
  if (!row) throw new Refusal(404, `This ${NOUN} is no longer there.`);
  const shared = { noun: NOUN, version, subject: usageSubject(row) };
  if (row.counter === "messages") {
    return changeRow(db, staff, {
      ...shared,
      table: messageUsage,
      id: messageUsage.id,
      fields: { messageCount: messageUsage.messageCount },
      form: ({ messageCount }) => ({ count: String(messageCount) }),
      decide({ messageCount }) {
        const { action, count, reason } = decide(messageCount);
        return { action, set: { messageCount: count }, reason, alsoSet: { updatedAt: new Date() } };
      },
    });
  }
  return changeRow(db, staff, {
    ...shared,
    table: extremeSearchUsage,
    id: extremeSearchUsage.id,
    fields: { searchCount: extremeSearchUsage.searchCount },
    form: ({ searchCount }) => ({ count: String(searchCount) }),
    decide({ searchCount }) {
      const { action, count, reason } = decide(searchCount);
      return { action, set: { searchCount: count }, reason, alsoSet: { updatedAt: new Date() } };
    },
  });
}
