/** The users whom the changes of some audit rows name, by id and once each; undefined where there are none. */
export function usersIn(entries: readonly { before: Record<string, unknown>; after: Record<string, unknown> }[]): string[] | undefined {
  const ids = new Set(entries.flatMap(({ before, after }) => [before.userId, after.userId]).filter((id) => typeof id === "string"));
  return ids.size > 0 ? [...ids] : undefined;
}
