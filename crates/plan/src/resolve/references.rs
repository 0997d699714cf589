use super::Resolver;
use crate::raw::{Located, Name};

/// Calls `$check` for the common references of every thing of the listed tables.
macro_rules! common_references {
    ($self:ident, $file:expr, $($table:ident),+) => {
        $(for thing in &$file.content.$table {
            $self.clauses($file, &thing.clauses);
            $self.source_exists($file, thing.source.as_ref());
        })+
    };
}

impl Resolver<'_> {
    /// References that no later step needs, but that a reader follows.
    pub fn check_references(&mut self) {
        let raw = self.raw;
        let document = &raw.document;
        common_references!(
            self,
            document,
            chapter,
            goal,
            dimension,
            positioning,
            action,
            task,
            clause,
            procedure,
            fund,
            road_plan
        );
        common_references!(self, &raw.territories, territory);
        common_references!(self, &raw.industries, industry, chain, segment);
        common_references!(self, &raw.measures, measure);
        common_references!(self, &raw.indicators, indicator);
        common_references!(self, &raw.targets, target);
        common_references!(self, &raw.lights, rule);
        common_references!(self, &raw.registers, register);
        common_references!(self, &raw.forms, route, form);
        common_references!(self, &raw.evaluation, system);
        common_references!(self, &raw.calendar, year);
        common_references!(self, &raw.supervision, rule);
        common_references!(self, &raw.assignment, edition, activity, vocabulary);
        common_references!(self, &raw.diagnosis, list, outward);
        for group in &raw.diagnosis.content.outward {
            self.territory(&raw.diagnosis, &group.territory);
        }
        let confidentiality = &raw.confidentiality;
        self.clauses(confidentiality, &confidentiality.content.clauses);
        self.source_exists(confidentiality, confidentiality.content.source.as_ref());
        for rows in &confidentiality.content.count_only {
            self.clauses(confidentiality, &rows.clauses);
        }
        if let Some(rule) = &raw.assignment.content.rule {
            self.clauses(&raw.assignment, &rule.clauses);
            self.source_exists(&raw.assignment, rule.source.as_ref());
        }
        for check in raw.forms.content.form.iter().flat_map(|form| &form.check) {
            self.source_exists(&raw.forms, check.source.as_ref());
        }
        for node in document.content.task.iter().flat_map(|task| &task.node) {
            self.source_exists(document, node.source.as_ref());
        }
        for task in &document.content.task {
            if let Some(action) = &task.action {
                self.find(document, action, "action", |r| &r.ids.actions);
            }
            if let Some(territory) = &task.territory {
                self.territory(document, territory);
            }
            for indicator in &task.indicators {
                self.indicator(document, indicator);
            }
        }
        for positioning in &document.content.positioning {
            self.territory(document, &positioning.of);
            self.choice(document, &positioning.kind, &[("positioning", ()), ("reform-task", ())]);
        }
        for indicator in &raw.indicators.content.indicator {
            if let Some(goal) = &indicator.goal {
                self.find(&raw.indicators, goal, "goal", |r| &r.ids.goals);
            }
            if let Some(dimension) = &indicator.dimension {
                self.find(&raw.indicators, dimension, "dimension", |r| &r.ids.dimensions);
            }
        }
        self.check_industries();
        self.check_places();
    }

    /// The plan-wide choices.
    pub fn check_header(&mut self) {
        /// The only format that there is.
        const FORMAT: u32 = 1;
        let file = &self.raw.header;
        let header = &file.content;
        if *header.format.get_ref() != FORMAT {
            let seen = toml::Spanned::new(header.format.span(), header.format.get_ref().to_string());
            self.choice(file, &seen, &[("1", ())]);
        }
        if let Some(word) = &header.default_path {
            self.choice(file, word, &[("constant-growth", ()), ("linear", ())]);
        }
        self.source_exists(file, header.source.as_ref());
        self.source_exists(file, header.map.as_ref().and_then(|map| map.source.as_ref()));
    }

    fn check_industries(&mut self) {
        let file = &self.raw.industries;
        let groups = [("traditional", ()), ("strategic", ()), ("future", ())];
        for industry in &file.content.industry {
            self.choice(file, &industry.group, &groups);
        }
        let bases = file.content.chain.iter().map(|chain| &chain.basis);
        for basis in bases.chain(file.content.segment.iter().map(|segment| &segment.basis)).flatten() {
            self.choice(file, basis, &[("S", ()), ("G", ())]);
        }
        for chain in &file.content.chain {
            self.find(file, &chain.industry, "industry", |r| &r.ids.industries);
            for territory in &chain.territories {
                self.territory(file, territory);
            }
        }
        for segment in &file.content.segment {
            self.find(file, &segment.chain, "chain", |r| &r.ids.chains);
        }
        let territories = &self.raw.territories;
        for function in territories.content.territory.iter().flat_map(|t| &t.functions) {
            self.clauses(territories, &function.clauses);
            for industry in &function.industries {
                self.find(territories, industry, "industry", |r| &r.ids.industries);
            }
        }
    }

    fn check_places(&mut self) {
        let file = &self.raw.territories;
        for territory in &file.content.territory {
            if let Some(county) = &territory.located_in {
                self.territory(file, county);
            }
            for member in &territory.member_of {
                self.source_exists(file, member.source.as_ref());
            }
        }
        for overlap in &file.content.overlap {
            for territory in &overlap.between {
                self.territory(file, territory);
            }
        }
    }

    fn clauses<T>(&mut self, file: &Located<T>, words: &[Name]) {
        for word in words {
            self.find(file, word, "clause", |r| &r.ids.clauses);
        }
    }

    fn source_exists<T>(&mut self, file: &Located<T>, word: Option<&Name>) {
        if let Some(word) = word {
            self.find(file, word, "source", |r| &r.ids.sources);
        }
    }
}
