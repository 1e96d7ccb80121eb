//! `object.__reduce_ex__` and its kin: how copying and pickling take an instance apart.
//!
//! The parts that are Python code (`copyreg.__newobj__`, `copyreg._slotnames`) are called there.

use crate::error::Res;
use crate::name;
use crate::ops::{self, type_name, type_of};
use crate::payload::Payload;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::typeobj::{lookup, type_data};
use crate::types::object::{OBJECT, Plain};
use crate::types::{dict, list, tuple};
use crate::value::Value;

/// `object.__reduce_ex__(self, protocol)`
pub fn object_reduce_ex(t: &Thread, a: &[Value]) -> Res {
    let protocol = ops::arg_i32(t, a[1])?;
    let name = name!(t, "__reduce__");
    let found = lookup(t, type_of(a[0]), name);
    let inherited = lookup(t, OBJECT.get(), name);
    let own = ops::getattr_opt(t, a[0], name)?;
    if !own.is_undef() && !found.is(inherited.v()) {
        return ops::call_pos(t, own.v(), &[]);
    }
    common(t, a[0], protocol)
}

/// `object.__reduce__(self)`
pub fn object_reduce(t: &Thread, a: &[Value]) -> Res {
    common(t, a[0], 0)
}

fn common(t: &Thread, v: Value, protocol: i32) -> Res {
    if protocol >= 2 {
        return new_object(t, v);
    }
    let copyreg = crate::import_module(t, "copyreg")?;
    ops::call_method(t, copyreg.v(), "_reduce_ex", &[v, Value::int32(protocol)])
}

/// What `__getnewargs_ex__` or `__getnewargs__` says: the tuple and the dict, UNDEF for none.
fn new_arguments(t: &Thread, v: Value) -> Res<(Ref, Ref)> {
    let full = ops::call_special(t, v, name!(t, "__getnewargs_ex__"), &[])?;
    if !full.is_undef() {
        let Some(items) = tuple::try_items(&full) else {
            return Err(t.type_error(format_args!(
                "__getnewargs_ex__ should return a tuple, not '{}'",
                type_name(full.v())
            )));
        };
        let &[args, kwargs] = items else {
            return Err(t.value_error(format_args!(
                "__getnewargs_ex__ should return a tuple of length 2, not {}",
                items.len()
            )));
        };
        if tuple::try_items(&args).is_none() {
            return Err(t.type_error(format_args!(
                "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{}'",
                type_name(args)
            )));
        }
        if !dict::is_dict(kwargs) {
            return Err(t.type_error(format_args!(
                "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{}'",
                type_name(kwargs)
            )));
        }
        return Ok((Ref::new(args), Ref::new(kwargs)));
    }
    let args = ops::call_special(t, v, name!(t, "__getnewargs__"), &[])?;
    if !args.is_undef() && tuple::try_items(&args).is_none() {
        return Err(t.type_error(format_args!(
            "__getnewargs__ should return a tuple, not '{}'",
            type_name(args.v())
        )));
    }
    Ok((args, Ref::UNDEF))
}

fn new_object(t: &Thread, v: Value) -> Res {
    let ty = type_of(v);
    if type_data(&ty).slots().new.is_none() {
        return Err(t.type_error(format_args!("cannot pickle '{}' object", type_name(v))));
    }
    let (args, kwargs) = new_arguments(t, v)?;
    let copyreg = crate::import_module(t, "copyreg")?;
    let has_args = !args.is_undef();
    let class = ops::getattr(t, v, name!(t, "__class__"))?;
    let (function, new_args) = if kwargs.is_undef() || dict::len(t, kwargs.v()) == 0 {
        let mut all = vec![class];
        if has_args {
            all.extend(tuple::items(&args).iter().map(|&x| Ref::new(x)));
        }
        (ops::getattr_str(t, copyreg.v(), "__newobj__")?, tuple::from_refs(t, all))
    } else {
        let args = if has_args { args } else { tuple::from_values(t, &[]) };
        (ops::getattr_str(t, copyreg.v(), "__newobj_ex__")?, tuple::from_refs(t, vec![class, args, kwargs]))
    };
    let (is_list, is_dict) = (list::is_list(v), dict::is_dict(v));
    let state = get_state(t, v, !(has_args || is_list || is_dict))?;
    let items = if is_list { ops::iter(t, v)? } else { Ref::NONE };
    let pairs = if is_dict {
        let items = ops::call_method(t, v, "items", &[])?;
        ops::iter(t, items.v())?
    } else {
        Ref::NONE
    };
    Ok(tuple::from_refs(t, vec![function, new_args, state, items, pairs]))
}

/// `v.__getstate__()`; where that is `object`'s, `required` says that nothing else carries what the payload holds.
fn get_state(t: &Thread, v: Value, required: bool) -> Res {
    let name = name!(t, "__getstate__");
    if lookup(t, type_of(v), name).is(lookup(t, OBJECT.get(), name).v()) {
        return default_state(t, v, required);
    }
    let f = ops::getattr(t, v, name)?;
    ops::call_pos(t, f.v(), &[])
}

/// `object.__getstate__(self)`
pub fn object_getstate(t: &Thread, a: &[Value]) -> Res {
    default_state(t, a[0], false)
}

fn default_state(t: &Thread, v: Value, required: bool) -> Res {
    let ty = type_of(v);
    if required && !std::ptr::eq(type_data(&ty).vtable, Plain::vtable()) {
        return Err(t.type_error(format_args!("cannot pickle '{}' object", type_name(v))));
    }
    let mut state = Ref::NONE;
    let own = ops::getattr_opt(t, v, name!(t, "__dict__"))?;
    let empty = own.is_undef() || (dict::is_dict(own.v()) && dict::len(t, own.v()) == 0);
    if !empty {
        state = own;
    }
    let names = slot_names(t, ty)?;
    if names.is_none() {
        return Ok(state);
    }
    let slots = dict::new(t);
    for name in ops::collect(t, names.v())? {
        let value = ops::getattr_opt(t, v, name.v())?;
        if !value.is_undef() {
            dict::set(t, slots.v(), name.v(), value.v())?;
        }
    }
    if dict::len(t, slots.v()) != 0 {
        state = tuple::from_refs(t, vec![state, slots]);
    }
    Ok(state)
}

/// `copyreg._slotnames(cls)`, remembered by it in the class; nothing needs to be asked where no class has slots.
fn slot_names(t: &Thread, ty: Value) -> Res {
    let known = dict::get_str(t, type_data(&ty).dict.v(), name!(t, "__slotnames__"));
    if type_data(&ty).fixed == 0 && known.is_undef() {
        return Ok(Ref::NONE);
    }
    if !known.is_undef() && (known.is_none() || list::is_list(known.v())) {
        return Ok(known);
    }
    let copyreg = crate::import_module(t, "copyreg")?;
    let names = ops::call_method(t, copyreg.v(), "_slotnames", &[ty])?;
    if !names.is_none() && !list::is_list(names.v()) {
        return Err(t.type_error("copyreg._slotnames didn't return a list or None"));
    }
    Ok(names)
}
