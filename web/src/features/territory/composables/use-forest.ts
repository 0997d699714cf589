import { computed } from "vue";
import type { TerritorySummary } from "@/api/types";

export type Node = { place: TerritorySummary; children: Node[] };

/** The trees of each kind of membership. A territory outside of both stands with the plan's. */
export function useForest(options: { territories: () => TerritorySummary[] }) {
  const tree = (kind: "plan" | "administrative") => {
    const all = options.territories();
    const open = (place: TerritorySummary) => place.parents.filter((parent) => parent.kind === kind && parent.to === null);
    const grow = (place: TerritorySummary): Node => ({
      place,
      children: all.filter((one) => open(one).some((parent) => parent.id === place.id)).map(grow),
    });
    return all.filter((place) => open(place).length === 0).map(grow);
  };
  return computed(() => {
    const administrative = tree("administrative").filter((node) => node.children.length > 0);
    const placed = new Set(flatten(administrative).map((node) => node.place.id));
    return { administrative, plan: tree("plan").filter((node) => !placed.has(node.place.id)) };
  });
}

const flatten = (nodes: Node[]): Node[] => nodes.flatMap((node) => [node, ...flatten(node.children)]);
