use lanbai_kernel::territory::TerritoryIndex;
use lanbai_reporting::rights::{About, Action};
use lanbai_store::supervision::OrderFilter;

use super::find::people_of;
use crate::people::{Caller, Where};
use crate::reporting::{AccountNames, permission, territory_of};
use crate::view::OrderList;
use crate::{App, AppError, Snapshot};

/// Which orders.
#[derive(Debug, Clone, Copy, Default)]
pub struct OrderQuestion<'a> {
    /// Of one territory; of all that the caller may read where it is not given.
    pub territory: Option<&'a str>,
    /// Only those that are not closed.
    pub open_only: bool,
}

impl App {
    /// What is under supervision, by territory and in each by age, and what waits for the office to set a day.
    ///
    /// # Errors
    /// What the plan does not have; rights.
    pub async fn supervision(
        &self,
        caller: &Caller,
        asked: OrderQuestion<'_>,
    ) -> Result<OrderList, AppError> {
        caller.may(Action::ReadSupervision, Where::Any, self)?;
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let only = asked.territory.map(|id| territory_of(plan, id)).transpose()?;
        let may_read = self.reaching(caller, Action::ReadSupervision, &snapshot);
        let wanted: Vec<&str> = may_read
            .into_iter()
            .filter(|territory| only.is_none_or(|only| only == *territory))
            .map(|territory| plan.territory_text(territory).id.get_ref().as_str())
            .collect();
        let store = self.store()?;
        let filter = OrderFilter { territories: Some(&wanted), open_only: asked.open_only };
        let orders = store.orders(filter, 0).await?;
        let names = AccountNames::read(store, orders.iter().flat_map(people_of)).await?;
        let open = caller.may(Action::OpenSupervision, Where::Any, self);
        let waiting = match open {
            Ok(_) => self.waiting_supervision(&snapshot).await?,
            Err(_) => Vec::new(),
        };
        Ok(OrderList {
            items: orders.iter().map(|order| self.order_view(caller, &snapshot, order, &names)).collect(),
            waiting,
            open: permission("open", open),
        })
    }

    /// The territories about which the caller may do something.
    pub(super) fn reaching(
        &self,
        caller: &Caller,
        action: Action,
        snapshot: &Snapshot,
    ) -> Vec<TerritoryIndex> {
        let may = |territory: &TerritoryIndex| {
            caller.may_about(action, About::Territory(*territory), self, snapshot).is_ok()
        };
        snapshot.plan.territories().filter(may).collect()
    }
}
