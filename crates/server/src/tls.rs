use std::path::Path;
use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Connections that nobody on the way can read or change.
#[derive(Clone)]
pub struct Tls(pub(crate) TlsAcceptor);

/// Why there are none.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read, or holds nothing of the kind.
    #[error("cannot read it as PEM")]
    Pem(#[from] pem::Error),
    /// The file holds no certificate.
    #[error("it holds no certificate")]
    NoCertificate,
    /// Certificate and key do not belong together, or are of a kind that is not spoken.
    #[error("certificate and key cannot be used together")]
    Unusable(#[from] tokio_rustls::rustls::Error),
}

impl Tls {
    /// From a file with the certificate and those that vouch for it, and one with its key, both in PEM.
    ///
    /// # Errors
    /// If a file cannot be read, or the two do not belong together.
    pub fn read(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let chain: Vec<_> = CertificateDer::pem_file_iter(certificate)?.collect::<Result<_, _>>()?;
        if chain.is_empty() {
            return Err(TlsError::NoCertificate);
        }
        let mut settings = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, PrivateKeyDer::from_pem_file(key)?)?;
        settings.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self(TlsAcceptor::from(Arc::new(settings))))
    }
}

/// Without the key.
impl std::fmt::Debug for Tls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tls")
    }
}
