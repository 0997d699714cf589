use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Finding, check_id, nearest};
use lanbai_measures::{IndicatorIndex, MeasureIndex};

use super::Resolver;
use crate::model::IdMap;
use crate::raw::{Located, Name};

impl Resolver<'_> {
    /// Notes where each id stands; ids are unique within their kind, former ids included.
    pub fn collect_ids(&mut self) {
        let raw = self.raw;
        self.ids.territories = self.collect(
            &raw.territories,
            raw.territories.content.territory.iter().map(|t| (&t.id, &t.formerly)),
        );
        self.ids.measures =
            self.collect(&raw.measures, raw.measures.content.measure.iter().map(|m| (&m.id, &m.formerly)));
        self.ids.indicators = self
            .collect(&raw.indicators, raw.indicators.content.indicator.iter().map(|i| (&i.id, &i.formerly)));
        self.ids.sources =
            self.collect(&raw.sources, raw.sources.content.source.iter().map(|s| (&s.id, &s.formerly)));
        self.ids.registers =
            self.collect(&raw.registers, raw.registers.content.register.iter().map(|r| (&r.id, &r.formerly)));
        self.ids.clauses =
            self.collect(&raw.document, raw.document.content.clause.iter().map(|c| (&c.id, &c.formerly)));
        let document = &raw.document.content;
        self.ids.goals = self.collect(&raw.document, document.goal.iter().map(|g| (&g.id, &g.formerly)));
        self.ids.dimensions =
            self.collect(&raw.document, document.dimension.iter().map(|d| (&d.id, &d.formerly)));
        self.ids.actions = self.collect(&raw.document, document.action.iter().map(|a| (&a.id, &a.formerly)));
        let industries = &raw.industries.content;
        self.ids.industries =
            self.collect(&raw.industries, industries.industry.iter().map(|i| (&i.id, &i.formerly)));
        self.ids.chains =
            self.collect(&raw.industries, industries.chain.iter().map(|c| (&c.id, &c.formerly)));
        self.ids.segments =
            self.collect(&raw.industries, industries.segment.iter().map(|s| (&s.id, &s.formerly)));
        self.collect_of_assignment();
        self.collect_of_reporting();
        self.collect_unreferenced();
    }

    fn collect_of_assignment(&mut self) {
        let file = &self.raw.assignment;
        self.ids.activities = self.collect(file, file.content.activity.iter().map(|a| (&a.id, &a.formerly)));
        self.ids.editions = self.collect(file, file.content.edition.iter().map(|e| (&e.id, &e.formerly)));
        let never = Vec::new();
        self.collect(file, file.content.rule.iter().map(|rule| (&rule.id, &rule.formerly)));
        self.collect(file, file.content.vocabulary.iter().map(|v| (&v.segment, &never)));
    }

    fn collect_of_reporting(&mut self) {
        let raw = self.raw;
        let forms = &raw.forms.content;
        self.ids.forms = self.collect(&raw.forms, forms.form.iter().map(|f| (&f.id, &f.formerly)));
        self.ids.routes = self.collect(&raw.forms, forms.route.iter().map(|r| (&r.id, &r.formerly)));
        let systems = raw.evaluation.content.system.iter();
        self.ids.systems = self.collect(&raw.evaluation, systems.map(|s| (&s.id, &s.formerly)));
        let rules = raw.supervision.content.rule.iter();
        self.ids.supervision = self.collect(&raw.supervision, rules.map(|r| (&r.id, &r.formerly)));
        self.collect(&raw.calendar, raw.calendar.content.year.iter().map(|y| (&y.id, &y.formerly)));
        let never = Vec::new();
        let without_past = |id| (id, &never);
        for form in &forms.form {
            self.collect(&raw.forms, form.section.iter().map(|s| &s.id).map(without_past));
            self.collect(&raw.forms, form.check.iter().map(|c| &c.id).map(without_past));
            let fields = form.section.iter().flat_map(|section| &section.field);
            self.collect(&raw.forms, fields.filter_map(|f| f.word()).map(without_past));
        }
        for system in &raw.evaluation.content.system {
            self.collect(&raw.evaluation, system.category.iter().map(|c| &c.id).map(without_past));
            let items = system.category.iter().flat_map(|category| &category.indicator);
            self.collect(&raw.evaluation, items.map(|item| &item.id).map(without_past));
        }
        let nodes = raw.document.content.task.iter().flat_map(|task| &task.node);
        self.collect(&raw.document, nodes.map(|node| &node.id).map(without_past));
    }

    /// Ids that nothing refers to yet; they are unique all the same.
    fn collect_unreferenced(&mut self) {
        let raw = self.raw;
        let (file, document) = (&raw.document, &raw.document.content);
        self.collect(file, document.chapter.iter().map(|c| (&c.id, &c.formerly)));
        self.collect(file, document.positioning.iter().map(|p| (&p.id, &p.formerly)));
        self.collect(file, document.task.iter().map(|t| (&t.id, &t.formerly)));
        self.collect(file, document.procedure.iter().map(|p| (&p.id, &p.formerly)));
        self.collect(file, document.fund.iter().map(|f| (&f.id, &f.formerly)));
        self.collect(file, document.road_plan.iter().map(|r| (&r.id, &r.formerly)));
        self.collect(&raw.targets, raw.targets.content.target.iter().map(|t| (&t.id, &t.formerly)));
        self.collect(&raw.lights, raw.lights.content.rule.iter().map(|r| (&r.id, &r.formerly)));
        for register in &raw.registers.content.register {
            self.fields_once(register);
        }
    }

    /// Fields become columns, so their ids have another form and no former names.
    fn fields_once(&mut self, register: &crate::raw::Register) {
        let mut seen = std::collections::BTreeSet::new();
        for field in register.field.iter().filter(|field| !seen.insert(field.id.get_ref())) {
            self.findings.push(
                Finding::error("plan-duplicate-id", self.raw.registers.place(&field.id))
                    .with("id", field.id.get_ref().as_str()),
            );
        }
    }

    /// Ids of one kind; a malformed or repeated one is a finding.
    pub fn collect<'n, T>(
        &mut self,
        file: &Located<T>,
        things: impl Iterator<Item = (&'n Name, &'n Vec<String>)>,
    ) -> IdMap {
        let mut map = IdMap::new();
        for (position, (id, formerly)) in things.enumerate() {
            if check_id(id.get_ref()).is_err() {
                self.findings.push(
                    Finding::error("plan-malformed-id", file.place(id)).with("id", id.get_ref().as_str()),
                );
            }
            for name in std::iter::once(id.get_ref()).chain(formerly) {
                if map.insert(name.clone(), position).is_some() {
                    self.findings
                        .push(Finding::error("plan-duplicate-id", file.place(id)).with("id", name.as_str()));
                }
            }
        }
        map
    }

    /// A reference that leads nowhere, with the nearest id that exists.
    pub fn unknown<T>(&mut self, file: &Located<T>, word: &Name, kind: &'static str, known: &[&str]) {
        let finding = Finding::error("plan-unknown-reference", file.place(word))
            .with("kind", kind)
            .with("id", word.get_ref().as_str());
        let candidate = nearest(word.get_ref(), known.iter().copied());
        self.findings.push(finding.with("nearest", candidate.unwrap_or("—")));
    }

    /// Position of a referenced id in one kind's map.
    pub fn find<T>(
        &mut self,
        file: &Located<T>,
        word: &Name,
        kind: &'static str,
        map: impl Fn(&Self) -> &IdMap,
    ) -> Option<usize> {
        if let Some(position) = map(self).get(word.get_ref()) {
            return Some(*position);
        }
        let mut known: Vec<String> = map(self).keys().cloned().collect();
        // Of equally near ids the first is suggested, so their order must not be that of a hash map.
        known.sort_unstable();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        self.unknown(file, word, kind, &known);
        None
    }

    /// The territory that a word names.
    pub fn territory<T>(&mut self, file: &Located<T>, word: &Name) -> Option<TerritoryIndex> {
        let position = self.find(file, word, "territory", |r| &r.ids.territories)?;
        u32::try_from(position).ok().map(TerritoryIndex)
    }

    /// The measure that a word names.
    pub fn measure<T>(&mut self, file: &Located<T>, word: &Name) -> Option<MeasureIndex> {
        let position = self.find(file, word, "measure", |r| &r.ids.measures)?;
        u32::try_from(position).ok().map(MeasureIndex)
    }

    /// The indicator that a word names.
    pub fn indicator<T>(&mut self, file: &Located<T>, word: &Name) -> Option<IndicatorIndex> {
        let position = self.find(file, word, "indicator", |r| &r.ids.indicators)?;
        u32::try_from(position).ok().map(IndicatorIndex)
    }

    /// One of a few words; anything else is a finding that lists them.
    pub fn choice<T, V: Copy>(
        &mut self,
        file: &Located<T>,
        word: &Name,
        choices: &[(&'static str, V)],
    ) -> Option<V> {
        if let Some((_, value)) = choices.iter().find(|(name, _)| name == word.get_ref()) {
            return Some(*value);
        }
        let expected: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        self.findings.push(
            Finding::error("plan-unknown-value", file.place(word))
                .with("seen", word.get_ref().as_str())
                .with("expected", expected.join(", ")),
        );
        None
    }

    /// A unit as officials write it.
    pub fn unit<T>(&mut self, file: &Located<T>, word: &Name) -> Option<lanbai_kernel::Unit> {
        let unit = word.get_ref().parse().ok();
        if unit.is_none() {
            self.findings.push(
                Finding::error("plan-unknown-unit", file.place(word)).with("seen", word.get_ref().as_str()),
            );
        }
        unit
    }
}
