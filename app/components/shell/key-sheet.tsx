import { useState } from "react";
import { Checkbox } from "../ui/checkbox";
import { Kbd } from "../ui/kbd";
import { Sheet, SheetContent, SheetDescription, SheetTitle } from "../ui/sheet";
import { goKey, type NavGroup } from "./nav";
import { setSingleKeys, singleKeysEnabled } from "./use-keys";

const anywhere: [string[], string][] = [
  [["⌘ K", "Ctrl K"], "Search and go anywhere"],
  [["/"], "Search this list"],
  [["?"], "Show these keys"],
];
const inLists: [string[], string][] = [
  [["j"], "Next row"],
  [["k"], "Previous row"],
  [["enter"], "Open the row"],
  [["x"], "Select the row"],
  [["f"], "Filter"],
];

const inChats: [string[], string][] = [
  [["f"], "Find in the chat"],
  [["n"], "Next match"],
  [["p"], "Previous match"],
];

export interface KeySheetProps {
  nav: NavGroup[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** All keys on one sheet, and the switch that turns the single ones off. */
export function KeySheet({ nav, open, onOpenChange }: KeySheetProps) {
  const go = nav
    .flatMap((group) => group.items)
    .flatMap((item): [string[], string][] => {
      const key = goKey(item);
      return key ? [[[`g ${key}`], item.label]] : [];
    });
  return (
    <Sheet open={open} onOpenChange={onOpenChange}>
      <SheetContent
        onOpenAutoFocus={(event) => {
          // The first thing to focus is the switch at the very end: the sheet is for reading, so it begins at its top.
          event.preventDefault();
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
        }}
      >
        <SheetTitle>Keyboard shortcuts</SheetTitle>
        <SheetDescription className="sr-only">
          Keys that work on every page, in lists, in a chat, and for going to an area.
        </SheetDescription>
        <Keys title="Everywhere" keys={anywhere} />
        <Keys title="In lists" keys={inLists} />
        <Keys title="In a chat" keys={inChats} />
        <Keys title="Go to" keys={go} />
        <SingleKeySwitch />
      </SheetContent>
    </Sheet>
  );
}

function Keys({ title, keys }: { title: string; keys: [string[], string][] }) {
  return (
    <section>
      <h3 className="mb-1 text-xs text-muted">{title}</h3>
      <dl className="flex flex-col">
        {keys.map(([combinations, what]) => (
          <div key={what} className="flex items-center justify-between gap-4 py-1">
            <dt>{what}</dt>
            <dd className="flex gap-2">
              {combinations.map((combination, index) => (
                <span key={combination} className="flex items-center gap-1">
                  {index > 0 ? <span className="mr-1 text-xs text-muted">or</span> : null}
                  {combination.split(" ").map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function SingleKeySwitch() {
  const [enabled, setEnabled] = useState(singleKeysEnabled);
  return (
    <label htmlFor="single-keys" className="mt-2 flex items-start gap-2 border-t border-line pt-3">
      <Checkbox
        id="single-keys"
        className="mt-0.5"
        checked={enabled}
        onChange={(event) => {
          setSingleKeys(event.target.checked);
          setEnabled(event.target.checked);
        }}
      />
      <span>
        Use keys without ⌘ or Ctrl
        <span className="block text-xs text-muted">Kept in this browser. Switch off if you dictate, or if keys get in your way.</span>
      </span>
    </label>
  );
}
