import { useFetcher, useLocation } from "@remix-run/react";
import { Check, Monitor, Moon, Sun } from "lucide-react";
import { useEffect, useState } from "react";
import type { Theme } from "~/http/theme";
import { cn } from "../ui/cn";
import { Disclosure } from "../ui/disclosure";
import { iconSummaryClass } from "./top-bar-style";

const choices = [
  { theme: "light", label: "Light", icon: Sun },
  { theme: "dark", label: "Dark", icon: Moon },
  { theme: "system", label: "System", icon: Monitor },
] as const;

/** Light, dark or the machine's own. */
export function ThemeSwitch({ theme }: { theme: Theme }) {
  const fetcher = useFetcher({ key: "theme" });
  const { pathname, search } = useLocation();
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  const Icon = choices.find((choice) => choice.theme === theme)?.icon ?? Monitor;
  return (
    <Disclosure
      align="end"
      label="Theme"
      summaryClassName={iconSummaryClass}
      panelClassName="sm:min-w-36 p-1"
      summary={
        <>
          <Icon aria-hidden="true" className="size-4" />
          <span className="sr-only">Theme: {theme}</span>
        </>
      }
    >
      <fetcher.Form method="post" action="/theme" className="flex flex-col">
        {/* Without scripts the answer must be a page: the one that we came from. */}
        {scripted ? null : <input type="hidden" name="back" value={pathname + search} />}
        {choices.map(({ theme: value, label, icon: ChoiceIcon }) => (
          <button
            key={value}
            type="submit"
            name="theme"
            value={value}
            aria-pressed={theme === value}
            className="flex h-8 items-center gap-2 rounded-sm px-2 text-left hover:bg-sunken pointer-coarse:h-11"
          >
            <ChoiceIcon aria-hidden="true" className="size-4 text-muted" />
            <span className="flex-1">{label}</span>
            <Check aria-hidden="true" className={cn("size-4 text-accent-text", theme !== value && "invisible")} />
          </button>
        ))}
      </fetcher.Form>
    </Disclosure>
  );
}
