import { useBlocker } from "@remix-run/react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { FormReply } from "~/http/submit.server";

/** Whether something was typed that is not saved; asks before the tab is closed on it. A `LeaveDialog` goes with it. */
export function useUnsavedChanges(reply: FormReply | undefined) {
  const dirty = useRef(false);
  // Sent is not saved: what came back with a refusal is still to be lost.
  useEffect(() => {
    if (reply) dirty.current = true;
  }, [reply]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (dirty.current) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, []);
  return {
    dirty,
    markDirty: () => {
      dirty.current = true;
    },
    markSaved: () => {
      dirty.current = false;
    },
  };
}

const loadQuestion = () => import("./leave-question");
const LeaveQuestion = lazy(() => loadQuestion().then((module) => ({ default: module.LeaveQuestion })));

/** Asks before a link or the Back key leaves what is typed. */
export function LeaveDialog({ dirty }: { dirty: { current: boolean } }) {
  const blocker = useBlocker(({ currentLocation, nextLocation }) => dirty.current && currentLocation.pathname !== nextLocation.pathname);
  const [open, setOpen] = useState(false);
  const [been, setBeen] = useState(false);
  useEffect(() => {
    // There before anybody can have typed much; the form itself does not wait for it.
    loadQuestion().catch(() => {});
  }, []);
  useEffect(() => {
    setOpen(blocker.state === "blocked");
    if (blocker.state === "blocked") setBeen(true);
  }, [blocker.state]);
  if (!been) return null;
  return (
    <Suspense>
      <LeaveQuestion
        open={open}
        onStay={() => blocker.reset?.()}
        onLeave={() => {
          dirty.current = false;
          blocker.proceed?.();
        }}
      />
    </Suspense>
  );
}
