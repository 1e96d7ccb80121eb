//! `_blake2`: the keyed, salted, tree-shaped hashes.

use super::objects::{Hasher, given, make};
use super::state::Hash;
use crate::NativeModule;
use crate::util::{flag, new};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef};
use heddle_objects::types::buffer::Buffer;
use heddle_objects::types::{dict, int};
use heddle_objects::{Res, Thread, Value, ops};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "_blake2b provides BLAKE2b for hashlib\n",
    types: &[&BLAKE2B, &BLAKE2S],
    init: |t, m| {
        for (prefix, ty, sizes) in [("BLAKE2B", &BLAKE2B, &B), ("BLAKE2S", &BLAKE2S, &S)] {
            let attributes = heddle_objects::typeobj::type_data(&ty.get()).dict.v();
            for (name, value) in [
                ("SALT_SIZE", sizes.salt),
                ("PERSON_SIZE", sizes.salt),
                ("MAX_KEY_SIZE", sizes.most),
                ("MAX_DIGEST_SIZE", sizes.most),
            ] {
                let value = t.int(value as i64);
                dict::set_str(t, attributes, t.intern(name).v(), value.v());
                m.set(t, &format!("{prefix}_{name}"), value);
            }
        }
        m.set_int(t, "_GIL_MINSIZE", 2048);
        Ok(())
    },
    ..NativeModule::new("_blake2", &[])
};

/// What the two differ in.
struct Sizes {
    name: &'static str,
    most: usize,
    salt: usize,
    offset: u64,
}

const B: Sizes = Sizes { name: "Blake2b", most: 64, salt: 16, offset: u64::MAX };
const S: Sizes = Sizes { name: "Blake2s", most: 32, salt: 8, offset: (1 << 48) - 1 };

static BLAKE2B: NativeType = NativeType::new(TypeDef {
    methods: super::objects::DATA_METHODS,
    getset: super::objects::GETSET,
    doc: "Return a new BLAKE2b hash object.",
    ..TypeDef::new("_blake2.blake2b", <Hasher as Payload>::vtable, |s: &mut Slots| {
        new!(
            s,
            "blake2b($type, data=b'', *, digest_size=_blake2.blake2b.MAX_DIGEST_SIZE, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None)",
            |t, a| {
                let p = Parameters::read(t, a, &B)?;
                let mut params = blake2b_simd::Params::new();
                params
                    .hash_length(p.digest_size)
                    .key(&p.key)
                    .salt(&p.salt)
                    .personal(&p.person)
                    .fanout(p.fanout)
                    .max_depth(p.depth)
                    .max_leaf_length(p.leaf_size)
                    .node_offset(p.node_offset)
                    .node_depth(p.node_depth)
                    .inner_hash_length(p.inner_size)
                    .last_node(p.last_node);
                Ok(make(t, a[0], Hash::Blake2b(params.to_state(), p.digest_size), p.data))
            }
        );
    })
});

static BLAKE2S: NativeType = NativeType::new(TypeDef {
    methods: super::objects::DATA_METHODS,
    getset: super::objects::GETSET,
    doc: "Return a new BLAKE2s hash object.",
    ..TypeDef::new("_blake2.blake2s", <Hasher as Payload>::vtable, |s: &mut Slots| {
        new!(
            s,
            "blake2s($type, data=b'', *, digest_size=_blake2.blake2s.MAX_DIGEST_SIZE, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None)",
            |t, a| {
                let p = Parameters::read(t, a, &S)?;
                let mut params = blake2s_simd::Params::new();
                params
                    .hash_length(p.digest_size)
                    .key(&p.key)
                    .salt(&p.salt)
                    .personal(&p.person)
                    .fanout(p.fanout)
                    .max_depth(p.depth)
                    .max_leaf_length(p.leaf_size)
                    .node_offset(p.node_offset)
                    .node_depth(p.node_depth)
                    .inner_hash_length(p.inner_size)
                    .last_node(p.last_node);
                Ok(make(t, a[0], Hash::Blake2s(params.to_state(), p.digest_size), p.data))
            }
        );
    })
});

struct Parameters {
    data: Option<Buffer>,
    digest_size: usize,
    key: Vec<u8>,
    salt: Vec<u8>,
    person: Vec<u8>,
    fanout: u8,
    depth: u8,
    leaf_size: u32,
    node_offset: u64,
    node_depth: u8,
    inner_size: usize,
    last_node: bool,
}

impl Parameters {
    fn read(t: &Thread, a: &[Value], sizes: &Sizes) -> Res<Parameters> {
        let data = given(t, a[1], a[13])?;
        let bytes = |v: Value, what: &str, most: usize| {
            if v.is_undef() {
                return Ok(vec![]);
            }
            let bytes = Buffer::get(t, v)?.into_vec();
            if bytes.len() > most {
                return Err(t.value_error(format_args!("maximum {what} length is {most} bytes")));
            }
            Ok(bytes)
        };
        let number = |v: Value, default: i64| if v.is_undef() { Ok(default) } else { ops::arg_i64(t, v) };
        let within = |v: Value, default: i64, what: &str, least: i64| {
            let n = number(v, default)?;
            if !(least..256).contains(&n) {
                return Err(t.value_error(format_args!("{what} must be between {least} and 255")));
            }
            Ok(n as u8)
        };
        let digest_size = number(a[2], sizes.most as i64)?;
        if !(1..=sizes.most as i64).contains(&digest_size) {
            return Err(t.value_error(format_args!(
                "digest_size for {} must be between 1 and {} bytes, here it is {digest_size}",
                sizes.name, sizes.most
            )));
        }
        let salt = bytes(a[4], "salt", sizes.salt)?;
        let person = bytes(a[5], "person", sizes.salt)?;
        let fanout = within(a[6], 1, "fanout", 0)?;
        let depth = within(a[7], 1, "depth", 1)?;
        let leaf_size = unsigned(t, a[8])?;
        let leaf_size = u32::try_from(leaf_size).map_err(|_| t.overflow_error("leaf_size is too large"))?;
        let node_offset = unsigned(t, a[9])?;
        if node_offset > sizes.offset {
            return Err(t.overflow_error("node_offset is too large"));
        }
        let node_depth = within(a[10], 0, "node_depth", 0)?;
        let inner_size = number(a[11], 0)?;
        if !(0..=sizes.most as i64).contains(&inner_size) {
            return Err(t.value_error(format_args!("inner_size must be between 0 and is {}", sizes.most)));
        }
        let key = bytes(a[3], "key", sizes.most)?;
        Ok(Parameters {
            data,
            digest_size: digest_size as usize,
            key,
            salt,
            person,
            fanout,
            depth,
            leaf_size,
            node_offset,
            node_depth,
            inner_size: inner_size as usize,
            last_node: flag(t, a[12], false)?,
        })
    }
}

fn unsigned(t: &Thread, v: Value) -> Res<u64> {
    if v.is_undef() {
        return Ok(0);
    }
    let n = ops::index(t, v)?;
    if int::is_negative(n.v()) {
        return Err(t.value_error("Cannot convert negative int"));
    }
    int::to_u64(n.v()).ok_or_else(|| t.overflow_error("Python int too large for C unsigned long long"))
}
