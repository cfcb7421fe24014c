import { useEffect, useState } from "react";

/**
 * What has streamed in of a part that the page does not wait for (see `streamed`): undefined at first, and what was there before while its
 * successor is on its way, so that nothing flickers from one page to the next. Null where it cannot be read.
 */
export function useStreamed<T>(part: Promise<T>): T | undefined {
  const [value, setValue] = useState<T>();
  useEffect(() => {
    let left = false;
    part.then(
      (value) => left || setValue(() => value),
      // The answer broke off; what is not there is not shown.
      () => {},
    );
    return () => {
      left = true;
    };
  }, [part]);
  return value;
}
