import type { user } from "../db/schema.ts";
import { busyMoments, DAY, type DemoClock, HOUR, MINUTE } from "./clock.ts";
import { cultureOf, cultures, unusualPeople } from "./names.ts";
import type { Random } from "./random.ts";

/** A user as the other generators need to know them. */
export interface DemoUser {
  row: typeof user.$inferInsert;
  country: string;
  currency: string;
  /** Milliseconds. */
  joined: number;
  /** From 0, never comes back, to 1, comes every day. */
  eagerness: number;
  /** The payment providers' name for them. */
  customerId: string;
}

const domains = ["example.com", "example.com", "example.net", "example.org"];

/** Letters without their accents: "Müller" gives "mueller", "Åkesson" gives "akesson". */
export const asciiOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[äöü]/g, (letter) => ({ ä: "ae", ö: "oe", ü: "ue" })[letter] ?? letter)
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replaceAll(/[^a-z.-]/g, "");

const plantedBans = ["forever", "ending", "ended", "silent"] as const;
const FIRST_ORDINARY = unusualPeople.length + plantedBans.length;

const banReasons = [
  "Chargeback fraud",
  "Shared one account with many people",
  "Spam in public chats",
  "Automated requests far over the limit",
  "Abusive language towards support",
  "Stolen card, see the dispute",
];

/** `count` users over the whole history, oldest first, besides those with unusual names and the one in `power`. Nobody of them is staff. */
export function makeUsers(random: Random, clock: DemoClock, count: number, power: DemoUser): DemoUser[] {
  const moment = busyMoments(clock, 4);
  const weights = Object.fromEntries(cultures.map((culture) => [culture.country, culture.weight]));
  const taken = new Set([power.row.email]);
  const users = [power];
  for (let i = 0; i < count; i++) {
    const own = random.fork(`user ${i}`);
    const unusual = unusualPeople[i];
    // The first ones are needed for what they are, so none of them may lie in the future.
    const joined = Math.min(moment(own), i < FIRST_ORDINARY ? clock.today - DAY : Infinity);
    const culture = cultureOf(unusual?.country ?? own.weighted(weights));
    const [first, last] = [own.pick(culture.first), own.pick(culture.last)];
    const name = unusual?.name ?? `${first} ${last}`;
    const handle =
      unusual?.handle ??
      own.pick([`${asciiOf(first)}.${asciiOf(last)}`, `${asciiOf(first)[0]}${asciiOf(last)}`, asciiOf(`${first}${last}`)]);
    const domain = own.pick(domains);
    let email = `${handle}@${domain}`;
    for (let attempt = 2; taken.has(email); attempt++) email = `${handle}${attempt}@${domain}`;
    taken.add(email);
    const eagerness = own.next() ** 2.2;
    users.push({
      row: {
        id: own.id(32),
        name,
        email,
        emailVerified: own.chance(0.9),
        image: own.chance(0.12) ? `https://avatars.example.net/${own.hex(16)}.png` : null,
        createdAt: new Date(joined),
        updatedAt: new Date(Math.min(clock.now, joined + (own.chance(0.3) ? own.int(1, 90) * DAY : MINUTE))),
        role: "user",
        ...banOf(own, i, joined, clock),
      },
      country: culture.country,
      currency: culture.currency,
      joined,
      eagerness,
      customerId: `cus_${own.id(20)}`,
    });
  }
  return users.filter((user) => user.joined < clock.now - MINUTE).sort((a, b) => a.joined - b.joined);
}

/** One in eighty is banned. However few users there are, each kind of ban occurs. */
function banOf(random: Random, place: number, joined: number, clock: DemoClock) {
  const planted = plantedBans[place - unusualPeople.length];
  const kind = planted ?? (random.chance(0.0125) ? random.weighted({ forever: 6, ending: 3, ended: 2, silent: 1 }) : "none");
  if (kind === "none") return {};
  const past = Math.max(joined, clock.now - random.int(2, 60) * DAY);
  return {
    banned: true,
    banReason: kind === "silent" ? null : random.pick(banReasons),
    // An ended ban stays in the row until its user next signs in.
    banExpires: kind === "ending" ? new Date(clock.now + random.int(2, 40) * DAY) : kind === "ended" ? new Date(past + HOUR) : null,
    updatedAt: new Date(past),
  };
}

/** The one user who has a lot of everything. */
export function makePowerUser(random: Random, clock: DemoClock): DemoUser {
  const joined = clock.start + 9 * DAY + 10 * HOUR;
  return {
    row: {
      id: random.id(32),
      name: "Avery Lindqvist",
      email: "avery.lindqvist@example.com",
      emailVerified: true,
      image: null,
      createdAt: new Date(joined),
      updatedAt: new Date(clock.today - 3 * DAY),
      role: "user",
    },
    country: "SE",
    currency: "EUR",
    joined,
    eagerness: 1,
    customerId: `cus_${random.id(20)}`,
  };
}
