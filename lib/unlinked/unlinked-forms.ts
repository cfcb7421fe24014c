import { z } from "zod";
import { reasonField, versionField } from "../audit/change-fields.ts";

/** Links a row to a candidate. */
export const LinkCandidate = z.object({
  version: versionField,
  userId: z.string({ error: "Choose a user." }).min(1, "Choose a user.").max(320),
});

/** Takes that back; its reason is the same each time. */
export const UndoLink = z.object({ version: versionField });

const count = z.coerce.number({ error: "Load this page again." }).int().min(1, "There is nothing to do.").max(500);

/** Links in bulk what the person saw: as many, and these very ones. */
export const BulkLink = z.object({
  expected: count,
  digest: z.string({ error: "Load this page again." }).regex(/^[0-9a-f]{64}$/, "Load this page again."),
});

export const BulkUnlink = z.object({ expected: count, reason: reasonField });
