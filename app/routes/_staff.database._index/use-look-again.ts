import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const EVERY_MS = 2_000;

/** Asks for the page's data again every few seconds for as long as `isGoing`; rests in a hidden tab. */
export function useLookAgain(isGoing: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!isGoing || state !== "idle") return;
    const timer = window.setTimeout(() => {
      if (!document.hidden) revalidate();
    }, EVERY_MS);
    return () => window.clearTimeout(timer);
  }, [isGoing, state, revalidate]);
}
