import { CircleAlert, CircleCheck } from "lucide-react";
import type { CSSProperties } from "react";
import { Toaster } from "sonner";

const colours = {
  "--normal-bg": "var(--color-raised)",
  "--normal-border": "var(--color-line)",
  "--normal-text": "var(--color-ink)",
  "--border-radius": "var(--radius-lg)",
} as CSSProperties;

/** The corner where sentences about what has just been done appear; drawn once, by the root. */
export function Toasts({ theme }: { theme: "light" | "dark" | "system" }) {
  return (
    <Toaster
      theme={theme}
      position="bottom-right"
      closeButton
      style={colours}
      className="no-print"
      icons={{
        success: <CircleCheck aria-hidden="true" className="size-4 text-green" />,
        error: <CircleAlert aria-hidden="true" className="size-4 text-red" />,
      }}
      toastOptions={{ duration: 6000, className: "font-sans" }}
    />
  );
}
