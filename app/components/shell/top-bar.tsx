import { Clock, Menu, PanelLeftClose, PanelLeftOpen, Search } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { Theme } from "~/http/theme";
import { useRootData } from "~/http/use-root-data";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Kbd } from "../ui/kbd";
import { Tooltip } from "../ui/tooltip";
import type { NavGroup } from "./nav";
import { type Person, PersonMenu } from "./person-menu";
import { ThemeSwitch } from "./theme-switch";

export interface TopBarProps {
  staff: Person;
  nav: NavGroup[];
  zone: string;
  theme: Theme;
  folded: boolean;
  onFold: () => void;
  onSearch: () => void;
  onShowKeys: () => void;
}

/** Search, the reporting time zone, the theme and the signed-in person; on a phone also the way to the areas. */
export function TopBar({ staff, nav, zone, theme, folded, onFold, onSearch, onShowKeys }: TopBarProps) {
  const commandKey = useCommandKeyName();
  const foldLabel = folded ? "Unfold the sidebar" : "Fold the sidebar";
  const FoldIcon = folded ? PanelLeftOpen : PanelLeftClose;
  return (
    <header className="no-print sticky top-0 z-30 flex h-12 shrink-0 items-center gap-1.5 border-b border-line bg-canvas px-3 sm:px-4">
      <PhoneNav nav={nav} />
      <Tooltip label={foldLabel}>
        <Button
          variant="ghost"
          size="icon"
          type="button"
          aria-label={foldLabel}
          onClick={onFold}
          className="needs-scripts -ml-2 max-md:hidden"
        >
          <FoldIcon aria-hidden="true" />
        </Button>
      </Tooltip>
      <button
        type="button"
        onClick={onSearch}
        className="needs-scripts flex h-8 min-w-0 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-muted hover:border-control hover:text-ink max-sm:flex-1 sm:w-72 pointer-coarse:h-10"
      >
        <Search aria-hidden="true" className="size-4 shrink-0" />
        <span className="flex-1 truncate text-left">Search</span>
        <span aria-hidden="true" className="flex gap-1 max-sm:hidden">
          <Kbd>{commandKey}</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      <div className="ml-auto flex items-center gap-1">
        <ReadOnlyBadge />
        <span
          title={`All times and days are those of ${zone}`}
          className="mr-1 flex items-center gap-1.5 text-xs whitespace-nowrap text-muted max-md:hidden"
        >
          <Clock aria-hidden="true" className="size-3.5" />
          <span className="sr-only">Reporting time zone: </span>
          {zone}
        </span>
        <ThemeSwitch theme={theme} />
        <PersonMenu staff={staff} zone={zone} onShowKeys={onShowKeys} />
      </div>
    </header>
  );
}

/** Says why on hover and to a screen reader; each refusal says it too. */
function ReadOnlyBadge() {
  const why = useRootData()?.readOnly;
  if (!why) return null;
  return (
    <Badge tone="amber" title={`Nothing can be changed: ${why}`} className="mr-1">
      Read-only<span className="sr-only">, because {why}</span>
    </Badge>
  );
}

function useCommandKeyName(): string {
  const [name, setName] = useState("⌘");
  useEffect(() => {
    if (!/mac|iphone|ipad/i.test(navigator.userAgent)) setName("Ctrl");
  }, []);
  return name;
}

const PhoneSheet = lazy(() => import("./phone-sheet").then((module) => ({ default: module.PhoneSheet })));

function PhoneNav({ nav }: { nav: NavGroup[] }) {
  const [open, setOpen] = useState(false);
  const [been, setBeen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        variant="ghost"
        size="icon"
        type="button"
        aria-label="Open the areas"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => {
          setBeen(true);
          setOpen(true);
        }}
        className="needs-scripts -ml-1 md:hidden"
      >
        <Menu aria-hidden="true" />
      </Button>
      {been ? (
        <Suspense>
          <PhoneSheet nav={nav} open={open} onOpenChange={setOpen} onClosed={() => button.current?.focus()} />
        </Suspense>
      ) : null}
    </>
  );
}
