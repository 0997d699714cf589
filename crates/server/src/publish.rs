use std::time::Duration;

use lanbai_app::chain;

use crate::Server;
use crate::events::announce;

/// How often approved submissions are looked for. What one server approves another may publish.
const LOOK_EVERY: Duration = Duration::from_millis(300);
/// How long a publisher that failed waits: what stopped it, such as a full disk, does not pass in a moment.
const AFTER_FAILURE: Duration = Duration::from_secs(10);

/// Publishes what is approved until the process ends; what a crash left open first.
pub(crate) async fn publish(server: Server) {
    if server.app.people().is_err() {
        return;
    }
    loop {
        let before = server.app.snapshot();
        let pause = match server.app.publish_approved().await {
            // There may be more than one publication takes.
            Ok(Some(batch)) => {
                tracing::info!(number = batch.number, submissions = batch.submissions.len(), "published");
                announce(&server, &before);
                continue;
            }
            Ok(None) => LOOK_EVERY,
            Err(error) => {
                tracing::error!(error = chain(&error), "approved submissions could not be published");
                AFTER_FAILURE
            }
        };
        tokio::time::sleep(pause).await;
    }
}
