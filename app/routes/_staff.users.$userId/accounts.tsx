import type { ListColumn } from "~/components/data-table/list-column";
import { Section } from "~/components/page";
import { RelatedTable } from "~/components/related-table";
import { Nothing, Time } from "~/components/time";
import { CopyId } from "~/components/ui/copy-id";
import type { AccountRow } from "~lib/users/list-accounts.server.ts";

const column = (label: string) => ({ label, shown: true });
const spec = {
  noun: ["account", "accounts"],
  columns: {
    provider: column("Provider"),
    accountId: column("Known there as"),
    scope: column("Scopes"),
    createdAt: column("Linked"),
  },
} as const;

const columns: readonly ListColumn<AccountRow>[] = [
  {
    id: "provider",
    phone: true,
    cell: (row) => (row.providerId === "credential" ? (row.hasPassword ? "E-mail and password" : "E-mail, no password") : row.providerId),
  },
  {
    id: "accountId",
    cell: (row) =>
      row.providerId === "credential" ? <Nothing label="this user" /> : <CopyId id={row.accountId} label="account id" length={24} />,
  },
  {
    id: "scope",
    className: "max-w-96",
    cell: (row) => (row.scope ? <span title={row.scope}>{row.scope.replaceAll(",", " ")}</span> : <Nothing label="no scopes" />),
  },
  { id: "createdAt", phone: true, cell: (row) => <Time at={row.createdAt} style="date" /> },
];

/** How a user can sign in; never what with. */
export function Accounts({ accounts }: { accounts: AccountRow[] }) {
  return (
    <Section id="accounts" title="Accounts" count={accounts.length}>
      <RelatedTable spec={spec} columns={columns} show={["provider", "accountId", "scope", "createdAt"]} rows={accounts} />
    </Section>
  );
}
