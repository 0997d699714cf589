use chrono::Datelike;
use lanbai_kernel::Period;
use lanbai_kernel::territory::{MembershipKind, TerritoryIndex};
use lanbai_measures::{Direction, IndicatorIndex, Question};
use lanbai_plan::{Plan, raw};

use crate::describe::{certainty, formula};
use crate::view::{
    DimensionView, GoalView, IndicatorDefinition, MapView, MeasureView, Named, ParentView, PlanView,
    PointView, TerritorySummary,
};
use crate::{App, Snapshot};

impl App {
    /// The plan as every page needs it.
    pub fn plan_view(&self) -> PlanView {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let header = &plan.raw.header.content;
        let today = self.clock().today();
        PlanView {
            id: header.id.get_ref().clone(),
            version: header.version.clone(),
            invented: header.invented,
            title: (&header.title).into(),
            short_title: (&header.short_title).into(),
            number: header.number.clone(),
            issued: header.issued.as_ref().map(ToString::to_string),
            issuer: header.issuer.as_ref().map(Into::into),
            first_period: header.first_period.to_string(),
            last_period: header.last_period.to_string(),
            base_period: header.base_period.to_string(),
            home: header.home.get_ref().clone(),
            reference: header.reference.as_ref().map(|id| id.get_ref().clone()),
            map: MapView {
                approval_number: header
                    .map
                    .as_ref()
                    .and_then(|map| map.approval_number.clone())
                    .filter(|number| !number.is_empty()),
                datum: header.map.as_ref().and_then(|map| map.datum.clone()),
            },
            has_sample: snapshot.has_sample(),
            default_period: self.default_period(&snapshot).to_string(),
            periods: snapshot.years(today).iter().map(ToString::to_string).collect(),
            goals: goals(plan),
            dimensions: plan
                .raw
                .document
                .content
                .dimension
                .iter()
                .map(|d| DimensionView { id: d.id.get_ref().clone(), title: (&d.title).into() })
                .collect(),
            indicators: (0..)
                .take(plan.definitions.indicators.len())
                .map(|n| indicator_definition(plan, IndicatorIndex(n)))
                .collect(),
            measures: measures(plan),
            industries: plan
                .raw
                .industries
                .content
                .industry
                .iter()
                .map(|industry| Named { id: industry.id.get_ref().clone(), name: (&industry.name).into() })
                .collect(),
            territories: (0..)
                .take(plan.graph.len())
                .map(|n| territory_summary(plan, TerritoryIndex(n)))
                .collect(),
            sources: self.source_views(&snapshot),
            reload: snapshot.reload.clone(),
        }
    }

    /// The period that a page opens with.
    pub fn default_period_now(&self) -> String {
        self.default_period(&self.snapshot()).to_string()
    }

    /// The last whole year for which an indicator with a target has a value at home; else the last year with any.
    fn default_period(&self, snapshot: &Snapshot) -> Period {
        let plan = &snapshot.plan;
        let today = self.clock().today();
        let whole = |period: &Period| i32::from(period.last().year()) < today.year();
        let years: Vec<Period> = snapshot.years(today).into_iter().filter(whole).collect();
        let answers = |period: &&Period| {
            plan.definitions.targets.iter().filter(|t| t.territory == plan.home).any(|target| {
                let question = Question::new(target.indicator, vec![plan.home], **period);
                snapshot.answer(&question).cell.is_some()
            })
        };
        years.iter().rfind(answers).or(years.last()).copied().unwrap_or(plan.definitions.base_period)
    }
}

fn measures(plan: &Plan) -> Vec<MeasureView> {
    let measures = plan.raw.measures.content.measure.iter();
    measures
        .map(|m| MeasureView {
            id: m.id.get_ref().clone(),
            name: (&m.name).into(),
            unit: m.unit.get_ref().clone(),
        })
        .collect()
}

fn goals(plan: &Plan) -> Vec<GoalView> {
    let indicators = &plan.raw.indicators.content.indicator;
    let mut goals: Vec<GoalView> = plan
        .raw
        .document
        .content
        .goal
        .iter()
        .map(|goal| GoalView {
            id: goal.id.get_ref().clone(),
            order: goal.order,
            title: (&goal.title).into(),
            text: goal.text.as_ref().map(Into::into),
            has_number: goal.has_number,
            indicators: indicators
                .iter()
                .filter(|i| i.goal.as_ref().is_some_and(|g| g.get_ref() == goal.id.get_ref()))
                .map(|i| i.id.get_ref().clone())
                .collect(),
            clauses: names(&goal.clauses),
        })
        .collect();
    goals.sort_by_key(|goal| goal.order);
    goals
}

pub(crate) fn names(words: &[raw::Name]) -> Vec<String> {
    words.iter().map(|word| word.get_ref().clone()).collect()
}

pub(crate) fn indicator_definition(plan: &Plan, index: IndicatorIndex) -> IndicatorDefinition {
    let text = plan.indicator_text(index);
    let definition = plan.definitions.indicator(index);
    IndicatorDefinition {
        id: text.id.get_ref().clone(),
        name: (&text.name).into(),
        order: text.order,
        dimension: text.dimension.as_ref().map(|d| d.get_ref().clone()),
        goal: text.goal.as_ref().map(|g| g.get_ref().clone()),
        unit: text.unit.get_ref().clone(),
        decimals: text.decimals,
        direction: if definition.direction == Direction::Higher { "higher" } else { "lower" }.to_owned(),
        certainty: certainty(text.certainty).to_owned(),
        definition: text.definition.as_ref().map(Into::into),
        definition_version: text.definition_version.clone(),
        formula: formula(plan, index),
        note: text.note.as_ref().map(Into::into),
        clauses: names(&text.clauses),
        has_formula: definition.formula.is_some(),
        watched: text.watched,
    }
}

pub(crate) const fn membership_name(kind: MembershipKind) -> &'static str {
    match kind {
        MembershipKind::Plan => "plan",
        MembershipKind::Administrative => "administrative",
    }
}

pub(crate) fn day(written: &impl ToString) -> String {
    written.to_string()
}

pub(crate) fn territory_summary(plan: &Plan, index: TerritoryIndex) -> TerritorySummary {
    let text = plan.territory_text(index);
    TerritorySummary {
        id: text.id.get_ref().clone(),
        kind: text.kind.name().to_owned(),
        name: (&text.name).into(),
        short_name: text.short_name.as_ref().map(Into::into),
        certainty: certainty(text.certainty).to_owned(),
        placeholder: text.placeholder,
        located_in: text.located_in.as_ref().map(|id| id.get_ref().clone()),
        code: text.code.clone(),
        point: text.point.as_ref().map(|point| PointView {
            lon: point.lon,
            lat: point.lat,
            approximate: point.approximate,
            source: point.source.as_ref().map(|s| s.get_ref().clone()),
        }),
        parents: text
            .member_of
            .iter()
            .map(|m| ParentView {
                id: m.parent.get_ref().clone(),
                kind: membership_name(m.kind).to_owned(),
                from: day(&m.from),
                to: m.to.as_ref().map(day),
                certainty: certainty(m.certainty).to_owned(),
            })
            .collect(),
    }
}
