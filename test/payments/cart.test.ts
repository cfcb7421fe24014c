import { expect, test } from "vitest";
import { readCart } from "../../lib/payments/cart.ts";

test("a cart names its products, and how many of each", () => {
  expect(
    readCart([
      { product_id: "prod_1", quantity: 3 },
      { product_id: "prod_2", quantity: 1, addons: [] },
    ]),
  ).toEqual([
    { productId: "prod_1", quantity: 3 },
    { productId: "prod_2", quantity: 1 },
  ]);
});

test("what cannot be read is left out, and a quantity that cannot be read is one", () => {
  for (const cart of [null, undefined, "prod_1", 17, {}, { product_id: "prod_1" }]) expect(readCart(cart)).toEqual([]);
  expect(readCart([null, 5, "prod_0", { quantity: 2 }, { product_id: "" }, { product_id: "prod_1", quantity: "many" }])).toEqual([
    { productId: "prod_1", quantity: 1 },
  ]);
});
