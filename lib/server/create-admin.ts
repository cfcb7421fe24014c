import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { z } from "zod";
import { makeStaff } from "../auth/make-staff.server.ts";
import { command } from "./command.ts";
import { requireMigrations, requireWritable, withDatabase } from "./open.ts";
import { databaseVariables } from "./variables.ts";

const Email = z.email("That is no e-mail address.");
const Password = z.string().min(12, "The password needs at least 12 characters.").max(128, "The password may have at most 128 characters.");

async function ask(question: string, { hidden = false } = {}): Promise<string> {
  if (!process.stdin.isTTY) throw new Error(`${question} is needed: set ADMIN_EMAIL and ADMIN_PASSWORD, or run this in a terminal.`);
  let muted = false;
  const output = new Writable({
    write(chunk, encoding, done) {
      if (!muted) process.stdout.write(chunk, encoding);
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  const answer = terminal.question(`${question}: `);
  muted = hidden;
  const text = await answer;
  terminal.close();
  if (hidden) process.stdout.write("\n");
  return text;
}

function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => issue.message).join("\n"));
  return parsed.data;
}

await command({
  name: "admin:create",
  about:
    "Makes the first admin, or makes an admin of a user that there is. The password is never an argument, where other processes could " +
    "read it.",
  variables: [...databaseVariables, "ADMIN_EMAIL", "ADMIN_NAME", "ADMIN_PASSWORD"],
  run: ({ env }) =>
    withDatabase(env, async (database) => {
      requireWritable(database);
      await requireMigrations(database);
      const email = check(Email, (process.env.ADMIN_EMAIL ?? (await ask("E-mail"))).trim().toLowerCase());
      const password = check(Password, process.env.ADMIN_PASSWORD ?? (await ask("Password (12 characters or more)", { hidden: true })));
      const name = process.env.ADMIN_NAME?.trim() || email.split("@")[0]!;
      const { created } = await makeStaff(database.db, { email, name, role: "admin", password });
      console.log(
        created ? `Created the admin ${email}` : `${email} is an admin now, with the password just given; their sessions were ended`,
      );
      return 0;
    }),
});
