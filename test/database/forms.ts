import type { SignedIn } from "../helpers/request.ts";
import { serve } from "./served.ts";

type Fields = Record<string, string | readonly string[]>;

const unescaped = (text: string) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");

const attribute = (tag: string, name: string) => {
  const [, value] = new RegExp(`\\s${name}="([^"]*)"`).exec(tag) ?? [];
  return value === undefined ? undefined : unescaped(value);
};

/** What the page's form of a change would send as it stands, and where to. */
export function formIn(html: string, path: string): { action: string; fields: Record<string, string[]> } {
  const main = html.slice(html.indexOf("<main"));
  const [, opening, body] = /(<form\b[^>]*\bmethod="post"[^>]*>)([\s\S]*?)<\/form>/.exec(main) ?? [];
  if (!opening || body === undefined) throw new Error(`There is no form at ${path}: ${main.replace(/<[^>]*>/g, " ").slice(0, 400)}`);
  const fields: Record<string, string[]> = {};
  const add = (name: string | undefined, value: string) => {
    if (name) fields[name] = [...(fields[name] ?? []), value];
  };
  for (const [tag] of body.matchAll(/<input\b[^>]*>/g)) {
    const isChoice = /type="(checkbox|radio)"/.test(tag);
    if (!isChoice || /\schecked=/.test(tag)) add(attribute(tag, "name"), attribute(tag, "value") ?? (isChoice ? "on" : ""));
  }
  for (const [, tag, text] of body.matchAll(/(<textarea\b[^>]*>)([\s\S]*?)<\/textarea>/g)) add(attribute(tag!, "name"), unescaped(text!));
  for (const [, tag, options] of body.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/g)) {
    const all = [...options!.matchAll(/<option\b[^>]*>/g)].map(([option]) => option);
    const chosen = all.find((option) => /\sselected=/.test(option)) ?? all[0];
    if (chosen) add(attribute(tag!, "name"), attribute(chosen, "value") ?? "");
  }
  const action = attribute(opening, "action") ?? path;
  return { action: action.startsWith("/") ? action : path, fields };
}

/** How a change ended. */
export interface Sent {
  status: number;
  location: string | null;
  html: string;
}

/** Opens the page of a change, fills its form in, and sends it. */
export async function sendForm(person: SignedIn, path: string, fill: Fields = {}): Promise<Sent> {
  const page = await serve(person.get(path));
  const html = await page.text();
  if (page.status !== 200) return { status: page.status, location: page.headers.get("Location"), html };
  const { action, fields } = formIn(html, path);
  const answer = await serve(person.post(action, { ...fields, ...fill }));
  return { status: answer.status, location: answer.headers.get("Location"), html: await answer.text() };
}

/** What a page says, without its tags. */
export function wordsIn(html: string): string {
  return unescaped(
    html
      .slice(html.indexOf("<main"))
      .replace(/<script[\s\S]*?<\/script>/g, "")
      .replace(/<!--.*?-->/g, "")
      .replace(/<[^>]*>/g, " "),
  ).replace(/\s+/g, " ");
}
