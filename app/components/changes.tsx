import { Link } from "@remix-run/react";
import { shortId } from "~lib/format.ts";
import { JsonView } from "./json-view";
import { Nothing, Time } from "./time";

/** A user by id, and what to call them. */
export interface UserName {
  value: string;
  label: string;
}

export interface ChangesProps {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  /** Whoever a `userId` among the fields names is shown by name, as a link. */
  users?: readonly UserName[];
}

/** What a change changed: each field, what it was and what it became. */
export function Changes({ before, after, users }: ChangesProps) {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  if (fields.length === 0) return <p className="text-muted">No fields were changed.</p>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls; this is read, and a page may hold several
    <div
      role="group"
      aria-label="Changed fields"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
      className="min-w-0 overflow-x-auto rounded-lg border border-line bg-surface"
    >
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="border-b border-line text-xs text-muted">
            <th scope="col" className="px-3 py-1.5 font-medium">
              Field
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Was
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Became
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field} className="border-b border-line align-top last:border-b-0">
              <th scope="row" className="px-3 py-1.5 font-mono text-xs leading-5 font-normal whitespace-nowrap">
                {field}
              </th>
              <td className="min-w-32 px-3 py-1.5 text-muted">
                <Value of={before} field={field} users={users} />
              </td>
              <td className="min-w-32 px-3 py-1.5">
                <Value of={after} field={field} users={users} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One who is gone has no name, and no page to lead to. */
function UserLink({ user: { value, label } }: { user: UserName }) {
  if (label === value) return <span title={value}>{shortId(value, 24)}</span>;
  return (
    <Link to={`/users/${encodeURIComponent(value)}`} discover="none" title={value} className="link">
      {label}
    </Link>
  );
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

function Value({ of, field, users }: { of: Record<string, unknown>; field: string; users: ChangesProps["users"] }) {
  const value = Object.hasOwn(of, field) ? of[field] : undefined;
  if (value === undefined) return <Nothing label="not recorded" />;
  if (value === null) return <Nothing />;
  if (value === "") return <span className="text-muted">empty</span>;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value instanceof Date) return <Time at={value} style="datetime" />;
  if (typeof value === "string") {
    const user = field === "userId" ? users?.find((named) => named.value === value) : undefined;
    if (user) return <UserLink user={user} />;
    return INSTANT.test(value) ? (
      <Time at={value} style="datetime" />
    ) : (
      <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">{value}</span>
    );
  }
  if (Array.isArray(value) && value.every((item) => typeof item === "string" || typeof item === "number")) {
    return value.length > 0 ? value.join(", ") : <Nothing />;
  }
  if (typeof value === "object") return <JsonView value={value} label={field} className="min-w-56" />;
  return String(value);
}
