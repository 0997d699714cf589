use std::sync::Arc;

use lanbai_app::App;
use tokio::sync::broadcast;

use crate::cache::Cache;
use crate::events::Event;
use crate::metrics::Metrics;

/// What every request may use.
#[derive(Clone)]
#[allow(missing_docs)]
pub struct Server {
    pub app: Arc<App>,
    pub(crate) cache: Arc<Cache>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) events: broadcast::Sender<Event>,
}

impl Server {
    /// A server of one workspace.
    pub fn new(app: Arc<App>) -> Self {
        const EVENTS_WAITING: usize = 64;
        Self {
            app,
            cache: Arc::default(),
            metrics: Arc::default(),
            events: broadcast::Sender::new(EVENTS_WAITING),
        }
    }
}
