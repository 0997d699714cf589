use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event as Message, KeepAlive, Sse};
use futures::stream::{self, Stream};
use tokio::sync::broadcast::error::RecvError;

use crate::Server;

/// Something that open pages should know.
#[derive(Debug, Clone)]
pub(crate) enum Event {
    /// The lake has a new publication.
    Publication(i64),
    /// The plan's files were edited.
    Plan(String),
    /// The server stops: streams end, so that pages know at once and nobody waits for them.
    Stop,
}

/// How often plan and lake are looked at: what another process saves is visible within a second.
const LOOK_EVERY: Duration = Duration::from_millis(300);

/// Server-sent events: `publication` with its number, `plan` with its version. They say that something changed; ask
/// again for what is on screen.
#[utoipa::path(get, path = "/api/v1/events", tag = "pages", responses((status = 200, body = String, content_type = "text/event-stream")))]
pub(crate) async fn events(
    State(server): State<Server>,
) -> Sse<impl Stream<Item = Result<Message, Infallible>>> {
    let receiver = server.events.subscribe();
    let stream = stream::unfold(receiver, |mut receiver| async move {
        loop {
            match receiver.recv().await {
                Ok(event) => return message(&event).map(|message| (Ok(message), receiver)),
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

/// What a page is told; nothing more once the server stops.
fn message(event: &Event) -> Option<Message> {
    match event {
        Event::Publication(number) => Some(Message::default().event("publication").data(number.to_string())),
        Event::Plan(version) => Some(Message::default().event("plan").data(version)),
        Event::Stop => None,
    }
}

/// Looks for changes until the process ends.
pub(crate) async fn watch(server: Server) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let before = server.app.snapshot();
        match server.app.refresh().await {
            Ok(true) => announce(&server, &before),
            Ok(false) => {}
            Err(error) => tracing::warn!(error = error.to_string(), "plan or lake could not be read again"),
        }
    }
}

/// Ends the streams of open pages.
pub(crate) fn close(server: &Server) {
    // Nobody listening is no error.
    let _ = server.events.send(Event::Stop);
}

/// Tells open pages what changed since a snapshot.
pub(crate) fn announce(server: &Server, before: &lanbai_app::Snapshot) {
    let after = server.app.snapshot();
    let last = |s: &lanbai_app::Snapshot| s.publications.last().map_or(0, |p| p.number);
    if last(&after) != last(before) {
        // Nobody listening is no error.
        let _ = server.events.send(Event::Publication(last(&after)));
    }
    if !std::sync::Arc::ptr_eq(&after.plan, &before.plan) {
        let _ = server.events.send(Event::Plan(after.plan.raw.header.content.version.clone()));
    }
}
