import { CopyButton } from "~/components/ui/copy-button";

/** An error as it was written. */
export function ErrorText({ label, error }: { label: string; error: string }) {
  return (
    <div className="min-w-0">
      <p className="flex items-center justify-between gap-2 text-xs font-medium text-muted">
        {label}
        <CopyButton text={error} label={`Copy: ${label}`} />
      </p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
        className="max-h-48 overflow-auto rounded-md bg-red-soft px-2.5 py-1.5 font-mono text-xs leading-5 whitespace-pre-wrap text-red [overflow-wrap:anywhere]"
      >
        {error.trim() === "" ? "(an empty text)" : error.toWellFormed()}
      </pre>
    </div>
  );
}
