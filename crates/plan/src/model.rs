use std::collections::HashMap;

use lanbai_assign::Rules as AssignmentRules;
use lanbai_graphs::diagnosis::Weights as DiagnosisWeights;
use lanbai_kernel::territory::{Graph, TerritoryIndex};
use lanbai_kernel::{Decimal, Place, Text, Unit};
use lanbai_measures::{Definitions, IndicatorIndex, MeasureIndex, SourceIndex};
use lanbai_reporting::calendar::Calendar;
use lanbai_reporting::form::{EvaluationSystem, Form};
use lanbai_reporting::remind::Reminders;
use lanbai_reporting::route::{Ground, Route};
use lanbai_reporting::supervision::{SupervisionRule, TaskNode};

use crate::raw::{self, Name, Raw};

/// A plan whose references all hold. Indices of territories, measures, indicators and sources are positions in the
/// lists of the raw files, so what a thing is called is always one lookup away.
#[derive(Debug)]
pub struct Plan {
    /// The files as written: names, texts and places.
    pub raw: Raw,
    /// What evaluation needs.
    pub definitions: Definitions,
    /// Territories and their dated memberships.
    pub graph: Graph,
    /// Registers with their feeds resolved, in the order of the file.
    pub registers: Vec<Register>,
    /// Forms, routes, the calendar and what opens a 督办.
    pub reporting: Reporting,
    /// How enterprises are assigned to segments; `None` where the plan says nothing of it.
    pub assignment: Option<AssignmentRules>,
    /// By what weights a chain's diagnosis is ranked; even where the plan says nothing.
    pub diagnosis: DiagnosisWeights,
    /// The territory that the targets belong to.
    pub home: TerritoryIndex,
    /// What rests on each clause, in the order of the clauses.
    pub implementers: Vec<Vec<Implementer>>,
    pub(crate) ids: Ids,
}

/// What the plan says of reporting; empty where it asks nobody for anything.
#[derive(Debug, Default)]
pub struct Reporting {
    /// In the order of the file.
    pub forms: Vec<Form>,
    /// In the order of the file; forms name them by position.
    pub routes: Vec<Route>,
    /// By which deadlines are counted; covers no year where the plan has none.
    pub calendar: Calendar,
    /// In the order of the file.
    pub systems: Vec<EvaluationSystem>,
    /// In the order of the file.
    pub supervision: Vec<SupervisionRule>,
    /// The rule in force.
    pub supervision_rule: Option<usize>,
    /// When whoever owes a form is reminded.
    pub reminders: Reminders,
    /// The nodes of all tasks, in the order of the document.
    pub nodes: Vec<TaskNode>,
    /// The county of each territory, by position.
    pub located_in: Vec<Option<TerritoryIndex>>,
}

/// Ids, and those that they had before, of one kind of thing.
pub(crate) type IdMap = HashMap<String, usize>;

/// Where each id stands.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    pub territories: IdMap,
    pub measures: IdMap,
    pub indicators: IdMap,
    pub sources: IdMap,
    pub registers: IdMap,
    pub clauses: IdMap,
    pub goals: IdMap,
    pub dimensions: IdMap,
    pub actions: IdMap,
    pub industries: IdMap,
    pub chains: IdMap,
    pub segments: IdMap,
    pub activities: IdMap,
    pub editions: IdMap,
    pub forms: IdMap,
    pub routes: IdMap,
    pub systems: IdMap,
    pub supervision: IdMap,
}

/// A register with what feeds measures worked out.
#[derive(Debug, Clone)]
pub struct Register {
    /// Measures counted from it.
    pub feeds: Vec<RegisterFeedSpec>,
    /// Measures that rest on the respondents whom it names, with the field that names them.
    pub respondents: Vec<RegisterFeedSpec>,
    /// Rows that are counted and never named: those whose field, by position, has this value.
    pub count_only: Option<(usize, String)>,
    /// Positions of the fields that the register names.
    pub key: usize,
    #[allow(missing_docs)]
    pub territory: usize,
    #[allow(missing_docs)]
    pub valid_from: usize,
    #[allow(missing_docs)]
    pub valid_to: Option<usize>,
}

/// One measure counted from a register; how is said by the measure's own feed.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct RegisterFeedSpec {
    pub measure: MeasureIndex,
    /// The field that is counted or summed.
    pub of: Option<usize>,
    /// Only rows whose field has this value.
    pub filter: Option<(usize, String)>,
    /// Brings a summed amount into the measure's unit.
    pub factor: Decimal,
}

/// What kind of thing implements a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum ImplementerKind {
    Indicator,
    Target,
    Goal,
    Register,
    Procedure,
    Fund,
    Task,
    Action,
    Industry,
    Chain,
    Territory,
    RoadPlan,
    Positioning,
    Measure,
    Chapter,
}

impl ImplementerKind {
    /// The name used in files and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Indicator => "indicator",
            Self::Target => "target",
            Self::Goal => "goal",
            Self::Register => "register",
            Self::Procedure => "procedure",
            Self::Fund => "fund",
            Self::Task => "task",
            Self::Action => "action",
            Self::Industry => "industry",
            Self::Chain => "chain",
            Self::Territory => "territory",
            Self::RoadPlan => "road-plan",
            Self::Positioning => "positioning",
            Self::Measure => "measure",
            Self::Chapter => "chapter",
        }
    }
}

/// A thing of the plan that rests on a clause.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Implementer {
    pub kind: ImplementerKind,
    pub id: String,
    pub name: Text,
}

impl Plan {
    /// Every territory, in the order of the file.
    pub fn territories(&self) -> impl Iterator<Item = TerritoryIndex> + use<> {
        let count = u32::try_from(self.raw.territories.content.territory.len()).unwrap_or(0);
        (0..count).map(TerritoryIndex)
    }

    /// The territory with that id, or that once had it.
    pub fn territory(&self, id: &str) -> Option<TerritoryIndex> {
        self.ids.territories.get(id).and_then(|n| u32::try_from(*n).ok()).map(TerritoryIndex)
    }

    /// The indicator with that id, or that once had it.
    pub fn indicator(&self, id: &str) -> Option<IndicatorIndex> {
        self.ids.indicators.get(id).and_then(|n| u32::try_from(*n).ok()).map(IndicatorIndex)
    }

    /// The measure with that id, or that once had it.
    pub fn measure(&self, id: &str) -> Option<MeasureIndex> {
        self.ids.measures.get(id).and_then(|n| u32::try_from(*n).ok()).map(MeasureIndex)
    }

    /// The source with that id, or that once had it.
    pub fn source(&self, id: &str) -> Option<SourceIndex> {
        self.ids.sources.get(id).and_then(|n| u32::try_from(*n).ok()).map(SourceIndex)
    }

    /// The register with that id, or that once had it.
    pub fn register(&self, id: &str) -> Option<usize> {
        self.ids.registers.get(id).copied()
    }

    /// The clause with that id, or that once had it.
    pub fn clause(&self, id: &str) -> Option<usize> {
        self.ids.clauses.get(id).copied()
    }

    /// The form with that id, or that once had it.
    pub fn form(&self, id: &str) -> Option<&Form> {
        // A form that was not understood is left out, so positions are those of the file only.
        let written = self.form_text(id)?.id.get_ref();
        self.reporting.forms.iter().find(|form| *form.id == **written)
    }

    /// A form as written.
    pub fn form_text(&self, id: &str) -> Option<&raw::Form> {
        self.raw.forms.content.form.get(*self.ids.forms.get(id)?)
    }

    /// The territories as routes need them.
    pub fn ground(&self) -> Ground<'_> {
        Ground { graph: &self.graph, located_in: &self.reporting.located_in }
    }

    /// A territory as written.
    pub fn territory_text(&self, index: TerritoryIndex) -> &raw::Territory {
        &self.raw.territories.content.territory[index.at()]
    }

    /// An indicator as written.
    pub fn indicator_text(&self, index: IndicatorIndex) -> &raw::Indicator {
        &self.raw.indicators.content.indicator[index.at()]
    }

    /// A measure as written.
    pub fn measure_text(&self, index: MeasureIndex) -> &raw::Measure {
        &self.raw.measures.content.measure[index.at()]
    }

    /// A source as written.
    pub fn source_text(&self, index: SourceIndex) -> &raw::Source {
        &self.raw.sources.content.source[index.at()]
    }

    /// A register as written.
    pub fn register_text(&self, index: usize) -> &raw::Register {
        &self.raw.registers.content.register[index]
    }

    /// The unit of a measure.
    pub fn unit(&self, measure: MeasureIndex) -> Unit {
        self.definitions.measure(measure).unit
    }

    /// Where a territory is written.
    pub fn place_of_territory(&self, word: &Name) -> Place {
        self.raw.territories.place(word)
    }
}
