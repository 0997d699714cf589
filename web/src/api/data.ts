import { useMutation, useQueryClient } from "@tanstack/vue-query";
import { ref } from "vue";
import { client, link, postFile } from "./client";
import { changing } from "./events";
import type { ImportReport } from "./types";
import { useApi } from "./use-api";

export function useTables() {
  return useApi({ key: () => ["tables"], call: (signal) => client.GET("/api/v1/tables", { signal }) });
}

export function useTablePage(options: {
  name: () => string;
  cursor: () => string | undefined;
  limit: number;
  filter: () => string | undefined;
}) {
  const query = () => ({ cursor: options.cursor(), limit: options.limit, filter: options.filter() });
  return useApi({
    key: () => ["table", options.name(), query()],
    call: (signal) => client.GET("/api/v1/tables/{name}", { params: { path: { name: options.name() }, query: query() }, signal }),
    enabled: () => options.name() !== "",
  });
}

export function tableExportLink(options: { name: string; format: "csv" | "xlsx"; filter?: string; lang: string }): string {
  return link(`/tables/${encodeURIComponent(options.name)}/export`, { format: options.format, filter: options.filter, lang: options.lang });
}

export function useSources() {
  return useApi({ key: () => ["sources"], call: (signal) => client.GET("/api/v1/sources", { signal }) });
}

export function useSource(options: { id: () => string | null }) {
  return useApi({
    key: () => ["source", options.id()],
    call: (signal) => client.GET("/api/v1/sources/{id}", { params: { path: { id: options.id() ?? "" } }, signal }),
    enabled: () => options.id() !== null,
  });
}

export function useFindings() {
  return useApi({ key: () => ["findings"], call: (signal) => client.GET("/api/v1/findings", { signal }) });
}

export function useConflicts() {
  return useApi({ key: () => ["conflicts"], call: (signal) => client.GET("/api/v1/conflicts", { signal }) });
}

export function usePublications() {
  return useApi({ key: () => ["publications"], call: (signal) => client.GET("/api/v1/publications", { signal }) });
}

export function useImport() {
  const queries = useQueryClient();
  const progress = ref(0);
  const mutation = useMutation({
    mutationFn: ({ file, dryRun, origin, source }: { file: File; dryRun: boolean; origin?: string; source?: string }) =>
      postFile<ImportReport>({
        path: "/imports",
        query: { dry_run: dryRun, origin, source },
        file,
        onProgress: (share) => (progress.value = share),
      }),
    onSuccess: (report) => (report.dry_run ? undefined : queries.invalidateQueries(changing)),
  });
  return { ...mutation, progress };
}
