import { memo } from "react";
import type { Part } from "~lib/chats/transcript/part.ts";
import { DataPartView } from "./data";
import { FileView } from "./file";
import type { Words } from "./found-words";
import { PartBoundary, UndrawnPart } from "./part-boundary";
import { RawView } from "./raw";
import { ReasoningView } from "./reasoning";
import { DocumentView, SourceView } from "./source";
import { StepView } from "./step";
import { TextView } from "./text";
import { ToolView } from "./tool";

export interface PartViewProps {
  part: Part;
  /** Which step of the message a step part begins. */
  step: number;
  words?: Words;
  /** Texts as they were written, until somebody asks for their format. */
  plain?: boolean;
}

/** One part of a message. */
export const PartView = memo(function PartView(props: PartViewProps) {
  return (
    <PartBoundary part={props.part}>
      <OfItsKind {...props} />
    </PartBoundary>
  );
});

function OfItsKind({ part, step, words, plain }: PartViewProps) {
  switch (part.kind) {
    case "text":
      return <TextView part={part} words={words} plain={plain} />;
    case "reasoning":
      return <ReasoningView part={part} words={words} plain={plain} />;
    case "tool":
      return <ToolView part={part} />;
    case "source":
      return <SourceView part={part} />;
    case "document":
      return <DocumentView part={part} />;
    case "file":
      return <FileView part={part} />;
    case "data":
      return <DataPartView part={part} />;
    case "step":
      return <StepView number={step} />;
    case "raw":
      return <RawView part={part} />;
    default:
      return <UndrawnPart part={part} />;
  }
}
