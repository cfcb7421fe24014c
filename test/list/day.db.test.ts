import { sql } from "drizzle-orm";
import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { addDays, dayOf, instantsOf, startOfDay } from "../../lib/list/day.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { seeded } from "../helpers/seeded.ts";
import { zoneChanges } from "./zone-changes.ts";

// Clocks that skip or repeat midnight, that move by half an hour or by less than a minute, that lost a whole day, and ordinary ones.
const zones = [
  ...["UTC", "Europe/Berlin", "Europe/Dublin", "Europe/Lisbon", "Europe/London", "Africa/Cairo", "Africa/Casablanca", "Africa/Monrovia"],
  ...["America/Asuncion", "America/Havana", "America/New_York", "America/Santiago", "America/Sao_Paulo", "America/Scoresbysund"],
  ...["Asia/Amman", "Asia/Beirut", "Asia/Damascus", "Asia/Gaza", "Asia/Kathmandu", "Asia/Tehran", "Atlantic/Azores"],
  ...["Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Kwajalein"],
];

/** The day that PostgreSQL puts each instant into, as the queries behind charts do. */
async function daysOf(db: Db, instants: readonly Date[], zone: string): Promise<string[]> {
  const { rows } = await db.execute<{ day: string }>(sql`
    select to_char(date_trunc('day', instant::timestamp at time zone 'UTC' at time zone ${zone}), 'YYYY-MM-DD') as day
    from json_array_elements_text(${JSON.stringify(instants)}::json) with ordinality as given (instant, place)
    order by place`);
  return rows.map((row) => row.day);
}

/** What is wrong with days in `zone`, by `instants`: each must lie in the range of the day that PostgreSQL puts it into, and in no other. */
async function faults(db: Db, zone: string, instants: readonly Date[]): Promise<string[]> {
  const days = await daysOf(db, instants, zone);
  return instants.flatMap((instant, n) => {
    const day = days[n]!;
    const { from, until } = instantsOf({ from: day, to: day }, zone);
    const before = instantsOf({ to: addDays(day, -1) }, zone).until!;
    const behind = instantsOf({ from: addDays(day, 1) }, zone).from!;
    const right = dayOf(instant, zone) === day && from! <= instant && instant < until! && before <= instant && instant < behind;
    return right
      ? []
      : [`${instant.toISOString()} is of ${day}, not ${dayOf(instant, zone)}: ${from!.toISOString()} to ${until!.toISOString()}`];
  });
}

function aroundChanges(zone: string): Date[] {
  const apart = [-48, -24, -1, 0, 1, 24, 48].map((hours) => hours * 3_600_000);
  return zoneChanges(zone).flatMap((change) => {
    const days = [-1, 0, 1].map((count) => addDays(dayOf(new Date(change), zone), count));
    const starts = days.map((day) => startOfDay(day, zone).getTime());
    return [...apart.map((time) => change + time), ...starts].flatMap((at) => [new Date(at - 1), new Date(at)]);
  });
}

const [first, last] = [Date.UTC(1970, 0, 3), Date.UTC(2024, 11, 31)];

describe("the days of a zone are those of PostgreSQL", () => {
  test.for(zones)("%s, around each change of its clocks and at any time", async (zone, { db }) => {
    const anyInstant = fc.integer({ min: first, max: last }).map((at) => new Date(at));
    expect(await faults(db, zone, [...aroundChanges(zone), ...fc.sample(anyInstant, seeded(200))])).toEqual([]);
  });
});
