import { useQueryClient, type Query } from "@tanstack/vue-query";
import { onScopeDispose } from "vue";
import { link } from "./client";

/** Everything that a publication or an edit of the plan may change: all but the boundaries. */
export const changing = { predicate: (query: Query) => query.queryKey[0] !== "counties" };

/** Asks again whatever is on screen as soon as the server says that data or plan changed. */
export function useServerEvents() {
  const queries = useQueryClient();
  const events = new EventSource(link("/events"));
  const refresh = () => void queries.invalidateQueries(changing);
  events.addEventListener("publication", refresh);
  events.addEventListener("plan", refresh);
  // what was announced while the line was down was not heard
  let lost = false;
  events.addEventListener("error", () => (lost = true));
  events.addEventListener("open", () => {
    if (lost) refresh();
    lost = false;
  });
  onScopeDispose(() => events.close());
}
