import { CircleCheck, Clock } from "lucide-react";
import type { ListColumn } from "~/components/data-table/list-column";
import { Time } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import { CopyId } from "~/components/ui/copy-id";
import { useRootData } from "~/http/use-root-data";
import type { TokenRow } from "~lib/tokens/list-tokens.server.ts";
import { environmentLabel, isValid } from "~lib/tokens/token.ts";

export const columns: readonly ListColumn<TokenRow>[] = [
  { id: "environment", phone: true, cell: (row) => environmentLabel(row.environment) },
  { id: "state", phone: true, cell: (row) => <State expiresAt={row.expiresAt} /> },
  { id: "tokenType", cell: (row) => row.tokenType },
  {
    id: "keyId",
    cell: (row) =>
      row.keyId === null ? <Badge tone="amber">not encrypted</Badge> : <span className="font-mono text-xs">{row.keyId}</span>,
  },
  { id: "createdAt", sort: "createdAt", cell: (row) => <Time at={row.createdAt} style="datetime" /> },
  { id: "expiresAt", sort: "expiresAt", phone: true, cell: (row) => <Time at={row.expiresAt} /> },
  {
    id: "id",
    cell: (row) => (
      <span className="relative z-10">
        <CopyId id={row.id} label="token id" />
      </span>
    ),
  },
];

function State({ expiresAt }: Pick<TokenRow, "expiresAt">) {
  const now = useRootData()?.now;
  if (!now) return null;
  return isValid({ expiresAt }, now) ? (
    <Badge tone="green" icon={CircleCheck}>
      Valid
    </Badge>
  ) : (
    <Badge tone="gray" icon={Clock}>
      Expired
    </Badge>
  );
}
