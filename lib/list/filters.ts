import { parseDay } from "./day.ts";
import { isFoundAtWords } from "./found-at-words.ts";

/**
 * One filter of a list: how its value is read from a URL, said again as one, and put into words. `parse` never throws: what it cannot
 * read is no filter. Safe in a browser.
 */
export interface Filter<Value> {
  readonly kind: "choice" | "values" | "yes-no" | "days" | "amounts" | "counts" | "at-least" | "text";
  readonly label: string;
  /** The closed set that a person can pick from; undefined where anything can be typed or the database knows the values. */
  readonly options?: readonly { value: string; label: string }[];
  /** Behind a number: "seconds", "messages". */
  readonly unit?: string;
  /** Not offered in the filter menu: it comes only from links, and shows as a chip. */
  readonly linkOnly?: boolean;
  /** Chosen by tabs above the list: it is neither offered nor a chip, and stays when search and filters are cleared. */
  readonly tab?: boolean;
  parse(params: URLSearchParams, name: string): Value | undefined;
  /** Parameter names and values, in a fixed order. */
  format(value: Value, name: string): [string, string][];
  /** What a chip says behind the label, such as "is failed or timeout"; `nameOf` gives values their names. */
  describe(value: Value, nameOf: (value: string) => string): { operator: string; value: string };
}

/** As many as the largest page has rows, so that a selection of a whole page fits. */
const MAX_VALUES = 200;
const MAX_TEXT = 200;

/** Text as it may be sent to PostgreSQL: trimmed, of bounded length, without NUL, which its text cannot hold. */
export function cleanText(text: string): string {
  return text.replaceAll("\0", "").trim().slice(0, MAX_TEXT).trim().toWellFormed();
}

function orList(values: readonly string[]): string {
  if (values.length > 3) return `${values.length} values`;
  return values.length < 2 ? (values[0] ?? "") : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}

function multiple<Value extends string>(accepts: (text: string) => text is Value): Pick<Filter<readonly Value[]>, "parse" | "format"> {
  return {
    parse(params, name) {
      const values = [...new Set(params.getAll(name).map(cleanText))].filter(accepts).slice(0, MAX_VALUES);
      return values.length > 0 ? values : undefined;
    },
    format: (values, name) => values.map((value) => [name, value]),
  };
}

/** One or more of a closed set. */
export function choice<const Value extends string>(
  label: string,
  values: readonly Value[],
  labelOf: (value: Value) => string = (value) => value,
): Filter<readonly Value[]> {
  const known = new Set<string>(values);
  return {
    kind: "choice",
    label,
    options: values.map((value) => ({ value, label: labelOf(value) })),
    ...multiple((text): text is Value => known.has(text)),
    describe: (chosen) => ({ operator: "is", value: orList(chosen.map(labelOf)) }),
  };
}

/** One or more of an open set, such as the statuses that a webhook wrote: the database knows which there are. */
export function values(label: string, options: { linkOnly?: boolean } = {}): Filter<readonly string[]> {
  return {
    kind: "values",
    label,
    ...options,
    ...multiple((text): text is string => text !== ""),
    describe: (chosen, nameOf) => ({ operator: "is", value: orList(chosen.map(nameOf)) }),
  };
}

/** Yes or no. */
export function yesNo(label: string, words: { yes: string; no: string } = { yes: "yes", no: "no" }): Filter<boolean> {
  return {
    kind: "yes-no",
    label,
    options: [
      { value: "yes", label: words.yes },
      { value: "no", label: words.no },
    ],
    parse(params, name) {
      const text = params.get(name);
      return text === "yes" ? true : text === "no" ? false : undefined;
    },
    format: (value, name) => [[name, value ? "yes" : "no"]],
    describe: (value) => ({ operator: "is", value: value ? words.yes : words.no }),
  };
}

/** A part of a text, in any case; see `isFoundAtWords` for a short one. */
export function text(label: string): Filter<string> {
  return {
    kind: "text",
    label,
    parse: (params, name) => cleanText(params.get(name) ?? "") || undefined,
    format: (value, name) => [[name, value]],
    describe: (value) => ({ operator: isFoundAtWords(value) ? "has a word that begins with" : "contains", value: `“${value}”` }),
  };
}

/**
 * From and to. Each end is a day of the reporting zone (`2026-03-01`; both days count in whole) or an instant
 * (`2026-03-01T09:30:00.000Z`; from counts, to does not), which is how a chart links to a part of a day.
 */
export interface DayRange {
  readonly from?: string;
  readonly to?: string;
}

export function days(label: string): Filter<DayRange> {
  return {
    kind: "days",
    label,
    parse(params, name) {
      const from = parseDay(params.get(`${name}.from`));
      const to = parseDay(params.get(`${name}.to`));
      return from || to ? { ...(from && { from }), ...(to && { to }) } : undefined;
    },
    format: ({ from, to }, name) => rangeParams(name, "from", from, "to", to),
    describe({ from, to }) {
      if (from && to) return from === to ? { operator: "on", value: from } : { operator: "between", value: `${from} and ${to}` };
      return from ? { operator: "from", value: from } : { operator: "until", value: to! };
    },
  };
}

function rangeParams(name: string, low: string, from: string | undefined, high: string, to: string | undefined): [string, string][] {
  const params: [string, string][] = [];
  if (from !== undefined) params.push([`${name}.${low}`, from]);
  if (to !== undefined) params.push([`${name}.${high}`, to]);
  return params;
}

/** Amounts in whole currency units as typed ("12.50"): what that is in minor units depends on each row's currency. */
export interface AmountRange {
  readonly min?: string;
  readonly max?: string;
}

const parseAmount = (text: string | null): string | undefined => text?.trim().match(/^-?\d{1,12}(\.\d{1,4})?$/)?.[0];

export function amounts(label: string): Filter<AmountRange> {
  return {
    kind: "amounts",
    label,
    parse(params, name) {
      const min = parseAmount(params.get(`${name}.min`));
      const max = parseAmount(params.get(`${name}.max`));
      return min || max ? { ...(min && { min }), ...(max && { max }) } : undefined;
    },
    format: ({ min, max }, name) => rangeParams(name, "min", min, "max", max),
    describe: describeNumbers(""),
  };
}

/** Whole numbers, both ends counting. */
export interface CountRange {
  readonly min?: number;
  readonly max?: number;
}

/** A whole number that PostgreSQL's bigint and JavaScript both hold exactly. */
function parseCount(text: string | null): number | undefined {
  // "-0" is 0: there is no second zero in a link.
  return text && /^-?\d{1,15}$/.test(text.trim()) ? Number(text) || 0 : undefined;
}

function describeNumbers(unit: string) {
  return ({ min, max }: { min?: string | number; max?: string | number }) => {
    const behind = unit && ` ${unit}`;
    if (min !== undefined && max !== undefined) return { operator: "between", value: `${min} and ${max}${behind}` };
    return min !== undefined ? { operator: "at least", value: `${min}${behind}` } : { operator: "at most", value: `${max}${behind}` };
  };
}

export function counts(label: string, unit = ""): Filter<CountRange> {
  return {
    kind: "counts",
    label,
    unit,
    parse(params, name) {
      const min = parseCount(params.get(`${name}.min`));
      const max = parseCount(params.get(`${name}.max`));
      return min !== undefined || max !== undefined ? { ...(min !== undefined && { min }), ...(max !== undefined && { max }) } : undefined;
    },
    format: ({ min, max }, name) => rangeParams(name, "min", min?.toString(), "max", max?.toString()),
    describe: describeNumbers(unit),
  };
}

/** More than a number of `unit`. */
export function moreThan(label: string, unit: string): Filter<number> {
  return {
    kind: "at-least",
    label,
    unit,
    parse(params, name) {
      const count = parseCount(params.get(name));
      return count !== undefined && count >= 0 && count <= 1e12 ? count : undefined;
    },
    format: (value, name) => [[name, String(value)]],
    describe: (value) => ({ operator: "more than", value: `${value} ${unit}` }),
  };
}
