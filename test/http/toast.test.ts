import { expect, it } from "vitest";
import { redirectWithToast, takeToast } from "../../app/http/toast.server.ts";

function requestWith(cookie: string) {
  return new Request("http://localhost/", { headers: { Cookie: cookie } });
}

it("hands a sentence to the next page, once", async () => {
  const response = await redirectWithToast("/users/1", { title: "Renamed to “Ada”; ü 🙂", tone: "success" });
  expect([response.status, response.headers.get("Location")]).toEqual([302, "/users/1"]);
  const cookie = response.headers.get("Set-Cookie")!.split(";")[0]!;
  const taken = await takeToast(requestWith(`other=1; ${cookie}`));
  expect(taken.toast).toEqual({ title: "Renamed to “Ada”; ü 🙂", tone: "success" });
  expect(taken.headers.get("Set-Cookie")).toMatch(/^purser_toast=;.*Max-Age=0/i);
});

it("cuts a very long sentence instead of losing it", async () => {
  const response = await redirectWithToast("/", { title: "x".repeat(5000), tone: "error" });
  const { toast } = await takeToast(requestWith(response.headers.get("Set-Cookie")!.split(";")[0]!));
  expect(toast?.title).toHaveLength(300);
});

it.each(["", "purser_toast=", "purser_toast=%E0%A4%A", "purser_toast=bm9uc2Vuc2U=", `purser_toast=${btoa('{"title":1}')}`])(
  "takes nothing from %j",
  async (cookie) => {
    expect((await takeToast(requestWith(cookie))).toast).toBeNull();
  },
);
