use std::net::IpAddr;

use lanbai_kernel::{Finding, Place};
use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::view::Bilingual;

/// Characters of a text that the operator writes down here.
const TEXT: usize = 200;
/// Scopes or trusted methods.
const MOST: usize = 20;

/// The identity provider through which people may sign in (`[openid-connect]`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OpenIdConnect {
    /// The provider's address, as it names itself in its tokens.
    pub issuer: String,
    /// Under which the provider knows this server.
    pub client_id: String,
    /// A file below the workspace that only its owner reads; none where the provider gave no secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret_file: Option<String>,
    /// Where browsers reach this server, such as `https://plan.example.cn`: the provider sends them back there.
    pub address: String,
    /// What people call the provider, on the page where they sign in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<ProviderName>,
    /// The claim that holds a login name at the first sign-in: `preferred_username` if not said, else `email`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login_claim: Option<String>,
    /// What the provider is asked for beside `openid`.
    #[serde(default = "scopes")]
    pub scopes: Vec<String>,
    /// Values of `amr` or `acr` that stand for a second factor; whoever comes with one is asked for no code here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trusted_methods: Vec<String>,
}

/// What people call a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ProviderName {
    pub zh: String,
    pub en: String,
}

impl From<&ProviderName> for Bilingual {
    fn from(name: &ProviderName) -> Self {
        Self { zh: name.zh.clone(), en: name.en.clone() }
    }
}

fn scopes() -> Vec<String> {
    ["profile", "email"].map(str::to_owned).to_vec()
}

impl OpenIdConnect {
    /// The first thing that is wrong with it, by its key.
    pub(crate) fn wrong(&self) -> Option<Box<Finding>> {
        let name = self.name.as_ref();
        let texts = [
            ("client-id", Some(self.client_id.as_str())),
            ("client-secret-file", self.client_secret_file.as_deref()),
            ("name.zh", name.map(|name| name.zh.as_str())),
            ("name.en", name.map(|name| name.en.as_str())),
            ("login-claim", self.login_claim.as_deref()),
        ];
        let lists = [("scopes", &self.scopes), ("trusted-methods", &self.trusted_methods)];
        let words = lists.iter().flat_map(|(key, list)| list.iter().map(|word| (*key, Some(word.as_str()))));
        address_of("issuer", &self.issuer)
            .err()
            .or_else(|| self.back().err())
            .or_else(|| texts.into_iter().chain(words).find_map(|(key, text)| unfit(key, text?)))
            .or_else(|| lists.iter().find(|(_, list)| list.len() > MOST).map(|(key, _)| text_of(key)))
    }

    /// The page to which the provider sends a browser back.
    pub(crate) fn back(&self) -> Result<String, Box<Finding>> {
        let address = address_of("address", &self.address)?;
        if address.path() != "/" {
            return Err(Box::new(refused("settings-address", "address").with("seen", shown(&self.address))));
        }
        Ok(format!("{}sign-in/provider", address))
    }
}

/// An address that may be asked, or to which a browser may be sent.
fn address_of(key: &'static str, text: &str) -> Result<Url, Box<Finding>> {
    let wrong = || Box::new(refused("settings-address", key).with("seen", shown(text)));
    let address = Url::parse(text).map_err(|_| wrong())?;
    let plain = address.query().is_none() && address.fragment().is_none() && text.len() <= TEXT;
    if plain && is_safe(&address) { Ok(address) } else { Err(wrong()) }
}

/// Whether nobody between here and there reads along: TLS, or this machine itself.
pub(crate) fn is_safe(address: &Url) -> bool {
    let is_here = match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip).is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip).is_loopback(),
        None => false,
    };
    let is_tls = address.scheme() == "https" && address.host().is_some();
    let names_nobody = address.username().is_empty() && address.password().is_none();
    names_nobody && (is_tls || (address.scheme() == "http" && is_here))
}

fn unfit(key: &'static str, text: &str) -> Option<Box<Finding>> {
    let fits = !text.trim().is_empty() && text.chars().count() <= TEXT && !text.chars().any(char::is_control);
    (!fits).then(|| text_of(key))
}

fn text_of(key: &'static str) -> Box<Finding> {
    Box::new(refused("settings-text", key).with("limit", TEXT).with("most", MOST))
}

fn refused(code: &'static str, key: &'static str) -> Finding {
    let key = format!("openid-connect.{key}");
    Finding::error(code, Place::file("settings.toml").column(&key)).with("key", key)
}

fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::OpenIdConnect;

    fn settings(more: &str) -> OpenIdConnect {
        let issuer = if more.contains("issuer") { "" } else { "issuer = \"https://id.example.cn\"\n" };
        let address = if more.contains("address") { "" } else { "address = \"https://plan.example.cn\"\n" };
        toml::from_str(&format!("client-id = \"lanbai\"\n{issuer}{address}{more}")).expect("settings")
    }

    #[test]
    fn what_is_wrong_is_named_by_its_key() {
        let check = |more: &str, key: Option<&str>| {
            let column = settings(more).wrong().and_then(|finding| finding.place.column);
            assert_eq!(column, key.map(|key| format!("openid-connect.{key}")), "{more}");
        };
        check("", None);
        check("issuer = \"http://127.0.0.1:9000/realm\"", None);
        check("issuer = \"http://[::1]:9000\"", None);
        check("issuer = \"http://id.example.cn\"", Some("issuer"));
        check("issuer = \"http://127.0.0.1.example.cn\"", Some("issuer"));
        check("issuer = \"https://someone:secret@id.example.cn\"", Some("issuer"));
        check("issuer = \"https://id.example.cn/?tenant=1\"", Some("issuer"));
        check("issuer = \"file:///etc/passwd\"", Some("issuer"));
        check("address = \"https://plan.example.cn/deep\"", Some("address"));
        check("address = \"plan.example.cn\"", Some("address"));
        check("client-secret-file = \"\"", Some("client-secret-file"));
        check("name = { zh = \" \", en = \"One account\" }", Some("name.zh"));
        check("scopes = [\"a\\nb\"]", Some("scopes"));
        check(&format!("trusted-methods = [{}]", "\"mfa\",".repeat(21)), Some("trusted-methods"));
    }

    #[test]
    fn browsers_come_back_to_one_page() {
        let back = settings("address = \"https://plan.example.cn:8443\"").back().expect("a page");
        assert_eq!(back, "https://plan.example.cn:8443/sign-in/provider");
    }
}
