/** The records of a CSV text by the grammar of RFC 4180, read letter by letter; throws where the text does not follow it. */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  for (let at = 0; at < text.length; ) {
    const record: string[] = [];
    for (;;) {
      let cell = "";
      if (text[at] === '"') {
        for (at++; ; at++) {
          if (at >= text.length) throw new Error("A quoted cell does not end");
          if (text[at] !== '"') cell += text[at];
          else if (text[at + 1] === '"') cell += text[at++];
          else break;
        }
        at++;
      } else {
        while (at < text.length && !",\r\n".includes(text[at]!)) {
          if (text[at] === '"') throw new Error("A quote stands in a cell that is not quoted");
          cell += text[at++];
        }
      }
      record.push(cell);
      if (text[at] !== ",") break;
      at++;
    }
    if (text.slice(at, at + 2) !== "\r\n") throw new Error(`A record ends with ${JSON.stringify(text.slice(at, at + 2))}`);
    at += 2;
    records.push(record);
  }
  return records;
}
