/** What a loader answers with every part of it that streams in, each waited for: how quick a part is depends on the machine. */
export async function whole<Answer extends object>(answer: Promise<Answer>): Promise<{ [Part in keyof Answer]: Awaited<Answer[Part]> }> {
  const parts = await Promise.all(Object.entries(await answer).map(async ([name, part]) => [name, await part] as const));
  return Object.fromEntries(parts) as { [Part in keyof Answer]: Awaited<Answer[Part]> };
}
