import { messageAnchor } from "~lib/chats/transcript/transcript.ts";

/** True when the next address names a message of the same chat that is on the page already, and nothing else that the server must answer. */
export function isShown(current: URL, next: URL): boolean {
  if (current.pathname !== next.pathname) return false;
  const message = next.searchParams.get("message");
  if (!message || current.searchParams.get("find") !== next.searchParams.get("find")) return false;
  // Also after a visit to the same address: then the person wants it read anew.
  return current.href !== next.href && document.getElementById(messageAnchor(message)) !== null;
}
