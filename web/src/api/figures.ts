import type { FeatureCollection } from "geojson";
import { client, link, type Answer } from "./client";
import { useApi } from "./use-api";

/** What is asked of the numbers: where, when, and with what knowledge. */
export type Question = { territory?: string; period?: string; as_of?: string; as_recorded?: string; sample?: "false" };
export type Cell = { indicator: string; territory: string; period: string };

export function useCockpit(options: { question: () => Question }) {
  return useApi({
    key: () => ["cockpit", options.question()],
    call: (signal) => client.GET("/api/v1/cockpit", { params: { query: options.question() }, signal }),
    enabled: () => Boolean(options.question().territory),
  });
}

export function useIndicator(options: { id: () => string; question: () => Question }) {
  return useApi({
    key: () => ["indicator", options.id(), options.question()],
    call: (signal) => client.GET("/api/v1/indicators/{id}", { params: { path: { id: options.id() }, query: options.question() }, signal }),
    enabled: () => Boolean(options.question().territory),
  });
}

export function useTerritory(options: { id: () => string; question: () => Question }) {
  return useApi({
    key: () => ["territory", options.id(), options.question()],
    call: (signal) => client.GET("/api/v1/territories/{id}", { params: { path: { id: options.id() }, query: options.question() }, signal }),
    enabled: () => Boolean(options.question().period),
  });
}

export function useExplanation(options: { cell: () => Cell | null; question: () => Question }) {
  const query = () => ({ ...options.question(), ...(options.cell() ?? { indicator: "", territory: "", period: "" }) });
  return useApi({
    key: () => ["explanation", Object.values(options.cell() ?? {}).join("~"), options.question()],
    call: (signal) => client.GET("/api/v1/explanations", { params: { query: query() }, signal }),
    enabled: () => options.cell() !== null,
  });
}

/** The document leaves the inside of features to GeoJSON, whose types are its own. */
export function useCounties() {
  const call = (signal: AbortSignal) => client.GET("/api/v1/geo/counties", { signal }) as Answer<FeatureCollection>;
  return useApi({ key: () => ["counties"], call });
}

export function exportLink(options: {
  question: Question;
  indicator: string;
  territories: string[];
  format: "xlsx" | "csv";
  lang: string;
}): string {
  const { question, indicator, territories, format, lang } = options;
  return link("/evaluations/export", { ...question, indicator, territory: territories.join(","), format, lang });
}
