import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

export interface FieldControlProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

export interface FieldProps {
  /** The control's id; also what `ErrorSummary` links to. */
  id: string;
  label: ReactNode;
  help?: ReactNode;
  errors?: string[];
  className?: string;
  /** Draws the control with the props that tie label, help and errors to it. */
  children: (control: FieldControlProps) => ReactNode;
}

/** A form field: label above, control, errors beside it, help under it. */
export function Field({ id, label, help, errors = [], className, children }: FieldProps) {
  const described = [errors.length > 0 && `${id}-errors`, help && `${id}-help`].filter(Boolean).join(" ");
  return (
    <div className={cn("flex max-w-xl flex-col gap-1", className)}>
      <label htmlFor={id} className="w-fit font-medium">
        {label}
      </label>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": errors.length > 0 || undefined })}
      {errors.length > 0 ? (
        <ul id={`${id}-errors`} className="text-red">
          {errors.map((error) => (
            <li key={error} className="flex items-start gap-1.5">
              <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
              {error}
            </li>
          ))}
        </ul>
      ) : null}
      {help ? (
        <p id={`${id}-help`} className="text-xs text-muted">
          {help}
        </p>
      ) : null}
    </div>
  );
}
