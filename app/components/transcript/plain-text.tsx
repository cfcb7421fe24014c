import { cn } from "~/components/ui/cn";
import { formatCount } from "~lib/format.ts";
import { markWords, type Words } from "./found-words";
import { Mark } from "./mark";

/** Longer texts are cut; the rest is one click away, also before scripts run. */
const CUT = 5_000;

/** A text as it was written, with its line breaks. */
export function PlainText({ text, words, className }: { text: string; words?: Words; className?: string }) {
  const end = text.length > CUT * 1.2 ? cutAt(text) : text.length;
  const box = cn("whitespace-pre-wrap [overflow-wrap:anywhere]", className);
  return (
    <>
      <div dir="auto" className={box}>
        <Marked text={text.slice(0, end)} words={words} />
      </div>
      {end < text.length ? (
        <details className="group/rest">
          <summary className="link my-1 w-fit group-open/rest:text-muted">
            <span className="group-open/rest:hidden">Show all {formatCount(text.length)} characters</span>
            <span className="hidden group-open/rest:inline">Show less</span>
          </summary>
          <div dir="auto" className={box}>
            <Marked text={text.slice(end)} words={words} />
          </div>
        </details>
      ) : null}
    </>
  );
}

function Marked({ text, words }: { text: string; words?: Words }) {
  if (!words) return <>{text}</>;
  // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no name but their place
  return <>{markWords(text, words).map((piece, at) => (piece.found ? <Mark key={at}>{piece.text}</Mark> : piece.text))}</>;
}

/** The last line or word that ends before the cut, or the cut itself; never between the halves of one character. */
function cutAt(text: string): number {
  const head = text.slice(0, CUT);
  const line = head.lastIndexOf("\n") + 1;
  const word = head.lastIndexOf(" ") + 1;
  if (line > CUT / 2) return line;
  if (word > CUT / 2) return word;
  const last = head.charCodeAt(CUT - 1);
  return last >= 0xd800 && last < 0xdc00 ? CUT - 1 : CUT;
}
