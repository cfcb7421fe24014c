import { Nothing } from "~/components/time";
import type { TableSize } from "~lib/database/doctor-words.ts";
import { formatBytes, formatCount } from "~lib/format.ts";

/** Tables with their rows, as the planner last counted them, and the room that they and their indexes take. */
export function SizesTable({ sizes }: { sizes: readonly TableSize[] }) {
  return (
    <div className="max-w-2xl overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full text-left">
        <caption className="sr-only">The largest tables</caption>
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="border-b border-line px-3 py-1.5 font-medium">
              Table
            </th>
            <th scope="col" className="border-b border-line px-3 py-1.5 text-right font-medium">
              Rows, about
            </th>
            <th scope="col" className="border-b border-line px-3 py-1.5 text-right font-medium">
              Size with indexes
            </th>
          </tr>
        </thead>
        <tbody>
          {sizes.map(({ name, rows, bytes }) => (
            <tr key={name} className="group/row">
              <th scope="row" className="px-3 py-1.5 font-normal group-not-last/row:border-b border-line">
                {name}
              </th>
              <td className="px-3 py-1.5 text-right tabular-nums group-not-last/row:border-b border-line">
                {rows === null ? <Nothing label="not counted yet" /> : formatCount(rows)}
              </td>
              <td className="px-3 py-1.5 text-right tabular-nums whitespace-nowrap group-not-last/row:border-b border-line">
                {formatBytes(bytes)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
