/** The parts of a period, named as the message that tells it. */
export function periodParts(period: string): { key: string; parts: Record<string, string> } {
  const [from = period, to] = period.split("..");
  if (to !== undefined && to.length === 4) return { key: "years", parts: { from, to } };
  const [year = from, rest] = from.split(/-|(?=[HQ])/);
  if (rest === undefined) return { key: "year", parts: { year } };
  if (to !== undefined) return { key: "months", parts: { year, from: String(Number(rest)), to: String(Number(to.slice(-2))) } };
  if (rest === "H1" || rest === "H2") return { key: rest.toLowerCase(), parts: { year } };
  if (rest.startsWith("Q")) return { key: "quarter", parts: { year, quarter: rest.slice(1) } };
  return { key: "month", parts: { year, month: String(Number(rest)) } };
}
