//! Hash and HMAC objects: a running hash behind a mutex, and the types it goes by. Long data is fed detached.

use super::state::{Hash, Hmac, Kind};
use crate::compress::locked;
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{GetSet, NativeType, TypeDef, flags, getter, type_data};
use heddle_objects::types::buffer::{Buffer, is_buffer};
use heddle_objects::types::{bytes, str};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use heddle_threads::sync::atomic::Ordering::Relaxed;

/// A hash object's payload.
pub struct Hasher(Mutex<Hash>, Kind);
heddle_objects::payload!(Hasher {});

/// An HMAC object's payload.
pub struct Mac(Mutex<Hmac>);
heddle_objects::payload!(Mac {});

/// Smaller data is not worth a detachment when nobody else uses the hash.
const SMALL: usize = 2048;

/// The bytes that are to be hashed: no str.
pub fn hashed(t: &Thread, v: Value) -> Res<Buffer> {
    if str::is_str(v) {
        return Err(t.type_error("Strings must be encoded before hashing"));
    }
    if !is_buffer(v) {
        return Err(t.type_error("object supporting the buffer API required"));
    }
    Buffer::get(t, v)
}

/// The data of a constructor, given as `data` or as `string`.
pub fn given(t: &Thread, data: Value, string: Value) -> Res<Option<Buffer>> {
    match (data.is_undef(), string.is_undef()) {
        (true, true) => Ok(None),
        (false, true) => hashed(t, data).map(Some),
        (true, false) => hashed(t, string).map(Some),
        (false, false) => Err(t.type_error(
            "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.",
        )),
    }
}

/// A hash object of a type, fed with data.
pub fn make(t: &Thread, ty: Value, mut hash: Hash, data: Option<Buffer>) -> Ref {
    if let Some(data) = data {
        let data: &[u8] = &data;
        if data.len() > SMALL { t.blocking(|| hash.update(data)) } else { hash.update(data) }
    }
    let kind = hash.kind();
    t.alloc(type_data(&ty).first_shape.load(Relaxed), Hasher(Mutex::new(hash), kind))
}

fn read<R>(t: &Thread, v: Value, f: impl FnOnce(&Hash) -> R) -> R {
    locked(t, &v.expect::<Hasher>().0, |h| f(h))
}

fn update(t: &Thread, a: &[Value]) -> Res {
    let data = hashed(t, a[1])?;
    let data: &[u8] = &data;
    locked(t, &a[0].expect::<Hasher>().0, |h| h.update(data));
    Ok(Ref::NONE)
}

fn copy(t: &Thread, a: &[Value]) -> Res {
    let hash = read(t, a[0], Hash::clone);
    Ok(make(t, ops::type_of(a[0]), hash, None))
}

fn hex(t: &Thread, digest: &[u8]) -> Ref {
    let mut text = String::with_capacity(digest.len() * 2);
    for byte in digest {
        for digit in [byte >> 4, byte & 15] {
            text.push(b"0123456789abcdef"[digit as usize] as char);
        }
    }
    t.str(&text)
}

fn digest(t: &Thread, a: &[Value]) -> Res {
    Ok(bytes::from_vec(t, read(t, a[0], |h| h.digest(0))))
}

fn hexdigest(t: &Thread, a: &[Value]) -> Res {
    Ok(hex(t, &read(t, a[0], |h| h.digest(0))))
}

fn length(t: &Thread, v: Value) -> Res<usize> {
    let n = ops::index_isize(t, v)?;
    if n < 0 {
        return Err(t.value_error("Cannot convert negative int"));
    }
    if n >= 1 << 29 {
        return Err(t.value_error("length is too large"));
    }
    Ok(n as usize)
}

fn digest_of(t: &Thread, a: &[Value]) -> Res {
    let n = length(t, a[1])?;
    Ok(bytes::from_vec(t, read(t, a[0], |h| h.digest(n))))
}

fn hexdigest_of(t: &Thread, a: &[Value]) -> Res {
    let n = length(t, a[1])?;
    Ok(hex(t, &read(t, a[0], |h| h.digest(n))))
}

macro_rules! methods {
    ($update:literal) => {
        &[
            def_doc("copy($self, /)", copy, "Return a copy of the hash object."),
            def_doc("digest($self, /)", digest, "Return the digest value as a bytes object."),
            def_doc(
                "hexdigest($self, /)",
                hexdigest,
                "Return the digest value as a string of hexadecimal digits.",
            ),
            def_doc($update, update, "Update this hash object's state with the provided string."),
        ]
    };
}

const METHODS: &[Def] = methods!("update($self, obj, /)");
/// The methods of the types whose `update` takes `data`.
pub const DATA_METHODS: &[Def] = methods!("update($self, data, /)");
const XOF_METHODS: &[Def] = &[
    def_doc("copy($self, /)", copy, "Return a copy of the hash object."),
    def_doc("digest($self, /, length)", digest_of, "Return the digest value as a bytes object."),
    def_doc(
        "hexdigest($self, /, length)",
        hexdigest_of,
        "Return the digest value as a string of hexadecimal digits.",
    ),
    def_doc("update($self, data, /)", update, "Update this hash object with another buffer."),
];

/// The attributes of hash objects.
pub const GETSET: &[GetSet] = &[
    getter("block_size", |t, v| Ok(t.int(v.expect::<Hasher>().1.block_size() as i64))),
    getter("digest_size", |t, v| Ok(t.int(read(t, v, Hash::digest_size) as i64))),
    getter("name", |t, v| Ok(t.str(v.expect::<Hasher>().1.name()))),
];

const SHA3_GETSET: &[GetSet] = &[
    GETSET[0],
    GETSET[1],
    GETSET[2],
    getter("_capacity_bits", |t, v| Ok(t.int(1600 - 8 * v.expect::<Hasher>().1.block_size() as i64))),
    getter("_rate_bits", |t, v| Ok(t.int(8 * v.expect::<Hasher>().1.block_size() as i64))),
    getter("_suffix", |t, v| {
        let suffix = if v.expect::<Hasher>().1.is_xof() { 0x1f } else { 0x06 };
        Ok(bytes::new(t, &[suffix]))
    }),
];

const fn plain(name: &'static str) -> NativeType {
    NativeType::new(TypeDef {
        flags: flags::DISALLOW_INSTANTIATION,
        methods: METHODS,
        getset: GETSET,
        ..TypeDef::new(name, <Hasher as heddle_objects::payload::Payload>::vtable, |_| ())
    })
}

/// `_md5.md5`
pub static MD5: NativeType = plain("_md5.md5");
/// `_sha1.sha1`
pub static SHA1: NativeType = plain("_sha1.sha1");
/// `_sha2.SHA224Type`
pub static SHA224: NativeType = plain("_sha2.SHA224Type");
/// `_sha2.SHA256Type`
pub static SHA256: NativeType = plain("_sha2.SHA256Type");
/// `_sha2.SHA384Type`
pub static SHA384: NativeType = plain("_sha2.SHA384Type");
/// `_sha2.SHA512Type`
pub static SHA512: NativeType = plain("_sha2.SHA512Type");

macro_rules! sha3 {
    ($($type:ident $kind:ident, $name:literal, $sig:literal, $doc:literal, $methods:expr;)*) => {
        $(
            #[doc = concat!("`", $name, "`")]
            pub static $type: NativeType = NativeType::new(TypeDef {
                flags: 0,
                methods: $methods,
                getset: SHA3_GETSET,
                doc: $doc,
                ..TypeDef::new($name, <Hasher as heddle_objects::payload::Payload>::vtable, |s: &mut Slots| {
                    crate::util::new!(s, $sig, |t, a| {
                        let data = given(t, a[1], a[3])?;
                        Ok(make(t, a[0], Kind::$kind.start(), data))
                    });
                })
            });
        )*
    };
}

sha3! {
    SHA3_224 Sha3_224, "_sha3.sha3_224", "sha3_224($type, data=b'', *, usedforsecurity=True, string=None)",
        "sha3_224([data], *, usedforsecurity=True) -> SHA3 object\n\nReturn a new SHA3 hash object with a hashbit length of 28 bytes.", DATA_METHODS;
    SHA3_256 Sha3_256, "_sha3.sha3_256", "sha3_256($type, data=b'', *, usedforsecurity=True, string=None)",
        "sha3_256([data], *, usedforsecurity=True) -> SHA3 object\n\nReturn a new SHA3 hash object with a hashbit length of 32 bytes.", DATA_METHODS;
    SHA3_384 Sha3_384, "_sha3.sha3_384", "sha3_384($type, data=b'', *, usedforsecurity=True, string=None)",
        "sha3_384([data], *, usedforsecurity=True) -> SHA3 object\n\nReturn a new SHA3 hash object with a hashbit length of 48 bytes.", DATA_METHODS;
    SHA3_512 Sha3_512, "_sha3.sha3_512", "sha3_512($type, data=b'', *, usedforsecurity=True, string=None)",
        "sha3_512([data], *, usedforsecurity=True) -> SHA3 object\n\nReturn a new SHA3 hash object with a hashbit length of 64 bytes.", DATA_METHODS;
    SHAKE_128 Shake128, "_sha3.shake_128", "shake_128($type, data=b'', *, usedforsecurity=True, string=None)",
        "shake_128([data], *, usedforsecurity=True) -> SHAKE object\n\nReturn a new SHAKE hash object.", XOF_METHODS;
    SHAKE_256 Shake256, "_sha3.shake_256", "shake_256($type, data=b'', *, usedforsecurity=True, string=None)",
        "shake_256([data], *, usedforsecurity=True) -> SHAKE object\n\nReturn a new SHAKE hash object.", XOF_METHODS;
}

/// `_hashlib.HASH`
pub static HASH: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION | flags::BASE,
    methods: METHODS,
    getset: GETSET,
    doc: "A hash is an object used to calculate a checksum of a string of information.",
    ..TypeDef::new("_hashlib.HASH", <Hasher as heddle_objects::payload::Payload>::vtable, |s| {
        s.repr = Some(|t, v| shown(t, v, v.expect::<Hasher>().1, "_hashlib.HASH"));
    })
});

const XOF_DIGESTS: &[Def] = &[XOF_METHODS[1], XOF_METHODS[2]];
const XOF_SIZE: &[GetSet] = &[GETSET[1]];

/// `_hashlib.HASHXOF`
pub static HASHXOF: NativeType = NativeType::new(TypeDef {
    base: Some(&HASH),
    flags: flags::DISALLOW_INSTANTIATION | flags::BASE,
    methods: XOF_DIGESTS,
    getset: XOF_SIZE,
    doc: "A hash is an object used to calculate a checksum of a string of information.",
    ..TypeDef::new("_hashlib.HASHXOF", <Hasher as heddle_objects::payload::Payload>::vtable, |s| {
        s.repr = Some(|t, v| shown(t, v, v.expect::<Hasher>().1, "_hashlib.HASHXOF"));
    })
});

fn shown(t: &Thread, v: Value, kind: Kind, what: &str) -> Res {
    Ok(t.str(&format!("<{} {what} object @ {:#x}>", kind.name(), v.bits())))
}

/// An HMAC object of a type, fed with data.
pub fn make_mac(t: &Thread, ty: &NativeType, mut mac: Hmac, data: &[u8]) -> Ref {
    if data.len() > SMALL {
        t.blocking(|| mac.update(data))
    } else {
        mac.update(data)
    }
    t.alloc(ty.shape(), Mac(Mutex::new(mac)))
}

fn mac<R>(t: &Thread, v: Value, f: impl FnOnce(&mut Hmac) -> R) -> R {
    locked(t, &v.expect::<Mac>().0, f)
}

const MAC_METHODS: &[Def] = &[
    def("copy($self, /)", |t, a| {
        let copy = mac(t, a[0], |m| m.clone());
        let shape = type_data(&ops::type_of(a[0])).first_shape.load(Relaxed);
        Ok(t.alloc(shape, Mac(Mutex::new(copy))))
    }),
    def("digest($self, /)", |t, a| Ok(bytes::from_vec(t, mac(t, a[0], |m| m.digest())))),
    def("hexdigest($self, /)", |t, a| Ok(hex(t, &mac(t, a[0], |m| m.digest())))),
    def("update($self, /, msg)", |t, a| {
        let data = hashed(t, a[1])?;
        let data: &[u8] = &data;
        mac(t, a[0], |m| m.update(data));
        Ok(Ref::NONE)
    }),
];

const MAC_GETSET: &[GetSet] = &[
    getter("block_size", |t, v| Ok(t.int(mac(t, v, |m| m.kind().block_size()) as i64))),
    getter("digest_size", |t, v| Ok(t.int(mac(t, v, |m| m.digest_size()) as i64))),
    getter("name", |t, v| Ok(t.str(&format!("hmac-{}", mac(t, v, |m| m.kind().name()))))),
];

const fn mac_type(name: &'static str) -> NativeType {
    NativeType::new(TypeDef {
        flags: flags::DISALLOW_INSTANTIATION,
        methods: MAC_METHODS,
        getset: MAC_GETSET,
        doc: "The object used to calculate HMAC of a message.",
        ..TypeDef::new(name, <Mac as heddle_objects::payload::Payload>::vtable, |s| {
            s.repr = Some(|t, v| {
                let kind = mac(t, v, |m| m.kind());
                Ok(t.str(&format!("<{} HMAC object @ {:#x}>", kind.name(), v.bits())))
            });
        })
    })
}

/// `_hashlib.HMAC`
pub static OPENSSL_HMAC: NativeType = mac_type("_hashlib.HMAC");
/// `_hmac.HMAC`
pub static HMAC: NativeType = mac_type("_hmac.HMAC");
