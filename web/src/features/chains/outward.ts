import type { OutwardShare } from "@/api/types";

/** Outward flows of one kind as rows by year: to anywhere outside (`null`) and to each group. */
export function outwardOf(shares: OutwardShare[]) {
  const byAmount = shares.some((one) => one.share_of_amount != null);
  const at = (year: number, group: string | null) => shares.find((one) => one.year === year && (one.group ?? null) === group);
  return {
    byAmount,
    years: [...new Set(shares.map((one) => one.year))].sort((a, b) => a - b),
    at,
    share: (year: number, group: string | null) => at(year, group)?.[byAmount ? "share_of_amount" : "share_of_flows"] ?? null,
  };
}

/** A year as a period: the one that is not over as its months so far. */
export function yearSoFar(year: number, today: string): string {
  const [now, month = "12"] = today.split("-");
  if (String(year) !== now || month === "12") return String(year);
  return month === "01" ? `${year}-01` : `${year}-01..${month}`;
}

/** Values of full years, and the piece that leads to the year that is not over: it is drawn apart. */
export function splitAt<T>(options: { years: number[]; values: T[]; current: number }): { full: (T | null)[]; partial: (T | null)[] } {
  const { years, values, current } = options;
  const at = years.indexOf(current);
  if (at < 0) return { full: values, partial: [] };
  return {
    full: values.map((value, index) => (index === at ? null : value)),
    partial: values.map((value, index) => (index === at || index === at - 1 ? value : null)),
  };
}
