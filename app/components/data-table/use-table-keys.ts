import { useEffect } from "react";
import { singleKeysEnabled } from "../shell/use-keys";

/** True where a key is text that somebody types. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) && !isCheckbox(target)
  );
}
const isCheckbox = (element: HTMLElement) => element instanceof HTMLInputElement && /^(checkbox|radio)$/.test(element.type);

/** Keys of a list beside the frame's own: `f` filter, `j` `k` the next and previous row, `x` select it; `enter` follows the row's link by itself. */
export function useTableKeys() {
  useEffect(() => {
    function move(step: 1 | -1) {
      const rows = [...document.querySelectorAll<HTMLElement>("tr[data-row]")];
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
      const link = next?.querySelector<HTMLElement>("[data-row-link]") ?? next?.querySelector<HTMLElement>("input");
      link?.focus();
      link?.scrollIntoView({ block: "nearest" });
    }
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("[role=dialog]") || !singleKeysEnabled()) return;
      switch (event.key) {
        case "f":
          document.querySelector<HTMLElement>("summary.js-filter-menu")?.click();
          document.querySelector<HTMLElement>("summary.js-filter-menu")?.focus();
          break;
        case "j":
          move(1);
          break;
        case "k":
          move(-1);
          break;
        case "x":
          document.activeElement?.closest("tr[data-row]")?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
          break;
        default:
          return;
      }
      event.preventDefault();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
