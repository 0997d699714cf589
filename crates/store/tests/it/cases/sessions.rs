use chrono::TimeDelta;
use lanbai_store::sessions::{Failures, NewSession};

use crate::fixture::Fixture;
use crate::world::{act, at, people, refused};

fn session<'a>(token: &'a str, rotated_from: Option<&'a str>) -> NewSession<'a> {
    NewSession {
        token_hash: token,
        account: "an",
        cross_site_token: "cross",
        expires_at: at(100),
        rotated_from,
    }
}

pub async fn a_rotated_session_ends_in_the_same_moment(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    store.open_session(&act("an", 1), &session("t1", None)).await.expect("opened");
    store.open_session(&act("an", 2), &session("t2", Some("t1"))).await.expect("rotated");
    assert_eq!(store.session("t1", at(3)).await.expect("asked"), None);
    let found = store.session("t2", at(3)).await.expect("asked").expect("it holds");
    assert_eq!((found.account.id.as_str(), found.cross_site_token.as_str()), ("an", "cross"));
    assert_eq!((found.opened_at, found.expires_at), (at(2), at(100)));
    // A rotation that fails ends nothing.
    let taken = store.open_session(&act("an", 4), &session("t2", Some("t2x"))).await;
    assert_eq!(refused(taken), "store-taken");
    assert!(store.session("t2", at(5)).await.expect("asked").is_some());
    store.end_session(&act("an", 6), "t2").await.expect("ended");
    store.end_session(&act("an", 6), "t2").await.expect("ended again");
    assert_eq!(store.session("t2", at(7)).await.expect("asked"), None);
}

pub async fn a_session_runs_out_unless_it_is_kept(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    for token in ["t1", "t2"] {
        store.open_session(&act("an", 1), &session(token, None)).await.expect("opened");
    }
    store.touch_session("t2", at(50), at(200)).await.expect("kept");
    assert!(store.session("t1", at(99)).await.expect("asked").is_some());
    assert!(store.session("t1", at(100)).await.expect("asked").is_none());
    assert_eq!(store.session("t2", at(150)).await.expect("asked").expect("kept").last_seen_at, at(50));
    // What has run out is not kept after the fact.
    store.touch_session("t1", at(101), at(300)).await.expect("tried");
    assert!(store.session("t1", at(102)).await.expect("asked").is_none());
    assert_eq!(store.sweep_sessions(at(120), at(0)).await.expect("swept"), 1);
    assert_eq!(store.end_sessions_of(&act("an", 130), "an").await.expect("ended"), 1);
}

pub async fn failures_are_counted_by_login_and_by_address(fixture: Fixture) {
    let store = &fixture.store;
    for (login, address, succeeded, when) in [
        ("an", "10.0.0.1", false, 1),
        ("an", "10.0.0.1", true, 2),
        ("An", "10.0.0.1", false, 3),
        ("an", "10.0.0.2", false, 4),
        ("ghost", "10.0.0.1", false, 5),
    ] {
        store.note_attempt(login, address, succeeded, at(when)).await.expect("noted");
    }
    let all = store.failures("AN", "10.0.0.1", at(0)).await.expect("counted");
    assert_eq!(all, Failures { of_login: 2, of_address: 3, latest: Some(at(5)) });
    let recent = store.failures("an", "10.0.0.2", at(4)).await.expect("counted");
    assert_eq!(recent, Failures { of_login: 1, of_address: 1, latest: Some(at(4)) });
    store.sweep_sessions(at(0), at(5)).await.expect("swept");
    let left = store.failures("an", "10.0.0.1", at(5) - TimeDelta::days(1)).await.expect("counted");
    assert_eq!(left, Failures { of_login: 0, of_address: 1, latest: Some(at(5)) });
}
