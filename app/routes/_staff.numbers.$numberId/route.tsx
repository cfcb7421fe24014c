import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { Page, Section } from "~/components/page";
import { Alert } from "~/components/ui/alert";
import { found, requirePermission, requireStaff } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { readDb } from "~/http/read-db.server";
import { env } from "~lib/env.server.ts";
import { formatCount } from "~lib/format.ts";
import { numberOf } from "~lib/numbers/numbers.server.ts";
import { Figures } from "./figures";
import { Rows } from "./rows";
import { Scope } from "./scope";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.number.title ?? "Number"}, explained · Purser` }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireStaff({ request, context });
  const number = found(numberOf(params.numberId ?? ""), "number");
  const { roles } = await requirePermission({ request, context }, number.permission);
  const now = new Date();
  const asked = { params: new URL(request.url).searchParams, roles, now };
  const explanation = await inTime({ request, context }, number.explain(await readDb(request), asked));
  const { id, title, words, unit } = number;
  return { number: { id, title, words, unit }, explanation, now: now.toISOString(), zone: env().reportingTimeZone };
}

export default function ExplainedNumberPage() {
  const { number, explanation, now, zone } = useLoaderData<typeof loader>();
  const { unexplained, lacking } = explanation;
  return (
    <Page title={number.title} description={number.words} breadcrumb={[{ label: "Numbers", to: "/numbers" }]}>
      {lacking ? (
        <Alert tone="amber" title={lacking.title}>
          {lacking.words}
        </Alert>
      ) : null}
      <Section title="The number">
        <Figures unit={number.unit} explanation={explanation} />
      </Section>
      <Section title="What was asked">
        <Scope unit={number.unit} explanation={explanation} now={now} zone={zone} />
      </Section>
      <Section title="Rows that count, and rows that do not">
        {unexplained === 0 ? null : (
          <Alert tone="red" title={`${formatCount(Math.abs(unexplained))} rows are not accounted for`}>
            {unexplained > 0
              ? "They are in what was asked, but neither count nor fall under a reason: they hold a value that no filter can name."
              : "They fall under more than one heading."}
          </Alert>
        )}
        <Rows unit={number.unit} explanation={explanation} />
      </Section>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
