import fc from "fast-check";
import { PIXEL_BASE64 } from "../../../lib/demo/attachments.ts";
import { brokenMessages, modernMessages, oldMessages } from "../../../lib/demo/every-part.ts";

/** Stands in every payload below; nothing that leaves the server may hold it. */
export const PAYLOAD = Buffer.from("payload-marker-of-a-file-0123456789").toString("base64").replaceAll("=", "");

const dataUrls = [
  `data:image/png;base64,${PAYLOAD}${PIXEL_BASE64}`,
  `data:text/html,<script>${PAYLOAD}</script>`,
  `data:text/html;charset=utf-8;base64,${PAYLOAD}`,
  `DATA:image/svg+xml;base64,${PAYLOAD}`,
];

const known = [...modernMessages, ...oldMessages, ...brokenMessages].flatMap(({ parts, attachments }) => [
  ...(Array.isArray(parts) ? (parts as unknown[]) : [parts]),
  ...(Array.isArray(attachments) ? (attachments as unknown[]) : [attachments]),
]);

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    0,
    -0,
    1e308,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    [],
    {},
    "x".repeat(30_000),
    "\u0000",
    "\ud800",
    "__proto__",
  ),
  fc.constantFrom(...dataUrls),
  fc.constantFrom(...dataUrls).map((url) => `before ${url} after`),
  fc.constantFrom(
    "javascript:alert(1)",
    "vbscript:x",
    "https://",
    "//evil.example",
    "https://a.example/?q=1",
    "mailto:a@b.example",
    "blob:x",
    " https://a",
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.jsonValue({ maxDepth: 4 }),
  fc.integer({ min: 50, max: 3000 }).map((depth) => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`) as unknown),
  fc
    .constantFrom('{"__proto__":{"type":"text","text":"x"}}', '{"constructor":{"prototype":{}},"toJSON":1,"hasOwnProperty":0}')
    .map((text) => JSON.parse(text) as unknown),
);

const names = [
  "type",
  "text",
  "state",
  "toolCallId",
  "toolName",
  "input",
  "args",
  "output",
  "result",
  "url",
  "data",
  "image",
  "mediaType",
  "filename",
  "toolInvocation",
  "source",
  "details",
  "approval",
  "errorText",
  "id",
  "kind",
  "name",
];
const types = [
  "text",
  "reasoning",
  "redacted-reasoning",
  "tool-find",
  "tool-",
  "tool-invocation",
  "tool-call",
  "tool-result",
  "tool-error",
  "dynamic-tool",
  "source",
  "source-url",
  "source-document",
  "file",
  "image",
  "data-x",
  "data-",
  "step-start",
  "custom",
  "reasoning-file",
  "hologram",
  "__proto__",
  "constructor",
];

/** A known part with something about it changed, taken away, or put one level deeper. */
const mangled = fc
  .tuple(
    fc.constantFrom(...known),
    fc.array(fc.tuple(fc.constantFrom(...names), fc.option(strange)), { minLength: 1, maxLength: 3 }),
    fc.boolean(),
  )
  .map(([part, changes, deeper]) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    const copy = structuredClone(part) as Record<string, unknown>;
    const inner = Object.values(copy).find((value) => typeof value === "object" && value !== null && !Array.isArray(value));
    const target = deeper && inner ? (inner as Record<string, unknown>) : copy;
    for (const [name, value] of changes) {
      if (value === null) delete target[name];
      else target[name] = value;
    }
    return copy;
  });

/** A part of a known type, its members at random. */
const invented = fc
  .tuple(fc.constantFrom(...types), fc.dictionary(fc.constantFrom(...names), strange, { maxKeys: 6 }))
  .map(([type, members]) => ({ ...members, type }) as unknown);

/** A part of a message, or what stands in its place. */
export const anyPart: fc.Arbitrary<unknown> = fc.oneof(fc.constantFrom(...known), mangled, invented, strange);

/** What `parts` or `attachments` of a row may hold, and what they never should. */
export const anyParts: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.array(anyPart, { maxLength: 6 }) },
  { weight: 1, arbitrary: anyPart },
);
