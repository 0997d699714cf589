use serde::{Deserialize, Serialize};

macro_rules! actions {
    ($($(#[$about:meta])* $action:ident = $name:literal,)*) => {
        /// 操作: everything that someone may do in the product.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Action {
            $($(#[$about])* $action,)*
        }

        impl Action {
            /// Every action.
            pub const ALL: &[Self] = &[$(Self::$action,)*];

            /// The name used in the API.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$action => $name,)*
                }
            }
        }
    };
}

actions! {
    /// Asks what the product is: its API's document, its codes, who is signed in.
    Learn = "learn",
    /// Signs in.
    SignIn = "sign-in",
    /// Keeps the own account: signs out, changes the own password and second factor, reads the own notices.
    KeepOwnAccount = "keep-own-account",
    /// Reads figures, with cells that rest on too few respondents hidden.
    ReadFigures = "read-figures",
    /// Reads cells that rest on too few respondents.
    ReadUnmasked = "read-unmasked",
    /// Reads personal fields of registers.
    ReadPersonal = "read-personal",
    /// Imports files as a publication.
    ImportFiles = "import-files",
    /// Asks the tables with SQL.
    QuerySql = "query-sql",
    /// Reads submissions, drafts among them.
    ReadSubmissions = "read-submissions",
    /// 填报: opens a submission and saves its fields.
    SaveDraft = "save-draft",
    /// 报送
    Submit = "submit",
    /// 撤回
    Withdraw = "withdraw",
    /// Gives the explanation that a soft check asks for.
    ExplainFinding = "explain-finding",
    /// 更正: opens a submission that supersedes a published one.
    PublishCorrection = "publish-correction",
    /// 退回
    Return = "return",
    /// 审核
    Approve = "approve",
    /// 催报: reminds those who are late.
    Urge = "urge",
    /// Reads the ledger of tasks and what is under 督办.
    ReadSupervision = "read-supervision",
    /// Sets the state of a task's node.
    SetTaskNode = "set-task-node",
    /// Opens a 督办.
    OpenSupervision = "open-supervision",
    /// Replies to a 督办 with measures taken and evidence.
    ReplySupervision = "reply-supervision",
    /// Closes a 督办.
    CloseSupervision = "close-supervision",
    /// Takes or refuses what the product recommends.
    DecideRecommendation = "decide-recommendation",
    /// Reads who has an account and what he holds.
    ReadAccounts = "read-accounts",
    /// Creates, imports, renames, disables and enables accounts, and gives new one-time passwords.
    EditAccounts = "edit-accounts",
    /// 移交: gives one account's drafts to another.
    HandOver = "hand-over",
    /// Removes the second factor of someone who lost it.
    ResetSecondFactor = "reset-second-factor",
    /// 授权: grants roles and takes them back.
    GrantRoles = "grant-roles",
    /// Reads the audit log.
    ReadAudit = "read-audit",
    /// Checks that the audit log was not rewritten.
    VerifyAudit = "verify-audit",
    /// Makes a backup.
    RunBackup = "run-backup",
}

impl Action {
    /// The action with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, StrDeserializer};

    use super::Action;

    #[test]
    fn an_action_is_found_again_by_its_name_and_written_like_it() {
        for action in Action::ALL.iter().copied() {
            assert_eq!(Action::from_name(action.name()), Some(action));
            let name: StrDeserializer<'_, Error> = action.name().into_deserializer();
            assert_eq!(Action::deserialize(name), Ok(action));
        }
    }
}
