import type { ActionFunctionArgs } from "@remix-run/node";
import { fileRoute } from "~/http/file-route.server";
import { readForm } from "~/http/form.server";
import { requirePermission, requireStaff } from "~/http/guard.server";
import { exportDatabase } from "~/http/read-db.server";
import { askList } from "~lib/exports/ask-list.server.ts";
import { ExportForm } from "~lib/exports/export-forms.ts";
import { ExportRefused } from "~lib/exports/export-refused.ts";
import { exportedListOf } from "~lib/exports/exported-lists.server.ts";
import { parseFigures } from "~lib/exports/figures.ts";
import { takeExport } from "~lib/exports/take-export.server.ts";

/** The file that the form of a new export asks for. A post, because rows picked by hand can be more than an address holds. */
export async function action({ request, context }: ActionFunctionArgs) {
  return fileRoute(request, { href: "/exports/new", label: "Choose what to export" }, async () => {
    const staff = await requireStaff({ request, context });
    const sent = await readForm(request);
    const form = ExportForm.safeParse({ ...Object.fromEntries(sent), columns: sent.getAll("columns") });
    if (!form.success) throw new ExportRefused(400, form.error.issues[0]!.message);
    const list = exportedListOf(form.data.list);
    if (!list) throw new ExportRefused(400, "There is no such list.");
    const granted = await requirePermission({ request, context }, list.permission);

    const at = new Date();
    const params = new URLSearchParams(form.data.params);
    params.set("scope", form.data.scope);
    const asked = askList(list, staff, params, at);
    const { format, columns, id, shown } = form.data;
    if (!asked.columns.some((column) => columns.includes(column))) throw new ExportRefused(400, "Choose at least one column.");
    const wanted = { asked, at, format, columns, id, shown: parseFigures(shown), signal: request.signal };
    return takeExport(await exportDatabase(request), granted, wanted);
  });
}
