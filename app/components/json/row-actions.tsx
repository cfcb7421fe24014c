import { CopyButton } from "../ui/copy-button";
import { jsonText } from "./json-text";
import { useIsActive } from "./tree-state";

/** Copies a row's path or its value. Only the row under the pointer, or with the focus, has them. */
export function RowActions({ path, value }: { path: string; value: unknown }) {
  if (!useIsActive(path)) return null;
  return (
    <span className="no-print ml-2 inline-flex gap-0.5 align-bottom font-sans">
      {path === "" ? null : (
        <CopyButton text={path} label={`Copy path ${path.length > 80 ? `${path.slice(0, 80)}…` : path}`} className="min-h-5 px-1">
          path
        </CopyButton>
      )}
      <CopyButton text={() => (typeof value === "string" ? value : jsonText(value))} label="Copy value" className="min-h-5 px-1">
        value
      </CopyButton>
    </span>
  );
}
