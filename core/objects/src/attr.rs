//! Attributes of instances: `object.__getattribute__` and its kin, over shapes and dicts.
//!
//! An instance keeps its attributes in inline slots that its shape names, until somebody asks for its `__dict__`, deletes one,
//! or there are more than fit: then they move to a dict for good (dict mode). A reader that meets the move finds an empty slot
//! or another shape, and looks again.
//!
//! Must never know particular types.

use crate::error::{Raised, Res};
use crate::ops::{slots_of, type_of};
use crate::refs::Ref;
use crate::shape::{Shape, dict_word, inline_slots, shape, shape_of};
use crate::thread::Thread;
use crate::typeobj::lookup;
use crate::types::{dict, str};
use crate::value::Value;
use heddle_gc::Obj;
use heddle_gc::read::ReadError;

/// An instance's own attribute (not its type's); UNDEF if it has none of that name.
#[inline]
pub fn own_attr(t: &Thread, v: Value, name: Value) -> Res {
    let Some(o) = v.as_obj() else { return Ok(Ref::UNDEF) };
    loop {
        let s = shape_of(o);
        let Some(word) = dict_word(o, s) else { return Ok(own_payload_attr(t, v, name)) };
        let d = word.get(t, o);
        if !d.is_undef() {
            return dict::get_str_any(t, d.v(), name);
        }
        let Some(k) = s.find(name) else {
            // A dict that came after the shape was read is the truth.
            if word.peek().is_undef() && std::ptr::eq(shape_of(o), s) {
                return Ok(Ref::UNDEF);
            }
            continue;
        };
        let slot = &inline_slots(o, s)[k as usize];
        match slot.try_get(t, || word.peek().is_undef() && std::ptr::eq(shape_of(o), s)) {
            Ok(found) if !found.is_undef() => return Ok(found),
            Ok(_) | Err(ReadError::Changed) => continue,
            Err(ReadError::Locked) => {
                let _lock = o.lock().lock(&t.m);
                if std::ptr::eq(shape_of(o), s) && word.peek().is_undef() {
                    let found = slot.get_locked(t);
                    if !found.is_undef() {
                        return Ok(found);
                    }
                }
            }
        }
    }
}

/// Attributes of objects that keep their dict in the payload (modules, functions).
fn own_payload_attr(t: &Thread, v: Value, name: Value) -> Ref {
    match crate::types::payload_dict(t, v, false) {
        Some(d) if !d.is_undef() => dict::get_str(t, d.v(), name),
        _ => Ref::UNDEF,
    }
}

/// Whether a `getattr` slot is [`generic_getattr`].
#[inline(always)]
pub fn is_generic(f: Option<crate::slots::BinaryFn>) -> bool {
    f.is_some_and(|f| f as usize == generic_getattr as *const () as usize)
}

/// Whether a `setattr` slot is [`generic_setattr`].
#[inline(always)]
pub fn is_generic_set(f: Option<crate::slots::SetFn>) -> bool {
    f.is_some_and(|f| f as usize == generic_setattr as *const () as usize)
}

/// `object.__getattribute__(v, name)`. Never inlined: its address tells whether a type has its own.
#[inline(never)]
pub fn generic_getattr(t: &Thread, v: Value, name: Value) -> Res {
    let found = generic_getattr_opt(t, v, name)?;
    if found.is_undef() { Err(t.no_attribute(v, name)) } else { Ok(found) }
}

/// `object.__getattribute__`, UNDEF where the instance and its type have nothing.
pub fn generic_getattr_opt(t: &Thread, v: Value, name: Value) -> Res {
    let ty = type_of(v);
    let found = lookup(t, ty, name);
    let mut get = None;
    if !found.is_undef() {
        let slots = slots_of(found.v());
        get = slots.descr_get;
        if let (Some(get), Some(_)) = (get, slots.descr_set) {
            return get(t, found.v(), v, ty);
        }
    }
    let own = own_attr(t, v, name)?;
    if !own.is_undef() {
        return Ok(own);
    }
    match get {
        Some(get) => get(t, found.v(), v, ty),
        None => Ok(found),
    }
}

/// A method call's function and receiver: `Ok((function, true))` to be called with `v` first, `Ok((callable, false))` without.
pub fn load_method(t: &Thread, v: Value, name: Value) -> Res<(Ref, bool)> {
    if !is_generic(slots_of(v).getattr) {
        return Ok((crate::ops::getattr(t, v, name)?, false));
    }
    let ty = type_of(v);
    let found = lookup(t, ty, name);
    let mut get = None;
    let mut method = false;
    if !found.is_undef() {
        let data = crate::ops::type_data_of(found.v());
        method = data.has(crate::typeobj::flags::METHOD_DESCRIPTOR);
        if !method {
            get = data.slots().descr_get;
            if let (Some(get), Some(_)) = (get, data.slots().descr_set) {
                return Ok((get(t, found.v(), v, ty)?, false));
            }
        }
    }
    let own = own_attr(t, v, name)?;
    if !own.is_undef() {
        return Ok((own, false));
    }
    if method {
        return Ok((found, true));
    }
    match get {
        Some(get) => Ok((get(t, found.v(), v, ty)?, false)),
        None if found.is_undef() => Err(t.no_attribute(v, name)),
        None => Ok((found, false)),
    }
}

/// `object.__setattr__(v, name, value)`; UNDEF deletes.
pub fn generic_setattr(t: &Thread, v: Value, name: Value, value: Value) -> Res<()> {
    let ty = type_of(v);
    let found = lookup(t, ty, name);
    if !found.is_undef()
        && let Some(set) = slots_of(found.v()).descr_set
    {
        return set(t, found.v(), v, value);
    }
    if let Some(o) = v.as_obj() {
        let s = shape_of(o);
        if s.has_dict {
            return if value.is_undef() { delete_own(t, v, o, name) } else { store_own(t, o, name, value) };
        }
        if let Some(d) = crate::types::payload_dict(t, v, true) {
            return if !value.is_undef() {
                dict::set(t, d.v(), name, value)
            } else if dict::remove(t, d.v(), name)?.is_undef() {
                Err(not_deleted(t, v, name))
            } else {
                Ok(())
            };
        }
    }
    if found.is_undef() {
        if crate::types::type_::is_type(v) || !value.is_undef() {
            let message = format!(
                "'{}' object has no attribute '{}'{}",
                crate::ops::type_name(v),
                str::lossy(name),
                " and no __dict__ for setting new attributes"
            );
            let raised = t.attribute_error(message);
            crate::types::exceptions::set_attribute_context(t, raised.0.v(), v, name);
            return Err(raised);
        }
        return Err(t.no_attribute(v, name));
    }
    let raised = t.attribute_error(format_args!(
        "'{}' object attribute '{}' is read-only",
        crate::ops::type_name(v),
        str::lossy(name)
    ));
    crate::types::exceptions::set_attribute_context(t, raised.0.v(), v, name);
    Err(raised)
}

/// Stores an attribute of an instance that has a dict word.
pub fn store_own(t: &Thread, o: Obj, name: Value, value: Value) -> Res<()> {
    let name = str::intern_value(t, name);
    loop {
        let s = shape_of(o);
        let Some(word) = dict_word(o, s) else { return Ok(()) };
        let d = word.get(t, o);
        if !d.is_undef() {
            return dict::set(t, d.v(), name.v(), value);
        }
        let target = match s.find(name.v()) {
            Some(k) => Some((k, 0)),
            None => s.child(name.v()).map(|child| (s.len, child)),
        };
        let Some((k, child)) = target else {
            // No room: the type's next instances get more of it.
            crate::types::type_::want_more_slots(s);
            to_dict_mode(t, o);
            continue;
        };
        let new = Ref::new(value);
        let outcome = {
            let _lock = o.lock().lock(&t.m);
            if !std::ptr::eq(shape_of(o), s) || !word.peek().is_undef() {
                Err(new)
            } else {
                let old = inline_slots(o, s)[k as usize].swap_locked(new);
                if child != 0 {
                    o.publish_shape(child);
                }
                Ok(old)
            }
        };
        if outcome.is_ok() {
            return Ok(());
        }
    }
}

/// There is no such attribute to delete. Unlike in other AttributeErrors, `name` and `obj` stay None.
#[cold]
fn not_deleted(t: &Thread, v: Value, name: Value) -> Raised {
    if crate::types::type_::is_type(v) {
        return t.no_attribute(v, name);
    }
    t.attribute_error(format_args!(
        "'{}' object has no attribute '{}'",
        crate::ops::type_name(v),
        str::lossy(name)
    ))
}

fn delete_own(t: &Thread, v: Value, o: Obj, name: Value) -> Res<()> {
    let s = shape_of(o);
    let in_dict = dict_word(o, s).is_some_and(|w| !w.peek().is_undef());
    if !in_dict && s.find(str::intern_value(t, name).v()).is_none() {
        return Err(not_deleted(t, v, name));
    }
    let d = to_dict_mode(t, o);
    if dict::remove(t, d.v(), name)?.is_undef() { Err(not_deleted(t, v, name)) } else { Ok(()) }
}

/// Moves an instance's attributes to a dict, which comes back. There is no way back.
pub fn to_dict_mode(t: &Thread, o: Obj) -> Ref {
    loop {
        let s = shape_of(o);
        let Some(word) = dict_word(o, s) else { return Ref::UNDEF };
        let d = word.get(t, o);
        if !d.is_undef() {
            return d;
        }
        let names = s.names();
        let d = dict::with_capacity(t, names.len());
        let done = {
            let _lock = o.lock().lock(&t.m);
            if !std::ptr::eq(shape_of(o), s) || !word.peek().is_undef() {
                None
            } else {
                let mut moved = Vec::with_capacity(names.len());
                for (name, slot) in names.iter().zip(inline_slots(o, s)) {
                    let value = slot.swap_locked(Ref::UNDEF);
                    // The dict is nobody else's yet: no lock of its own, and no Python code for interned names.
                    dict::init_str(t, d.v(), *name, &value);
                    moved.push(value);
                }
                let nothing = word.swap_locked(d.clone());
                o.publish_shape(s.root);
                Some((moved, nothing))
            }
        };
        if done.is_some() {
            return d;
        }
    }
}

/// `v.__dict__`: made if need be; UNDEF if there can be none.
pub fn instance_dict(t: &Thread, v: Value) -> Ref {
    let Some(o) = v.as_obj() else { return Ref::UNDEF };
    if shape_of(o).has_dict {
        return to_dict_mode(t, o);
    }
    crate::types::payload_dict(t, v, true).unwrap_or(Ref::UNDEF)
}

/// `v.__dict__ = d`
pub fn set_instance_dict(t: &Thread, v: Value, d: Value) -> Res<()> {
    let Some(o) = v.as_obj() else { return Ok(()) };
    let s: &Shape = shape(o.shape());
    if dict_word(o, s).is_some() {
        to_dict_mode(t, o);
        let s = shape_of(o);
        if let Some(word) = dict_word(o, s) {
            word.set(t, o, Ref::new(d));
        }
        return Ok(());
    }
    crate::types::set_payload_dict(t, v, d);
    Ok(())
}

/// The names of an instance's own attributes, for `dir` and `vars`-like readers that need no dict.
pub fn own_names(t: &Thread, v: Value) -> Vec<Ref> {
    let Some(o) = v.as_obj() else { return vec![] };
    let s = shape_of(o);
    match dict_word(o, s) {
        Some(word) if word.peek().is_undef() => s.names().into_iter().map(Ref::new).collect(),
        _ => {
            let d = instance_dict(t, v);
            if d.is_undef() { vec![] } else { dict::keys(t, d.v()) }
        }
    }
}
