import { data } from "@remix-run/node";

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
