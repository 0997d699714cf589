import { computed } from "vue";
import { useRoute, useRouter } from "vue-router";
import type { Question } from "@/api/figures";
import { usePlan } from "@/api/plan";
import { readPeriod } from "@/ui/period";

/** Territory, period, the two days of knowledge and the sample switch. They live in the address, so that a page can be sent to a colleague. */
export function useScope() {
  const route = useRoute();
  const router = useRouter();
  const { data: plan } = usePlan();

  const given = (name: string) => {
    const value = route.query[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const set = (name: string, value: string | undefined) => void router.replace({ query: { ...route.query, [name]: value } });
  const inQuery = (name: string, otherwise: () => string) =>
    computed({
      get: () => given(name) ?? otherwise(),
      set: (value: string) => set(name, value === otherwise() ? undefined : value),
    });

  const territory = inQuery("territory", () => plan.value?.home ?? "");
  const asked = inQuery("period", () => plan.value?.default_period ?? "");
  const period = computed({ get: () => asked.value, set: (value: string) => (asked.value = readPeriod(value)) });
  const day = (name: string) => computed({ get: () => given(name), set: (date: string | undefined) => set(name, date || undefined) });
  const asOf = day("as_of");
  const asRecorded = day("as_recorded");
  const toToday = () => void router.replace({ query: { ...route.query, as_of: undefined, as_recorded: undefined } });
  const sample = computed({ get: () => given("sample") !== "false", set: (on: boolean) => set("sample", on ? undefined : "false") });
  const question = computed<Question>(() => ({
    territory: territory.value,
    period: period.value,
    as_of: asOf.value,
    as_recorded: asRecorded.value,
    sample: sample.value ? undefined : "false",
  }));
  return { territory, period, asOf, asRecorded, toToday, sample, question };
}
