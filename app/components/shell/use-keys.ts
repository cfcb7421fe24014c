import { useEffect, useRef } from "react";

const STORAGE_KEY = "purser-single-keys";

/** Whether keys without a modifier do anything. People who dictate, or who hit keys by accident, can switch them off in the key sheet. */
export function singleKeysEnabled(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== "off";
  } catch {
    return true;
  }
}

export function setSingleKeys(enabled: boolean): void {
  try {
    localStorage.setItem(STORAGE_KEY, enabled ? "on" : "off");
  } catch {
    // A browser that keeps nothing keeps the keys on.
  }
}

/**
 * Handles single keys, named as `KeyboardEvent.key` names them, anywhere on the page; two keys in a row are written "g u". Not while
 * someone types, not with a modifier, not under an open dialog or menu. A handler that returns false lets the browser go on.
 */
export function useKeys(handlers: Record<string, (event: KeyboardEvent) => unknown>): void {
  const current = useRef(handlers);
  current.current = handlers;
  useEffect(() => {
    let first = "";
    let forget: number | undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"][data-state="open"], [role="menu"]')) return;
      if (!singleKeysEnabled()) return;
      const handler = current.current[first ? `${first} ${event.key}` : event.key];
      const startsPair = !first && Object.keys(current.current).some((keys) => keys.startsWith(`${event.key} `));
      window.clearTimeout(forget);
      first = startsPair ? event.key : "";
      if (startsPair) {
        forget = window.setTimeout(() => {
          first = "";
        }, 1500);
      }
      if (handler && handler(event) !== false) event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      window.clearTimeout(forget);
    };
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit", "reset"].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
