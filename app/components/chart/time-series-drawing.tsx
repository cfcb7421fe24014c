import { useNavigate } from "@remix-run/react";
import { type MouseEvent, useId, useRef } from "react";
import {
  Bar,
  type BarShapeProps,
  CartesianGrid,
  ComposedChart,
  Line,
  Rectangle,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { ChartTooltip } from "./chart-tooltip";
import { axisLabel } from "./day-label";
import { Hatch } from "./hatch";
import { type ChartKind, type ChartPoint, type ChartSeries, colorOf, dashesOf, hrefOf } from "./series";

export interface TimeSeriesDrawingProps {
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  kind: ChartKind;
  previousLabel: string | undefined;
  formatValue: (value: number) => string;
  formatTick: (value: number) => string;
  fractions: boolean;
  label: string;
}

const tick = { fontSize: 11, fill: "var(--color-muted)" };

/** The chart that Recharts draws. It stands still: a change of range is read, not watched. */
export default function TimeSeriesDrawing(props: TimeSeriesDrawingProps) {
  const { series, points, kind, previousLabel, formatValue, formatTick, fractions, label } = props;
  const id = useId().replaceAll(":", "");
  const open = useOpenList(points);
  const hatch = (index: number) => `${id}-${index}`;
  const byDay = new Map(points.map((point) => [point.day, point]));
  const values = points.flatMap((point) => [...series.map(({ key }) => point.values[key] ?? 0), point.previous?.value ?? 0]);
  const clickable = points.some((point) => hrefOf(point) || point.hrefs);

  return (
    <div role="img" aria-label={`${label}: chart. The same numbers are in its table.`} className="size-full text-xs [&_*]:outline-none">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={points as ChartPoint[]}
          margin={{ top: 4, right: 4, bottom: 0, left: 0 }}
          accessibilityLayer={false}
          barCategoryGap={kind === "line" ? 0 : "22%"}
          style={clickable ? { cursor: "pointer" } : undefined}
          onClick={({ activeTooltipIndex }, event) => open(Number(activeTooltipIndex), undefined, event)}
        >
          <defs>
            <Hatch id={`${id}-band`} color="var(--color-line)" />
            {series.map(({ key }, index) => (
              <Hatch key={key} id={hatch(index)} color={colorOf(series, index)} />
            ))}
          </defs>
          <CartesianGrid vertical={false} stroke="var(--color-line)" />
          <XAxis
            dataKey="day"
            tickFormatter={(day: string) => axisLabel(day, byDay.get(day)?.lastDay)}
            tick={tick}
            tickLine={false}
            axisLine={{ stroke: "var(--color-control)" }}
            interval="preserveStartEnd"
            minTickGap={20}
          />
          <YAxis
            width="auto"
            tick={tick}
            tickLine={false}
            axisLine={false}
            tickFormatter={formatTick}
            allowDecimals={fractions}
            tickCount={4}
            domain={[values.some((value) => value < 0) ? "auto" : 0, values.some((value) => value > 0) ? "auto" : 1]}
          />
          <YAxis yAxisId="band" hide domain={[0, 1]} />
          {values.some((value) => value < 0) ? <ReferenceLine y={0} stroke="var(--color-control)" /> : null}
          <Tooltip
            isAnimationActive={false}
            cursor={kind === "line" ? { stroke: "var(--color-control)" } : { fill: "var(--color-sunken)" }}
            content={({ active, label: day }) =>
              active ? (
                <ChartTooltip point={byDay.get(String(day))} series={series} previousLabel={previousLabel} formatValue={formatValue} />
              ) : null
            }
          />
          {kind === "line" ? (
            <Bar
              yAxisId="band"
              dataKey={(point: ChartPoint) => (point.partial ? 1 : 0)}
              fill={`url(#${id}-band)`}
              isAnimationActive={false}
              activeBar={false}
            />
          ) : (
            series.map(({ key }, index) => (
              <Bar
                key={key}
                dataKey={(point: ChartPoint) => point.values[key] ?? 0}
                name={key}
                stackId={kind === "stacked-bar" ? "stack" : undefined}
                fill={colorOf(series, index)}
                isAnimationActive={false}
                activeBar={false}
                maxBarSize={40}
                shape={(bar: BarShapeProps) => <BarMark bar={bar} color={colorOf(series, index)} hatch={hatch(index)} />}
                onClick={(_, place, event) => {
                  event.stopPropagation();
                  open(place, key, event);
                }}
              />
            ))
          )}
          {previousLabel ? (
            <Line
              dataKey={(point: ChartPoint) => point.previous?.value ?? null}
              name="previous"
              stroke="var(--color-faint)"
              strokeWidth={1.25}
              dot={points.length === 1 ? { r: 2, fill: "var(--color-faint)", stroke: "none" } : false}
              activeDot={false}
              isAnimationActive={false}
              style={{ pointerEvents: "none" }}
            />
          ) : null}
          {kind === "line"
            ? series.map(({ key }, index) => (
                <Line
                  key={key}
                  dataKey={(point: ChartPoint) => point.values[key] ?? null}
                  name={key}
                  stroke={colorOf(series, index)}
                  strokeWidth={2}
                  strokeDasharray={dashesOf(index)}
                  dot={({ cx, cy, index: at, key: dotKey }: { cx?: number; cy?: number; index: number; key?: React.Key | null }) =>
                    standsAlone(points, key, at) ? (
                      <circle key={dotKey} cx={cx} cy={cy} r={2.5} fill={colorOf(series, index)} />
                    ) : (
                      <g key={dotKey} />
                    )
                  }
                  activeDot={{ r: 3.5, stroke: "var(--color-surface)", strokeWidth: 1.5 }}
                  isAnimationActive={false}
                />
              ))
            : null}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

function BarMark({ bar, color, hatch }: { bar: BarShapeProps; color: string; hatch: string }) {
  const { x, y, width, height } = bar;
  const { partial } = bar.payload as ChartPoint;
  const box = { x, y, width, height };
  if (!partial) return <Rectangle {...box} fill={color} stroke="var(--color-surface)" strokeWidth={0.5} />;
  return <Rectangle {...box} fill={`url(#${hatch})`} stroke={color} strokeWidth={0.75} />;
}

/** A value between two gaps has no line to be seen by. */
function standsAlone(points: readonly ChartPoint[], key: string, at: number): boolean {
  const has = (index: number) => (points[index]?.values[key] ?? null) !== null;
  return has(at) && !has(at - 1) && !has(at + 1);
}

/** Opens the list behind a point: in another tab where the person asks for one. Where nothing hovers, the first tap shows the values. */
function useOpenList(points: readonly ChartPoint[]) {
  const navigate = useNavigate();
  const tapped = useRef(-1);
  return (index: number, key: string | undefined, event: MouseEvent) => {
    const href = hrefOf(points[index], key);
    if (!href) return;
    if (window.matchMedia("(hover: none)").matches && tapped.current !== index) {
      tapped.current = index;
      return;
    }
    if (event.metaKey || event.ctrlKey || event.shiftKey) window.open(href, "_blank", "noopener");
    else navigate(href);
  };
}
