//! Async generators: `asend`, `athrow`, `aclose`, and the awaitables they give.
//!
//! An awaitable resumes the generator until that yields by itself (the awaitable's result), or lets what it awaits yield (passed on).

use crate::generator::{Action, Generator, Outcome, resume};
use crate::genobj::{stop_with, thrown};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef};
use heddle_objects::types::exceptions as exc;
use heddle_objects::{Fixed, Raised, Ref, Res, Slot, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicU8, Ordering::*};

/// An awaitable is under way.
const BUSY: u8 = 1;
/// The hooks of `sys.set_asyncgen_hooks` have been told.
const HOOKED: u8 = 2;

/// `asend`, `athrow` or `aclose`
const SEND: u8 = 0;
const THROW: u8 = 1;
const CLOSE: u8 = 2;

const INIT: u8 = 0;
const ITERATING: u8 = 1;
const DONE: u8 = 2;

/// What `asend()`, `athrow()` and `aclose()` give.
pub struct Step {
    generator: Fixed,
    /// What is sent or thrown at first.
    value: Slot,
    kind: u8,
    state: AtomicU8,
}
heddle_objects::payload!(Step { generator, value });

fn step_slots(s: &mut Slots) {
    s.iter = Some(|_, v| Ok(Ref::new(v)));
    s.r#await = Some(|_, v| Ok(Ref::new(v)));
    s.next = Some(|t, v| match advance(t, v, Value::NONE)? {
        (value, true) => Ok(value),
        (value, false) => Err(stop_with(t, value.v())),
    });
    s.send = Some(advance);
}

const STEP_METHODS: &[Def] = &[
    def("send($self, value, /)", |t, a| match advance(t, a[0], a[1])? {
        (value, true) => Ok(value),
        (value, false) => Err(stop_with(t, value.v())),
    }),
    def("throw($self, type, value=None, traceback=None, /)", |t, a| {
        let e = thrown(t, a[1], a[2], a[3])?;
        let step = a[0].expect::<Step>();
        let g = step.generator.v();
        if step.state.load(Relaxed) == DONE {
            return Err(t.runtime_error(reused(step)));
        }
        if step.state.load(Relaxed) == INIT {
            begin(t, step, g)?;
            step.state.store(ITERATING, Relaxed);
        }
        let outcome = resume(t, g, Action::Throw(e));
        match settle(t, step, g, outcome)? {
            (value, true) => Ok(value),
            (value, false) => Err(stop_with(t, value.v())),
        }
    }),
    def("close($self, /)", |t, a| {
        let step = a[0].expect::<Step>();
        if step.state.swap(DONE, Relaxed) == ITERATING {
            let g = step.generator.v();
            let exit = t.error_args(&exc::GENERATOR_EXIT, &[]);
            let r = resume(t, g, Action::Throw(exit));
            g.expect::<Generator>().bits.fetch_and(!BUSY, Relaxed);
            match r {
                Ok(Outcome::Yield(..)) => return Err(t.runtime_error("coroutine ignored GeneratorExit")),
                Ok(_) => {}
                Err(e)
                    if [&exc::GENERATOR_EXIT, &exc::STOP_ASYNC_ITERATION, &exc::STOP_ITERATION]
                        .iter()
                        .any(|c| e.is(c)) => {}
                Err(e) => return Err(e),
            }
        }
        Ok(Ref::NONE)
    }),
];

/// `async_generator_asend`
pub static ASEND: NativeType = NativeType::new(TypeDef {
    methods: STEP_METHODS,
    ..TypeDef::new("async_generator_asend", Step::vtable, step_slots)
});

/// `async_generator_athrow`
pub static ATHROW: NativeType = NativeType::new(TypeDef {
    methods: STEP_METHODS,
    ..TypeDef::new("async_generator_athrow", Step::vtable, step_slots)
});

fn reused(step: &Step) -> &'static str {
    if step.kind == SEND {
        "cannot reuse already awaited __anext__()/asend()"
    } else {
        "cannot reuse already awaited aclose()/athrow()"
    }
}

fn begin(t: &Thread, step: &Step, g: Value) -> Res<()> {
    if g.expect::<Generator>().bits.fetch_or(BUSY, AcqRel) & BUSY != 0 {
        let name = ["anext()", "athrow()", "aclose()"][step.kind as usize];
        let e = t.runtime_error(format_args!("{name}: asynchronous generator is already running"));
        step.state.store(DONE, Relaxed);
        return Err(e);
    }
    Ok(())
}

/// One `send` of an awaitable.
fn advance(t: &Thread, v: Value, sent: Value) -> Res<(Ref, bool)> {
    let step = v.expect::<Step>();
    let g = step.generator.v();
    let action = match step.state.load(Relaxed) {
        DONE => return Err(t.runtime_error(reused(step))),
        INIT => {
            begin(t, step, g)?;
            step.state.store(ITERATING, Relaxed);
            let first = step.value.get(t, ops::object(v));
            match step.kind {
                SEND => Action::Send(if sent.is_none_or_undef() { first } else { Ref::new(sent) }),
                CLOSE => {
                    if crate::generator::state_of(g.expect::<Generator>()) == crate::generator::CLOSED {
                        step.state.store(DONE, Relaxed);
                        g.expect::<Generator>().bits.fetch_and(!BUSY, Relaxed);
                        return Ok((Ref::NONE, false));
                    }
                    Action::Throw(t.error_args(&exc::GENERATOR_EXIT, &[]))
                }
                _ => Action::Throw(Raised(first)),
            }
        }
        _ => Action::Send(Ref::new(sent.some().unwrap_or(Value::NONE))),
    };
    let outcome = resume(t, g, action);
    settle(t, step, g, outcome)
}

/// What an awaitable makes of what its generator has done.
fn settle(t: &Thread, step: &Step, g: Value, outcome: Res<Outcome>) -> Res<(Ref, bool)> {
    let done = || {
        step.state.store(DONE, Relaxed);
        g.expect::<Generator>().bits.fetch_and(!BUSY, Relaxed);
    };
    match outcome {
        Ok(Outcome::Yield(v, false)) => Ok((v, true)),
        Ok(Outcome::Yield(v, true)) => {
            done();
            if step.kind == CLOSE {
                return Err(t.runtime_error("async generator ignored GeneratorExit"));
            }
            Ok((v, false))
        }
        Ok(Outcome::Return(_)) => {
            done();
            if step.kind == CLOSE {
                return Ok((Ref::NONE, false));
            }
            Err(t.error_args(&exc::STOP_ASYNC_ITERATION, &[]))
        }
        Err(e) => {
            done();
            if step.kind == CLOSE && (e.is(&exc::STOP_ASYNC_ITERATION) || e.is(&exc::GENERATOR_EXIT)) {
                return Ok((Ref::NONE, false));
            }
            Err(e)
        }
    }
}

fn step(t: &Thread, g: Value, kind: u8, value: Ref) -> Res {
    hook(t, g)?;
    let ty = if kind == SEND { &ASEND } else { &ATHROW };
    Ok(t.alloc(
        ty.shape(),
        Step {
            generator: Fixed::new(Ref::new(g)),
            value: Slot::new(value),
            kind,
            state: AtomicU8::new(INIT),
        },
    ))
}

/// Tells the first-iteration hook, once.
fn hook(t: &Thread, g: Value) -> Res<()> {
    let data = g.expect::<Generator>();
    if data.bits.fetch_or(HOOKED, Relaxed) & HOOKED != 0 {
        return Ok(());
    }
    let (first, finaliser) = crate::asyncgen_hooks(t);
    if !finaliser.is_none_or_undef() {
        data.extra[0].set(t, ops::object(g), finaliser);
    }
    if !first.is_none_or_undef() {
        ops::call_pos(t, first.v(), &[g])?;
    }
    Ok(())
}

/// `__anext__`
pub fn anext(t: &Thread, g: Value) -> Res {
    step(t, g, SEND, Ref::NONE)
}

/// `ag_running`
pub fn running(_t: &Thread, g: Value) -> Res {
    Ok(Ref::bool(g.expect::<Generator>().bits.load(Relaxed) & BUSY != 0))
}

/// An async generator dies in the middle: its finaliser hook gets it.
pub fn finalise(t: &Thread, g: Value) {
    let finaliser = g.expect::<Generator>().extra[0].get(t, ops::object(g));
    if !finaliser.is_none_or_undef()
        && let Err(e) = ops::call_pos(t, finaliser.v(), &[g])
    {
        exc::unraisable(t, e, "Exception ignored in async generator finalizer", g);
    }
}

/// Methods of async generators.
pub const METHODS: &[Def] = &[
    def("asend($self, value, /)", |t, a| step(t, a[0], SEND, Ref::new(a[1]))),
    def("athrow($self, type, value=None, traceback=None, /)", |t, a| {
        let e = thrown(t, a[1], a[2], a[3])?;
        step(t, a[0], THROW, e.0)
    }),
    def("aclose($self, /)", |t, a| step(t, a[0], CLOSE, Ref::NONE)),
    def("__class_getitem__($cls, item, /)", |t, a| {
        heddle_objects::types::type_attrs::generic_alias(t, a[0], a[1])
    }),
];

/// What `anext(it, default)` gives: an awaitable that turns StopAsyncIteration into the default.
pub struct AnextAwaitable {
    wrapped: Fixed,
    default: Fixed,
}
heddle_objects::payload!(AnextAwaitable { wrapped, default });

/// `anext_awaitable`
pub static ANEXT_AWAITABLE: NativeType = NativeType::new(TypeDef {
    methods: &[
        def("send($self, value, /)", |t, a| {
            or_default(t, a[0], |it| ops::call_method(t, it, "send", &[a[1]]))
        }),
        def("throw($self, type, value=None, traceback=None, /)", |t, a| {
            let args: Vec<Value> = a[1..].iter().filter_map(|v| v.some()).collect();
            or_default(t, a[0], |it| ops::call_method(t, it, "throw", &args))
        }),
        def("close($self, /)", |t, a| or_default(t, a[0], |it| ops::call_method(t, it, "close", &[]))),
    ],
    ..TypeDef::new("anext_awaitable", AnextAwaitable::vtable, |s: &mut Slots| {
        s.iter = Some(|_, v| Ok(Ref::new(v)));
        s.r#await = Some(|_, v| Ok(Ref::new(v)));
        s.next = Some(|t, v| {
            or_default(t, v, |it| match ops::slots_of(it).next {
                Some(next) => match next(t, it) {
                    Ok(v) if v.is_undef() => Err(t.stop_iteration(Value::UNDEF)),
                    other => other,
                },
                None => Err(t.type_error("anext() awaitable is no iterator")),
            })
        });
    })
});

fn or_default(t: &Thread, v: Value, f: impl FnOnce(Value) -> Res) -> Res {
    let a = v.expect::<AnextAwaitable>();
    let it = crate::generator::awaitable(t, a.wrapped.v(), 0)?;
    match f(it.v()) {
        Err(e) if e.is(&exc::STOP_ASYNC_ITERATION) => Err(stop_with(t, a.default.v())),
        other => other,
    }
}

/// `anext(it[, default])`
pub fn anext_function(t: &Thread, a: &[Value]) -> Res {
    let Some(f) = ops::slots_of(a[0]).anext else {
        return Err(t.type_error(format_args!("'{}' object is not an async iterator", ops::type_name(a[0]))));
    };
    let awaitable = f(t, a[0])?;
    if a[1].is_undef() {
        return Ok(awaitable);
    }
    Ok(t.alloc(
        ANEXT_AWAITABLE.shape(),
        AnextAwaitable { wrapped: Fixed::new(awaitable), default: Fixed::new(Ref::new(a[1])) },
    ))
}
