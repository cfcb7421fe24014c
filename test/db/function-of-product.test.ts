import { expect, test } from "vitest";
import { functionOfProduct } from "../../lib/db/function-of-product.server.ts";

test("a fault is the product's where its function is the innermost", () => {
  const own = "PL/pgSQL function public.note_rows() line 7 at SQL statement";
  const theirs = "PL/pgSQL function app.payment_changed() line 3 at SQL statement";
  expect(functionOfProduct(theirs)).toBe("app.payment_changed");
  expect(functionOfProduct(`SQL statement "insert into payment_event"\n${theirs}\nSQL statement "update payment"\n${own}`)).toBe(
    "app.payment_changed",
  );
  expect(functionOfProduct('SQL function "cents" during inlining')).toBe("cents");
});

test("a fault in a function of Purser's own, or in none, is not", () => {
  const theirs = "PL/pgSQL function touch(integer) line 3 at SQL statement";
  for (const name of ["public.keep_payment_columns", "note_rows", "public.json_instant"])
    expect(functionOfProduct(`PL/pgSQL function ${name}(json) line 7 at assignment\n${theirs}`)).toBeUndefined();
  expect(functionOfProduct("unnamed portal parameter $1")).toBeUndefined();
  expect(functionOfProduct(undefined)).toBeUndefined();
});
