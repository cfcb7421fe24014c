import { Alert } from "~/components/ui/alert";
import type { Tone } from "~/components/ui/badge";
import type { Verdict } from "~lib/database/finding.ts";

const toneOf: Readonly<Record<Verdict, Tone>> = { works: "green", limited: "amber", missing: "amber", stops: "red" };

/** What all findings come to, and what to do where something is missing. */
export function Summary({ verdict, text }: { verdict: Verdict; text: string }) {
  return (
    <Alert tone={toneOf[verdict]} title={text} className="max-w-3xl">
      {verdict === "missing" ? (
        <p>
          <code>npm run db:adopt</code> prints what it would add and what that locks; with <code>-- --apply</code> it adds it while the
          product goes on.
        </p>
      ) : null}
    </Alert>
  );
}
