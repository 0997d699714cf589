import type { Origin, PathPoint, SeriesPoint, Target } from "@/api/types";

export type TrendRow = {
  period: string;
  value: number | null;
  origin: Origin | null;
  /** Not all parts of the territory are in the value. */
  partial: boolean;
  path: number | null;
  linear: number | null;
  target: number | null;
};

/** History, paths and target on one list of periods, without the empty years at either end. */
export function trendRows(options: { series: SeriesPoint[]; path: PathPoint[]; linear?: PathPoint[]; target?: Target | null }): TrendRow[] {
  const { series, path, linear = [], target } = options;
  const at = (points: PathPoint[], period: string) => points.find((point) => point.period === period)?.value ?? null;
  const periods = new Set([...series, ...path, ...linear].map((point) => point.period));
  if (target) periods.add(target.period);
  const rows = [...periods].sort().map((period) => {
    const point = series.find((one) => one.period === period);
    return {
      period,
      value: point?.value ?? null,
      origin: point?.origin ?? null,
      partial: point?.complete === false && point.value !== null,
      path: at(path, period),
      linear: at(linear, period),
      target: target?.period === period ? target.value : null,
    };
  });
  const tells = (row: TrendRow) => row.value !== null || row.path !== null || row.target !== null;
  return rows.slice(Math.max(0, rows.findIndex(tells)), rows.findLastIndex(tells) + 1);
}
