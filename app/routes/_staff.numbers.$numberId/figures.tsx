import { Link } from "@remix-run/react";
import { Card, CardBody } from "~/components/ui/card";
import type { Explanation, Figure, Unit } from "~lib/numbers/explained-number.ts";
import { FigureText } from "./figure-text";

interface FiguresProps {
  unit: Unit;
  explanation: Explanation;
}

/** The number itself, each currency for itself, and how it comes about where that is more than one sum. */
export function Figures({ unit, explanation: { figures, terms, counted, also } }: FiguresProps) {
  // No one list has the rows of a number that is made of two: its terms lead to each.
  const href = also ? undefined : counted.href;
  if (figures.length === 0) return <p className="text-muted">There is none: no row of what was asked counts.</p>;
  return (
    <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
      {figures.map((figure) => (
        <li key={figure.currency ?? ""}>
          <Card className="h-full">
            <CardBody>
              {figure.currency ? <p className="text-xs text-muted uppercase">{figure.currency}</p> : null}
              <p
                data-figure={figure.value ?? ""}
                data-currency={figure.currency ?? undefined}
                className="text-2xl font-semibold tabular-nums"
              >
                {href ? (
                  <Link to={href} discover="none" className="hover:text-accent-text hover:underline">
                    <FigureText unit={unit} figure={figure} />
                  </Link>
                ) : (
                  <FigureText unit={unit} figure={figure} />
                )}
              </p>
              {terms.length > 0 ? <Terms unit={unit} terms={terms} total={figure} /> : null}
            </CardBody>
          </Card>
        </li>
      ))}
    </ul>
  );
}

/** "+ gross, − refunds", down to the sum. */
function Terms({ unit, terms, total }: { unit: Unit; terms: Explanation["terms"]; total: Figure }) {
  return (
    <dl className="mt-2 flex flex-col gap-0.5 tabular-nums">
      {terms.map(({ sign, why, figures, href }) => {
        const own = figures.find(({ currency }) => currency === total.currency) ?? { currency: total.currency, value: 0 };
        return (
          <div key={why} className="flex items-baseline justify-between gap-4">
            <dt className="text-muted">
              {href ? (
                <Link to={href} discover="none" className="link">
                  {why}
                </Link>
              ) : (
                why
              )}
            </dt>
            <dd className="whitespace-nowrap">
              {sign} <FigureText unit={unit} figure={own} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
