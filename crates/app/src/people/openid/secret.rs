use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{refused, told};
use crate::AppError;
use crate::hexadecimal::hexadecimal;
use crate::settings::OpenIdConnect;

/// Bytes of the file that holds the client's secret.
const LONGEST: u64 = 4_096;

/// The client's secret, from a file that only its owner reads; none where the settings name no file. It is read anew each
/// time, so that another one needs no restart.
pub(super) fn client_secret(root: &Path, settings: &OpenIdConnect) -> Result<Option<String>, AppError> {
    let Some(name) = &settings.client_secret_file else { return Ok(None) };
    let path = root.join(name);
    let mut file = std::fs::File::open(&path).map_err(told("provider-secret"))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = file.metadata().map_err(told("provider-secret"))?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(told("provider-secret")("others than its owner may read the file"));
        }
    }
    let mut text = String::new();
    let read = file.by_ref().take(LONGEST).read_to_string(&mut text).map_err(told("provider-secret"))?;
    let text = text.trim();
    if text.is_empty() || read as u64 == LONGEST {
        return Err(refused("provider-secret"));
    }
    Ok(Some(text.to_owned()))
}

/// What is made of the one secret that a browser holds while its owner is at the provider. The store keeps neither it nor
/// what could be used in its stead.
pub(super) struct Derived<'a>(pub(super) &'a str);

impl Derived<'_> {
    /// Under which the store remembers it.
    pub(super) fn id(&self) -> String {
        self.of("id")
    }

    /// What the provider must repeat in its token.
    pub(super) fn nonce(&self) -> String {
        self.of("nonce")
    }

    /// What shows the provider that who began is who fetches the token (RFC 7636).
    pub(super) fn verifier(&self) -> String {
        self.of("verifier")
    }

    fn of(&self, purpose: &str) -> String {
        hexadecimal(Sha256::digest(format!("{purpose}:{}", self.0).as_bytes()))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::client_secret;
    use crate::settings::OpenIdConnect;

    #[test]
    fn a_secret_that_others_may_read_is_none() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let settings: OpenIdConnect = toml::from_str(
            "issuer = \"https://a\"\nclient-id = \"b\"\naddress = \"https://c\"\nclient-secret-file = \"d\"",
        )
        .expect("settings");
        let path = folder.path().join("d");
        let read = || client_secret(folder.path(), &settings).map_err(|error| error.code());
        assert_eq!(read(), Err("provider-secret"), "it is not there");
        let check = |text: String, mode, expected: Result<Option<String>, &str>| {
            std::fs::write(&path, text).expect("written");
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("set");
            assert_eq!(read(), expected, "{mode:o}");
        };
        check("s3cret\n".to_owned(), 0o600, Ok(Some("s3cret".to_owned())));
        check("s3cret\n".to_owned(), 0o640, Err("provider-secret"));
        check(" \n".to_owned(), 0o600, Err("provider-secret"));
        check("x".repeat(5_000), 0o600, Err("provider-secret"));
    }
}
