import type { Column } from "@/api/types";

/** Columns that keep the books rather than tell something: they stand last. */
const technical = ["id", "row_id", "decimals", "supersedes", "publication", "content_hash"];
export const isTechnical = (column: Column) => technical.includes(column.name);

/** What a column's ids name, if they do. */
export function namedBy(column: string): "territory" | "measure" | "source" | "origin" | undefined {
  if (/(^|_)territory$/.test(column)) return "territory";
  return column === "measure" || column === "source" || column === "origin" ? column : undefined;
}
