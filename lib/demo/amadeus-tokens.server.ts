import { randomBytes } from "node:crypto";
import type { amadeusTokens } from "../db/schema.ts";
import { DAY, type DemoClock, MINUTE } from "./clock.ts";
import type { Random } from "./random.ts";

/** Tokens of nothing: random bytes. Amadeus gives one for 1,799 seconds. */
export function makeAmadeusTokens(random: Random, clock: DemoClock): (typeof amadeusTokens.$inferInsert)[] {
  const ages = [3 * MINUTE, 34 * MINUTE, 65 * MINUTE, DAY, 9 * DAY];
  return ages.flatMap((ago) =>
    (["test", "prod"] as const).map((environment) => {
      const createdAt = clock.now - ago - random.int(0, 4 * MINUTE);
      return {
        id: random.uuid(),
        environment,
        accessToken: randomBytes(21).toString("base64url"),
        tokenType: "Bearer",
        expiresAt: new Date(createdAt + 1799 * 1000),
        createdAt: new Date(createdAt),
      };
    }),
  );
}
