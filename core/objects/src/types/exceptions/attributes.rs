//! Exceptions with a few attributes: AttributeError, NameError, ImportError, KeyError, StopIteration, SystemExit.

use super::{Extra, base, get_field, is_exception, member, set_field};
use crate::error::{Raised, Res};
use crate::native::{Args, def};
use crate::ops;
use crate::refs::Ref;
use crate::slots::Slots;
use crate::thread::Thread;
use crate::types::{dict, str, tuple};
use crate::value::Value;

/// The keyword-only fields of a class, stored into the fields from `first` on; everything else is for BaseException.
fn keyword_fields(t: &Thread, e: Value, args: Args, class: &str, names: &[&str], first: usize) -> Res<()> {
    for (name, _) in args.pairs() {
        if !names.iter().any(|n| str::equals(name, n)) {
            return Err(t.type_error(format_args!(
                "{class}() got an unexpected keyword argument '{}'",
                str::lossy(name)
            )));
        }
    }
    base::store_args(t, e, args.positional());
    for (k, name) in names.iter().enumerate() {
        let value = args.keyword(name).map_or(Ref::UNDEF, Ref::new);
        set_field(t, e, first + k, value);
    }
    Ok(())
}

/// The state of an exception with the fields that are set.
fn state_with(t: &Thread, e: Value, fields: &[(&str, usize)]) -> Ref {
    let mut state = base::own_state(t, e);
    for &(name, k) in fields {
        let value = get_field(t, e, k);
        if !value.is_undef() {
            if state.is_undef() {
                state = dict::new(t);
            }
            dict::set_str(t, state.v(), t.intern(name).v(), value.v());
        }
    }
    state
}

// AttributeError: 0 name, 1 obj.

pub(super) fn attribute_error_slots(s: &mut Slots) {
    s.new = Some(base::new);
    s.init = Some(|t, e, args| keyword_fields(t, e, args, "AttributeError", &["name", "obj"], 0));
}

fn attribute_error_state(t: &Thread, e: Value) -> Ref {
    // `obj` is left out: most objects cannot be pickled, and an error should be.
    let state = state_with(t, e, &[("name", 0)]).some().unwrap_or_else(|| dict::new(t));
    dict::set_str(t, state.v(), t.intern("args").v(), super::args(t, e).v());
    state
}

pub(super) const ATTRIBUTE_ERROR: Extra = Extra {
    methods: &[
        def("__getstate__($self, /)", |t, a| Ok(attribute_error_state(t, a[0]))),
        def("__reduce__($self, /)", |t, a| {
            let state = attribute_error_state(t, a[0]);
            base::reduced(t, a[0], super::args(t, a[0]), state)
        }),
    ],
    getset: &[member::<0>("name", "attribute name"), member::<1>("obj", "object")],
};

/// Sets `name` and `obj` of an AttributeError, for the hint.
pub fn set_attribute_context(t: &Thread, e: Value, obj: Value, name: Value) {
    if super::ATTRIBUTE_ERROR.is_instance(e) {
        set_field(t, e, 0, Ref::new(name));
        set_field(t, e, 1, Ref::new(obj));
    }
}

/// An exception that `getattr(obj, name)` raised: an AttributeError that does not say of what gets told.
#[cold]
pub fn with_attribute_context(t: &Thread, e: Raised, obj: Value, name: Value) -> Raised {
    let v = e.0.v();
    if super::ATTRIBUTE_ERROR.is_exact(v) && get_field(t, v, 0).is_undef() && get_field(t, v, 1).is_undef() {
        set_attribute_context(t, v, obj, name);
    }
    e
}

// NameError: 0 name.

pub(super) fn name_error_slots(s: &mut Slots) {
    s.new = Some(base::new);
    s.init = Some(|t, e, args| keyword_fields(t, e, args, "NameError", &["name"], 0));
}

pub(super) const NAME_ERROR: Extra = Extra { methods: &[], getset: &[member::<0>("name", "name")] };

/// "name 'x' is not defined" and the like, with `name` set. `class` is NameError or UnboundLocalError.
#[cold]
pub fn name_error(t: &Thread, class: &crate::typeobj::NativeType, message: &str, name: Value) -> Raised {
    let raised = t.error(class, message);
    if is_exception(raised.0.v()) && super::NAME_ERROR.is_instance(raised.0.v()) {
        set_field(t, raised.0.v(), 0, Ref::new(name));
    }
    raised
}

// ImportError: 0 name, 1 path, 2 name_from, 3 msg.

pub(super) fn import_error_slots(s: &mut Slots) {
    s.new = Some(base::new);
    s.init = Some(|t, e, args| {
        keyword_fields(t, e, args, "ImportError", &["name", "path", "name_from"], 0)?;
        if let [message] = args.positional() {
            set_field(t, e, 3, Ref::new(*message));
        }
        Ok(())
    });
    s.str = Some(|t, e| {
        let message = get_field(t, e, 3);
        if str::is_str(message.v()) && str::STR.is_exact(message.v()) {
            Ok(message)
        } else {
            base::str_of(t, e)
        }
    });
}

pub(super) const IMPORT_ERROR: Extra = Extra {
    methods: &[def("__reduce__($self, /)", |t, a| {
        let state = state_with(t, a[0], &[("name", 0), ("path", 1), ("name_from", 2)]);
        base::reduced(t, a[0], super::args(t, a[0]), state)
    })],
    getset: &[
        member::<3>("msg", "exception message"),
        member::<0>("name", "module name"),
        member::<1>("path", "module path"),
        member::<2>("name_from", "name imported from module"),
    ],
};

/// An ImportError (or ModuleNotFoundError) with its fields; None or UNDEF where there is nothing.
#[cold]
pub fn import_error(
    t: &Thread,
    class: &crate::typeobj::NativeType,
    message: &str,
    name: Value,
    path: Value,
    name_from: Value,
) -> Raised {
    let raised = t.error(class, message);
    if super::IMPORT_ERROR.is_instance(raised.0.v()) {
        for (k, value) in [name, path, name_from].into_iter().enumerate() {
            set_field(t, raised.0.v(), k, if value.is_none() { Ref::UNDEF } else { Ref::new(value) });
        }
    }
    raised
}

// KeyError

pub(super) fn key_error_slots(s: &mut Slots) {
    s.new = Some(base::new);
    s.str = Some(|t, e| {
        let args = super::args(t, e);
        // `KeyError: ''` says more than `KeyError: `.
        if let [key] = tuple::items(&args) { ops::repr(t, *key) } else { base::str_of(t, e) }
    });
}

// StopIteration: 0 value.

pub(super) fn stop_iteration_slots(s: &mut Slots) {
    s.new = Some(base::new);
    s.init = Some(|t, e, args| {
        base::init(t, e, args)?;
        let value = args.positional().first().map_or(Ref::NONE, |v| Ref::new(*v));
        set_field(t, e, 0, value);
        Ok(())
    });
}

pub(super) const STOP_ITERATION: Extra =
    Extra { methods: &[], getset: &[member::<0>("value", "generator return value")] };

// SystemExit: 0 code.

pub(super) fn system_exit_slots(s: &mut Slots) {
    s.new = Some(base::new);
    s.init = Some(|t, e, args| {
        base::init(t, e, args)?;
        let code = match args.positional() {
            [] => Ref::UNDEF,
            [one] => Ref::new(*one),
            _ => super::args(t, e),
        };
        set_field(t, e, 0, code);
        Ok(())
    });
}

pub(super) const SYSTEM_EXIT: Extra =
    Extra { methods: &[], getset: &[member::<0>("code", "exception code")] };

/// `StopIteration.value`; None if there is none.
pub fn stop_value(t: &Thread, e: Value) -> Ref {
    get_field(t, e, 0).some().unwrap_or(Ref::NONE)
}

/// `SystemExit.code`; None if there is none.
pub fn exit_code(t: &Thread, e: Value) -> Ref {
    get_field(t, e, 0).some().unwrap_or(Ref::NONE)
}
