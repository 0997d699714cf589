import { useQuery } from "@tanstack/vue-query";
import { computed } from "vue";
import { answer } from "./client";

type Call<T> = (signal: AbortSignal) => Promise<{ data?: T; error?: unknown; response: Response }>;

// what an answer is about: the words of its key, without the question's objects
const subject = (key: readonly unknown[] | undefined) => key?.filter((part) => typeof part === "string").join("/");

/** One read of the API. The old answer stays while a changed question about the same thing loads; never under another thing's name. */
export function useApi<T>(options: { key: () => unknown[]; call: Call<T>; enabled?: () => boolean; every?: number }) {
  return useQuery<T>({
    queryKey: computed(options.key),
    queryFn: ({ signal }) => answer(options.call(signal)),
    placeholderData: (previous, query) => (subject(query?.queryKey) === subject(options.key()) ? previous : undefined),
    refetchInterval: options.every ?? false,
    enabled: computed(() => options.enabled?.() ?? true),
  });
}
