import { ChevronLeft, ChevronRight } from "lucide-react";
import { PageLink } from "~/components/data-table/page-link";
import type { Page } from "~lib/list/keyset.server.ts";
import type { TimelineView } from "./timeline-tools";

/** The pages beside this one. */
export function TimelinePager({ spec, query, page }: TimelineView & { page: Pick<Page<unknown>, "next" | "previous"> }) {
  const { next, previous } = page;
  if (!next && !previous) return null;
  return (
    <nav aria-label="Pages" className="no-print flex justify-end gap-2">
      <PageLink to={previous && spec.pageHref(query, "before", previous)} rel="prev">
        <ChevronLeft aria-hidden="true" />
        Newer
      </PageLink>
      <PageLink to={next && spec.pageHref(query, "after", next)} rel="next">
        Older
        <ChevronRight aria-hidden="true" />
      </PageLink>
    </nav>
  );
}
