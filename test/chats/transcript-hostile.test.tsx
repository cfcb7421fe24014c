import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Message } from "../../app/components/transcript/message.tsx";
import type { Part, TranscriptMessage } from "../../lib/chats/transcript/part.ts";
import { readMessage } from "../../lib/chats/transcript/read-message.ts";
import { showMessage } from "../../lib/chats/transcript/show-message.server.ts";
import { draw, elementsIn, stream } from "../helpers/draw.tsx";
import { mangledParts } from "./mangled-parts.ts";
import { aMessage, aText, aToolPart } from "./transcript-fixtures.ts";

const allowed = new Set(
  // What the components draw, then what markdown may become; "svg" and its shapes are the icons.
  `article header span h3 a time code button div p details summary ul ol li form input dl dt dd sup hr pre mark label section kbd
   svg path circle rect line polyline polygon ellipse
   strong em del blockquote table thead tbody tr th td`
    .trim()
    .split(/\s+/),
);
const addresses = new Set(["href", "src", "action", "formaction", "srcset", "data", "poster", "cite", "background", "xlink:href", "ping"]);

/** What stands in HTML that must not. */
function trespasses(html: string): string[] {
  return elementsIn(html).flatMap(({ name, attributes }) => [
    ...(allowed.has(name) ? [] : [`<${name}>`]),
    ...Object.entries(attributes).flatMap(([attribute, value]) => {
      if (attribute.startsWith("on") || attribute === "srcdoc") return [`${name} ${attribute}`];
      if (attribute === "style" && /url\(|expression|@import/i.test(value)) return [`${name} style=${value}`];
      if (addresses.has(attribute) && !/^(?:https?:\/\/|mailto:|\/(?:chats|tool-calls|favicon)[/.?])/.test(value))
        return [`${name} ${attribute}=${value}`];
      return [];
    }),
  ]);
}

function page(message: TranscriptMessage) {
  return <Message message={message} chatId="chat-1" mayReveal highlight="flight" />;
}

const targets = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\nscript:alert(1)",
  "java\tscript:alert(1)",
  "\u0001javascript:alert(1)",
  "java&#10;script:alert(1)",
  "&#106;avascript:alert(1)",
  "javascript&colon;alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
  "vbscript:msgbox(1)",
  "file:///etc/passwd",
  "blob:https://evil.example/1",
  "//evil.example/x.png",
  "\\\\evil.example\\x",
  "ftp://evil.example",
  "irc://evil.example",
  "view-source:https://evil.example",
  "https:evil",
  "http://",
];
const payloads = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
  "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
  "<a href='javascript:alert(1)'>x</a>",
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<!--><script>alert(1)</script>-->",
  "<![CDATA[<script>alert(1)</script>]]>",
  "<?php echo 1 ?>",
  "<form action=https://evil.example><input name=a><button>b</button></form>",
  "<style>@import url(https://evil.example)</style>",
  "<base href=https://evil.example>",
  "<meta http-equiv=refresh content='0;url=https://evil.example'>",
  '"><script>alert(1)</script>',
  "' onmouseover='alert(1)",
  "`<script>alert(1)</script>`",
  "```html\n<script>alert(1)</script>\n```",
  '```"onclick=alert(1)\nx\n```',
  "[x]: https://a.example \"onclick='alert(1)'\"\n\n[x] ![x]",
  "| <script>alert(1)</script> | ![x](https://evil.example/a.png) |\n|-|-|\n| <img src=x onerror=alert(1)> | [y](javascript:alert(1)) |",
  "[^1]\n\n[^1]: <img src=x onerror=alert(1)> [z](javascript:alert(1))",
  "{{constructor.constructor('alert(1)')()}}",
  ...targets.flatMap((target) => [
    `[x](${target})`,
    `[x](<${target}>)`,
    `![x](${target})`,
    `![x](<${target}> "title")`,
    `<${target}>`,
    `[x][r]\n\n[r]: ${target}`,
    `[x][r]\n\n[r]: <${target}>`,
    `[![x](${target})](${target})`,
    `[<img src=x onerror=alert(1)>](${target})`,
    target,
  ]),
];

describe("hostile texts become nothing but text", () => {
  test("as markdown", () => {
    for (const payload of payloads)
      expect(trespasses(draw(page(aMessage([aText(payload), aText(`a ${payload} b`)])))), payload).toEqual([]);
  });

  test("in every other place that the product's users fill", () => {
    for (const payload of [...payloads.slice(0, 22), ...targets]) {
      const json = { kind: "inline", value: { [payload]: payload } } as const;
      const link = { href: null, text: payload };
      const parts: Part[] = [
        { kind: "reasoning", text: payload, redacted: false, streaming: false },
        aToolPart({
          name: payload,
          title: payload,
          state: "unknown",
          stateText: payload,
          errorText: payload,
          input: json,
          rawInput: json,
          output: json,
          approval: { id: payload, approved: false, reason: payload },
        }),
        { kind: "source", link, title: payload },
        { kind: "document", title: payload, filename: payload, mediaType: payload },
        {
          kind: "file",
          mediaType: payload,
          filename: payload,
          bytes: 1,
          from: "missing",
          href: null,
          link,
          isImage: false,
          reasoning: false,
        },
        { kind: "data", name: payload, id: payload, data: json },
        { kind: "raw", type: payload, problem: payload, value: json },
      ];
      const html = draw(page(aMessage(parts, { id: payload, role: payload, model: payload, problem: payload, masked: 1 })));
      expect(trespasses(html), payload).toEqual([]);
    }
  });

  test("as they are read from a row", async () => {
    for (const payload of payloads) {
      const parts = [
        { type: "text", text: payload },
        { type: "source-url", sourceId: "1", url: payload, title: payload },
        { type: "file", mediaType: "image/png", url: payload, filename: payload },
        { type: `tool-${payload}`, toolCallId: payload, state: "output-available", input: payload, output: { [payload]: payload } },
        { type: payload, [payload]: payload },
      ];
      expect(trespasses(await stream(page(asShown(parts, [{ name: payload, contentType: payload, url: payload }])))), payload).toEqual([]);
    }
  });
});

test("what is not allowed would be seen", () => {
  const html = '<a href="javascript:1" onclick="x">y</a><img src="https://a.example"/><p style="background:url(x)">z</p>';
  expect(trespasses(html)).toEqual(["a href=javascript:1", "a onclick", "<img>", "p style=background:url(x)"]);
});

describe("2,000 random and mangled values of parts", () => {
  test("are drawn without an error, and do not trespass", { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(mangledParts, mangledParts, (parts, attachments) => {
        expect(trespasses(draw(page(asShown(parts, attachments))))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});

function asShown(parts: unknown, attachments: unknown): TranscriptMessage {
  const read = readMessage({ parts, attachments }, { chatId: "chat-1", messageId: "message-1" });
  const facts = { id: "message-1", role: "assistant", createdAt: new Date(0), model: null, completionTime: null };
  const row = { ...facts, inputTokens: null, outputTokens: null, totalTokens: null, parts, attachments };
  return showMessage({ row, read, calls: new Map() }, { chatId: "chat-1", revealed: false });
}
