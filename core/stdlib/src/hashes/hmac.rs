//! `_hmac`: keyed hashes, by name or by constructor.

use super::objects::{self, make_mac};
use super::state::{Hmac, Kind};
use crate::NativeModule;
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::buffer::Buffer;
use heddle_objects::types::exceptions::{Exception, VALUE_ERROR};
use heddle_objects::types::{bytes, str};
use heddle_objects::{Raised, Res, Thread, Value, ops};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    types: &[&objects::HMAC, &UNKNOWN],
    init: |t, m| {
        m.set_int(t, "_GIL_MINSIZE", 2048);
        Ok(())
    },
    ..NativeModule::new("_hmac", FUNCTIONS)
};

/// `_hmac.UnknownHashError`
static UNKNOWN: NativeType = NativeType::new(TypeDef {
    base: Some(&VALUE_ERROR),
    flags: flags::BASE | flags::WEAKREF | flags::MUTABLE,
    ..TypeDef::new("_hmac.UnknownHashError", <Exception as Payload>::vtable, |_| ())
});

macro_rules! compute {
    ($sig:literal, $kind:ident) => {
        def($sig, |t: &Thread, a: &[Value]| compute(t, Kind::$kind, a[0], a[1]))
    };
}

const FUNCTIONS: &[Def] = &[
    def("new(key, msg=None, digestmod=None)", |t, a| {
        if a[2].is_none_or_undef() {
            return Err(t.type_error("Missing required argument 'digestmod'."));
        }
        let kind = kind_of(t, a[2])?;
        let key = Buffer::get(t, a[0])?;
        let data = if a[1].is_none_or_undef() { None } else { Some(objects::hashed(t, a[1])?) };
        let data: &[u8] = data.as_deref().unwrap_or(&[]);
        Ok(make_mac(t, &objects::HMAC, Hmac::new(kind, &key), data))
    }),
    def("compute_digest(key, msg, digest)", |t, a| {
        let kind = kind_of(t, a[2])?;
        compute(t, kind, a[0], a[1])
    }),
    compute!("compute_md5(key, msg, /)", Md5),
    compute!("compute_sha1(key, msg, /)", Sha1),
    compute!("compute_sha224(key, msg, /)", Sha224),
    compute!("compute_sha256(key, msg, /)", Sha256),
    compute!("compute_sha384(key, msg, /)", Sha384),
    compute!("compute_sha512(key, msg, /)", Sha512),
    compute!("compute_sha3_224(key, msg, /)", Sha3_224),
    compute!("compute_sha3_256(key, msg, /)", Sha3_256),
    compute!("compute_sha3_384(key, msg, /)", Sha3_384),
    compute!("compute_sha3_512(key, msg, /)", Sha3_512),
    compute!("compute_blake2b_32(key, msg, /)", Blake2b),
    compute!("compute_blake2s_32(key, msg, /)", Blake2s),
];

/// HMAC of one message.
pub fn compute(t: &Thread, kind: Kind, key: Value, message: Value) -> Res {
    let (key, message) = (Buffer::get(t, key)?, Buffer::get(t, message)?);
    let (key, message): (&[u8], &[u8]) = (&key, &message);
    let digest = t.blocking(|| {
        let mut mac = Hmac::new(kind, key);
        mac.update(message);
        mac.digest()
    });
    Ok(bytes::from_vec(t, digest))
}

fn kind_of(t: &Thread, digestmod: Value) -> Res<Kind> {
    match named(t, digestmod)? {
        Some(kind) => Ok(kind),
        None => Err(unknown(t, digestmod)),
    }
}

/// The hash function that a `digestmod` means: a name, or one of our constructors. `None` if it is none that HMAC works with.
pub fn named(t: &Thread, digestmod: Value) -> Res<Option<Kind>> {
    let name = if str::is_str(digestmod) {
        str::lossy(digestmod)
    } else {
        let name = ops::getattr_opt(t, digestmod, t.intern("__name__").v())?;
        if !ops::is_callable(digestmod) || !str::is_str(name.v()) {
            return Ok(None);
        }
        let name = str::lossy(name.v());
        name.strip_prefix("openssl_").unwrap_or(&name).to_string()
    };
    Ok(Kind::named(&name).filter(|k| !k.is_xof()))
}

fn unknown(t: &Thread, digestmod: Value) -> Raised {
    match ops::repr_text(t, digestmod) {
        Ok(text) => t.error(&UNKNOWN, format_args!("unsupported hash type: {text}")),
        Err(e) => e,
    }
}
