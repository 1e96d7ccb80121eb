//! `traceback`: where an exception passed, innermost last.
//!
//! Must never know what a frame is: any value will do.

use crate::error::Res;
use crate::native::{Args, def};
use crate::ops::{self, type_name};
use crate::payload::Payload;
use crate::refs::{Fixed, Ref, Slot};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, getset};
use crate::types::{list, str};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};

/// A traceback's payload.
pub struct Traceback {
    /// `tb_next`: the entry of the frame that was called from here; UNDEF for none.
    pub next: Slot,
    /// `tb_frame`
    pub frame: Fixed,
    /// `tb_lasti`, in bytes of code.
    pub lasti: i32,
    /// `tb_lineno`; -1: what the frame's code says about `lasti`.
    pub lineno: i32,
}
crate::payload!(Traceback { next, frame });

/// The type `traceback`.
pub static TRACEBACK: NativeType = NativeType::new(TypeDef {
    methods: &[def("__dir__($self, /)", |t, _| {
        let names = ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"];
        Ok(list::from_refs(t, names.iter().map(|n| t.intern(n)).collect()))
    })],
    getset: GETSET,
    doc: "Create a new traceback object.",
    ..TypeDef::new("traceback", Traceback::vtable, slots)
});

const GETSET: &[GetSet] = &[
    getset("tb_next", |t, v| Ok(next(t, v).some().unwrap_or(Ref::NONE)), set_next),
    read_only("tb_frame", |_, v| Ok(v.expect::<Traceback>().frame.get())),
    read_only("tb_lasti", |_, v| Ok(Ref::immediate(Value::int32(v.expect::<Traceback>().lasti)))),
    GetSet {
        name: "tb_lineno",
        get: |_, v| {
            let n = lineno(v);
            Ok(if n < 0 { Ref::NONE } else { Ref::immediate(Value::int32(n)) })
        },
        set: None,
        doc: "",
    },
];

const fn read_only(name: &'static str, get: fn(&Thread, Value) -> Res) -> GetSet {
    GetSet { name, get, set: Some(|t, _, _| Err(t.attribute_error("readonly attribute"))), doc: "" }
}

fn slots(s: &mut Slots) {
    s.new = Some(|t, _, args: Args| {
        let names = ["tb_next", "tb_frame", "tb_lasti", "tb_lineno"];
        let mut bound = [Value::UNDEF; 4];
        let positional = args.positional();
        if args.all.len() > 4 {
            return Err(t.type_error(format_args!(
                "traceback() takes at most 4 arguments ({} given)",
                args.all.len()
            )));
        }
        bound[..positional.len()].copy_from_slice(positional);
        for (name, value) in args.pairs() {
            let Some(k) = names.iter().position(|n| str::equals(name, n)) else {
                return Err(t.type_error(format_args!(
                    "traceback() got an unexpected keyword argument '{}'",
                    str::lossy(name)
                )));
            };
            if !bound[k].is_undef() {
                return Err(t.type_error(format_args!(
                    "argument for traceback() given by name ('{}') and position ({})",
                    names[k],
                    k + 1
                )));
            }
            bound[k] = value;
        }
        if let Some(k) = bound.iter().position(|v| v.is_undef()) {
            return Err(t.type_error(format_args!(
                "traceback() missing required argument '{}' (pos {})",
                names[k],
                k + 1
            )));
        }
        if !is_frame(bound[1]) {
            return Err(t.type_error(format_args!(
                "traceback() argument 'tb_frame' must be frame, not {}",
                type_name(bound[1])
            )));
        }
        let (lasti, line) = (ops::arg_i32(t, bound[2])?, ops::arg_i32(t, bound[3])?);
        let next = next_arg(t, bound[0])?;
        Ok(new(t, next, Ref::new(bound[1]), lasti, line))
    });
}

/// Whether `v` is a traceback.
#[inline(always)]
pub fn is_traceback(v: Value) -> bool {
    v.payload::<Traceback>().is_some()
}

/// A new traceback entry; `next` is UNDEF for the innermost one.
pub fn new(t: &Thread, next: Ref, frame: Ref, lasti: i32, lineno: i32) -> Ref {
    t.alloc(TRACEBACK.shape(), Traceback { next: Slot::new(next), frame: Fixed::new(frame), lasti, lineno })
}

/// `tb_next`; UNDEF for none.
pub fn next(t: &Thread, tb: Value) -> Ref {
    tb.expect::<Traceback>().next.get(t, ops::object(tb))
}

/// `tb_lineno`; -1 if it is not known.
pub fn lineno(tb: Value) -> i32 {
    let data = tb.expect::<Traceback>();
    if data.lineno >= 0 {
        return data.lineno;
    }
    match LINE_OF.load(Acquire) {
        0 => -1,
        // SAFETY: `set_frames` stored a function of this type.
        p => (unsafe { std::mem::transmute::<usize, LineOf>(p) })(data.frame.v(), data.lasti),
    }
}

/// Adds an entry for a frame to the traceback of an exception that passes it.
pub fn add(t: &Thread, e: Value, frame: Ref, lasti: i32, lineno: i32) {
    let data = super::exceptions::data(&e);
    let old = data.traceback.get(t, ops::object(e));
    let entry = new(t, old, frame, lasti, lineno);
    data.traceback.set(t, ops::object(e), entry);
}

fn next_arg(t: &Thread, v: Value) -> Res {
    if v.is_none() {
        return Ok(Ref::UNDEF);
    }
    if !is_traceback(v) {
        return Err(t.type_error(format_args!("expected traceback object or None, got '{}'", type_name(v))));
    }
    Ok(Ref::new(v))
}

/// Two threads that link two entries to one another at once can make a loop, as in CPython: whoever walks a chain must end.
fn set_next(t: &Thread, tb: Value, new: Value) -> Res<()> {
    if new.is_undef() {
        return Err(t.type_error("can't delete tb_next attribute"));
    }
    let new = next_arg(t, new)?;
    let mut at = new.clone();
    while !at.is_undef() {
        if at.is(tb) {
            return Err(t.value_error("traceback loop detected"));
        }
        at = next(t, at.v());
    }
    tb.expect::<Traceback>().next.set(t, ops::object(tb), new);
    Ok(())
}

/// How the line of an instruction of a frame is found: `(frame, lasti)`.
pub type LineOf = fn(Value, i32) -> i32;
/// Whether a value is a frame.
pub type IsFrame = fn(Value) -> bool;

static LINE_OF: AtomicUsize = AtomicUsize::new(0);
static IS_FRAME: AtomicUsize = AtomicUsize::new(0);

/// Says what frames are. Called once, by the interpreter.
pub fn set_frames(is_frame: IsFrame, line_of: LineOf) {
    IS_FRAME.store(is_frame as usize, Release);
    LINE_OF.store(line_of as usize, Release);
}

fn is_frame(v: Value) -> bool {
    match IS_FRAME.load(Acquire) {
        0 => false,
        // SAFETY: `set_frames` stored a function of this type.
        p => (unsafe { std::mem::transmute::<usize, IsFrame>(p) })(v),
    }
}
