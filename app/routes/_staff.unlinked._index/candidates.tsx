import { Form, Link, useNavigation } from "@remix-run/react";
import { CircleCheck, CircleHelp, TriangleAlert } from "lucide-react";
import { Alert } from "~/components/ui/alert";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { shortId } from "~lib/format.ts";
import type { Candidate } from "~lib/unlinked/candidates.server.ts";

/** Whether some of a candidate's evidence suffices by itself: strong evidence does, where nothing points to anybody else. */
export function Strength({ strong, contradicted }: Pick<Candidate, "strong" | "contradicted">) {
  if (strong && contradicted) {
    return (
      <Badge tone="red" icon={TriangleAlert}>
        Contradicted
      </Badge>
    );
  }
  return strong ? (
    <Badge tone="green" icon={CircleCheck}>
      Strong
    </Badge>
  ) : (
    <Badge tone="amber" icon={CircleHelp}>
      Weak
    </Badge>
  );
}

/** Who it may belong to, the most likely first: each with all that says so, and a button that links. */
export function Candidates({ candidates, version, action }: { candidates: readonly Candidate[]; version: string; action: string }) {
  const busy = useNavigation().state !== "idle";
  if (candidates.length === 0) {
    return (
      <EmptyState title="Nothing points to anybody" className="rounded-lg border border-line bg-surface">
        No linked payment or subscription shares its customer id, subscription or e-mail, its metadata names no user, and nobody has its
        e-mail or name.
      </EmptyState>
    );
  }
  const contradicted = candidates.some((candidate) => candidate.strong && candidate.contradicted);
  return (
    <>
      {contradicted ? (
        <Alert tone="amber" title="The evidence contradicts itself: it points to more than one user." className="mb-2 max-w-3xl">
          A bulk link leaves this row alone. Compare the candidates before you link it to one of them.
        </Alert>
      ) : null}
      <ul className="flex flex-col gap-2">
        {candidates.map((candidate) => (
          <li
            key={candidate.userId}
            className="flex flex-wrap items-start justify-between gap-3 rounded-lg border border-line bg-surface px-4 py-3"
          >
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-2">
                <Strength {...candidate} />
                <Link to={`/users/${encodeURIComponent(candidate.userId)}`} className="font-medium hover:underline">
                  {candidate.name.trim() || candidate.email}
                </Link>
                <span className="text-muted">{candidate.email}</span>
              </p>
              <ul className="mt-1.5 flex list-disc flex-col gap-0.5 pl-5">
                {candidate.evidence.map((one) => (
                  <li key={`${one.kind} ${one.row?.id}`}>
                    {one.words}{" "}
                    {one.row ? (
                      <Link
                        to={`/${one.row.type}s/${encodeURIComponent(one.row.id)}`}
                        title={one.row.id}
                        className="link font-mono text-xs"
                      >
                        {shortId(one.row.id)}
                      </Link>
                    ) : null}
                    {/* Where they are all alike, the badge has said it. */}
                    {candidate.strong && candidate.evidence.some((each) => !each.strong) ? (
                      <span className="text-muted"> ({one.strong ? "strong" : "weak"})</span>
                    ) : null}
                  </li>
                ))}
                {candidate.against.map((words) => (
                  <li key={words}>
                    {words} <span className="text-red">(against)</span>
                  </li>
                ))}
              </ul>
            </div>
            <Form method="post" action={action}>
              <input type="hidden" name="version" value={version} />
              <input type="hidden" name="userId" value={candidate.userId} />
              <Button type="submit" variant={candidate.strong && !candidate.contradicted ? "primary" : "secondary"} aria-disabled={busy}>
                Link<span className="sr-only"> to {candidate.name.trim() || candidate.email}</span>
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </>
  );
}
