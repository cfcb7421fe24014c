import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sessionFacts } from "../../lib/chats/session-state.ts";
import { seeded } from "../helpers/seeded.ts";

describe("the facts of a session state", () => {
  test("are those of the flight requests and the preferences", () => {
    const last = { origin: "BER", destination: "LIS", departDate: "2026-04-02", returnDate: null, cabin: "ECONOMY", passengers: 2 };
    const state = {
      last_flight_request: last,
      pending_flight_request: { origin: "BER" },
      preferences: { seat: "aisle", bags: { hold: 1 } },
    };
    expect(sessionFacts(state)).toEqual({
      last: { ...last, passengers: "2" },
      pending: { origin: "BER", destination: null, departDate: null, returnDate: null, cabin: null, passengers: null },
      preferences: [
        ["seat", "aisle"],
        ["bags", '{"hold":1}'],
      ],
    });
  });

  test("are none where the state is something else, whatever it is", () => {
    const none = { last: null, pending: null, preferences: [] };
    for (const state of [null, undefined, 7, "BER", [], {}, { last_flight_request: [] }, { preferences: "none" }]) {
      expect(sessionFacts(state)).toEqual(none);
    }
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const facts = sessionFacts({ last_flight_request: a, pending_flight_request: b, preferences: a });
        expect(facts.preferences.every(([, value]) => value.length <= 201)).toBe(true);
      }),
      seeded(300),
    );
  });
});
