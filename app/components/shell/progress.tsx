import { useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";

/** Milliseconds after which a person is told what a page may be waiting for. */
const LONG = 3_000;

/** A thin line at the top from the moment a page is asked for until it is there, and a word of why where that takes long. */
export function Progress() {
  const navigation = useNavigation();
  if (navigation.state === "idle") return null;
  const { key } = navigation.location;
  return (
    <>
      <div
        key={key}
        role="progressbar"
        aria-label="Loading"
        className="no-print pointer-events-none fixed inset-x-0 top-0 z-60 h-0.5 origin-left animate-progress bg-accent-text"
      />
      <LongWait key={`${key} long`} />
    </>
  );
}

function LongWait() {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setIsLong(true), LONG);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    // There before its words are, so that they are read out.
    <div role="status" className="no-print pointer-events-none fixed inset-x-0 bottom-4 z-60 flex justify-center px-4">
      {isLong ? (
        <p className="rounded-md border border-line bg-raised px-3 py-1.5 text-ink shadow-pop">
          Still waiting: a database that was asleep needs some seconds
        </p>
      ) : null}
    </div>
  );
}
