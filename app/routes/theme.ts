import { type ActionFunctionArgs, data, redirect } from "@remix-run/node";
import { readForm } from "~/http/form.server";
import { requireSameOrigin } from "~/http/guard.server";
import { ownPath } from "~/http/own-path";
import { isTheme } from "~/http/theme";
import { storeTheme } from "~/http/theme.server";

/** Stores the theme. Anyone may: it is a cookie of their own browser. A form without scripts is sent back to where it came from. */
export async function action({ request, context }: ActionFunctionArgs) {
  requireSameOrigin({ request, context });
  const form = await readForm(request);
  const theme = form.get("theme");
  if (!isTheme(theme)) return data({ message: "The theme is light, dark or system." }, { status: 400 });
  const headers = { "Set-Cookie": await storeTheme(theme) };
  const back = form.get("back");
  return typeof back === "string" ? redirect(ownPath(back), { headers }) : data({ theme }, { headers });
}

/** Whoever opens the address itself is sent to the dashboard. */
export function loader() {
  return redirect("/");
}
