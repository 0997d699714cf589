import type { CockpitItem, Evaluation, SeriesPoint } from "@/api/types";

/** The last value before a period without one: it stands in for it, with its own period. */
export function latestOf(evaluation: Evaluation, series: SeriesPoint[]): CockpitItem["latest"] {
  if (evaluation.value !== null) return null;
  const last = series.findLast((point) => point.value !== null && point.period <= evaluation.period);
  return last?.origin && last.value !== null ? { period: last.period, value: last.value, origin: last.origin } : null;
}
