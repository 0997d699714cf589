use axum::http::{Method, StatusCode};
use lanbai_app::Settings;
use lanbai_reporting::Role;
use lanbai_reporting::rights::{Scope, Who, rule};

use super::site::{Browser, Site};
use crate::guard::Reach;
use crate::routes::{Route, routes};

/// Whether the table lets a role in at a route, held for the whole plan or for a part of it.
fn is_let_in(route: &Route, role: Option<Role>, for_the_whole: bool) -> bool {
    rule(route.action).iter().any(|who| match who {
        Who::Anybody => true,
        Who::Visitor => false,
        Who::SignedIn => role.is_some(),
        Who::Holder(holder, Scope::Anywhere) => role == Some(*holder),
        Who::Holder(holder, Scope::Under) => {
            role == Some(*holder) && (for_the_whole || route.reach == Reach::Handler)
        }
    })
}

/// The path of a route, of a thing that is not there.
fn address(route: &Route) -> String {
    ["{id}", "{name}", "{register}", "{code}"]
        .iter()
        .fold(route.path.to_owned(), |path, place| path.replace(place, "none"))
}

/// Asks every route and compares with the table. Signing out comes last.
async fn walk(site: &Site, browser: &Browser, role: Option<Role>, for_the_whole: bool) {
    let mut all = routes();
    all.sort_by_key(|route| route.method == Method::DELETE);
    for route in all {
        let path = address(&route);
        let who = format!("{role:?}, of the whole: {for_the_whole}, {} {}", route.method, route.path);
        let response = site.raw(site.request(browser, route.method.clone(), &path, "{}")).await;
        let status = response.status();
        assert!(status.as_u16() != 500 && status != StatusCode::METHOD_NOT_ALLOWED, "{who}: {status}");
        let is_refused = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
        assert_eq!(!is_refused, is_let_in(&route, role, for_the_whole), "{who}: {status}");
        if is_refused {
            let expected = if role.is_some() { StatusCode::FORBIDDEN } else { StatusCode::UNAUTHORIZED };
            assert_eq!(status, expected, "{who}");
        }
    }
}

/// What each route needs was decided by someone: a new one, or one that needs something else, is to be looked at and
/// written down in `routes.txt`.
#[test]
fn every_route_needs_what_was_decided_for_it() {
    let told = |route: &Route| {
        let reach = if route.reach == Reach::Whole { ", for the whole" } else { "" };
        format!("{} {}: {}{reach}", route.method, route.path, route.action.name())
    };
    let mut all: Vec<String> = routes().iter().map(told).collect();
    all.sort();
    let decided: Vec<&str> = include_str!("routes.txt").lines().collect();
    assert_eq!(all, decided, "now:\n{}", all.join("\n"));
}

#[tokio::test]
async fn every_route_lets_in_whom_the_table_lets_in() {
    let site = Site::open(Settings { without_second_factor: true, ..Settings::default() }).await;
    let snapshot = site.server.app.snapshot();
    let home = site.server.app.home();
    let territories = &snapshot.plan.raw.territories.content.territory;
    let part = territories.iter().map(|t| t.id.get_ref()).find(|id| **id != home).expect("a part");
    walk(&site, &Browser::default(), None, false).await;
    let mut number = 0;
    for role in Role::ALL {
        for (territory, for_the_whole) in [(&home, true), (part, false)] {
            number += 1;
            let browser = site.holder(role, territory, number).await;
            walk(&site, &browser, Some(role), for_the_whole).await;
        }
    }
}

#[tokio::test]
async fn where_everybody_reads_a_visitor_reads_figures_and_nothing_else() {
    let site = Site::demo().await;
    for route in routes() {
        let path = address(&route);
        let request = site.request(&Browser::default(), route.method.clone(), &path, "{}");
        let is_refused = site.raw(request).await.status() == StatusCode::UNAUTHORIZED;
        let who = rule(route.action);
        let is_open = who.contains(&Who::Anybody) || who.contains(&Who::Visitor);
        assert_eq!(!is_refused, is_open, "{} {}", route.method, route.path);
    }
}
