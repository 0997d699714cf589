//! Indicators evaluated on cubes of observations: roll-up, ratios, growth, targets, lights and their explanation.
//!
//! Pure: no file, clock or network. [`mod@evaluate`] and the explanation are one function, generic over a
//! [`Recorder`] that costs nothing when it is [`Silent`].

pub mod confidential;
pub mod cube;
pub mod definition;
pub mod evaluate;
pub mod evidence;
mod labour;
pub mod panel;

pub use confidential::{Confidentiality, Respondents, Veil};
pub use cube::{Arrivals, Cube, Identity, Observation, RegisterRow};
pub use definition::{
    Aggregate, Complete, Condition, Definitions, Direction, Formula, Indicator, IndicatorIndex, LightRule,
    Measure, MeasureIndex, MeasureKind, OverTerritory, OverTime, PathShape, Preference, Quantity,
    RegisterFeed, RuleStep, SourceIndex, Target, Term, When,
};
pub use evaluate::{
    Answer, Base, Cell, Coverage, Difference, Judgement, LightReason, Method, Question, Record, Recorder,
    Recording, Rejection, Share, Silent, StepKind, StepNote, World, evaluate, rivals,
};
pub use evidence::{Against, Attribution, Contribution, attribute};
pub use panel::{Change, Figure, Panel, PanelQuestion};
