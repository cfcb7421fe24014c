import { Printer } from "lucide-react";
import { Button } from "~/components/ui/button";

/** Opens the browser's own print dialog; without scripts the browser's menu does. */
export function PrintButton() {
  return (
    <Button type="button" className="needs-scripts" onClick={() => window.print()}>
      <Printer aria-hidden="true" />
      Print
    </Button>
  );
}
