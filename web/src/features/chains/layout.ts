/** Where the nodes of a graph stand in the unit square. Nothing is left to chance: the same graph gives the same places. */
export type Place = { x: number; y: number };
export type Tie = { one: number; other: number; weight: number };

const rounds = 400;
/** Between places that the forces found (0) and places in even steps (1): a crowd in the middle takes room from the empty rim. */
const evenness = 0.6;

/** Ties pull, the stronger the more, all nodes push, and each round moves less than the one before (Fruchterman and Reingold 1991). */
export function layOut(count: number, ties: Tie[]): Place[] {
  if (count <= 1) return Array.from({ length: count }, () => ({ x: 0.5, y: 0.5 }));
  const points = Array.from({ length: count }, (_, at) => onSpiral(at, count));
  const pulls = pullsOf(count, ties);
  for (let round = 0; round < rounds; round++) step(points, pulls, 0.1 * (1 - round / rounds));
  const [xs, ys] = [even(points.map((one) => one.x)), even(points.map((one) => one.y))];
  return points.map((_, at) => ({ x: xs[at] ?? 0.5, y: ys[at] ?? 0.5 }));
}

// no two start at one place, and no three in a row
const golden = Math.PI * (3 - Math.sqrt(5));
function onSpiral(at: number, count: number): Place {
  const radius = 0.5 * Math.sqrt((at + 0.5) / count);
  return { x: 0.5 + radius * Math.cos(at * golden), y: 0.5 + radius * Math.sin(at * golden) };
}

// what has many ties is pulled less by each: else it all falls into one heap
function pullsOf(count: number, ties: Tie[]): Tie[] {
  const degrees = new Array<number>(count).fill(0);
  for (const { one, other } of ties) {
    degrees[one] = (degrees[one] ?? 0) + 1;
    degrees[other] = (degrees[other] ?? 0) + 1;
  }
  return ties
    .filter(({ one, other }) => one !== other && one < count && other < count)
    .map((tie) => ({ ...tie, weight: tie.weight / Math.sqrt((degrees[tie.one] ?? 1) * (degrees[tie.other] ?? 1)) }));
}

function step(points: Place[], pulls: Tie[], most: number) {
  const ideal = Math.sqrt(1 / points.length);
  const moves = points.map(({ x, y }) => ({ x: (0.5 - x) * 0.3, y: (0.5 - y) * 0.3 }));
  const push = (at: number, to: number, strength: (distance: number) => number) => {
    const [a, b, moveA, moveB] = [points[at], points[to], moves[at], moves[to]];
    if (!a || !b || !moveA || !moveB) return;
    const [dx, dy] = [a.x - b.x, a.y - b.y];
    const distance = Math.max(1e-4, Math.hypot(dx, dy));
    const by = strength(distance) / distance;
    moveA.x += dx * by;
    moveA.y += dy * by;
    moveB.x -= dx * by;
    moveB.y -= dy * by;
  };
  for (let at = 0; at < points.length; at++)
    for (let to = at + 1; to < points.length; to++) push(at, to, (distance) => ideal ** 2 / distance);
  for (const { one, other, weight } of pulls) push(one, other, (distance) => (-2 * weight * distance ** 2) / ideal);
  points.forEach((point, at) => {
    const move = moves[at] ?? { x: 0, y: 0 };
    const length = Math.hypot(move.x, move.y);
    const by = length > most ? most / length : 1;
    point.x += move.x * by;
    point.y += move.y * by;
  });
}

/** From nought to one, in steps that are partly even. */
function even(values: number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const order = values.map((_, at) => at).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  const ranks = new Array<number>(values.length).fill(0);
  order.forEach((at, rank) => (ranks[at] = rank / (values.length - 1)));
  return values.map((value, at) => (1 - evenness) * ((value - low) / (high - low || 1)) + evenness * (ranks[at] ?? 0));
}

type Graph = { activities: { code: string }[]; ties: { one: number; other: number; proximity: number }[] };

/** Places of activities by code, so that one is found again: as the whole plan's ties lay them out, whichever territory is looked at.
 *  One that the plan as a whole lacks stands by those that it is tied to. */
export function placesByCode(whole: Graph, own: Graph): Map<string, Place> {
  // whoever comes first in an answer depends on its data, a code does not
  const codes = whole.activities.map((one) => one.code).sort();
  const at = (index: number) => codes.indexOf(whole.activities[index]?.code ?? "");
  const ties = whole.ties.map(({ one, other, proximity }) => {
    const ends = [at(one), at(other)];
    return { one: Math.min(...ends), other: Math.max(...ends), weight: proximity };
  });
  ties.sort((a, b) => a.one - b.one || a.other - b.other);
  const found = layOut(codes.length, ties);
  const places = new Map(codes.map((code, index) => [code, found[index] ?? { x: 0.5, y: 0.5 }]));
  const known = new Map(places);
  own.activities.forEach(({ code }, index) => {
    if (!places.has(code)) places.set(code, beside(neighbours(own, index, known), index));
  });
  return places;
}

function neighbours(graph: Graph, index: number, known: Map<string, Place>): Place[] {
  const ends = graph.ties.flatMap(({ one, other }) => (one === index ? [other] : other === index ? [one] : []));
  return ends.flatMap((end) => known.get(graph.activities[end]?.code ?? "") ?? []);
}

// not upon a neighbour: a little off, each in a direction of its own
function beside(near: Place[], index: number): Place {
  const mean = (pick: (one: Place) => number) => (near.length === 0 ? 0.5 : near.reduce((sum, one) => sum + pick(one), 0) / near.length);
  const within = (value: number) => Math.min(1, Math.max(0, value));
  return {
    x: within(mean((one) => one.x) + 0.06 * Math.cos(index * golden)),
    y: within(mean((one) => one.y) + 0.06 * Math.sin(index * golden)),
  };
}
