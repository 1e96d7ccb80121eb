//! What the sequence types share: sizes, indices, arguments, `repr` of items.
//!
//! Must never know how any of them keeps its items.

use crate::error::{Raised, Res};
use crate::native::Args;
use crate::ops::{self, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::exceptions as exc;
use crate::types::{int, str};
use crate::value::Value;
use heddle_text::Buf;

/// Bytes from which an allocation is first compared with the machine's memory.
const LARGE: usize = 1 << 30;

/// Whether `len` items of 8 bytes are more than any allocation here should try: the allocator may promise pages that the
/// machine does not have.
pub fn too_many(len: usize) -> bool {
    let Some(bytes) = len.checked_mul(8).filter(|b| isize::try_from(*b).is_ok()) else { return true };
    bytes >= LARGE && bytes > machine_memory()
}

fn machine_memory() -> usize {
    // SAFETY: a plain query that fills the struct.
    unsafe {
        let mut info: libc::sysinfo = std::mem::zeroed();
        if libc::sysinfo(&mut info) != 0 {
            return usize::MAX;
        }
        (info.totalram as usize)
            .saturating_add(info.totalswap as usize)
            .saturating_mul(info.mem_unit as usize)
    }
}

/// A MemoryError without a message, as the allocator of CPython raises it.
#[cold]
pub fn no_memory(t: &Thread) -> Raised {
    t.error_args(&exc::MEMORY_ERROR, &[])
}

/// An index counted from the end if negative; `None` if it is out of range.
#[inline]
pub fn wrap_index(index: isize, len: usize) -> Option<usize> {
    let index = if index < 0 { index.wrapping_add_unsigned(len) } else { index };
    usize::try_from(index).ok().filter(|&k| k < len)
}

/// A start or stop argument of `index`: clamped to `0..=len`.
pub fn clamp_index(t: &Thread, v: Value, default: usize, len: usize) -> Res<usize> {
    if v.is_undef() {
        return Ok(default);
    }
    let k = slice_index(t, v)?;
    let k = if k < 0 { k.saturating_add_unsigned(len).max(0) } else { k };
    Ok(k as usize)
}

/// An int (or something with `__index__`), clamped to a machine word.
pub fn slice_index(t: &Thread, v: Value) -> Res<isize> {
    if !int::is_int(v) && ops::slots_of(v).index.is_none() {
        return Err(t.type_error("slice indices must be integers or have an __index__ method"));
    }
    ops::index_clamped(t, v)
}

/// The count of a repetition: below zero is zero.
pub fn repeat_count(t: &Thread, n: Value) -> Res<usize> {
    let n = int::to_i64(n).ok_or_else(|| t.overflow_error("cannot fit 'int' into an index-sized integer"))?;
    Ok(n.max(0) as usize)
}

/// Whether `v` can be an index.
#[inline]
pub fn is_index(v: Value) -> bool {
    v.is_small_int() || ops::slots_of(v).index.is_some()
}

/// TypeError if there are keyword arguments.
pub fn no_keywords(t: &Thread, args: Args, name: &str) -> Res<()> {
    if args.names.is_empty() {
        return Ok(());
    }
    Err(t.type_error(format_args!("{name}() takes no keyword arguments")))
}

/// The positional arguments, if there are as many as there may be.
pub fn positional<'a>(t: &Thread, args: Args<'a>, name: &str, least: usize, most: usize) -> Res<&'a [Value]> {
    let given = args.positional();
    let n = given.len();
    if (least..=most).contains(&n) {
        return Ok(given);
    }
    let (how, bound) = if least == most {
        ("", least)
    } else if n < least {
        ("at least ", least)
    } else {
        ("at most ", most)
    };
    let s = if bound == 1 { "" } else { "s" };
    Err(t.type_error(format_args!("{name} expected {how}{bound} argument{s}, got {n}")))
}

/// Appends `repr(v)`.
pub fn push_repr(t: &Thread, buf: &mut Buf, v: Value) -> Res<()> {
    let r = ops::repr(t, v)?;
    buf.push_view(str::view(&r));
    Ok(())
}

/// `repr` of a container: `open`, the items that `next` gives (UNDEF ends) with commas between, `close`. Inside itself it is
/// `cycle`.
pub fn repr_items(
    t: &Thread,
    v: Value,
    [open, close, cycle]: [&str; 3],
    mut next: impl FnMut(usize) -> Ref,
) -> Res {
    if !t.repr_enter(v) {
        return Ok(t.str(cycle));
    }
    let mut buf = Buf::new();
    let mut write = || {
        buf.push_str(open);
        for k in 0.. {
            let item = next(k);
            if item.is_undef() {
                break;
            }
            if k > 0 {
                buf.push_str(", ");
            }
            push_repr(t, &mut buf, item.v())?;
            t.m.safepoint();
        }
        buf.push_str(close);
        Ok(())
    };
    let done: Res<()> = write();
    t.repr_leave(v);
    done?;
    Ok(str::from_owned(t, &buf.finish()))
}

/// TypeError for a key that is neither an index nor a slice.
#[cold]
pub fn bad_key(t: &Thread, sequence: &str, key: Value) -> Raised {
    t.type_error(format_args!("{sequence} indices must be integers or slices, not {}", type_name(key)))
}
