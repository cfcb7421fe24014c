import { Link } from "@remix-run/react";
import { Info } from "lucide-react";
import type { ReactNode } from "react";
import { Money } from "~/components/money";
import { cn } from "~/components/ui/cn";
import { formatCount } from "~lib/format.ts";
import type { MoneyCells, SettlementCells } from "~lib/reports/money/money-columns.ts";
import type { MoneyScope } from "~lib/reports/money/money-links.ts";

export type Cells = MoneyCells | SettlementCells;

/** The numbers that the lines of a table have, and where each of them leads. */
export interface LineColumns<Column extends string> {
  columns: readonly {
    name: Column;
    label: string;
    strong: boolean;
    /** Stays in sight on a phone, at the right; the last one. */
    pinned?: boolean;
  }[];
  /** The rows behind a number. */
  href: (column: Column, scope: MoneyScope, cells: Cells) => string;
  /** What a number counts and leaves out. */
  explain: (column: Column, scope: MoneyScope) => string;
}

// The first column stays in sight where the others are scrolled sideways, and on a phone the number that one comes for too.
const firstClass = "sticky left-0 z-[1] bg-surface border-b border-line px-3 py-1.5";
const pinnedClass = "max-sm:sticky max-sm:right-0 max-sm:z-[1] max-sm:border-l max-sm:bg-surface";

/** Numbers are links throughout: a faint line says so, where the colour of links would make a whole table blue. */
const numberLink = "underline decoration-faint decoration-dotted underline-offset-[0.2em] hover:decoration-current hover:decoration-solid";

/** The heads of a table of lines: `first` says what its lines are. Columns are as wide in one table as in the next. */
export function LineHead<Column extends string>({ first, columns }: { first: string } & Pick<LineColumns<Column>, "columns">) {
  const head = "border-b border-line px-3 py-1.5 text-xs font-medium whitespace-nowrap text-muted";
  return (
    <thead>
      <tr>
        <th scope="col" className={cn(head, firstClass, "w-[16%]")}>
          {first}
        </th>
        {columns.map(({ name, label, pinned }) => (
          <th key={name} scope="col" className={cn(head, "w-[12%] text-right", pinned && pinnedClass)}>
            {label}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface LineProps<Column extends string> extends LineColumns<Column> {
  cells: Cells;
  currency: string;
  /** What its numbers are of. */
  of: MoneyScope;
  /** Names the line for readers who do not see where they are. */
  label: string;
  /** With a way to its explanation beside each number. */
  explained: boolean;
  /** A line of a line: of one product, country or method. */
  part?: boolean;
  total?: boolean;
  children: ReactNode;
}

/** One line of numbers, each a link to the rows behind it. */
export function Line<Column extends string>(props: LineProps<Column>) {
  const { cells, currency, of, label, explained, part, total, children, columns, href, explain } = props;
  const values = cells as unknown as Record<Column, number>;
  return (
    <tr className="group/line hover:bg-sunken last:[&>*]:border-b-0">
      <th
        scope="row"
        className={cn(
          firstClass,
          "max-w-32 truncate group-hover/line:bg-sunken sm:max-w-72",
          part ? "pl-7 font-normal text-muted max-sm:pl-5" : "font-medium",
        )}
      >
        {children}
      </th>
      {columns.map((column) => {
        const value = values[column.name];
        return (
          <td
            key={column.name}
            className={cn(
              "border-b border-line px-3 py-1.5 text-right whitespace-nowrap",
              part && "text-muted",
              (column.strong || total) && !part && "font-semibold",
              column.pinned && cn(pinnedClass, "max-sm:group-hover/line:bg-sunken"),
            )}
          >
            <span className="inline-flex items-center gap-1">
              {explained ? (
                <Link
                  to={explain(column.name, of)}
                  discover="none"
                  aria-label={`What “${column.label}” of ${label} in ${currency} counts and leaves out`}
                  className="rounded-sm text-muted opacity-0 group-hover/line:opacity-100 hover:text-ink focus-visible:opacity-100 pointer-coarse:opacity-100"
                >
                  <Info aria-hidden="true" className="size-3" />
                </Link>
              ) : null}
              <Link to={href(column.name, of, cells)} discover="none" className={cn(numberLink, value === 0 && "text-muted")}>
                {column.name === "payments" ? formatCount(value) : <Money amount={value} currency={currency} />}
              </Link>
            </span>
          </td>
        );
      })}
    </tr>
  );
}
