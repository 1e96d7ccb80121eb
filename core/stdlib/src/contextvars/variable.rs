//! `ContextVar`.

use super::context::{current, set, variables};
use super::table;
use super::token::{self, TOKEN};
use crate::util::{class_getitem, new};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, getter};
use heddle_objects::types::descr::{address, pointer_hash};
use heddle_objects::types::{exceptions, str};
use heddle_objects::{Fixed, Ref, Res, Thread, Value, ops};

/// A variable's payload.
pub struct ContextVar {
    name: Fixed,
    /// UNDEF: none.
    default: Fixed,
}
heddle_objects::payload!(ContextVar { name, default });

/// `_contextvars.ContextVar`
pub static CONTEXT_VAR: NativeType = NativeType::new(TypeDef {
    methods: METHODS,
    getset: &[getter("name", |_, v| Ok(v.expect::<ContextVar>().name.get()))],
    ..TypeDef::new("_contextvars.ContextVar", ContextVar::vtable, slots)
});

const METHODS: &[Def] = &[
    def("get($self, default=<unrepresentable>, /)", |t, a| {
        let found = value(t, a[0]);
        if !found.is_undef() {
            return Ok(found);
        }
        let default = a[0].expect::<ContextVar>().default.v();
        match a[1].some().or(default.some()) {
            Some(v) => Ok(Ref::new(v)),
            None => Err(t.error_args(&exceptions::LOOKUP_ERROR, &[a[0]])),
        }
    }),
    def("set($self, value, /)", |t, a| {
        let context = current(t);
        let old = table::get(&variables(t, context.v()), a[0]);
        set(t, context.v(), a[0], Ref::new(a[1]));
        Ok(token::new(t, context, a[0], old))
    }),
    def("reset($self, token, /)", |t, a| reset(t, a[0], a[1]).map(|()| Ref::NONE)),
    def("__class_getitem__($type, object, /)", class_getitem),
];

fn slots(s: &mut Slots) {
    new!(s, "ContextVar($type, name, /, *, default=<unrepresentable>)", |t, a| {
        if !str::is_str(a[1]) {
            return Err(t.type_error("context variable name must be a str"));
        }
        let payload = ContextVar { name: Fixed::new(Ref::new(a[1])), default: Fixed::new(Ref::new(a[2])) };
        Ok(t.alloc(CONTEXT_VAR.shape(), payload))
    });
    s.hash = Some(|_, v| Ok(pointer_hash(v.bits())));
    s.repr = Some(|t, v| {
        let var = v.expect::<ContextVar>();
        let mut text = format!("<ContextVar name={}", ops::repr_text(t, var.name.v())?);
        if !var.default.v().is_undef() {
            text += &format!(" default={}", ops::repr_text(t, var.default.v())?);
        }
        Ok(t.str(&format!("{text} at {:#x}>", address(v))))
    });
}

/// The variable's value in the current context; UNDEF for none.
fn value(t: &Thread, variable: Value) -> Ref {
    if t.context.get().is_undef() {
        return Ref::UNDEF;
    }
    let context = current(t);
    table::get(&variables(t, context.v()), variable)
}

/// Makes undone what the `set` that returned `token` did.
pub(super) fn reset(t: &Thread, variable: Value, token: Value) -> Res<()> {
    if !TOKEN.is_exact(token) {
        return Err(
            t.type_error(format_args!("expected an instance of Token, got {}", ops::repr_text(t, token)?))
        );
    }
    let parts = token::parts(&token);
    let shown = || ops::repr_text(t, token);
    if parts.is_used() {
        return Err(t.runtime_error(format_args!("{} has already been used once", shown()?)));
    }
    if !parts.variable().is(variable) {
        return Err(t.value_error(format_args!("{} was created by a different ContextVar", shown()?)));
    }
    let context = current(t);
    if !parts.context().is(context.v()) {
        return Err(t.value_error(format_args!("{} was created in a different Context", shown()?)));
    }
    if !parts.use_up() {
        return Err(t.runtime_error(format_args!("{} has already been used once", shown()?)));
    }
    set(t, context.v(), variable, parts.old());
    Ok(())
}
