use lanbai_reporting::Role;
use lanbai_reporting::rights::Action;

use super::{Addressees, Told};
use crate::people::Caller;
use crate::reporting::At;
use crate::view::UrgedView;
use crate::{App, AppError};

impl App {
    /// 催报: tells those who report for a territory that a form is waited for; once a day, whoever urges.
    ///
    /// # Errors
    /// What is not owed; rights.
    pub async fn urge(
        &self,
        caller: &Caller,
        form: &str,
        territory: &str,
        period: &str,
    ) -> Result<UrgedView, AppError> {
        let at = At::new(&self.snapshot(), form, territory, period)?;
        self.may_at(caller, Action::Urge, &at)?;
        at.must_be_owed()?;
        let to = Addressees::read(self, &at.snapshot).await?;
        let accounts = to.holding(Role::Reporter, at.territory, &at.snapshot);
        let (form, territory) = (&at.form().id, at.territory_id());
        let told = Told {
            cause: format!("urged/{form}/{}/{territory}/{}", at.period, self.clock().today()),
            code: "notice-urged",
            arguments: at.told(),
            object: "owed".to_owned(),
        };
        let new = self.tell(&to, &accounts, &told).await?;
        Ok(UrgedView { told: new, reporters: accounts.len() })
    }
}
