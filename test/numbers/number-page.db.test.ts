import fc from "fast-check";
import { loader as indexLoader } from "../../app/routes/_staff.numbers._index/route.tsx";
import { loader } from "../../app/routes/_staff.numbers.$numberId/route.tsx";
import { allows } from "../../lib/auth/permissions.ts";
import { explainHref } from "../../lib/numbers/explained-number.ts";
import { countOfList } from "../../lib/numbers/number-words.ts";
import { numbers } from "../../lib/numbers/numbers.server.ts";
import { paymentList } from "../../lib/payments/payment.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment } from "../helpers/factories.ts";
import { type SignedIn, signedIn, stranger } from "../helpers/request.ts";
import { seeded } from "../helpers/seeded.ts";
import { listSpecs } from "../routes/list-specs.ts";
import { makeProduct } from "../routes/product.ts";

const open = (person: Pick<SignedIn, "get">, id: string, search = "") =>
  loader({ request: person.get(`/numbers/${encodeURIComponent(id)}${search}`), params: { numberId: id }, context: {} });

describe("a number's page", () => {
  test("opens for those who may open the list behind it, and for nobody else", async ({ db }) => {
    await makeProduct(db);
    for (const role of ["support", "finance", "admin"] as const) {
      const person = await signedIn(db, role);
      for (const number of numbers) {
        const opened = open(person, number.id);
        if (allows([role], number.permission)) expect((await opened).number.id).toBe(number.id);
        else await expect(opened, `${number.id} as ${role}`).rejects.toMatchObject({ init: { status: 403 } });
      }
      const listed = await indexLoader({ request: person.get("/numbers"), params: {}, context: {} });
      expect(listed.numbers.map(({ id }) => id)).toEqual(
        numbers.filter(({ permission }) => allows([role], permission)).map(({ id }) => id),
      );
    }
    await expect(open(await signedIn(db, "user"), "users")).rejects.toMatchObject({ init: { status: 403 } });
    await expect(open(stranger, "users")).rejects.toMatchObject({ status: 302 });
  });

  test("is not there for an id that is no number's", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    for (const id of ["", "profit", "__proto__", "net-revenue "]) {
      await expect(open(admin, id)).rejects.toMatchObject({ init: { status: 404 } });
    }
  });

  test("answers whatever its address says, and accounts for every row", { timeout: 120_000 }, async ({ db }) => {
    await makeProduct(db);
    const admin = await signedIn(db, "admin");
    const names = [...listSpecs.values()]
      .flatMap(({ filters }) => Object.keys(filters))
      .flatMap((name) => [name, `${name}.from`, `${name}.to`]);
    const words = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom(
        "",
        "yes",
        "no",
        "none",
        "succeeded",
        "2026-03-10",
        "9999-12-31",
        "-1",
        "9".repeat(300),
        "\0",
        "'; --",
        "x".repeat(5000),
      ),
    );
    const searches = fc.array(fc.tuple(fc.constantFrom("q", "after", "sort", "total", ...names), words), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...numbers), searches, async ({ id }, search) => {
        const { explanation } = await open(admin, id, `?${new URLSearchParams(search)}`);
        expect(explanation.unexplained).toBe(0);
      }),
      seeded(120),
    );
  });

  test("takes the address of the list that a number stands above", async ({ db }) => {
    await makePayment(db, { currency: "EUR", totalAmount: 500 });
    await makePayment(db, { currency: "USD", totalAmount: 700 });
    const finance = await signedIn(db, "finance");
    const query = paymentList.parse("?currency=EUR&size=25&sort=totalAmount&columns=status&total=exact");
    const href = explainHref("net-revenue", paymentList.params(query));
    expect(href).toBe("/numbers/net-revenue?currency=EUR");
    expect(explainHref("mrr", "/subscriptions")).toBe("/numbers/mrr");
    const { explanation } = await open(finance, "net-revenue", href.slice(href.indexOf("?")));
    expect(explanation.figures).toEqual([{ currency: "EUR", value: 500 }]);
  });
});

test("a list's own count is the number of its name", async ({ db }) => {
  const paths = ["/payments", "/tool-calls", "/reports/money/entries", "/constructor", "/tokens"];
  expect(paths.map(countOfList)).toEqual(["payments", "tool-calls", "entries", undefined, undefined]);
  for (const path of listSpecs.keys()) {
    const number = numbers.find(({ id }) => id === countOfList(path));
    const explanation = await number?.explain(db, { params: new URLSearchParams(), roles: ["admin"], now: new Date() });
    expect(explanation?.all.href?.split("?")[0] ?? path).toBe(path);
  }
});
