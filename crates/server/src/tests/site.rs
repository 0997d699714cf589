use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use lanbai_app::{App, Settings, Workspace};
use lanbai_kernel::FixedClock;
use lanbai_reporting::Role;
use lanbai_store::Act;
use lanbai_store::accounts::NewAccount;
use lanbai_store::sessions::NewSession;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tower::ServiceExt;

use crate::Server;
use crate::serve::router;

/// A server of a workspace that lives as long as the test.
pub(super) struct Site {
    pub server: Server,
    _folder: tempfile::TempDir,
}

/// Someone's browser.
#[derive(Clone, Default)]
pub(super) struct Browser {
    pub cookie: String,
    pub token: String,
}

/// What was answered.
pub(super) struct Answer {
    pub status: StatusCode,
    pub cookie: Option<String>,
    pub body: Value,
}

impl Answer {
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }
}

fn files_below(folder: &Path, below: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder.join(below)).expect("a folder") {
        let path = below.join(entry.expect("an entry").file_name());
        if folder.join(&path).is_dir() {
            files_below(folder, &path, files);
        } else {
            files.push((path.clone(), std::fs::read(folder.join(&path)).expect("readable")));
        }
    }
}

impl Site {
    pub async fn open(settings: Settings) -> Self {
        let folder = tempfile::TempDir::new().expect("a folder");
        let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/harbour-sample");
        let mut files = Vec::new();
        files_below(&plan, Path::new(""), &mut files);
        let workspace = Workspace::create(folder.path().join("workspace"), &files).expect("a workspace");
        settings.write(&workspace.settings_file()).expect("written");
        let app = App::open_with_store(workspace, Arc::new(FixedClock(now()))).await.expect("opened");
        app.begin().await.expect("begun");
        Self { server: Server::new(Arc::new(app)), _folder: folder }
    }

    /// A site of a demo, with a ready account for each role.
    pub async fn demo() -> Self {
        Self::open(Settings::of_demo()).await
    }

    /// Someone who holds a role for a territory and is signed in.
    pub async fn holder(&self, role: Role, territory: &str, number: usize) -> Browser {
        let store = self.server.app.store().expect("a store");
        let id = format!("test-{number}");
        let act = Act { by: "lanbai", authority: "test", at: now() };
        let new = NewAccount {
            id: &id,
            login: &id,
            display_name: "someone",
            password_hash: None,
            external: None,
            must_change_password: false,
        };
        store.create_account(&act, &new).await.expect("created");
        store.grant(&act, &id, role, territory).await.expect("granted");
        let token = format!("{number:064x}");
        let hash: String =
            Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        let session = NewSession {
            token_hash: &hash,
            account: &id,
            cross_site_token: "its-token",
            expires_at: now() + TimeDelta::hours(1),
            rotated_from: None,
        };
        store.open_session(&act, &session).await.expect("opened");
        Browser { cookie: format!("lanbai={token}"), token: "its-token".to_owned() }
    }

    pub async fn raw(&self, request: Request<Body>) -> Response {
        router(self.server.clone()).oneshot(request).await.expect("infallible")
    }

    pub fn request(&self, browser: &Browser, method: Method, path: &str, body: &str) -> Request<Body> {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        if !browser.cookie.is_empty() {
            request = request.header(header::COOKIE, &browser.cookie);
        }
        let request = request.header("x-lanbai-token", &browser.token);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        request.body(Body::from(body.to_owned())).expect("a request")
    }

    pub async fn ask(&self, browser: &Browser, method: Method, path: &str, body: &str) -> Answer {
        Self::read(self.raw(self.request(browser, method, path, body)).await).await
    }

    pub async fn read(response: Response) -> Answer {
        let status = response.status();
        let cookie = response.headers().get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
        let cookie = cookie.and_then(|text| text.split(';').next()).map(str::to_owned);
        let bytes = to_bytes(response.into_body(), 1 << 20).await.expect("a body");
        Answer { status, cookie, body: serde_json::from_slice(&bytes).unwrap_or_default() }
    }

    /// Signs in and gives the browser that is signed in, if it is.
    pub async fn sign_in(&self, browser: &Browser, login: &str, password: &str) -> (Answer, Browser) {
        let body = serde_json::json!({ "login": login, "password": password }).to_string();
        let answer = self.ask(browser, Method::POST, "/session", &body).await;
        let token = answer.body["token"].as_str().unwrap_or_default().to_owned();
        let browser = Browser { cookie: answer.cookie.clone().unwrap_or_default(), token };
        (answer, browser)
    }
}

pub(super) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).expect("a time")
}
