import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { Fact, Facts, Page, Section } from "~/components/page";
import { Time } from "~/components/time";
import { Button } from "~/components/ui/button";
import { requirePermission } from "~/http/guard.server";
import { summaryOf, verdictTitles } from "~lib/database/doctor-words.ts";
import { verdicts, worst } from "~lib/database/finding.ts";
import { keptExamination } from "~lib/database/kept-examination.server.ts";
import { currentDatabase } from "~lib/db/db.server.ts";
import { env } from "~lib/env.server.ts";
import { FindingsTable } from "./findings-table";
import { SizesTable } from "./sizes-table";
import { Summary } from "./summary";
import { useLookAgain } from "./use-look-again";

export const meta: MetaFunction = () => [{ title: "Database · Purser" }];

/** Milliseconds that the page waits for an examination that is not over yet; shorter than the time after which an answer is given up. */
const PATIENCE_MS = 8_000;

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "database:read");
  const database = currentDatabase();
  const url = database.driver === "pg" ? env().databaseUrl : undefined;
  const again = new URL(request.url).searchParams.has("again");
  const examination = await keptExamination(database, { patience: PATIENCE_MS, again, url });
  return data({ driver: database.driver, address: database.address, examination });
}

export default function DatabasePage() {
  const { driver, address, examination } = useLoaderData<typeof loader>();
  useLookAgain(examination === undefined);
  return (
    <Page
      title="Database"
      description="What the product's database has, beside what Purser needs, as npm run db:doctor says it. It is only read."
      actions={
        <Button asChild>
          <Link to="/database?again">Look again</Link>
        </Button>
      }
    >
      {examination ? (
        <>
          <Summary verdict={worst(examination.findings)} text={summaryOf(examination.findings)} />
          <Facts className="max-w-2xl">
            <Fact label="Address">{address}</Fact>
            <Fact label="PostgreSQL">
              {Math.floor(examination.version / 10_000)}.{examination.version % 10_000}, driver {driver}
            </Fact>
            <Fact label="Examined">
              <Time at={examination.at} style="datetime" />
            </Fact>
          </Facts>
          {verdicts.toReversed().map((verdict) => (
            <FindingsTable
              key={verdict}
              title={verdictTitles[verdict]}
              findings={examination.findings.filter((finding) => finding.verdict === verdict)}
            />
          ))}
          <Section title="Largest tables">
            <SizesTable sizes={examination.sizes} />
          </Section>
        </>
      ) : (
        <p role="status" className="text-muted">
          The database is being examined. On a large one that takes a minute; this page shows it then, or look again.
        </p>
      )}
    </Page>
  );
}

export { RouteError as ErrorBoundary };
