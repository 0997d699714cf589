import { useRoute, type LocationQuery, type RouteLocationRaw } from "vue-router";

type Kept = Record<string, string | undefined>;
const kept = ["territory", "period", "as_of", "as_recorded", "sample"];

/** Every address inside the app. Pages build no path by hand. */
export const paths = {
  cockpit: (query?: Kept): RouteLocationRaw => ({ name: "cockpit", query }),
  indicator: (id: string, query?: Kept): RouteLocationRaw => ({ name: "indicator", params: { id }, query }),
  territory: (id: string, query?: Kept): RouteLocationRaw => ({ name: "territory", params: { id }, query }),
  clause: (id: string, query?: Kept): RouteLocationRaw => ({ name: "plan", query, hash: `#${id}` }),
  data: (tab: string, query?: Kept): RouteLocationRaw => ({ name: "data", params: { tab }, query }),
};

/** The pages of reporting. */
export const reportingPaths = {
  owed: { name: "reporting" } as RouteLocationRaw,
  approvals: { name: "approvals" } as RouteLocationRaw,
  completeness: { name: "completeness" } as RouteLocationRaw,
  submission: (id: string): RouteLocationRaw => ({ name: "submission", params: { id } }),
};

/** The pages of tasks and supervision. */
export const supervisionPaths = {
  tasks: { name: "tasks" } as RouteLocationRaw,
  orders: { name: "supervision" } as RouteLocationRaw,
  order: (id: string): RouteLocationRaw => ({ name: "supervision-order", params: { id } }),
};

/** The pages of chains. */
export const chainPaths = {
  all: (query?: Kept): RouteLocationRaw => ({ name: "chains", query }),
  chain: (id: string, query?: Kept): RouteLocationRaw => ({ name: "chain", params: { id }, query }),
  actor: (id: string, query?: Kept): RouteLocationRaw => ({ name: "actor", params: { id }, query }),
  segment: (id: string, segment: string, query?: Kept): RouteLocationRaw => ({ name: "segment", params: { id, segment }, query }),
  structure: (query?: Kept): RouteLocationRaw => ({ name: "structure", query }),
  flows: (query?: Kept): RouteLocationRaw => ({ name: "flows", query }),
  sectors: (sector: string | undefined, query?: Kept): RouteLocationRaw => ({ name: "sectors", query: { ...query, sector } }),
  space: (query?: Kept): RouteLocationRaw => ({ name: "space", query }),
};

/** What the reader should know. */
export const noticesPath: RouteLocationRaw = { name: "notices" };

/** The pages of accounts. */
export const peoplePaths = {
  own: { name: "account" } as RouteLocationRaw,
  accounts: { name: "accounts" } as RouteLocationRaw,
  audit: { name: "audit" } as RouteLocationRaw,
};

/** Where one signs in; `back` is the address that one came from. */
export const signInPath = (back?: string): RouteLocationRaw => ({ name: "sign-in", query: back && back !== "/" ? { back } : undefined });

/** What a link takes along from the address that is open. */
export function keepScope(query: LocationQuery): Kept {
  return Object.fromEntries(kept.flatMap((name) => (typeof query[name] === "string" ? [[name, query[name]]] : [])));
}

export function useLinks() {
  const route = useRoute();
  return {
    indicator: (id: string, territory?: string) => paths.indicator(id, { ...keepScope(route.query), ...(territory && { territory }) }),
    territory: (id: string) => paths.territory(id, keepScope(route.query)),
    clause: (id: string) => paths.clause(id, keepScope(route.query)),
    chains: () => chainPaths.all(keepScope(route.query)),
    chain: (id: string) => chainPaths.chain(id, keepScope(route.query)),
    stop: (id: string, actor: string) => chainPaths.chain(id, { ...keepScope(route.query), stop: actor }),
    actor: (id: string) => chainPaths.actor(id, keepScope(route.query)),
    segment: (id: string, segment: string) => chainPaths.segment(id, segment, keepScope(route.query)),
    structure: () => chainPaths.structure(keepScope(route.query)),
    flows: () => chainPaths.flows(keepScope(route.query)),
    sectors: (sector?: string) => chainPaths.sectors(sector, keepScope(route.query)),
    space: () => chainPaths.space(keepScope(route.query)),
    source: (id: string) => paths.data("sources", { ...keepScope(route.query), source: id }),
  };
}
