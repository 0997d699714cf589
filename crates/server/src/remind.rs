use std::time::Duration;

use crate::Server;

/// How often what became late or red is looked for.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// Reminds, puts under supervision what the plan's rule does, and sends mail, until the process ends.
pub(crate) async fn remind(server: Server) {
    if server.app.people().is_err() {
        return;
    }
    let mut told = false;
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
        let done = done.await;
        // Once for each time that it begins to fail.
        if let Err(error) = &done
            && !told
        {
            tracing::error!(error = crate::problem::chain(error), "people could not be told");
        }
        told = done.is_err();
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
