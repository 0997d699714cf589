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

// 2023年, 2023年上半年, 2023年第3季度, 2023年3月, 2023年1-9月 and their English likes; the words are those of both message files
const month = (text: string | undefined) => (text ?? "").padStart(2, "0");
const spoken: [RegExp, (found: RegExpExecArray) => string][] = [
  [/^(\d{4})\u5e74?$/, ([, year]) => `${year}`],
  [/^(\d{4})\u5e74?(?:\u4e0a\u534a\u5e74|h1)$|^h1(\d{4})$/, ([, year, other]) => `${year ?? other}H1`],
  [/^(\d{4})\u5e74?(?:\u4e0b\u534a\u5e74|h2)$|^h2(\d{4})$/, ([, year, other]) => `${year ?? other}H2`],
  [/^(\d{4})\u5e74?\u7b2c?q?([1-4])(?:\u5b63\u5ea6)?$/, ([, year, quarter]) => `${year}Q${quarter}`],
  [/^q([1-4])(\d{4})$/, ([, quarter, year]) => `${year}Q${quarter}`],
  [/^(\d{4})(?:\u5e74|-)(\d{1,2})\u6708?$/, ([, year, at]) => `${year}-${month(at)}`],
  [/^(\d{4})\u5e74(\d{1,2})[-~\u2014\u2013\u81f3\u5230]+(\d{1,2})\u6708$/, ([, year, from, to]) => `${year}-${month(from)}..${month(to)}`],
];

/** A period as its reader wrote it, in the way that the server reads; what is not understood stays as it is. */
export function readPeriod(text: string): string {
  const plain = text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
  for (const [pattern, tell] of spoken) {
    const found = pattern.exec(plain);
    if (found) return tell(found);
  }
  return text.trim();
}
