import { useQueryClient, type Query } from "@tanstack/vue-query";
import { onScopeDispose, ref } from "vue";
import { link } from "./client";

/** Everything that a publication or an edit of the plan may change: all but the boundaries. */
export const changing = { predicate: (query: Query) => query.queryKey[0] !== "counties" };

/** How long the line may be down before it is worth a word: a server that starts again takes less. */
const patience = 3000;

/** Asks again whatever is on screen as soon as the server says that data or plan changed. Tells whether the line to it is down. */
export function useServerEvents() {
  const queries = useQueryClient();
  const events = new EventSource(link("/events"));
  const refresh = () => void queries.invalidateQueries(changing);
  events.addEventListener("publication", refresh);
  events.addEventListener("plan", refresh);
  // what was announced while the line was down was not heard
  let lost = false;
  const down = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  events.addEventListener("error", () => {
    if (!lost) timer = setTimeout(() => (down.value = true), patience);
    lost = true;
  });
  events.addEventListener("open", () => {
    if (lost) refresh();
    clearTimeout(timer);
    lost = down.value = false;
  });
  onScopeDispose(() => {
    clearTimeout(timer);
    events.close();
  });
  return { down };
}
