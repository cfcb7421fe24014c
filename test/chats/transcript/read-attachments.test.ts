import { describe, expect, test } from "vitest";
import { readAttachments } from "../../../lib/chats/transcript/read-attachments.ts";
import { readMessage } from "../../../lib/chats/transcript/read-message.ts";
import { PIXEL_BASE64 } from "../../../lib/demo/attachments.ts";

const address = { chatId: "c", messageId: "m" };

describe("attachments", () => {
  test("of AI SDK 4, with their addresses", () => {
    const { files, unreadable } = readAttachments(
      [
        { name: "a.pdf", contentType: "application/pdf", url: "https://a.example/a.pdf" },
        { name: "a.png", contentType: "image/png", url: `data:image/png;base64,${PIXEL_BASE64}` },
        { filename: "b.gif", mediaType: "image/gif", data: PIXEL_BASE64 },
      ],
      address,
    );
    expect(unreadable).toEqual([]);
    expect(files.map(({ part }) => [part.filename, part.mediaType, part.from, part.href])).toEqual([
      ["a.pdf", "application/pdf", "link", "https://a.example/a.pdf"],
      ["a.png", "image/png", "stored", "/chats/c/messages/m/files/a1"],
      ["b.gif", "image/gif", "stored", "/chats/c/messages/m/files/a2"],
    ]);
  });

  test.each([
    ["none", [], 0],
    ["null", null, 0],
    ["an empty object", {}, 0],
    ["a text", "none", 1],
    ["an object", { name: "a" }, 1],
    ["what has no address", [{ name: "a.pdf" }, 7, null], 3],
  ])("%s loses nothing", (_name, attachments, lost) => {
    expect(readAttachments(attachments, address)).toMatchObject({ files: [], unreadable: { length: lost } });
    expect(readMessage({ parts: [], attachments }, address).parts).toHaveLength(lost);
  });

  test("their contents are found under the index that their address names", () => {
    const parts = [{ type: "step-start" }, { type: "file", mediaType: "text/plain", url: "data:,hello" }];
    const { stored } = readMessage({ parts, attachments: [{}, { name: "a", url: "data:,there" }] }, address);
    expect([...stored]).toMatchObject([
      ["p1", { content: "data:,hello" }],
      ["a0", { content: "data:,there", filename: "a" }],
    ]);
  });
});
