import { useEffect, useState } from "react";

/** A part of a page that was read with its rows, or streams in behind them; null where it cannot be read (see `rowsFirst`). */
export type Late<T> = T | null | Promise<T | null>;

/**
 * What has come of a part that the page does not wait for: undefined until it is there, null where it cannot be read. What was read with the
 * page is there at once, also without scripts.
 *
 * @param keep what was there before stays while its successor is on its way, so that nothing flickers from one page to the next
 */
export function useStreamed<T>(part: Late<T>, { keep = false } = {}): T | null | undefined {
  const [come, setCome] = useState<{ part: Late<T>; value: T | null }>();
  useEffect(() => {
    if (!isPromise(part)) return;
    let left = false;
    const show = (value: T | null) => {
      if (!left) setCome({ part, value });
    };
    // Where the answer breaks off, what is not there cannot be read.
    part.then(show, () => show(null));
    return () => {
      left = true;
    };
  }, [part]);
  if (!isPromise(part)) return part;
  return keep || come?.part === part ? come?.value : undefined;
}

function isPromise<T>(part: Late<T>): part is Promise<T | null> {
  return part instanceof Promise;
}
