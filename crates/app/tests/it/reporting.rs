//! From a draft to the lake: what a park reports, what an approver sees, and what is left where the process dies.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use lanbai_app::ask::Limits;
use lanbai_app::people::Caller;
use lanbai_app::reporting::{AskedStep, OwedFilter, PublishMoment, SubmissionFilter, Typed};
use lanbai_app::view::{Permission, SubmissionView};
use lanbai_app::{App, AppError, QueryLimits, Value, Workspace};
use lanbai_kernel::Clock;
use lanbai_reporting::rights::Held;
use lanbai_reporting::{Role, Step};
use lanbai_store::Act;
use lanbai_store::accounts::NewAccount;
use tempfile::TempDir;

use crate::support::{files_below, plan_folder};

/// A clock that goes on when it is told to.
struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        let start = Utc.with_ymd_and_hms(2026, 4, 2, 1, 0, 0).single().expect("a time");
        start + TimeDelta::seconds(self.0.load(Ordering::Relaxed))
    }
}

/// A workspace of the plan with people, which may be opened anew as after a crash.
pub(crate) struct Office {
    pub(crate) folder: TempDir,
    clock: Arc<TestClock>,
    pub(crate) app: App,
}

pub(crate) const PARK: &str = "lanzhou-hitech-yantan";
const FORM: &str = "park-quarter";
const PERIOD: &str = "2026Q1";

impl Office {
    pub(crate) async fn open() -> Self {
        let folder = TempDir::new().expect("a folder");
        let mut files = Vec::new();
        files_below(&plan_folder("lanbai"), Path::new(""), &mut files);
        Workspace::create(folder.path().join("workspace"), &files).expect("a workspace");
        let clock = Arc::new(TestClock(AtomicI64::new(0)));
        let app = opened(&folder, &clock).await;
        let office = Self { folder, clock, app };
        for (id, role) in
            [("rui", "填报"), ("yan", "填报"), ("ben", "审核"), ("gan", "审核"), ("zhang", "规划办")]
        {
            let act = Act { by: "test", authority: "test", at: office.clock.now() };
            let account = NewAccount {
                id,
                login: id,
                display_name: role,
                password_hash: Some("hash"),
                external: None,
                must_change_password: false,
            };
            office.app.store().expect("a store").create_account(&act, &account).await.expect("made");
        }
        office
    }

    /// As after a crash: nothing is kept but what the disk has.
    async fn reopened(self) -> Self {
        let Self { folder, clock, app } = self;
        drop(app);
        // Who died gives no lease back.
        clock.0.fetch_add(1_000, Ordering::Relaxed);
        let app = opened(&folder, &clock).await;
        Self { folder, clock, app }
    }

    /// So many days later.
    pub(crate) fn wait_days(&self, days: i64) {
        self.clock.0.fetch_add(days * 24 * 3_600, Ordering::Relaxed);
    }

    /// Grants in the store what the callers of a test hold.
    pub(crate) async fn grant(&self, account: &str, role: Role, territory: &str) {
        let act = Act { by: "test", authority: "test", at: self.clock.now() };
        let store = self.app.store().expect("a store");
        store.grant(&act, account, role, territory).await.expect("granted");
    }

    pub(crate) fn caller(&self, account: &str, role: Role, territory: &str) -> Caller {
        let territory = self.app.snapshot().plan.territory(territory).expect("in the plan");
        Caller { account: account.to_owned(), held: vec![Held { role, territory }], ..Caller::default() }
    }

    pub(crate) fn reporter(&self) -> Caller {
        self.caller("rui", Role::Reporter, PARK)
    }

    pub(crate) fn base(&self) -> Caller {
        self.caller("ben", Role::Approver, "lanzhou-hitech")
    }

    pub(crate) fn province(&self) -> Caller {
        self.caller("gan", Role::Approver, "gansu")
    }

    pub(crate) async fn begin(&self) -> String {
        self.app.begin_submission(&self.reporter(), FORM, PARK, PERIOD).await.expect("begun").submission
    }

    pub(crate) async fn save(&self, caller: &Caller, id: &str, typed: &[(&str, &str)]) {
        let view = self.app.submission(caller, id).await.expect("read");
        let seen = |key: &str| view.fields.iter().find(|f| f.key == key).expect("a field").version;
        let typed: Vec<Typed> = typed
            .iter()
            .map(|(key, content)| Typed {
                key: (*key).to_owned(),
                content: (*content).to_owned(),
                seen: seen(key),
            })
            .collect();
        let saved = self.app.save_fields(caller, id, &typed).await.expect("saved");
        assert!(saved.fields.iter().all(|field| field.outcome == "saved"), "{:?}", saved.fields);
    }

    pub(crate) async fn step(
        &self,
        caller: &Caller,
        id: &str,
        step: Step,
        reason: Option<&str>,
    ) -> Result<SubmissionView, AppError> {
        let seen = self.app.submission(caller, id).await?;
        let (version, contents) = (seen.version, seen.contents);
        self.app.take_step(caller, AskedStep { submission: id, step, version, contents, reason }).await
    }

    /// A form that both stages have approved.
    async fn approved(&self) -> String {
        let id = self.begin().await;
        self.save(&self.reporter(), &id, &FILLED).await;
        self.hand_through(&id).await;
        id
    }

    pub(crate) async fn hand_through(&self, id: &str) {
        self.step(&self.reporter(), id, Step::Submit, None).await.expect("handed in");
        self.step(&self.base(), id, Step::Approve, None).await.expect("the base agrees");
        let approved =
            self.step(&self.province(), id, Step::Approve, None).await.expect("the province agrees");
        assert_eq!(approved.summary.state, "approved");
    }

    pub(crate) async fn rows(&self, sql: &str) -> Vec<Vec<Value>> {
        self.app.lake().query(sql, QueryLimits::default()).await.expect(sql).rows
    }

    pub(crate) fn revenue(&self) -> Option<f64> {
        let limits = Limits::default();
        let answer = self.app.evaluate("operating-revenue", PARK, PERIOD, &limits).expect("asked");
        answer[0].value
    }
}

async fn opened(folder: &TempDir, clock: &Arc<TestClock>) -> App {
    let workspace = Workspace::open(folder.path().join("workspace")).expect("there");
    App::open_with_store(workspace, Arc::clone(clock) as Arc<dyn Clock>).await.expect("opened")
}

pub(crate) const FILLED: [(&str, &str); 5] = [
    ("operating-revenue", "１２．５亿元"),
    ("industrial-value-added", "3.25"),
    ("industrial-enterprises-above-scale", "12"),
    ("contracts", "none"),
    ("talent-events", "none"),
];

pub(crate) fn code<T: std::fmt::Debug>(outcome: Result<T, AppError>) -> &'static str {
    outcome.expect_err("refused").code()
}

fn may<'v>(view: &'v SubmissionView, action: &str) -> &'v Permission {
    view.may.iter().find(|one| one.action == action).expect(action)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_park_reports_two_stages_approve_and_the_number_is_in_the_lake() {
    let office = Office::open().await;
    let reporter = office.reporter();
    let owed = office.app.owed(&reporter, OwedFilter::default()).await.expect("listed");
    let this = owed.iter().find(|one| one.form.id == FORM && one.period == PERIOD).expect("owed");
    assert_eq!((this.state.as_str(), this.begin.allowed), ("not-begun", true));
    // Ten working days after 31 March 2026, with the holiday of 4 to 6 April.
    assert_eq!((this.due_on.as_deref(), this.days_left), (Some("2026-04-15"), Some(8)));
    let id = office.begin().await;
    let view = office.app.submission(&reporter, &id).await.expect("read");
    assert!(!view.form.sections.is_empty() && view.findings.iter().any(|one| one.blocks));
    assert_eq!(code(office.step(&reporter, &id, Step::Submit, None).await), "reporting-hard-findings");
    office.save(&reporter, &id, &FILLED).await;
    let view = office.app.submission(&reporter, &id).await.expect("read");
    let revenue = view.fields.iter().find(|field| field.key == "operating-revenue").expect("there");
    assert_eq!((revenue.content.as_str(), revenue.value.as_str()), ("１２．５亿元", "12.5"));
    assert!(view.findings.iter().all(|one| !one.blocks && !one.needs_explanation), "{:#?}", view.findings);
    assert!(may(&view, "submit").allowed && !may(&view, "approve").allowed);
    office.step(&reporter, &id, Step::Submit, None).await.expect("handed in");
    assert_eq!(
        code(office.step(&office.province(), &id, Step::Approve, None).await),
        "reporting-not-your-stage"
    );
    let waiting = SubmissionFilter { waits_for_me: true, ..SubmissionFilter::default() };
    assert_eq!(office.app.submissions(&office.base(), waiting).await.expect("listed").items.len(), 1);
    assert!(office.app.submissions(&office.province(), waiting).await.expect("listed").items.is_empty());
    office.step(&office.base(), &id, Step::Approve, None).await.expect("the base agrees");
    assert_eq!(code(office.step(&office.base(), &id, Step::Approve, None).await), "reporting-not-your-stage");
    assert_eq!(code(office.step(&reporter, &id, Step::Withdraw, None).await), "reporting-not-now");
    office.step(&office.province(), &id, Step::Approve, None).await.expect("the province agrees");
    assert_eq!(office.revenue(), None, "approved and not yet published");
    let batch = office.app.publish_approved().await.expect("published").expect("a batch");
    assert_eq!(batch.submissions, [id.as_str()]);
    assert_eq!(office.revenue(), Some(12.5));
    assert!(office.app.publish_approved().await.expect("tried").is_none());
    let view = office.app.submission(&reporter, &id).await.expect("read");
    assert_eq!((view.summary.state.as_str(), view.summary.publication), ("published", Some(batch.number)));
    assert!(!may(&view, "save").allowed && may(&view, "save").reason.is_some());
    let sql =
        format!("SELECT count(*) FROM observations WHERE source = 'submission:{id}' AND origin = 'reported'");
    assert_eq!(office.rows(&sql).await, [[Value::Integer(3)]]);
    assert!(office.app.snapshot().orphans.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_read_a_submission_learns_nothing_of_it() {
    let office = Office::open().await;
    let id = office.begin().await;
    let other = office.caller("yan", Role::Reporter, "lanzhou-hitech-dinglian");
    for caller in [&other, &office.caller("zhang", Role::Reader, "lanbai"), &Caller::visitor()] {
        let typed = [Typed { key: "operating-revenue".to_owned(), content: "1".to_owned(), seen: 0 }];
        let none = office.app.submission(caller, "s-000000000000000000000000").await;
        let expected = code(none);
        assert_eq!(code(office.app.submission(caller, &id).await), expected);
        assert_eq!(code(office.app.save_fields(caller, &id, &typed).await), expected);
        assert_eq!(code(office.app.explain_finding(caller, &id, "x", "y").await), expected);
        assert_eq!(code(office.app.correct_submission(caller, &id, "y").await), expected);
        assert_eq!(code(office.step(caller, &id, Step::Submit, None).await), expected);
    }
    assert!(
        office.app.submissions(&other, SubmissionFilter::default()).await.expect("listed").items.is_empty()
    );
    assert_eq!(code(office.app.begin_submission(&other, FORM, PARK, "2025Q4").await), "not-allowed-there");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_people_in_one_field_the_second_is_shown_the_difference() {
    let office = Office::open().await;
    let (one, two) = (office.reporter(), office.caller("yan", Role::Reporter, PARK));
    let id = office.begin().await;
    let typed = |content: &str, seen| {
        [Typed { key: "operating-revenue".to_owned(), content: content.to_owned(), seen }]
    };
    office.app.save_fields(&one, &id, &typed("10", 0)).await.expect("saved");
    let second = office.app.save_fields(&two, &id, &typed("11", 0)).await.expect("tried");
    let field = &second.fields[0];
    assert_eq!((field.outcome.as_str(), field.content.as_str()), ("conflict", "10"));
    assert_eq!((field.offered.as_deref(), field.version), (Some("11"), 1));
    let view = office.app.submission(&two, &id).await.expect("read");
    let field = view.fields.iter().find(|field| field.key == "operating-revenue").expect("there");
    assert_eq!((field.content.as_str(), field.asides.len()), ("10", 1));
    assert!(field.asides[0].mine && field.asides[0].content == "11");
    // He takes his own after all: having seen what stands there.
    office.app.save_fields(&two, &id, &typed("11", 1)).await.expect("saved");
    let view = office.app.submission(&one, &id).await.expect("read");
    let field = view.fields.iter().find(|field| field.key == "operating-revenue").expect("there");
    assert_eq!((field.content.as_str(), field.asides.len()), ("11", 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_soft_finding_is_explained_before_it_is_handed_in_and_the_approver_reads_why() {
    let office = Office::open().await;
    let reporter = office.reporter();
    let id = office.begin().await;
    office.save(&reporter, &id, &FILLED).await;
    office.save(&reporter, &id, &[("industrial-value-added", "20")]).await;
    assert_eq!(code(office.step(&reporter, &id, Step::Submit, None).await), "reporting-unexplained");
    let view = office.app.submission(&reporter, &id).await.expect("read");
    let soft = view.findings.iter().find(|one| one.needs_explanation).expect("a soft finding");
    assert_eq!(soft.key, "check:value-added-below-revenue");
    assert!(soft.finding.message.zh.contains("规模以上工业增加值"), "{}", soft.finding.message.zh);
    let refused = office.app.explain_finding(&reporter, &id, "check:no-such", "why").await;
    assert_eq!(code(refused), "reporting-no-such-finding");
    office.app.explain_finding(&reporter, &id, &soft.key, "新增企业，分月核算").await.expect("explained");
    office.step(&reporter, &id, Step::Submit, None).await.expect("handed in");
    let seen = office.app.submission(&office.base(), &id).await.expect("read");
    let soft = seen.findings.iter().find(|one| one.key == "check:value-added-below-revenue").expect("there");
    assert_eq!(soft.explanation.as_ref().expect("explained").content, "新增企业，分月核算");
    assert_eq!(code(office.step(&office.base(), &id, Step::Return, None).await), "store-reason-missing");
    let returned = office.step(&office.base(), &id, Step::Return, Some("请核对")).await.expect("returned");
    assert_eq!(returned.decisions.last().expect("one").reason.as_deref(), Some("请核对"));
    assert!(may(&office.app.submission(&reporter, &id).await.expect("read"), "save").allowed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_replaces_what_was_published_and_as_of_shows_what_was_known() {
    let office = Office::open().await;
    let id = office.approved().await;
    office.app.publish_approved().await.expect("published").expect("a batch");
    // Two days later.
    office.clock.0.fetch_add(172_800, Ordering::Relaxed);
    assert_eq!(
        code(office.app.correct_submission(&office.reporter(), &id, " ").await),
        "store-reason-missing"
    );
    let begun = office.app.correct_submission(&office.reporter(), &id, "漏报一家企业").await.expect("begun");
    let again = office.app.correct_submission(&office.reporter(), &id, "再改").await;
    assert_eq!(code(again), "reporting-corrected-already");
    let correction = begun.submission;
    office.save(&office.reporter(), &correction, &[("operating-revenue", "13")]).await;
    office.hand_through(&correction).await;
    office.app.publish_approved().await.expect("published").expect("a batch");
    assert_eq!(office.revenue(), Some(13.0));
    let as_of = |day: &str| {
        let limits = Limits { as_of: Some(day.to_owned()), ..Limits::default() };
        office.app.evaluate("operating-revenue", PARK, PERIOD, &limits).expect("asked")[0].value
    };
    assert_eq!((as_of("2026-04-02"), as_of("2026-04-04")), (Some(12.5), Some(13.0)));
    let sql = "SELECT count(*) FROM observations WHERE supersedes IS NOT NULL";
    assert_eq!(office.rows(sql).await, [[Value::Integer(3)]]);
}

#[tokio::test(flavor = "multi_thread")]
async fn wherever_the_publisher_dies_each_submission_is_in_the_lake_once_and_whole() {
    let mut died = 0;
    for moment in 0.. {
        let office = Office::open().await;
        let id = office.approved().await;
        let mut passed = 0;
        let mut at = String::new();
        let mut watch = |here: PublishMoment<'_>| {
            let stop = passed == moment;
            passed += 1;
            if stop {
                at = format!("{here:?}");
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let outcome = office.app.publish_watched(&mut watch).await.expect("tried");
        if at.is_empty() {
            assert!(outcome.is_some());
            break;
        }
        died += 1;
        let office = office.reopened().await;
        let seen = office.revenue();
        assert!(seen.is_none() || seen == Some(12.5), "half of it is shown after {at}: {seen:?}");
        let batch = office.app.publish_approved().await.expect("published");
        let batch = batch.unwrap_or_else(|| panic!("nothing was gone on with after {at}"));
        assert_eq!(batch.submissions, [id.as_str()], "{at}");
        assert_eq!(office.revenue(), Some(12.5), "{at}");
        let sql = "SELECT count(*), count(DISTINCT id), count(DISTINCT publication) FROM observations";
        let [three, one] = [3, 1].map(Value::Integer);
        assert_eq!(office.rows(sql).await, [[three.clone(), three, one.clone()]], "{at}");
        let listed = office.rows("SELECT count(*) FROM publications").await;
        assert_eq!(listed, [[one]], "{at}");
        let stored =
            office.app.store().expect("a store").submission(&id).await.expect("read").expect("there");
        assert_eq!(stored.publication, Some(batch.number), "{at}");
        assert!(office.app.publish_approved().await.expect("tried").is_none(), "{at}");
    }
    assert!(died >= 6, "only {died} moments were tried");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_after_a_crash_takes_another_number_and_the_open_one_is_burnt() {
    let office = Office::open().await;
    let id = office.approved().await;
    let mut watch = |moment: PublishMoment<'_>| match moment {
        PublishMoment::Paired => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    office.app.publish_watched(&mut watch).await.expect("tried");
    let office = office.reopened().await;
    let text = "territory,measure,period,value,unit,qualifier,origin,source,known_on,note\n\
                lanzhou-etdz,gdp,2023,251.5,亿元,exact,published,gscn-2021-02-10,2024-03-01,\n";
    let input = Box::new(std::io::Cursor::new(text.as_bytes().to_vec()));
    let report =
        office.app.import("gdp.csv", input, Default::default(), Arc::default()).await.expect("tried");
    let imported = report.publication.expect("published");
    let batch = office.app.publish_approved().await.expect("published").expect("a batch");
    assert!(batch.number > imported, "{} after {imported}", batch.number);
    assert_eq!(batch.submissions, [id]);
    assert_eq!(office.revenue(), Some(12.5));
}
