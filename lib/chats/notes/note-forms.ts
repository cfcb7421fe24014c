import { z } from "zod";
import { reasonField, versionField } from "../../audit/change-fields.ts";
import { NOTE_LENGTH } from "./note.ts";

const bodyField = z
  .string({ error: "Write the note." })
  // What a browser sends has the line ends of the network.
  .overwrite((text) => text.replaceAll("\r\n", "\n").trim())
  .min(1, "Write the note.")
  .max(NOTE_LENGTH, "Use at most 10,000 characters.");

export const AddNote = z.object({ body: bodyField });
export const EditNote = z.object({ version: versionField, body: bodyField });
export const DeleteNote = z.object({ version: versionField, reason: reasonField.optional() });
