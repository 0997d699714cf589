use std::time::Duration;

use crate::Server;
use crate::failing::Failing;

/// How often what became late or red is looked for.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// Reminds, puts under supervision what the plan's rule does, and sends mail, until the process ends.
pub(crate) async fn remind(server: Server) {
    if server.app.people().is_err() {
        return;
    }
    let mut failing = Failing::default();
    loop {
        let app = &server.app;
        let done = async {
            let opened = app.open_supervision_by_rule().await?;
            let reminded = app.remind().await?;
            let sent = app.send_mail().await?;
            if opened + reminded + sent > 0 {
                tracing::info!(opened, reminded, sent, "people were told");
            }
            Ok::<_, lanbai_app::AppError>(())
        };
        failing.note(&done.await, "people could not be told");
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
