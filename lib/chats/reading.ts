/** For how long an opened chat stays open to the person who opened it. */
export const READING_MINUTES = 60;

/** The page that asks why a chat is opened and opens it; `backTo` is the page to go to then. */
export function openChatHref(chatId: string, backTo: string): string {
  return `/chats/${encodeURIComponent(chatId)}/open?${new URLSearchParams({ to: backTo })}`;
}
