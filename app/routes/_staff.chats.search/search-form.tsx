import { Form, Link, useNavigate } from "@remix-run/react";
import { Search } from "lucide-react";
import type { FormEvent } from "react";
import { HiddenParams } from "~/components/data-table/hidden-params";
import { Button } from "~/components/ui/button";
import { Input } from "~/components/ui/input";
import { Select } from "~/components/ui/select";
import { useRootData } from "~/http/use-root-data";
import type { SearchQuery } from "~lib/chats/search/matching-messages.server.ts";
import { chatSearch, roleLabel } from "~lib/chats/search/search.ts";
import { isDay } from "~lib/list/day.ts";

const orders = [
  { value: "-newest", label: "Newest first" },
  { value: "newest", label: "Oldest first" },
  { value: "-best", label: "Best first" },
];

/** What is searched for, when, by whom, and in which order. A GET form; with scripts, empty fields stay out of the address. */
export function SearchForm({ query }: { query: SearchQuery }) {
  const navigate = useNavigate();
  const zone = useRootData()?.zone;
  const { time, role, user } = query.filters;
  const sort = `${query.sort.direction === "desc" || query.sort.key === "best" ? "-" : ""}${query.sort.key}`;

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const params = new URLSearchParams();
    for (const [key, value] of new FormData(event.currentTarget)) params.append(key, String(value));
    navigate(chatSearch.href(chatSearch.parse(params)));
  }

  return (
    <Form
      // Its fields begin anew with every address, as after the Back key.
      key={chatSearch.params(query).toString()}
      method="get"
      action={chatSearch.path}
      role="search"
      onSubmit={onSubmit}
      className="no-print flex flex-col gap-3"
    >
      {user ? <HiddenParams params={chatSearch.params({ ...chatSearch.defaults, filters: { user } })} /> : null}
      <div className="flex gap-2">
        <div className="relative min-w-0 max-w-3xl flex-1">
          <label htmlFor="q" className="sr-only">
            Search in messages
          </label>
          <Search aria-hidden="true" className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted" />
          <Input
            id="q"
            type="search"
            name="q"
            maxLength={200}
            defaultValue={query.q}
            placeholder={chatSearch.search ?? ""}
            aria-describedby="search-help"
            autoFocus={query.q === ""}
            className="pl-8 text-ellipsis"
          />
        </div>
        <Button type="submit" variant="primary">
          Search
        </Button>
      </div>
      <p id="search-help" className="text-xs text-muted">
        All words must be there, in any form. <Example>"exact phrase"</Example> · <Example>refund or voucher</Example> ·{" "}
        <Example>hotel -breakfast</Example>
      </p>
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <Labelled id="from" label={`From (${zone ?? "UTC"})`}>
          <Input id="from" name="time.from" type={dayType(time?.from)} defaultValue={time?.from} className="w-40" />
        </Labelled>
        <Labelled id="to" label="To, inclusive">
          <Input id="to" name="time.to" type={dayType(time?.to)} defaultValue={time?.to} className="w-40" />
        </Labelled>
        <Labelled id="role" label="Said by">
          <Select id="role" name="role" defaultValue={role?.length === 1 ? role[0] : ""} className="w-36">
            <option value="">Anybody</option>
            {chatSearch.filters.role.options?.map(({ value }) => (
              <option key={value} value={value}>
                {roleLabel(value)}
              </option>
            ))}
          </Select>
        </Labelled>
        <Labelled id="sort" label="Order">
          <Select id="sort" name="sort" defaultValue={sort} className="w-36">
            {orders.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Labelled>
        <Button type="submit">Apply</Button>
        {time || role || user ? (
          <Link
            to={chatSearch.href(query, { filters: {} })}
            discover="none"
            className="px-1.5 py-1.5 text-muted hover:text-ink hover:underline"
          >
            {user ? "Search in all chats, at any time" : "Clear filters"}
          </Link>
        ) : null}
      </div>
    </Form>
  );
}

/** A date field, but for an instant that a link brought along. */
const dayType = (end: string | undefined) => (end && !isDay(end) ? "text" : "date");

function Example({ children }: { children: string }) {
  return <code className="rounded-sm bg-sunken px-1 py-px font-mono whitespace-nowrap text-ink">{children}</code>;
}

function Labelled({ id, label, children }: { id: string; label: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-xs text-muted">
        {label}
      </label>
      {children}
    </div>
  );
}
