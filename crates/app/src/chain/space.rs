use lanbai_graphs::diagnosis::{SpaceActivity, space};

use super::diagram::Nearness;
use super::threads;
use crate::view::{SpaceActivityView, SpaceTie, SpaceView};
use crate::{App, AppError, ask, import};

impl App {
    /// 产品空间: industries by what they have in common, and where a territory stands among them.
    ///
    /// # Errors
    /// If the plan has no such territory, or the lake cannot be read.
    pub async fn space(&self, territory: &str) -> Result<SpaceView, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let asked = ask::one_territory(plan, territory)?;
        let day = self.clock().today();
        let mut view = SpaceView {
            territory: territory.to_owned(),
            activities: Vec::new(),
            ties: Vec::new(),
            sample: false,
            known_to: None,
            conventions: self.messages().text("space-conventions", &[]),
        };
        let Some(divisions) = self.divisions(plan).await? else { return Ok(view) };
        let inside = Nearness::inside(plan, asked, day);
        let Some(found) = space(&divisions.structure, &inside, threads()) else { return Ok(view) };
        let mut classes = import::classes(plan, &self.workspace.plan_folder());
        // Codes are of the plan's own edition, where one does not say otherwise.
        let own = plan.raw.assignment.content.rule.as_ref().map(|rule| rule.edition.get_ref().as_str());
        classes.sort_by_key(|edition| Some(edition.edition()) != own);
        let title = |code: &str| classes.iter().find_map(|edition| edition.title(code)).unwrap_or_default();
        let code =
            |activity: u32| divisions.columns.iter().find(|(_, at)| **at == activity).map(|(code, _)| code);
        view.activities.extend(found.activities.iter().map(|one: &SpaceActivity| {
            let code = code(one.activity).cloned().unwrap_or_default();
            SpaceActivityView {
                name: title(&code).to_owned(),
                code,
                value: one.value,
                quotient: one.here.map(|here| here.quotient),
                density: one.here.map(|here| here.density),
                complexity: one.complexity,
                gain: one.here.map(|here| here.gain),
            }
        }));
        view.ties.extend(found.ties.iter().map(|(one, other, proximity)| SpaceTie {
            one: *one,
            other: *other,
            proximity: *proximity,
        }));
        let rows = &divisions.structure.evidence;
        view.sample = rows.iter().any(|row| row.origin == lanbai_kernel::Origin::Sample);
        view.known_to = rows.iter().filter_map(|row| row.date).max().map(|day| day.to_string());
        Ok(view)
    }
}
