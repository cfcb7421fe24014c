import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { Alert } from "~/components/ui/alert";
import { UserTabs } from "~/components/user-tabs";
import { found, requirePermission } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { readDb } from "~/http/read-db.server";
import { useRootData } from "~/http/use-root-data";
import { allows } from "~lib/auth/permissions.ts";
import { db } from "~lib/db/db.server.ts";
import { failuresAreComplete } from "~lib/tool-calls/failures/list-failures.server.ts";
import { getTimelineUser, kindsOf, listTimeline } from "~lib/users/timeline/list-timeline.server.ts";
import { timelineKindNames, timelineKinds, timelineSpec } from "~lib/users/timeline/timeline.ts";
import { Explained } from "./explained";
import { TimelineList } from "./timeline-list";
import { TimelinePager } from "./timeline-pager";
import { TimelineTools } from "./timeline-tools";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Timeline of ${data.user.name.trim() || data.user.email} · Purser` : "Timeline · Purser" },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:read");
  const userId = params.userId ?? "";
  const query = timelineSpec(userId).parse(request.url);
  // A kind that this person may not read is neither asked for nor offered.
  const kinds = timelineKindNames.filter((kind) => allows(staff.roles, timelineKinds[kind].permission));
  const listDb = await readDb(request);
  const [user, page, complete] = await inTime(
    { request, context },
    Promise.all([
      getTimelineUser(db, userId),
      listTimeline(listDb, userId, query, kinds),
      kinds.includes("tool-failure") ? failuresAreComplete(listDb) : true,
    ]),
  );
  return { user: found(user, "user"), query, page, kinds, shown: kindsOf(query, kinds), complete };
}

export default function Timeline() {
  const { user, query, page, kinds, shown, complete } = useLoaderData<typeof loader>();
  const zone = useRootData()?.zone ?? "UTC";
  const spec = timelineSpec(user.id);
  const at = `/users/${encodeURIComponent(user.id)}`;
  const name = user.name.trim() || user.email;
  return (
    <Page
      title={`Timeline of ${name}`}
      description={`What is known to have happened, newest first. Days and times of ${zone}.`}
      breadcrumb={[
        { label: "Users", to: "/users" },
        { label: name, to: at },
      ]}
    >
      <UserTabs userId={user.id} current="timeline" />
      <TimelineTools spec={spec} query={query} kinds={kinds} />
      {complete || !shown.includes("tool-failure") ? null : (
        <Alert tone="amber" title="Tool calls from before Purser was set up are still being sorted">
          Until that is done, older tool failures may be missing here.
        </Alert>
      )}
      <TimelineList spec={spec} query={query} entries={page.rows} at={at} />
      <TimelinePager spec={spec} query={query} page={page} />
      <Explained kinds={shown} />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
