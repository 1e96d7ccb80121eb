//! File descriptors as arguments: ints, or objects with a `fileno()`. Must never know what is behind them.

use heddle_objects::types::int;
use heddle_objects::{Res, Thread, Value, ops};

/// The descriptor that an argument names.
pub fn of(t: &Thread, v: Value) -> Res<i32> {
    let mut number = v;
    let asked;
    if !int::is_int(v) {
        let f = ops::getattr_opt(t, v, t.intern("fileno").v())?;
        if f.is_undef() {
            return Err(t.type_error("argument must be an int, or have a fileno() method."));
        }
        asked = ops::call_pos(t, f.v(), &[])?;
        if !int::is_int(asked.v()) {
            return Err(t.type_error("fileno() returned a non-integer"));
        }
        number = asked.v();
    }
    let fd = int::to_i64(number)
        .and_then(|n| i32::try_from(n).ok())
        .ok_or_else(|| t.overflow_error("Python int too large to convert to C int"))?;
    if fd < 0 {
        return Err(t.value_error(format_args!("file descriptor cannot be a negative integer ({fd})")));
    }
    Ok(fd)
}
