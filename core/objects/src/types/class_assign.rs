//! `obj.__class__ = C` and `C.__bases__ = (...)`: what may take whose place, and the change itself.
//!
//! An instance of a class with a dict goes to dict mode first; then only its shape changes: the new one has the same layout and
//! belongs to the other class.

use crate::attr::to_dict_mode;
use crate::error::Res;
use crate::ops::{self, type_name, type_of};
use crate::refs::Ref;
use crate::shape::{root_like, shape, shape_of};
use crate::thread::Thread;
use crate::typeobj::{
    Type, add_subclass, flags, invalidate, is_subtype, name_of, remove_subclass, subclasses, type_data,
};
use crate::types::module::MODULE;
use crate::types::object::OBJECT;
use crate::types::type_::{best_base, is_type, set_mro};
use crate::types::{descr, dict, str, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicBool, Ordering::*};

/// The names of the fixed slots of a type's instances, in their order.
fn slot_names(t: &Thread, ty: Value) -> Vec<String> {
    let mut names = vec![String::new(); type_data(&ty).fixed as usize];
    let mut ty = Ref::new(ty);
    while let Some(data) = ty.payload::<Type>() {
        if data.fixed == 0 {
            break;
        }
        for (key, value) in dict::items(t, data.dict.v()) {
            if let Some((class, k)) = descr::member_place(value.v())
                && class.is(ty.v())
                && let Some(name) = names.get_mut(k as usize)
            {
                *name = str::lossy(key.v());
            }
        }
        let base = data.base.get(t, ty.obj());
        ty = base;
    }
    names
}

/// The nearest class, from `ty` up, whose instances have more than those of its base.
fn adding(t: &Thread, ty: Value) -> Ref {
    let mut ty = Ref::new(ty);
    while let Some(data) = ty.payload::<Type>() {
        let base = data.base.get(t, ty.obj());
        let Some(b) = base.payload::<Type>() else { break };
        let more = !std::ptr::eq(b.vtable, data.vtable)
            || b.fixed != data.fixed
            || has_dict(b) != has_dict(data)
            || b.has(flags::WEAKREF) != data.has(flags::WEAKREF);
        if more {
            break;
        }
        ty = base;
    }
    ty
}

/// Whether the fixed slots of two types came about alike: the same class added them, or two that have one base.
fn same_slots(t: &Thread, new: Value, old: Value) -> bool {
    let (a, b) = (adding(t, new), adding(t, old));
    if a.is(b.v()) {
        return true;
    }
    let base = |ty: &Ref| type_data(ty).base.get(t, ty.obj());
    base(&a).is(base(&b).v()) && slot_names(t, new) == slot_names(t, old)
}

/// Whether instances have a dict word. (Modules are shown to have a dict, which is in their payload.)
fn has_dict(ty: &Type) -> bool {
    shape(ty.first_shape.load(Relaxed)).has_dict
}

/// TypeError unless instances of `new` look like those of `old`. `what` is the attribute that is assigned to.
fn check_layout(t: &Thread, new: Value, old: Value, what: &str) -> Res<()> {
    let object = OBJECT.get();
    let (a, b) = (type_data(&new), type_data(&old));
    let different = if new.is(object) != old.is(object) {
        "deallocator"
    } else if !std::ptr::eq(a.vtable, b.vtable)
        || has_dict(a) != has_dict(b)
        || a.has(flags::WEAKREF) != b.has(flags::WEAKREF)
        || a.fixed != b.fixed
        || (a.fixed != 0 && !same_slots(t, new, old))
    {
        "object layout"
    } else {
        return Ok(());
    };
    Err(t.type_error(format_args!(
        "{what} assignment: '{}' {different} differs from '{}'",
        name_of(new),
        name_of(old)
    )))
}

/// `v.__class__ = new`
pub fn set_class(t: &Thread, v: Value, new: Value) -> Res<()> {
    if new.is_undef() {
        return Err(t.type_error("can't delete __class__ attribute"));
    }
    if !is_type(new) {
        return Err(
            t.type_error(format_args!("__class__ must be set to a class, not '{}' object", type_name(new)))
        );
    }
    let old = type_of(v);
    let module = MODULE.get();
    let modules = is_subtype(t, new, module) && is_subtype(t, old, module);
    let immutable = type_data(&new).has(flags::IMMUTABLE) || type_data(&old).has(flags::IMMUTABLE);
    let Some(o) = v.as_obj().filter(|_| modules || !immutable) else {
        return Err(
            t.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses")
        );
    };
    check_layout(t, new, old, "__class__")?;
    loop {
        to_dict_mode(t, o);
        let s = shape_of(o);
        let id = root_like(shape(type_data(&new).first_shape.load(Relaxed)), s);
        let _lock = o.lock().lock(&t.m);
        if std::ptr::eq(shape_of(o), s) {
            o.publish_shape(id);
            return Ok(());
        }
    }
}

/// Set while somebody changes the graph of bases, so that no two changes make a cycle together.
static BASES_BUSY: AtomicBool = AtomicBool::new(false);

/// Whether `ty` can be reached from `from` over `__bases__`.
fn reaches(t: &Thread, from: Value, ty: Value) -> bool {
    if from.is(ty) {
        return true;
    }
    let Some(data) = from.payload::<Type>() else { return false };
    let bases = data.bases.get(t, ops::object(from));
    tuple::try_items(&bases).is_some_and(|items| items.iter().any(|&b| reaches(t, b, ty)))
}

/// Puts other bases into a type if that makes no cycle; the old ones and the old layout base come back.
fn swap_bases(t: &Thread, ty: Value, bases: Value, base: Value) -> Option<(Ref, Ref)> {
    while BASES_BUSY.swap(true, Acquire) {
        t.m.safepoint();
        std::thread::yield_now();
    }
    let cycle = tuple::items(&bases).iter().any(|&b| reaches(t, b, ty));
    let old = (!cycle).then(|| {
        let (data, o) = (type_data(&ty), ops::object(ty));
        (data.bases.swap(t, o, Ref::new(bases)), data.base.swap(t, o, Ref::new(base)))
    });
    BASES_BUSY.store(false, Release);
    old
}

/// Computes the MROs of a type and of all that derive from it; what they were and became goes to `changes`.
fn set_mros(t: &Thread, ty: Value, changes: &mut Vec<(Ref, Ref, Ref)>) -> Res<()> {
    let before = crate::typeobj::mro(t, ty);
    if !set_mro(t, ty)? {
        return Ok(());
    }
    changes.push((Ref::new(ty), before, crate::typeobj::mro(t, ty)));
    t.deeper(|| {
        for sub in subclasses(t, ty) {
            set_mros(t, sub.v(), changes)?;
        }
        Ok(())
    })
}

/// `ty.__bases__ = new`
pub fn set_bases(t: &Thread, ty: Value, new: Value) -> Res<()> {
    super::type_attrs::check_settable(t, ty, new, "__bases__")?;
    let name = name_of(ty);
    let Some(items) = tuple::try_items(&new) else {
        return Err(
            t.type_error(format_args!("can only assign tuple to {name}.__bases__, not {}", type_name(new)))
        );
    };
    if items.is_empty() {
        return Err(t.type_error(format_args!("can only assign non-empty tuple to {name}.__bases__, not ()")));
    }
    for &item in items {
        if !is_type(item) {
            return Err(t.type_error(format_args!(
                "{name}.__bases__ must be tuple of classes, not '{}'",
                type_name(item)
            )));
        }
        if reaches(t, item, ty) {
            return Err(t.type_error("a __bases__ item causes an inheritance cycle"));
        }
    }
    let base = best_base(t, items)?;
    let data = type_data(&ty);
    let old_base = data.base.get(t, ops::object(ty));
    check_layout(t, base, old_base.v(), "__bases__")?;
    let Some((old_bases, old_base)) = swap_bases(t, ty, new, base) else {
        return Err(t.type_error("a __bases__ item causes an inheritance cycle"));
    };
    let mut changes = Vec::new();
    let failed = set_mros(t, ty, &mut changes).err();
    // A `mro()` may have assigned other bases meanwhile: then those count, and whoever assigned them has done the rest.
    let still = data.bases.get(t, ops::object(ty)).is(new);
    if let Some(e) = failed {
        let o = ops::object(ty);
        if still {
            drop((data.bases.swap(t, o, old_bases), data.base.swap(t, o, old_base)));
        }
        for (ty, mro, became) in changes.into_iter().rev() {
            if type_data(&ty).mro.get(t, ty.obj()).is(became.v()) {
                type_data(&ty).mro.set(t, ty.obj(), mro);
                invalidate(t, ty.v());
            }
        }
        return Err(e);
    }
    if !still {
        return Ok(());
    }
    for &old in tuple::items(&old_bases) {
        if !items.iter().any(|b| b.is(old)) {
            remove_subclass(t, old, ty);
        }
    }
    for &base in items {
        add_subclass(t, base, ty);
        let inherited = type_data(&base).flags.load(Relaxed) & flags::INHERITED;
        data.flags.fetch_or(inherited, Relaxed);
    }
    crate::slotdefs::update(t, ty);
    Ok(())
}
