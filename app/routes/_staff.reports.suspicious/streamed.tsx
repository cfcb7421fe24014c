import { Await } from "@remix-run/react";
import { type ReactNode, Suspense } from "react";

/** What stands in for a part of the page: it is still read, or it could not be read. */
export type Absent = "reading" | "failed";

interface StreamedProps<Found> {
  /** See `streamed`: null where it could not be read. */
  reading: Promise<Found | null>;
  children: (found: Found | Absent) => ReactNode;
}

/**
 * A part of the page that is shown in any case, and filled in when its numbers have come: by the document itself too, before the scripts have
 * loaded. An answer that breaks off is one that could not be read.
 */
export function Streamed<Found>({ reading, children }: StreamedProps<Found>) {
  return (
    <Suspense fallback={children("reading")}>
      <Await resolve={reading} errorElement={children("failed")}>
        {(found) => children((found as Found | null) ?? "failed")}
      </Await>
    </Suspense>
  );
}
