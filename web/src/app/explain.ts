import { computed } from "vue";
import { useRoute, useRouter } from "vue-router";
import type { Cell } from "@/api/figures";

const name = "explain";

/** Which number the explanation drawer shows; part of the address, so an explanation can be linked to. */
export function useExplain() {
  const route = useRoute();
  const router = useRouter();
  const cell = computed<Cell | null>(() => {
    const value = route.query[name];
    const [indicator, territory, period] = typeof value === "string" ? value.split("~") : [];
    return indicator && territory && period ? { indicator, territory, period } : null;
  });
  const show = (query: string | undefined) => void router.replace({ query: { ...route.query, [name]: query }, hash: route.hash });
  return {
    cell,
    open: (asked: Cell) => show(`${asked.indicator}~${asked.territory}~${asked.period}`),
    close: () => show(undefined),
  };
}
