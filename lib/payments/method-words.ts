const cardNetworks: Readonly<Record<string, string>> = {
  visa: "Visa",
  mastercard: "Mastercard",
  amex: "Amex",
  discover: "Discover",
  diners: "Diners Club",
  jcb: "JCB",
  rupay: "RuPay",
  unionpay: "UnionPay",
};

/** A card network as it writes itself, "Mastercard" for "MASTERCARD"; one that is not listed here is said as it is. */
export function cardNetworkName(network: string): string {
  const key = network.toLowerCase();
  return (Object.hasOwn(cardNetworks, key) && cardNetworks[key]) || network.replaceAll("_", " ");
}

/** How it was paid, in words: "Visa •••• 4242", "upi"; undefined where nothing is known. */
export function methodWords(row: {
  method: string | null;
  methodType: string | null;
  cardNetwork: string | null;
  cardLastFour: string | null;
}): string | undefined {
  const words = (text: string) => text.replaceAll("_", " ");
  if (row.cardLastFour) {
    const card = row.cardNetwork ? cardNetworkName(row.cardNetwork) : words(row.method ?? "card");
    return `${card} •••• ${row.cardLastFour}`;
  }
  const method = row.method ?? row.methodType;
  return method ? words(method) : undefined;
}

/** What is known of the card: "credit · Mastercard · DE"; empty where nothing is. */
export function cardWords(row: { cardType: string | null; cardNetwork: string | null; cardIssuingCountry: string | null }): string {
  return [row.cardType?.toLowerCase(), row.cardNetwork && cardNetworkName(row.cardNetwork), row.cardIssuingCountry]
    .filter(Boolean)
    .join(" · ");
}
