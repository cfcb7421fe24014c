import { z } from "zod";
import { reasonField, versionField } from "../audit/change-fields.ts";
import { paymentStatus } from "../db/values.ts";

export const CorrectPayment = z.object({
  version: versionField,
  status: z.enum(paymentStatus, { error: "Choose a status." }),
  reason: reasonField,
});

export const LinkPayment = z.object({
  version: versionField,
  userId: z
    .string({ error: "Name the user by id or e-mail." })
    .trim()
    .min(1, "Name the user by id or e-mail.")
    .max(320, "That is longer than any id or e-mail."),
});

export const UnlinkPayment = z.object({ version: versionField, reason: reasonField });
