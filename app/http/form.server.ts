import { data } from "@remix-run/node";

/** Fields of our forms into which people write sentences. */
const WRITTEN = ["body", "reason", "title", "name", "email"];

/** What a person wrote into a form that is not taken, for the page that says so; nothing of a body that is no form. */
export async function writtenTexts(request: Request): Promise<string[]> {
  const form = await readForm(request).catch(() => new FormData());
  return WRITTEN.flatMap((field) => String(form.get(field) ?? "").trim() || []);
}

/**
 * The fields of a form that was sent, without NUL, which PostgreSQL's text cannot hold.
 *
 * @throws Response 400 for a body that is no form
 */
export async function readForm(request: Request): Promise<FormData> {
  const sent = await request.formData().catch(() => {
    throw data({ message: "This request holds no form." }, { status: 400 });
  });
  const form = new FormData();
  for (const [name, value] of sent) {
    if (typeof value === "string") form.append(name, value.replaceAll("\0", ""));
    else form.append(name, value, value.name);
  }
  return form;
}
