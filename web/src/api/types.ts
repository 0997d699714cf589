// The server's shapes, generated from its OpenAPI document. Its enumerations are plain strings there and are narrowed here, by the
// name of their property, for all shapes and answers at once. Periods: 2023, 2023H1, 2023Q1, 2023-01, 2023-01..09, 2016..2020.
// Dates are ISO; shares and growth are fractions.
import type { components, paths } from "./schema";

export type Origin = "published" | "reported" | "derived" | "sample";
export type Certainty = "confirmed" | "inferred" | "not-found";
export type Qualifier = "exact" | "at-least" | "at-most" | "about" | "estimate" | "period-not-stated" | "withdrawn";
export type LightColour = "green" | "yellow" | "red" | "grey";
export type Severity = "error" | "warning" | "note";
export type ClauseStatus = "implemented" | "described" | "not-implemented";

type Enumerations = {
  origin: Origin;
  certainty: Certainty;
  qualifiers: Qualifier[];
  light: LightColour;
  severity: Severity;
  status: ClauseStatus;
};
type Narrowed<T> = T extends (infer Item)[]
  ? Narrowed<Item>[]
  : T extends object
    ? { [Name in keyof T]: Name extends keyof Enumerations ? NarrowedAs<T[Name], Enumerations[Name]> : Narrowed<T[Name]> }
    : T;
// a problem's status is a number and stays one
type NarrowedAs<Told, Enumeration> = Told extends string | string[] ? Enumeration : Told;

export type Paths = Narrowed<paths>;
type Schemas = Narrowed<components["schemas"]>;

export type Account = Schemas["AccountView"];
export type AccountImport = Schemas["AccountImportView"];
export type MadeAccount = Schemas["MadeAccountView"];
export type AuditRow = Schemas["AuditRowView"];
export type Alternative = Schemas["AlternativeView"];
export type Session = Schemas["SessionView"];
export type SignIn = Schemas["SignIn"];
export type FromProvider = Schemas["FromProvider"];
export type Attribution = Schemas["AttributionView"];
export type Clause = Schemas["ClauseView"];
export type Clauses = Schemas["ClausePage"];
export type CockpitItem = Schemas["CockpitItem"];
export type Column = Schemas["TableColumn"];
export type CountyValue = Schemas["CountyValue"];
export type Completeness = Schemas["CompletenessView"];
export type Evaluation = Schemas["Evaluation"];
export type Explanation = Schemas["Explanation"];
export type FilledField = Schemas["FilledField"];
export type Finding = Schemas["FindingView"];
export type ActorBrief = Schemas["ActorBrief"];
export type ActorLink = Schemas["ActorLink"];
export type ChainMap = Schemas["ChainMap"];
export type ChainSummary = Schemas["ChainSummary"];
export type Decided = Schemas["DecidedView"];
export type Diagnosis = Schemas["DiagnosisView"];
export type DiagnosisEntry = Schemas["DiagnosisEntry"];
export type DiagnosisList = Schemas["DiagnosisList"];
export type DiagnosisPart = Schemas["DiagnosisPart"];
export type DiagnosisSubject = Schemas["SubjectView"];
export type DiagnosisWeight = Schemas["WeightView"];
export type Exchange = Schemas["ExchangeView"];
export type OutwardShare = Schemas["OutwardView"];
export type ParkStructure = Schemas["ParkStructure"];
export type Structure = Schemas["StructureView"];
export type Ground = Schemas["GroundView"];
export type Segment = Schemas["SegmentView"];
export type Sector = Schemas["SectorView"];
export type Space = Schemas["SpaceView"];
export type SpaceActivity = Schemas["SpaceActivityView"];
export type SegmentStates = Schemas["SegmentStates"];
export type FormField = Schemas["FormField"];
export type Goal = Schemas["GoalView"];
export type UploadReport = Schemas["UploadReport"];
export type RegisterColumn = Schemas["RegisterColumnView"];
export type RegisterRows = Schemas["RegisterRowsView"];
export type SavedRows = Schemas["SavedRowsView"];
export type ImportReport = Schemas["ImportReport"];
export type IndicatorDefinition = Schemas["IndicatorDefinition"];
export type IndicatorPage = Schemas["IndicatorPage"];
export type Membership = Schemas["ParentView"];
export type Observation = Schemas["ObservationView"];
export type Owed = Schemas["OwedView"];
export type PathPoint = Schemas["PathPoint"];
export type Plan = Schemas["PlanView"];
export type Publication = Schemas["PublicationView"];
export type Saved = Schemas["SavedView"];
export type SeriesPoint = Schemas["SeriesPoint"];
export type Share = Schemas["MemberShare"];
export type Source = Schemas["SourceView"];
export type Step = Schemas["Step"];
export type Submission = Schemas["SubmissionView"];
export type SubmissionFinding = Schemas["SubmissionFinding"];
export type LedgerTask = Schemas["LedgerTask"];
export type LedgerNode = Schemas["LedgerNode"];
export type Notice = Schemas["NoticeView"];
export type SupervisionOrder = Schemas["OrderView"];
export type SupervisionReply = Schemas["ReplyView"];
export type WaitingOrder = Schemas["WaitingOrderView"];
export type SubmissionSummary = Schemas["SubmissionSummary"];
export type TableSummary = Schemas["TableView"];
export type Target = Schemas["TargetView"];
export type TerritoryPage = Schemas["TerritoryPage"];
export type TerritorySummary = Schemas["TerritorySummary"];
export type Text = Schemas["Bilingual"];

/** What went wrong; a server that cannot be reached tells less than one that answers. */
export type Problem = Pick<Schemas["Problem"], "title" | "status"> & Partial<Schemas["Problem"]> & { message?: Text; hint?: Text };

/** A table's cell is any JSON value; the document says no more than that. */
export type Cell = string | number | null;
