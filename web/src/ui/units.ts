// Units as the plan writes them: ids of data, not sentences. Large amounts are told in the next unit a Chinese reader uses.
const larger: Record<string, { from: number; by: number; unit: string }[]> = {
  元: [
    { from: 1e8, by: 1e8, unit: "亿元" },
    { from: 1e4, by: 1e4, unit: "万元" },
  ],
  万元: [{ from: 1e4, by: 1e4, unit: "亿元" }],
  // 13,000 亿元 is how a province's GDP is published and stays so
  亿元: [{ from: 1e5, by: 1e4, unit: "万亿元" }],
  人: [{ from: 1e5, by: 1e4, unit: "万人" }],
  人年: [{ from: 1e5, by: 1e4, unit: "万人年" }],
};

const stepOf = (value: number, unit: string) => larger[unit]?.find(({ from }) => Math.abs(value) >= from);

export function scale(value: number, unit: string): { value: number; unit: string; scaled: boolean } {
  const step = stepOf(value, unit);
  return step ? { value: value / step.by, unit: step.unit, scaled: true } : { value, unit, scaled: false };
}

/** One unit for amounts that stand in one column: that of the largest. */
export function commonScale(amounts: number[], unit: string): { by: number; unit: string } {
  const step = stepOf(
    amounts.reduce((most, one) => Math.max(most, Math.abs(one)), 0),
    unit,
  );
  return { by: step?.by ?? 1, unit: step?.unit ?? unit };
}

/** Units that stand right behind the number, or stay unwritten. */
export const isSign = (unit: string) => unit === "%" || unit === "‰";
export const isBare = (unit: string) => unit === "1" || unit === "";
