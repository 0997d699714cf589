import { useMutation, useQueryClient } from "@tanstack/vue-query";
import { client, done, link } from "./client";
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

/** What a chain in a territory lacks, risks and could become; weights that were moved as `list.criterion:weight`. */
export function useDiagnosis(options: { chain: () => string; territory: () => string; weights: () => string }) {
  const query = () => ({ territory: options.territory(), weights: options.weights() });
  return useApi({
    key: () => ["diagnosis", options.chain(), query()],
    call: (signal) => client.GET("/api/v1/chains/{id}/diagnosis", { params: { path: { id: options.chain() }, query: query() }, signal }),
  });
}

type Decision = {
  territory: string;
  list: string;
  kind: string;
  subject: string;
  decision: "accepted" | "refused";
  reason: string;
  seen: number;
};

/** Records what was decided about a recommendation. */
export function useDecide(options: { chain: () => string }) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Decision) =>
      done(client.POST("/api/v1/chains/{id}/decisions", { params: { path: { id: options.chain() } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["diagnosis", options.chain()] }),
  });
}

/** A list of the diagnosis as a file. */
export const diagnosisLink = (options: { chain: string; territory: string; weights: string; list: string; lang: string }) =>
  link(`/chains/${encodeURIComponent(options.chain)}/diagnosis/export`, {
    territory: options.territory,
    weights: options.weights,
    list: options.list,
    lang: options.lang,
  });

/** What parks declare, what they are, and how alike they are. */
export function useStructure(options: { territory: () => string }) {
  return useApi({
    key: () => ["structure", { territory: options.territory() }],
    call: (signal) => client.GET("/api/v1/structure", { params: { query: { territory: options.territory() } }, signal }),
  });
}

/** What flows between parks, and outward. */
export function useFlows(options: { territory: () => string }) {
  return useApi({
    key: () => ["flows", { territory: options.territory() }],
    call: (signal) => client.GET("/api/v1/flows", { params: { query: { territory: options.territory() } }, signal }),
  });
}

/** Sectors of an input-output table; the last table if none is named. */
export function useSectors(options: { table: () => string }) {
  return useApi({
    key: () => ["sectors", { table: options.table() }],
    call: (signal) => client.GET("/api/v1/sectors", { params: { query: { table: options.table() } }, signal }),
  });
}

/** Industries by what they have in common, as they look from a territory. */
export function useSpace(options: { territory: () => string }) {
  return useApi({
    key: () => ["space", { territory: options.territory() }],
    call: (signal) => client.GET("/api/v1/space", { params: { query: { territory: options.territory() } }, signal }),
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
