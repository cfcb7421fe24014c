import { nameUsers } from "../../lib/users/name-users.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeUser } from "../helpers/factories.ts";

describe("names for a filter's users", () => {
  test("are found by id and by e-mail; who is not found keeps what they were named by", async ({ db }) => {
    const ada = await makeUser(db, { name: "Ada Novak" });
    const nameless = await makeUser(db, { name: "", email: "grace@example.com" });
    expect(await nameUsers(db, [ada.id, "GRACE@example.com", nameless.id, "gone"])).toEqual([
      { value: ada.id, label: "Ada Novak" },
      { value: "GRACE@example.com", label: "grace@example.com" },
      { value: nameless.id, label: "grace@example.com" },
      { value: "gone", label: "gone" },
    ]);
    expect(await nameUsers(db, undefined)).toEqual([]);
  });
});
