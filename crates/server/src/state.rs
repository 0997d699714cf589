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
    /// How requests reach the server.
    pub(crate) way: Way,
}

/// How requests reach the server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Way {
    /// A proxy stands before the server: it speaks TLS with browsers and tells their addresses.
    pub behind_proxy: bool,
    /// The server itself speaks TLS.
    pub tls: bool,
}

impl Way {
    /// Whether browsers speak TLS, with whom ever.
    pub const fn is_secure(self) -> bool {
        self.behind_proxy || self.tls
    }
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
            way: Way::default(),
        }
    }
}
