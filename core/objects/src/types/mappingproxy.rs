//! `mappingproxy`: a mapping that can only be read, such as the `__dict__` of a class.

use crate::error::Res;
use crate::name;
use crate::native::{Def, LazySignature, def, def_doc};
use crate::ops::{self, type_name};
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::{Binary, Slots};
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::types::{dict, generic_alias, list, tuple};
use crate::value::Value;

/// A proxy's payload.
pub struct MappingProxy {
    mapping: Fixed,
}
crate::payload!(MappingProxy { mapping });

/// `mappingproxy`
pub static MAPPING_PROXY: NativeType = NativeType::new(TypeDef {
    flags: flags::MAPPING,
    methods: METHODS,
    doc: "Read-only proxy of a mapping.",
    ..TypeDef::new("mappingproxy", MappingProxy::vtable, slots)
});

fn forward(t: &Thread, v: Value, method: Value, args: &[Value]) -> Res {
    let f = ops::getattr(t, inner(v), method)?;
    ops::call_pos(t, f.v(), args)
}

const METHODS: &[Def] = &[
    def_doc(
        "get($self, key, default=None, /)",
        |t, a| forward(t, a[0], name!(t, "get"), &[a[1], a[2].some().unwrap_or(Value::NONE)]),
        "Return the value for key if key is in the mapping, else default.",
    ),
    def_doc(
        "keys($self, /)",
        |t, a| forward(t, a[0], name!(t, "keys"), &[]),
        "a set-like object providing a view on D's keys",
    ),
    def_doc(
        "values($self, /)",
        |t, a| forward(t, a[0], name!(t, "values"), &[]),
        "an object providing a view on D's values",
    ),
    def_doc(
        "items($self, /)",
        |t, a| forward(t, a[0], name!(t, "items"), &[]),
        "a set-like object providing a view on D's items",
    ),
    def_doc("copy($self, /)", |t, a| forward(t, a[0], name!(t, "copy"), &[]), "a shallow copy of D"),
    def_doc(
        "__class_getitem__($type, object, /)",
        |t, a| Ok(generic_alias::new(t, a[0], a[1])),
        "See PEP 585",
    ),
    def("__reversed__($self, /)", |t, a| forward(t, a[0], name!(t, "__reversed__"), &[])),
];

static NEW: LazySignature = LazySignature::new("mappingproxy($cls, mapping)");

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, args| {
        NEW.call(t, cls, args, |t, a| {
            let sequence = list::is_list(a[1]) || tuple::try_items(&a[1]).is_some();
            if sequence || ops::slots_of(a[1]).getitem.is_none() {
                return Err(t.type_error(format_args!(
                    "mappingproxy() argument must be a mapping, not {}",
                    type_name(a[1])
                )));
            }
            Ok(new(t, a[1]))
        })
    });
    s.len = Some(|t, v| ops::len(t, inner(v)));
    s.getitem = Some(|t, v, key| ops::getitem(t, inner(v), key));
    s.contains = Some(|t, v, key| ops::contains(t, inner(v), key));
    s.iter = Some(|t, v| ops::iter(t, inner(v)));
    s.hash = Some(|t, v| ops::hash(t, inner(v)));
    s.compare = Some(|t, a, b, op| ops::compare(t, inner(a), b, op));
    s.str = Some(|t, v| ops::to_str(t, inner(v)));
    s.repr = Some(|t, v| Ok(t.str(&format!("mappingproxy({})", ops::repr_text(t, inner(v))?))));
    s.binary[Binary::Or as usize] = Some(|t, a, b| ops::binary(t, inner(a), inner(b), Binary::Or));
    s.inplace[Binary::Or as usize] = Some(|t, a, _| {
        Err(t.type_error(format_args!("'|=' is not supported by {}; use '|' instead", type_name(a))))
    });
}

/// What a proxy stands for; anything else stands for itself.
pub fn inner(v: Value) -> Value {
    v.payload::<MappingProxy>().map_or(v, |p| p.mapping.v())
}

/// A proxy of a mapping.
pub fn new(t: &Thread, mapping: Value) -> Ref {
    t.alloc(MAPPING_PROXY.shape(), MappingProxy { mapping: Fixed::new(Ref::new(mapping)) })
}

/// Adds what any mapping holds to a dict.
pub fn merge(t: &Thread, into: Value, mapping: Value) -> Res<()> {
    let mapping = inner(mapping);
    if dict::is_dict(mapping) {
        return dict::update(t, into, mapping);
    }
    let keys = ops::call_method(t, mapping, "keys", &[])?;
    for key in ops::collect(t, keys.v())? {
        let value = ops::getitem(t, mapping, key.v())?;
        dict::set(t, into, key.v(), value.v())?;
    }
    Ok(())
}
