import { useMutation, useQueryClient } from "@tanstack/vue-query";
import { answer, client, link, postFile } from "./client";
import type { SupervisionOrder } from "./types";
import { useApi } from "./use-api";

/** The plan's tasks with their nodes. */
export function useTasks() {
  return useApi({ key: () => ["tasks"], call: (signal) => client.GET("/api/v1/tasks", { signal }) });
}

/** Says how far a node has come. */
export function useNode(options: { task: () => string; node: () => string }) {
  const queries = useQueryClient();
  const path = () => ({ task: options.task(), node: options.node() });
  return useMutation({
    mutationFn: (body: { state: string; note: string; seen: number }) =>
      answer(client.PUT("/api/v1/tasks/{task}/nodes/{node}", { params: { path: path() }, body })),
    onSuccess: (ledger) => queries.setQueryData(["tasks"], ledger),
  });
}

/** What is under supervision. */
export function useOrders(options: { open: () => boolean; territory: () => string }) {
  const query = () => ({ open: options.open(), territory: options.territory() });
  return useApi({
    key: () => ["supervision", query()],
    call: (signal) => client.GET("/api/v1/supervision", { params: { query: query() }, signal }),
  });
}

export function useOrder(options: { id: () => string }) {
  return useApi({
    key: () => ["supervision-order", options.id()],
    call: (signal) => client.GET("/api/v1/supervision/{id}", { params: { path: { id: options.id() } }, signal }),
  });
}

type NewOrder = { territory: string; task: string | null; reason: string; due_on: string; cause: string | null };

/** Puts something under supervision. */
export function useOpenOrder() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewOrder) => answer(client.POST("/api/v1/supervision", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["supervision"] }),
  });
}

/** What changes an order and answers with it. */
export function useOrderActions(options: { id: () => string }) {
  const queries = useQueryClient();
  const path = () => ({ id: options.id() });
  const onSuccess = (order: SupervisionOrder) => {
    queries.setQueryData(["supervision-order", options.id()], order);
    for (const key of ["supervision", "tasks"]) void queries.invalidateQueries({ queryKey: [key] });
  };
  const reply = useMutation({
    mutationFn: (body: { measures_taken: string }) =>
      answer(client.POST("/api/v1/supervision/{id}/replies", { params: { path: path() }, body })),
    onSuccess,
  });
  const attach = useMutation({
    mutationFn: ({ number, file }: { number: number; file: File }) =>
      postFile<SupervisionOrder>({
        path: `/supervision/${options.id()}/replies/${number}/files`,
        query: {},
        file,
        onProgress: () => undefined,
      }),
    onSuccess,
  });
  const close = useMutation({
    mutationFn: (body: { seen: number; reason: string }) =>
      answer(client.POST("/api/v1/supervision/{id}/closing", { params: { path: path() }, body })),
    onSuccess,
  });
  return { reply, attach, close };
}

export const evidenceAddress = (id: string, number: number, sha256: string) => link(`/supervision/${id}/replies/${number}/files/${sha256}`);
