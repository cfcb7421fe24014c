import { ExportRefused } from "./export-refused.ts";

/** Each holds a connection of the pool for as long as its download takes. */
const MOST_AT_ONCE = 4;
/** One person, whose browser may ask again and again, must not keep all others waiting. */
const MOST_OF_ONE_PERSON = 2;

/** Who holds one, by id; a person may be there twice. */
const holders: string[] = [];

/**
 * Takes one of the places for exports that may be under way at once.
 *
 * @returns what gives it back; called again it does nothing
 * @throws ExportRefused 503 where none is free, or none for this person
 */
export function takeSlot(staffId: string): () => void {
  if (holders.filter((id) => id === staffId).length >= MOST_OF_ONE_PERSON) {
    throw new ExportRefused(503, `${MOST_OF_ONE_PERSON} of your exports are under way. Try again when one of them has ended.`);
  }
  if (holders.length >= MOST_AT_ONCE) {
    throw new ExportRefused(503, `${MOST_AT_ONCE} exports are under way. Try again when one of them has ended.`);
  }
  holders.push(staffId);
  let isHeld = true;
  return () => {
    if (isHeld) holders.splice(holders.indexOf(staffId), 1);
    isHeld = false;
  };
}
