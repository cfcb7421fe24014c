import { z } from "zod";
import { reasonField, versionField } from "../audit/change-fields.ts";

const MOST = 2_147_483_647;

export const SetUsage = z.object({
  version: versionField,
  count: z
    .number({ error: "Give the count as a whole number." })
    .int("Give the count as a whole number.")
    .min(0, "A count cannot be below 0.")
    .max(MOST, "A count can be 2,147,483,647 at most."),
  reason: reasonField,
});

export const ResetUsage = z.object({ version: versionField, reason: reasonField });
