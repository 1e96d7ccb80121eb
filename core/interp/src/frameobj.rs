//! `frame`: a running function as an object, made when somebody asks: tracebacks, `sys._getframe`, `locals()`.
//!
//! While its function runs the object looks at the frame itself (on another thread: in a stopped world), while a generator is
//! suspended at what the generator holds; when the function ends, what its variables hold moves into the object.
//! `f_locals` is in `proxy`, the variables are in `variables`.

use crate::frame::{Frame, State, own};
use crate::variables::{self, Place};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, getset, getter};
use heddle_objects::types::code::CodeObject as Code;
use heddle_objects::types::{descr::address, dict, list, weakref};
use heddle_objects::{Fixed, Ref, Res, Slot, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, Ordering::*};

/// A frame object's payload.
pub struct FrameObject {
    pub(crate) code: Fixed,
    globals: Fixed,
    builtins: Fixed,
    pub(crate) func: Fixed,
    /// `f_back` once the frame has ended; UNDEF before.
    back: Slot,
    /// A class body's or module's namespace; or, once a function has ended, the list of its variables as their registers held them.
    pub(crate) locals: Slot,
    /// Whether `locals` is a namespace.
    pub(crate) namespace: bool,
    /// A dict of names that are no variables of the function, set through `f_locals`.
    pub(crate) extra: Slot,
    /// A list of what variables held that were set from outside while the frame ran: it may be in use.
    pub(crate) kept: Slot,
    /// A weak reference to the generator whose frame this is.
    generator: Slot,
    /// The running frame; null while a generator is suspended and once it has ended.
    live: AtomicPtr<Frame>,
    /// The thread that runs it.
    thread: AtomicU64,
    /// The word it was at when it ended.
    at: AtomicU64,
    pub(crate) trace: Slot,
    /// Whether `f_trace` is told of lines, of instructions.
    pub(crate) trace_lines: AtomicBool,
    pub(crate) trace_opcodes: AtomicBool,
}
heddle_objects::payload!(FrameObject {
    code,
    globals,
    builtins,
    func,
    back,
    locals,
    extra,
    kept,
    generator,
    trace
});

/// `frame`
pub static FRAME: NativeType = NativeType::new(TypeDef {
    getset: &[
        getter("f_code", |_, v| Ok(v.expect::<FrameObject>().code.get())),
        getter("f_globals", |_, v| Ok(v.expect::<FrameObject>().globals.get())),
        getter("f_builtins", |_, v| Ok(v.expect::<FrameObject>().builtins.get())),
        getter("f_back", |t, v| Ok(back(t, v))),
        getter("f_locals", |t, v| Ok(f_locals(t, v))),
        getset(
            "f_lineno",
            |t, v| Ok(line(t, v).map_or(Ref::NONE, |n| t.int(i64::from(n)))),
            |t, _, _| Err(t.value_error("f_lineno cannot be set: Heddle does not jump")),
        ),
        getter("f_lasti", |t, v| Ok(t.int(word(t, v) * 2))),
        getter("f_generator", |t, v| Ok(generator_of(t, v).some().unwrap_or(Ref::NONE))),
        getset(
            "f_trace",
            |t, v| Ok(v.expect::<FrameObject>().trace.get(t, ops::object(v)).some().unwrap_or(Ref::NONE)),
            |t, v, new| {
                let new = if new.is_none() { Ref::UNDEF } else { Ref::new(new) };
                v.expect::<FrameObject>().trace.set(t, ops::object(v), new);
                Ok(())
            },
        ),
        getset(
            "f_trace_lines",
            |_, v| Ok(Ref::bool(v.expect::<FrameObject>().trace_lines.load(Relaxed))),
            |t, v, new| set_flag(t, &v.expect::<FrameObject>().trace_lines, new),
        ),
        getset(
            "f_trace_opcodes",
            |_, v| Ok(Ref::bool(v.expect::<FrameObject>().trace_opcodes.load(Relaxed))),
            |t, v, new| set_flag(t, &v.expect::<FrameObject>().trace_opcodes, new),
        ),
    ],
    methods: &[heddle_objects::def("clear($self, /)", clear)],
    ..TypeDef::new("frame", FrameObject::vtable, |s: &mut Slots| {
        s.repr = Some(|t, v| {
            let f = v.expect::<FrameObject>();
            let code = f.code.v();
            let raw = &code.expect::<Code>().code;
            Ok(t.str(&format!(
                "<frame at {:#x}, file '{}', line {}, code {}>",
                address(v),
                raw.filename,
                line(t, v).unwrap_or(0),
                raw.name
            )))
        });
    })
});

fn set_flag(t: &Thread, flag: &AtomicBool, new: Value) -> Res<()> {
    if !new.is_bool() {
        return Err(t.type_error("attribute value type must be bool"));
    }
    flag.store(new.is(Value::TRUE), Relaxed);
    Ok(())
}

struct Parts {
    code: Value,
    func: Value,
    globals: Value,
    builtins: Value,
    locals: Value,
    generator: Value,
}

fn make(t: &Thread, parts: &Parts, live: *mut Frame, at: u64) -> Ref {
    let generator = match parts.generator {
        g if g.is_undef() => Ref::UNDEF,
        g => weakref::new_ref(t, g, Value::UNDEF).unwrap_or(Ref::UNDEF),
    };
    t.alloc(
        FRAME.shape(),
        FrameObject {
            code: Fixed::new(Ref::new(parts.code)),
            globals: Fixed::new(Ref::new(parts.globals)),
            builtins: Fixed::new(Ref::new(parts.builtins)),
            func: Fixed::new(Ref::new(parts.func)),
            back: Slot::undef(),
            locals: Slot::new(Ref::new(parts.locals)),
            namespace: !parts.locals.is_undef(),
            extra: Slot::undef(),
            kept: Slot::undef(),
            generator: Slot::new(generator),
            live: AtomicPtr::new(live),
            thread: AtomicU64::new(t.ident.get()),
            at: AtomicU64::new(at),
            trace: Slot::undef(),
            trace_lines: AtomicBool::new(true),
            trace_opcodes: AtomicBool::new(false),
        },
    )
}

/// The object of a running frame.
pub fn object_of(t: &Thread, frame: &Frame) -> Ref {
    if !frame.object.get().is_undef() {
        return Ref::new(frame.object.get());
    }
    let parts = Parts {
        code: frame.code_value,
        func: frame.func,
        globals: frame.globals,
        builtins: frame.builtins,
        locals: frame.locals,
        generator: frame.generator,
    };
    let new = make(t, &parts, std::ptr::from_ref(frame).cast_mut(), 0);
    frame.object.set(own(new.v()));
    new
}

/// The frame ends: its object keeps what is worth keeping.
pub fn detach(t: &Thread, frame: &Frame) {
    let object = frame.object.get();
    let f = object.expect::<FrameObject>();
    f.at.store(word_of(frame) as u64, Relaxed);
    let o = ops::object(object);
    // Somebody else holds it (a traceback): then it needs its variables and its caller.
    if o.references() > 1 {
        if frame.locals.is_undef() {
            // SAFETY: the registers of a running frame.
            let regs =
                unsafe { std::slice::from_raw_parts(frame.regs, frame.code().code.registers as usize) };
            f.locals.set(t, o, save(t, frame.code(), regs));
        }
        let st = State::of(t);
        if frame.generator.is_undef()
            && let Some(caller) = st.caller_of(frame)
        {
            let back = object_of(t, caller);
            f.back.set(t, o, back);
        }
    }
    f.live.store(std::ptr::null_mut(), Release);
    f.generator.set(t, o, Ref::UNDEF);
    f.kept.set(t, o, Ref::UNDEF);
}

/// What the variables hold, as a list in the order of `variables::all`.
fn save(t: &Thread, code: &Code, regs: &[Value]) -> Ref {
    let all = variables::all(t, code);
    let items = all
        .iter()
        .map(|v| match v.place {
            Place::Register(k) => regs.get(k).map_or(Ref::UNDEF, |v| Ref::new(*v)),
            Place::Free(_) => Ref::UNDEF,
        })
        .map(|v| v.some().unwrap_or_else(|| Ref::new(variables::nothing())))
        .collect();
    list::from_refs(t, items)
}

/// A generator that never ran, or that nobody will run, dies: its frame's object keeps what is worth keeping.
pub fn abandon(t: &Thread, object: Value, code: &Code, regs: &[Value]) {
    let f = object.expect::<FrameObject>();
    let o = ops::object(object);
    if o.references() > 1 {
        f.locals.set(t, o, save(t, code, regs));
    }
    f.generator.set(t, o, Ref::UNDEF);
}

/// Whether a frame object still says that its frame is on a stack.
pub fn is_live(object: Value) -> bool {
    !object.expect::<FrameObject>().live.load(Relaxed).is_null()
}

/// A generator is suspended: its frame is no longer on a stack.
pub fn set_aside(object: Value, frame: &Frame) {
    object.expect::<FrameObject>().at.store(word_of(frame) as u64, Relaxed);
    object.expect::<FrameObject>().live.store(std::ptr::null_mut(), Release);
}

/// A generator goes on: its frame is on this thread's stack.
pub fn resumed(t: &Thread, object: Value, frame: *mut Frame) {
    let f = object.expect::<FrameObject>();
    f.thread.store(t.ident.get(), Relaxed);
    f.live.store(frame, Release);
}

fn word_of(frame: &Frame) -> i64 {
    let words = frame.code().words.as_ptr();
    ((frame.pc as usize - words as usize) / 4) as i64 - 1
}

/// The running frame of an object, if it is this thread's.
fn live(t: &Thread, v: Value) -> Option<&Frame> {
    let f = v.expect::<FrameObject>();
    // Acquire: pairs with the Release in `resumed`: the thread is the one that the frame was put on the stack of. Loaded before it:
    // if it is this one, nobody else can resume the generator meanwhile.
    let frame = f.live.load(Acquire);
    if frame.is_null() || f.thread.load(Relaxed) != t.ident.get() {
        return None;
    }
    // SAFETY: a frame on this thread's stack, which has not ended.
    unsafe { frame.as_ref() }
}

/// Looks at the frame of an object that another thread runs; `None` if none does.
fn foreign<R>(t: &Thread, v: Value, look: impl FnOnce(&Frame) -> R) -> Option<R> {
    let f = v.expect::<FrameObject>();
    if f.live.load(Acquire).is_null() {
        return None;
    }
    t.m.while_stopped(|| {
        // SAFETY: null, or a frame that has not ended, whose thread is stopped.
        let frame = unsafe { f.live.load(Acquire).as_ref() }?;
        Some(look(frame))
    })
}

fn generator_of(t: &Thread, v: Value) -> Ref {
    let found = v.expect::<FrameObject>().generator.get(t, ops::object(v));
    if found.is_undef() { Ref::UNDEF } else { weakref::get(t, found.v()) }
}

/// Calls `f` with a frame's registers: a running frame's, or those that a suspended generator holds. `None` if it has ended.
/// `f` neither allocates nor runs Python.
pub(crate) fn with_registers<R>(t: &Thread, v: Value, f: impl FnOnce(&mut [Value]) -> R) -> Option<R> {
    let registers = |frame: &Frame| {
        // SAFETY: a frame has as many registers as its code says; its thread is this one, or stopped.
        unsafe { std::slice::from_raw_parts_mut(frame.regs, frame.code().code.registers as usize) }
    };
    if let Some(frame) = live(t, v) {
        return Some(f(registers(frame)));
    }
    if !v.expect::<FrameObject>().live.load(Acquire).is_null() {
        return foreign(t, v, |frame| f(registers(frame)));
    }
    let generator = generator_of(t, v);
    if generator.is_undef() {
        return None;
    }
    crate::generator::with_registers(generator.v(), |regs, _| f(regs))
}

fn word(t: &Thread, v: Value) -> i64 {
    if let Some(frame) = live(t, v) {
        return word_of(frame);
    }
    if let Some(word) = foreign(t, v, word_of) {
        return word;
    }
    let generator = generator_of(t, v);
    if !generator.is_undef()
        && let Some(at) = crate::generator::with_registers(generator.v(), |_, at| at)
    {
        return at;
    }
    v.expect::<FrameObject>().at.load(Relaxed) as i64
}

/// The line that a running frame is at.
pub(crate) fn line_of(frame: &Frame) -> u32 {
    let raw = &frame.code().code;
    let at = word_of(frame);
    if at < 0 { raw.first_line } else { raw.positions.at(at as u32).line }
}

/// The line that a frame is at.
pub fn line(t: &Thread, v: Value) -> Option<u32> {
    line_at(v, word(t, v))
}

/// The line that a frame is at when it is at that word of its code.
pub fn line_at(v: Value, at: i64) -> Option<u32> {
    let code = v.expect::<FrameObject>().code.v();
    let raw = &code.expect::<Code>().code;
    if at < 0 {
        return Some(raw.first_line);
    }
    Some(raw.positions.at(at as u32).line).filter(|l| *l != 0)
}

fn back(t: &Thread, v: Value) -> Ref {
    if let Some(frame) = live(t, v) {
        let st = State::of(t);
        return match st.caller_of(frame) {
            Some(caller) => object_of(t, caller),
            None => Ref::NONE,
        };
    }
    v.expect::<FrameObject>().back.get(t, ops::object(v)).some().unwrap_or(Ref::NONE)
}

fn f_locals(t: &Thread, v: Value) -> Ref {
    let f = v.expect::<FrameObject>();
    if f.namespace {
        return f.locals.get(t, ops::object(v)).some().unwrap_or_else(|| dict::new(t));
    }
    crate::proxy::new(t, v)
}

fn clear(t: &Thread, a: &[Value]) -> Res {
    let v = a[0];
    if live(t, v).is_some() || !v.expect::<FrameObject>().live.load(Acquire).is_null() {
        return Err(t.runtime_error("cannot clear an executing frame"));
    }
    let f = v.expect::<FrameObject>();
    let generator = generator_of(t, v);
    if !generator.is_undef() {
        match crate::generator::state_of(generator.v().expect::<crate::generator::Generator>()) {
            crate::generator::SUSPENDED => return Err(t.runtime_error("cannot clear a suspended frame")),
            crate::generator::RUNNING => return Err(t.runtime_error("cannot clear an executing frame")),
            _ => drop(crate::genobj::close_generator(t, generator.v())?),
        }
    }
    if !f.namespace {
        f.locals.set(t, ops::object(v), Ref::UNDEF);
        f.extra.set(t, ops::object(v), Ref::UNDEF);
    }
    f.trace.set(t, ops::object(v), Ref::UNDEF);
    Ok(Ref::NONE)
}

/// A dict of a function's variables as they are.
pub fn locals_of(t: &Thread, frame: &Frame) -> Ref {
    // SAFETY: the frame's code is alive, and its registers are `registers` many.
    let (code, regs) = unsafe {
        let code = &*frame.code;
        (code, std::slice::from_raw_parts(frame.regs, code.code.registers as usize))
    };
    let d = dict::new(t);
    for variable in variables::all(t, code) {
        let held = match variable.place {
            Place::Register(k) => regs.get(k).map_or(Ref::UNDEF, |v| Ref::new(*v)),
            Place::Free(k) => variables::free(t, frame.func, k),
        };
        let v = variables::inside(t, &variable, held);
        if !v.is_undef() {
            dict::set_str(t, d.v(), variable.name.v(), v.v());
        }
    }
    if !frame.object.get().is_undef() {
        let object = frame.object.get();
        let extra = object.expect::<FrameObject>().extra.get(t, ops::object(object));
        if !extra.is_undef() {
            dict::items(t, extra.v()).iter().for_each(|(k, v)| drop(dict::set(t, d.v(), k.v(), v.v())));
        }
    }
    d
}

/// `gi_frame`: None once the generator is over.
pub fn of_generator(t: &Thread, v: Value) -> Ref {
    let g = v.expect::<crate::generator::Generator>();
    if crate::generator::state_of(g) == crate::generator::CLOSED {
        return Ref::NONE;
    }
    // Running on this thread: the frame itself.
    let st = State::of(t);
    if let Some(frame) = st.all().find(|f| f.generator.is(v)) {
        return object_of(t, frame);
    }
    let func = g.func.v();
    let f = func.expect::<heddle_objects::types::function::Function>();
    let parts = Parts {
        code: g.code.v(),
        func,
        globals: f.globals.v(),
        builtins: f.builtins.v(),
        locals: Value::UNDEF,
        generator: v,
    };
    // Another thread may run it: then the object shows where it began.
    let new = make(t, &parts, std::ptr::null_mut(), u64::MAX);
    crate::generator::frame_object(v, new)
}

/// The code object of a frame object.
pub fn code_of(v: Value) -> Option<Value> {
    v.payload::<FrameObject>().map(|f| f.code.v())
}

/// The globals of a frame object.
pub fn globals_of(v: Value) -> Option<Value> {
    v.payload::<FrameObject>().map(|f| f.globals.v())
}
