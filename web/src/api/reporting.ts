import { useMutation, useQueryClient } from "@tanstack/vue-query";
import { answer, client, fileForFile, link, postFile } from "./client";
import type { UploadReport } from "./types";
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

/** A form as a file: what would change is shown first, and taken in only as it was shown. */
export function useFormFile(options: { id: () => string }) {
  const queries = useQueryClient();
  const path = () => `/submissions/${options.id()}/workbook`;
  const upload = useMutation({
    mutationFn: ({ file, seen }: { file: File; seen?: number }) =>
      postFile<UploadReport>({ path: path(), query: { seen }, file, onProgress: () => undefined }),
    onSuccess: (report) =>
      report.saved
        ? Promise.all(
            ["submission", "register-rows", "printed-rows"].map((key) => queries.invalidateQueries({ queryKey: [key, options.id()] })),
          )
        : undefined,
  });
  const returned = useMutation({ mutationFn: (file: File) => fileForFile({ path: `${path()}/returned`, file }) });
  const address = (format: string, lang: string, register?: string) => link(path(), { format, lang, register });
  return { upload, returned, address };
}

/** The rows of a register in a submission. Those that are `printed` are read again whenever some are saved. */
export function useRegisterRows(options: { id: () => string; register: () => string; enabled: () => boolean; printed?: boolean }) {
  return useApi({
    key: () => [options.printed ? "printed-rows" : "register-rows", options.id(), options.register()],
    call: (signal) =>
      client.GET("/api/v1/submissions/{id}/registers/{register}", {
        params: { path: { id: options.id(), register: options.register() } },
        signal,
      }),
    enabled: options.enabled,
  });
}

type TypedRow = { id: string; cells: Record<string, string> | null; seen: number };

/** Saves rows; what came of each is for whoever typed. */
export const saveRows = (id: string, register: string, rows: TypedRow[]) =>
  answer(client.PATCH("/api/v1/submissions/{id}/registers/{register}", { params: { path: { id, register } }, body: { rows } }));
