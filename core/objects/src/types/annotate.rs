//! `__annotations__` and `__annotate__` of classes and functions (PEP 649): computed when first asked for, and kept.
//!
//! A class keeps `__annotate_func__` and `__annotations_cache__` in its dict, a function both in its payload.

use crate::error::Res;
use crate::name;
use crate::ops::{self, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::typeobj::{flags, name_of, type_data};
use crate::types::function::Function;
use crate::types::type_attrs::{immutable, store};
use crate::types::{dict, type_};
use crate::value::Value;

/// `annotate.VALUE`: the format that asks for the values themselves.
const VALUE_FORMAT: Value = Value::int32(1);

fn no_such(t: &Thread, ty: Value, attribute: &str) -> crate::error::Raised {
    t.attribute_error(format_args!("type object '{}' has no attribute '{attribute}'", name_of(ty)))
}

/// One of a class's own entries, the first name that is there; bound as reading it through the class does.
fn own_entry(t: &Thread, ty: Value, names: [Value; 2]) -> Res {
    for name in names {
        let found = dict::get_str(t, type_data(&ty).dict.v(), name);
        if !found.is_undef() {
            return match ops::slots_of(found.v()).descr_get {
                Some(get) => get(t, found.v(), Value::UNDEF, ty),
                None => Ok(found),
            };
        }
    }
    Ok(Ref::UNDEF)
}

fn annotate_names(t: &Thread) -> [Value; 2] {
    // The first is there only if the class's body defined it.
    [name!(t, "__annotate__"), name!(t, "__annotate_func__")]
}

fn annotations_names(t: &Thread) -> [Value; 2] {
    [name!(t, "__annotations__"), name!(t, "__annotations_cache__")]
}

/// What `annotate` says: a dict; an empty one if it cannot be called.
pub fn compute(t: &Thread, annotate: Value) -> Res {
    if !ops::is_callable(annotate) {
        return Ok(dict::new(t));
    }
    let d = ops::call_pos(t, annotate, &[VALUE_FORMAT])?;
    if !dict::is_dict(d.v()) {
        return Err(
            t.type_error(format_args!("__annotate__ returned non-dict of type '{}'", type_name(d.v())))
        );
    }
    Ok(d)
}

/// `C.__annotate__`
pub fn type_annotate(t: &Thread, ty: Value) -> Res {
    if !type_data(&ty).has(flags::HEAP) {
        return Err(no_such(t, ty, "__annotate__"));
    }
    let names = annotate_names(t);
    let found = own_entry(t, ty, names)?;
    if found.is_undef() {
        store(t, ty, names[1], Value::NONE);
        return Ok(Ref::NONE);
    }
    Ok(found)
}

/// `C.__annotate__ = f`
pub fn set_type_annotate(t: &Thread, ty: Value, new: Value) -> Res<()> {
    if new.is_undef() {
        return Err(t.type_error("cannot delete __annotate__ attribute"));
    }
    if type_data(&ty).has(flags::IMMUTABLE) {
        return Err(immutable(t, ty, "__annotate__"));
    }
    if !new.is_none() && !ops::is_callable(new) {
        return Err(t.type_error("__annotate__ must be callable or None"));
    }
    store(t, ty, annotate_names(t)[1], new);
    if !new.is_none() {
        remove(t, ty, annotations_names(t)[1])?;
    }
    Ok(())
}

fn remove(t: &Thread, ty: Value, key: Value) -> Res<bool> {
    let there = !dict::remove(t, type_data(&ty).dict.v(), key)?.is_undef();
    if there {
        type_::changed(t, ty, key);
    }
    Ok(there)
}

/// `C.__annotations__`
pub fn type_annotations(t: &Thread, ty: Value) -> Res {
    if !type_data(&ty).has(flags::HEAP) {
        return Err(no_such(t, ty, "__annotations__"));
    }
    let names = annotations_names(t);
    let found = own_entry(t, ty, names)?;
    if !found.is_undef() {
        return Ok(found);
    }
    let annotate = ops::getattr(t, ty, name!(t, "__annotate__"))?;
    let d = compute(t, annotate.v())?;
    store(t, ty, names[1], d.v());
    Ok(d)
}

/// `C.__annotations__ = d`
pub fn set_type_annotations(t: &Thread, ty: Value, new: Value) -> Res<()> {
    if type_data(&ty).has(flags::IMMUTABLE) {
        return Err(immutable(t, ty, "__annotations__"));
    }
    let names = annotations_names(t);
    if new.is_undef() {
        if !remove(t, ty, names[0])? && !remove(t, ty, names[1])? {
            return Err(t.attribute_error("__annotations__"));
        }
    } else {
        let own = !dict::get_str(t, type_data(&ty).dict.v(), names[0]).is_undef();
        store(t, ty, names[usize::from(!own)], new);
    }
    for name in annotate_names(t) {
        remove(t, ty, name)?;
    }
    Ok(())
}

/// `f.__annotations__`
pub fn function_annotations(t: &Thread, v: Value) -> Res {
    let (f, o) = (v.expect::<Function>(), ops::object(v));
    let known = f.annotations.get(t, o);
    if !known.is_undef() {
        return Ok(known);
    }
    let annotate = f.annotate.get(t, o);
    let d = if annotate.is_undef() { dict::new(t) } else { compute(t, annotate.v())? };
    f.annotations.set(t, o, d.clone());
    Ok(d)
}

/// `f.__annotations__ = d`
pub fn set_function_annotations(t: &Thread, v: Value, new: Value) -> Res<()> {
    let (f, o) = (v.expect::<Function>(), ops::object(v));
    if !new.is_none_or_undef() && !dict::is_dict(new) {
        return Err(t.type_error("__annotations__ must be set to a dict object"));
    }
    f.annotations.set(t, o, Ref::new(if new.is_none() { Value::UNDEF } else { new }));
    f.annotate.set(t, o, Ref::UNDEF);
    Ok(())
}

/// `f.__annotate__`
pub fn function_annotate(t: &Thread, v: Value) -> Res {
    let found = v.expect::<Function>().annotate.get(t, ops::object(v));
    Ok(found.some().unwrap_or(Ref::NONE))
}

/// `f.__annotate__ = g`
pub fn set_function_annotate(t: &Thread, v: Value, new: Value) -> Res<()> {
    let (f, o) = (v.expect::<Function>(), ops::object(v));
    if new.is_undef() {
        return Err(t.type_error("__annotate__ cannot be deleted"));
    }
    if new.is_none() {
        f.annotate.set(t, o, Ref::NONE);
        return Ok(());
    }
    if !ops::is_callable(new) {
        return Err(t.type_error("__annotate__ must be callable or None"));
    }
    f.annotate.set(t, o, Ref::new(new));
    f.annotations.set(t, o, Ref::UNDEF);
    Ok(())
}
