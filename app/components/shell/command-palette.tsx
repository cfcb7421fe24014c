import { useFetcher, useNavigate, useSubmit } from "@remix-run/react";
import { Command } from "cmdk";
import { Keyboard, LogOut, type LucideIcon, Monitor, Moon, Search, Sun } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { cn } from "../ui/cn";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "../ui/dialog";
import { Kbd } from "../ui/kbd";
import { goKey, type NavGroup, navIcon, searchableItems } from "./nav";

export interface CommandPaletteProps {
  nav: NavGroup[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onShowKeys: () => void;
}

/** ⌘K: type a page, an action, or what you look for; the lists are then searched for it. */
export function CommandPalette({ nav, open, onOpenChange, onShowKeys }: CommandPaletteProps) {
  const [text, setText] = useState("");
  const navigate = useNavigate();
  const submit = useSubmit();
  const theme = useFetcher({ key: "theme" });
  useEffect(() => {
    if (!open) setText("");
  }, [open]);

  const query = text.trim();
  const matches = (label: string) => label.toLowerCase().includes(query.toLowerCase());
  const run = (action: () => void) => () => {
    onOpenChange(false);
    action();
  };
  const pages = nav.flatMap((group) => group.items).filter((item) => matches(item.label));
  const storeTheme = (value: string) => () => theme.submit({ theme: value }, { method: "post", action: "/theme" });
  const actions: { label: string; icon: LucideIcon; run: () => void }[] = [
    { label: "Light theme", icon: Sun, run: storeTheme("light") },
    { label: "Dark theme", icon: Moon, run: storeTheme("dark") },
    { label: "Theme of the system", icon: Monitor, run: storeTheme("system") },
    { label: "Show all keyboard shortcuts", icon: Keyboard, run: onShowKeys },
    { label: "Sign out", icon: LogOut, run: () => submit(null, { method: "post", action: "/sign-out" }) },
  ].filter((action) => matches(action.label));
  const areas = query ? byLikelihood(searchableItems(nav), query) : [];

  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent className="gap-0 p-0 max-w-xl overflow-hidden">
        <DialogTitle className="sr-only">Search</DialogTitle>
        <DialogDescription className="sr-only">
          Type the name of a page or an action, or a name, e-mail or id to look for.
        </DialogDescription>
        <Command shouldFilter={false} loop label="Search" className="flex min-h-0 flex-col">
          <div className="flex items-center gap-2.5 border-b border-line pr-12 pl-4">
            <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder="Go to a page, or search for a name, e-mail or id"
              className="h-12 w-full min-w-0 bg-transparent text-base outline-none"
            />
          </div>
          <Command.List className="max-h-[52vh] overflow-y-auto p-1.5">
            <Command.Empty className="px-3 py-6 text-center text-muted">Nothing here is called that.</Command.Empty>
            {pages.length > 0 ? (
              <Command.Group heading="Go to" className={groupClass}>
                {pages.map((item) => (
                  <Item key={item.to} id={item.to} icon={navIcon(item.icon)} keys={goKey(item)} onSelect={run(() => navigate(item.to))}>
                    {item.label}
                  </Item>
                ))}
              </Command.Group>
            ) : null}
            {areas.length > 0 ? (
              <Command.Group heading="Search" className={groupClass}>
                {areas.map((item) => (
                  <Item
                    key={item.to}
                    id={`search ${item.to}`}
                    icon={Search}
                    onSelect={run(() => navigate(`${item.to}?${new URLSearchParams({ q: query })}`))}
                  >
                    Search {item.label.toLowerCase()} for “{query}”
                  </Item>
                ))}
              </Command.Group>
            ) : null}
            {actions.length > 0 ? (
              <Command.Group heading="Do" className={groupClass}>
                {actions.map((action) => (
                  <Item key={action.label} id={action.label} icon={action.icon} onSelect={run(action.run)}>
                    {action.label}
                  </Item>
                ))}
              </Command.Group>
            ) : null}
          </Command.List>
        </Command>
      </DialogContent>
    </Dialog>
  );
}

const groupClass =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted";

interface ItemProps {
  id: string;
  icon: LucideIcon;
  keys?: string;
  onSelect: () => void;
  children: ReactNode;
}

function Item({ id, icon: Icon, keys, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={id}
      onSelect={onSelect}
      className={cn("flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-sunken pointer-coarse:h-11")}
    >
      <Icon aria-hidden="true" className="size-4 shrink-0 text-muted" strokeWidth={1.75} />
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys ? (
        <span aria-hidden="true" className="flex gap-1 max-sm:hidden">
          <Kbd>g</Kbd>
          <Kbd>{keys}</Kbd>
        </span>
      ) : null}
    </Command.Item>
  );
}

/** The area that the text most looks like comes first: an id knows where it lives. */
function byLikelihood<T extends { to: string }>(items: T[], query: string): T[] {
  const likely = /^pay_/i.test(query)
    ? "/payments"
    : /^sub_/i.test(query)
      ? "/subscriptions"
      : /^[0-9a-f]{8}-/i.test(query)
        ? "/chats"
        : "/users";
  return [...items].sort((a, b) => Number(b.to === likely) - Number(a.to === likely));
}
