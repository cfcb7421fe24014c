import { sql } from "drizzle-orm";
import { signIn } from "../../lib/auth/auth.server.ts";
import { databaseErrorCode } from "../../lib/db/database-errors.ts";
import { openAsItself } from "../helpers/dashboard-role.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { standInDatabase } from "../helpers/test-database.ts";
import { anAddress, makePerson, password } from "./person.ts";

describe("a sign-in that the database does not let through", () => {
  // Whatever is printed fails a test: the query has the session's token among its parameters, or the e-mail.
  test.for(["insert on session", 'select on "user"', "select on account"])(
    "fails by the database's own error, without %s",
    async (taken, { onTestFinished }) => {
      const { owner, role, database } = await openAsItself(onTestFinished);
      const { email } = await makePerson(owner);
      const ask = () => signIn({ email, password }, { ip: anAddress(), userAgent: "Test" });
      standInDatabase(database);
      try {
        expect(await ask()).toMatchObject({ ok: true });
        await owner.execute(sql.raw(`revoke ${taken} from ${role}`));
        if (taken.startsWith("select")) await owner.execute(sql.raw(`revoke all on ${taken.split(" on ")[1]} from ${role}`));
        const error = await ask().catch((thrown: unknown) => thrown);
        expect(databaseErrorCode(error)).toBe("42501");
      } finally {
        standInDatabase(undefined);
      }
    },
  );
});
