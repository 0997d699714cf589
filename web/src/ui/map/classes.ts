/** How many tints a map has. */
export const classes = 5;

/** Bounds of `count` classes with as equal numbers of values as possible; fewer when the values repeat. */
export function quantiles(values: number[], count: number): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const cuts = Array.from({ length: count - 1 }, (_, index) => sorted[Math.floor(((index + 1) * sorted.length) / count)]);
  return [...new Set(cuts.filter((cut) => cut !== undefined))];
}

export const classOf = (value: number, cuts: number[]) => cuts.filter((cut) => value >= cut).length;

type Box = [[number, number], [number, number]];

/** The box around coordinates nested as deep as GeoJSON nests them. */
export function boundsOf(coordinates: unknown[]): Box | null {
  const flat = coordinates.flat(Infinity) as number[];
  if (flat.length === 0) return null;
  const low: [number, number] = [Infinity, Infinity];
  const high: [number, number] = [-Infinity, -Infinity];
  flat.forEach((value, index) => {
    const axis = index % 2 === 0 ? 0 : 1;
    low[axis] = Math.min(low[axis], value);
    high[axis] = Math.max(high[axis], value);
  });
  return [low, high];
}
