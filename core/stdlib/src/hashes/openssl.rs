//! `_hashlib`: the names that `hashlib` and `hmac` look for first. There is no OpenSSL behind it, the hash functions are our own.

use super::hmac::{compute, named};
use super::objects::{self, given, make, make_mac};
use super::state::{Hash, Hmac, KINDS, Kind, pbkdf2};
use crate::NativeModule;
use crate::util::import;
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::buffer::Buffer;
use heddle_objects::types::exceptions::{Exception, VALUE_ERROR};
use heddle_objects::types::{bytes, dict, int, mappingproxy, str, tuple};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "Hash functions and key derivation for hashlib.",
    types: &[&objects::HASH, &objects::HASHXOF, &objects::OPENSSL_HMAC, &UNSUPPORTED],
    init: |t, m| {
        let names = KINDS.iter().map(|k| t.intern(k.name()));
        let names = tuple::from_iter(t, names);
        let frozenset = heddle_objects::builtin_function(t, "frozenset");
        m.set(t, "openssl_md_meth_names", ops::call_pos(t, frozenset.v(), &[names.v()])?);
        let constructors = dict::new(t);
        for def in FUNCTIONS {
            let name = def.signature.split('(').next().unwrap_or(def.signature);
            if let Some(short) = name.strip_prefix("openssl_") {
                let f = ops::getattr_str(t, m.object.v(), name)?;
                dict::set(t, constructors.v(), f.v(), t.intern(short).v())?;
            }
        }
        m.set(t, "_constructors", mappingproxy::new(t, constructors.v()));
        let operator = import(t, "_operator")?;
        m.set(t, "compare_digest", ops::getattr_str(t, operator.v(), "_compare_digest")?);
        m.set_int(t, "_GIL_MINSIZE", 2048);
        Ok(())
    },
    ..NativeModule::new("_hashlib", FUNCTIONS)
};

/// `_hashlib.UnsupportedDigestmodError`
static UNSUPPORTED: NativeType = NativeType::new(TypeDef {
    base: Some(&VALUE_ERROR),
    flags: flags::BASE | flags::WEAKREF | flags::MUTABLE,
    ..TypeDef::new("_hashlib.UnsupportedDigestmodError", <Exception as Payload>::vtable, |_| ())
});

macro_rules! constructor {
    ($sig:literal, $kind:ident) => {
        def_doc(
            $sig,
            |t: &Thread, a: &[Value]| {
                let data = given(t, a[0], a[2])?;
                Ok(hash(t, Kind::$kind.start(), data))
            },
            "Returns a hash object; optionally initialized with a string.",
        )
    };
}

const FUNCTIONS: &[Def] = &[
    constructor!("openssl_md5(data=b'', *, usedforsecurity=True, string=None)", Md5),
    constructor!("openssl_sha1(data=b'', *, usedforsecurity=True, string=None)", Sha1),
    constructor!("openssl_sha224(data=b'', *, usedforsecurity=True, string=None)", Sha224),
    constructor!("openssl_sha256(data=b'', *, usedforsecurity=True, string=None)", Sha256),
    constructor!("openssl_sha384(data=b'', *, usedforsecurity=True, string=None)", Sha384),
    constructor!("openssl_sha512(data=b'', *, usedforsecurity=True, string=None)", Sha512),
    constructor!("openssl_sha3_224(data=b'', *, usedforsecurity=True, string=None)", Sha3_224),
    constructor!("openssl_sha3_256(data=b'', *, usedforsecurity=True, string=None)", Sha3_256),
    constructor!("openssl_sha3_384(data=b'', *, usedforsecurity=True, string=None)", Sha3_384),
    constructor!("openssl_sha3_512(data=b'', *, usedforsecurity=True, string=None)", Sha3_512),
    constructor!("openssl_shake_128(data=b'', *, usedforsecurity=True, string=None)", Shake128),
    constructor!("openssl_shake_256(data=b'', *, usedforsecurity=True, string=None)", Shake256),
    def_doc(
        "new(name, data=b'', *, usedforsecurity=True, string=None)",
        |t, a| {
            let data = given(t, a[1], a[3])?;
            if !str::is_str(a[0]) {
                return Err(t.type_error(format_args!(
                    "new() argument 'name' must be str, not {}",
                    ops::type_name(a[0])
                )));
            }
            let kind = Kind::named(&str::lossy(a[0])).ok_or_else(|| unsupported(t))?;
            Ok(hash(t, kind.start(), data))
        },
        "Return a new hash object using the named algorithm.\n\nAn optional string argument may be provided and will be\nautomatically hashed.\n\nThe MD5 and SHA1 algorithms are always supported.",
    ),
    def("get_fips_mode()", |t, _| Ok(t.int(0))),
    def("hmac_new(key, msg=b'', digestmod=None)", |t, a| {
        if a[2].is_undef() {
            return Err(t.type_error("Missing required parameter 'digestmod'."));
        }
        let key = Buffer::get(t, a[0])?;
        let kind = named(t, a[2])?.ok_or_else(|| unsupported(t))?;
        let data = if a[1].is_none_or_undef() { None } else { Some(objects::hashed(t, a[1])?) };
        let data: &[u8] = data.as_deref().unwrap_or(&[]);
        Ok(make_mac(t, &objects::OPENSSL_HMAC, Hmac::new(kind, &key), data))
    }),
    def("hmac_digest(key, msg, digest)", |t, a| {
        let kind = named(t, a[2])?.ok_or_else(|| unsupported(t))?;
        compute(t, kind, a[0], a[1])
    }),
    def_doc(
        "pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)",
        pbkdf2_hmac,
        "Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function.",
    ),
    def_doc(
        "scrypt(password, *, salt, n, r, p, maxmem=0, dklen=64)",
        scrypt,
        "scrypt password-based key derivation function.",
    ),
];

fn unsupported(t: &Thread) -> Raised {
    t.error(&UNSUPPORTED, "[digital envelope routines] unsupported")
}

fn hash(t: &Thread, hash: Hash, data: Option<Buffer>) -> Ref {
    let ty = if hash.kind().is_xof() { &objects::HASHXOF } else { &objects::HASH };
    make(t, ty.get(), hash, data)
}

fn pbkdf2_hmac(t: &Thread, a: &[Value]) -> Res {
    if !str::is_str(a[0]) {
        return Err(t.type_error(format_args!(
            "pbkdf2_hmac() argument 'hash_name' must be str, not {}",
            ops::type_name(a[0])
        )));
    }
    let (password, salt) = (Buffer::get(t, a[1])?, Buffer::get(t, a[2])?);
    let rounds = ops::arg_i64(t, a[3])?;
    let kind = named(t, a[0])?.ok_or_else(|| unsupported(t))?;
    if rounds < 1 {
        return Err(t.value_error("iteration value must be greater than 0."));
    }
    if rounds > i64::from(i32::MAX) {
        return Err(t.overflow_error("iteration value is too great."));
    }
    let length = match a[4].is_none_or_undef() {
        true => kind.start().digest_size() as i64,
        false => ops::arg_i64(t, a[4])?,
    };
    if length < 1 {
        return Err(t.value_error("key length must be greater than 0."));
    }
    if length > i64::from(i32::MAX) {
        return Err(t.overflow_error("key length is too great."));
    }
    let (password, salt): (&[u8], &[u8]) = (&password, &salt);
    let key = t.blocking(|| pbkdf2(kind, password, salt, rounds as u64, length as usize));
    Ok(bytes::from_vec(t, key))
}

fn scrypt(t: &Thread, a: &[Value]) -> Res {
    let (password, salt) = (Buffer::get(t, a[0])?, Buffer::get(t, a[1])?);
    let number = |v: Value| {
        let n = ops::index(t, v)?;
        if int::is_negative(n.v()) {
            return Err(t.value_error("Cannot convert negative int"));
        }
        int::to_u64(n.v())
            .ok_or_else(|| t.overflow_error("Python int too large to convert to C unsigned long"))
    };
    let (n, r, p) = (number(a[2])?, number(a[3])?, number(a[4])?);
    let most = i64::from(i32::MAX);
    let memory = if a[5].is_undef() { 0 } else { ops::arg_i64(t, a[5])? };
    let length = if a[6].is_undef() { 64 } else { ops::arg_i64(t, a[6])? };
    if n < 2 || !n.is_power_of_two() {
        return Err(t.value_error("n must be a power of 2."));
    }
    if !(0..=most).contains(&memory) {
        return Err(t.value_error(format_args!("maxmem must be positive and smaller than {most}")));
    }
    if !(1..=most).contains(&length) {
        return Err(t.value_error(format_args!("dklen must be greater than 0 and smaller than {most}")));
    }
    let invalid = || t.value_error("Invalid parameter combination for n, r, p, maxmem.");
    let (small_r, small_p) =
        (u32::try_from(r).map_err(|_| invalid())?, u32::try_from(p).map_err(|_| invalid())?);
    let allowed = if memory == 0 { 32 << 20 } else { memory as u128 };
    if 128 * u128::from(r) * (u128::from(n) + 2 + u128::from(p)) > allowed {
        return Err(t.value_error("[digital envelope routines] memory limit exceeded"));
    }
    let params = scrypt::Params::new(n.trailing_zeros() as u8, small_r, small_p).map_err(|_| invalid())?;
    let mut key = vec![0; length as usize];
    let (password, salt): (&[u8], &[u8]) = (&password, &salt);
    let done = t.blocking(|| scrypt::scrypt(password, salt, &params, &mut key).is_ok());
    if !done {
        return Err(invalid());
    }
    Ok(bytes::from_vec(t, key))
}
