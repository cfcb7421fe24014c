import { Link, useLocation, useNavigate } from "@remix-run/react";
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import type { Theme } from "~/http/theme";
import { announce } from "../ui/announce";
import { cn } from "../ui/cn";
import { Mark } from "./mark";
import { goKey, type NavGroup } from "./nav";
import type { Person } from "./person-menu";
import { Progress } from "./progress";
import { RailNav } from "./rail";
import { TopBar } from "./top-bar";
import { useKeys } from "./use-keys";
import { useRail } from "./use-rail";

export type { NavGroup, NavItem } from "./nav";

// Dialogs come when the page has long been there, or with the key that opens one, whichever is first.
const loadPalette = () => import("./command-palette");
const loadKeySheet = () => import("./key-sheet");
const CommandPalette = lazy(() => loadPalette().then((module) => ({ default: module.CommandPalette })));
const KeySheet = lazy(() => loadKeySheet().then((module) => ({ default: module.KeySheet })));

/** Milliseconds after which what nobody has asked for yet is fetched. */
const LATER = 2_000;

export interface ShellProps {
  staff: Person;
  /** Only what this person may open. */
  nav: NavGroup[];
  /** The reporting time zone, an IANA name. */
  zone: string;
  theme: Theme;
  children: ReactNode;
}

/** The frame around every page for staff: areas on the left, the top bar, the page. */
export function Shell({ staff, nav, zone, theme, children }: ShellProps) {
  const [folded, toggleRail] = useRail();
  const [searching, setSearching] = useState(false);
  const [keysShown, setKeysShown] = useState(false);
  const navigate = useNavigate();
  const dialogs = { palette: useSinceFirst(searching), keys: useSinceFirst(keysShown) };
  useEffect(() => {
    // Without it the page works all the same; whoever presses the key while offline is told by the browser.
    const timer = window.setTimeout(() => void Promise.allSettled([loadPalette(), loadKeySheet()]), LATER);
    return () => window.clearTimeout(timer);
  }, []);
  useCommandKey(() => setSearching((open) => !open));
  useAnnouncedTitle();
  useKeys({
    "/": () => focusListSearch() || setSearching(true),
    "?": () => setKeysShown(true),
    ...Object.fromEntries(
      nav
        .flatMap((group) => group.items)
        .map((item) => [goKey(item), item.to] as const)
        .flatMap(([key, to]) => (key ? [[`g ${key}`, () => navigate(to)]] : [])),
    ),
  });

  return (
    <div className="flex min-h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="sr-only z-60 rounded-md bg-accent px-3 py-2 font-medium text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <Progress />
      <aside
        className={cn(
          "no-print shrink-0 border-line bg-canvas md:sticky md:top-0 md:flex md:h-dvh md:flex-col md:overflow-y-auto md:border-r",
          "max-md:hidden no-scripts:max-md:block no-scripts:max-md:border-b",
          folded ? "md:w-[3.25rem]" : "md:w-52",
        )}
      >
        <div className={cn("flex h-12 shrink-0 items-center", folded ? "justify-center" : "px-3.5")}>
          <Link to="/" className="flex items-center gap-2 rounded-md font-semibold">
            <Mark className="size-5" />
            <span className={cn(folded && "sr-only")}>Purser</span>
          </Link>
        </div>
        <div className={cn("px-2 py-2", folded && "flex flex-col items-center")}>
          <RailNav nav={nav} folded={folded} />
        </div>
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar
          staff={staff}
          nav={nav}
          zone={zone}
          theme={theme}
          folded={folded}
          onFold={toggleRail}
          onSearch={() => setSearching(true)}
          onShowKeys={() => setKeysShown(true)}
        />
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none">
          {children}
          <p className="hidden px-6 pb-4 text-xs text-muted print:block">Purser · all times and days are those of {zone}</p>
        </main>
      </div>
      {/* Not boundaries around nothing: the server would send them, and one that is not hydrated yet when the frame changes is an error. */}
      {dialogs.palette ? (
        <Suspense>
          <CommandPalette nav={nav} open={searching} onOpenChange={setSearching} onShowKeys={() => setKeysShown(true)} />
        </Suspense>
      ) : null}
      {dialogs.keys ? (
        <Suspense>
          <KeySheet nav={nav} open={keysShown} onOpenChange={setKeysShown} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** True from the first time that it was: a dialog that has been open stays drawn, so that it can close as it opened. */
function useSinceFirst(open: boolean): boolean {
  const [been, setBeen] = useState(open);
  if (open && !been) setBeen(true);
  return been;
}

function useCommandKey(toggle: () => void) {
  const current = useRef(toggle);
  current.current = toggle;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      current.current();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** A page that changes without loading says nothing to a screen reader: its title is spoken instead. */
function useAnnouncedTitle() {
  const { pathname } = useLocation();
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current === pathname) return;
    previous.current = pathname;
    announce(document.title);
  }, [pathname]);
}

function focusListSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]');
  field?.focus();
  field?.select();
  return field !== null;
}
