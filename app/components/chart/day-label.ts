const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const partsOf = (day: string) => ({
  year: day.slice(0, 4),
  month: months[Number(day.slice(5, 7)) - 1] ?? "?",
  date: Number(day.slice(8, 10)),
});

/** True for the first to the last day of one month. */
export function isWholeMonth(day: string, lastDay: string): boolean {
  const next = new Date(Date.parse(`${lastDay}T00:00:00Z`) + 86_400_000).toISOString();
  return day.endsWith("-01") && day.slice(0, 7) === lastDay.slice(0, 7) && next.slice(8, 10) === "01";
}

/** For an axis, short: "22 Nov", or "Nov 2026" for days of one month. */
export function axisLabel(day: string, lastDay: string = day): string {
  const { year, month, date } = partsOf(day);
  return day === lastDay ? `${date} ${month}` : `${month} ${year}`;
}

/** In full: "22 Nov 2026", "Nov 2026" for a whole month, "1–22 Nov 2026", "28 Oct – 3 Nov 2026". */
export function rangeLabel(day: string, lastDay: string = day): string {
  const first = partsOf(day);
  const last = partsOf(lastDay);
  if (day === lastDay) return `${first.date} ${first.month} ${first.year}`;
  if (isWholeMonth(day, lastDay)) return `${first.month} ${first.year}`;
  const end = `${last.date} ${last.month} ${last.year}`;
  if (first.year !== last.year) return `${first.date} ${first.month} ${first.year} – ${end}`;
  return first.month === last.month ? `${first.date}–${end}` : `${first.date} ${first.month} – ${end}`;
}
