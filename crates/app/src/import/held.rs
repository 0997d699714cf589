use std::sync::Arc;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_lake::{Known, Lake};
use lanbai_measures::MeasureIndex;
use lanbai_plan::Plan;

use crate::{App, AppError, Snapshot};

/// By what it is told which observations the lake has.
pub(crate) enum Memory<'a> {
    /// The values that a running server holds anyway.
    Values(&'a App),
    /// The ids, read for this one occasion.
    Ids(&'a Lake),
}

impl Memory<'_> {
    /// What the lake has now; nobody else may be publishing.
    pub async fn known(&self, plan: &Arc<Plan>) -> Result<Box<dyn Known>, AppError> {
        let lake = match self {
            Self::Ids(lake) => *lake,
            Self::Values(app) => {
                app.refresh().await?;
                let snapshot = app.snapshot();
                // Indices of another plan would point to other things.
                if Arc::ptr_eq(plan, &snapshot.plan) {
                    return Ok(Box::new(Held(snapshot)));
                }
                app.lake()
            }
        };
        Ok(Box::new(lake.known_rows().await?))
    }
}

struct Held(Arc<Snapshot>);

impl Known for Held {
    fn has(&self, id: i64, measure: MeasureIndex, territory: TerritoryIndex) -> bool {
        self.0.cube.has(id, measure, territory)
    }
}
