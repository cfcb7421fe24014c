import { Link, type useLoaderData } from "@remix-run/react";
import { BanBadge } from "~/components/ban-badge";
import { Fact, Facts, Section } from "~/components/page";
import { StatusBadge } from "~/components/status-badge";
import { Nothing, Time } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import { CopyId } from "~/components/ui/copy-id";
import type { loader } from "./route";

type User = ReturnType<typeof useLoaderData<typeof loader>>["user"];

/** What is known of a user, and what they may do. */
export function UserFacts({ user }: { user: User }) {
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Section title="Who">
        <Facts>
          <Fact label="Name">{user.name.trim() || <Nothing label="no name" />}</Fact>
          <Fact label="E-mail">
            <span className="inline-flex flex-wrap items-center gap-2">
              {user.email}
              {user.emailVerified ? null : <Badge tone="amber">not verified</Badge>}
            </span>
          </Fact>
          <Fact label="Joined">
            <Time at={user.createdAt} style="datetime" />
          </Fact>
          <Fact label="Last changed">
            <Time at={user.updatedAt} style="datetime" />
          </Fact>
          <Fact label="Picture">
            {user.image ? (
              <span className="block truncate font-mono text-xs" title={user.image}>
                {user.image.startsWith("data:") ? "stored in the row" : user.image}
              </span>
            ) : (
              <Nothing />
            )}
          </Fact>
          <Fact label="User id">
            <CopyId id={user.id} label="user id" length={24} />
          </Fact>
        </Facts>
      </Section>
      <Section title="What they may do">
        <Facts>
          <Fact label="Role">
            <StatusBadge kind="role" value={user.role} />
          </Fact>
          <Fact label="Staff roles">
            {user.staffRoles.length === 0 ? <Nothing /> : null}
            {user.staffRoles.map(({ role, grantedAt, grantedBy }) => (
              <span key={role} className="flex flex-wrap items-center gap-x-2">
                <StatusBadge kind="role" value={role} />
                <span className="text-muted">
                  {grantedBy ? (
                    <>
                      by{" "}
                      <Link to={`/users/${encodeURIComponent(grantedBy.id)}`} className="hover:underline">
                        {grantedBy.name}
                      </Link>
                      ,{" "}
                    </>
                  ) : null}
                  <Time at={grantedAt} />
                </span>
              </span>
            ))}
          </Fact>
          <Fact label="Plan">
            {user.plan ? (
              <span className="inline-flex flex-wrap items-center gap-2">
                {user.plan.product} <StatusBadge kind="subscription" value={user.plan.status} />
              </span>
            ) : (
              <Nothing label="no subscription" />
            )}
          </Fact>
          <Fact label="Ban">{user.banned ? <BanBadge ban={user} withEnd /> : <Nothing label="not banned" />}</Fact>
          {user.banned ? <Fact label="Ban reason">{user.banReason ?? <Nothing label="no reason was given" />}</Fact> : null}
        </Facts>
      </Section>
    </div>
  );
}
