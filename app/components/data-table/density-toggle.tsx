import { Rows2, Rows4 } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../ui/button";

export const DENSITY_COOKIE = "purser_density";

/** Rows closer together or further apart, on every list; the browser keeps the choice in a cookie, so that no page jumps at its start. */
export function DensityToggle() {
  const [compact, setCompact] = useState(false);
  useEffect(() => setCompact(document.documentElement.dataset.density === "compact"), []);
  function toggle() {
    const next = compact ? "comfortable" : "compact";
    document.documentElement.dataset.density = next;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that is supported
    document.cookie = `${DENSITY_COOKIE}=${next}; Path=/; Max-Age=31536000; SameSite=Lax`;
    setCompact(!compact);
  }
  return (
    <Button
      type="button"
      size="icon"
      aria-pressed={compact}
      aria-label="Compact rows"
      title="Compact rows"
      onClick={toggle}
      className="max-sm:hidden no-scripts:hidden"
    >
      {compact ? <Rows4 aria-hidden="true" /> : <Rows2 aria-hidden="true" />}
    </Button>
  );
}
