import { lazy, Suspense, useEffect, useState } from "react";
import type { ToastsProps } from "./toasts";

const Toasts = lazy(() => import("./toasts").then((module) => ({ default: module.Toasts })));

/** The corner for sentences about what has just been done. It is loaded with the first of them: most pages have none. */
export function LateToasts(props: ToastsProps) {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    if (props.toast) setWanted(true);
  }, [props.toast]);
  return wanted ? (
    <Suspense>
      <Toasts {...props} />
    </Suspense>
  ) : null;
}
