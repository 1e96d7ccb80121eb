//! Sizes that a program may ask for: checked before anything is allocated, as the allocator ends the process where memory runs out.
//!
//! Must never know what is being made.

use crate::error::{Raised, Res};
use crate::ops;
use crate::thread::Thread;
use crate::types::{exceptions as exc, int};
use crate::value::Value;

/// Bytes from which an allocation is first compared with the machine's memory.
const LARGE: usize = 1 << 28;

/// A MemoryError without a message.
#[cold]
pub fn no_memory(t: &Thread) -> Raised {
    t.error_args(&exc::MEMORY_ERROR, &[])
}

/// MemoryError if `len` units of `width` bytes are more than the machine could hold.
#[inline]
pub fn check(t: &Thread, len: usize, width: usize) -> Res<()> {
    match len.checked_mul(width) {
        Some(bytes) if bytes < LARGE => Ok(()),
        // The trial tells whether the process may have so much; its pages are never touched.
        Some(bytes)
            if isize::try_from(bytes).is_ok()
                && bytes <= machine_memory()
                && Vec::<u8>::new().try_reserve_exact(bytes).is_ok() =>
        {
            Ok(())
        }
        _ => Err(no_memory(t)),
    }
}

/// So many bytes of zero, or MemoryError.
pub fn zeroed(t: &Thread, len: usize) -> Res<Vec<u8>> {
    check(t, len, 1)?;
    Ok(vec![0; len])
}

#[cold]
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

/// A `Py_ssize_t` argument; `default` where it is missing.
#[inline]
pub fn arg(t: &Thread, v: Value, default: isize) -> Res<isize> {
    if let Some(n) = v.as_small_int() {
        return Ok(n as isize);
    }
    if v.is_undef() {
        return Ok(default);
    }
    let n = ops::index(t, v)?;
    let too_large = || t.overflow_error("Python int too large to convert to C ssize_t");
    int::to_i64(n.v()).map(|n| n as isize).ok_or_else(too_large)
}

/// A width: below zero is zero.
pub fn width(t: &Thread, v: Value) -> Res<usize> {
    Ok(arg(t, v, 0)?.max(0) as usize)
}

/// How often something is done at most: below zero is without end.
pub fn limit(t: &Thread, v: Value) -> Res<usize> {
    Ok(usize::try_from(arg(t, v, -1)?).unwrap_or(usize::MAX))
}

/// A start or an end of a search: `None`, or anything with `__index__`, clamped to a machine word.
#[inline]
pub fn bound(t: &Thread, v: Value, default: isize) -> Res<isize> {
    if v.is_none_or_undef() {
        return Ok(default);
    }
    if !int::is_int(v) && ops::slots_of(v).index.is_none() {
        return Err(t.type_error("slice indices must be integers or None or have an __index__ method"));
    }
    ops::index_clamped(t, v)
}

/// The range of `find(sub, start, end)` and its kin, fitted to a length; `None` if it is before itself.
pub fn range(t: &Thread, start: Value, end: Value, len: usize) -> Res<Option<std::ops::Range<usize>>> {
    let (start, end) = (bound(t, start, 0)?, bound(t, end, isize::MAX)?);
    Ok(heddle_text::bounds(start, end, len))
}
