// The routes as openapi-fetch wants them. Replaced by the generated schema.ts once the server's document is here.
import type * as api from "./types";

type Json<T> = { content: { "application/json": T } };
type InPath<Path> = [Path] extends [never] ? { path?: never } : { path: Path };
type Get<T, Query = Record<never, never>, Path = never> = {
  get: { parameters: { query?: Query } & InPath<Path>; responses: { 200: Json<T> } };
};
type Scope = { as_of?: string; as_recorded?: string; sample?: boolean };
type Place = { territory?: string; period?: string } & Scope;

export interface paths {
  "/api/v1/plan": Get<api.Plan>;
  "/api/v1/cockpit": Get<api.Cockpit, Place>;
  "/api/v1/indicators/{id}": Get<api.IndicatorPage, Place, { id: string }>;
  "/api/v1/explanations": Get<api.Explanation, { indicator: string } & Place>;
  "/api/v1/territories/{id}": Get<api.TerritoryPage, { period?: string } & Scope, { id: string }>;
  "/api/v1/clauses": Get<api.Clauses>;
  "/api/v1/tables": Get<api.Items<api.TableSummary>>;
  "/api/v1/tables/{name}": Get<api.TablePage, { cursor?: string; limit?: number; filter?: string }, { name: string }>;
  "/api/v1/sources": Get<api.Items<api.Source>>;
  "/api/v1/sources/{id}": Get<api.SourceWithObservations, Record<never, never>, { id: string }>;
  "/api/v1/findings": Get<api.Items<api.Finding>>;
  "/api/v1/conflicts": Get<api.Items<api.Conflict>>;
  "/api/v1/publications": Get<api.Items<api.Publication>>;
  "/api/v1/geo/counties": Get<unknown>;
}
