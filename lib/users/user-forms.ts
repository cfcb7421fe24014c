import { z } from "zod";
import { reasonField, versionField } from "../audit/change-fields.ts";
import { staffRole, userRole } from "../db/values.ts";
import { normalLocalDateTime } from "../zoned-time.ts";

/** As an account has it: better-auth looks people up by their e-mail in lower case. */
const emailField = z
  .string({ error: "Enter an e-mail address." })
  .trim()
  .toLowerCase()
  .max(254, "Use at most 254 characters.")
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "Enter an e-mail address, such as name@example.com.");

const optionalReason = reasonField.optional();

const longName = z.string({ error: "Enter a name." }).trim().max(500, "Use at most 500 characters.");

const nameField = longName.min(1, "Enter a name.");

export const CorrectUser = z.object({
  version: versionField,
  name: nameField,
  email: emailField,
  emailVerified: z.enum(["yes", "no"], { error: "Choose yes or no." }),
});

/** For a user whom the product knows without a name, or by blanks: the rest can be corrected all the same. */
export const CorrectNamelessUser = CorrectUser.extend({
  name: longName.transform((name) => name || undefined).optional(),
});

/** What a user is corrected by: nobody loses the name that they have. */
export const correctionOf = ({ name }: { name: string }) => (name.trim() === "" ? CorrectNamelessUser : CorrectUser);

export const ChangeRoles = z.object({
  version: versionField,
  role: z.enum(userRole, { error: "Choose a role." }),
  staffRoles: z.array(z.enum(staffRole, { error: "Choose among the staff roles." })).default([]),
});

export const BanUser = z.object({
  version: versionField,
  reason: reasonField,
  /** When the ban ends, on the clocks of the reporting zone, as a date-time field holds it; without it the ban has no end. */
  until: z
    .string()
    .transform((text) => normalLocalDateTime(text))
    .refine((text) => text !== undefined, "Give the end as a date and a time, such as 2026-12-31 18:00.")
    .optional(),
});

export const UnbanUser = z.object({ version: versionField, reason: optionalReason });

/** For one session and for all. */
export const RevokeSessions = z.object({ reason: optionalReason });

export const DeleteUser = z.object({
  version: versionField,
  /** What the preview counted, as `formatCounted` wrote it. */
  counted: z.string({ error: "Load this page again." }).max(20_000),
  confirmation: z.string({ error: "Type the user's e-mail to confirm." }).trim().toLowerCase(),
  reason: optionalReason,
});
