/** What a class sets: names of properties, or of their parts where classes set parts. */
type Slots = readonly string[];

const each = (name: string, parts: string): Slots => [...parts].map((part) => name + part);

/** The sides, corners and axes that the end of a name stands for; "" for all of them. */
const sides: Readonly<Record<string, string>> = { "": "trbl", x: "rl", y: "tb", t: "t", r: "r", b: "b", l: "l" };
const corners: Readonly<Record<string, string>> = { "": "1234", t: "12", r: "23", b: "34", l: "41" };
const axes: Readonly<Record<string, string>> = { "": "xy", x: "x", y: "y" };

/** The first that fits says what a class sets; given the match and the end that it found. */
const kinds: readonly (readonly [RegExp, Slots | ((end: string, match: string) => Slots)])[] = [
  [/^(?:block|inline|inline-block|flex|inline-flex|grid|table|contents|hidden)$/, ["display"]],
  [/^(?:fixed|absolute|relative|sticky)$/, ["position"]],
  [/^(?:not-)?sr-only$/, ["sr"]],
  [/^(?:truncate|text-ellipsis)$/, ["ellipsis"]],
  [/^break-(?:words|all)$/, ["break"]],
  [/^p([xytrbl]?)-/, (end) => each("p", sides[end]!)],
  [/^-?m([xytrbl]?)-/, (end) => each("m", sides[end]!)],
  [/^inset(?:-([xy]))?-/, (end) => each("inset", sides[end]!)],
  [/^(t)op-|^(r)ight-|^(b)ottom-|^(l)eft-/, (end) => each("inset", end)],
  [/^gap(?:-([xy]))?-/, (end) => each("gap", axes[end]!)],
  [/^overflow(?:-([xy]))?-/, (end) => each("overflow", axes[end]!)],
  [/^-?translate-([xy])-/, (end) => each("translate", end)],
  [/^size-/, ["w-", "h-"]],
  [/^rounded(?:-([trbl])(?![a-z]))?(?:-|$)/, (end) => each("rounded", corners[end]!)],
  [/^border(?:-([trbl]))?(?:-\d)?$/, (end) => each("border", sides[end]!)],
  [/^border-(?:collapse|dashed)$/, []],
  [/^text-(?:left|center|right)$/, ["align"]],
  [/^text-(?:xs|sm|base|lg|\d?xl|\[[\d.]+rem\])$/, ["font size", "leading-"]],
  [/^font-(?:normal|medium|semibold)$/, ["weight"]],
  [/^flex-(?:row|col)$/, ["direction"]],
  [/^flex-1$/, ["shrink-", "basis-"]],
  [/^line-clamp-/, ["clamp", "display", "overflowx", "overflowy"]],
  [/^outline-\d$/, ["outline width"]],
  [/^-?outline-offset-/, ["outline offset"]],
  [/^decoration-(?:solid|dotted)$/, ["line style"]],
  [/^ring(?:-\d)?$/, ["ring"]],
  [/^ring-inset$/, []],
  [/^shadow(?:-\[|$)/, ["shadow"]],
  [/^(?:(?:min-|max-)?[wh]|text|border|bg|font|leading|whitespace|align|items|self|justify-self|justify|list|ring|decoration)-/, byName],
  [/^(?:z|opacity|cursor|transition|duration|scroll-mt|underline-offset|grid-cols|col-span|col-start|columns|fill|shrink|basis)-/, byName],
  [/^\[[a-z-]+:/, byName],
];

function byName(_end: string, match: string): Slots {
  return [match];
}

/** What a Tailwind class sets, without its variants; nothing for a class that no other one replaces. */
export function slotsOf(name: string): Slots {
  for (const [pattern, slots] of kinds) {
    const match = pattern.exec(name);
    if (match) return typeof slots === "function" ? slots(match.slice(1).find(Boolean) ?? "", match[0]) : slots;
  }
  return [];
}
