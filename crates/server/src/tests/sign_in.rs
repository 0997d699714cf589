use axum::http::{Method, StatusCode};
use lanbai_app::Settings;

use super::site::{Browser, Site};

const PASSWORD: &str = "Lanbai-demo-1";

#[tokio::test]
async fn a_session_begins_at_signing_in_and_ends_at_signing_out() {
    let site = Site::demo().await;
    let nobody = Browser::default();
    let before = site.ask(&nobody, Method::GET, "/session", "").await;
    assert!(before.body["account"].is_null());
    assert!(before.body["demo_accounts"].as_array().is_some_and(|ready| ready.len() >= 8));
    let (answer, browser) = site.sign_in(&nobody, " OFFICE ", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body["login"], "office");
    assert_eq!(site.ask(&browser, Method::GET, "/session", "").await.body["login"], "office");
    assert_eq!(site.ask(&browser, Method::DELETE, "/session", "").await.status, StatusCode::OK);
    assert!(site.ask(&browser, Method::GET, "/session", "").await.body["account"].is_null());
}

#[tokio::test]
async fn a_token_that_was_there_before_is_never_taken_over() {
    let site = Site::demo().await;
    let planted = Browser { cookie: format!("lanbai={}", "7".repeat(64)), token: String::new() };
    let (_, first) = site.sign_in(&planted, "reader", PASSWORD).await;
    assert_ne!(first.cookie, planted.cookie);
    assert!(site.ask(&planted, Method::GET, "/session", "").await.body["account"].is_null());
    // Signing in anew in the same browser ends what was open there.
    let (_, second) = site.sign_in(&first, "analyst", PASSWORD).await;
    assert_ne!(second.cookie, first.cookie);
    assert_ne!(second.token, first.token);
    assert!(site.ask(&first, Method::GET, "/session", "").await.body["account"].is_null());
    assert_eq!(site.ask(&second, Method::GET, "/session", "").await.body["login"], "analyst");
}

#[tokio::test]
async fn another_site_changes_nothing_in_someones_name() {
    let site = Site::demo().await;
    let (_, browser) = site.sign_in(&Browser::default(), "office", PASSWORD).await;
    for token in ["", "0123456789abcdef0123456789abcdef"] {
        let forged = Browser { token: token.to_owned(), ..browser.clone() };
        let answer = site.ask(&forged, Method::DELETE, "/session", "").await;
        assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, "cross-site"), "{token}");
    }
    let mut request = site.request(&browser, Method::DELETE, "/session", "");
    request.headers_mut().insert("sec-fetch-site", "cross-site".parse().expect("a value"));
    assert_eq!(site.raw(request).await.status(), StatusCode::FORBIDDEN);
    // Nor does it sign anyone in: a form cannot send JSON.
    let mut request = site.request(&Browser::default(), Method::POST, "/session", "login=office");
    request
        .headers_mut()
        .insert("content-type", "application/x-www-form-urlencoded".parse().expect("a value"));
    assert_eq!(site.raw(request).await.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(site.ask(&browser, Method::GET, "/session", "").await.body["login"], "office");
}

#[tokio::test]
async fn whoever_guesses_waits_whether_the_name_exists_or_not() {
    let site = Site::demo().await;
    for login in ["office", "nobody-of-that-name"] {
        for _ in 0..5 {
            let (answer, _) = site.sign_in(&Browser::default(), login, "wrong").await;
            assert_eq!(
                (answer.status, answer.code()),
                (StatusCode::UNAUTHORIZED, "sign-in-failed"),
                "{login}"
            );
        }
        let (answer, _) = site.sign_in(&Browser::default(), login, PASSWORD).await;
        let told = (answer.status, answer.code());
        assert_eq!(told, (StatusCode::TOO_MANY_REQUESTS, "sign-in-throttled"), "{login}");
    }
    let (answer, _) = site.sign_in(&Browser::default(), "reader", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::OK, "others sign in meanwhile");
}

#[tokio::test]
async fn what_is_no_password_is_refused_and_nothing_breaks() {
    let site = Site::demo().await;
    let long = "x".repeat(100_000);
    for (login, password) in [("", ""), ("office", ""), ("of\0fice", "x"), (long.as_str(), long.as_str())] {
        let (answer, _) = site.sign_in(&Browser::default(), login, password).await;
        assert!(answer.status.is_client_error(), "{}", answer.status);
    }
    for body in ["", "[]", "{\"login\":1}", "{\"login\":\"a\",\"password\":\"b\",\"more\":1}"] {
        let answer = site.ask(&Browser::default(), Method::POST, "/session", body).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::BAD_REQUEST, "malformed-json"), "{body}");
    }
}

#[tokio::test]
async fn whoever_owes_a_second_factor_does_nothing_before() {
    let settings = Settings { without_second_factor: false, ..Settings::of_demo() };
    let site = Site::open(settings).await;
    let (answer, browser) = site.sign_in(&Browser::default(), "security", PASSWORD).await;
    assert_eq!(answer.body["duty"], "enrol-second-factor");
    let refused = site.ask(&browser, Method::GET, "/accounts", "").await;
    assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "enrol-second-factor-first"));
    let offered = site.ask(&browser, Method::POST, "/session/second-factor", "").await;
    assert_eq!(offered.body["secret"].as_str().map(str::len), Some(32));
    let body = serde_json::json!({ "secret": offered.body["secret"], "code": "000000" }).to_string();
    let wrong = site.ask(&browser, Method::PUT, "/session/second-factor", &body).await;
    // One of a million secrets gives that code at that time.
    assert_eq!(wrong.code(), "code-wrong");
    let weak = serde_json::json!({ "secret": "AAAA", "code": "000000" }).to_string();
    assert_eq!(site.ask(&browser, Method::PUT, "/session/second-factor", &weak).await.code(), "code-wrong");
    let (reader, _) = site.sign_in(&Browser::default(), "reader", PASSWORD).await;
    assert!(reader.body["duty"].is_null(), "a reader owes none");
}

#[tokio::test]
async fn without_a_provider_nobody_sets_out_and_nobody_comes_back() {
    let site = Site::demo().await;
    let nobody = Browser::default();
    assert!(site.ask(&nobody, Method::GET, "/session", "").await.body["provider"].is_null());
    let check = async |path: &str, body: &str, expected: (StatusCode, &str)| {
        let answer = site.ask(&nobody, Method::POST, path, body).await;
        assert_eq!((answer.status, answer.code()), expected, "{path} {body}");
        assert_eq!(answer.cookie, None);
    };
    let off = (StatusCode::NOT_FOUND, "provider-off");
    check("/session/provider", "", off).await;
    check("/session/provider/return", r#"{"state":"vouched","code":"x"}"#, off).await;
    check("/session/provider/code", r#"{"code":"000000"}"#, (StatusCode::CONFLICT, "provider-expired")).await;
    let (_, system) = site.sign_in(&nobody, "system", PASSWORD).await;
    let accounts = site.ask(&system, Method::GET, "/accounts", "").await.body;
    let path_of = |login: &str| {
        let account =
            accounts["items"].as_array().and_then(|all| all.iter().find(|one| one["login"] == login));
        format!("/accounts/{}/provider", account.and_then(|one| one["id"].as_str()).expect("an id"))
    };
    assert_eq!(site.ask(&system, Method::POST, &path_of("reader"), "").await.code(), "provider-off");
    // Nobody opens his own account for a provider, or unties it.
    let own = path_of("system");
    assert_eq!(site.ask(&system, Method::POST, &own, "").await.code(), "account-own");
    assert_eq!(site.ask(&system, Method::DELETE, &own, "").await.code(), "account-own");
}
