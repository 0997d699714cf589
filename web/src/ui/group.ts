/** Rows under each key, in the order the keys first appear. */
export function groupRows<T, K>(rows: T[], keyOf: (row: T) => K): { key: K; rows: T[] }[] {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups].map(([key, grouped]) => ({ key, rows: grouped }));
}
