//! `_md5 _sha1 _sha2 _sha3 _blake2 _hmac _hashlib`: hash functions. `state` computes, `objects` are the types, the others modules.

mod blake2;
mod hmac;
mod objects;
mod openssl;
mod state;

use crate::NativeModule;
use heddle_objects::native::{Def, def_doc};
use heddle_objects::{Res, Thread, Value};
use objects::{given, make};
use state::Kind;

pub use blake2::MODULE as BLAKE2;
pub use hmac::MODULE as HMAC;
pub use openssl::MODULE as HASHLIB;

macro_rules! constructor {
    ($name:literal, $kind:ident, $type:ident) => {
        def_doc(
            concat!($name, "(data=b'', *, usedforsecurity=True, string=None)"),
            |t: &Thread, a: &[Value]| -> Res {
                let data = given(t, a[0], a[2])?;
                Ok(make(t, objects::$type.get(), Kind::$kind.start(), data))
            },
            concat!("Return a new ", $name, " hash object; optionally initialized with a string."),
        )
    };
}

const MD5_FUNCTIONS: &[Def] = &[constructor!("md5", Md5, MD5)];
const SHA1_FUNCTIONS: &[Def] = &[constructor!("sha1", Sha1, SHA1)];
const SHA2_FUNCTIONS: &[Def] = &[
    constructor!("sha224", Sha224, SHA224),
    constructor!("sha256", Sha256, SHA256),
    constructor!("sha384", Sha384, SHA384),
    constructor!("sha512", Sha512, SHA512),
];

/// Every hash module says from which size on other threads may run.
fn min_size(t: &Thread, m: &crate::Module) {
    m.set_int(t, "_GIL_MINSIZE", 2048);
}

/// `_md5`
pub static MD5: NativeModule = NativeModule {
    init: |t, m| {
        min_size(t, m);
        m.set(t, "MD5Type", objects::MD5.get_ref());
        Ok(())
    },
    ..NativeModule::new("_md5", MD5_FUNCTIONS)
};

/// `_sha1`
pub static SHA1: NativeModule = NativeModule {
    init: |t, m| {
        min_size(t, m);
        m.set(t, "SHA1Type", objects::SHA1.get_ref());
        Ok(())
    },
    ..NativeModule::new("_sha1", SHA1_FUNCTIONS)
};

/// `_sha2`
pub static SHA2: NativeModule = NativeModule {
    types: &[&objects::SHA224, &objects::SHA256, &objects::SHA384, &objects::SHA512],
    init: |t, m| {
        min_size(t, m);
        Ok(())
    },
    ..NativeModule::new("_sha2", SHA2_FUNCTIONS)
};

/// `_sha3`
pub static SHA3: NativeModule = NativeModule {
    types: &[
        &objects::SHA3_224,
        &objects::SHA3_256,
        &objects::SHA3_384,
        &objects::SHA3_512,
        &objects::SHAKE_128,
        &objects::SHAKE_256,
    ],
    init: |t, m| {
        min_size(t, m);
        m.set(t, "implementation", t.str("RustCrypto"));
        Ok(())
    },
    ..NativeModule::new("_sha3", &[])
};
