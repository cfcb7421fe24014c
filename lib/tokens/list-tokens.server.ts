import { and, type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { amadeusTokens } from "../db/schema.ts";
import { oneOf, oneOfUuids } from "../list/contains.server.ts";
import { readPage } from "../list/keyset.server.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { countMatching, type Total } from "../list/total.server.ts";
import { tokenList } from "./token.ts";

export type TokenQuery = QueryOf<typeof tokenList>;

/** An Amadeus token as the list shows it: everything but the token. `keyId` is null for one that was stored before encryption. */
export type TokenRow = Awaited<ReturnType<typeof listTokens>>["rows"][number];

/** The one condition behind the list and its count. */
function tokenWhere({ filters }: Pick<TokenQuery, "filters">): SQL | undefined {
  return and(oneOf(amadeusTokens.environment, filters.environment), oneOfUuids(amadeusTokens.id, filters.id));
}

/** What `keyIdOf` reads from a stored value, read by the database, so that neither token nor ciphertext ever leaves it. */
const keyId = sql<
  string | null
>`case when starts_with(${amadeusTokens.accessToken}, 'enc:v1:') then split_part(${amadeusTokens.accessToken}, ':', 3) end`;

/** One page of tokens. */
export function listTokens(db: Db, query: TokenQuery) {
  return readPage(
    query,
    {
      sort: { createdAt: amadeusTokens.createdAt, expiresAt: amadeusTokens.expiresAt },
      types: tokenList.sort,
      id: amadeusTokens.id,
      idType: "uuid",
      where: tokenWhere(query),
    },
    ({ where, orderBy, limit, sortKey }) =>
      db
        .select({
          id: amadeusTokens.id,
          environment: amadeusTokens.environment,
          tokenType: amadeusTokens.tokenType,
          keyId,
          createdAt: amadeusTokens.createdAt,
          expiresAt: amadeusTokens.expiresAt,
          sortKey,
        })
        .from(amadeusTokens)
        .where(where)
        .orderBy(...orderBy)
        .limit(limit),
  );
}

/** How many tokens match. */
export function countTokens(db: Db, query: TokenQuery): Promise<Total> {
  return countMatching(db, sql`select 1 from ${amadeusTokens} where ${tokenWhere(query) ?? sql`true`}`, query.exact);
}
