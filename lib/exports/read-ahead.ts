/** The same parts, with the next already being read while one is written: the database and the file are not made to wait for each other. */
export async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (let part = await next; !part.done; part = await next) {
      next = source.next();
      // Its fault is thrown when its turn has come.
      next.catch(() => {});
      yield part.value;
    }
  } finally {
    // Where nobody wants the rest: what is being read has to end before the snapshot can.
    await next.catch(() => {});
    await source.return(undefined);
  }
}
