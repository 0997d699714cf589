mod overview;
mod seen;
mod yearly;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::num::NonZeroUsize;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, OnceLock};

use chrono::Datelike;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Clock, Finding, NaiveDate, Period};
use lanbai_lake::{Holders, Lake, Orphans, Publication, aside};
use lanbai_measures::{Answer, Change, Cube, MeasureIndex, Question, Respondents, Veil, World};
use lanbai_plan::{Plan, SourceFile};

use crate::answers::Answers;
use crate::plan_changes::changes_between;
use crate::view::PlanReload;
use crate::{AppError, Workspace};
use overview::Overview;
pub(crate) use yearly::Brief;
use yearly::Yearly;

/// One plan and one state of the lake, read together; never changed, only replaced.
pub struct Snapshot {
    /// The plan.
    pub plan: Arc<Plan>,
    /// What was found in it.
    pub plan_findings: Vec<Finding>,
    /// The values, what is hidden from whoever looks included.
    pub cube: Cube,
    /// What was published, by number.
    pub publications: Arc<Vec<Publication>>,
    /// Ids in the lake that the plan does not have.
    pub orphans: Orphans,
    /// What the last edit of the plan changed.
    pub reload: Option<PlanReload>,
    /// Findings of an edit that could not be taken over; the plan before it stands.
    pub rejected_edit: Vec<Finding>,
    /// Counts the snapshots of a process, for ETags and caches.
    pub generation: u64,
    /// On whom confidential measures rest.
    respondents: Arc<Respondents>,
    /// Where things of registers belong.
    pub(crate) holders: Arc<Holders>,
    /// What is hidden from whoever looks.
    veil: Arc<Veil>,
    /// The same as those see it who may see these territories whatever their numbers rest on.
    seen: Mutex<HashMap<Vec<TerritoryIndex>, Arc<Self>>>,
    answers: Answers,
    overview: Overview,
    /// Worked out when first asked for: a command that answers one question does without.
    yearly: Arc<OnceLock<Yearly>>,
    files: Arc<Vec<SourceFile>>,
    lake_version: u64,
}

impl Snapshot {
    /// Reads plan and lake.
    pub async fn load(workspace: &Workspace, lake: &Lake, _clock: &dyn Clock) -> Result<Self, AppError> {
        let files = workspace.plan_files()?;
        let (plan, plan_findings) = lanbai_plan::load(&files);
        let Some(plan) = plan else { return Err(AppError::Plan(plan_findings)) };
        let plan = Arc::new(plan);
        let lake_version = lake.publications_version();
        let publications = lake.publications().await?;
        let Read { cube, overview, orphans, respondents, holders } =
            read_cube(lake, &plan, last_of(&publications)).await?;
        let answers = Answers::none(&plan.definitions);
        Ok(Self {
            plan,
            plan_findings,
            cube,
            publications,
            orphans,
            reload: None,
            rejected_edit: Vec::new(),
            generation: 1,
            respondents: Arc::new(respondents),
            holders: Arc::new(holders),
            veil: Arc::default(),
            seen: Mutex::default(),
            answers,
            overview,
            yearly: Arc::default(),
            files: Arc::new(files),
            lake_version,
        })
    }

    /// The next snapshot if plan or lake changed since.
    pub(crate) async fn refreshed(
        &self,
        workspace: &Workspace,
        lake: &Lake,
        clock: &dyn Clock,
    ) -> Result<Option<Self>, AppError> {
        let files = workspace.plan_files()?;
        let lake_version = lake.publications_version();
        if !same(&files, &self.files) {
            return self.with_edited_plan(files, lake, lake_version, clock).await.map(Some);
        }
        if lake_version == self.lake_version {
            return Ok(None);
        }
        let publications = lake.publications().await?;
        // What is published while this is read belongs to the next snapshot.
        let since = last_of(&self.publications);
        let new = since + 1..=last_of(&publications);
        let (mut cube, mut overview) = (self.cube.clone(), self.overview.clone());
        let arrived = read_observations(lake, &self.plan, new, &mut cube, &mut overview).await?;
        let mut changes: BTreeSet<Change> = arrived.changes.into_iter().collect();
        let mut touched: HashSet<MeasureIndex> = changes.iter().map(|change| change.measure).collect();
        let registers =
            publications.iter().filter(|p| p.number > since).any(|p| p.tables.contains("register_"));
        let (mut respondents, mut holders) = (Arc::clone(&self.respondents), Arc::clone(&self.holders));
        if registers {
            let said = feed_registers(lake, &self.plan, &mut cube).await?;
            (respondents, holders) = (Arc::new(said.0), Arc::new(said.1));
            let fed = self.plan.registers.iter().flat_map(|r| &r.feeds).map(|feed| feed.measure);
            changes.extend(fed.clone().map(|measure| Change { measure, territory: None }));
            touched.extend(fed);
        }
        let yearly = self.next_yearly(&self.plan, &cube, &overview, Some(changes)).await;
        let mut all_orphans = self.orphans.clone();
        arrived.orphans.into_iter().for_each(|(id, count)| *all_orphans.entry(id).or_default() += count);
        Ok(Some(Self {
            plan: Arc::clone(&self.plan),
            plan_findings: self.plan_findings.clone(),
            cube,
            publications,
            orphans: all_orphans,
            reload: self.reload.clone(),
            rejected_edit: self.rejected_edit.clone(),
            generation: self.generation + 1,
            respondents,
            holders,
            veil: Arc::default(),
            seen: Mutex::default(),
            answers: self.answers.untouched_by(&touched, &self.plan.definitions),
            overview,
            yearly: Arc::new(yearly),
            files: Arc::clone(&self.files),
            lake_version,
        }))
    }

    async fn with_edited_plan(
        &self,
        files: Vec<SourceFile>,
        lake: &Lake,
        lake_version: u64,
        clock: &dyn Clock,
    ) -> Result<Self, AppError> {
        let (edited, findings) = lanbai_plan::load(&files);
        let (plan, plan_findings, rejected_edit, reload) = match edited {
            Some(edited) => {
                let reload = PlanReload {
                    checked_at: clock.now().to_rfc3339(),
                    changes: changes_between(&self.plan, &edited),
                };
                (Arc::new(edited), findings, Vec::new(), Some(reload))
            }
            // A half-finished edit must not take the cockpit down: the last good plan stands, and why is told.
            None => (Arc::clone(&self.plan), self.plan_findings.clone(), findings, self.reload.clone()),
        };
        let publications = lake.publications().await?;
        let Read { cube, overview, orphans, respondents, holders } =
            read_cube(lake, &plan, last_of(&publications)).await?;
        let yearly = self.next_yearly(&plan, &cube, &overview, None).await;
        let answers = Answers::none(&plan.definitions);
        Ok(Self {
            plan,
            plan_findings,
            cube,
            publications,
            orphans,
            reload,
            rejected_edit,
            generation: self.generation + 1,
            respondents: Arc::new(respondents),
            holders: Arc::new(holders),
            veil: Arc::default(),
            seen: Mutex::default(),
            answers,
            overview,
            yearly: Arc::new(yearly),
            files: Arc::new(files),
            lake_version,
        })
    }

    /// What evaluation reads.
    pub fn world(&self) -> World<'_> {
        world_of(&self.plan, &self.cube)
    }

    /// The answer to a question, worked out once for as long as it holds.
    pub fn answer(&self, question: &Question) -> Arc<Answer> {
        let world = self.world();
        self.veil.over(&world, question, self.answers.to(&world, question))
    }

    /// Works out now what questions would otherwise wait for.
    pub(crate) fn prepare(&self) {
        self.yearly();
    }

    fn yearly(&self) -> &Yearly {
        self.yearly.get_or_init(|| Yearly::new(&self.world(), self.overview.years()))
    }

    /// The yearly values of the next snapshot, if those of this one were ever asked for: nobody shall wait for them.
    /// Without `changes`, everything is worked out again.
    async fn next_yearly(
        &self,
        plan: &Arc<Plan>,
        cube: &Cube,
        overview: &Overview,
        changes: Option<BTreeSet<Change>>,
    ) -> OnceLock<Yearly> {
        let Some(before) = self.yearly.get() else { return OnceLock::new() };
        let (plan, cube, years) = (Arc::clone(plan), cube.clone(), overview.years());
        let before = changes.map(|changes| (before.clone(), changes));
        let yearly = aside(move || {
            let world = world_of(&plan, &cube);
            match before {
                Some((before, changes)) => before.after(&world, years, &changes),
                None => Yearly::new(&world, years),
            }
        });
        yearly.await.into()
    }

    /// The value that answers a question, if there is one.
    pub(crate) fn brief(&self, question: &Question) -> Option<Brief> {
        if !self.veil.is_empty() {
            return Self::brief_of(&self.answer(question));
        }
        self.yearly().brief(question).unwrap_or_else(|| Self::brief_of(&self.answer(question)))
    }

    fn brief_of(answer: &Answer) -> Option<Brief> {
        let is_complete = answer.coverage.as_ref().is_some_and(|coverage| coverage.is_complete());
        answer.cell.map(|cell| Brief {
            value: cell.value,
            origin: cell.origin,
            qualifiers: cell.qualifiers,
            is_complete,
        })
    }

    /// Whether the lake holds sample data.
    pub const fn has_sample(&self) -> bool {
        self.overview.has_sample
    }

    /// Whether a measure has any value, of its own or from a register.
    pub fn has_data(&self, measure: MeasureIndex) -> bool {
        self.cube.register_extent(measure).is_some() || self.overview.has(measure)
    }

    /// Whether a measure has any value that was not invented.
    pub fn has_real_data(&self, measure: MeasureIndex) -> bool {
        self.overview.has_real(measure) || self.cube.register_has_real_rows(measure)
    }

    /// The last publication that had been recorded by the end of a day in China.
    pub fn publication_on(&self, day: NaiveDate) -> u32 {
        let recorded = |p: &Publication| (p.recorded_at + chrono::Duration::hours(8)).date_naive() <= day;
        let last = self.publications.iter().filter(|p| recorded(p)).map(|p| p.number).max();
        last.and_then(|number| u32::try_from(number).ok()).unwrap_or(0)
    }

    /// Years for which anything was observed, ascending, not beyond today's.
    pub fn years(&self, today: NaiveDate) -> Vec<Period> {
        let this_year = u16::try_from(today.year()).unwrap_or(u16::MAX);
        let mut years = self.overview.years();
        years.retain(|year| year.last().year() <= this_year);
        years
    }
}

fn world_of<'w>(plan: &'w Plan, cube: &'w Cube) -> World<'w> {
    World { definitions: &plan.definitions, territories: &plan.graph, cube }
}

fn last_of(publications: &[Publication]) -> i64 {
    publications.last().map_or(0, |p| p.number)
}

fn same(a: &[SourceFile], b: &[SourceFile]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.name == b.name && a.text == b.text)
}

/// What reading brought besides the values themselves.
struct Arrived {
    orphans: Orphans,
    /// The series that grew; one may stand here several times.
    changes: Vec<Change>,
}

/// Adds the observations of some publications to a cube.
async fn read_observations(
    lake: &Lake,
    plan: &Arc<Plan>,
    published: RangeInclusive<i64>,
    cube: &mut Cube,
    overview: &mut Overview,
) -> Result<Arrived, AppError> {
    let whole = (std::mem::take(cube), std::mem::take(overview), Vec::new());
    let reading = lake.observations(plan, published).await?;
    let read = reading.into(whole, |(cube, overview, changes), arrivals| {
        let series = arrivals.series();
        changes.extend(series.map(|(measure, territory)| Change { measure, territory: Some(territory) }));
        overview.add(&arrivals);
        cube.take_in(arrivals, threads());
    });
    let changes;
    let orphans;
    ((*cube, *overview, changes), orphans) = read.await?;
    Ok(Arrived { orphans, changes })
}

/// What a lake holds.
struct Read {
    cube: Cube,
    overview: Overview,
    orphans: Orphans,
    respondents: Respondents,
    holders: Holders,
}

/// Everything that was published up to a number.
async fn read_cube(lake: &Lake, plan: &Arc<Plan>, last: i64) -> Result<Read, AppError> {
    let (mut cube, mut overview) = (Cube::default(), Overview::default());
    let arrived = read_observations(lake, plan, 0..=last, &mut cube, &mut overview).await?;
    let (respondents, holders) = feed_registers(lake, plan, &mut cube).await?;
    Ok(Read { cube, overview, orphans: arrived.orphans, respondents, holders })
}

/// How many threads long work may take.
fn threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

async fn feed_registers(
    lake: &Lake,
    plan: &Plan,
    cube: &mut Cube,
) -> Result<(Respondents, Holders), AppError> {
    let said = lake.register_rows(plan).await?;
    for (measure, rows) in said.fed {
        cube.set_register(measure, rows);
    }
    let mut respondents = Respondents::default();
    for (measure, rows) in said.respondents {
        respondents.set(measure, rows);
    }
    Ok((respondents, said.holders))
}
