import {
  Activity,
  BadgeCheck,
  ChartColumn,
  ChartLine,
  CreditCard,
  FileDown,
  Gauge,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  MessageSquare,
  MessagesSquare,
  Repeat,
  ScrollText,
  ShieldCheck,
  Sigma,
  Siren,
  Tags,
  Unlink,
  Users,
  Wrench,
} from "lucide-react";

export interface NavItem {
  to: string;
  label: string;
  /** A name from `navIcons`; an unknown one gets a plain mark. */
  icon: string;
  /** Paths that count as this area, when they do not begin with `to`. */
  match?: string;
}

/** Areas under a heading of their own; the first group has none. */
export interface NavGroup {
  label: string | null;
  items: NavItem[];
}

const navIcons: Record<string, LucideIcon> = {
  overview: LayoutDashboard,
  users: Users,
  chats: MessagesSquare,
  tags: Tags,
  messages: MessageSquare,
  "tool-calls": Wrench,
  usage: Gauge,
  subscriptions: Repeat,
  payments: CreditCard,
  "money-report": ChartColumn,
  "subscription-report": ChartLine,
  entitlements: BadgeCheck,
  unlinked: Unlink,
  suspicious: Siren,
  exports: FileDown,
  numbers: Sigma,
  tokens: KeyRound,
  audit: ScrollText,
  database: Activity,
  staff: ShieldCheck,
};

export function navIcon(name: string): LucideIcon {
  return navIcons[name] ?? Activity;
}

/** The item in whose area the page lies. An address with a query (a filtered list) goes before the whole list. */
export function currentItem(nav: NavGroup[], { pathname, search }: { pathname: string; search: string }): NavItem | undefined {
  const items = nav.flatMap((group) => group.items);
  const filtered = items.find(({ to }) => {
    const [path, query] = to.split("?");
    return query !== undefined && path === pathname && `?${query}` === search;
  });
  return (
    filtered ??
    items.find(({ to, match = to }) => !match.includes("?") && (match === pathname || (match !== "/" && pathname.startsWith(`${match}/`))))
  );
}

/** The second key after `g`, by the item's icon name, which is its area's. */
const goKeys: Record<string, string> = {
  overview: "o",
  users: "u",
  chats: "c",
  tags: "l",
  messages: "m",
  "tool-calls": "t",
  usage: "e",
  subscriptions: "s",
  payments: "p",
  "money-report": "r",
  "subscription-report": "b",
  entitlements: "v",
  unlinked: "i",
  suspicious: "x",
  exports: "d",
  numbers: "n",
  tokens: "k",
  audit: "a",
  database: "w",
  staff: "f",
};

export function goKey(item: NavItem): string | undefined {
  return goKeys[item.icon];
}

/** Lists that have a search field, in the order in which they are offered. */
const searchable = ["/users", "/payments", "/subscriptions", "/chats", "/messages", "/tool-calls", "/usage"];

/** Areas of the navigation whose list can be searched with `?q=`. */
export function searchableItems(nav: NavGroup[]): NavItem[] {
  const items = nav.flatMap((group) => group.items);
  return searchable.flatMap((to) => items.filter((item) => item.to === to));
}
