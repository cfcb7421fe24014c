/** Fields of our forms into which people write sentences. */
const WRITTEN = ["body", "reason", "title", "name", "email"];

/** What a person wrote into a form that was not taken, for the page that says so; nothing of a body that is no form. Reads the body. */
export async function writtenTexts(request: Request): Promise<string[]> {
  const form = await request.formData().catch(() => new FormData());
  return WRITTEN.flatMap((field) => String(form.get(field) ?? "").trim() || []);
}
