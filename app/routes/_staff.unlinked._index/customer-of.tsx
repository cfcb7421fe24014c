import { Nothing } from "~/components/time";
import { shortId } from "~lib/format.ts";

interface CustomerOfProps {
  customerName: string | null;
  customerEmail: string | null;
  customerId: string | null;
}

/** Who paid, by whatever the provider says of them: a name, an e-mail, or an id alone. */
export function CustomerOf({ customerName, customerEmail, customerId }: CustomerOfProps) {
  if (customerName || customerEmail) return <span title={customerEmail ?? undefined}>{customerName || customerEmail}</span>;
  if (!customerId) return <Nothing label="no customer" />;
  return (
    <span className="font-mono text-xs" title={customerId}>
      {shortId(customerId)}
    </span>
  );
}
