import { RemixBrowser } from "@remix-run/react";
import { setNonce } from "get-nonce";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";

// Dialogs add a style of their own while they lock scrolling; it carries the page's nonce.
const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;
if (nonce) setNonce(nonce);

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
    { onRecoverableError: (error) => isEarlyUpdate(error) || reportError(error) },
  );
});

/**
 * Whether something beyond a part that waits for its scripts has changed, such as the routes that the router knows. React then draws that
 * part again when they are there, which nobody sees; but it tells of it also for renderings that it has thrown away.
 */
function isEarlyUpdate(error: unknown): boolean {
  return error instanceof Error && /#421;|before it finished hydrating/.test(error.message);
}
