import { Link } from "@remix-run/react";
import { Definition } from "~/components/chart/chart-frame";
import { rangeLabel } from "~/components/chart/day-label";
import { NumberDefinition } from "~/components/number-explained";
import { Card } from "~/components/ui/card";
import { formatCount } from "~lib/format.ts";
import type { QueryOf } from "~lib/list/list-spec.ts";
import type { heaviestUsers } from "~lib/usage/heaviest-users.server.ts";
import { countedWords, usageList } from "~lib/usage/usage.ts";
import type { UsageRange } from "~lib/usage/usage-range.ts";

interface HeaviestUsersProps {
  query: QueryOf<typeof usageList>;
  range: UsageRange;
  users: Awaited<ReturnType<typeof heaviestUsers>>;
  countsSearches: boolean;
}

/** Who used most in the chart's range; each leads to their rows. */
export function HeaviestUsers({ query, range, users, countsSearches }: HeaviestUsersProps) {
  const ofUser = (userId: string) => {
    const { user: _, ...others } = query.filters;
    return usageList.link({ ...others, user: [userId], date: range.date });
  };
  return (
    <Card className="flex min-w-0 flex-col gap-2 px-4 py-3">
      <div className="flex items-center gap-1.5">
        <h3 className="font-medium">Heaviest users</h3>
        <Definition of="Heaviest users">
          <p>The ten users whose rows that match add up to most from {rangeLabel(range.from, range.to)}; each number is theirs of:</p>
          <NumberDefinition
            id="usage-total"
            scopes={users.map(({ userId, name, email }) => ({ label: name || email, of: ofUser(userId) }))}
          />
        </Definition>
      </div>
      {users.length === 0 ? (
        <p className="py-6 text-center text-muted">Nobody counted anything in this range.</p>
      ) : (
        <ol className="flex flex-col tabular-nums">
          {users.map((user) => (
            <li key={user.userId}>
              <Link
                to={ofUser(user.userId)}
                discover="none"
                title={`${user.email}: ${[countedWords("messages", user.messages), ...(countsSearches ? [countedWords("searches", user.searches)] : [])].join(", ")}`}
                className="-mx-2 flex items-baseline justify-between gap-3 rounded-sm px-2 py-0.5 hover:bg-sunken pointer-coarse:py-2"
              >
                <span className="min-w-0 truncate">{user.name || user.email}</span>
                <span>{formatCount(user.total)}</span>
              </Link>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
