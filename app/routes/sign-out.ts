import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { errorMeta, RouteError } from "~/components/error-page";
import { requireSameOrigin } from "~/http/guard.server";
import { signOut } from "~lib/auth/sign-out.server.ts";

/** A link to this address only leads back: signing out is a change, so it takes a POST. */
export function loader() {
  return redirect("/");
}

/** For anyone who is signed in, with or without a role here. */
export async function action({ request, context }: ActionFunctionArgs) {
  requireSameOrigin({ request, context });
  const headers = new Headers();
  for (const cookie of await signOut(request.headers)) headers.append("Set-Cookie", cookie);
  return redirect("/sign-in", { headers });
}

/** Never seen: it makes this a page, so that whoever could not be signed out is told so on one. */
export default function SignOut() {
  return null;
}

export { errorMeta as meta, RouteError as ErrorBoundary };
