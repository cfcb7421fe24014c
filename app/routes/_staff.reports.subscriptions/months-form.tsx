import { Form } from "@remix-run/react";
import { useId } from "react";
import { Button } from "~/components/ui/button";
import { Input } from "~/components/ui/input";
import { MAX_MONTHS, type SubscriptionReportQuery } from "~lib/reports/subscriptions/report-query.ts";

/** Which months the report covers. */
export function MonthsForm({ query, thisMonth }: { query: SubscriptionReportQuery; thisMonth: string }) {
  const id = useId();
  return (
    <Form method="get" action="/reports/subscriptions" preventScrollReset className="flex flex-wrap items-end gap-2">
      {(["from", "to"] as const).map((name) => (
        <div key={name} className="flex flex-col gap-1">
          <label htmlFor={`${id}-${name}`} className="text-xs text-muted">
            {name === "from" ? "From" : "To, inclusive"}
          </label>
          <Input
            id={`${id}-${name}`}
            type="month"
            name={name}
            required
            key={query[name]}
            defaultValue={query[name]}
            max={thisMonth}
            pattern="\d{4}-\d{2}"
            placeholder="2026-03"
            title={`At most ${MAX_MONTHS} months`}
            className="w-40"
          />
        </div>
      ))}
      {query.currency === undefined ? null : <input type="hidden" name="currency" value={query.currency} />}
      <Button type="submit">Show</Button>
    </Form>
  );
}
