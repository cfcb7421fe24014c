import { randomBytes } from "node:crypto";
import type { account, session } from "../db/schema.ts";
import { DAY, type DemoClock, HOUR, MINUTE } from "./clock.ts";
import type { Random } from "./random.ts";
import type { DemoUser } from "./users.ts";

const userAgents = [
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
];

/** Addresses of RFC 5737 and RFC 3849: set aside for documentation, nobody's. */
const address = (random: Random): string =>
  random.chance(0.15)
    ? `2001:db8:${random.hex(4)}:${random.hex(4)}::${random.hex(3)}`
    : `${random.pick(["192.0.2", "198.51.100", "203.0.113"])}.${random.int(1, 254)}`;

/**
 * Sessions of one user, the older ones expired. A ban has ended those of a banned user. The token alone is not generated but truly random:
 * whoever knows the seed must not know a token that a browser could send.
 */
export function sessionsOf(random: Random, clock: DemoClock, user: DemoUser): (typeof session.$inferInsert)[] {
  if (user.row.banned && !(user.row.banExpires && user.row.banExpires.getTime() < clock.now)) return [];
  const count = user.eagerness > 0.9 ? random.int(2, 6) : random.pick([0, 1, 1, 2, 3]);
  return Array.from({ length: count }, () => {
    const back = Math.min(clock.now - user.joined - 1, random.around(user.eagerness > 0.5 ? 2 : 14, 1.1) * DAY);
    const createdAt = clock.now - Math.max(0, Math.floor(back));
    const updatedAt = Math.min(clock.now, createdAt + random.int(0, 5) * DAY);
    return {
      id: random.id(32),
      token: randomBytes(24).toString("base64url"),
      userId: user.row.id,
      createdAt: new Date(createdAt),
      updatedAt: new Date(updatedAt),
      expiresAt: new Date(updatedAt + 7 * DAY),
      ipAddress: random.chance(0.03) ? null : address(random),
      userAgent: random.chance(0.02) ? null : random.pick(userAgents),
    };
  });
}

/** How one user signs in. Nobody can: there is neither a password nor an OAuth token in any row. */
export function accountsOf(random: Random, user: DemoUser): (typeof account.$inferInsert)[] {
  const providers = random.weighted({ credential: 55, google: 38, both: 7 });
  return (providers === "both" ? (["credential", "google"] as const) : ([providers] as const)).map((providerId) => {
    const createdAt = new Date(user.joined + (providers === "both" && providerId === "google" ? 3 * HOUR : MINUTE / 60));
    return {
      id: random.id(32),
      accountId: providerId === "google" ? `1${random.digits(20)}` : user.row.id,
      providerId,
      userId: user.row.id,
      scope: providerId === "google" ? "openid,email,profile" : null,
      createdAt,
      updatedAt: createdAt,
    };
  });
}
