import { Link } from "@remix-run/react";
import type { ListColumn } from "~/components/data-table/list-column";
import { Section } from "~/components/page";
import { RelatedTable } from "~/components/related-table";
import { Nothing, Time } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { CopyId } from "~/components/ui/copy-id";
import type { SessionRow } from "~lib/users/list-sessions.server.ts";
import { browserWords } from "./browser-words";

interface SessionsProps {
  /** The user's page. */
  at: string;
  sessions: { rows: SessionRow[]; total: number };
  /** The session that this page was asked for with. */
  ownSessionId: string;
  mayRevoke: boolean;
  now: Date | string;
}

const column = (label: string) => ({ label, shown: true });
const spec = {
  noun: ["session", "sessions"],
  columns: {
    createdAt: column("Signed in"),
    expiresAt: column("Expires"),
    ipAddress: column("IP address"),
    userAgent: column("Browser"),
    id: column("Session id"),
    revoke: column("End"),
  },
} as const;

/** Where a user is signed in: the newest sessions, each with its way out. */
export function Sessions({ at, sessions: { rows, total }, ownSessionId, mayRevoke, now }: SessionsProps) {
  const columns: readonly ListColumn<SessionRow>[] = [
    {
      id: "createdAt",
      phone: true,
      cell: (row) => (
        <span className="inline-flex items-center gap-2">
          <Time at={row.createdAt} />
          {row.id === ownSessionId ? <Badge tone="blue">this one</Badge> : null}
          {row.impersonatedBy ? (
            <Badge tone="amber" title={`By the admin with the id ${row.impersonatedBy}`}>
              impersonated
            </Badge>
          ) : null}
        </span>
      ),
    },
    {
      id: "expiresAt",
      cell: (row) =>
        row.expiresAt > new Date(now) ? (
          <Time at={row.expiresAt} />
        ) : (
          <span className="text-muted">
            expired <Time at={row.expiresAt} />
          </span>
        ),
    },
    { id: "ipAddress", phone: true, cell: (row) => (row.ipAddress ? <IpAddress of={row.ipAddress} /> : <Nothing label="unknown" />) },
    {
      id: "userAgent",
      className: "max-w-72",
      cell: (row) => (row.userAgent ? <span title={row.userAgent}>{browserWords(row.userAgent)}</span> : <Nothing label="unknown" />),
    },
    { id: "id", cell: (row) => <CopyId id={row.id} label="session id" /> },
    {
      id: "revoke",
      align: "right",
      phone: true,
      cell: (row) => (
        <Button size="sm" asChild>
          <Link to={`${at}/revoke-session/${encodeURIComponent(row.id)}`} discover="none">
            End<span className="sr-only"> the session {row.id}</span>
          </Link>
        </Button>
      ),
    },
  ];
  return (
    <Section
      id="sessions"
      title="Sessions"
      count={total}
      action={
        mayRevoke && total > 0 ? (
          <Button size="sm" asChild>
            <Link to={`${at}/revoke-sessions`}>End all sessions</Link>
          </Button>
        ) : null
      }
    >
      <RelatedTable
        spec={spec}
        columns={columns}
        show={["createdAt", "expiresAt", "ipAddress", "userAgent", "id", ...(mayRevoke ? ["revoke"] : [])]}
        rows={rows}
      />
      {total > rows.length ? <p className="text-muted">The newest {rows.length} are shown.</p> : null}
    </Section>
  );
}

/** An address as it is usually written. better-auth keeps of IPv6 only the network, in eight groups of which the last four are zero. */
function IpAddress({ of: address }: { of: string }) {
  if (!address.includes(":")) return address;
  const short = URL.canParse(`http://[${address}]`) ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
  return <span title={address}>{/(?::0{4}){4}$/.test(address) ? `${short}/64` : short}</span>;
}
