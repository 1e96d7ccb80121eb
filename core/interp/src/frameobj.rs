//! `frame`: a running function as an object, made when somebody asks: tracebacks, `sys._getframe`, `locals()`.
//!
//! While its function runs on this thread the object looks at the frame itself; when the function ends, what its variables hold moves
//! into the object.

use crate::frame::{Frame, State, own};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, getset, getter};
use heddle_objects::types::code::CodeObject as Code;
use heddle_objects::types::{cell, descr::address, dict, str};
use heddle_objects::{Fixed, Ref, Res, Slot, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicPtr, AtomicU64, Ordering::*};

/// A frame object's payload.
pub struct FrameObject {
    code: Fixed,
    globals: Fixed,
    builtins: Fixed,
    func: Fixed,
    /// `f_back` once the frame has ended; UNDEF before.
    back: Slot,
    /// A class body's or module's namespace, or the dict of a function's variables once the frame has ended.
    locals: Slot,
    /// Variables that are no identifiers of the function, set through `f_locals`.
    generator: Fixed,
    /// The running frame; null once it has ended.
    live: AtomicPtr<Frame>,
    /// The thread that runs it.
    thread: AtomicU64,
    /// The word it was at when it ended.
    at: AtomicU64,
    trace: Slot,
}
heddle_objects::payload!(FrameObject { code, globals, builtins, func, back, locals, generator, trace });

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
            |t, _, _| Err(t.value_error("f_lineno can only be set in a trace function")),
        ),
        getter("f_lasti", |t, v| Ok(t.int(word(t, v) * 2))),
        getter("f_generator", |_, v| {
            Ok(v.expect::<FrameObject>().generator.v().some().map_or(Ref::NONE, Ref::new))
        }),
        getset(
            "f_trace",
            |t, v| Ok(v.expect::<FrameObject>().trace.get(t, ops::object(v)).some().unwrap_or(Ref::NONE)),
            |t, v, new| {
                v.expect::<FrameObject>().trace.set(t, ops::object(v), Ref::new(new));
                Ok(())
            },
        ),
        getset("f_trace_lines", |_, _| Ok(Ref::TRUE), |_, _, _| Ok(())),
        getset("f_trace_opcodes", |_, _| Ok(Ref::FALSE), |_, _, _| Ok(())),
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

/// The object of a running frame.
pub fn object_of(t: &Thread, frame: &Frame) -> Ref {
    if !frame.object.get().is_undef() {
        return Ref::new(frame.object.get());
    }
    let new = t.alloc(
        FRAME.shape(),
        FrameObject {
            code: Fixed::new(Ref::new(frame.code_value)),
            globals: Fixed::new(Ref::new(frame.globals)),
            builtins: Fixed::new(Ref::new(frame.builtins)),
            func: Fixed::new(Ref::new(frame.func)),
            back: Slot::undef(),
            locals: Slot::new(Ref::new(frame.locals)),
            generator: Fixed::new(Ref::UNDEF),
            live: AtomicPtr::new(std::ptr::from_ref(frame).cast_mut()),
            thread: AtomicU64::new(t.ident.get()),
            at: AtomicU64::new(0),
            trace: Slot::undef(),
        },
    );
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
            f.locals.set(t, o, locals_of(t, frame));
        }
        let st = State::of(t);
        if let Some(caller) = st.caller_of(frame) {
            let back = object_of(t, caller);
            f.back.set(t, o, back);
        }
    }
    f.live.store(std::ptr::null_mut(), Release);
}

fn word_of(frame: &Frame) -> i64 {
    let words = frame.code().words.as_ptr();
    ((frame.pc as usize - words as usize) / 4) as i64 - 1
}

/// The running frame of an object, if it is this thread's.
fn live(t: &Thread, v: Value) -> Option<&Frame> {
    let f = v.expect::<FrameObject>();
    if f.thread.load(Relaxed) != t.ident.get() {
        return None;
    }
    // SAFETY: null, or a frame on this thread's stack, which has not ended.
    unsafe { f.live.load(Acquire).as_ref() }
}

fn word(t: &Thread, v: Value) -> i64 {
    live(t, v).map_or_else(|| v.expect::<FrameObject>().at.load(Relaxed) as i64, word_of)
}

/// The line that a frame is at.
pub fn line(t: &Thread, v: Value) -> Option<u32> {
    let code = v.expect::<FrameObject>().code.v();
    let at = word(t, v);
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
    if let Some(frame) = live(t, v) {
        return if frame.locals.is_undef() { locals_of(t, frame) } else { Ref::new(frame.locals) };
    }
    let found = v.expect::<FrameObject>().locals.get(t, ops::object(v));
    if found.is_undef() { dict::new(t) } else { found }
}

fn clear(t: &Thread, a: &[Value]) -> Res {
    if live(t, a[0]).is_some() {
        return Err(t.runtime_error("cannot clear an executing frame"));
    }
    let f = a[0].expect::<FrameObject>();
    f.locals.set(t, ops::object(a[0]), Ref::UNDEF);
    Ok(Ref::NONE)
}

/// A dict of a function's variables as they are.
pub fn locals_of(t: &Thread, frame: &Frame) -> Ref {
    // SAFETY: the frame's code is alive, and its registers are `registers` many.
    let (code, regs) = unsafe {
        let code = &*frame.code;
        (code, std::slice::from_raw_parts(frame.regs, code.code.registers as usize))
    };
    registers_to_dict(t, code, regs, frame.func)
}

fn registers_to_dict(t: &Thread, code: &Code, regs: &[Value], func: Value) -> Ref {
    let d = dict::new(t);
    let put = |name: Value, v: Value| {
        let v = if cell::is_cell(v) { cell::get(t, v) } else { Ref::new(v) };
        if !v.is_undef() {
            dict::set_str(t, d.v(), name, v.v());
        }
    };
    let raw = &code.code;
    for (k, name) in code.varnames.iter().enumerate() {
        let shown = !str::lossy(name.v()).starts_with('.');
        if let Some(v) = regs.get(k)
            && shown
        {
            let is_cell_variable = raw.cell_registers.contains(&(k as u32));
            if is_cell_variable || !cell::is_cell(*v) {
                put(name.v(), *v);
            } else {
                dict::set_str(t, d.v(), name.v(), *v);
            }
        }
    }
    for (name, register) in raw.cellvars.iter().zip(&raw.cell_registers) {
        if let Some(v) = regs.get(*register as usize)
            && cell::is_cell(*v)
        {
            put(t.intern(name).v(), *v);
        }
    }
    let closure = func
        .payload::<heddle_objects::types::function::Function>()
        .map(|f| f.closure.get(t, ops::object(func)));
    if let Some(closure) = closure
        && let Some(cells) = heddle_objects::types::tuple::try_items(&closure)
    {
        for (name, c) in raw.freevars.iter().zip(cells) {
            if &**name != "__classdict__" {
                put(t.intern(name).v(), *c);
            }
        }
    }
    d
}

/// `gi_frame`: None once the generator is over.
pub fn of_generator(t: &Thread, v: Value) -> Ref {
    let g = v.expect::<crate::generator::Generator>();
    if g.state.load(Relaxed) == crate::generator::CLOSED {
        return Ref::NONE;
    }
    // Running on this thread: the frame itself.
    let st = State::of(t);
    if let Some(frame) = st.all().find(|f| f.generator.is(v)) {
        return object_of(t, frame);
    }
    let code = g.code.v();
    let func = g.func.v();
    let f = func.expect::<heddle_objects::types::function::Function>();
    let found = crate::generator::with_registers(v, |regs, at| {
        (registers_to_dict(t, code.expect::<Code>(), regs, func), at)
    });
    let (locals, at) = found.unwrap_or((Ref::UNDEF, 0));
    t.alloc(
        FRAME.shape(),
        FrameObject {
            code: Fixed::new(Ref::new(code)),
            globals: Fixed::new(f.globals.get()),
            builtins: Fixed::new(f.builtins.get()),
            func: Fixed::new(Ref::new(func)),
            back: Slot::undef(),
            locals: Slot::new(locals),
            generator: Fixed::new(Ref::new(v)),
            live: AtomicPtr::new(std::ptr::null_mut()),
            thread: AtomicU64::new(0),
            at: AtomicU64::new(u64::from(at)),
            trace: Slot::undef(),
        },
    )
}

/// The code object of a frame object.
pub fn code_of(v: Value) -> Option<Value> {
    v.payload::<FrameObject>().map(|f| f.code.v())
}

/// The globals of a frame object.
pub fn globals_of(v: Value) -> Option<Value> {
    v.payload::<FrameObject>().map(|f| f.globals.v())
}
