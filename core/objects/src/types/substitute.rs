//! Type parameters of generic aliases and unions: finding them, and putting arguments in their places.
//!
//! What a type variable does with its argument is its own business (`__typing_subst__`, mostly Python code of `typing`).

use crate::error::Res;
use crate::name;
use crate::ops::{self, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::type_::is_type;
use crate::types::{list, singletons, str, tuple};
use crate::value::Value;

/// The items of a tuple or a list.
fn sequence(t: &Thread, v: Value) -> Option<Vec<Ref>> {
    match tuple::try_items(&v) {
        Some(items) => Some(items.iter().map(|&x| Ref::new(x)).collect()),
        None => list::is_list(v).then(|| list::snapshot(t, v)),
    }
}

fn add(all: &mut Vec<Ref>, v: Ref) {
    if !all.iter().any(|x| x.is(v.v())) {
        all.push(v);
    }
}

/// The type variables in arguments, each once, in the order of their first occurrence: a tuple.
pub fn parameters(t: &Thread, args: Value) -> Res {
    let mut all = Vec::new();
    collect_parameters(t, args, &mut all)?;
    Ok(tuple::from_refs(t, all))
}

fn collect_parameters(t: &Thread, args: Value, all: &mut Vec<Ref>) -> Res<()> {
    for arg in sequence(t, args).unwrap_or_default() {
        // A class's own `__parameters__` are not those of the class as an argument.
        if is_type(arg.v()) {
            continue;
        }
        let subst = ops::getattr_opt(t, arg.v(), name!(t, "__typing_subst__"))?;
        if !subst.is_undef() {
            add(all, arg);
            continue;
        }
        let inner = ops::getattr_opt(t, arg.v(), name!(t, "__parameters__"))?;
        if !inner.is_undef() {
            for &p in tuple::try_items(&inner).unwrap_or_default() {
                add(all, Ref::new(p));
            }
        } else if sequence(t, arg.v()).is_some() {
            t.deeper(|| collect_parameters(t, arg.v(), all))?;
        }
    }
    Ok(())
}

/// Arguments with `*tuple[int, str]` laid open.
fn unpack(t: &Thread, item: Value) -> Res<Vec<Ref>> {
    let items = match tuple::try_items(&item) {
        Some(items) => items.iter().map(|&x| Ref::new(x)).collect(),
        None => vec![Ref::new(item)],
    };
    let mut out = Vec::with_capacity(items.len());
    for item in items {
        if !is_type(item.v()) {
            let inner = ops::getattr_opt(t, item.v(), name!(t, "__typing_unpacked_tuple_args__"))?;
            if let Some(inner) = tuple::try_items(&inner)
                && !inner.last().is_some_and(|v| v.is(Value::ELLIPSIS))
            {
                out.extend(inner.iter().map(|&x| Ref::new(x)));
                continue;
            }
        }
        out.push(item);
    }
    Ok(out)
}

/// `alias[item]`: the arguments `args` with their type variables `parameters` replaced.
pub fn substitute(t: &Thread, alias: Value, args: Value, parameters: Value, item: Value) -> Res<Vec<Ref>> {
    let params = tuple::items(&parameters);
    if params.is_empty() {
        return Err(t.type_error(format_args!("{} is not a generic class", ops::repr_text(t, alias)?)));
    }
    let mut item = tuple::from_refs(t, unpack(t, item)?);
    for &param in params {
        let prepare = ops::getattr_opt(t, param, name!(t, "__typing_prepare_subst__"))?;
        if !prepare.is_none_or_undef() {
            if tuple::try_items(&item).is_none() {
                item = tuple::from_values(t, &[item.v()]);
            }
            item = ops::call_pos(t, prepare.v(), &[alias, item.v()])?;
        }
    }
    let single = [item.v()];
    let values = tuple::try_items(&item).unwrap_or(&single);
    if values.len() != params.len() {
        return Err(t.type_error(format_args!(
            "Too {} arguments for {}; actual {}, expected {}",
            if values.len() > params.len() { "many" } else { "few" },
            ops::repr_text(t, alias)?,
            values.len(),
            params.len()
        )));
    }
    let mut new = Vec::new();
    for arg in sequence(t, args).unwrap_or_default() {
        if is_type(arg.v()) {
            new.push(arg);
        } else if sequence(t, arg.v()).is_some() {
            let inner = t.deeper(|| substitute(t, alias, arg.v(), parameters, item.v()))?;
            let list = list::is_list(arg.v());
            new.push(if list { list::from_refs(t, inner) } else { tuple::from_refs(t, inner) });
        } else {
            substitute_one(t, arg, params, values, &mut new)?;
        }
    }
    Ok(new)
}

fn substitute_one(t: &Thread, arg: Ref, params: &[Value], values: &[Value], new: &mut Vec<Ref>) -> Res<()> {
    let marked = ops::getattr_opt(t, arg.v(), name!(t, "__typing_is_unpacked_typevartuple__"))?;
    let unpacked = !marked.is_undef() && ops::truth(t, marked.v())?;
    let subst = ops::getattr_opt(t, arg.v(), name!(t, "__typing_subst__"))?;
    let place = params.iter().position(|p| p.is(arg.v()));
    let made = match place {
        Some(k) if !subst.is_undef() => ops::call_pos(t, subst.v(), &[values[k]])?,
        _ => substitute_inner(t, arg.clone(), params, values)?,
    };
    if !unpacked {
        new.push(made);
        return Ok(());
    }
    let Some(items) = tuple::try_items(&made) else {
        return Err(t.type_error(format_args!(
            "expected __typing_subst__ of {} objects to return a tuple, not {}",
            type_name(arg.v()),
            type_name(made.v())
        )));
    };
    new.extend(items.iter().map(|&x| Ref::new(x)));
    Ok(())
}

/// An argument that has type variables itself: `arg[...]`.
fn substitute_inner(t: &Thread, arg: Ref, params: &[Value], values: &[Value]) -> Res {
    let inner = ops::getattr_opt(t, arg.v(), name!(t, "__parameters__"))?;
    let Some(inner_params) = tuple::try_items(&inner).filter(|p| !p.is_empty()) else { return Ok(arg) };
    let mut args = Vec::new();
    for &p in inner_params {
        match params.iter().position(|q| q.is(p)) {
            None => args.push(Ref::new(p)),
            Some(k) => match tuple::try_items(&values[k]) {
                // A type variable tuple stands for several.
                Some(items) if ops::slots_of(p).iter.is_some() => {
                    args.extend(items.iter().map(|&x| Ref::new(x)));
                }
                _ => args.push(Ref::new(values[k])),
            },
        }
    }
    let args = tuple::from_refs(t, args);
    ops::getitem(t, arg.v(), args.v())
}

/// How a type is shown among the arguments of an alias or a union.
pub fn arg_repr(t: &Thread, v: Value) -> Res<String> {
    if v.is(Value::ELLIPSIS) {
        return Ok("...".to_string());
    }
    if v.is(singletons::NONE_TYPE.get()) {
        return Ok("None".to_string());
    }
    let origin = ops::getattr_opt(t, v, name!(t, "__origin__"))?;
    if !origin.is_undef() && !ops::getattr_opt(t, v, name!(t, "__args__"))?.is_undef() {
        return ops::repr_text(t, v);
    }
    let qualname = ops::getattr_opt(t, v, name!(t, "__qualname__"))?;
    let module = ops::getattr_opt(t, v, name!(t, "__module__"))?;
    if qualname.is_undef() || module.is_none_or_undef() {
        return ops::repr_text(t, v);
    }
    let qualname = ops::str_text(t, qualname.v())?;
    if str::equals(module.v(), "builtins") {
        return Ok(qualname);
    }
    Ok(format!("{}.{qualname}", ops::str_text(t, module.v())?))
}

/// The same for an alias, whose arguments may be lists: those of `Callable`.
pub fn alias_arg_repr(t: &Thread, v: Value) -> Res<String> {
    if !list::is_list(v) {
        return arg_repr(t, v);
    }
    let mut parts = Vec::new();
    for item in list::snapshot(t, v) {
        parts.push(t.deeper(|| alias_arg_repr(t, item.v()))?);
    }
    Ok(format!("[{}]", parts.join(", ")))
}
