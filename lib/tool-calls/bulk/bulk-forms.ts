import { z } from "zod";
import { reasonField } from "../../audit/change-fields.ts";

/** The form that starts a run; `expected` is the number of calls that the person was shown. */
export const StartBulkForm = z.object({
  expected: z.coerce.number({ error: "Load this page again." }).int("Load this page again.").min(1, "There is nothing to change."),
  reason: reasonField.optional(),
});

/** The two things that can be asked of a run that is not over. */
export const BulkRunForm = z.object({ intent: z.enum(["stop", "resume"], { error: "Choose to stop or to resume." }) });
