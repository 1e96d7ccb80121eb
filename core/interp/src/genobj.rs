//! Generators and coroutines as Python sees them: `send`, `throw`, `close`, attributes, finalisers.

use crate::generator::{
    Action, CLOSED, CREATED, Generator, Outcome, RUNNING, SUSPENDED, delegate, name_of, resume, send_to,
    state_of, stop_value,
};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{GetSet, NativeType, TypeDef, flags, getset, getter};
use heddle_objects::types::descr::address;
use heddle_objects::types::{exceptions as exc, str, type_};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::Ordering::*;

fn finish(t: &Thread, outcome: Outcome) -> Res {
    match outcome {
        Outcome::Yield(v, _) => Ok(v),
        Outcome::Return(v) if v.is_none() => Ok(Ref::UNDEF),
        // The value must not be lost.
        Outcome::Return(v) => Err(stop_with(t, v.v())),
    }
}

/// A StopIteration with a value, also where that is a tuple or an exception.
pub fn stop_with(t: &Thread, value: Value) -> Raised {
    if value.is_none() {
        t.stop_iteration(Value::UNDEF)
    } else {
        t.error_args(&exc::STOP_ITERATION, &[value])
    }
}

fn next(t: &Thread, v: Value) -> Res {
    let outcome = resume(t, v, Action::Send(Ref::NONE))?;
    finish(t, outcome)
}

/// `send`, StopIteration at the end.
fn send(t: &Thread, a: &[Value]) -> Res {
    match resume(t, a[0], Action::Send(Ref::new(a[1])))? {
        Outcome::Yield(v, _) => Ok(v),
        Outcome::Return(v) => Err(stop_with(t, v.v())),
    }
}

/// The exception that `throw(type, value, traceback)` means.
pub fn thrown(t: &Thread, ty: Value, value: Value, tb: Value) -> Res<Raised> {
    if !tb.is_none_or_undef() && !heddle_objects::types::traceback::is_traceback(tb) {
        return Err(t.type_error("throw() third argument must be a traceback object"));
    }
    let e = if type_::is_type(ty) && heddle_objects::typeobj::is_subtype(t, ty, exc::BASE_EXCEPTION.get()) {
        let value = value.some().unwrap_or(Value::NONE);
        if ops::is_instance(t, value, ty)? {
            Ref::new(value)
        } else if value.is_none() {
            ops::call_pos(t, ty, &[])?
        } else if let Some(items) = heddle_objects::types::tuple::try_items(&value) {
            ops::call_pos(t, ty, items)?
        } else {
            ops::call_pos(t, ty, &[value])?
        }
    } else if exc::is_exception(ty) {
        if !value.is_none_or_undef() {
            return Err(t.type_error("instance exception may not have a separate value"));
        }
        Ref::new(ty)
    } else {
        return Err(t.type_error(format_args!(
            "exceptions must be classes or instances deriving from BaseException, not {}",
            ops::type_name(ty)
        )));
    };
    if !exc::is_exception(e.v()) {
        return Err(t.type_error("exceptions must derive from BaseException"));
    }
    if !tb.is_none_or_undef() {
        ops::setattr(t, e.v(), t.intern("__traceback__").v(), tb)?;
    }
    Ok(Raised(e))
}

fn throw(t: &Thread, a: &[Value]) -> Res {
    let e = thrown(t, a[1], a[2], a[3])?;
    match resume(t, a[0], Action::Throw(e))? {
        Outcome::Yield(v, _) => Ok(v),
        Outcome::Return(v) => Err(stop_with(t, v.v())),
    }
}

/// Throws into what a generator delegates to.
pub fn throw_into(t: &Thread, it: Value, e: Raised) -> Res<Outcome> {
    if e.is(&exc::GENERATOR_EXIT) {
        close_any(t, it)?;
        return Err(e);
    }
    if it.payload::<Generator>().is_some() && !ASYNC_GENERATOR.is_exact(it) {
        return resume(t, it, Action::Throw(e));
    }
    let method = ops::getattr_opt(t, it, t.intern("throw").v())?;
    if method.is_undef() {
        return Err(e);
    }
    match ops::call_pos(t, method.v(), &[e.0.v()]) {
        Ok(v) => Ok(Outcome::Yield(v, false)),
        Err(e) if e.is(&exc::STOP_ITERATION) => Ok(Outcome::Return(stop_value(t, &e))),
        Err(e) => Err(e),
    }
}

fn close_any(t: &Thread, it: Value) -> Res<()> {
    if it.payload::<Generator>().is_some() && !ASYNC_GENERATOR.is_exact(it) {
        close_generator(t, it)?;
        return Ok(());
    }
    let method = match ops::getattr_opt(t, it, t.intern("close").v()) {
        Ok(m) => m,
        Err(e) => {
            exc::unraisable(t, e, "Exception ignored while closing", it);
            return Ok(());
        }
    };
    if !method.is_undef() {
        ops::call_pos(t, method.v(), &[])?;
    }
    Ok(())
}

/// `close()`: what it returns.
pub fn close_generator(t: &Thread, v: Value) -> Res {
    let g = v.expect::<Generator>();
    if state_of(g) == CREATED && g.state.compare_exchange(CREATED, RUNNING, AcqRel, Relaxed).is_ok() {
        crate::generator::give_up(t, v);
        return Ok(Ref::NONE);
    }
    if state_of(g) == CLOSED {
        return Ok(Ref::NONE);
    }
    let exit = t.error_args(&exc::GENERATOR_EXIT, &[]);
    match resume(t, v, Action::Throw(exit)) {
        Ok(Outcome::Yield(..)) => Err(t.runtime_error(format_args!("{} ignored GeneratorExit", kind(v)))),
        Ok(Outcome::Return(value)) => Ok(value),
        Err(e) if e.is(&exc::GENERATOR_EXIT) || e.is(&exc::STOP_ITERATION) => Ok(Ref::NONE),
        Err(e) => Err(e),
    }
}

fn kind(v: Value) -> &'static str {
    if COROUTINE.is_exact(v) { "coroutine" } else { "generator" }
}

/// Warns by way of `warnings`, which tells where the coroutine was made if that is known.
fn never_awaited(t: &Thread, v: Value) {
    let warned = heddle_objects::import_module(t, "warnings")
        .and_then(|m| ops::call_method(t, m.v(), "_warn_unawaited_coroutine", &[v]));
    if let Err(e) = warned {
        exc::unraisable(t, e, "Exception ignored while finalizing coroutine", v);
    }
}

/// A generator dies: what it was in the middle of is closed.
pub fn finalise(t: &Thread, v: Value) {
    let g = v.expect::<Generator>();
    match state_of(g) {
        CREATED if COROUTINE.is_exact(v) => {
            never_awaited(t, v);
            drop(close_generator(t, v));
        }
        SUSPENDED if ASYNC_GENERATOR.is_exact(v) => crate::asyncgen::finalise(t, v),
        SUSPENDED => {
            let handled = t.set_handled(Ref::UNDEF);
            if let Err(e) = close_generator(t, v) {
                exc::unraisable(t, e, "Exception ignored while closing generator", v);
            }
            drop(t.set_handled(handled));
        }
        CREATED => drop(close_generator(t, v)),
        _ => {}
    }
}

fn set_text(t: &Thread, v: Value, slot: &heddle_objects::Slot, new: Value, what: &str) -> Res<()> {
    if !str::is_str(new) {
        return Err(t.type_error(format_args!("{what} must be set to a string object")));
    }
    slot.set(t, ops::object(v), Ref::new(new));
    Ok(())
}

const NAME: GetSet = getset(
    "__name__",
    |t, v| Ok(v.expect::<Generator>().name.get(t, ops::object(v))),
    |t, v, new| set_text(t, v, &v.expect::<Generator>().name, new, "__name__"),
);
const QUALNAME: GetSet = getset(
    "__qualname__",
    |t, v| Ok(v.expect::<Generator>().qualname.get(t, ops::object(v))),
    |t, v, new| set_text(t, v, &v.expect::<Generator>().qualname, new, "__qualname__"),
);

fn running(_t: &Thread, v: Value) -> Res {
    Ok(Ref::bool(state_of(v.expect::<Generator>()) == RUNNING))
}

fn suspended(_t: &Thread, v: Value) -> Res {
    Ok(Ref::bool(state_of(v.expect::<Generator>()) == SUSPENDED))
}

fn code(_t: &Thread, v: Value) -> Res {
    Ok(v.expect::<Generator>().code.get())
}

fn yields_from(_t: &Thread, v: Value) -> Res {
    Ok(delegate(v).some().unwrap_or(Ref::NONE))
}

fn frame(t: &Thread, v: Value) -> Res {
    Ok(crate::frameobj::of_generator(t, v))
}

fn repr(t: &Thread, v: Value, what: &str) -> Res {
    Ok(t.str(&format!("<{what} object {} at {:#x}>", name_of(t, v), address(v))))
}

/// What generators and coroutines have alike.
const METHODS: &[Def] = &[
    def("send($self, value, /)", send),
    def("throw($self, type, value=None, traceback=None, /)", throw),
    def("close($self, /)", |t, a| close_generator(t, a[0])),
    def("__class_getitem__($cls, item, /)", |t, a| {
        heddle_objects::types::type_attrs::generic_alias(t, a[0], a[1])
    }),
];

/// `generator`
pub static GENERATOR: NativeType = NativeType::new(TypeDef {
    flags: flags::WEAKREF,
    methods: METHODS,
    getset: &[
        NAME,
        QUALNAME,
        getter("gi_running", running),
        getter("gi_suspended", suspended),
        getter("gi_code", code),
        getter("gi_frame", frame),
        getter("gi_yieldfrom", yields_from),
    ],
    ..TypeDef::new("generator", Generator::vtable, |s: &mut Slots| {
        s.iter = Some(|_, v| Ok(Ref::new(v)));
        s.next = Some(next);
        s.repr = Some(|t, v| repr(t, v, "generator"));
    })
});

/// `coroutine`
pub static COROUTINE: NativeType = NativeType::new(TypeDef {
    flags: flags::WEAKREF,
    methods: METHODS,
    getset: &[
        NAME,
        QUALNAME,
        getter("cr_running", running),
        getter("cr_suspended", suspended),
        getter("cr_code", code),
        getter("cr_frame", frame),
        getter("cr_await", yields_from),
        getter("cr_origin", |t, v| {
            Ok(v.expect::<Generator>().extra[0].get(t, ops::object(v)).some().unwrap_or(Ref::NONE))
        }),
    ],
    ..TypeDef::new("coroutine", Generator::vtable, |s: &mut Slots| {
        s.r#await = Some(|t, v| {
            Ok(t.alloc(
                WRAPPER.shape(),
                CoroutineWrapper { coroutine: heddle_objects::Fixed::new(Ref::new(v)) },
            ))
        });
        s.repr = Some(|t, v| repr(t, v, "coroutine"));
    })
});

/// What `coroutine.__await__()` gives.
pub struct CoroutineWrapper {
    coroutine: heddle_objects::Fixed,
}
heddle_objects::payload!(CoroutineWrapper { coroutine });

/// `coroutine_wrapper`
pub static WRAPPER: NativeType = NativeType::new(TypeDef {
    methods: &[
        def("send($self, value, /)", |t, a| {
            send(t, &[a[0].expect::<CoroutineWrapper>().coroutine.v(), a[1]])
        }),
        def("throw($self, type, value=None, traceback=None, /)", |t, a| {
            throw(t, &[a[0].expect::<CoroutineWrapper>().coroutine.v(), a[1], a[2], a[3]])
        }),
        def("close($self, /)", |t, a| close_generator(t, a[0].expect::<CoroutineWrapper>().coroutine.v())),
    ],
    ..TypeDef::new("coroutine_wrapper", CoroutineWrapper::vtable, |s: &mut Slots| {
        s.iter = Some(|_, v| Ok(Ref::new(v)));
        s.next = Some(|t, v| next(t, v.expect::<CoroutineWrapper>().coroutine.v()));
        s.send = Some(|t, v, sent| send_to(t, v.expect::<CoroutineWrapper>().coroutine.v(), sent));
    })
});

/// `async_generator`
pub static ASYNC_GENERATOR: NativeType = NativeType::new(TypeDef {
    flags: flags::WEAKREF,
    methods: crate::asyncgen::METHODS,
    getset: &[
        NAME,
        QUALNAME,
        getter("ag_running", crate::asyncgen::running),
        getter("ag_suspended", suspended),
        getter("ag_code", code),
        getter("ag_frame", frame),
        getter("ag_await", yields_from),
    ],
    ..TypeDef::new("async_generator", Generator::vtable, |s: &mut Slots| {
        s.aiter = Some(|_, v| Ok(Ref::new(v)));
        s.anext = Some(crate::asyncgen::anext);
        s.repr = Some(|t, v| repr(t, v, "async_generator"));
    })
});
