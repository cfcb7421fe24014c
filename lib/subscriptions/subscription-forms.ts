import { z } from "zod";
import { reasonField, versionField } from "../audit/change-fields.ts";
import { normalLocalDateTime } from "../zoned-time.ts";

export const LinkSubscription = z.object({
  version: versionField,
  userId: z.string({ error: "Name the user by id or e-mail." }).trim().min(1, "Name the user by id or e-mail.").max(320),
});

export const UnlinkSubscription = z.object({ version: versionField, reason: reasonField });

export const ChangeRenewal = z.object({ version: versionField, reason: reasonField });

export const CorrectSubscription = z.object({
  version: versionField,
  /** One of Polar's, or the one that the subscription has, which may be unknown here. */
  status: z.string({ error: "Choose a status." }).min(1, "Choose a status.").max(200),
  /** On the clocks of the reporting zone, as a date-time field holds it. */
  currentPeriodEnd: z
    .string({ error: "Give the end of the period as a date and a time." })
    .transform((text) => normalLocalDateTime(text))
    .refine((text) => text !== undefined, "Give the end of the period as a date and a time, such as 2026-03-01 09:30.")
    .transform((text) => text!),
  reason: reasonField,
});
