//! `BaseException`: arguments, traceback, cause, context, notes.

use super::{Exception, bare, data, is_exception};
use crate::error::Res;
use crate::native::{Args, Def, def, def_doc};
use crate::ops::{self, type_name};
use crate::refs::{Ref, Slot};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{GetSet, getset, name_of};
use crate::types::{dict, list, str, traceback as tb, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::Ordering::*;

pub(super) fn new(t: &Thread, cls: Value, args: Args) -> Res {
    Ok(bare(t, cls, tuple::from_values(t, args.positional())))
}

/// "X() takes no keyword arguments", for the class of `e`.
pub(super) fn no_keywords(t: &Thread, class: Value, args: Args) -> Res<()> {
    if args.names.is_empty() {
        return Ok(());
    }
    Err(t.type_error(format_args!("{}() takes no keyword arguments", name_of(class))))
}

pub(super) fn init(t: &Thread, e: Value, args: Args) -> Res<()> {
    no_keywords(t, ops::type_of(e), args)?;
    store_args(t, e, args.positional());
    Ok(())
}

/// Puts new `args` into place, unless they are there already.
pub(super) fn store_args(t: &Thread, e: Value, args: &[Value]) {
    let old = super::args(t, e);
    let same = tuple::try_items(&old).is_some_and(|items| items == args);
    if !same {
        data(&e).args.set(t, ops::object(e), tuple::from_values(t, args));
    }
}

pub(super) fn slots(s: &mut Slots) {
    s.new = Some(new);
    s.init = Some(init);
    s.repr = Some(|t, e| {
        let args = super::args(t, e);
        let text = match tuple::items(&args) {
            [one] => format!("({})", ops::repr_text(t, *one)?),
            _ => ops::repr_text(t, args.v())?,
        };
        Ok(t.str(&format!("{}{text}", class_name(t, e))))
    });
    s.str = Some(str_of);
}

/// The name of an exception's class, without a module.
pub(super) fn class_name(t: &Thread, e: Value) -> String {
    let class = ops::type_of(e);
    str::lossy(crate::typeobj::type_data(&class).name.get(t, ops::object(class)).v())
}

/// `BaseException.__str__`
pub(super) fn str_of(t: &Thread, e: Value) -> Res {
    let args = super::args(t, e);
    match tuple::items(&args) {
        [] => Ok(t.intern("")),
        [one] => ops::to_str(t, *one),
        _ => ops::to_str(t, args.v()),
    }
}

pub(super) const METHODS: &[Def] = &[
    def("__reduce__($self, /)", |t, a| {
        let state = own_state(t, a[0]);
        let args = super::args(t, a[0]);
        reduced(t, a[0], args, state)
    }),
    def("__setstate__($self, state, /)", |t, a| {
        if a[1].is_none() {
            return Ok(Ref::NONE);
        }
        if !dict::is_dict(a[1]) {
            return Err(t.type_error("state is not a dictionary"));
        }
        for (name, value) in dict::items(t, a[1]) {
            let name = str::attr_name(t, name.v())?;
            ops::setattr(t, a[0], name.v(), value.v())?;
        }
        Ok(Ref::NONE)
    }),
    def_doc(
        "with_traceback($self, tb, /)",
        |t, a| {
            set_traceback(t, a[0], a[1])?;
            Ok(Ref::new(a[0]))
        },
        "Set self.__traceback__ to tb and return self.",
    ),
    def_doc(
        "add_note($self, note, /)",
        |t, a| {
            if !str::is_str(a[1]) {
                return Err(
                    t.type_error(format_args!("add_note() argument must be str, not {}", type_name(a[1])))
                );
            }
            append_note(t, a[0], a[1])?;
            Ok(Ref::NONE)
        },
        "Add a note to the exception",
    ),
];

/// The instance's own attributes as a new dict; UNDEF if there are none.
pub(super) fn own_state(t: &Thread, e: Value) -> Ref {
    if crate::attr::own_names(t, e).is_empty() {
        return Ref::UNDEF;
    }
    dict::copy(t, ops::instance_dict(t, e).v())
}

/// `(class, args)` or `(class, args, state)`.
pub(super) fn reduced(t: &Thread, e: Value, args: Ref, state: Ref) -> Res {
    let mut parts = vec![Ref::new(ops::type_of(e)), args];
    parts.extend(state.some());
    Ok(tuple::from_refs(t, parts))
}

fn append_note(t: &Thread, e: Value, note: Value) -> Res<()> {
    let name = t.intern("__notes__");
    let mut notes = ops::getattr_opt(t, e, name.v())?;
    if notes.is_undef() {
        notes = list::from_refs(t, vec![]);
        ops::setattr(t, e, name.v(), notes.v())?;
    }
    if !list::is_list(notes.v()) {
        return Err(t.type_error("Cannot add note: __notes__ is not a list"));
    }
    list::append(t, notes.v(), Ref::new(note));
    Ok(())
}

/// `e.add_note(text)`, where nothing better can be done if that fails.
pub fn add_note(t: &Thread, e: Value, text: &str) {
    let note = t.str(text);
    let _ = append_note(t, e, note.v());
}

/// `e.__notes__`; UNDEF if there is none.
pub fn notes(t: &Thread, e: Value) -> Res {
    let name = t.intern("__notes__");
    ops::getattr_opt(t, e, name.v())
}

fn shown(slot: &Slot, t: &Thread, e: Value) -> Res {
    Ok(slot.get(t, ops::object(e)).some().unwrap_or(Ref::NONE))
}

/// A new cause or context: an exception, or UNDEF for None.
fn related(t: &Thread, new: Value, what: &str) -> Res {
    if new.is_undef() {
        return Err(t.type_error(format_args!("__{what}__ may not be deleted")));
    }
    if new.is_none() {
        return Ok(Ref::UNDEF);
    }
    if !is_exception(new) {
        return Err(t.type_error(format_args!("exception {what} must be None or derive from BaseException")));
    }
    Ok(Ref::new(new))
}

pub(super) const GETSET: &[GetSet] = &[
    getset(
        "args",
        |t, e| Ok(super::args(t, e)),
        |t, e, new| {
            if new.is_undef() {
                return Err(t.type_error("args may not be deleted"));
            }
            let items = ops::collect(t, new)?;
            data(&e).args.set(t, ops::object(e), tuple::from_refs(t, items));
            Ok(())
        },
    ),
    getset("__traceback__", |t, e| shown(&data(&e).traceback, t, e), set_traceback),
    getset(
        "__context__",
        |t, e| shown(&data(&e).context, t, e),
        |t, e, new| {
            let new = related(t, new, "context")?;
            data(&e).context.set(t, ops::object(e), new);
            Ok(())
        },
    ),
    getset(
        "__cause__",
        |t, e| shown(&data(&e).cause, t, e),
        |t, e, new| {
            let new = related(t, new, "cause")?;
            set_cause(t, e, new);
            Ok(())
        },
    ),
    getset(
        "__suppress_context__",
        |_, e| Ok(Ref::bool(data(&e).suppress.load(Relaxed))),
        |t, e, new| {
            if new.is_undef() {
                return Err(t.type_error("can't delete numeric/char attribute"));
            }
            if !new.is_bool() {
                return Err(t.type_error("attribute value type must be bool"));
            }
            data(&e).suppress.store(new.is(Value::TRUE), Relaxed);
            Ok(())
        },
    ),
    getset(
        "__dict__",
        |t, e| Ok(ops::instance_dict(t, e)),
        |t, e, new| {
            if new.is_undef() {
                return Err(t.type_error("cannot delete __dict__"));
            }
            if !dict::is_dict(new) {
                return Err(t.type_error(format_args!(
                    "__dict__ must be set to a dictionary, not a '{}'",
                    type_name(new)
                )));
            }
            crate::attr::set_instance_dict(t, e, new)
        },
    ),
];

/// Sets `__cause__` (UNDEF: none); the context is no longer shown.
pub fn set_cause(t: &Thread, e: Value, cause: Ref) {
    let payload: &Exception = data(&e);
    payload.suppress.store(true, Relaxed);
    payload.cause.set(t, ops::object(e), cause);
}

/// `e.__traceback__ = new`: a traceback or None; UNDEF deletes, which is an error.
pub fn set_traceback(t: &Thread, e: Value, new: Value) -> Res<()> {
    if new.is_undef() {
        return Err(t.type_error("__traceback__ may not be deleted"));
    }
    if !new.is_none() && !tb::is_traceback(new) {
        return Err(t.type_error("__traceback__ must be a traceback or None"));
    }
    let new = if new.is_none() { Ref::UNDEF } else { Ref::new(new) };
    data(&e).traceback.set(t, ops::object(e), new);
    Ok(())
}

/// The traceback; UNDEF if there is none.
pub fn traceback(t: &Thread, e: Value) -> Ref {
    data(&e).traceback.get(t, ops::object(e))
}
