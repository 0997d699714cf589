use super::labels::Label;

/// A segment that something was placed in.
#[derive(Debug, Clone)]
pub struct Placed {
    pub segment: String,
    pub score: f64,
    pub sure: bool,
}

/// Counts from which every figure follows.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Measured {
    pub all: usize,
    /// Labelled with a segment.
    pub belonging: usize,
    /// Segments assigned for sure.
    pub sure: usize,
    pub sure_right: usize,
    /// Belonging, and a right segment assigned for sure.
    pub found: usize,
    /// Belonging, and a right segment assigned for sure or to be looked at.
    pub in_reach: usize,
    /// Belonging, and the best candidate is right.
    pub top: usize,
    /// On the review list.
    pub review: usize,
}

impl Measured {
    pub fn count(&mut self, label: &Label, told: &[Placed]) {
        let is_right = |placed: &Placed| label.right.contains(&placed.segment);
        self.all += 1;
        self.sure += told.iter().filter(|p| p.sure).count();
        self.sure_right += told.iter().filter(|p| p.sure && is_right(p)).count();
        self.review += usize::from(!told.is_empty() && told.iter().all(|p| !p.sure));
        if label.right.is_empty() {
            return;
        }
        self.belonging += 1;
        self.found += usize::from(told.iter().any(|p| p.sure && is_right(p)));
        self.in_reach += usize::from(told.iter().any(is_right));
        self.top += usize::from(told.first().is_some_and(is_right));
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        2.0 * ratio(self.sure_right, self.sure) * ratio(self.found, self.belonging)
            / (ratio(self.sure_right, self.sure) + ratio(self.found, self.belonging)).max(f64::MIN_POSITIVE)
    }

    /// As the table of the document has it.
    pub fn row(&self, name: &str) -> String {
        let share = |part: usize, whole: usize| match whole {
            0 => "—".to_owned(),
            _ => format!("{part}/{whole} = {:.2}", ratio(part, whole)),
        };
        let cells = [
            share(self.sure_right, self.sure),
            share(self.found, self.belonging),
            share(self.in_reach, self.belonging),
            share(self.top, self.belonging),
            share(self.review, self.all),
        ];
        format!("| {name} | {} |", cells.join(" | "))
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred labels")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// What is wrong with an answer: something assigned that is not right, or nothing right assigned.
pub fn error(label: &Label, told: &[Placed]) -> Option<String> {
    let is_right = |placed: &&Placed| label.right.contains(&placed.segment);
    let wrong = told.iter().any(|p| p.sure && !is_right(&p));
    let found = told.iter().filter(|p| p.sure).any(|p| is_right(&p));
    if !wrong && (found || label.right.is_empty()) {
        return None;
    }
    let sign = |p: &Placed| format!("{} {:.2}{}", p.segment, p.score, if p.sure { "!" } else { "" });
    let enterprise = &label.enterprise;
    let code = enterprise.codes.first().map_or("", |code| code.code.as_str());
    let text = [code, &enterprise.name, &enterprise.scope, &enterprise.products.join("；")].join(" ");
    Some(format!("{text}: right {:?}, told {:?}", label.right, told.iter().map(sign).collect::<Vec<_>>()))
}
