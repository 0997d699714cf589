//! The files of a plan as they are written: one struct a table, unknown keys refused, every id with its place.

mod assignment;
mod calendar;
mod confidentiality;
mod diagnosis;
mod document;
mod evaluation;
mod forms;
mod header;
mod industries;
mod lights;
mod measures;
mod read;
mod registers;
mod sources;
mod supervision;
mod targets;
mod territories;

pub use assignment::{
    Activity, AssignmentFile, AssignmentRule, Edition, Negation, Thresholds, Vocabulary, Weights,
};
pub use calendar::{Calendar, CalendarFile, Year};
pub use confidentiality::{ConfidentialMeasure, ConfidentialityFile, CountOnly};
pub use diagnosis::{DiagnosisCriterion, DiagnosisFile, DiagnosisList, OutwardGroup};
pub use document::{
    Action, Chapter, Clause, Dimension, DocumentFile, Fund, Goal, Node, Positioning, Procedure, RoadPlan,
    Task,
};
pub use evaluation::{Category, EvaluationFile, Item, System};
pub use forms::{
    Approver, ChangeRule, Form, FormCheck, FormField, FormFile, OutlierRule, OwedBy, Route, RouteStage,
    Section,
};
pub use header::{Header, MapSettings};
pub use industries::{Chain, Industry, IndustryFile, Segment, Stage};
pub use lights::{Condition, LightFile, Rule, Step};
pub use measures::{
    GrowthFormula, Indicator, IndicatorFile, Measure, MeasureFile, RatioFormula, Term, ValidRange,
};
pub use read::{Located, Name, Raw, SourceFile, read};
pub use registers::{Acyclic, Code, Complete, Feed, Field, FieldType, Filter, Register, RegisterFile};
pub use sources::{PublishedOn, Source, SourceFile as SourcesFile};
pub use supervision::{SupervisionFile, SupervisionRule, Trigger};
pub use targets::{Inheritance, Target, TargetFile};
pub use territories::{Area, Function, MemberOf, Overlap, Point, Territory, TerritoryFile, TerritoryKind};
