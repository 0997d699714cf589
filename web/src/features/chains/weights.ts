/** Weights that were moved, as the address holds them: `list.criterion:weight`, separated by commas. */
export function readWeights(text: string | undefined): Map<string, number> {
  const found = (text ?? "").split(",").flatMap((one): [string, number][] => {
    const [key = "", weight = ""] = one.split(":");
    return /^[a-z-]+\.[a-z-]+$/.test(key) && /^\d+(\.\d+)?$/.test(weight) ? [[key, Number(weight)]] : [];
  });
  return new Map(found);
}

export const writeWeights = (weights: Map<string, number>) => [...weights].map(([key, weight]) => `${key}:${weight}`).join(",");
