import { Refusal } from "../../lib/errors.ts";
import { expect } from "../helpers/database-test.ts";

/** The refusal that a change ends with; a change that is made fails the test. */
export async function refused(change: Promise<unknown>): Promise<Refusal> {
  const outcome = await change.then(
    () => "it was not refused",
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(Refusal);
  return outcome as Refusal;
}
