//! What a workspace's operator decides: the file `settings.toml` in its folder.

mod openid;

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use lanbai_store::Location;
use serde::{Deserialize, Serialize};

pub(crate) use openid::is_safe;
pub use openid::{OpenIdConnect, ProviderName};

use crate::supervision::EvidenceSettings;
use crate::{AppError, MailSettings};

/// What the operator of a workspace decided.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Who reads figures.
    pub reading: Reading,
    /// PostgreSQL's address such as `postgres://user:password@host/database`; the workspace's own file if not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,
    /// One ready account a role, offered where one signs in: for trying the product on one machine.
    pub demo_accounts: bool,
    /// Approvers and administrators need no one-time codes.
    pub without_second_factor: bool,
    /// How mail leaves; nobody is written to if not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<MailSettings>,
    /// What files are taken as evidence.
    #[serde(skip_serializing_if = "EvidenceSettings::are_default")]
    pub evidence: EvidenceSettings,
    /// The identity provider through which people may sign in; none if not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub openid_connect: Option<OpenIdConnect>,
}

/// Who reads figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// Those whose role lets them.
    #[default]
    ByRole,
    /// Everybody.
    Open,
}

impl Settings {
    /// Those of a workspace for trying the product.
    pub fn of_demo() -> Self {
        Self { reading: Reading::Open, demo_accounts: true, without_second_factor: true, ..Self::default() }
    }

    /// Where a workspace in a folder keeps what people do.
    pub(crate) fn store(&self, root: &Path) -> lanbai_store::Settings {
        let mut store = lanbai_store::Settings::of_workspace(root);
        if let Some(url) = &self.database_url {
            store.location = Location::Postgres(url.clone());
        }
        store
    }

    /// Reads the file; the defaults where there is none.
    pub(crate) fn read(path: &Path) -> Result<Self, AppError> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(AppError::file(path)(error)),
        };
        let broken = |source| AppError::Settings { path: path.to_owned(), source: Box::new(source) };
        let settings: Self = toml::from_str(&text).map_err(broken)?;
        match settings.openid_connect.as_ref().and_then(OpenIdConnect::wrong) {
            Some(finding) => Err(AppError::Refused(finding)),
            None => Ok(settings),
        }
    }

    /// Writes the file.
    pub fn write(&self, path: &Path) -> Result<(), AppError> {
        let text = toml::to_string(self)
            .map_err(|error| AppError::Messages(format!("settings could not be written: {error}")))?;
        // It may hold the password of the mail server.
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(path).and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(AppError::file(path))
    }
}

#[cfg(test)]
mod tests {
    use super::{Reading, Settings};

    #[test]
    fn settings_are_read_back_as_written_and_closed_where_nothing_is() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("settings.toml");
        let none = Settings::read(&path).expect("defaults");
        assert_eq!(
            (none.reading, none.demo_accounts, none.without_second_factor),
            (Reading::ByRole, false, false)
        );
        Settings::of_demo().write(&path).expect("written");
        let text = std::fs::read_to_string(&path).expect("read");
        assert!(!text.contains('['), "a key may be added at its end: {text}");
        assert_eq!(Settings::read(&path).expect("read"), Settings::of_demo());
        std::fs::write(&path, "demo-acounts = true").expect("written");
        assert!(Settings::read(&path).is_err(), "a misspelt key is no default");
        let provider =
            "issuer = \"http://id.example.cn\"\nclient-id = \"a\"\naddress = \"https://plan.example.cn\"";
        std::fs::write(&path, format!("[openid-connect]\n{provider}")).expect("written");
        let refused = Settings::read(&path).expect_err("a provider without TLS");
        assert_eq!(refused.code(), "settings-address");
        // As a backup writes them.
        let more = "login-claim = \"email\"\nname = { zh = \"统一身份\", en = \"One\" }\nscopes = []";
        let provider = provider.replace("http:", "https:");
        std::fs::write(&path, format!("[openid-connect]\n{provider}\n{more}")).expect("written");
        let given = Settings::read(&path).expect("read");
        given.write(&path).expect("written");
        assert_eq!(Settings::read(&path).expect("read again"), given);
    }
}
