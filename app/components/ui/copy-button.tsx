import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { announce } from "./announce";
import { cn } from "./cn";

export interface CopyButtonProps {
  /** Or a function, for what is dear to make. */
  text: string | (() => string);
  /** What is copied, in the button's name: "Copy payment id". */
  label: string;
  /** Shown beside the icon. */
  children?: ReactNode;
  className?: string;
}

/** Copies text with one click, shows a tick and says so. */
export function CopyButton({ text, label, children, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = window.setTimeout(() => setCopied(false), 1500);
    return () => window.clearTimeout(timer);
  }, [copied]);

  async function copy() {
    const done = await copyText(typeof text === "function" ? text() : text);
    setCopied(done);
    announce(done ? "Copied" : "The browser did not allow copying");
  }

  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={copy}
      className={cn(
        "needs-scripts relative z-10 inline-flex min-h-6 min-w-6 shrink-0 items-center justify-center gap-1 rounded-sm text-xs text-muted hover:bg-sunken hover:text-ink",
        className,
      )}
    >
      {copied ? <Check aria-hidden="true" className="size-3.5 text-green" /> : <Copy aria-hidden="true" className="size-3.5" />}
      {children}
    </button>
  );
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without https the clipboard is out of reach; the old way still works there.
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    field.style.opacity = "0";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
