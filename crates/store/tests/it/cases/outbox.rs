use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::TimeDelta;
use lanbai_reporting::State;
use lanbai_store::outbox::{Begin, Lease, LeaseName, Pairing};
use lanbai_store::{Store, StoreError};

use crate::fixture::Fixture;
use crate::world::{act, approved, at, people, refused};

const MINUTE: TimeDelta = TimeDelta::seconds(60);
const ANY: Begin<'static> = Begin { at_least: 1, most: 100, without: &[] };

async fn lease(store: &Store, holder: &str, seconds: i64) -> Option<Lease> {
    store.take_lease(LeaseName::Publisher, holder, at(seconds), MINUTE).await.expect("tried")
}

async fn begin(store: &Store, lease: &Lease, begin: Begin<'_>) -> Result<Option<Pairing>, StoreError> {
    store.begin_publication(&act("publisher", 50), lease, begin).await
}

async fn state(store: &Store, id: &str) -> State {
    store.submission(id).await.expect("read").expect("there").state
}

pub async fn approved_rows_are_paired_with_the_next_number(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    let lease = lease(store, "one", 0).await.expect("free");
    assert_eq!(begin(store, &lease, ANY).await.expect("tried"), None);
    approved(store, "s1", "park-1").await;
    approved(store, "s2", "park-2").await;
    let pairing = begin(store, &lease, Begin { at_least: 41, most: 1, without: &[] })
        .await
        .expect("begun")
        .expect("some");
    assert_eq!(pairing, Pairing { number: 41, submissions: vec!["s1".to_owned()] });
    assert_eq!(refused(begin(store, &lease, ANY).await), "store-publication-open");
    store.finish_publication(&act("publisher", 60), &lease, 41).await.expect("finished");
    let published = store.submission("s1").await.expect("read").expect("there");
    assert_eq!((published.state, published.publication), (State::Published, Some(41)));
    assert_eq!(published.published_at, Some(at(60)));
    let again = store.finish_publication(&act("publisher", 61), &lease, 41).await;
    assert_eq!(refused(again), "store-publication-not-open");
    let pairing = begin(store, &lease, ANY).await.expect("begun").expect("some");
    assert_eq!(pairing, Pairing { number: 42, submissions: vec!["s2".to_owned()] });
}

pub async fn a_publisher_goes_on_where_one_died(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    approved(store, "s1", "park-1").await;
    let first = lease(store, "one", 0).await.expect("free");
    let begun = begin(store, &first, ANY).await.expect("begun");
    // It dies here. What comes after is approved later and must not join a number that was begun.
    approved(store, "s2", "park-2").await;
    let other = fixture.other_server().await;
    assert_eq!(lease(&other, "two", 59).await, None, "the lease still holds");
    let second = lease(&other, "two", 60).await.expect("run out");
    assert_eq!(other.open_publication().await.expect("asked"), begun);
    other.finish_publication(&act("publisher", 61), &second, 1).await.expect("finished");
    assert_eq!(other.open_publication().await.expect("asked"), None);
    assert_eq!((state(store, "s1").await, state(store, "s2").await), (State::Published, State::Approved));
}

pub async fn a_burnt_number_is_never_given_again(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    approved(store, "s1", "park-1").await;
    let lease = lease(store, "one", 0).await.expect("free");
    begin(store, &lease, ANY).await.expect("begun");
    store.burn_publication(&act("publisher", 5), &lease, 1, "the disk was full").await.expect("burnt");
    let late = store.finish_publication(&act("publisher", 6), &lease, 1).await;
    assert_eq!(refused(late), "store-publication-not-open");
    assert_eq!(state(store, "s1").await, State::Approved);
    let next = begin(store, &lease, ANY).await.expect("begun").expect("some");
    assert_eq!(next, Pairing { number: 2, submissions: vec!["s1".to_owned()] });
    store.finish_publication(&act("publisher", 7), &lease, 2).await.expect("finished");
    assert_eq!(store.finished_publications().await.expect("listed"), [2]);
}

pub async fn a_stale_token_marks_nothing(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    approved(store, "s1", "park-1").await;
    let stale = lease(store, "one", 0).await.expect("free");
    begin(store, &stale, ANY).await.expect("begun");
    let holder = lease(store, "two", 100).await.expect("run out");
    assert!(holder.token() > stale.token());
    let by = act("publisher", 100);
    assert_eq!(refused(store.finish_publication(&by, &stale, 1).await), "store-lease-lost");
    assert_eq!(refused(store.burn_publication(&by, &stale, 1, "").await), "store-lease-lost");
    assert_eq!(refused(begin(store, &stale, ANY).await), "store-lease-lost");
    assert_eq!(refused(store.renew_lease(&stale, at(101), MINUTE).await), "store-lease-lost");
    assert_eq!(refused(store.release_lease(&stale).await), "store-lease-lost");
    assert_eq!(state(store, "s1").await, State::Approved);
    store.renew_lease(&holder, at(150), MINUTE).await.expect("renewed");
    assert_eq!(lease(store, "three", 209).await, None);
    store.release_lease(&holder).await.expect("given back");
    assert!(lease(store, "three", 151).await.is_some());
}

/// A publisher that is now and then so slow that it loses its lease in the middle. Gives what it finished.
async fn publish_all(store: Store, holder: &'static str, clock: Arc<AtomicI64>, skew: i64) -> Vec<Pairing> {
    let mut finished = Vec::new();
    let mut attempts = 0;
    for _ in 0..1_000 {
        if store.open_publication().await.expect("asked").is_none()
            && store.outbox_waiting().await.expect("counted") == 0
        {
            return finished;
        }
        let now = clock.fetch_add(20, Ordering::Relaxed) + skew;
        let Some(lease) = lease(&store, holder, now).await else { continue };
        attempts += 1;
        // What was open before the lease was taken may be finished by now, so it is asked again.
        let pairing = match store.open_publication().await.expect("asked") {
            Some(open) => Ok(Some(open)),
            None => begin(&store, &lease, Begin { at_least: 1, most: 3, without: &[] }).await,
        };
        let Ok(Some(pairing)) = pairing else { continue };
        match attempts % 3 {
            // It dies and leaves the number open.
            0 => continue,
            // It sleeps until someone else may have taken the lease, and believes that it still holds it.
            1 => {
                while clock.fetch_add(20, Ordering::Relaxed) < now + 120 {
                    tokio::task::yield_now().await;
                }
            }
            _ => {}
        }
        if store.finish_publication(&act("publisher", now), &lease, pairing.number).await.is_ok() {
            finished.push(pairing);
        }
        // Where it has lost the lease, someone else has it.
        let _lost = store.release_lease(&lease).await;
    }
    panic!("{holder} did not come to an end");
}

pub async fn two_publishers_never_double(fixture: Fixture) {
    const IDS: [&str; 12] = ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12"];
    people(&fixture.store).await;
    for id in IDS {
        approved(&fixture.store, id, id).await;
    }
    let (one, two) = (fixture.other_server().await, fixture.other_server().await);
    // Their clocks differ: the fence does not rest on them.
    let clock = Arc::new(AtomicI64::new(0));
    let one = tokio::spawn(publish_all(one, "one", Arc::clone(&clock), 0));
    let two = tokio::spawn(publish_all(two, "two", clock, 35));
    let mut finished = one.await.expect("it ran");
    finished.extend(two.await.expect("it ran"));
    let numbers: BTreeSet<i64> = finished.iter().map(|pairing| pairing.number).collect();
    assert_eq!(numbers.len(), finished.len(), "a number was finished twice");
    let mut published: Vec<_> = finished.into_iter().flat_map(|pairing| pairing.submissions).collect();
    published.sort();
    let mut expected = IDS.map(str::to_owned);
    expected.sort();
    assert_eq!(published, expected);
    for id in IDS {
        assert_eq!(state(&fixture.store, id).await, State::Published, "{id}");
    }
}

pub async fn a_publication_that_the_lake_lost_is_published_again(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    approved(store, "s1", "park-1").await;
    let lease = lease(store, "one", 0).await.expect("free");
    begin(store, &lease, ANY).await.expect("begun");
    let by = act("publisher", 5);
    let open = store.reopen_publication(&by, &lease, 1, "restored").await;
    assert_eq!(refused(open), "store-publication-not-open");
    store.finish_publication(&by, &lease, 1).await.expect("finished");
    store.reopen_publication(&by, &lease, 1, "restored").await.expect("taken back");
    assert_eq!(state(store, "s1").await, State::Approved);
    let next = begin(store, &lease, ANY).await.expect("begun").expect("some");
    assert_eq!(next, Pairing { number: 2, submissions: vec!["s1".to_owned()] });
    store.finish_publication(&by, &lease, 2).await.expect("finished");
    assert_eq!(store.submission("s1").await.expect("read").expect("there").publication, Some(2));
}
