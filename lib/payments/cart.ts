import { z } from "zod";

/** One product of what was bought. */
export interface CartLine {
  productId: string;
  quantity: number;
}

const Line = z.object({ product_id: z.string().min(1), quantity: z.number().int().positive().catch(1) });

/**
 * What a payment's `product_cart` names, as Dodo Payments publishes it; what cannot be read is left out. Null, as a subscription's payments
 * have it, gives nothing. Safe in a browser.
 */
export function readCart(cart: unknown): CartLine[] {
  if (!Array.isArray(cart)) return [];
  return cart.flatMap((item) => {
    const read = Line.safeParse(item);
    return read.success ? [{ productId: read.data.product_id, quantity: read.data.quantity }] : [];
  });
}
