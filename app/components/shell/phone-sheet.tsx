import { Sheet, SheetContent, SheetDescription, SheetTitle } from "../ui/sheet";
import type { NavGroup } from "./nav";
import { RailNav } from "./rail";

interface PhoneSheetProps {
  nav: NavGroup[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Where the focus goes then. */
  onClosed: () => void;
}

/** The areas at the side of a phone's window. */
export function PhoneSheet({ nav, open, onOpenChange, onClosed }: PhoneSheetProps) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange}>
      <SheetContent
        side="left"
        className="w-72 gap-4 p-3"
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          onClosed();
        }}
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest("a")) onOpenChange(false);
        }}
      >
        <SheetTitle className="px-2 pt-1">Purser</SheetTitle>
        <SheetDescription className="sr-only">The areas that you may open.</SheetDescription>
        <RailNav nav={nav} />
      </SheetContent>
    </Sheet>
  );
}
