import { computed } from "vue";
import { useRoute, useRouter } from "vue-router";
import type { Question } from "@/api/figures";
import { usePlan } from "@/api/plan";
import { readPeriod } from "@/ui/period";
import { useInQuery } from "./query";

/** Territory, period, the two days of knowledge and the sample switch. They live in the address, so that a page can be sent to a colleague. */
export function useScope() {
  const route = useRoute();
  const router = useRouter();
  const { data: plan } = usePlan();

  const inQuery = (name: string, otherwise: () => string) => {
    const given = useInQuery(name);
    return computed({
      get: () => given.value ?? otherwise(),
      set: (value: string) => (given.value = value === otherwise() ? undefined : value),
    });
  };

  const territory = inQuery("territory", () => plan.value?.home ?? "");
  const asked = inQuery("period", () => plan.value?.default_period ?? "");
  const period = computed({ get: () => asked.value, set: (value: string) => (asked.value = readPeriod(value)) });
  const asOf = useInQuery("as_of");
  const asRecorded = useInQuery("as_recorded");
  const toToday = () => void router.replace({ query: { ...route.query, as_of: undefined, as_recorded: undefined } });
  const shown = useInQuery("sample");
  const sample = computed({ get: () => shown.value !== "false", set: (on: boolean) => (shown.value = on ? undefined : "false") });
  const question = computed<Question>(() => ({
    territory: territory.value,
    period: period.value,
    as_of: asOf.value,
    as_recorded: asRecorded.value,
    sample: sample.value ? undefined : "false",
  }));
  return { territory, period, asOf, asRecorded, toToday, sample, question };
}
