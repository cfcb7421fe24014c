import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from "react";

/** What a <details> needs whose content is drawn when somebody first opens it. */
export interface Drawn {
  ref: RefObject<HTMLDetailsElement>;
  onToggle: () => void;
  /** Whether its content is to be drawn. */
  drawn: boolean;
  /** Whether somebody has opened it, or it was open from the start. */
  opened: boolean;
}

/**
 * Leaves out what is folded until it is opened. In a page as the server sends it everything is drawn, for those without scripts; what is
 * added to it later is not, so that thousands of messages stay light.
 */
export function useDrawn(open: boolean): Drawn {
  const ref = useRef<HTMLDetailsElement>(null);
  const fromServer = useSyncExternalStore(never, no, yes);
  const [early] = useState(fromServer);
  const [opened, setOpened] = useState(open);
  const onToggle = () => {
    if (ref.current?.open) setOpened(true);
  };
  // It may have been opened before scripts ran.
  useEffect(() => {
    if (ref.current?.open) setOpened(true);
  }, []);
  return { ref, onToggle, drawn: early || opened || open, opened: opened || open };
}

const never = () => () => {};
const no = () => false;
const yes = () => true;
