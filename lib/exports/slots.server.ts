import { ExportRefused } from "./export-refused.ts";

/** So many at once are enough for everybody. */
const MOST_AT_ONCE = 4;
/** Each holds a connection of the pool for as long as its download takes, and writes down by another how far it is. */
const CONNECTIONS = 2;
/** One person, whose browser may ask again and again, must not keep all others waiting. */
const MOST_OF_ONE_PERSON = 2;

/** Who holds one, by id; a person may be there twice. */
const holders: string[] = [];

/**
 * Takes one of the places for exports that may be under way at once; a small pool has fewer, so that a connection is left for the pages.
 *
 * @param poolMax connections that the server opens at most
 * @returns what gives it back; called again it does nothing
 * @throws ExportRefused 503 where none is free, or none for this person
 */
export function takeSlot(staffId: string, poolMax: number): () => void {
  const places = Math.min(MOST_AT_ONCE, Math.floor((poolMax - 1) / CONNECTIONS));
  if (places < 1) {
    throw new ExportRefused(
      503,
      `An export takes a server that may open ${CONNECTIONS + 1} connections to its database; see DATABASE_POOL_MAX.`,
    );
  }
  if (holders.filter((id) => id === staffId).length >= MOST_OF_ONE_PERSON) {
    throw new ExportRefused(503, `${MOST_OF_ONE_PERSON} of your exports are under way. Try again when one of them has ended.`);
  }
  if (holders.length >= places) {
    throw new ExportRefused(
      503,
      `${places} ${places === 1 ? "export is" : "exports are"} under way. Try again when one of them has ended.`,
    );
  }
  holders.push(staffId);
  let isHeld = true;
  return () => {
    if (isHeld) holders.splice(holders.indexOf(staffId), 1);
    isHeld = false;
  };
}
