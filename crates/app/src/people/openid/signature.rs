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

    /// A key and signatures of OpenSSL, of the word `message`.
    const MODULUS: &str = "zgNl0AnSt7IfcHb5gSARNRE4YmKJNhPQqn5am2Db60nIYCDltXRqJYx6K4MIGjxZk87A1r01jCCQU9WKbbtKJ5fLVG2NruZK\
        jzuHCfIDRAXfN6w9vbzWcx2zH6BdUkDeh-kpyttpsVf_CzHwdkXUFXr-nWSuevD3OPtMdB9FmkNKFMkuuMli-jrMj-KaCaWC\
        kXCV3dxAelaT5xgHkYaQ5LFfdsoPy505rTKuBE2GLGYwAQIw8Xmz5jmraYhR6IJbv7fTL9ICnryKZ4vplMFQ5y5-VSylNgDF\
        dVMRVI3eOQULvi8vzldVEjxIUTLzVV0o0bkrFeR4y4lZ68PkGRBxdw";
    const PKCS1: &str = "v2JvN1k4gN3BfWHZjT0y2T5GQHFq9cVggqhqdtXM0HtZWH8rL_DvG0rXPWER6gf4F6iyK430AZSOm106Yv-eiO3WpmrfhM4F\
        tiaA1V05w4b20sfbD92lfTaF5_tMWfp5-zuZsbZlgqOF3oZggWeJpr14QPLD6k8Sp9C4P3JixHC1csktzg066PMxkZMzFMtr\
        8L5LXe6Gw-3WTANAjkjlPyYhIAeYu4MTJpZhnxYMlRAXZILQVGbyY1eKnqu0_XS9PWAF7n3uwNgbtsCSMgKlVtCd9SFQKgC8\
        uO3UZpMz7V8-D-S60RNsH--5kyHewmGx-c2DcTcsA3IogLoEbN-EJQ";
    const PSS: &str = "Q1LMuIWG9sRMhoxejiiM_h7jdXAHMEzBb3xqGoFum2m9Vvju0bjdDErJgsuxACYvdkCKWRB7Fxl3OWMhg3EjRF2R2aGlfp3e\
        FhW1wicAEDzl1sswdsqaMPMvGxmzRGg6RZmib243_SmF5jxVvFMtbc8AlvdCWDVhfUO5uixtU1UKDo6o3vwVB-UhGSFa6_zC\
        jqkEtMubFvp_keTwyMZy_tiwWnbgm9lYq4Ee7OWY-DHL7_lW3Tnk9CJC4XUZwETsn3RR707zmcE2_lJb-kBkXUjJmDLYn7QT\
        iZVxvgmQshlOGOZ-V5EuqnB5TweHn5W7oJgUNDZR7IvS8o0VitoYSA";

    #[test]
    fn a_signature_by_rsa_holds_in_its_own_way_only() {
        install();
        let key = DecodingKey::from_rsa_components(MODULUS, "AQAB").expect("a key");
        let holds = |signature: &str, message: &[u8], way| verify(signature, message, &key, way).ok();
        assert_eq!(holds(PKCS1, b"message", Algorithm::RS256), Some(true));
        assert_eq!(holds(PSS, b"message", Algorithm::PS256), Some(true));
        assert_eq!(holds(PKCS1, b"message", Algorithm::PS256), Some(false));
        assert_eq!(holds(PKCS1, b"message", Algorithm::RS384), Some(false));
        assert_eq!(holds(PKCS1, b"another", Algorithm::RS256), Some(false));
        assert_eq!(holds(PKCS1, b"message", Algorithm::ES256), None);
        let zeros = format!("AAAA{MODULUS}");
        let padded = DecodingKey::from_rsa_components(&zeros, "AAEAAQ").expect("a key");
        assert_eq!(verify(PKCS1, b"message", &padded, Algorithm::RS256).ok(), Some(true));
    }
}
