import type { Random } from "./random.ts";

/** A PNG of one grey pixel. */
export const PIXEL_BASE64 = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

export interface Attachment {
  name: string;
  contentType: string;
  url: string;
}

/** What a user adds to a question, as `attachments` holds it (AI SDK 4 called it `experimental_attachments`). Every address is nobody's. */
export function makeAttachment(random: Random): Attachment {
  const [name, contentType] = random.pick([
    ["boarding-pass.pdf", "application/pdf"],
    ["passport-photo.jpg", "image/jpeg"],
    [`IMG_${random.digits(4)}.HEIC`, "image/heic"],
    ["itinerary.pdf", "application/pdf"],
    [`Screenshot ${random.int(1, 12)}.${random.int(10, 59)}.png`, "image/png"],
    ["fares, compared & sorted.csv", "text/csv"],
    ["voice-note.m4a", "audio/mp4"],
  ] as const);
  const inline = contentType === "image/png";
  return {
    name,
    contentType,
    url: inline ? `data:image/png;base64,${PIXEL_BASE64}` : `https://files.example.com/${random.id(21)}/${encodeURIComponent(name)}`,
  };
}
