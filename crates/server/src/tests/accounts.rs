use axum::http::{Method, StatusCode};
use serde_json::json;

use super::site::{Answer, Browser, Site};

const PASSWORD: &str = "Lanbai-demo-1";

async fn of(site: &Site, login: &str) -> Browser {
    site.sign_in(&Browser::default(), login, PASSWORD).await.1
}

async fn post(site: &Site, browser: &Browser, path: &str, body: serde_json::Value) -> Answer {
    site.ask(browser, Method::POST, path, &body.to_string()).await
}

#[tokio::test]
async fn one_makes_the_account_another_grants_and_the_third_sees_both() {
    let site = Site::demo().await;
    let (system, security, audit) =
        (of(&site, "system").await, of(&site, "security").await, of(&site, "audit").await);
    let made = post(&site, &system, "/accounts", json!({ "login": "Wang.Li", "name": "王丽" })).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let id = made.body["id"].as_str().expect("an id").to_owned();
    let first = made.body["password"].as_str().expect("a password").to_owned();
    let home = site.server.app.home();
    let grant = json!({ "role": "reporter", "territory": home });
    let refused = post(&site, &system, &format!("/accounts/{id}/grant"), grant.clone()).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "not-allowed"));
    let granted = post(&site, &security, &format!("/accounts/{id}/grant"), grant.clone()).await;
    assert_eq!(granted.status, StatusCode::NO_CONTENT, "{}", granted.body);
    // 三员分立
    let apart = json!({ "role": "system-administrator", "territory": home });
    assert_eq!(post(&site, &security, &format!("/accounts/{id}/grant"), apart).await.code(), "roles-apart");

    let (answer, wang) = site.sign_in(&Browser::default(), "wang.li", &first).await;
    assert_eq!(answer.body["duty"], "change-password");
    assert_eq!(site.ask(&wang, Method::GET, "/owed", "").await.code(), "change-password-first");
    let weak = json!({ "old": first, "new": "short" });
    assert_eq!(post(&site, &wang, "/session/password", weak).await.code(), "password-too-weak");
    let change = json!({ "old": first, "new": "Seen-by-nobody-7" });
    assert_eq!(post(&site, &wang, "/session/password", change).await.status, StatusCode::NO_CONTENT);
    assert!(site.ask(&wang, Method::GET, "/session", "").await.body["duty"].is_null());

    let revoked = post(&site, &security, &format!("/accounts/{id}/revoke"), grant).await;
    assert_eq!(revoked.status, StatusCode::NO_CONTENT);
    let refused = site.ask(&wang, Method::GET, "/owed", "").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "from the next request on");
    let shut = json!({ "reason": "left the office" });
    let disabled = post(&site, &system, &format!("/accounts/{id}/disable"), shut).await;
    assert_eq!(disabled.status, StatusCode::NO_CONTENT);
    assert!(site.ask(&wang, Method::GET, "/session", "").await.body["account"].is_null());

    let log = site.ask(&audit, Method::GET, "/audit?object=wang.li", "").await;
    let actions: Vec<&str> =
        log.body["items"].as_array().expect("rows").iter().filter_map(|row| row["action"].as_str()).collect();
    for action in ["account.create", "account.grant", "account.password", "account.revoke", "account.disable"]
    {
        assert!(actions.contains(&action), "{action} of {actions:?}");
    }
    assert!(!log.body.to_string().contains("argon2"), "no secret reaches the log");
    let verified = site.ask(&audit, Method::POST, "/audit/verify", "").await;
    assert_eq!(verified.body["holds"], true, "{}", verified.body);
}

#[tokio::test]
async fn nobody_does_it_to_himself_and_no_place_is_left_empty() {
    let site = Site::demo().await;
    let (system, security) = (of(&site, "system").await, of(&site, "security").await);
    let list = site.ask(&system, Method::GET, "/accounts", "").await;
    let id = |login: &str| {
        let items = list.body["items"].as_array().expect("accounts");
        let found = items.iter().find(|account| account["login"] == login).expect("it is there");
        found["id"].as_str().expect("an id").to_owned()
    };
    let home = site.server.app.home();
    let own = json!({ "role": "analyst", "territory": home });
    let told = post(&site, &security, &format!("/accounts/{}/grant", id("security")), own).await;
    assert_eq!((told.status, told.code()), (StatusCode::CONFLICT, "account-own"));
    let shut = json!({ "reason": "x" });
    let told = post(&site, &system, &format!("/accounts/{}/disable", id("system")), shut.clone()).await;
    assert_eq!(told.code(), "account-own");
    let told = post(&site, &system, &format!("/accounts/{}/disable", id("audit")), shut).await;
    assert_eq!((told.status, told.code()), (StatusCode::CONFLICT, "account-last"));
    let last = json!({ "role": "audit-administrator", "territory": home });
    let told = post(&site, &security, &format!("/accounts/{}/revoke", id("audit")), last).await;
    assert_eq!(told.code(), "account-last");
    let told = post(&site, &system, "/accounts/a-none/enable", json!({})).await;
    assert_eq!((told.status, told.code()), (StatusCode::NOT_FOUND, "account-unknown"));
    let taken = post(&site, &system, "/accounts", json!({ "login": "READER", "name": "x" })).await;
    assert_eq!((taken.status, taken.code()), (StatusCode::CONFLICT, "store-taken"));
}

#[tokio::test]
async fn a_list_of_accounts_is_taken_whole_or_not_at_all() {
    let site = Site::demo().await;
    let system = of(&site, "system").await;
    let send = async |text: &str| {
        let body = format!(
            "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n\r\n{text}\r\n--b--\r\n"
        );
        let mut request = site.request(&system, Method::POST, "/accounts/import", &body);
        request
            .headers_mut()
            .insert("content-type", "multipart/form-data; boundary=b".parse().expect("a value"));
        Site::read(site.raw(request).await).await
    };
    let wrong = send("账号,姓名\nli.si,李四\nreader,某人\nli.si,李四\n!,某人\n").await;
    let codes: Vec<&str> = wrong.body["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|f| f["code"].as_str())
        .collect();
    for code in ["account-taken", "account-twice", "account-login"] {
        assert!(codes.contains(&code), "{code} of {codes:?}");
    }
    assert_eq!(wrong.body["made"].as_array().map(Vec::len), Some(0));
    let columns = send("user,who\na,b\n").await;
    assert_eq!(columns.body["findings"][0]["code"], "account-columns");
    let right = send("姓名,账号\n李四,li.si\n赵六,zhao.liu\n").await;
    assert_eq!(right.body["made"].as_array().map(Vec::len), Some(2), "{}", right.body);
    let password = right.body["made"][1]["password"].as_str().expect("a password");
    let (answer, _) = site.sign_in(&Browser::default(), "zhao.liu", password).await;
    assert_eq!(answer.body["name"], "赵六");
}
