//! `_collections`: `deque`, `defaultdict`, the getters of named tuples, and the loop of `Counter`.

mod default_dict;
mod deque;
mod deque_iter;
mod tuple_getter;

use crate::NativeModule;
use heddle_objects::native::{Def, def_doc};
use heddle_objects::slots::Binary;
use heddle_objects::typeobj::lookup;
use heddle_objects::types::dict;
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "High performance data structures.\n- deque:        ordered collection accessible from endpoints only\n\
          - defaultdict:  dict subclass with a default value factory\n",
    types: &[
        &deque::DEQUE,
        &default_dict::DEFAULT_DICT,
        &deque_iter::FORWARD,
        &deque_iter::BACKWARD,
        &tuple_getter::TUPLE_GETTER,
    ],
    ..NativeModule::new("_collections", FUNCTIONS)
};

const FUNCTIONS: &[Def] = &[def_doc(
    "_count_elements(mapping, iterable, /)",
    count_elements,
    "Count elements in the iterable, updating the mapping",
)];

/// Whether reading and writing a mapping are `dict`'s own.
fn is_plain(t: &Thread, mapping: Value) -> bool {
    if dict::DICT.is_exact(mapping) {
        return true;
    }
    if !dict::is_dict(mapping) {
        return false;
    }
    let ty = ops::type_of(mapping);
    ["get", "__setitem__"].iter().all(|name| {
        let name = t.intern(name);
        lookup(t, ty, name.v()).is(lookup(t, dict::DICT.get(), name.v()).v())
    })
}

fn count_elements(t: &Thread, a: &[Value]) -> Res {
    let (mapping, one) = (a[0], Value::int32(1));
    if is_plain(t, mapping) {
        ops::for_each(t, a[1], |item| {
            let old = dict::get(t, mapping, item.v())?;
            let new =
                if old.is_undef() { Ref::immediate(one) } else { ops::binary(t, old.v(), one, Binary::Add)? };
            dict::set(t, mapping, item.v(), new.v())
        })?;
        return Ok(Ref::NONE);
    }
    let get = ops::getattr_str(t, mapping, "get")?;
    ops::for_each(t, a[1], |item| {
        let old = ops::call_pos(t, get.v(), &[item.v(), Value::int32(0)])?;
        let new = ops::binary(t, old.v(), one, Binary::Add)?;
        ops::setitem(t, mapping, item.v(), new.v())
    })?;
    Ok(Ref::NONE)
}
