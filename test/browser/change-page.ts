import type { Page } from "playwright-core";

/** The id of one row of a list, so that each test changes a row of its own. */
export async function nthId(page: Page, list: string, index: number): Promise<string> {
  const html = await (await page.request.get(list)).text();
  const id = [...html.matchAll(/<tr data-row="([^"]+)"/g)][index]?.[1];
  if (!id) throw new Error(`${list} has no row ${index}`);
  return id;
}

/** Presses the form's button, and waits for the page that follows a change that was made and for what the toast there says. */
export async function save(page: Page, button: string, toast: string): Promise<void> {
  const { pathname } = new URL(page.url());
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.waitForURL((url) => url.pathname !== pathname);
  await page.locator("[data-sonner-toast]", { hasText: toast }).first().waitFor();
}

/** The value of one fact of the page. */
export async function factOf(page: Page, label: string): Promise<string> {
  const fact = page.locator("main dl > div", { has: page.locator(`dt:text-is("${label}")`) });
  return (await fact.first().locator("dd").innerText()).trim();
}

/** Sends a form as a hand-made request would, with the person's cookies and the page's own origin. */
export async function post(page: Page, path: string, form: Record<string, string>): Promise<{ status: number; text: string }> {
  const origin = new URL(page.url()).origin;
  const response = await page.request.post(path, { form, headers: { Origin: origin }, maxRedirects: 0 });
  return { status: response.status(), text: await response.text() };
}
