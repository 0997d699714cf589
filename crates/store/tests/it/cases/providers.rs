use lanbai_store::Store;
use lanbai_store::accounts::{NewAccount, Subject};
use lanbai_store::providers::{Invitation, NewSignIn, TakenSignIn};
use lanbai_store::sessions::NewSession;

use crate::fixture::Fixture;
use crate::world::{act, at, people, refused};

fn person(subject: &str) -> Subject {
    Subject { issuer: "https://provider.example".to_owned(), subject: subject.to_owned() }
}

async fn link(store: &Store, login: &str, subject: &str, seconds: i64) -> Option<String> {
    store.link_invited(&act("provider", seconds), login, &person(subject)).await.expect("tried")
}

pub async fn an_invitation_ties_one_person_to_one_account(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    assert_eq!(link(store, "an", "17", 1).await, None, "nobody invited him");
    store.invite_through_provider(&act("chen", 2), "an", at(100)).await.expect("invited");
    store.invite_through_provider(&act("chen", 3), "an", at(200)).await.expect("invited again");
    let invited = store.provider_invitations(at(4)).await.expect("listed");
    assert_eq!(invited, [Invitation { account: "an".to_owned(), expires_at: at(200) }]);
    assert_eq!(link(store, "bo", "17", 4).await, None, "another login name");
    assert_eq!(link(store, "a\0n", "17", 4).await, None);
    assert_eq!(link(store, " AN ", "17", 5).await.as_deref(), Some("an"));
    assert_eq!(link(store, "an", "18", 6).await, None, "an invitation is used once");
    let found = store.account_of_subject(&person("17")).await.expect("asked").expect("tied");
    assert_eq!((found.id.as_str(), found.password_hash.as_deref()), ("an", Some("hash")));
    let again = store.invite_through_provider(&act("chen", 7), "an", at(200)).await;
    assert_eq!(refused(again), "store-taken");
    // Who has an account gets no other.
    store.invite_through_provider(&act("chen", 8), "bo", at(200)).await.expect("invited");
    let second = store.link_invited(&act("provider", 9), "bo", &person("17")).await;
    assert_eq!(refused(second), "store-taken");
    assert_eq!(store.provider_invitations(at(9)).await.expect("listed").len(), 1, "nothing half done");
}

pub async fn an_invitation_runs_out_and_ends_with_the_account(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    store.invite_through_provider(&act("chen", 1), "an", at(100)).await.expect("invited");
    assert!(store.provider_invitations(at(100)).await.expect("listed").is_empty());
    assert_eq!(link(store, "an", "17", 100).await, None);
    assert_eq!(link(store, "an", "17", 99).await.as_deref(), Some("an"));
    store.invite_through_provider(&act("chen", 1), "bo", at(100)).await.expect("invited");
    store.disable_account(&act("chen", 2), "bo", "left").await.expect("disabled");
    assert_eq!(link(store, "bo", "18", 3).await, None);
    let nobody = store.invite_through_provider(&act("chen", 4), "nobody", at(100)).await;
    assert_eq!(refused(nobody), "store-unknown");
    // A password for one use that nobody used goes.
    let new = NewAccount {
        id: "new",
        login: "new",
        display_name: "新",
        password_hash: Some("one-time"),
        external: None,
        must_change_password: true,
    };
    store.create_account(&act("chen", 5), &new).await.expect("made");
    store.invite_through_provider(&act("chen", 5), "new", at(100)).await.expect("invited");
    assert!(link(store, "new", "19", 6).await.is_some());
    let found = store.account("new").await.expect("asked").expect("there");
    assert_eq!((found.password_hash, found.must_change_password), (None, false));
}

pub async fn who_parts_from_the_provider_is_signed_out(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    store.invite_through_provider(&act("chen", 1), "an", at(100)).await.expect("invited");
    link(store, "an", "17", 2).await.expect("tied");
    let session = NewSession {
        token_hash: "t1",
        account: "an",
        cross_site_token: "x",
        expires_at: at(100),
        rotated_from: None,
    };
    store.open_session(&act("an", 3), &session).await.expect("opened");
    store.await_sign_in(&waiting("w1", Some("an"), "10.0.0.1"), at(3)).await.expect("waits");
    store.part_from_provider(&act("chen", 4), "an").await.expect("parted");
    assert_eq!(store.session("t1", at(5)).await.expect("asked"), None);
    assert_eq!(store.account_of_subject(&person("17")).await.expect("asked"), None);
    assert_eq!(store.take_sign_in("w1", "state", at(5)).await.expect("asked"), None);
    assert_eq!(link(store, "an", "17", 6).await, None, "it takes another invitation");
    assert_eq!(refused(store.part_from_provider(&act("chen", 7), "nobody").await), "store-unknown");
}

fn waiting<'a>(id: &'a str, account: Option<&'a str>, address: &'a str) -> NewSignIn<'a> {
    NewSignIn { id, state: "state", account, address, rotated_from: Some("t0"), expires_at: at(100) }
}

pub async fn whoever_is_on_his_way_comes_back_once(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    store.await_sign_in(&waiting("w1", None, "10.0.0.1"), at(1)).await.expect("waits");
    assert_eq!(refused(store.await_sign_in(&waiting("w1", None, "10.0.0.1"), at(1)).await), "store-taken");
    store.await_sign_in(&waiting("w2", Some("an"), "10.0.0.1"), at(1)).await.expect("waits");
    let take = async |id, state, seconds| store.take_sign_in(id, state, at(seconds)).await.expect("asked");
    assert_eq!(take("w1", "other", 2).await, None);
    assert_eq!(take("w1", "state", 100).await, None, "too late");
    let expected = TakenSignIn { account: None, rotated_from: Some("t0".to_owned()) };
    assert_eq!(take("w1", "state", 2).await, Some(expected));
    assert_eq!(take("w1", "state", 2).await, None, "once");
    let seen = store.sign_in_on_its_way("w2", "state", at(2)).await.expect("asked").expect("there");
    assert_eq!(seen.account.as_deref(), Some("an"));
    let (one, two) = tokio::join!(take("w2", "state", 3), take("w2", "state", 3));
    assert!(one.is_some() != two.is_some(), "of two at once one is let in");
}

pub async fn one_address_does_not_fill_the_way(fixture: Fixture) {
    let store = &fixture.store;
    for number in 0..200 {
        let id = format!("w{number}");
        store.await_sign_in(&waiting(&id, None, "10.0.0.1"), at(1)).await.expect("waits");
    }
    assert_eq!(refused(store.await_sign_in(&waiting("x", None, "10.0.0.1"), at(2)).await), "store-too-many");
    store.await_sign_in(&waiting("y", None, "10.0.0.2"), at(2)).await.expect("another address");
    let later = NewSignIn { expires_at: at(300), ..waiting("z", None, "10.0.0.1") };
    store.await_sign_in(&later, at(200)).await.expect("who did not come is forgotten");
}
