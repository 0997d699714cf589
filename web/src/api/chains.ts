import { client } from "./client";
import { useApi } from "./use-api";

/** Every chain of the plan, as seen from a territory. */
export function useChains(options: { territory: () => string }) {
  return useApi({
    key: () => ["chains", { territory: options.territory() }],
    call: (signal) => client.GET("/api/v1/chains", { params: { query: { territory: options.territory() } }, signal }),
  });
}

/** One chain with who stands in it. */
export function useChain(options: { id: () => string; territory: () => string }) {
  return useApi({
    key: () => ["chain", options.id(), { territory: options.territory() }],
    call: (signal) =>
      client.GET("/api/v1/chains/{id}", { params: { path: { id: options.id() }, query: { territory: options.territory() } }, signal }),
  });
}

/** What a chain loses if someone stops. */
export function useStop(options: { chain: () => string; actor: () => string }) {
  return useApi({
    key: () => ["stop", options.chain(), { actor: options.actor() }],
    call: (signal) =>
      client.GET("/api/v1/chains/{id}/stop", { params: { path: { id: options.chain() }, query: { actor: options.actor() } }, signal }),
    enabled: () => options.actor() !== "",
  });
}

/** Someone in a chain. */
export function useActor(options: { id: () => string; territory: () => string }) {
  return useApi({
    key: () => ["actor", options.id(), { territory: options.territory() }],
    call: (signal) =>
      client.GET("/api/v1/actors/{id}", { params: { path: { id: options.id() }, query: { territory: options.territory() } }, signal }),
  });
}
