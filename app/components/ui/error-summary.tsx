import { CircleAlert } from "lucide-react";
import { type MouseEvent, useEffect, useRef } from "react";

export interface ErrorSummaryProps {
  /** Errors without `fieldId` are about the form as a whole. */
  errors: { fieldId?: string; message: string }[];
  title?: string;
}

/** All errors of a form at its top, each linking to its field. Focus moves here when they appear or change. Nothing when there are none. */
export function ErrorSummary({ errors, title }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const told = errors.map((error) => error.message).join("\n");
  useEffect(() => {
    if (told) box.current?.focus();
  }, [told]);
  if (errors.length === 0) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: before scripts run, this is what moves the focus to the errors
      autoFocus
      className="max-w-xl rounded-md border border-red-solid bg-red-soft px-3 py-2.5 text-red"
    >
      <p className="flex items-center gap-2 font-medium">
        <CircleAlert aria-hidden="true" className="size-4 shrink-0" />
        {title ??
          (errors.length === 1
            ? "Nothing was saved. One thing needs your attention:"
            : `Nothing was saved. ${errors.length} things need your attention:`)}
      </p>
      <ul className="mt-1 ml-6 list-disc pl-4">
        {errors.map(({ fieldId, message }) => (
          <li key={`${fieldId}:${message}`}>
            {fieldId ? (
              <a href={`#${fieldId}`} onClick={(event) => focusField(event, fieldId)} className="underline underline-offset-2">
                {message}
              </a>
            ) : (
              message
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

// Following the link itself would write the fragment into the URL and ask "leave this page?" where changes are unsaved.
function focusField(event: MouseEvent, fieldId: string) {
  const field = document.getElementById(fieldId);
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.scrollIntoView({ block: "center" });
}
