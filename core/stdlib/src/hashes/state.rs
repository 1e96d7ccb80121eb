//! The hash functions behind one face. Must never know objects.

use digest::{Digest, ExtendableOutput, Update, XofReader};

macro_rules! fixed {
    ($($kind:ident $ty:ty, $name:literal, $digest:literal, $block:literal;)*) => {
        /// A hash function.
        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind { $($kind,)* Shake128, Shake256, Blake2b, Blake2s }

        /// A running hash.
        #[allow(non_camel_case_types)]
        #[derive(Clone)]
        pub enum Hash {
            $($kind($ty),)*
            Shake128(sha3::Shake128),
            Shake256(sha3::Shake256),
            Blake2b(blake2b_simd::State, usize),
            Blake2s(blake2s_simd::State, usize),
        }

        /// Every hash function.
        pub const KINDS: &[Kind] =
            &[$(Kind::$kind,)* Kind::Shake128, Kind::Shake256, Kind::Blake2b, Kind::Blake2s];

        impl Kind {
            /// `name`
            pub fn name(self) -> &'static str {
                match self {
                    $(Kind::$kind => $name,)*
                    Kind::Shake128 => "shake_128",
                    Kind::Shake256 => "shake_256",
                    Kind::Blake2b => "blake2b",
                    Kind::Blake2s => "blake2s",
                }
            }

            /// `block_size`
            pub fn block_size(self) -> usize {
                match self {
                    $(Kind::$kind => $block,)*
                    Kind::Shake128 => 168,
                    Kind::Shake256 => 136,
                    Kind::Blake2b => 128,
                    Kind::Blake2s => 64,
                }
            }

            /// A fresh hash.
            pub fn start(self) -> Hash {
                match self {
                    $(Kind::$kind => Hash::$kind(<$ty>::default()),)*
                    Kind::Shake128 => Hash::Shake128(Default::default()),
                    Kind::Shake256 => Hash::Shake256(Default::default()),
                    Kind::Blake2b => Hash::Blake2b(blake2b_simd::State::new(), 64),
                    Kind::Blake2s => Hash::Blake2s(blake2s_simd::State::new(), 32),
                }
            }
        }

        impl Hash {
            /// Which function it is.
            pub fn kind(&self) -> Kind {
                match self {
                    $(Hash::$kind(_) => Kind::$kind,)*
                    Hash::Shake128(_) => Kind::Shake128,
                    Hash::Shake256(_) => Kind::Shake256,
                    Hash::Blake2b(..) => Kind::Blake2b,
                    Hash::Blake2s(..) => Kind::Blake2s,
                }
            }

            /// `digest_size`; 0 of those that give as much as is asked for.
            pub fn digest_size(&self) -> usize {
                match self {
                    $(Hash::$kind(_) => $digest,)*
                    Hash::Shake128(_) | Hash::Shake256(_) => 0,
                    Hash::Blake2b(_, n) | Hash::Blake2s(_, n) => *n,
                }
            }

            /// Feeds data.
            pub fn update(&mut self, data: &[u8]) {
                match self {
                    $(Hash::$kind(h) => Digest::update(h, data),)*
                    Hash::Shake128(h) => Update::update(h, data),
                    Hash::Shake256(h) => Update::update(h, data),
                    Hash::Blake2b(h, _) => { h.update(data); }
                    Hash::Blake2s(h, _) => { h.update(data); }
                }
            }

            /// The digest of what was fed, `length` bytes of it where that is free.
            pub fn digest(&self, length: usize) -> Vec<u8> {
                match self.clone() {
                    $(Hash::$kind(h) => h.finalize().to_vec(),)*
                    Hash::Shake128(h) => squeeze(h.finalize_xof(), length),
                    Hash::Shake256(h) => squeeze(h.finalize_xof(), length),
                    Hash::Blake2b(h, _) => h.finalize().as_bytes().to_vec(),
                    Hash::Blake2s(h, _) => h.finalize().as_bytes().to_vec(),
                }
            }
        }
    };
}

fixed! {
    Md5 md5::Md5, "md5", 16, 64;
    Sha1 sha1::Sha1, "sha1", 20, 64;
    Sha224 sha2::Sha224, "sha224", 28, 64;
    Sha256 sha2::Sha256, "sha256", 32, 64;
    Sha384 sha2::Sha384, "sha384", 48, 128;
    Sha512 sha2::Sha512, "sha512", 64, 128;
    Sha512_224 sha2::Sha512_224, "sha512_224", 28, 128;
    Sha512_256 sha2::Sha512_256, "sha512_256", 32, 128;
    Sha3_224 sha3::Sha3_224, "sha3_224", 28, 144;
    Sha3_256 sha3::Sha3_256, "sha3_256", 32, 136;
    Sha3_384 sha3::Sha3_384, "sha3_384", 48, 104;
    Sha3_512 sha3::Sha3_512, "sha3_512", 64, 72;
}

fn squeeze(mut reader: impl XofReader, length: usize) -> Vec<u8> {
    let mut out = vec![0; length];
    reader.read(&mut out);
    out
}

impl Kind {
    /// The function of this name, in whichever spelling.
    pub fn named(name: &str) -> Option<Kind> {
        let name = name.to_ascii_lowercase();
        let name = match name.as_str() {
            "sha-1" => "sha1",
            "sha-224" | "sha2-224" => "sha224",
            "sha-256" | "sha2-256" => "sha256",
            "sha-384" | "sha2-384" => "sha384",
            "sha-512" | "sha2-512" => "sha512",
            "sha512-224" | "sha512/224" | "sha-512/224" => "sha512_224",
            "sha512-256" | "sha512/256" | "sha-512/256" => "sha512_256",
            "sha3-224" => "sha3_224",
            "sha3-256" => "sha3_256",
            "sha3-384" => "sha3_384",
            "sha3-512" => "sha3_512",
            "shake-128" | "shake128" => "shake_128",
            "shake-256" | "shake256" => "shake_256",
            "blake2b512" | "blake2b-512" => "blake2b",
            "blake2s256" | "blake2s-256" => "blake2s",
            name => name,
        };
        KINDS.iter().copied().find(|k| k.name() == name)
    }

    /// Whether it gives as many bytes as are asked for.
    pub fn is_xof(self) -> bool {
        matches!(self, Kind::Shake128 | Kind::Shake256)
    }
}

/// A running HMAC: the hashes inside and outside, keyed.
#[derive(Clone)]
pub struct Hmac {
    inner: Hash,
    outer: Hash,
}

impl Hmac {
    /// One with this key.
    pub fn new(kind: Kind, key: &[u8]) -> Hmac {
        let mut block = vec![0; kind.block_size()];
        if key.len() > block.len() {
            let mut hash = kind.start();
            hash.update(key);
            let digest = hash.digest(0);
            block[..digest.len()].copy_from_slice(&digest);
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        let (mut inner, mut outer) = (kind.start(), kind.start());
        inner.update(&block.iter().map(|b| b ^ 0x36).collect::<Vec<u8>>());
        outer.update(&block.iter().map(|b| b ^ 0x5c).collect::<Vec<u8>>());
        Hmac { inner, outer }
    }

    /// Feeds data.
    pub fn update(&mut self, data: &[u8]) {
        self.inner.update(data);
    }

    /// The digest.
    pub fn digest(&self) -> Vec<u8> {
        let mut outer = self.outer.clone();
        outer.update(&self.inner.digest(0));
        outer.digest(0)
    }

    /// Which hash function it uses.
    pub fn kind(&self) -> Kind {
        self.inner.kind()
    }

    /// `digest_size`
    pub fn digest_size(&self) -> usize {
        self.inner.digest_size()
    }
}

/// PBKDF2 (RFC 8018) over HMAC.
pub fn pbkdf2(kind: Kind, password: &[u8], salt: &[u8], rounds: u64, length: usize) -> Vec<u8> {
    let keyed = Hmac::new(kind, password);
    let mut out = Vec::with_capacity(length);
    let mut block: u32 = 0;
    while out.len() < length {
        block += 1;
        let mut first = keyed.clone();
        first.update(salt);
        first.update(&block.to_be_bytes());
        let mut last = first.digest();
        let mut sum = last.clone();
        for _ in 1..rounds {
            let mut next = keyed.clone();
            next.update(&last);
            last = next.digest();
            sum.iter_mut().zip(&last).for_each(|(sum, last)| *sum ^= last);
        }
        let n = sum.len().min(length - out.len());
        out.extend_from_slice(&sum[..n]);
    }
    out
}
