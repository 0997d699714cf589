use lanbai_reporting::{Role, State, Step};
use lanbai_store::Page;
use lanbai_store::accounts::{NewAccount, Subject};
use lanbai_store::sessions::NewSession;
use lanbai_store::submissions::Filter;

use crate::fixture::Fixture;
use crate::world::{account, act, at, draft, people, refused, save, step};

fn new<'a>(id: &'a str, login: &'a str, external: Option<&'a Subject>) -> NewAccount<'a> {
    NewAccount { id, login, display_name: "陈", password_hash: None, external, must_change_password: true }
}

pub async fn an_account_is_found_by_id_login_and_subject(fixture: Fixture) {
    let store = &fixture.store;
    assert!(!store.has_accounts().await.expect("asked"));
    let subject = Subject { issuer: "https://provider".to_owned(), subject: "17".to_owned() };
    store.create_account(&act("admin", 5), &new("c1", " Chen ", Some(&subject))).await.expect("made");
    let found = store.account("c1").await.expect("asked").expect("there");
    assert_eq!((found.login.as_str(), found.display_name.as_str()), ("chen", "陈"));
    assert_eq!((found.created_at, found.must_change_password), (at(5), true));
    assert_eq!(store.account_of_login("CHEN").await.expect("asked").as_ref(), Some(&found));
    assert_eq!(store.account_of_subject(&subject).await.expect("asked").as_ref(), Some(&found));
    assert_eq!(store.account("c2").await.expect("asked"), None);
    assert_eq!(store.account_of_login("c\0").await.expect("asked"), None);
    store.rename_account(&act("admin", 6), "c1", "老陈").await.expect("renamed");
    store.set_external_subject(&act("admin", 6), "c1", None).await.expect("untied");
    let found = store.account("c1").await.expect("asked").expect("there");
    assert_eq!((found.display_name.as_str(), found.external, found.changed_at), ("老陈", None, at(6)));
    assert!(store.has_accounts().await.expect("asked"));
}

pub async fn login_names_differ_by_more_than_case(fixture: Fixture) {
    let store = &fixture.store;
    store.create_account(&act("admin", 0), &new("c1", "chen", None)).await.expect("made");
    let again = store.create_account(&act("admin", 0), &new("c2", "CHEN", None)).await;
    assert_eq!(refused(again), "store-taken");
    assert_eq!(store.account("c2").await.expect("asked"), None);
    let empty = store.create_account(&act("admin", 0), &new("c2", "  ", None)).await;
    assert_eq!(refused(empty), "store-not-text");
}

pub async fn nobody_grants_himself_a_role(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    let own = store.grant(&act("chen", 1), "chen", Role::Approver, "lanzhou").await;
    assert_eq!(refused(own), "store-own-grant");
    store.grant(&act("an", 1), "chen", Role::Approver, "lanzhou").await.expect("by another");
    let own = store.revoke(&act("chen", 1), "chen", Role::Approver, "lanzhou").await;
    assert_eq!(refused(own), "store-own-grant");
    assert_eq!(store.grants_of("chen").await.expect("asked").len(), 1);
}

pub async fn a_role_holds_until_it_is_taken_back(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    for _ in 0..2 {
        store.grant(&act("admin", 1), "an", Role::Reporter, "park-1").await.expect("granted");
    }
    store.grant(&act("admin", 2), "an", Role::Reader, "lanzhou").await.expect("granted");
    let grants = store.grants_of("an").await.expect("asked");
    let held: Vec<_> = grants.iter().map(|grant| (grant.role, grant.territory.as_str())).collect();
    assert_eq!(held, [(Role::Reader, "lanzhou"), (Role::Reporter, "park-1")]);
    store.revoke(&act("admin", 3), "an", Role::Reporter, "park-1").await.expect("taken back");
    assert_eq!(store.grants_of("an").await.expect("asked").len(), 1);
    let again = store.revoke(&act("admin", 3), "an", Role::Reporter, "park-1").await;
    assert_eq!(refused(again), "store-unknown");
    let nobody = store.grant(&act("admin", 3), "nobody", Role::Reader, "lanzhou").await;
    assert_eq!(refused(nobody), "store-unknown");
    assert_eq!(store.all_grants().await.expect("asked").len(), 1);
}

async fn open(fixture: &Fixture, token: &str, by: &'static str) {
    let session = NewSession {
        token_hash: token,
        account: by,
        cross_site_token: "x",
        expires_at: at(100),
        rotated_from: None,
    };
    fixture.store.open_session(&act(by, 1), &session).await.expect("opened");
}

pub async fn a_disabled_account_has_no_session(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    open(&fixture, "t1", "an").await;
    store.disable_account(&act("admin", 2), "an", "left").await.expect("disabled");
    assert_eq!(store.session("t1", at(3)).await.expect("asked"), None);
    let session = NewSession {
        token_hash: "t2",
        account: "an",
        cross_site_token: "x",
        expires_at: at(100),
        rotated_from: None,
    };
    assert_eq!(refused(store.open_session(&act("an", 3), &session).await), "store-unknown");
    store.enable_account(&act("admin", 4), "an").await.expect("enabled");
    // The old session does not come back.
    assert_eq!(store.session("t1", at(5)).await.expect("asked"), None);
    store.open_session(&act("an", 5), &session).await.expect("opened");
}

pub async fn a_new_password_ends_the_other_sessions(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    for token in ["t1", "t2"] {
        open(&fixture, token, "an").await;
    }
    open(&fixture, "t3", "bo").await;
    store.set_password(&act("an", 2), "an", "new", false, Some("t2")).await.expect("set");
    let hash = store.account("an").await.expect("asked").expect("there").password_hash;
    assert_eq!(hash.as_deref(), Some("new"));
    for (token, holds) in [("t1", false), ("t2", true), ("t3", true)] {
        assert_eq!(store.session(token, at(3)).await.expect("asked").is_some(), holds, "{token}");
    }
    let unknown = store.set_password(&act("an", 2), "nobody", "new", false, None).await;
    assert_eq!(refused(unknown), "store-unknown");
}

pub async fn a_code_is_used_once(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    assert!(!store.use_totp_step("an", 7).await.expect("asked"), "there is no secret yet");
    store.set_totp(&act("an", 1), "an", Some("secret")).await.expect("set");
    assert!(store.use_totp_step("an", 7).await.expect("asked"));
    assert!(!store.use_totp_step("an", 7).await.expect("asked"));
    assert!(!store.use_totp_step("an", 6).await.expect("asked"));
    assert!(store.use_totp_step("an", 8).await.expect("asked"));
    let (one, two) = tokio::join!(store.use_totp_step("an", 9), store.use_totp_step("an", 9));
    assert!(one.expect("asked") != two.expect("asked"), "of two at once one is let in");
}

pub async fn accounts_are_listed_in_pages(fixture: Fixture) {
    let store = &fixture.store;
    for number in 0..5 {
        account(store, &format!("a{number}")).await;
    }
    let mut seen = Vec::new();
    let mut last: Option<String> = None;
    loop {
        let page = Page { after: last.as_deref(), most: 2 };
        let accounts = store.accounts(page).await.expect("listed");
        let Some(end) = accounts.last() else { break };
        last = Some(end.id.clone());
        seen.extend(accounts.into_iter().map(|account| account.id));
    }
    assert_eq!(seen, ["a0", "a1", "a2", "a3", "a4"]);
}

pub async fn handing_over_takes_drafts_and_leaves_what_is_locked(fixture: Fixture) {
    let store = &fixture.store;
    people(store).await;
    draft(store, "s1", "park-1").await;
    draft(store, "s2", "park-2").await;
    save(store, "bo", "s1", "gdp", "1", 0).await;
    save(store, "an", "s1", "gdp", "2", 0).await;
    step(store, "an", "s2", Step::Submit, 1).await.expect("handed in");
    let handed = store.hand_over(&act("admin", 20), "an", "bo").await.expect("handed over");
    assert_eq!((handed.submissions, handed.asides), (vec!["s1".to_owned()], 1));
    let of_bo = Filter { owner: Some("bo"), ..Filter::default() };
    let owned = store.submissions(of_bo, Page::default()).await.expect("listed");
    let owned: Vec<_> = owned.iter().map(|one| (one.id.as_str(), one.state, one.version)).collect();
    assert_eq!(owned, [("s1", State::Draft, 2)]);
    assert_eq!(store.asides("s1").await.expect("read")[0].entered_by, "bo");
    store.disable_account(&act("admin", 21), "chen", "").await.expect("disabled");
    assert_eq!(refused(store.hand_over(&act("admin", 21), "bo", "chen").await), "store-locked");
}
