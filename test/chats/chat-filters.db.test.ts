import fc from "fast-check";
import { chatList } from "../../lib/chats/chat.ts";
import { countChats, listChats } from "../../lib/chats/list-chats.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { chat, chatTags, message, tag, toolCalls, user } from "../../lib/db/schema.ts";
import { everyPage } from "../../lib/list/keyset.server.ts";
import { expect, test } from "../helpers/database-test.ts";
import { madeAt } from "../helpers/factories.ts";
import { seeded } from "../helpers/seeded.ts";

const models = ["model-a", "model-b", "rare"];
const tags = ["Refund", "Billing", "Rare", "Unused"];
const CHATS = 60;

interface KnownChat {
  id: string;
  owner: string;
  visibility: "public" | "private";
  updatedAt: Date;
  models: Set<string>;
  tags: Set<string>;
  failed: boolean;
}

/** Chats whose contents follow from their number, so that rare things stand on old chats, where the newest first order comes to them last. */
async function makeChats(db: Db): Promise<KnownChat[]> {
  const owners = ["Ada Novak", "Bo Lindt", "Cy Novotny"];
  await db.insert(user).values(
    owners.map((name, index) => ({
      ...{ id: `filter-user-${index}`, name, email: `p${index}@filter.example`, emailVerified: true, createdAt: madeAt, updatedAt: madeAt },
    })),
  );
  const made = await db
    .insert(tag)
    .values(tags.map((name) => ({ name, color: "grey" as const })))
    .returning({ id: tag.id, name: tag.name });
  const known = Array.from({ length: CHATS }, (_, index): KnownChat => {
    const of = (values: readonly string[], at: (place: number) => boolean) => new Set(values.filter((_, place) => at(place)));
    return {
      id: `filter-chat-${String(index).padStart(2, "0")}`,
      owner: owners[index % 3]!,
      visibility: index % 4 === 0 ? "public" : "private",
      // Several are last active at the same instant.
      updatedAt: new Date(madeAt.getTime() - Math.floor(index / 3) * 3_600_000),
      models: of(models, (place) => (place === 2 ? index > 54 : (index + place) % 3 === 0)),
      tags: of(tags, (place) => (place === 2 ? index > 57 : place < 2 && (index * (place + 2)) % 5 === 0)),
      failed: index % 7 === 3,
    };
  });
  await db.insert(chat).values(
    known.map(({ id, owner, visibility, updatedAt }) => ({
      ...{ id, userId: `filter-user-${owners.indexOf(owner)}`, title: id, visibility, updatedAt, createdAt: madeAt },
    })),
  );
  const content = { parts: [], attachments: [], role: "assistant", createdAt: madeAt };
  await db
    .insert(message)
    .values(known.flatMap(({ id, models }) => [null, ...models, ...models].map((model) => ({ ...content, chatId: id, model }))));
  await db.insert(toolCalls).values(
    known.flatMap(({ id, failed }) =>
      (failed ? (["failed", "succeeded"] as const) : (["canceled"] as const)).map((status) => ({
        ...{ chatId: id, toolName: "search_flights", request: {}, status },
      })),
    ),
  );
  await db
    .insert(chatTags)
    .values(known.flatMap(({ id, tags }) => made.filter(({ name }) => tags.has(name)).map((each) => ({ chatId: id, tagId: each.id }))));
  return known;
}

const some = (values: readonly string[]) => fc.subarray([...values], { minLength: 1 });
const filters = fc.record(
  {
    owner: fc.constantFrom("nov", "LINDT", "p1@filter", "filter-user-2", "a", "nobody"),
    visibility: some(["public", "private"]),
    tag: some([...tags, "nonsense"]),
    failed: fc.constantFrom("yes", "no"),
    model: some([...models, "nonsense"]),
    "updatedAt.from": fc.constantFrom("2026-03-09", "2026-03-10T05:00:00Z"),
    sort: fc.constantFrom("updatedAt", "-updatedAt"),
  },
  { requiredKeys: [] },
);

function naive(known: readonly KnownChat[], asked: Readonly<Record<string, string | string[] | undefined>>): string[] {
  const owner = (asked.owner as string | undefined)?.toLowerCase();
  const ownerNames: Record<string, string> = { "filter-user-2": "Cy Novotny", "p1@filter": "Bo Lindt" };
  const any = (wanted: string | string[] | undefined, has: ReadonlySet<string>) => !wanted || [wanted].flat().some((each) => has.has(each));
  const from = asked["updatedAt.from"] === undefined ? undefined : new Date(asked["updatedAt.from"] as string);
  // One letter is found where a word of the name begins.
  const named = (name: string) => (owner!.length > 1 ? name.includes(owner!) : name.split(" ").some((word) => word.startsWith(owner!)));
  const isOwner = (name: string) => !owner || ownerNames[owner] === name || named(name.toLowerCase());
  const sign = asked.sort === "updatedAt" ? 1 : -1;
  return known
    .filter(
      (each) =>
        isOwner(each.owner) &&
        any(asked.visibility, new Set([each.visibility])) &&
        any(asked.tag, each.tags) &&
        any(asked.model, each.models) &&
        (asked.failed === undefined || (asked.failed === "yes") === each.failed) &&
        (!from || each.updatedAt >= from),
    )
    .sort((a, b) => sign * (a.updatedAt.getTime() - b.updatedAt.getTime() || (a.id < b.id ? -1 : 1)))
    .map((each) => each.id);
}

test("any filters give, page by page, what a plain look at every chat gives", { timeout: 120_000 }, async ({ db }) => {
  const known = await makeChats(db);
  await fc.assert(
    fc.asyncProperty(filters, fc.constantFrom(1, 7, 100), async (asked, size) => {
      const params = new URLSearchParams();
      for (const [name, value] of Object.entries(asked))
        for (const each of [value].flat()) if (each !== undefined) params.append(name, each);
      const query = chatList.parse(params);
      const expected = naive(known, asked);
      const seen: string[] = [];
      for await (const rows of everyPage(query, size, (page) => listChats(db, page))) seen.push(...rows.map((row) => row.id));
      expect(seen).toEqual(expected);
      expect(await countChats(db, query)).toEqual({ count: expected.length, exact: true });
    }),
    seeded(60),
  );
});
