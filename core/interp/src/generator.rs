//! Generators, coroutines and async generators: a frame that is put aside.
//!
//! State: CREATED -> RUNNING <-> SUSPENDED, RUNNING -> CLOSED. A thread takes a generator by an exchange to RUNNING; whoever finds it
//! RUNNING gets "already executing". What the frame holds belongs to whoever made it RUNNING. A look from outside ([`look`]) makes it
//! LOOKED_AT and then what it was; whoever finds it so waits for that moment to pass.
//!
//! The objects' Python faces are in `genobj` and `asyncgen`.

use crate::frame::{Frame, State, release};
use crate::genobj;
use crate::raise;
use crate::run::Exit;
use heddle_bytecode::flags;
use heddle_objects::payload::{Payload, VTable};
use heddle_objects::types::code::CodeObject as Code;
use heddle_objects::types::function::Function;
use heddle_objects::types::{exceptions as exc, str, tuple};
use heddle_objects::{Fixed, Raised, Ref, Res, Slot, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicU8, AtomicU32, Ordering::*};
use std::cell::UnsafeCell;

/// Not started.
pub const CREATED: u8 = 0;
/// At a yield.
pub const SUSPENDED: u8 = 1;
/// Some thread runs it.
pub const RUNNING: u8 = 2;
/// Over.
pub const CLOSED: u8 = 3;
/// Not running, and some thread looks at what is put aside, for a moment in which it neither runs code nor meets a safepoint.
pub const LOOKED_AT: u8 = 4;

/// A generator's, coroutine's or async generator's payload.
pub struct Generator {
    /// See the constants.
    pub state: AtomicU8,
    /// Belongs to whoever made the state RUNNING (or to the collector, in a stopped world).
    aside: UnsafeCell<Aside>,
    /// The function: keeps code and globals alive.
    pub func: Fixed,
    /// The code object.
    pub code: Fixed,
    /// `__name__`
    pub name: Slot,
    /// `__qualname__`
    pub qualname: Slot,
    /// `cr_origin`, or what an async generator's hooks have left there.
    pub extra: [Slot; 2],
    /// Async generators: whether the hooks have been called, and whether an `asend` or `athrow` is under way.
    pub bits: AtomicU8,
}

/// A frame put aside.
struct Aside {
    regs: Box<[Value]>,
    pc: *const AtomicU32,
    /// The register that gets what is sent.
    resume: u32,
    /// The register of the iterator that `yield from` delegates to, plus one; 0: none.
    delegate: u32,
    /// Where to go when the delegate has returned, in words from `pc`.
    jump: i32,
    /// The exception that was being handled at the yield. Owned.
    handled: Value,
    /// The Python frame object. Owned.
    object: Value,
}

unsafe fn trace(p: *mut u8, visit: &mut dyn FnMut(Value)) {
    // SAFETY: a generator's payload, in a stopped world or dead.
    unsafe {
        let g = &*p.cast::<Generator>();
        let aside = &*g.aside.get();
        aside.regs.iter().for_each(|v| visit(*v));
        visit(aside.handled);
        visit(aside.object);
        visit(g.func.v());
        visit(g.code.v());
        for slot in [&g.name, &g.qualname, &g.extra[0], &g.extra[1]] {
            visit(slot.peek());
        }
    }
}

unsafe fn release_payload(p: *mut u8) -> usize {
    // SAFETY: a dead generator's payload.
    unsafe { std::ptr::drop_in_place(p.cast::<Generator>()) };
    0
}

static TABLE: VTable = VTable {
    name: "Generator",
    size: size_of::<Generator>(),
    holds: heddle_gc::Holds::Anything,
    trace,
    release: release_payload,
    size_of: None,
    finalise: Some(genobj::finalise),
};

// SAFETY: the table is made for this type, and `trace` visits all it holds.
unsafe impl Payload for Generator {
    fn vtable() -> &'static VTable {
        &TABLE
    }
}

/// What came out of a generator.
pub enum Outcome {
    /// A value; `false`: from a delegate.
    Yield(Ref, bool),
    /// The end.
    Return(Ref),
}

/// What goes into a generator.
pub enum Action {
    /// `send(value)`
    Send(Ref),
    /// `throw(exception)`
    Throw(Raised),
}

/// `sys.set_coroutine_origin_tracking_depth`: how many callers a new coroutine notes in `cr_origin`.
pub static ORIGIN_DEPTH: AtomicU32 = AtomicU32::new(0);

/// `cr_origin` of a coroutine that the running frame has made.
#[cold]
fn origin(t: &Thread, st: &State, depth: usize) -> Ref {
    let frames = st.all().take(depth).map(|frame| {
        let code = &frame.code().code;
        let line = t.int(i64::from(crate::frameobj::line_of(frame)));
        tuple::from_refs(t, vec![t.str(&code.filename), line, t.str(&code.name)])
    });
    let frames = frames.collect();
    tuple::from_refs(t, frames)
}

/// GENERATOR: makes a generator of the running frame, takes the frame off the stack, and says where the result goes.
pub fn make(t: &Thread, st: &State) -> Res<(Ref, (bool, u32))> {
    let frame = st.pop();
    let code = frame.code();
    let count = code.code.registers as usize;
    // SAFETY: the frame's registers, which move.
    let regs: Box<[Value]> =
        (0..count).map(|k| unsafe { std::mem::replace(&mut *frame.regs.add(k), Value::UNDEF) }).collect();
    // SAFETY: the frame owned its function.
    let func = unsafe { Ref::own(frame.func) };
    let f_value = func.v();
    let f = f_value.expect::<Function>();
    let (name, qualname) = (f.name.get(t, func.obj()), f.qualname.get(t, func.obj()));
    let bits = code.code.flags;
    let ty = if bits & flags::COROUTINE != 0 {
        &genobj::COROUTINE
    } else if bits & flags::ASYNC_GENERATOR != 0 {
        &genobj::ASYNC_GENERATOR
    } else {
        &genobj::GENERATOR
    };
    let aside = Aside {
        regs,
        pc: frame.pc,
        resume: u32::MAX,
        delegate: 0,
        jump: 0,
        handled: Value::UNDEF,
        object: Value::UNDEF,
    };
    release(t, frame.object.get());
    release(t, frame.locals);
    let g = t.alloc(
        ty.shape(),
        Generator {
            state: AtomicU8::new(CREATED),
            aside: UnsafeCell::new(aside),
            func: Fixed::new(func),
            code: Fixed::new(Ref::new(frame.code_value)),
            name: Slot::new(name),
            qualname: Slot::new(qualname),
            extra: [Slot::undef(), Slot::undef()],
            bits: AtomicU8::new(0),
        },
    );
    let depth = ORIGIN_DEPTH.load(Relaxed);
    if depth != 0 && bits & flags::COROUTINE != 0 {
        let noted = origin(t, st, depth as usize);
        g.v().expect::<Generator>().extra[0].set(t, g.obj(), noted);
    }
    if !frame.instance.is_undef() {
        // The frame of an `__init__`.
        release(t, frame.instance);
        return Err(crate::slow::init_returned(t, g.v()));
    }
    Ok((g, (frame.entry, frame.result)))
}

/// YIELD: puts the running generator's frame aside.
pub fn suspend(_t: &Thread, st: &State, resume: u32, delegate: u32) {
    // SAFETY: the running frame is a generator's; what it holds stays in its place while it is unlinked.
    let frame = unsafe { &*st.frame.get() };
    // SAFETY: it is a generator.
    let g = unsafe { frame.generator.payload_unchecked::<Generator>() };
    // SAFETY: this thread made it RUNNING.
    let aside = unsafe { &mut *g.aside.get() };
    aside.pc = frame.pc;
    aside.resume = resume;
    aside.delegate = delegate;
    aside.object = frame.object.get();
    if !aside.object.is_undef() {
        crate::frameobj::set_aside(aside.object, frame);
    }
    st.unlink(frame.below);
}

/// YIELD_FROM: the same, delegating to the iterator in register `delegate`.
pub fn suspend_in(t: &Thread, st: &State, resume: u32, delegate: u32, jump: i32) {
    // SAFETY: the running frame is a generator's.
    let g = unsafe { (*st.frame.get()).generator };
    suspend(t, st, resume, delegate + 1);
    // SAFETY: this thread made it RUNNING.
    unsafe { (*g.expect::<Generator>().aside.get()).jump = jump };
}

/// The running generator's frame has returned or raised: takes it off the stack and gives up what it holds.
pub fn finish(t: &Thread, st: &State) {
    // SAFETY: the running frame is a generator's.
    let frame = unsafe { &*st.frame.get() };
    if !frame.object.get().is_undef() {
        crate::frameobj::detach(t, frame);
    }
    let frame = st.pop();
    release(t, frame.object.get());
    let g = frame.generator.expect::<Generator>();
    // SAFETY: this thread made it RUNNING.
    let count = unsafe { &*g.aside.get() }.regs.len();
    for k in 0..count {
        // SAFETY: as above; finalisers that run see the register empty.
        let old = unsafe { std::mem::replace(&mut (&mut *g.aside.get()).regs[k], Value::UNDEF) };
        release(t, old);
    }
}

fn kind_name(v: Value) -> &'static str {
    if genobj::COROUTINE.is_exact(v) {
        "coroutine"
    } else if genobj::ASYNC_GENERATOR.is_exact(v) {
        "async generator"
    } else {
        "generator"
    }
}

/// Runs a generator to its next yield or its end.
pub fn resume(t: &Thread, v: Value, action: Action) -> Res<Outcome> {
    let g = v.expect::<Generator>();
    let st = State::of(t);
    let mut state = g.state.load(Relaxed);
    loop {
        match state {
            LOOKED_AT => {
                std::thread::yield_now();
                state = g.state.load(Relaxed);
                continue;
            }
            RUNNING => return Err(t.value_error(format_args!("{} already executing", kind_name(v)))),
            CLOSED => {
                return match action {
                    _ if genobj::COROUTINE.is_exact(v) => {
                        Err(t.runtime_error("cannot reuse already awaited coroutine"))
                    }
                    Action::Throw(e) => Err(e),
                    Action::Send(_) => Ok(Outcome::Return(Ref::NONE)),
                };
            }
            _ => {}
        }
        if state == CREATED
            && let Action::Send(sent) = &action
            && !sent.is_none_or_undef()
        {
            return Err(
                t.type_error(format_args!("can't send non-None value to a just-started {}", kind_name(v)))
            );
        }
        // Acquire: pairs with the Release of whoever suspended it.
        match g.state.compare_exchange(state, RUNNING, Acquire, Relaxed) {
            Ok(_) => break,
            Err(now) => state = now,
        }
    }
    // (Thrown at the start: nothing of it runs, but the traceback shows it.)
    run_it(t, st, v, g, action)
}

/// Puts the frame of a generator that this thread has made RUNNING on the stack, and its handled exception before the caller's.
///
/// # Safety
/// This thread made it RUNNING, and there is room for a frame.
#[inline(always)]
unsafe fn put_back(t: &Thread, st: &State, v: Value, g: &Generator, result: u32, entry: bool) {
    // SAFETY: the caller's promise.
    let aside = unsafe { &mut *g.aside.get() };
    let (f_value, code_value) = (g.func.v(), g.code.v());
    // SAFETY: a generator's function and code.
    let (f, code) = unsafe {
        (f_value.payload_unchecked::<Function>(), std::ptr::from_ref(code_value.payload_unchecked::<Code>()))
    };
    let object = std::mem::replace(&mut aside.object, Value::UNDEF);
    let frame = st.push(Frame {
        code,
        regs: aside.regs.as_mut_ptr(),
        pc: aside.pc,
        code_value,
        func: f_value,
        globals: f.globals.v(),
        builtins: f.builtins.v(),
        locals: Value::UNDEF,
        instance: Value::UNDEF,
        object: std::cell::Cell::new(object),
        generator: v,
        result,
        entry,
        below: st.top.get(),
    });
    // The generator's own handled exception comes in front of its caller's.
    // SAFETY: the cell owns it.
    let own = unsafe { Ref::own(std::mem::replace(&mut aside.handled, Value::UNDEF)) };
    let callers = t.set_handled(own);
    t.outer_handled.borrow_mut().push(callers.into_value());
    if !object.is_undef() {
        crate::frameobj::resumed(t, object, frame);
    }
}

/// The caller's handled exception is in front again; the generator's comes back.
#[inline(always)]
fn callers_handled(t: &Thread) -> Ref {
    let callers = t.outer_handled.borrow_mut().pop().unwrap_or(Value::UNDEF);
    // SAFETY: the list owned it.
    t.set_handled(unsafe { Ref::own(callers) })
}

/// Resumes the generator or coroutine `v` in the running loop: its frame is on the stack, and what it yields goes to the caller's
/// register `result`. False: it cannot, and [`resume`] says why. Whoever steps in keeps `v` until it has yielded or ended.
#[inline]
pub fn step_in(t: &Thread, st: &State, v: Value, sent: Value, result: u32) -> bool {
    // SAFETY: the caller has looked at the shape.
    let g = unsafe { v.payload_unchecked::<Generator>() };
    let state = g.state.load(Relaxed);
    let ready = state == SUSPENDED || state == CREATED && sent.is_none();
    if !ready || !st.has_room(st.top.get(), 0) {
        return false;
    }
    // Acquire: pairs with the Release of whoever suspended it.
    if g.state.compare_exchange(state, RUNNING, Acquire, Relaxed).is_err() {
        return false;
    }
    // SAFETY: just made so, and there is room.
    unsafe {
        put_back(t, st, v, g, result, false);
        let aside = &mut *g.aside.get();
        aside.delegate = 0;
        if aside.resume != u32::MAX {
            let old = std::mem::replace(&mut aside.regs[aside.resume as usize], crate::frame::own(sent));
            release(t, old);
        }
    }
    true
}

/// After [`step_in`]: the generator has yielded, and [`suspend`] has taken its frame off the stack.
#[inline]
pub fn stepped_out(t: &Thread, v: Value) {
    // SAFETY: it was stepped into.
    let g = unsafe { v.payload_unchecked::<Generator>() };
    let own = callers_handled(t);
    // SAFETY: this thread made it RUNNING.
    unsafe { (*g.aside.get()).handled = own.into_value() };
    // Release: pairs with the Acquire in `resume`.
    g.state.store(SUSPENDED, Release);
}

/// After [`step_in`]: the generator has returned or raised, and its frame is gone.
pub fn stepped_off(t: &Thread, v: Value) {
    let own = callers_handled(t);
    v.expect::<Generator>().state.store(CLOSED, Release);
    drop(own);
}

fn run_it(t: &Thread, st: &State, v: Value, g: &Generator, action: Action) -> Res<Outcome> {
    // SAFETY: this thread made it RUNNING.
    let aside = unsafe { &mut *g.aside.get() };
    if let Err(e) = st.check_room(t, st.top.get(), 0) {
        g.state.store(if aside.resume == u32::MAX { CREATED } else { SUSPENDED }, Release);
        return Err(e);
    }
    // SAFETY: as above, and room was checked.
    unsafe { put_back(t, st, v, g, 0, true) };
    let delegate = std::mem::replace(&mut aside.delegate, 0);
    let (resume, jump) = (aside.resume, aside.jump);
    let r = match action {
        Action::Throw(e) if delegate != 0 => {
            let inner = Ref::new(aside.regs[delegate as usize - 1]);
            match t.deeper(|| genobj::throw_into(t, inner.v(), e)) {
                Ok(Outcome::Yield(value, _)) => {
                    suspend(t, st, resume, delegate);
                    Exit::Yield(value, false)
                }
                Ok(Outcome::Return(value)) => {
                    // SAFETY: the running frame; the verifier has checked the jump.
                    unsafe { (*st.frame.get()).pc = (*st.frame.get()).pc.offset(jump as isize) };
                    sent(t, g, resume, value);
                    go(t, st)
                }
                Err(e) => thrown(t, st, e),
            }
        }
        Action::Send(value) => {
            sent(t, g, resume, value);
            go(t, st)
        }
        Action::Throw(e) => thrown(t, st, e),
    };
    let own = callers_handled(t);
    match r {
        Exit::Yield(value, mine) => {
            // SAFETY: this thread made it RUNNING.
            unsafe { (*g.aside.get()).handled = own.into_value() };
            // Release: pairs with the Acquire in `resume`.
            g.state.store(SUSPENDED, Release);
            Ok(Outcome::Yield(value, mine))
        }
        Exit::Done(r) => {
            g.state.store(CLOSED, Release);
            drop(own);
            r.map(Outcome::Return)
        }
        Exit::Next => Err(t.system_error("a wide instruction has yielded")),
    }
}

/// Puts what was sent where the running generator expects it.
fn sent(t: &Thread, g: &Generator, resume: u32, value: Ref) {
    if resume != u32::MAX {
        // SAFETY: this thread made it RUNNING.
        let aside = unsafe { &mut *g.aside.get() };
        let old = std::mem::replace(&mut aside.regs[resume as usize], value.into_value());
        release(t, old);
    }
}

/// Raises in the running generator.
fn thrown(t: &Thread, st: &State, e: Raised) -> Exit {
    match raise::unwind(t, st, e, true) {
        Some(e) => Exit::Done(Err(e)),
        None => go(t, st),
    }
}

fn go(t: &Thread, st: &State) -> Exit {
    match t.deeper(|| Ok(crate::trace::begin(t, st))) {
        Ok(exit) => exit,
        Err(e) => {
            raise::drop_top_frame(t, st);
            Exit::Done(Err(e))
        }
    }
}

/// Calls `f` with what is put aside and whether the generator is CREATED or SUSPENDED; `None` if it runs or is over. `f` neither
/// allocates objects, counts down nor runs Python.
fn look<R>(g: &Generator, f: impl FnOnce(&mut Aside, u8) -> R) -> Option<R> {
    let mut state = g.state.load(Relaxed);
    loop {
        match state {
            RUNNING | CLOSED => return None,
            LOOKED_AT => {
                std::thread::yield_now();
                state = g.state.load(Relaxed);
            }
            // Acquire: pairs with the Release of whoever suspended it, or looked at it.
            _ => match g.state.compare_exchange(state, LOOKED_AT, Acquire, Relaxed) {
                Ok(_) => break,
                Err(now) => state = now,
            },
        }
    }
    // SAFETY: everybody else waits while it is LOOKED_AT.
    let r = f(unsafe { &mut *g.aside.get() }, state);
    // Release: pairs with the Acquire above and in `resume`.
    g.state.store(state, Release);
    Some(r)
}

/// The state, as Python sees it: CREATED, SUSPENDED, RUNNING or CLOSED.
pub fn state_of(g: &Generator) -> u8 {
    loop {
        match g.state.load(Relaxed) {
            LOOKED_AT => std::thread::yield_now(),
            state => return state,
        }
    }
}

/// The iterator that a suspended generator delegates to (`gi_yieldfrom`, `cr_await`); UNDEF for none.
pub fn delegate(v: Value) -> Ref {
    let found = look(v.expect::<Generator>(), |aside, _| match aside.delegate {
        0 => Ref::UNDEF,
        k => Ref::new(aside.regs[k as usize - 1]),
    });
    found.unwrap_or(Ref::UNDEF)
}

/// The registers of a generator that is not running and the word it is at (-1: none yet), for its frame object; `None` if it runs
/// or is over. `f` neither allocates nor runs Python.
pub fn with_registers<R>(v: Value, f: impl FnOnce(&mut [Value], i64) -> R) -> Option<R> {
    let g = v.expect::<Generator>();
    let words = g.code.v().expect::<Code>().words.as_ptr();
    look(g, |aside, state| {
        let at = if state == CREATED { -1 } else { ((aside.pc as usize - words as usize) / 4) as i64 - 1 };
        f(&mut aside.regs, at)
    })
}

/// The frame object of a generator that is not running: the one that it has, or else `new`, which it keeps.
pub fn frame_object(v: Value, new: Ref) -> Ref {
    let found = look(v.expect::<Generator>(), |aside, _| {
        if aside.object.is_undef() {
            aside.object = crate::frame::own(new.v());
        }
        Ref::new(aside.object)
    });
    found.unwrap_or(new)
}

/// A generator that has not begun is over: gives up what it holds. The caller made it RUNNING.
pub fn give_up(t: &Thread, v: Value) {
    let g = v.expect::<Generator>();
    // SAFETY: the caller made it RUNNING.
    let aside = unsafe { &mut *g.aside.get() };
    let object = std::mem::replace(&mut aside.object, Value::UNDEF);
    if !object.is_undef() {
        crate::frameobj::abandon(t, object, g.code.v().expect::<Code>(), &aside.regs);
    }
    let held: Vec<Value> = aside.regs.iter_mut().map(|r| std::mem::replace(r, Value::UNDEF)).collect();
    g.state.store(CLOSED, Release);
    release(t, object);
    held.into_iter().for_each(|v| release(t, v));
}

/// SEND: `(value, true)` if the iterator yielded, `(value, false)` if it returned.
pub fn send_to(t: &Thread, it: Value, value: Value) -> Res<(Ref, bool)> {
    if it.payload::<Generator>().is_some() && !genobj::ASYNC_GENERATOR.is_exact(it) {
        return Ok(match resume(t, it, Action::Send(Ref::new(value)))? {
            Outcome::Yield(v, _) => (v, true),
            Outcome::Return(v) => (v, false),
        });
    }
    let slots = ops::slots_of(it);
    if let Some(send) = slots.send {
        return send(t, it, value);
    }
    let r = if value.is_none() && slots.next.is_some() {
        slots.next.map_or(Ok(Ref::UNDEF), |next| next(t, it))
    } else {
        ops::call_method(t, it, "send", &[value])
    };
    match r {
        Ok(v) if v.is_undef() => Ok((Ref::NONE, false)),
        Ok(v) => Ok((v, true)),
        Err(e) if e.is(&exc::STOP_ITERATION) => Ok((stop_value(t, &e), false)),
        Err(e) => Err(e),
    }
}

/// The value of a StopIteration.
pub fn stop_value(t: &Thread, e: &Raised) -> Ref {
    exc::stop_value(t, e.0.v())
}

/// GET_AWAITABLE
pub fn awaitable(t: &Thread, v: Value, context: usize) -> Res {
    if genobj::COROUTINE.is_exact(v) {
        if !delegate(v).is_undef() {
            return Err(t.runtime_error("coroutine is being awaited already"));
        }
        return Ok(Ref::new(v));
    }
    if let Some(g) = v.payload::<Generator>()
        && g.code.v().expect::<Code>().code.flags & flags::ITERABLE_COROUTINE != 0
    {
        return Ok(Ref::new(v));
    }
    let Some(f) = ops::slots_of(v).r#await else {
        let name = ops::type_name(v);
        return Err(t.type_error(match context {
            1 => format!(
                "'async with' received an object from __aenter__ that does not implement __await__: {name}"
            ),
            2 => format!(
                "'async with' received an object from __aexit__ that does not implement __await__: {name}"
            ),
            _ => format!("'{name}' object can't be awaited"),
        }));
    };
    let it = f(t, v)?;
    if it.payload::<Generator>().is_some() && genobj::COROUTINE.is_exact(it.v()) {
        return Err(t.type_error("__await__() returned a coroutine"));
    }
    if ops::slots_of(it.v()).next.is_none() {
        return Err(t.type_error(format_args!(
            "__await__() returned non-iterator of type '{}'",
            ops::type_name(it.v())
        )));
    }
    Ok(it)
}

/// GET_YIELD_FROM
pub fn yield_from_iter(t: &Thread, code: &Code, v: Value) -> Res {
    if genobj::COROUTINE.is_exact(v) {
        if code.code.flags & (flags::COROUTINE | flags::ITERABLE_COROUTINE) == 0 {
            return Err(t.type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"));
        }
        return Ok(Ref::new(v));
    }
    if genobj::GENERATOR.is_exact(v) {
        return Ok(Ref::new(v));
    }
    ops::iter(t, v)
}

/// GET_AITER
pub fn aiter(t: &Thread, v: Value) -> Res {
    let Some(f) = ops::slots_of(v).aiter else {
        return Err(t.type_error(format_args!(
            "'async for' requires an object with __aiter__ method, got {}",
            ops::type_name(v)
        )));
    };
    let it = f(t, v)?;
    if ops::slots_of(it.v()).anext.is_none() {
        return Err(t.type_error(format_args!(
            "'async for' received an object from __aiter__ that does not implement __anext__: {}",
            ops::type_name(it.v())
        )));
    }
    Ok(it)
}

/// GET_ANEXT: the awaitable's iterator is made by the GET_AWAITABLE that follows.
pub fn anext(t: &Thread, it: Value) -> Res {
    let Some(f) = ops::slots_of(it).anext else {
        return Err(t.type_error(format_args!(
            "'async for' requires an iterator with __anext__ method, got {}",
            ops::type_name(it)
        )));
    };
    f(t, it)
}

/// The name of a generator, for messages.
pub fn name_of(t: &Thread, v: Value) -> String {
    str::lossy(v.expect::<Generator>().qualname.get(t, ops::object(v)).v())
}
