import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Tone } from "./badge";
import { cn } from "./cn";

const look: Record<Tone, { icon: LucideIcon; box: string; sign: string }> = {
  neutral: { icon: Info, box: "border-line bg-surface", sign: "text-muted" },
  gray: { icon: Info, box: "border-line bg-gray-soft", sign: "text-gray" },
  blue: { icon: Info, box: "border-blue-solid/40 bg-blue-soft", sign: "text-blue" },
  green: { icon: CircleCheck, box: "border-green-solid/40 bg-green-soft", sign: "text-green" },
  amber: { icon: TriangleAlert, box: "border-amber-solid/50 bg-amber-soft", sign: "text-amber" },
  red: { icon: CircleAlert, box: "border-red-solid/50 bg-red-soft", sign: "text-red" },
  violet: { icon: Info, box: "border-violet-solid/40 bg-violet-soft", sign: "text-violet" },
};

export interface AlertProps {
  tone?: Tone;
  title: ReactNode;
  className?: string;
  children?: ReactNode;
}

/** Something to know before going on. What appears after an action belongs in a toast or an `ErrorSummary`. */
export function Alert({ tone = "neutral", title, className, children }: AlertProps) {
  const { icon: Icon, box, sign } = look[tone];
  return (
    <div className={cn("flex gap-2.5 rounded-md border px-3 py-2.5", box, className)}>
      <Icon aria-hidden="true" className={cn("mt-0.5 size-4 shrink-0", sign)} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children ? <div className="mt-0.5">{children}</div> : null}
      </div>
    </div>
  );
}
