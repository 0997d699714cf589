import { usePlanIndex } from "@/api/plan";
import { useFormat } from "./format";

/** Names of indicators and territories by id, in the reader's language. */
export function useNames() {
  const { indicators, territories } = usePlanIndex();
  const { text } = useFormat();
  return {
    indicator: (id: string) => text(indicators.value.get(id)?.name) || id,
    territory: (id: string) => text(territories.value.get(id)?.name) || id,
    shortTerritory: (id: string) => text(territories.value.get(id)?.short_name) || id,
  };
}
