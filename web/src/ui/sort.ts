export type SortKey = string | number | null | undefined;

/** Sorted by a key in either direction; what has no key comes last both ways. */
export function sortRows<T>(options: { rows: T[]; key: (row: T) => SortKey; descending: boolean; locale: string }): T[] {
  const { rows, key, descending, locale } = options;
  const compare = (a: SortKey, b: SortKey) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), locale);
  return [...rows].sort((left, right) => {
    const a = key(left) ?? null;
    const b = key(right) ?? null;
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return descending ? compare(b, a) : compare(a, b);
  });
}
