import { Link } from "@remix-run/react";
import { explainHref } from "~lib/numbers/explained-number.ts";
import { type NumberId, numberWords } from "~lib/numbers/number-words.ts";
import { Definition } from "./chart/chart-frame";

/** What a number is of: the address of its list or its parameters; `label` tells several apart. */
export interface NumberScope {
  label?: string;
  of: string | URLSearchParams;
}

interface NumberDefinitionProps {
  id: NumberId;
  scopes: readonly NumberScope[];
}

/** The ⓘ beside a number: its definition, and the way to its whole explanation. */
export function NumberExplained({ of, ...definition }: NumberDefinitionProps & { /** The number's name where it stands. */ of?: string }) {
  return (
    <Definition of={of ?? numberWords[definition.id].title}>
      <NumberDefinition {...definition} />
    </Definition>
  );
}

/** A number's definition and the links to its explanation, for a place that has an ⓘ of its own. */
export function NumberDefinition({ id, scopes }: NumberDefinitionProps) {
  const { title, words } = numberWords[id];
  return (
    <>
      <p>{words}</p>
      <ul className="mt-2 flex flex-col gap-1">
        {scopes.map(({ label, of }) => (
          <li key={explainHref(id, of)}>
            <Link to={explainHref(id, of)} discover="none" className="link pointer-coarse:inline-block pointer-coarse:py-1.5">
              Explain {label ? `${title.replace(/^./, (first) => first.toLowerCase())}, ${label}` : "this number"}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
