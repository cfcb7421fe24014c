import { cn } from "./ui/cn";

interface SparklineProps {
  /** Oldest first; none below zero. */
  values: readonly number[];
  /** What it shows, for readers who do not see it, and on hover. */
  label: string;
  className?: string;
}

const HEIGHT = 20;
const STEP = 4;

/** A row of numbers as small bars, as tall as they are against the largest; a dot stands for none. No script draws it. */
export function Sparkline({ values, label, className }: SparklineProps) {
  const most = Math.max(1, ...values);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${values.length * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={cn("block h-5 w-28 text-chart-1", className)}
    >
      <title>{label}</title>
      {values.map((value, place) => {
        // What is there is seen, however small it is beside the largest.
        const height = value === 0 ? 1 : Math.max(3, (value / most) * HEIGHT);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={place}
            x={place * STEP}
            y={HEIGHT - height}
            width={STEP - 1}
            height={height}
            className={value === 0 ? "fill-line" : "fill-current"}
          />
        );
      })}
    </svg>
  );
}
