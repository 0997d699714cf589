use std::collections::HashMap;
use std::io::Read;

use lanbai_intake::{Limits, PlainTable, read_plain};
use lanbai_kernel::{Finding, Place, has_errors};
use lanbai_reporting::rights::Action;

use super::create::wrong;
use crate::people::{Caller, Where};
use crate::view::AccountImportView;
use crate::{App, AppError, Messages};

/// A list of an office's people below its headings: hashing the passwords of many more takes minutes.
const LIMITS: Limits = Limits { text_bytes: 1 << 20, rows: 1 + 500, columns: 20, ..Limits::OFFICE };

impl App {
    /// Makes the accounts of a CSV file with the columns login and name: all of them, or none where anything is wrong.
    pub async fn import_accounts(
        &self,
        caller: &Caller,
        file: &str,
        input: &mut (dyn Read + Send),
    ) -> Result<AccountImportView, AppError> {
        let authority = caller.may(Action::EditAccounts, Where::Any, self)?;
        let (table, mut findings) = read_plain(input, file, &LIMITS)?;
        let rows = table.map(|table| rows(&table, file, &mut findings)).unwrap_or_default();
        for (line, login, _) in &rows {
            if self.store()?.account_of_login(login).await?.is_some() {
                let place = Place::file(file).line(*line);
                findings.push(Finding::error("account-taken", place).with("seen", login.as_str()));
            }
        }
        let made = if has_errors(&findings) {
            Vec::new()
        } else {
            let names: Vec<_> = rows.into_iter().map(|(_, login, name)| (login, name)).collect();
            self.make_accounts(caller, &authority, &names).await?
        };
        let findings = findings.iter().map(|finding| Messages::shared().finding(finding)).collect();
        Ok(AccountImportView { made, findings })
    }
}

/// The rows with their lines; what is wrong with them goes to the findings.
fn rows(table: &PlainTable, file: &str, findings: &mut Vec<Finding>) -> Vec<(u32, String, String)> {
    // Headed in either language.
    let column = |code| {
        let heading = Messages::shared().text(code, &[]);
        table.column(&heading.zh).or_else(|| table.column(&heading.en))
    };
    let (Some(login), Some(name)) = (column("heading-login"), column("heading-name")) else {
        let seen: Vec<String> = table.headings().iter().take(10).cloned().collect();
        findings.push(Finding::error("account-columns", Place::file(file)).with("seen", seen));
        return Vec::new();
    };
    let mut lines: HashMap<String, u32> = HashMap::new();
    let mut rows = Vec::with_capacity(table.len());
    for row in 0..table.len() {
        let (line, login, name) = (table.line(row), table.cell(row, login), table.cell(row, name));
        let place = Place::file(file).line(line);
        findings.extend(wrong(login, name, place.clone()));
        if let Some(before) = lines.insert(login.to_lowercase(), line) {
            let before = usize::try_from(before).unwrap_or(usize::MAX);
            findings.push(Finding::error("account-twice", place).with("seen", login).with("before", before));
        }
        rows.push((line, login.to_owned(), name.to_owned()));
    }
    rows
}
