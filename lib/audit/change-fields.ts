import { z } from "zod";

/** Why a change is made; the audit log keeps it. */
export const reasonField = z
  .string({ error: "Say why: the audit log keeps it." })
  .trim()
  .min(3, "Say why in at least 3 characters: the audit log keeps it.")
  .max(500, "Use at most 500 characters.");

/** The version of the row that a form was made of (see `versionOf`). */
export const versionField = z.string({ error: "Load this page again." }).regex(/^\d{1,10}$/, "Load this page again.");
