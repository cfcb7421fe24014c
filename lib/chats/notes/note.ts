/** The most characters that a note has. */
export const NOTE_LENGTH = 10_000;

/** What is said beside every field that takes a note. */
export const NOTE_HELP = "Markdown. All who read chats see notes, and the audit log keeps them. Don't copy personal data into notes.";

/** True for the note's author alone; a note whose author's account is gone is nobody's. */
export function isOwnNote(note: { authorId: string | null }, staffId: string): boolean {
  return note.authorId !== null && note.authorId === staffId;
}
