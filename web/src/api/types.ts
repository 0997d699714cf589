// The shapes of /api/v1. Periods: 2023, 2023H1, 2023Q1, 2023-01, 2023-01..09, 2016..2020. Dates are ISO; shares and growth are fractions.
export type Text = { zh: string; en: string };
export type Origin = "published" | "reported" | "derived" | "sample";
export type Certainty = "confirmed" | "inferred" | "not-found";
export type Qualifier = "exact" | "at-least" | "at-most" | "about" | "estimate" | "period-not-stated";
export type LightColour = "green" | "yellow" | "red" | "grey";
export type Grade = "A" | "B" | "C" | "D";
export type Bound = "at-least" | "at-most" | "exactly";
export type MembershipKind = "plan" | "administrative";
export type TerritoryKind = "zone" | "base" | "park" | "county" | "city" | "province" | "belt" | "region";

export type Plan = {
  id: string;
  version: string;
  invented: boolean;
  title: Text;
  short_title: Text;
  number: string | null;
  issued: string | null;
  issuer: Text | null;
  first_period: string;
  last_period: string;
  base_period: string;
  home: string;
  reference: string;
  map: { approval_number: string | null; datum: string };
  has_sample: boolean;
  default_period: string;
  periods: string[];
  goals: Goal[];
  dimensions: { id: string; title: Text }[];
  indicators: IndicatorDefinition[];
  territories: TerritorySummary[];
  reload: { checked_at: string; changes: PlanChange[] } | null;
};
export type PlanChange = { kind: "added" | "removed" | "changed"; what: string; id: string; before: string | null; after: string | null };
export type Goal = { id: string; order: number; title: Text; has_number: boolean; indicators: string[]; clauses: string[] };
export type IndicatorDefinition = {
  id: string;
  name: Text;
  order: number;
  dimension: string | null;
  goal: string | null;
  unit: string;
  decimals: number;
  direction: "higher" | "lower";
  certainty: Certainty;
  definition: Text | null;
  definition_version: string | null;
  formula: Text | null;
  note: Text | null;
  clauses: string[];
  has_formula: boolean;
};
export type Membership = { id: string; kind: MembershipKind; from: string; to: string | null; certainty: Certainty };
export type TerritorySummary = {
  id: string;
  kind: TerritoryKind;
  name: Text;
  short_name: Text;
  certainty: Certainty;
  placeholder: boolean;
  located_in: string | null;
  code: string | null;
  point: { lon: number; lat: number; approximate: boolean; source: string | null } | null;
  parents: Membership[];
};

export type Coverage = { covered: number; expected: number; missing: string[]; complete: boolean };
export type Target = { value: number; period: string; bound: Bound; certainty: Certainty; inherited_from: string | null };
export type Evaluation = {
  indicator: string;
  territory: string;
  period: string;
  value: number | null;
  unit: string;
  decimals: number;
  qualifiers: Qualifier[];
  origin: Origin | null;
  source: string | null;
  certainty: Certainty;
  method: "direct" | "tiled" | "year-to-date-difference" | "rolled-up" | "ratio" | "register" | null;
  coverage: Coverage | null;
  definition_version: string | null;
  target: Target | null;
  path: number | null;
  progress: number | null;
  gap: number | null;
  required_growth: number | null;
  light: LightColour;
  light_rule: { id: string; version: string } | null;
  light_reason: Text;
  rolled_up: number | null;
  difference: { value: number; explained_by_rounding: boolean } | null;
  share: { of: string; value: number } | null;
  alternatives: Alternative[];
};
export type Alternative = {
  value: number;
  unit: string;
  qualifiers: Qualifier[];
  origin: Origin;
  source: string;
  known_on: string;
  reason: Text;
};
export type PathPoint = { period: string; value: number };
export type SeriesPoint = { period: string; value: number | null; origin: Origin | null; qualifiers: Qualifier[] };

export type Share = { territory: string; value: number; share: number; origin: Origin };
export type CockpitItem = {
  indicator: string;
  evaluation: Evaluation;
  latest: { period: string; value: number; origin: Origin } | null;
  series: SeriesPoint[];
  path: PathPoint[];
  shares: Share[];
  attention: number;
};
export type Cockpit = {
  territory: string;
  period: string;
  summary: Record<LightColour, number>;
  goals: { goal: string | null; items: CockpitItem[] }[];
};

export type CountyValue = { code: string; territory: string; value: number | null; origin: Origin | null };
export type IndicatorPage = {
  definition: IndicatorDefinition;
  evaluation: Evaluation;
  series: SeriesPoint[];
  path: PathPoint[];
  paths: { constant_growth: PathPoint[]; linear: PathPoint[] } | null;
  territories: Evaluation[];
  counties: CountyValue[];
  clauses: Clause[];
};

export type Explanation = { evaluation: Evaluation; formula: Text; substituted: string; root: Step; clauses: Clause[]; sources: Source[] };
export type Step = {
  kind:
    | "indicator"
    | "ratio"
    | "growth"
    | "combination"
    | "measure"
    | "roll-up"
    | "tiling"
    | "difference"
    | "observation"
    | "register"
    | "derived-numerator"
    | "note";
  title: Text;
  territory: string | null;
  period: string | null;
  value: number | null;
  unit: string | null;
  origin: Origin | null;
  observation: Observation | null;
  rejected: Alternative[];
  notes: Text[];
  children: Step[];
};
export type Observation = {
  id: string;
  measure: string;
  territory: string;
  period: string;
  value: number;
  unit: string;
  qualifiers: Qualifier[];
  origin: Origin;
  source: string;
  known_on: string;
  publication: number;
  note: string | null;
};
export type Source = {
  id: string;
  title: string;
  publisher: string | null;
  address: string | null;
  published_on: string | null;
  grade: Grade;
  note: string | null;
  observations?: number;
};
export type SourceWithObservations = Source & { items: Observation[] };

export type TerritoryPage = {
  territory: TerritorySummary;
  area_km2: number | null;
  functions: { text: Text; industries: string[]; source: string | null }[];
  note: Text | null;
  members: Membership[];
  evaluations: (Evaluation & { series: SeriesPoint[] })[];
  share: { indicator: string; of: string; value: number }[];
  overlaps: { territory: string; shared_leaves: number; leaves: number }[];
};

export type ImplementationKind =
  | "indicator"
  | "target"
  | "goal"
  | "register"
  | "procedure"
  | "fund"
  | "task"
  | "action"
  | "industry"
  | "chain"
  | "territory"
  | "road-plan"
  | "positioning";
export type Clause = {
  id: string;
  paragraph: number;
  text: Text;
  source: string | null;
  implemented_by: { kind: ImplementationKind; id: string; name: Text; has_data: boolean }[];
  status: "implemented" | "described" | "not-implemented";
};
export type Clauses = {
  chapters: { id: string; number: string; title: Text; certainty: Certainty }[];
  clauses: Clause[];
  positionings: { id: string; of: string; kind: "positioning" | "reform-task"; title: Text; clauses: string[] }[];
  actions: { id: string; order: number; title: Text; clauses: string[] }[];
  tasks: {
    id: string;
    action: string | null;
    title: Text;
    lead: string | null;
    indicators: string[];
    clauses: string[];
    certainty: Certainty;
  }[];
};

export type Column = { name: string; title: Text; type: "text" | "number" | "date" | "integer" };
export type TableSummary = { name: string; title: Text; rows: number; columns: Column[] };
export type Cell = string | number | null;
export type TablePage = { columns: Column[]; rows: Cell[][]; next_cursor: string | null; total: number };
export type Finding = {
  code: string;
  severity: "error" | "warning" | "note";
  message: Text;
  hint: Text;
  place: {
    file: string | null;
    line: number | null;
    column: string | null;
    territory: string | null;
    measure: string | null;
    period: string | null;
  };
};
export type Conflict = { measure: string; territory: string; period: string; chosen: Observation; others: Alternative[] };
export type ImportReport = {
  file: string;
  rows: number;
  added: number;
  unchanged: number;
  dry_run: boolean;
  publication: number | null;
  preview: { columns: string[]; rows: string[][] };
  findings: Finding[];
};
export type Publication = { number: number; recorded_at: string; kind: string; file: string | null; rows: number };
export type Problem = { type?: string; title: string; status: number; detail?: string | null; code?: string | null; findings?: Finding[] };
export type Items<T> = { items: T[] };
