/** The numbers of one line of the money report, in minor units but for the count. */
export interface MoneyCells {
  /** How many payments succeeded. */
  payments: number;
  gross: number;
  tax: number;
  refunds: number;
  /** What was disputed, whatever became of it. */
  disputes: number;
  /** Of the disputes, what was lost or given up. */
  lost: number;
  /** gross − refunds. */
  net: number;
}
export type MoneyColumn = keyof MoneyCells;

/** The numbers of one line of settlements, in minor units of the settlement currency but for the count. */
export interface SettlementCells {
  payments: number;
  gross: number;
  tax: number;
}
export type SettlementColumn = keyof SettlementCells;

interface ColumnWords {
  label: string;
  /** The definition, for people who did not write it. */
  words: string;
}

/** Every column of the report in its order, and what it means. */
export const moneyColumns: Record<MoneyColumn, ColumnWords> = {
  payments: {
    label: "Payments",
    words: "Payments that succeeded, by the time of the payment.",
  },
  gross: {
    label: "Gross",
    words: "What the payments that succeeded came to, tax included, by the time of the payment. Nothing is taken off.",
  },
  tax: {
    label: "Tax",
    words:
      "The tax in the payments that succeeded, by the time of the payment. It is part of gross and of net. A payment of which no tax is known adds nothing and is listed as left out. A refund does not lower it: Dodo Payments does not say how much tax a refund gives back.",
  },
  refunds: {
    label: "Refunds",
    words:
      "The refunds that succeeded, of payments that succeeded, each by its own time: a refund in May of a payment of April counts in May. A refund whose time cannot be read counts at the time of its payment. A refund of a payment that has not succeeded is left out, since there is no revenue to take it from; what cannot be read at all adds nothing. Both are listed.",
  },
  disputes: {
    label: "Disputes",
    words:
      "The disputes that customers opened over payments that succeeded, each by its own time and with the amount disputed, whatever became of it since. Disputes stand beside net and are not taken off it: most are neither lost nor paid when they are opened.",
  },
  lost: {
    label: "Of them lost",
    words:
      "The disputes that were lost or accepted, by the time when they were opened (the time of the decision is not in the data). One that is open, challenged, won, cancelled or expired is not among them: an expired one is mostly decided against the merchant, and counts once Dodo Payments says that it is lost. They are a part of the disputes, and are not taken off net either: net less this is what was left after them, unless a payment was both refunded and lost.",
  },
  net: {
    label: "Net",
    words:
      "Gross less refunds. The payments count at their own time and the refunds at theirs, so a month's net can be below zero, and differs from the net revenue of the overview, which takes a refund off the day of its payment. Tax is in it; disputes are not taken off.",
  },
};

/** The columns of settlements and what they mean. */
export const settlementColumns: Record<SettlementColumn, ColumnWords> = {
  payments: {
    label: "Payments",
    words: "Payments that succeeded and name a settlement amount in this currency, by the time of the payment.",
  },
  gross: {
    label: "Settled",
    words:
      "What Dodo Payments says that it settles of the payments that succeeded, in the currency that it settles in, by the time of the payment. Refunds and disputes are not taken off: what they cost in this currency is not in the data. A payment that names no settlement amount is left out.",
  },
  tax: {
    label: "Tax settled",
    words:
      "The tax in the settlement of the payments that succeeded, in the currency of the settlement, by the time of the payment. A payment of which no settlement tax is known adds nothing and is listed as left out.",
  },
};

export const moneyColumnNames = Object.keys(moneyColumns) as MoneyColumn[];
export const settlementColumnNames = Object.keys(settlementColumns) as SettlementColumn[];
