import { useMutation, useQueryClient } from "@tanstack/vue-query";
import { answer, client } from "./client";
import { useApi } from "./use-api";

/** What territories owe; of all that the reader has a part in. */
export function useOwed() {
  return useApi({ key: () => ["owed"], call: (signal) => client.GET("/api/v1/owed", { signal }) });
}

export function useSubmissions(options: { waitsForMe: () => boolean }) {
  const query = () => ({ waits_for_me: options.waitsForMe() });
  return useApi({
    key: () => ["submissions", query()],
    call: (signal) => client.GET("/api/v1/submissions", { params: { query: query() }, signal }),
  });
}

export function useSubmission(options: { id: () => string }) {
  return useApi({
    key: () => ["submission", options.id()],
    call: (signal) => client.GET("/api/v1/submissions/{id}", { params: { path: { id: options.id() } }, signal }),
  });
}

export function useCompleteness(options: { period: () => string }) {
  return useApi({
    key: () => ["completeness", options.period()],
    call: (signal) => client.GET("/api/v1/completeness", { params: { query: { period: options.period() } }, signal }),
    enabled: () => options.period() !== "",
  });
}

export function useBegin() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { form: string; territory: string; period: string }) => answer(client.POST("/api/v1/submissions", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["owed"] }),
  });
}

type Typed = { key: string; content: string; seen: number };

/** Saves fields; what came of each is for whoever typed. */
export const saveFields = (id: string, fields: Typed[]) =>
  answer(client.PATCH("/api/v1/submissions/{id}/fields", { params: { path: { id } }, body: { fields } }));

/** What changes a submission and answers with it. */
export function useSubmissionActions(options: { id: () => string }) {
  const queries = useQueryClient();
  const path = () => ({ id: options.id() });
  const onSuccess = () => {
    for (const key of ["owed", "submissions", "completeness"]) void queries.invalidateQueries({ queryKey: [key] });
    return queries.invalidateQueries({ queryKey: ["submission", options.id()] });
  };
  const explain = useMutation({
    mutationFn: (body: { finding: string; content: string }) =>
      answer(client.PUT("/api/v1/submissions/{id}/explanations", { params: { path: path() }, body })),
    onSuccess,
  });
  const step = useMutation({
    mutationFn: (body: { step: string; version: number; contents: number; reason: string | null }) =>
      answer(client.POST("/api/v1/submissions/{id}/steps", { params: { path: path() }, body })),
    onSuccess,
  });
  const correct = useMutation({
    mutationFn: (body: { reason: string }) =>
      answer(client.POST("/api/v1/submissions/{id}/corrections", { params: { path: path() }, body })),
    onSuccess,
  });
  return { explain, step, correct };
}
