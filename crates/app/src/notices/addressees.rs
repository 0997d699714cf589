use std::collections::{BTreeMap, BTreeSet, HashSet};

use lanbai_kernel::NaiveDate;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_reporting::Role;
use lanbai_reporting::rights::Land;

use crate::{App, AppError, Snapshot};

/// Who holds what, and where they are written to: read once for all that is told in one go.
pub(crate) struct Addressees {
    held: Vec<(String, Role, TerritoryIndex)>,
    addresses: BTreeMap<String, String>,
    /// Who is known to have been told of which cause.
    told: HashSet<(String, String)>,
    today: NaiveDate,
}

impl Addressees {
    /// Reads accounts that may sign in, and their roles for territories that the plan has.
    pub async fn read(app: &App, snapshot: &Snapshot) -> Result<Self, AppError> {
        let store = app.store()?;
        let accounts = app.all_accounts().await?;
        let able: BTreeSet<&str> = accounts
            .iter()
            .filter(|account| account.disabled_at.is_none())
            .map(|account| account.id.as_str())
            .collect();
        let grants = store.all_grants().await?.into_iter();
        let held = grants.filter(|grant| able.contains(grant.account.as_str())).filter_map(|grant| {
            Some((grant.account, grant.role, snapshot.plan.territory(&grant.territory)?))
        });
        let held = held.collect();
        let told = HashSet::new();
        Ok(Self { held, addresses: store.mail_addresses().await?, told, today: app.clock().today() })
    }

    /// The same for a round that looks at everything: it also knows what was told, and writes only what is new.
    pub async fn read_for_a_round(app: &App, snapshot: &Snapshot) -> Result<Self, AppError> {
        Ok(Self { told: app.store()?.told_causes().await?, ..Self::read(app, snapshot).await? })
    }

    /// Those who are not known to have been told of a cause.
    pub fn not_told<'a>(&self, accounts: &'a [String], cause: &str) -> Vec<&'a String> {
        let is_new = |account: &&String| !self.told.contains(&((*account).clone(), cause.to_owned()));
        accounts.iter().filter(is_new).collect()
    }

    /// Those who hold a role for a territory itself; where nobody does, those whose role reaches it.
    pub fn holding(&self, role: Role, territory: TerritoryIndex, snapshot: &Snapshot) -> Vec<String> {
        let of_role = || self.held.iter().filter(move |(_, held, _)| *held == role);
        let ids = |one: &(String, Role, TerritoryIndex)| one.0.clone();
        let itself: Vec<String> = of_role().filter(|(_, _, at)| *at == territory).map(ids).collect();
        if !itself.is_empty() {
            return itself;
        }
        let plan = &snapshot.plan;
        let land = Land { ground: plan.ground(), home: plan.home, day: self.today };
        of_role().filter(|(_, _, at)| land.reaches(*at, territory)).map(ids).collect()
    }

    /// Where an account is written to.
    pub fn address(&self, account: &str) -> Option<&str> {
        self.addresses.get(account).map(String::as_str)
    }
}
