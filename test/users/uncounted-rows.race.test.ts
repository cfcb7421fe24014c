import { sql } from "drizzle-orm";
import { deleteUser } from "../../lib/users/delete-user.server.ts";
import { getUserForChange } from "../../lib/users/get-user.server.ts";
import { previewDeletion } from "../../lib/users/preview-deletion.server.ts";
import { formatCounted } from "../../lib/users/user-deletion.ts";
import { openAsItself } from "../helpers/dashboard-role.ts";
import { expect, test } from "../helpers/database-test.ts";
import { makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";

test("rows that the dashboard's role may not count are in the audit log as not counted, where the deletion touched any", async ({
  onTestFinished,
}) => {
  const { owner, database } = await openAsItself(onTestFinished);
  const { db } = database;
  const { id, email } = await makeUser(owner);
  await owner.execute(sql`create table vote (user_id text references "user" on delete cascade)`);
  await owner.execute(sql`create table poll (made_by text references "user" on delete set null)`);
  await owner.execute(sql`create table invoice (user_id text references "user")`);
  await owner.execute(sql`insert into vote select ${id} from generate_series(1, 7)`);
  await owner.execute(sql`insert into poll values (${id})`);

  const preview = await previewDeletion(db, id);
  const { version } = (await getUserForChange(db, id))!;
  await deleteUser(db, staffWith("users:delete"), id, { version, confirmation: email, counted: formatCounted(preview), reason: undefined });
  const { rows } = await owner.execute(sql`select (select count(*)::int from vote) as votes, (select made_by from poll) as "madeBy"`);
  expect(rows).toEqual([{ votes: 0, madeBy: null }]);
  const [entry] = await auditRowsOf(owner, "user", id);
  expect(entry!.before).toMatchObject({ others: { "vote (user_id)": null, "poll (made_by)": null } });
  expect(Object.keys(entry!.before!.others as object)).toHaveLength(2);
});
