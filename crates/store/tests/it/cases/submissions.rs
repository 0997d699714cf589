use std::collections::BTreeMap;

use lanbai_reporting::{State, Step};
use lanbai_store::Page;
use lanbai_store::submissions::{Correction, FieldChange, Filter, RowChange, Saved, SavedRow, Taken};
use serde_json::json;

use crate::fixture::Fixture;
use crate::world::{act, approved, at, draft, people, refused, save, step};

pub async fn the_whole_way_is_written_down(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    draft(store, "s1", "park-1").await;
    let taken = |step, is_last, seen, reason| Taken {
        submission: "s1",
        step,
        is_last,
        seen,
        seen_contents: None,
        reason,
    };
    for (by, when, taken, state, stage) in [
        ("an", 10, taken(Step::Submit, false, 1, None), State::Submitted, 0),
        ("chen", 11, taken(Step::Return, false, 2, Some("which year?")), State::Returned, 0),
        ("an", 12, taken(Step::Submit, false, 3, None), State::Submitted, 0),
        ("chen", 13, taken(Step::Approve, false, 4, None), State::Submitted, 1),
        ("bo", 14, taken(Step::Approve, true, 5, None), State::Approved, 2),
    ] {
        let after = store.step(&act(by, when), &taken).await.expect("taken");
        assert_eq!((after.state, after.stage, after.version), (state, stage, taken.seen + 1));
    }
    let stored = store.submission("s1").await.expect("read").expect("there");
    assert_eq!((stored.first_submitted_at, stored.submitted_at), (Some(at(10)), Some(at(12))));
    assert_eq!((stored.approved_at, stored.published_at), (Some(at(14)), None));
    let decisions = store.decisions("s1").await.expect("read");
    let told: Vec<_> =
        decisions.iter().map(|one| (one.version, one.step, one.by.as_str(), one.stage)).collect();
    let expected = [
        (2, Step::Submit, "an", 0),
        (3, Step::Return, "chen", 0),
        (4, Step::Submit, "an", 0),
        (5, Step::Approve, "chen", 1),
        (6, Step::Approve, "bo", 2),
    ];
    assert_eq!(told, expected);
    assert_eq!(decisions[1].reason.as_deref(), Some("which year?"));
    assert_eq!(store.outbox_waiting().await.expect("counted"), 1);
}

pub async fn what_is_owed_is_begun_once(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    let first = draft(store, "s1", "park-1").await;
    assert_eq!((first.state, first.version, first.contents), (State::Draft, 1, 0));
    let mut new = lanbai_store::submissions::NewSubmission {
        id: "s2",
        form: "annual",
        form_version: "2024",
        territory: "park-1",
        period: "2023",
        owner: "bo",
        due_at: None,
    };
    assert_eq!(refused(store.open_submission(&act("bo", 2), &new).await), "store-taken");
    new.period = "2024";
    store.open_submission(&act("bo", 2), &new).await.expect("another period");
    (new.id, new.period, new.owner) = ("s3", "2025", "nobody");
    assert_eq!(refused(store.open_submission(&act("bo", 2), &new).await), "store-unknown");
    assert_eq!(store.submissions_of("annual", "park-1", "2023").await.expect("read"), [first]);
}

pub async fn a_stale_save_overwrites_nothing_and_loses_nothing(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    draft(store, "s1", "park-1").await;
    assert_eq!(save(store, "an", "s1", "gdp", "100", 0).await, Saved::Written(1));
    let Saved::Conflict { stored, offered } = save(store, "bo", "s1", "gdp", "99", 0).await else {
        panic!("a stale save was taken");
    };
    assert_eq!((stored.content.as_str(), stored.version, stored.entered_by.as_str()), ("100", 1, "an"));
    assert_eq!(offered, "99");
    let fields = store.fields("s1").await.expect("read");
    assert_eq!((fields.len(), fields[0].content.as_str(), fields[0].version), (1, "100", 1));
    let asides = store.asides("s1").await.expect("read");
    assert_eq!((asides.len(), asides[0].content.as_str(), asides[0].entered_by.as_str()), (1, "99", "bo"));
    // The same number typed twice is no conflict.
    assert_eq!(save(store, "chen", "s1", "gdp", "100", 0).await, Saved::Unchanged(1));
    let contents = store.submission("s1").await.expect("read").expect("there").contents;
    assert_eq!(contents, 1, "only what was written counts");
    // In one save, each field is judged for itself.
    let changes = [("gdp", "98", 0), ("staff", "7", 0)].map(|(field, content, seen)| FieldChange {
        field,
        content,
        seen,
    });
    let saved = store.save_fields(&act("bo", 3), "s1", &changes).await.expect("tried");
    assert!(matches!(saved[0], Saved::Conflict { .. }));
    assert_eq!(saved[1], Saved::Written(1));
}

pub async fn what_was_set_aside_goes_when_its_author_decides(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    draft(store, "s1", "park-1").await;
    save(store, "an", "s1", "gdp", "100", 0).await;
    save(store, "bo", "s1", "gdp", "99", 0).await;
    save(store, "chen", "s1", "gdp", "98", 0).await;
    // 博 insists, having seen what stands.
    assert_eq!(save(store, "bo", "s1", "gdp", "99", 1).await, Saved::Written(2));
    // 陈 agrees with what stands.
    assert_eq!(save(store, "chen", "s1", "gdp", "99", 2).await, Saved::Unchanged(2));
    assert_eq!(store.asides("s1").await.expect("read"), []);
}

pub async fn savers_at_the_same_time_lose_nothing(fixture: Fixture) {
    const SAVERS: usize = 8;
    const SAVES: usize = 15;
    people(&fixture.store).await;
    draft(&fixture.store, "s1", "park-1").await;
    let mut savers = tokio::task::JoinSet::new();
    for saver in 0..SAVERS {
        let store = if saver % 2 == 0 { fixture.store.clone() } else { fixture.other_server().await };
        savers.spawn(async move {
            let own = format!("field-{saver}");
            let mut written = Vec::new();
            for save_number in 0..SAVES {
                let content = format!("{saver}/{save_number}");
                let seen = i64::try_from(save_number).expect("small");
                assert_eq!(save(&store, "an", "s1", &own, &content, seen).await, Saved::Written(seen + 1));
                // And one field that all of them want: whoever is late looks again.
                let mut seen = 0;
                loop {
                    match save(&store, "bo", "s1", "shared", &content, seen).await {
                        Saved::Written(version) => break written.push((version, content)),
                        Saved::Conflict { stored, .. } => seen = stored.version,
                        Saved::Unchanged(version) => panic!("{content} stood there as {version}"),
                    }
                }
            }
            written
        });
    }
    let written: BTreeMap<i64, String> = savers.join_all().await.into_iter().flatten().collect();
    let total = i64::try_from(SAVERS * SAVES).expect("small");
    // Every version was written by exactly one save: none fell on another.
    assert!(written.keys().copied().eq(1..=total), "{written:?}");
    let fields: BTreeMap<_, _> = store_fields(&fixture).await;
    assert_eq!(fields["shared"], (written[&total].clone(), total));
    for saver in 0..SAVERS {
        let last = (format!("{saver}/{}", SAVES - 1), i64::try_from(SAVES).expect("small"));
        assert_eq!(fields[&format!("field-{saver}")], last);
    }
    let contents = fixture.store.submission("s1").await.expect("read").expect("there").contents;
    assert_eq!(contents, 2 * total);
    fixture.store.chain_audit().await.expect("chained");
    let verified = fixture.store.verify_audit(&[], "").await.expect("verified");
    // Three accounts, one draft, and a row for each save that was written.
    assert_eq!((verified.fault, verified.rows), (None, 4 + 2 * total));
}

async fn store_fields(fixture: &Fixture) -> BTreeMap<String, (String, i64)> {
    let fields = fixture.store.fields("s1").await.expect("read");
    fields.into_iter().map(|field| (field.field, (field.content, field.version))).collect()
}

pub async fn what_is_handed_in_is_locked(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    draft(store, "s1", "park-1").await;
    step(store, "an", "s1", Step::Submit, 1).await.expect("handed in");
    let change = FieldChange { field: "gdp", content: "1", seen: 0 };
    assert_eq!(refused(store.save_fields(&act("an", 2), "s1", &[change]).await), "store-locked");
    assert_eq!(refused(store.explain_finding(&act("an", 2), "s1", "f", "x").await), "store-locked");
    let row = RowChange { register: "labs", row_id: "1", content: Some(&json!({})), seen: 0 };
    assert_eq!(refused(store.save_register_rows(&act("an", 2), "s1", &[row]).await), "store-locked");
    assert_eq!(refused(store.save_fields(&act("an", 2), "s9", &[change]).await), "store-unknown");
    step(store, "an", "s1", Step::Withdraw, 2).await.expect("taken back");
    store.save_fields(&act("an", 2), "s1", &[change]).await.expect("open again");
}

pub async fn who_hands_in_hands_in_what_he_saw(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    let seen = draft(store, "s1", "park-1").await;
    save(store, "bo", "s1", "gdp", "1", 0).await;
    let mut taken = Taken {
        submission: "s1",
        step: Step::Submit,
        is_last: false,
        seen: seen.version,
        seen_contents: Some(seen.contents),
        reason: None,
    };
    assert_eq!(refused(store.step(&act("an", 3), &taken).await), "store-changed-meanwhile");
    taken.seen_contents = Some(seen.contents + 1);
    store.step(&act("an", 3), &taken).await.expect("handed in");
}

pub async fn of_two_approvers_one_wins(fixture: Fixture) {
    people(&fixture.store).await;
    draft(&fixture.store, "s1", "park-1").await;
    step(&fixture.store, "an", "s1", Step::Submit, 1).await.expect("handed in");
    let other = fixture.other_server().await;
    let (one, two) = tokio::join!(
        step(&fixture.store, "chen", "s1", Step::Approve, 2),
        step(&other, "bo", "s1", Step::Return, 2),
    );
    let lost = match (one, two) {
        (Ok(_), lost) | (lost, Ok(_)) => lost,
        neither => panic!("neither was taken: {neither:?}"),
    };
    assert_eq!(refused(lost), "store-changed-meanwhile");
    assert_eq!(fixture.store.decisions("s1").await.expect("read").len(), 2);
}

pub async fn steps_out_of_order_are_refused(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    draft(store, "s1", "park-1").await;
    assert_eq!(refused(step(store, "an", "s1", Step::Approve, 1).await), "store-step-refused");
    assert_eq!(refused(step(store, "an", "s1", Step::Publish, 1).await), "store-step-refused");
    assert_eq!(refused(step(store, "an", "s9", Step::Submit, 1).await), "store-unknown");
    step(store, "an", "s1", Step::Submit, 1).await.expect("handed in");
    let mut taken = Taken {
        submission: "s1",
        step: Step::Return,
        is_last: false,
        seen: 2,
        seen_contents: None,
        reason: Some(" "),
    };
    assert_eq!(refused(store.step(&act("chen", 3), &taken).await), "store-reason-missing");
    taken.step = Step::Approve;
    store.step(&act("chen", 3), &taken).await.expect("one stage agreed");
    assert_eq!(refused(step(store, "an", "s1", Step::Withdraw, 3).await), "store-step-refused");
    assert_eq!(refused(step(store, "chen", "s1", Step::Approve, 2).await), "store-changed-meanwhile");
}

pub async fn a_deadline_is_judged_by_the_first_handing_in(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    let due = at(1_000);
    for (id, territory, first, met) in
        [("s1", "park-1", 1_000, Some(true)), ("s2", "park-2", 1_001, Some(false))]
    {
        assert_eq!(draft(store, id, territory).await.met_deadline(), None);
        let taken = |step, seen| Taken {
            submission: id,
            step,
            is_last: false,
            seen,
            seen_contents: None,
            reason: Some("so"),
        };
        store.step(&act("an", first), &taken(Step::Submit, 1)).await.expect("handed in");
        store.step(&act("chen", 2_000), &taken(Step::Return, 2)).await.expect("returned");
        let again = store.step(&act("an", 3_000), &taken(Step::Submit, 3)).await.expect("handed in");
        assert_eq!((again.due_at, again.met_deadline()), (Some(due), met));
    }
}

pub async fn a_correction_begins_with_the_old_contents(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    draft(store, "s1", "park-1").await;
    save(store, "an", "s1", "gdp", "100", 0).await;
    save(store, "an", "s1", "gdp", "101", 1).await;
    store.explain_finding(&act("an", 3), "s1", "large-change", "a move").await.expect("explained");
    let mut new = Correction {
        id: "s2",
        supersedes: "s1",
        form_version: "2024",
        owner: "bo",
        reason: "a digit was wrong",
    };
    assert_eq!(refused(store.supersede(&act("bo", 5), &new).await), "store-step-refused");
    step(store, "an", "s1", Step::Submit, 1).await.expect("handed in");
    step(store, "chen", "s1", Step::Approve, 2).await.expect("approved");
    new.reason = "";
    assert_eq!(refused(store.supersede(&act("bo", 5), &new).await), "store-reason-missing");
    new.reason = "a digit was wrong";
    store.supersede(&act("bo", 5), &new).await.expect("begun");
    let stored = store.submission("s2").await.expect("read").expect("there");
    assert_eq!(
        (stored.supersedes.as_deref(), stored.state, stored.territory.as_str()),
        (Some("s1"), State::Draft, "park-1")
    );
    let fields = store.fields("s2").await.expect("read");
    assert_eq!((fields[0].content.as_str(), fields[0].version), ("101", 1));
    assert_eq!(store.explanations("s2").await.expect("read").len(), 1);
    new.id = "s3";
    assert_eq!(refused(store.supersede(&act("bo", 5), &new).await), "store-taken");
    assert_eq!(store.submissions_of("annual", "park-1", "2023").await.expect("read").len(), 2);
}

pub async fn register_rows_are_saved_each_for_itself(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    draft(store, "s1", "park-1").await;
    let (lab, other) = (json!({ "name": "实验室" }), json!({ "name": "other" }));
    let change = |row_id, content, seen| RowChange { register: "labs", row_id, content, seen };
    let save = async |changes: &[RowChange<'_>]| {
        store.save_register_rows(&act("an", 2), "s1", changes).await.expect("tried")
    };
    let saved = save(&[change("1", Some(&lab), 0), change("2", Some(&lab), 0)]).await;
    assert_eq!(saved, [SavedRow::Written(1), SavedRow::Written(1)]);
    assert_eq!(save(&[change("1", Some(&other), 1)]).await, [SavedRow::Written(2)]);
    let saved = save(&[change("1", Some(&lab), 1), change("1", None, 1), change("2", Some(&lab), 0)]).await;
    assert!(matches!(&saved[0], SavedRow::Conflict(Some(row)) if row.content == other && row.version == 2));
    assert!(matches!(&saved[1], SavedRow::Conflict(Some(_))));
    assert_eq!(saved[2], SavedRow::Unchanged);
    assert_eq!(
        save(&[change("2", None, 1), change("3", None, 0)]).await,
        [SavedRow::Removed, SavedRow::Unchanged]
    );
    assert_eq!(save(&[change("2", Some(&other), 1)]).await, [SavedRow::Conflict(None)]);
    let rows = store.register_rows("s1").await.expect("read");
    let rows: Vec<_> = rows.iter().map(|row| (row.row_id.as_str(), &row.content, row.version)).collect();
    assert_eq!(rows, [("1", &other, 2)]);
}

pub async fn explanations_stand_until_taken_back(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    draft(store, "s1", "park-1").await;
    store.explain_finding(&act("an", 2), "s1", "large-change", "one").await.expect("explained");
    store.explain_finding(&act("bo", 3), "s1", "large-change", "two").await.expect("explained");
    let found = store.explanations("s1").await.expect("read");
    assert_eq!((found.len(), found[0].content.as_str(), found[0].entered_by.as_str()), (1, "two", "bo"));
    store.explain_finding(&act("bo", 4), "s1", "large-change", " ").await.expect("taken back");
    assert_eq!(store.explanations("s1").await.expect("read"), []);
}

pub async fn lists_keep_to_what_was_asked(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    draft(store, "s1", "park-1").await;
    draft(store, "s2", "park-2").await;
    approved(store, "s3", "park-3").await;
    let of = async |filter: Filter<'_>, page: Page<'_>| {
        let found = store.submissions(filter, page).await.expect("listed");
        found.into_iter().map(|one| one.id).collect::<Vec<_>>()
    };
    let all = Filter::default();
    assert_eq!(of(all, Page::default()).await, ["s1", "s2", "s3"]);
    assert_eq!(of(all, Page { after: Some("s1"), most: 1 }).await, ["s2"]);
    let some = Filter { territories: Some(&["park-1", "park-3"]), ..all };
    assert_eq!(of(some, Page::default()).await, ["s1", "s3"]);
    let locked = Filter { states: Some(&[State::Approved, State::Published]), ..some };
    assert_eq!(of(locked, Page::default()).await, ["s3"]);
    assert_eq!(of(Filter { territories: Some(&[]), ..all }, Page::default()).await, Vec::<String>::new());
    assert_eq!(of(Filter { period: Some("2022"), ..all }, Page::default()).await, Vec::<String>::new());
    assert_eq!(of(Filter { form: Some("annual"), owner: Some("an"), ..all }, Page::default()).await.len(), 3);
}

pub async fn rows_on_their_way_are_those_that_others_handed_in(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    let lab = json!({ "name": "实验室" });
    let row = [RowChange { register: "labs", row_id: "1", content: Some(&lab), seen: 0 }];
    for (id, park) in [("s1", "park-1"), ("s2", "park-2")] {
        draft(store, id, park).await;
        store.save_register_rows(&act("an", 2), id, &row).await.expect("saved");
    }
    let seen_from = async |park| {
        let rows = store.rows_on_their_way("labs", park).await.expect("read");
        rows.into_iter().map(|(territory, row)| (territory, row.content)).collect::<Vec<_>>()
    };
    assert_eq!(seen_from("park-2").await, [], "a draft is on no way");
    step(store, "an", "s1", Step::Submit, 1).await.expect("handed in");
    assert_eq!(seen_from("park-2").await, [("park-1".to_owned(), lab.clone())]);
    assert_eq!(seen_from("park-1").await, []);
    assert_eq!(store.rows_on_their_way("firms", "park-2").await.expect("read"), []);
}
