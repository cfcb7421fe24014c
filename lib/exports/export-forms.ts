import { z } from "zod";
import { exportFormat, exportScope } from "../db/values.ts";

/** The form of an export's page: its only button. */
export const CancelExport = z.object({ intent: z.literal("cancel", { error: "There is no such thing to do." }) });

const text = z.string().max(200_000);

/** What the form of a new export sends. */
export const ExportForm = z.object({
  /** The id that the export is to have, so that its page can be found while the file is being taken. */
  id: z.uuid().optional().catch(undefined),
  list: z.string().max(100),
  scope: z.enum(exportScope),
  format: z.enum(exportFormat, { error: "Choose a format." }),
  /** The list's own parameters. */
  params: text.optional().default(""),
  columns: z.array(z.string().max(200), { error: "Choose at least one column." }).min(1, "Choose at least one column.").max(100),
  /** The figures that the page showed, as JSON. */
  shown: text.optional(),
});
