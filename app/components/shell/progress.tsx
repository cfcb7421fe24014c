import { useNavigation } from "@remix-run/react";

/** A thin line at the top from the moment a page is asked for until it is there. */
export function Progress() {
  const navigation = useNavigation();
  if (navigation.state === "idle") return null;
  return (
    <div
      key={navigation.location.key}
      role="progressbar"
      aria-label="Loading"
      className="no-print pointer-events-none fixed inset-x-0 top-0 z-60 h-0.5 origin-left animate-progress bg-accent-text"
    />
  );
}
