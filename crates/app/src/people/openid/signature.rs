//! The signatures of tokens, checked by ring: the cryptography that is in the product already.

use jsonwebtoken::crypto::{CryptoProvider, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{ErrorKind, Result};
use jsonwebtoken::signature::{Error, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, DecodingKeyKind};
use ring::signature as by_ring;

/// What a token may be signed with: no secrets that both sides share, and nothing unsigned.
pub(super) const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

static BY_RING: CryptoProvider = CryptoProvider {
    signer_factory: |_, _| Err(ErrorKind::UnsupportedAlgorithm.into()),
    verifier_factory: verifier,
    // Asked for only where keys are made from files or private keys.
    key_utils: KeyUtils::new_unimplemented(),
};

/// Has tokens checked by it.
pub(super) fn install() {
    // Once for the process; whoever comes later finds it done.
    let _ = BY_RING.install_default();
}

enum Way {
    Rsa { way: &'static by_ring::RsaParameters, modulus: Vec<u8>, exponent: Vec<u8> },
    Curve { way: &'static dyn by_ring::VerificationAlgorithm, key: Vec<u8> },
}

struct Check {
    algorithm: Algorithm,
    way: Way,
}

fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>> {
    let rsa = |way| match key.kind() {
        // Some write the number with zeros before it.
        DecodingKeyKind::RsaModulusExponent { n, e } => {
            Ok(Way::Rsa { way, modulus: without_zeros(n), exponent: without_zeros(e) })
        }
        DecodingKeyKind::SecretOrDer(_) => Err(ErrorKind::InvalidKeyFormat.into()),
    };
    let curve = |way| key.try_get_as_bytes().map(|key| Way::Curve { way, key: key.to_vec() });
    let way = match algorithm {
        Algorithm::RS256 => rsa(&by_ring::RSA_PKCS1_2048_8192_SHA256),
        Algorithm::RS384 => rsa(&by_ring::RSA_PKCS1_2048_8192_SHA384),
        Algorithm::RS512 => rsa(&by_ring::RSA_PKCS1_2048_8192_SHA512),
        Algorithm::PS256 => rsa(&by_ring::RSA_PSS_2048_8192_SHA256),
        Algorithm::PS384 => rsa(&by_ring::RSA_PSS_2048_8192_SHA384),
        Algorithm::PS512 => rsa(&by_ring::RSA_PSS_2048_8192_SHA512),
        Algorithm::ES256 => curve(&by_ring::ECDSA_P256_SHA256_FIXED),
        Algorithm::ES384 => curve(&by_ring::ECDSA_P384_SHA384_FIXED),
        Algorithm::EdDSA => curve(&by_ring::ED25519),
        _ => Err(ErrorKind::UnsupportedAlgorithm.into()),
    };
    Ok(Box::new(Check { algorithm: *algorithm, way: way? }))
}

fn without_zeros(number: &[u8]) -> Vec<u8> {
    number.iter().copied().skip_while(|byte| *byte == 0).collect()
}

impl Verifier<Vec<u8>> for Check {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), Error> {
        let checked = match &self.way {
            Way::Rsa { way, modulus, exponent } => {
                by_ring::RsaPublicKeyComponents { n: modulus, e: exponent }.verify(way, message, signature)
            }
            Way::Curve { way, key } => by_ring::UnparsedPublicKey::new(*way, key).verify(message, signature),
        };
        checked.map_err(|_| Error::new())
    }
}

impl JwtVerifier for Check {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
    use jsonwebtoken::crypto::verify;
    use jsonwebtoken::{Algorithm, DecodingKey};
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};

    use super::install;

    #[test]
    fn a_signature_on_a_curve_holds_for_its_message_only() {
        install();
        let (random, way) = (SystemRandom::new(), &ECDSA_P256_SHA256_FIXED_SIGNING);
        let document = EcdsaKeyPair::generate_pkcs8(way, &random).expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(way, document.as_ref(), &random).expect("a pair");
        let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
        let key = DecodingKey::from_ec_components(&BASE64.encode(x), &BASE64.encode(y)).expect("a key");
        let signature = BASE64.encode(pair.sign(&random, b"message").expect("signed"));
        let holds = |message: &[u8], algorithm| verify(&signature, message, &key, algorithm).ok();
        assert_eq!(holds(b"message", Algorithm::ES256), Some(true));
        assert_eq!(holds(b"another", Algorithm::ES256), Some(false));
        assert_eq!(holds(b"message", Algorithm::ES384), Some(false));
        assert_eq!(holds(b"message", Algorithm::RS256), None);
        assert_eq!(holds(b"message", Algorithm::HS256), None, "a public key is no shared secret");
    }

    /// The example of RFC 7515, appendix A.2.
    #[test]
    fn a_signature_by_rsa_is_that_of_the_standard() {
        install();
        let modulus = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yR\
            T-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXB\
            dQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9ia\
            GNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
        let message = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNv\
            bS9pc19yb290Ijp0cnVlfQ";
        let signature = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5\
            jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K\
            0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6Lbgg\
            Y9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
        let key = DecodingKey::from_rsa_components(modulus, "AQAB").expect("a key");
        let holds = |message: &str| verify(signature, message.as_bytes(), &key, Algorithm::RS256).ok();
        assert_eq!(holds(message), Some(true));
        assert_eq!(holds(&message.replace("joe", "eve").replace('J', "K")), Some(false));
        assert!(verify(signature, message.as_bytes(), &key, Algorithm::ES256).is_err());
    }
}
