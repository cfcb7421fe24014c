import { Download, ExternalLink, File as FileIcon, Image as ImageIcon, type LucideIcon, Music, Video } from "lucide-react";
import type { FilePart } from "~lib/chats/transcript/part.ts";
import { formatBytes } from "~lib/format.ts";
import { Fold } from "./fold";
import { LinkOrText } from "./source";

/** A file with its type, name and size. A stored image is loaded when somebody asks to see it; everything else is a link. */
export function FileView({ part }: { part: FilePart }) {
  const { mediaType, filename, bytes, from, href, link, isImage, reasoning } = part;
  const name = filename?.trim() || (isImage ? "Image" : "File");
  const Icon = iconOf(mediaType);
  const stored = from === "stored" && href !== null;
  return (
    <div className="w-fit max-w-full min-w-0 rounded-md border border-line bg-surface px-2.5 py-1.5">
      <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
        <Icon aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{name}</span>
        <span className="text-xs text-muted [overflow-wrap:anywhere]">
          {[mediaType ?? "unknown type", bytes === null ? null : formatBytes(bytes), reasoning ? "made while reasoning" : null]
            .filter(Boolean)
            .join(" · ")}
        </span>
        {stored ? (
          <a
            href={href}
            {...(isImage ? { target: "_blank", rel: "noopener noreferrer" } : { download: true })}
            className="link inline-flex items-center gap-1 text-xs"
          >
            {isImage ? <ExternalLink aria-hidden="true" className="size-3" /> : <Download aria-hidden="true" className="size-3" />}
            {isImage ? "Open" : "Download"}
            <span className="sr-only"> {name}</span>
          </a>
        ) : null}
      </p>
      {stored ? null : link ? (
        <p className="mt-0.5">
          <LinkOrText link={link} />
        </p>
      ) : (
        <p className="mt-0.5 text-xs text-muted">There is no content in the message.</p>
      )}
      {stored && isImage ? (
        <Fold summary="Show the image" className="needs-scripts">
          {() => <img src={href} alt={name} className="mt-1 max-h-[28rem] max-w-full rounded-sm border border-line" />}
        </Fold>
      ) : null}
    </div>
  );
}

function iconOf(mediaType: string | null): LucideIcon {
  if (mediaType?.startsWith("image/")) return ImageIcon;
  if (mediaType?.startsWith("audio/")) return Music;
  return mediaType?.startsWith("video/") ? Video : FileIcon;
}
