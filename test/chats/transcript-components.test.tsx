import { describe, expect, test } from "vitest";
import { Message } from "../../app/components/transcript/message.tsx";
import { OrphanCall } from "../../app/components/transcript/orphan-call.tsx";
import type { FilePart, Part, TranscriptMessage } from "../../lib/chats/transcript/part.ts";
import { draw, elementsIn, stream, textOf } from "../helpers/draw.tsx";
import { aCall, aMessage, anOffer, anOrphan, aText, aToolPart, everyMessage } from "./transcript-fixtures.ts";

function message(one: TranscriptMessage, more: { mayReveal?: boolean; highlight?: string; plain?: boolean } = {}) {
  return <Message message={one} chatId="chat-1" mayReveal={false} {...more} />;
}

const drawText = (text: string, more: Parameters<typeof message>[1] = {}) => draw(message(aMessage([aText(text)]), more));
const words = (html: string) => textOf(html).replaceAll(/\s+/g, " ");
const namesIn = (html: string) => elementsIn(html).map(({ name }) => name);

describe("every kind of content is drawn on the server", () => {
  test.each(everyMessage.map((one) => [one.id, one] as const))("%s", async (_id, one) => {
    const html = draw(message(one, { mayReveal: true, highlight: "flights" }));
    expect(await stream(message(one, { mayReveal: true, highlight: "flights" }))).toBe(html);
    expect(html).toContain("<article");
  });

  test("a call without a message", () => {
    const html = words(draw(<OrphanCall call={anOrphan} flags={["row-without-part"]} chatId="chat-1" />));
    expect(html).toContain("Tool call without a message");
    expect(html).toContain("No message tells of this call.");
    expect(html).toContain("The hotel did not answer");
  });
});

describe("a message says", () => {
  test("whose it is, in a word", () => {
    for (const [role, word] of [
      ["user", "User"],
      ["assistant", "Assistant"],
      ["system", "System"],
      ["tool", "Tool"],
      ["data", "Data"],
      ["critic", "Unknown role: critic"],
      ["constructor", "Unknown role: constructor"],
      ["", "No role"],
    ] as const) {
      expect(draw(message(aMessage([], { role })))).toContain(`aria-label="${word}"`);
    }
  });

  test("its model, tokens and time", () => {
    const html = words(draw(message(aMessage([]))));
    expect(html).toContain("17 Nov 2026, 14:05");
    expect(html).toContain("claude-opus-4-5");
    expect(html).toContain("12,345 → 678 tokens");
    expect(html).toContain("4.2 s");
    expect(words(draw(message(aMessage([], { inputTokens: null, outputTokens: null }))))).toContain("13,023 tokens");
  });

  test("how much is masked, and offers to reveal it to those who may", () => {
    const one = aMessage([], { id: "a/b", masked: 3 });
    const asked = draw(message(one));
    expect(words(asked)).toContain("3 masked");
    expect(asked).not.toContain("<form");
    const form = elementsIn(draw(message(one, { mayReveal: true }))).find(({ name }) => name === "form");
    expect(form?.attributes).toMatchObject({ method: "post", action: "/chats/chat-1/messages/a%2Fb/reveal" });
    expect(draw(message(aMessage([]), { mayReveal: true }))).not.toContain("<form");
  });

  test("why it could not be read", () => {
    expect(words(draw(message(aMessage([], { problem: "The parts are null." }))))).toContain("The parts are null.");
  });

  test("its steps, where there is more than one", () => {
    expect(words(draw(message(aMessage([{ kind: "step" }, aText("a")]))))).not.toContain("Step 1");
    expect(words(draw(message(aMessage([{ kind: "step" }, aText("a"), { kind: "step" }]))))).toMatch(/Step 1.*Step 2/);
  });
});

describe("markdown", () => {
  test("is drawn: tables, lists, code, tasks, strikes", () => {
    const html = drawText("# A\n\n|a|b|\n|-|-|\n|1|2|\n\n- [x] c\n\n~~d~~ **e** `f`\n\n```\ng\n```\n\n> h\n\n---");
    for (const name of ["table", "th", "td", "ul", "li", "del", "strong", "code", "pre", "blockquote", "hr"])
      expect(namesIn(html)).toContain(name);
    expect(namesIn(html)).not.toContain("input");
    expect(namesIn(html)).not.toContain("h1");
  });

  test("keeps line breaks", () => {
    expect(textOf(drawText("one\ntwo  \nthree"))).toContain("one\ntwo\nthree");
  });

  test("shows HTML as the text that it is", () => {
    const html = drawText("a <b>bold</b> <script>x</script>\n\n<div onclick='x'>\n<img src=x>\n</div>\n\n<!-- comment -->");
    expect(textOf(html)).toContain("a <b>bold</b> <script>x</script>");
    expect(textOf(html)).toContain("<div onclick='x'>\n<img src=x>\n</div>");
    expect(textOf(html)).toContain("<!-- comment -->");
  });

  test("links to http, https and mailto alone; other targets are text", () => {
    const html = drawText(
      "[a](https://example.com/x) [b](mailto:a@example.com) [c](javascript:alert(1)) [d](/relative) [e](#hash) www.example.org",
    );
    const links = elementsIn(html).filter(({ name, attributes }) => name === "a" && attributes.target === "_blank");
    expect(links.map(({ attributes }) => attributes.href)).toEqual([
      "https://example.com/x",
      "mailto:a@example.com",
      "http://www.example.org/",
    ]);
    for (const { attributes } of links) expect(attributes.rel).toBe("noopener noreferrer");
    expect(textOf(html)).toContain("c (javascript:alert(1)) d (/relative) e (#hash)");
  });

  test("never loads an image: it is a link to it", () => {
    const html = drawText(
      "![A plane](https://images.example.com/a.png) ![](data:image/png;base64,AAAA) [![x](https://b.example/i.png)](https://c.example)",
    );
    expect(namesIn(html)).not.toContain("img");
    expect(textOf(html)).toContain("Image: A plane (images.example.com)");
    expect(elementsIn(html).map(({ attributes }) => attributes.href)).toContain("https://images.example.com/a.png");
    expect(textOf(html)).toContain("Image: x (b.example)");
  });

  test("has no ids that could be another element's", () => {
    const html = drawText("a[^1] b[^1]\n\n[^1]: c");
    expect(elementsIn(html).filter(({ attributes }) => attributes.id !== undefined)).toEqual([]);
  });

  test("is left alone where the page has too much of it", () => {
    expect(drawText("**a**", { plain: true })).toContain("**a**");
    expect(words(drawText("**a**", { plain: true }))).toContain("Format it");
  });

  test("longer than 50,000 characters is plain, cut, and whole behind a click", () => {
    const html = drawText("**word** ".repeat(6_000));
    expect(words(html)).toContain("Show all 54,000 characters");
    expect(words(html)).toContain("54,000 characters are too many to format");
    expect(html.split("**word**").length - 1).toBe(6_000);
  });

  test("halves of characters become what HTML can hold", () => {
    expect(drawText("a\ud800b")).toContain("a\ufffdb");
  });
});

describe("found words are marked", () => {
  const marked = (text: string, search: string) =>
    [...drawText(text, { highlight: search }).matchAll(/<mark[^>]*>([^<]*)<\/mark>/g)].map(([, word]) => word);

  test("in text, whatever their ending and case", () => {
    expect(marked("Flights and a flight; flighty", "flight")).toEqual(["Flights", "flight"]);
    expect(marked("We cancelled, cancel, cancelling", "cancel")).toEqual(["cancelled", "cancel", "cancelling"]);
    expect(marked("**Lisbon** is in `Lisbon`", "lisbon")).toEqual(["Lisbon", "Lisbon"]);
  });

  test("as phrases, without what is excluded", () => {
    expect(marked("new york, New York, york new", '"new york"')).toEqual(["new york", "New York"]);
    expect(marked("a cat or a dog", "cat or -dog")).toEqual(["cat"]);
    expect(marked("(a|b) [c] <mark>", "[c] <mark>")).toEqual(["c", "mark"]);
  });

  test("in plain text and in reasoning, which then is open", () => {
    expect(draw(message(aMessage([aText("a word")]), { plain: true, highlight: "word" }))).toContain("<mark");
    const html = draw(message(aMessage([{ kind: "reasoning", text: "a word", redacted: false, streaming: false }]), { highlight: "word" }));
    expect(html).toMatch(/<details open=""[^>]*>.*<mark/);
  });
});

describe("tool parts", () => {
  const drawPart = (part: Part) => draw(message(aMessage([part])));
  const isOpen = (html: string) => elementsIn(html).find(({ name }) => name === "details")!.attributes.open === "";

  test("are folded, except where something went wrong", () => {
    expect(isOpen(drawPart(aToolPart()))).toBe(false);
    expect(isOpen(drawPart(aToolPart({ state: "output-error", errorText: "no" })))).toBe(true);
    expect(isOpen(drawPart(aToolPart({ call: aCall({ status: "timeout" }) })))).toBe(true);
    expect(isOpen(drawPart(aToolPart({ flags: ["part-without-row"], call: null })))).toBe(true);
  });

  test("stand beside their row: status, duration, error, link", () => {
    const html = drawPart(
      aToolPart({ flags: ["part-done-row-failed"], call: aCall({ status: "failed", error: "HTTP 429", response: null }) }),
    );
    expect(words(html)).toContain("The message says done, but the call failed.");
    expect(words(html)).toMatch(/message\s*Done\s*call\s*Failed\s*2\.3 s/);
    expect(words(html)).toContain("HTTP 429");
    expect(words(html)).toContain("Request · the same as the input");
    expect(elementsIn(html).map(({ attributes }) => attributes.href)).toContain(`/tool-calls/${aCall().id}`);
  });

  test("keep the word of a state that nobody knows", () => {
    expect(words(drawPart(aToolPart({ state: "unknown", stateText: "half-done" })))).toContain("Unknown state: half-done");
  });
});

describe("files", () => {
  const file: FilePart = {
    kind: "file",
    mediaType: "image/png",
    filename: "a.png",
    bytes: 1500,
    from: "stored",
    href: "/chats/chat-1/messages/m/files/p0",
    link: null,
    isImage: true,
    reasoning: false,
  };

  test("images are not loaded before somebody asks", () => {
    const html = draw(message(aMessage([file])));
    expect(namesIn(html)).not.toContain("img");
    expect(words(html)).toContain("a.pngimage/png · 1.5 kB");
    expect(words(html)).toContain("Show the image");
  });

  test("others are downloads, and links that may not be followed are text", () => {
    const html = draw(
      message(
        aMessage([], {
          attachments: [
            { ...file, isImage: false },
            { ...file, from: "missing", href: null, link: { href: null, text: "javascript:x" } },
          ],
        }),
      ),
    );
    expect(elementsIn(html).find(({ attributes }) => attributes.download !== undefined)?.attributes.href).toBe(file.href);
    expect(textOf(html)).toContain("javascript:x");
  });
});

describe("flight offers", () => {
  const flights = { offers: Array.from({ length: 20 }, (_, at) => anOffer({ id: String(at) })), more: 230 };
  const html = draw(message(aMessage([aToolPart({ flights })])));

  test("show the first three, all behind a click, and how many more there are", () => {
    expect(words(html)).toContain("250 flight offers");
    expect(words(html)).toContain("Show all 20");
    expect(words(html)).toContain("and 230 more in the raw JSON");
  });

  test("show price, times, days, airports, carriers, stops, seats and cabin", () => {
    for (const said of [
      "546.70 EUR",
      "11:35 LIS→ to 14:50 JFK",
      "Thu 24 Dec 2026",
      "8 h 15 min",
      "Nonstop",
      "12:25+1",
      "1 stop MAD, 1 without a change",
      "TAP Air Portugal TP 534",
      "Iberia IB 4218",
      "operated by American Airlines (AA)",
      "9 seats left",
      "Economy, Premium economy",
      "4 h 45 min in MAD",
    ])
      expect(words(html)).toContain(said);
  });

  test("survive whatever they hold", () => {
    const odd = anOffer({
      price: { amount: "1e5", currency: "??" },
      itineraries: [
        { duration: "soon", segments: [] },
        { duration: null, segments: [{ ...anOffer().itineraries[0]!.segments[0]!, from: { code: "", terminal: null, at: "yesterday" } }] },
      ],
    });
    const text = words(draw(message(aMessage([aToolPart({ flights: { offers: [odd], more: 0 } })]))));
    expect(text).toContain("1e5 ??");
    expect(text).toContain("yesterday");
  });
});
