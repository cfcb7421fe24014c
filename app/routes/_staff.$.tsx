import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "~/http/guard.server";

export { errorMeta as meta, RouteError as ErrorBoundary } from "~/components/error-page";

/** Any address that is no page: said within the frame, so that the way on stays in sight. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff({ request, context });
  throw data({ message: "There is nothing at this address, or not any more." }, { status: 404 });
}

export default function NoPage() {
  return null;
}
