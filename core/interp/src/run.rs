//! The dispatch loop.
//!
//! [`exec`] runs the top frame until a frame that Rust called returns. Each handler's body stands here once; what is slow or rare is in
//! other files, out of line. The function is instantiated twice: `WIDE` runs one instruction whose operands have high bits from an
//! EXTEND before it.
//!
//! Rules
//! 1. An operand register below `first_temp` is borrowed, one above it is moved from: after the operation `free!` empties it.
//! 2. `save!()` stores the pc before anything that may raise or run Python code.
//! 3. A raised exception goes to `raise::unwind`, which finds the handler or takes frames off the stack.

use crate::call;
use crate::frame::{Frame, State, release};
use crate::{generator, genobj, matching, names, raise, slow};
use heddle_bytecode::Op;
use heddle_objects::slots::{Binary, Compare};
use heddle_objects::types::iterators;
use heddle_objects::types::list::{LIST_ITERATOR, ListIter};
use heddle_objects::types::range::{RANGE_ITERATOR, RangeIter};
use heddle_objects::types::tuple::{TUPLE_ITERATOR, TupleIter};
use heddle_objects::types::{cell, code::CodeObject as Code, descr, dict, function, list, str, tuple};
use heddle_objects::{Raised, Ref, Res, Thread, Value, inline_cache, ops};
use heddle_threads::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// How a run of instructions ended.
pub enum Exit {
    /// The frame that Rust called has returned, or raised.
    Done(Res),
    /// A generator has yielded (`false`: from a delegate, by `yield from` or `await`).
    Yield(Ref, bool),
    /// One wide instruction is done.
    Next,
}

/// Runs the top frame, which is an entry, to its end.
pub fn run(t: &Thread, st: &State) -> Res {
    match t.deeper(|| Ok(crate::trace::begin(t, st))) {
        Ok(Exit::Done(r)) => r,
        Ok(_) => Err(t.system_error("a function that is no generator has yielded")),
        Err(e) => {
            // The frame could not even start.
            raise::drop_top_frame(t, st);
            Err(e)
        }
    }
}

/// A register of the running frame.
#[inline(always)]
fn register<'a>(regs: *mut Value, i: usize) -> &'a mut Value {
    // SAFETY: the verifier has checked every operand against the frame's size, and only this thread uses its registers.
    unsafe { &mut *regs.add(i) }
}

/// The opcode of an instruction's first word.
///
/// # Safety
/// The word begins an instruction of verified code.
#[inline(always)]
unsafe fn opcode(word: u32) -> Op {
    debug_assert!(Op::from_u8(word as u8).is_some());
    // SAFETY: the caller's promise: the low byte is the number of an opcode, and `Op` is that byte.
    unsafe { std::mem::transmute::<u8, Op>(word as u8) }
}

/// What a register has given up.
#[inline(always)]
fn owned(v: Value) -> Ref {
    // SAFETY: registers own what they hold; the caller has taken it out.
    unsafe { Ref::own(v) }
}

/// The first register of the pair into which the instruction at `pc` unpacks the temporary `a`, if it does that.
#[inline(always)]
fn unpacks_pair(pc: *const AtomicU32, a: usize, first_temp: usize) -> Option<usize> {
    // SAFETY: an instruction follows in verified code.
    let word = unsafe { (*pc).load(Relaxed) };
    // SAFETY: as above.
    let unpacks = unsafe { opcode(word) } == Op::UNPACK && word >> 24 == 2;
    (unpacks && (word >> 16 & 0xff) as usize == a && a >= first_temp).then_some((word >> 8 & 0xff) as usize)
}

/// Runs the top frame until its entry frame returns or yields.
#[allow(clippy::cognitive_complexity)]
pub fn exec<const WIDE: bool>(t: &Thread, st: &State, high: u32) -> Exit {
    let mut frame: *mut Frame;
    let mut pc: *const AtomicU32;
    let mut regs: *mut Value;
    let mut code: &Code;
    let mut first_temp: usize;

    macro_rules! load {
        () => {
            frame = st.frame.get();
            // SAFETY: there is a running frame, and its code lives as long as it.
            unsafe {
                pc = (*frame).pc;
                regs = (*frame).regs;
                code = &*(*frame).code;
            }
            first_temp = code.first_temp as usize;
        };
    }
    macro_rules! save {
        () => {
            // SAFETY: the running frame.
            unsafe { (*frame).pc = pc }
        };
    }
    macro_rules! reg {
        ($i:expr) => {
            register(regs, $i)
        };
    }
    macro_rules! get {
        ($i:expr) => {
            *reg!($i)
        };
    }
    // Writes a register and gives up what it held.
    macro_rules! put {
        ($i:expr, $v:expr) => {{
            let new: Value = $v;
            let old = std::mem::replace(reg!($i), new);
            if old.is_obj() {
                save!();
                release(t, old);
            }
        }};
    }
    // Empties a temporary operand.
    macro_rules! free {
        ($($i:expr),*) => {
            $(if $i >= first_temp {
                let old = *reg!($i);
                if old.is_obj() {
                    *reg!($i) = Value::UNDEF;
                    release(t, old);
                }
            })*
        };
    }
    // The operand as an owned value: moved from a temporary, counted from a variable.
    macro_rules! take {
        ($i:expr) => {{
            let i = $i;
            if i >= first_temp {
                std::mem::replace(reg!(i), Value::UNDEF)
            } else {
                t.hold(*reg!(i)).into_value()
            }
        }};
    }
    macro_rules! fetch {
        () => {{
            // SAFETY: control never runs off the end of verified code.
            unsafe {
                let word = (*pc).load(Relaxed);
                pc = pc.add(1);
                word
            }
        }};
    }
    // The name in the low half of a second word.
    macro_rules! name {
        ($word:expr) => {
            // SAFETY: the verifier has checked the number.
            unsafe { code.names.get_unchecked(($word & 0xffff) as usize) }.v()
        };
    }
    macro_rules! next {
        () => {
            if WIDE {
                save!();
                return Exit::Next;
            } else {
                continue;
            }
        };
    }
    macro_rules! raise {
        ($e:expr) => {{
            let e: Raised = $e;
            if let Some(e) = raise::unwind(t, st, e, true) {
                return Exit::Done(Err(e));
            }
            load!();
            next!();
        }};
    }
    macro_rules! check {
        ($r:expr) => {
            match $r {
                Ok(v) => v,
                Err(e) => raise!(e),
            }
        };
    }
    macro_rules! jump {
        ($d:expr) => {
            // SAFETY: the verifier has checked the target.
            pc = unsafe { pc.offset($d as isize) }
        };
    }

    // A call has put a frame on the stack: it runs next.
    macro_rules! entered {
        () => {{
            load!();
            if let Err(e) = crate::safepoint(t) {
                raise!(e);
            }
            next!();
        }};
    }
    // The running generator has yielded and is off the stack: on in the caller that has stepped into it, or back to Rust.
    macro_rules! yielded {
        ($v:expr, $mine:expr) => {{
            // SAFETY: what was the running frame is in its place until another is pushed.
            let (entry, result, this) = unsafe { ((*frame).entry, (*frame).result, (*frame).generator) };
            if entry {
                return Exit::Yield($v, $mine);
            }
            generator::stepped_out(t, this);
            load!();
            put!(result as usize, $v.into_value());
            next!();
        }};
    }

    load!();
    loop {
        let word = fetch!();
        // Operand fields; the high bits come from an EXTEND.
        let a = || (word >> 8 & 0xff) as usize | if WIDE { ((high & 0xff) as usize) << 8 } else { 0 };
        let b = || (word >> 16 & 0xff) as usize | if WIDE { ((high >> 8 & 0xff) as usize) << 8 } else { 0 };
        let c = || (word >> 24) as usize | if WIDE { ((high >> 16 & 0xff) as usize) << 8 } else { 0 };
        let bx = || (word >> 16) as usize | if WIDE { ((high >> 8) as usize) << 16 } else { 0 };
        let ax = || (word >> 8) as usize | if WIDE { ((high & 0xff) as usize) << 24 } else { 0 };
        let sbx =
            || if WIDE { (word >> 16 | (high >> 8) << 16) as i32 } else { i32::from((word >> 16) as i16) };
        let sax = || word as i32 >> 8;
        let imm_b = || i64::from((word >> 16) as u8 as i8);
        let imm_c = || i64::from((word >> 24) as u8 as i8);

        macro_rules! binary {
            ($op:ident, |$x:ident, $y:ident| $int:expr, |$f:ident, $g:ident| $float:expr, $general:path) => {{
                let (a, b, c) = (a(), b(), c());
                let (vx, vy) = (get!(b), get!(c));
                if vx.is_small_int() && vy.is_small_int() {
                    let ($x, $y) = (vx.bits() as i64, vy.bits() as i64);
                    let r: Option<i64> = $int;
                    if let Some(bits) = r {
                        // SAFETY: the bits of a small int: the lowest one is 0.
                        put!(a, unsafe { Value::from_bits(bits as u64) });
                        next!();
                    }
                } else if let (Some($f), Some($g)) = (vx.as_immediate_float(), vy.as_immediate_float()) {
                    let r: Option<f64> = $float;
                    if let Some(v) = r.and_then(Value::immediate_float) {
                        put!(a, v);
                        next!();
                    }
                }
                save!();
                let r = $general(t, vx, vy, Binary::$op);
                free!(b, c);
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }};
        }
        macro_rules! plain_binary {
            ($op:ident, $general:path) => {
                binary!($op, |_x, _y| None, |_f, _g| None, $general)
            };
        }
        macro_rules! binary_imm {
            ($op:ident, $checked:ident, $float:tt, $general:path) => {{
                let (a, b, n) = (a(), b(), imm_c());
                let vx = get!(b);
                if vx.is_small_int() {
                    if let Some(bits) = (vx.bits() as i64).$checked(n << 1) {
                        // SAFETY: as in `binary`.
                        put!(a, unsafe { Value::from_bits(bits as u64) });
                        next!();
                    }
                } else if let Some(f) = vx.as_immediate_float()
                    && let Some(v) = Value::immediate_float(f $float n as f64)
                {
                    put!(a, v);
                    next!();
                }
                save!();
                let r = $general(t, vx, Value::int32(n as i32), Binary::$op);
                free!(b);
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }};
        }
        macro_rules! compare {
            ($op:ident, $sym:tt) => {{
                let (a, b, c) = (a(), b(), c());
                let (vx, vy) = (get!(b), get!(c));
                if vx.is_small_int() && vy.is_small_int() {
                    put!(a, Value::bool((vx.bits() as i64) $sym (vy.bits() as i64)));
                    next!();
                }
                if let (Some(f), Some(g)) = (vx.as_immediate_float(), vy.as_immediate_float()) {
                    put!(a, Value::bool(f $sym g));
                    next!();
                }
                save!();
                let r = ops::compare(t, vx, vy, Compare::$op);
                free!(b, c);
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }};
        }
        macro_rules! jump_compare {
            ($op:ident, $sym:tt) => {{
                let (a, b, want) = (a(), b(), c() != 0);
                let d = fetch!() as i32;
                let (vx, vy) = (get!(a), get!(b));
                let r = if vx.is_small_int() && vy.is_small_int() {
                    (vx.bits() as i64) $sym (vy.bits() as i64)
                } else if let (Some(f), Some(g)) = (vx.as_immediate_float(), vy.as_immediate_float()) {
                    f $sym g
                } else {
                    save!();
                    let r = ops::compare_bool(t, vx, vy, Compare::$op);
                    free!(a, b);
                    check!(r)
                };
                if r == want {
                    jump!(d);
                }
                next!();
            }};
        }
        macro_rules! jump_compare_imm {
            ($op:ident, $sym:tt) => {{
                let (a, n, want) = (a(), imm_b(), c() != 0);
                let d = fetch!() as i32;
                let vx = get!(a);
                let r = if vx.is_small_int() {
                    (vx.bits() as i64) $sym (n << 1)
                } else if let Some(f) = vx.as_immediate_float() {
                    f $sym (n as f64)
                } else {
                    save!();
                    let r = ops::compare_bool(t, vx, Value::int32(n as i32), Compare::$op);
                    free!(a);
                    check!(r)
                };
                if r == want {
                    jump!(d);
                }
                next!();
            }};
        }
        macro_rules! unary {
            ($f:path) => {{
                let (a, b) = (a(), b());
                save!();
                let r = $f(t, get!(b));
                free!(b);
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }};
        }
        macro_rules! jump_truth {
            ($keep:expr, $want:expr) => {{
                let (a, d) = (a(), sbx());
                let v = get!(a);
                let truth = if v.is_bool() {
                    v.is(Value::TRUE)
                } else {
                    save!();
                    let r = ops::truth(t, v);
                    if !$keep {
                        free!(a);
                    }
                    check!(r)
                };
                if truth == $want {
                    jump!(d);
                }
                next!();
            }};
        }

        // SAFETY: the verifier has checked that the code consists of instructions.
        let op = unsafe { opcode(word) };
        match op {
            Op::NOP => next!(),
            Op::EXTEND => {
                if WIDE {
                    save!();
                    raise!(t.system_error("two EXTENDs in a row"));
                }
                save!();
                match exec::<true>(t, st, word >> 8) {
                    Exit::Next => {
                        load!();
                    }
                    other => return other,
                }
            }
            Op::MOVE => {
                let v = take!(b());
                put!(a(), v);
                next!();
            }
            Op::COPY => {
                let v = t.hold(get!(b())).into_value();
                put!(a(), v);
                next!();
            }
            Op::LOAD_CONST => {
                // SAFETY: the verifier has checked the number.
                let v = t.hold(unsafe { code.constants.get_unchecked(bx()) }.v()).into_value();
                put!(a(), v);
                next!();
            }
            Op::LOAD_INT => {
                put!(a(), Value::int32(sbx()));
                next!();
            }
            Op::LOAD_NONE => {
                put!(a(), Value::NONE);
                next!();
            }
            Op::CLEAR => {
                put!(a(), Value::UNDEF);
                next!();
            }
            Op::CHECK_BOUND => {
                if get!(a()).is_undef() {
                    save!();
                    raise!(names::unbound_local(t, code, a()));
                }
                next!();
            }
            Op::DELETE_LOCAL => {
                if get!(a()).is_undef() {
                    save!();
                    raise!(names::unbound_local(t, code, a()));
                }
                put!(a(), Value::UNDEF);
                next!();
            }
            Op::MAKE_CELL => {
                let contents = owned(std::mem::replace(reg!(a()), Value::UNDEF));
                *reg!(a()) = cell::new(t, contents).into_value();
                next!();
            }
            Op::NEW_CELL => {
                put!(a(), cell::new(t, Ref::UNDEF).into_value());
                next!();
            }
            Op::LOAD_CELL => {
                let found = cell::get(t, get!(b()));
                if found.is_undef() {
                    save!();
                    raise!(names::unbound_cell(t, code, b()));
                }
                put!(a(), found.into_value());
                next!();
            }
            Op::STORE_CELL => {
                save!();
                let new = owned(take!(b()));
                cell::set(t, get!(a()), new);
                next!();
            }
            Op::DELETE_CELL => {
                save!();
                let this = get!(a());
                if cell::get(t, this).is_undef() {
                    raise!(names::unbound_cell(t, code, a()));
                }
                cell::set(t, this, Ref::UNDEF);
                next!();
            }
            Op::LOAD_FREE => {
                // SAFETY: the running frame.
                let found = cell::get(t, names::free(unsafe { &*frame }, bx()));
                if found.is_undef() {
                    save!();
                    raise!(names::unbound_free(t, code, bx()));
                }
                put!(a(), found.into_value());
                next!();
            }
            Op::STORE_FREE => {
                save!();
                let new = owned(take!(a()));
                // SAFETY: the running frame.
                let this = names::free(unsafe { &*frame }, bx());
                cell::set(t, this, new);
                next!();
            }
            Op::DELETE_FREE => {
                save!();
                // SAFETY: the running frame.
                let this = names::free(unsafe { &*frame }, ax());
                if cell::get(t, this).is_undef() {
                    raise!(names::unbound_free(t, code, ax()));
                }
                cell::set(t, this, Ref::UNDEF);
                next!();
            }
            Op::LOAD_CLOSURE => {
                // SAFETY: the running frame.
                let v = t.hold(names::free(unsafe { &*frame }, bx())).into_value();
                put!(a(), v);
                next!();
            }
            Op::LOAD_DICT_OR_FREE => {
                save!();
                let (a, b, c) = (a(), b(), c());
                // SAFETY: the running frame.
                let r = names::load_dict_or_free(t, code, unsafe { &*frame }, get!(b), c);
                free!(b);
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::LOAD_DICT_OR_GLOBAL => {
                let (a, b) = (a(), b());
                let name = code.names[fetch!() as usize].v();
                save!();
                // SAFETY: the running frame.
                let r = names::load_dict_or_global(t, unsafe { &*frame }, get!(b), name);
                free!(b);
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::LOAD_GLOBAL => {
                let a = a();
                let word = fetch!();
                let (name, site) = (name!(word), code.caches.site((word >> 16) as usize));
                // SAFETY: the running frame.
                let f = unsafe { &*frame };
                let mut r = inline_cache::load_global(t, site, f.globals, f.builtins, name);
                if r.is_undef() {
                    save!();
                    r = check!(names::load_global(t, f, name));
                }
                put!(a, r.into_value());
                next!();
            }
            Op::STORE_GLOBAL => {
                save!();
                let (a, name) = (a(), code.names[bx()].v());
                // SAFETY: the running frame.
                let r = dict::set(t, unsafe { (*frame).globals }, name, get!(a));
                free!(a);
                check!(r);
                next!();
            }
            Op::DELETE_GLOBAL => {
                save!();
                let name = code.names[ax()].v();
                // SAFETY: the running frame.
                let found = check!(dict::remove(t, unsafe { (*frame).globals }, name));
                if found.is_undef() {
                    raise!(names::name_error(t, name));
                }
                next!();
            }
            Op::LOAD_NAME => {
                save!();
                // SAFETY: the running frame.
                let r = check!(names::load_name(t, unsafe { &*frame }, code.names[bx()].v()));
                put!(a(), r.into_value());
                next!();
            }
            Op::STORE_NAME => {
                save!();
                let (a, name) = (a(), code.names[bx()].v());
                // SAFETY: the running frame.
                let r = names::store_name(t, unsafe { &*frame }, name, get!(a));
                free!(a);
                check!(r);
                next!();
            }
            Op::DELETE_NAME => {
                save!();
                // SAFETY: the running frame.
                check!(names::delete_name(t, unsafe { &*frame }, code.names[ax()].v()));
                next!();
            }
            Op::LOAD_LOCALS => {
                save!();
                // SAFETY: the running frame.
                let r = check!(names::load_locals(t, unsafe { &*frame }));
                put!(a(), r.into_value());
                next!();
            }
            Op::LOAD_BUILD_CLASS => {
                save!();
                // SAFETY: the running frame.
                let r = check!(names::load_builtin(t, unsafe { &*frame }, "__build_class__"));
                put!(a(), r.into_value());
                next!();
            }
            Op::LOAD_COMMON => {
                put!(a(), slow::common(t, b()).into_value());
                next!();
            }
            Op::LOAD_ATTR => {
                let (a, b) = (a(), b());
                let word = fetch!();
                save!();
                let site = code.caches.site((word >> 16) as usize);
                let v = get!(b);
                let found = inline_cache::load_slot(t, site, v);
                if !found.is_undef() {
                    free!(b);
                    put!(a, found.into_value());
                    next!();
                }
                if let Some(f) = inline_cache::property_getter(t, site, v)
                    && call::step_into(t, st, f, &[v], a as u32).is_ok()
                {
                    free!(b);
                    entered!();
                }
                let r = inline_cache::load_attr(t, site, v, name!(word));
                free!(b);
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::LOAD_METHOD => {
                let (a, b) = (a(), b());
                let word = fetch!();
                save!();
                let site = code.caches.site((word >> 16) as usize);
                let (f, bound) =
                    check!(inline_cache::load_method(t, site, get!(b), name!(word)).map_err(|e| {
                        free!(b);
                        e
                    }));
                let this = if bound { take!(b) } else { Value::UNDEF };
                if !bound {
                    free!(b);
                }
                put!(a, f.into_value());
                put!(a + 1, this);
                next!();
            }
            Op::LOAD_SUPER_METHOD => {
                let (a, b) = (a(), b());
                let name = code.names[fetch!() as usize].v();
                save!();
                let r = heddle_objects::types::super_::load_method_of(t, get!(b), name);
                free!(b);
                let (f, this) = check!(r);
                put!(a, f.into_value());
                put!(a + 1, this.into_value());
                next!();
            }
            Op::STORE_ATTR => {
                let (a, b) = (a(), b());
                let word = fetch!();
                save!();
                let site = code.caches.site((word >> 16) as usize);
                let r = inline_cache::store_attr(t, site, get!(a), name!(word), get!(b));
                free!(a, b);
                check!(r);
                next!();
            }
            Op::DELETE_ATTR => {
                let a = a();
                let name = code.names[fetch!() as usize].v();
                save!();
                let r = ops::setattr(t, get!(a), name, Value::UNDEF);
                free!(a);
                check!(r);
                next!();
            }
            Op::LOAD_SUBSCR => {
                let (a, b, c) = (a(), b(), c());
                let (v, k) = (get!(b), get!(c));
                let item = slow::item(t, v, k);
                if !item.is_undef() {
                    // (An index holds nothing.)
                    if b >= first_temp {
                        save!();
                        *reg!(b) = Value::UNDEF;
                        release(t, v);
                    }
                    put!(a, item.into_value());
                    next!();
                }
                save!();
                if let Some(f) = heddle_objects::slotdefs::python_getitem(t, v)
                    && call::step_into(t, st, f, &[v, k], a as u32).is_ok()
                {
                    free!(b, c);
                    entered!();
                }
                let r = slow::subscript(t, v, k);
                free!(b, c);
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::STORE_SUBSCR => {
                let (a, b, c) = (a(), b(), c());
                save!();
                let (v, k) = (get!(a), get!(b));
                if k.is_small_int()
                    && list::LIST.has_shape_of(v)
                    && list::set(t, v, (k.bits() as i64 >> 1) as usize, t.hold(get!(c)))
                {
                    free!(a, c);
                    next!();
                }
                // What `__setitem__` returns goes to a temporary, where it does not matter.
                if c >= first_temp
                    && let Some(f) = heddle_objects::slotdefs::python_setitem(t, v)
                    && call::step_into(t, st, f, &[v, k, get!(c)], c as u32).is_ok()
                {
                    free!(a, b, c);
                    entered!();
                }
                let r = if dict::DICT.has_shape_of(v) {
                    dict::set(t, v, k, get!(c))
                } else {
                    ops::setitem(t, v, k, get!(c))
                };
                free!(a, b, c);
                check!(r);
                next!();
            }
            Op::DELETE_SUBSCR => {
                let (a, b) = (a(), b());
                save!();
                let r = ops::delitem(t, get!(a), get!(b));
                free!(a, b);
                check!(r);
                next!();
            }
            Op::BUILD_SLICE => {
                let (a, b, n) = (a(), b(), c());
                let parts: [Value; 3] =
                    std::array::from_fn(|k| if k < n { get!(b + k) } else { Value::NONE });
                let r = slow::build_slice(t, &parts);
                (0..n).for_each(|k| release(t, std::mem::replace(reg!(b + k), Value::UNDEF)));
                put!(a, r.into_value());
                next!();
            }
            Op::NEG => unary!(ops::neg),
            Op::POS => unary!(ops::pos),
            Op::INVERT => unary!(ops::invert),
            Op::NOT => {
                let (a, b) = (a(), b());
                save!();
                let r = ops::truth(t, get!(b));
                free!(b);
                let r = check!(r);
                put!(a, Value::bool(!r));
                next!();
            }
            Op::TO_BOOL => {
                let (a, b) = (a(), b());
                save!();
                let r = ops::truth(t, get!(b));
                free!(b);
                let r = check!(r);
                put!(a, Value::bool(r));
                next!();
            }
            Op::ADD => binary!(Add, |x, y| x.checked_add(y), |f, g| Some(f + g), ops::binary),
            Op::SUB => binary!(Sub, |x, y| x.checked_sub(y), |f, g| Some(f - g), ops::binary),
            Op::MUL => binary!(Mul, |x, y| (x >> 1).checked_mul(y), |f, g| Some(f * g), ops::binary),
            Op::MATMUL => plain_binary!(MatMul, ops::binary),
            Op::DIV => {
                binary!(TrueDiv, |_x, _y| None, |f, g| if g == 0.0 { None } else { Some(f / g) }, ops::binary)
            }
            Op::MOD => binary!(Mod, |x, y| slow::small_mod(x, y), |_f, _g| None, ops::binary),
            Op::POW => plain_binary!(Pow, ops::binary),
            Op::LSHIFT => binary!(LShift, |x, y| slow::small_shl(x, y), |_f, _g| None, ops::binary),
            Op::RSHIFT => binary!(RShift, |x, y| slow::small_shr(x, y), |_f, _g| None, ops::binary),
            Op::OR => binary!(Or, |x, y| Some(x | y), |_f, _g| None, ops::binary),
            Op::XOR => binary!(Xor, |x, y| Some(x ^ y), |_f, _g| None, ops::binary),
            Op::AND => binary!(And, |x, y| Some(x & y), |_f, _g| None, ops::binary),
            Op::FLOOR_DIV => {
                binary!(FloorDiv, |x, y| slow::small_floor_div(x, y), |_f, _g| None, ops::binary)
            }
            Op::IADD => binary!(Add, |x, y| x.checked_add(y), |f, g| Some(f + g), ops::inplace),
            Op::ISUB => binary!(Sub, |x, y| x.checked_sub(y), |f, g| Some(f - g), ops::inplace),
            Op::IMUL => binary!(Mul, |x, y| (x >> 1).checked_mul(y), |f, g| Some(f * g), ops::inplace),
            Op::IMATMUL => plain_binary!(MatMul, ops::inplace),
            Op::IDIV => {
                binary!(
                    TrueDiv,
                    |_x, _y| None,
                    |f, g| if g == 0.0 { None } else { Some(f / g) },
                    ops::inplace
                )
            }
            Op::IMOD => binary!(Mod, |x, y| slow::small_mod(x, y), |_f, _g| None, ops::inplace),
            Op::IPOW => plain_binary!(Pow, ops::inplace),
            Op::ILSHIFT => binary!(LShift, |x, y| slow::small_shl(x, y), |_f, _g| None, ops::inplace),
            Op::IRSHIFT => binary!(RShift, |x, y| slow::small_shr(x, y), |_f, _g| None, ops::inplace),
            Op::IOR => binary!(Or, |x, y| Some(x | y), |_f, _g| None, ops::inplace),
            Op::IXOR => binary!(Xor, |x, y| Some(x ^ y), |_f, _g| None, ops::inplace),
            Op::IAND => binary!(And, |x, y| Some(x & y), |_f, _g| None, ops::inplace),
            Op::IFLOOR_DIV => {
                binary!(FloorDiv, |x, y| slow::small_floor_div(x, y), |_f, _g| None, ops::inplace)
            }
            Op::ADD_I => binary_imm!(Add, checked_add, +, ops::binary),
            Op::SUB_I => binary_imm!(Sub, checked_sub, -, ops::binary),
            Op::IADD_I => binary_imm!(Add, checked_add, +, ops::inplace),
            Op::ISUB_I => binary_imm!(Sub, checked_sub, -, ops::inplace),
            Op::LT => compare!(Lt, <),
            Op::LE => compare!(Le, <=),
            Op::EQ => compare!(Eq, ==),
            Op::NE => compare!(Ne, !=),
            Op::GT => compare!(Gt, >),
            Op::GE => compare!(Ge, >=),
            Op::IS | Op::IS_NOT => {
                let (a, b, c) = (a(), b(), c());
                let r = get!(b).is(get!(c)) == (op == Op::IS);
                save!();
                free!(b, c);
                put!(a, Value::bool(r));
                next!();
            }
            Op::IN | Op::NOT_IN => {
                let (a, b, c) = (a(), b(), c());
                save!();
                let r = ops::contains(t, get!(c), get!(b));
                free!(b, c);
                let r = check!(r);
                put!(a, Value::bool(r == (op == Op::IN)));
                next!();
            }
            Op::JUMP => {
                jump!(sax());
                next!();
            }
            Op::JUMP_BACK => {
                save!();
                jump!(sax());
                if let Err(e) = crate::safepoint(t) {
                    raise!(e);
                }
                next!();
            }
            Op::JUMP_TRUE => jump_truth!(false, true),
            Op::JUMP_FALSE => jump_truth!(false, false),
            Op::JUMP_TRUE_KEEP => jump_truth!(true, true),
            Op::JUMP_FALSE_KEEP => jump_truth!(true, false),
            Op::JUMP_NONE | Op::JUMP_NOT_NONE => {
                let (a, d) = (a(), sbx());
                let is_none = get!(a).is_none();
                if !is_none {
                    save!();
                    free!(a);
                }
                if is_none == (op == Op::JUMP_NONE) {
                    jump!(d);
                }
                next!();
            }
            Op::JUMP_LT => jump_compare!(Lt, <),
            Op::JUMP_LE => jump_compare!(Le, <=),
            Op::JUMP_EQ => jump_compare!(Eq, ==),
            Op::JUMP_NE => jump_compare!(Ne, !=),
            Op::JUMP_GT => jump_compare!(Gt, >),
            Op::JUMP_GE => jump_compare!(Ge, >=),
            Op::JUMP_IS => {
                let (a, b, want) = (a(), b(), c() != 0);
                let d = fetch!() as i32;
                let r = get!(a).is(get!(b));
                save!();
                free!(a, b);
                if r == want {
                    jump!(d);
                }
                next!();
            }
            Op::JUMP_IN => {
                let (a, b, want) = (a(), b(), c() != 0);
                let d = fetch!() as i32;
                save!();
                let r = ops::contains(t, get!(b), get!(a));
                free!(a, b);
                if check!(r) == want {
                    jump!(d);
                }
                next!();
            }
            Op::JUMP_LT_I => jump_compare_imm!(Lt, <),
            Op::JUMP_LE_I => jump_compare_imm!(Le, <=),
            Op::JUMP_EQ_I => jump_compare_imm!(Eq, ==),
            Op::JUMP_NE_I => jump_compare_imm!(Ne, !=),
            Op::JUMP_GT_I => jump_compare_imm!(Gt, >),
            Op::JUMP_GE_I => jump_compare_imm!(Ge, >=),
            Op::GET_ITER => {
                let (a, b) = (a(), b());
                save!();
                let v = get!(b);
                if call::step_into_iter(t, st, v, a as u32) {
                    free!(b);
                    load!();
                    next!();
                }
                let r = ops::iter(t, v);
                free!(b);
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::FOR_ITER => {
                let (a, b) = (a(), b());
                let d = fetch!() as i32;
                save!();
                let it = get!(b);
                let item = if RANGE_ITERATOR.has_shape_of(it) {
                    // SAFETY: its shape says so, as those below do.
                    unsafe { RangeIter::next_fast(t, it) }
                } else if LIST_ITERATOR.has_shape_of(it) {
                    // SAFETY: as above.
                    unsafe { ListIter::next_fast(t, it) }
                } else if TUPLE_ITERATOR.has_shape_of(it) {
                    // SAFETY: as above.
                    unsafe { TupleIter::next_fast(t, it) }
                } else if !WIDE
                    && genobj::GENERATOR.has_shape_of(it)
                    && crate::PENDING.load(Relaxed) == 0
                    && generator::step_in(t, st, it, Value::NONE, a as u32)
                {
                    load!();
                    next!();
                } else if !WIDE
                    && let Some(to) = unpacks_pair(pc, a, first_temp)
                    && let Some(pair) = iterators::next_pair(t, it)
                {
                    // The UNPACK that follows has nothing left to do.
                    let Some([one, two]) = check!(pair) else {
                        put!(b, Value::UNDEF);
                        jump!(d);
                        next!();
                    };
                    put!(to, one.into_value());
                    put!(to + 1, two.into_value());
                    jump!(1);
                    next!();
                } else {
                    check!(ops::next(t, it))
                };
                if item.is_undef() {
                    put!(b, Value::UNDEF);
                    jump!(d);
                } else {
                    put!(a, item.into_value());
                }
                next!();
            }
            Op::UNPACK => {
                let (a, b, n) = (a(), b(), c());
                save!();
                let v = get!(b);
                if tuple::TUPLE.has_shape_of(v) {
                    // SAFETY: its shape says so.
                    let items = unsafe { v.payload_unchecked::<tuple::Tuple>() }.items();
                    if items.len() == n {
                        // The tuple may be in one of the registers that are written: it goes last.
                        let held = owned(take!(b));
                        for (k, item) in items.iter().enumerate() {
                            put!(a + k, t.hold(*item).into_value());
                        }
                        drop(held);
                        next!();
                    }
                }
                let held = owned(take!(b));
                // SAFETY: the frame's registers.
                if unsafe { slow::unpack_list(t, v, regs.add(a), n) } {
                    drop(held);
                    next!();
                }
                let r = slow::unpack(t, v, n);
                drop(held);
                for (k, v) in check!(r).into_iter().enumerate() {
                    put!(a + k, v.into_value());
                }
                next!();
            }
            Op::UNPACK_EX => {
                let (a, b, n) = (a(), b(), c());
                let before = (fetch!() & 0xffff) as usize;
                save!();
                let r = slow::unpack_ex(t, get!(b), before, n - before - 1);
                free!(b);
                for (k, v) in check!(r).into_iter().enumerate() {
                    put!(a + k, v.into_value());
                }
                next!();
            }
            Op::BUILD_TUPLE | Op::BUILD_LIST => {
                let (a, b, n) = (a(), b(), c());
                // SAFETY: the window lies in the frame.
                let r = unsafe {
                    let window = regs.add(b);
                    if op == Op::BUILD_TUPLE {
                        tuple::from_window(t, window, n)
                    } else {
                        list::from_window(t, window, n)
                    }
                };
                put!(a, r.into_value());
                next!();
            }
            Op::BUILD_SET | Op::BUILD_MAP => {
                let (a, b, n) = (a(), b(), c());
                save!();
                let count = if op == Op::BUILD_SET { n } else { n * 2 };
                // SAFETY: the window lies in the frame.
                let window = unsafe { std::slice::from_raw_parts(regs.add(b), count) };
                let r =
                    if op == Op::BUILD_SET { slow::build_set(t, window) } else { slow::build_map(t, window) };
                (0..count).for_each(|k| release(t, std::mem::replace(reg!(b + k), Value::UNDEF)));
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::BUILD_STRING => {
                let (a, b, n) = (a(), b(), c());
                save!();
                // SAFETY: the window lies in the frame.
                let r = str::concat(t, unsafe { std::slice::from_raw_parts(regs.add(b), n) });
                (0..n).for_each(|k| release(t, std::mem::replace(reg!(b + k), Value::UNDEF)));
                put!(a, r.into_value());
                next!();
            }
            Op::LIST_APPEND => {
                save!();
                let item = owned(take!(b()));
                list::append(t, get!(a()), item);
                next!();
            }
            Op::SET_ADD => {
                let (a, b) = (a(), b());
                save!();
                let r = slow::set_add(t, get!(a), get!(b));
                free!(b);
                check!(r);
                next!();
            }
            Op::MAP_ADD => {
                let (a, b, c) = (a(), b(), c());
                save!();
                let r = dict::set(t, get!(a), get!(b), get!(c));
                free!(b, c);
                check!(r);
                next!();
            }
            Op::LIST_EXTEND => {
                let (a, b) = (a(), b());
                save!();
                let r = slow::list_extend(t, get!(a), get!(b));
                free!(b);
                check!(r);
                next!();
            }
            Op::SET_UPDATE => {
                let (a, b) = (a(), b());
                save!();
                let r = slow::set_update(t, get!(a), get!(b));
                free!(b);
                check!(r);
                next!();
            }
            Op::DICT_UPDATE => {
                let (a, b) = (a(), b());
                save!();
                let r = slow::dict_update(t, get!(a), get!(b));
                free!(b);
                check!(r);
                next!();
            }
            Op::DICT_MERGE => {
                let (a, b, c) = (a(), b(), c());
                save!();
                let r = slow::dict_merge(t, get!(a), get!(b), get!(c));
                free!(b);
                check!(r);
                next!();
            }
            Op::LIST_TO_TUPLE => {
                let (a, b) = (a(), b());
                let r = tuple::from_refs(t, list::snapshot(t, get!(b)));
                save!();
                free!(b);
                put!(a, r.into_value());
                next!();
            }
            Op::CALL | Op::CALL_METHOD => {
                let (a, mut base, mut n) = (a(), b(), c());
                let site = fetch!() as usize;
                save!();
                if op == Op::CALL_METHOD {
                    // [function][self or UNDEF][arguments]: without self the function moves up.
                    if get!(base + 1).is_undef() {
                        let f = std::mem::replace(reg!(base), Value::UNDEF);
                        *reg!(base + 1) = f;
                        base += 1;
                    } else {
                        n += 1;
                    }
                }
                let mut f = get!(base);
                // SAFETY: the window is of this frame.
                let window = unsafe { regs.add(base) };
                // While something is pending (a trace function, for one), calls go the long way.
                let quick = crate::PENDING.load(Relaxed) == 0;
                // SAFETY: the running frame.
                let on_stack = unsafe { (*frame).generator.is_undef() };
                // SAFETY: the window is topmost, so that there is room behind it where it is on the stack.
                let unfolds = || unsafe { call::unfold_method(t, window, n) };
                if quick && on_stack && !function::is_function(f) && unfolds() {
                    n += 1;
                    f = get!(base);
                }
                if quick && function::is_function(f) {
                    // SAFETY: it is a function, which keeps its code.
                    let (data, code_value) = unsafe {
                        let data = f.payload_unchecked::<function::Function>();
                        (data, data.code.peek())
                    };
                    // SAFETY: a function's code is a code object.
                    let callee = unsafe { code_value.payload_unchecked::<Code>() };
                    // SAFETY: the running frame; the arguments are its topmost registers, and on the stack unless it is a
                    // generator's.
                    let r = unsafe {
                        let at = window.add(1);
                        if n == callee.plain_args as usize
                            && (*frame).generator.is_undef()
                            && st.has_room(at, callee.registers as usize)
                        {
                            *window = Value::UNDEF;
                            let no = Value::UNDEF;
                            call::push_plain(st, f, data, code_value, callee, at, a as u32, no);
                            Ok(())
                        } else {
                            call::enter(t, st, window, n, &[], a as u32)
                        }
                    };
                    check!(r);
                    entered!();
                }
                // (The collector looks at a generator's registers, not at the stack's.)
                // SAFETY: the window is of this frame.
                if quick && let Some(r) = unsafe { descr::call_window(t, window, n, on_stack) } {
                    // SAFETY: as above.
                    unsafe { call::clear_window(t, window, n) };
                    let r = check!(r);
                    put!(a, r.into_value());
                    next!();
                }
                if quick
                    && on_stack
                    && let Some((made, init)) = inline_cache::construct(t, code.caches.site(site), f, n)
                {
                    if init.is_undef() {
                        // SAFETY: the window is of this frame.
                        unsafe { call::clear_window(t, window, n) };
                        put!(a, made.into_value());
                        next!();
                    }
                    // SAFETY: as above; the window is on the stack.
                    check!(unsafe { call::initialise(t, st, window, n, made, init, a as u32) });
                    entered!();
                }
                // SAFETY: the window is of this frame.
                let r = unsafe { call::window(t, st, window, n, &[]) };
                let r = check!(r);
                put!(a, r.into_value());
                if crate::PENDING.load(Relaxed) != 0 {
                    save!();
                    check!(crate::safepoint(t));
                    if st.tracing.is_on() {
                        return Exit::Next;
                    }
                }
                next!();
            }
            Op::CALL_KW | Op::CALL_METHOD_KW => {
                let (a, mut base, mut n) = (a(), b(), c());
                let names = code.constants[(fetch!() & 0xffff) as usize].v();
                save!();
                if op == Op::CALL_METHOD_KW {
                    if get!(base + 1).is_undef() {
                        let f = std::mem::replace(reg!(base), Value::UNDEF);
                        *reg!(base + 1) = f;
                        base += 1;
                    } else {
                        n += 1;
                    }
                }
                let names = tuple::items(&names);
                if function::is_function(get!(base)) && crate::PENDING.load(Relaxed) == 0 {
                    // SAFETY: the window is of this frame.
                    let r = unsafe { call::enter(t, st, regs.add(base), n, names, a as u32) };
                    check!(r);
                    load!();
                    next!();
                }
                // SAFETY: the window is of this frame.
                let r = unsafe { call::window(t, st, regs.add(base), n, names) };
                let r = check!(r);
                put!(a, r.into_value());
                if crate::PENDING.load(Relaxed) != 0 {
                    save!();
                    check!(crate::safepoint(t));
                    if st.tracing.is_on() {
                        return Exit::Next;
                    }
                }
                next!();
            }
            Op::CALL_EX => {
                let (a, base, n) = (a(), b(), c());
                save!();
                let kwargs = if n == 2 { get!(base + 2) } else { Value::UNDEF };
                let r = call::unpacked(t, get!(base), get!(base + 1), kwargs);
                (0..=n).for_each(|k| release(t, std::mem::replace(reg!(base + k), Value::UNDEF)));
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::INTRINSIC => {
                let (a, b, n) = (a(), b(), c());
                let number = fetch!() as usize;
                save!();
                // SAFETY: the window lies in the frame.
                let r = unsafe {
                    slow::intrinsic(t, &*frame, number, std::slice::from_raw_parts(regs.add(b), n))
                };
                (0..n).for_each(|k| release(t, std::mem::replace(reg!(b + k), Value::UNDEF)));
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::MAKE_FUNCTION => {
                // SAFETY: the running frame.
                let r = call::make_function(t, unsafe { &*frame }, code.constants[bx()].v());
                put!(a(), r.into_value());
                next!();
            }
            Op::SET_FUNCTION => {
                save!();
                let v = owned(take!(b()));
                call::set_function(t, get!(a()), c(), v);
                next!();
            }
            Op::FORMAT => {
                let (a, b) = (a(), b());
                save!();
                let r = str::format_value(t, get!(b), Value::UNDEF);
                free!(b);
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::FORMAT_SPEC => {
                let (a, b, c) = (a(), b(), c());
                save!();
                let r = str::format_value(t, get!(b), get!(c));
                free!(b, c);
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::CONVERT => {
                let (a, b, c) = (a(), b(), c());
                save!();
                let r = slow::convert(t, get!(b), c);
                free!(b);
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::BUILD_INTERPOLATION => {
                let (a, b, n) = (a(), b(), c());
                let conversion = fetch!() as usize;
                save!();
                // SAFETY: the window lies in the frame.
                let window = unsafe { std::slice::from_raw_parts(regs.add(b), 2 + n) };
                let r = crate::template_interpolation(t, window, conversion);
                (0..2 + n).for_each(|k| release(t, std::mem::replace(reg!(b + k), Value::UNDEF)));
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::BUILD_TEMPLATE => {
                let (a, b, c) = (a(), b(), c());
                save!();
                let r = crate::template_new(t, get!(b), get!(c));
                free!(b, c);
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::RAISE => {
                let a = a();
                save!();
                let e = raise::exception_of(t, get!(a), Value::UNDEF);
                free!(a);
                raise!(e);
            }
            Op::RAISE_FROM => {
                let (a, b) = (a(), b());
                save!();
                let e = raise::exception_of(t, get!(a), get!(b));
                free!(a, b);
                raise!(e);
            }
            Op::RAISE_CURRENT => {
                save!();
                // An exception that is raised again has this frame's entry already.
                let new = t.handled().is_none_or_undef();
                let e = raise::current(t);
                if let Some(e) = raise::unwind(t, st, e, new) {
                    return Exit::Done(Err(e));
                }
                load!();
                next!();
            }
            Op::RERAISE => {
                save!();
                let e = Raised(owned(take!(a())));
                if let Some(e) = raise::unwind(t, st, e, false) {
                    return Exit::Done(Err(e));
                }
                load!();
                next!();
            }
            Op::ENTER_HANDLER => {
                let new = Ref::new(get!(b()));
                let old = t.set_handled(new);
                put!(a(), old.into_value());
                next!();
            }
            Op::LEAVE_HANDLER => {
                save!();
                let a = a();
                let before = owned(std::mem::replace(reg!(a), Value::UNDEF));
                drop(t.set_handled(before));
                next!();
            }
            Op::JUMP_NOT_EXC => {
                let (a, b) = (a(), b());
                let d = fetch!() as i32;
                save!();
                let r = raise::matches(t, get!(a), get!(b));
                free!(b);
                if !check!(r) {
                    jump!(d);
                }
                next!();
            }
            Op::MATCH_GROUP => {
                let (a, b, c) = (a(), b(), c());
                save!();
                let r = raise::match_group(t, get!(b), get!(c));
                free!(b, c);
                let (rest, matching) = check!(r);
                put!(a, rest.into_value());
                put!(a + 1, matching.into_value());
                next!();
            }
            Op::LOAD_SPECIAL => {
                let (a, b, c) = (a(), b(), c());
                save!();
                let r = slow::load_special(t, get!(b), c);
                let (f, bound) = match r {
                    Ok(found) => found,
                    Err(e) => {
                        free!(b);
                        raise!(e)
                    }
                };
                let this = if bound { take!(b) } else { Value::UNDEF };
                if !bound {
                    free!(b);
                }
                put!(a, f.into_value());
                put!(a + 1, this);
                next!();
            }
            Op::WITH_EXCEPT => {
                let (a, b, c) = (a(), b(), c());
                save!();
                let r = check!(slow::with_except(t, get!(b), get!(b + 1), get!(c)));
                put!(a, r.into_value());
                next!();
            }
            Op::GENERATOR => {
                save!();
                let r = check!(generator::make(t, st));
                // The frame is gone: its registers are the generator's.
                // SAFETY: `make` popped it and left these two.
                let (entry, result) = r.1;
                if entry {
                    return Exit::Done(Ok(r.0));
                }
                load!();
                put!(result as usize, r.0.into_value());
                next!();
            }
            Op::YIELD => {
                let v = owned(take!(b()));
                save!();
                generator::suspend(t, st, a() as u32, 0);
                yielded!(v, true);
            }
            Op::SEND => {
                let (a, b) = (a(), b());
                let d = fetch!() as i32;
                save!();
                let it = get!(b);
                if !WIDE
                    && (genobj::GENERATOR.has_shape_of(it) || genobj::COROUTINE.has_shape_of(it))
                    && crate::PENDING.load(Relaxed) == 0
                    && generator::step_in(t, st, it, get!(a), a as u32)
                {
                    load!();
                    next!();
                }
                let (v, yielded) = check!(generator::send_to(t, it, get!(a)));
                put!(a, v.into_value());
                if !yielded {
                    jump!(d);
                }
                next!();
            }
            Op::YIELD_FROM => {
                let (a, b) = (a(), b());
                let d = fetch!() as i32;
                save!();
                let v = owned(std::mem::replace(reg!(a), Value::UNDEF));
                generator::suspend_in(t, st, a as u32, b as u32, d);
                yielded!(v, false);
            }
            Op::GET_AWAITABLE => {
                let (a, b, c) = (a(), b(), c());
                save!();
                let r = generator::awaitable(t, get!(b), c);
                free!(b);
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::GET_YIELD_FROM => {
                let (a, b) = (a(), b());
                save!();
                let v = get!(b);
                if call::step_into_iter(t, st, v, a as u32) {
                    free!(b);
                    load!();
                    next!();
                }
                let r = generator::yield_from_iter(t, code, v);
                free!(b);
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::GET_AITER => unary!(generator::aiter),
            Op::GET_ANEXT => {
                save!();
                let r = check!(generator::anext(t, get!(b())));
                put!(a(), r.into_value());
                next!();
            }
            Op::END_ASYNC_FOR => {
                save!();
                let e = Raised(owned(take!(a())));
                if !e.is(&heddle_objects::types::exceptions::STOP_ASYNC_ITERATION) {
                    if let Some(e) = raise::unwind(t, st, e, false) {
                        return Exit::Done(Err(e));
                    }
                    load!();
                }
                next!();
            }
            Op::IMPORT_NAME => {
                let (a, b, n) = (a(), b(), c());
                let name = code.names[fetch!() as usize].v();
                save!();
                // SAFETY: the running frame.
                let r = slow::import_name(t, unsafe { &*frame }, name, get!(b), get!(b + 1));
                (0..n).for_each(|k| release(t, std::mem::replace(reg!(b + k), Value::UNDEF)));
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::IMPORT_FROM => {
                let (a, b) = (a(), b());
                let name = code.names[fetch!() as usize].v();
                save!();
                let r = check!(slow::import_from(t, get!(b), name));
                put!(a, r.into_value());
                next!();
            }
            Op::MATCH_CLASS => {
                let (a, b, n) = (a(), b(), c());
                let positional = fetch!() as usize;
                save!();
                let r = matching::class(t, get!(b), get!(b + 1), get!(b + 2), positional);
                (0..n).for_each(|k| release(t, std::mem::replace(reg!(b + k), Value::UNDEF)));
                let r = check!(r);
                put!(a, r.into_value());
                next!();
            }
            Op::MATCH_MAPPING => {
                let r = matching::is_mapping(get!(b()));
                put!(a(), Value::bool(r));
                next!();
            }
            Op::MATCH_SEQUENCE => {
                let r = matching::is_sequence(get!(b()));
                put!(a(), Value::bool(r));
                next!();
            }
            Op::MATCH_KEYS => {
                let (a, b, c) = (a(), b(), c());
                save!();
                let r = check!(matching::keys(t, get!(b), get!(c)));
                put!(a, r.into_value());
                next!();
            }
            Op::GET_LEN => {
                save!();
                let n = check!(ops::len(t, get!(b())));
                put!(a(), t.int(n as i64).into_value());
                next!();
            }
            Op::SETUP_ANNOTATIONS => {
                save!();
                // SAFETY: the running frame.
                check!(names::setup_annotations(t, unsafe { &*frame }));
                next!();
            }
            Op::RETURN | Op::RETURN_NONE => {
                save!();
                let v = if op == Op::RETURN { take!(a()) } else { Value::NONE };
                // SAFETY: the running frame.
                if let Some(result) = unsafe { call::leave_plain(t, st, frame, code) } {
                    load!();
                    put!(result as usize, v);
                    next!();
                }
                // SAFETY: the running frame.
                let (entry, result, instance, this) = unsafe {
                    let instance = std::mem::replace(&mut (*frame).instance, Value::UNDEF);
                    ((*frame).entry, (*frame).result as usize, instance, (*frame).generator)
                };
                call::leave(t, st);
                if entry {
                    // SAFETY: `v` is owned.
                    return Exit::Done(Ok(unsafe { Ref::own(v) }));
                }
                if !this.is_undef() {
                    generator::stepped_off(t, this);
                    load!();
                    // The caller is behind the two words of the FOR_ITER or SEND that has stepped in.
                    // SAFETY: as `step_in` left it.
                    let (word, d) =
                        unsafe { ((*pc.sub(2)).load(Relaxed), (*pc.sub(1)).load(Relaxed) as i32) };
                    // SAFETY: as above.
                    if unsafe { opcode(word) } == Op::FOR_ITER {
                        drop(owned(v));
                        put!((word >> 16 & 0xff) as usize, Value::UNDEF);
                    } else {
                        put!(result, v);
                    }
                    jump!(d);
                    next!();
                }
                let mut v = owned(v);
                if !instance.is_undef() {
                    // The frame of an `__init__`: what the caller gets is the instance.
                    let made = owned(instance);
                    if !v.is_none() {
                        raise!(slow::init_returned(t, v.v()));
                    }
                    v = made;
                }
                load!();
                put!(result, v.into_value());
                next!();
            }
        }
        if WIDE {
            save!();
            return Exit::Next;
        }
    }
}
