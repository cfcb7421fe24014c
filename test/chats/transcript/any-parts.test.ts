import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMessage } from "../../../lib/chats/transcript/read-message.ts";
import { showMessage } from "../../../lib/chats/transcript/show-message.server.ts";
import { seeded } from "../../helpers/seeded.ts";
import { anyParts, PAYLOAD } from "./any-parts.ts";

const address = { chatId: "c", messageId: "m" };
const facts = { model: null, inputTokens: null, outputTokens: null, totalTokens: null, completionTime: null };
const row = { id: "m", role: "assistant", createdAt: new Date("2026-03-10T12:00:00Z"), ...facts };

describe("whatever a row holds", () => {
  test("becomes a message that can be sent, without the content of any file", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(anyParts, anyParts, fc.boolean(), (parts, attachments, revealed) => {
        const stored = { parts, attachments };
        const read = readMessage(stored, address);
        const message = showMessage({ row: { ...row, ...stored }, read, calls: new Map() }, { chatId: "c", revealed });
        expect(message.problem).not.toBe("This message could not be read.");
        expect(message.problem).not.toBe("This message could not be shown.");
        const text = JSON.stringify(message);
        expect(JSON.stringify(JSON.parse(text))).toBe(text);
        expect(text).not.toContain(PAYLOAD);
        expect(text).not.toMatch(/data:[\w/+.-]+;base64,/i);
        for (const href of hrefsOf(message)) expect(href).toMatch(/^(https?:|mailto:|\/chats\/c\/)/);
      }),
      seeded(2000),
    );
  });
});

/** Every address in a message that a page would make a link of. */
function hrefsOf(value: unknown, key = ""): string[] {
  if (typeof value === "string") return key === "href" ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  // What is inside a document is shown, never followed.
  if ("kind" in value && value.kind === "inline") return [];
  return Object.entries(value).flatMap(([name, inner]) => hrefsOf(inner, name));
}
