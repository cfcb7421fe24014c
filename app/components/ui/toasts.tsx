import { CircleAlert, CircleCheck } from "lucide-react";
import { type CSSProperties, useEffect } from "react";
import { toast as show, Toaster } from "sonner";

const colours = {
  "--normal-bg": "var(--color-raised)",
  "--normal-border": "var(--color-line)",
  "--normal-text": "var(--color-ink)",
  "--border-radius": "var(--radius-lg)",
} as CSSProperties;

export interface ToastsProps {
  theme: "light" | "dark" | "system";
  /** The sentence that this request brought, and the request's id: each is shown once. */
  toast: { title: string; tone: "success" | "error" } | null;
  requestId: string | undefined;
}

/** The corner where sentences about what has just been done appear; drawn once, by the root. */
export function Toasts({ theme, toast, requestId }: ToastsProps) {
  // After the corner's own effects: it hears only what is said once it is there.
  useEffect(() => {
    if (toast) show[toast.tone](toast.title, { id: requestId });
  }, [toast, requestId]);
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
