import { Form } from "@remix-run/react";
import { Clock, Keyboard, LogOut } from "lucide-react";
import { statusLabel } from "~lib/status-labels.ts";
import { Badge } from "../ui/badge";
import { Disclosure } from "../ui/disclosure";

export interface Person {
  name: string;
  email: string;
  roles: string[];
}

export interface PersonMenuProps {
  staff: Person;
  zone: string;
  onShowKeys: () => void;
}

/** Who is signed in, as what, and the way out. */
export function PersonMenu({ staff, zone, onShowKeys }: PersonMenuProps) {
  return (
    <Disclosure
      align="end"
      label="Your account"
      summaryClassName="grid size-8 place-items-center rounded-full hover:bg-sunken pointer-coarse:size-10"
      panelClassName="sm:w-64 p-1"
      summary={
        <>
          <span
            aria-hidden="true"
            className="grid size-6 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-text uppercase"
          >
            {initials(staff)}
          </span>
          <span className="sr-only">Account of {staff.name || staff.email}</span>
        </>
      }
    >
      <div className="px-2 py-1.5">
        <p className="truncate font-medium" title={staff.name}>
          {staff.name}
        </p>
        <p className="truncate text-muted" title={staff.email}>
          {staff.email}
        </p>
        <p className="mt-1.5 flex flex-wrap gap-1">
          {staff.roles.map((role) => (
            <Badge key={role}>{statusLabel("role", role)}</Badge>
          ))}
        </p>
      </div>
      <div className="my-1 h-px bg-line" />
      <p className="flex h-8 items-center gap-2 px-2 text-muted md:hidden">
        <Clock aria-hidden="true" className="size-4" />
        Times are in {zone}
      </p>
      <button
        type="button"
        onClick={onShowKeys}
        className="needs-scripts flex h-8 w-full items-center gap-2 rounded-sm px-2 text-left hover:bg-sunken max-md:hidden"
      >
        <Keyboard aria-hidden="true" className="size-4 text-muted" />
        Keyboard shortcuts
      </button>
      <Form method="post" action="/sign-out" reloadDocument>
        <button type="submit" className="flex h-8 w-full items-center gap-2 rounded-sm px-2 text-left hover:bg-sunken pointer-coarse:h-11">
          <LogOut aria-hidden="true" className="size-4 text-muted" />
          Sign out
        </button>
      </Form>
    </Disclosure>
  );
}

function initials({ name, email }: Person): string {
  const words = (name.trim() || email).split(/\s+/);
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return `${[...(words[0] ?? "")][0] ?? "?"}${last ? ([...last][0] ?? "") : ""}`;
}
