import { z } from "zod";

const Billing = z.object({
  street: z.string().nullish().catch(null),
  zipcode: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .catch(null),
  city: z.string().nullish().catch(null),
  state: z.string().nullish().catch(null),
  country: z.string().nullish().catch(null),
});

/** A payment's billing address part by part, as a letter has it: street, zip code and city, state, country. Empty for what is no address. */
export function billingLines(billing: unknown): string[] {
  const parsed = Billing.safeParse(billing);
  if (!parsed.success) return [];
  const { street, zipcode, city, state, country } = parsed.data;
  return [street, [zipcode, city].filter(Boolean).join(" "), state, country].flatMap((part) => part?.trim() || []);
}
