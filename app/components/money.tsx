import { decimalAmount, formatMoney } from "~lib/format.ts";
import { cn } from "./ui/cn";

export interface MoneyProps {
  /** In the currency's smallest unit. */
  amount: number;
  currency: string;
  className?: string;
}

/** An amount with its currency; its title is the plain decimal and the currency's code. */
export function Money({ amount, currency, className }: MoneyProps) {
  return (
    <span title={`${decimalAmount(amount, currency)} ${currency}`} className={cn("whitespace-nowrap tabular-nums", className)}>
      {formatMoney(amount, currency)}
    </span>
  );
}
