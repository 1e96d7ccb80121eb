//! `sys.stdin`, `sys.stdout`, `sys.stderr`: made at the start from descriptors 0, 1 and 2, flushed at the end.

use super::{buffered, fileio, text};
use crate::sys::Stdio;
use heddle_interp as interp;
use heddle_objects::types::{dict, exceptions as exc};
use heddle_objects::{Ref, Res, Thread, Value, ops};

fn set(t: &Thread, name: &str, v: &Ref) {
    let sys = interp::sys();
    let d = heddle_objects::types::module::dict_of(t, sys);
    dict::set_str(t, d.v(), t.intern(name).v(), v.v());
    dict::set_str(t, d.v(), t.intern(&format!("__{name}__")).v(), v.v());
}

fn make(t: &Thread, fd: i32, name: &str, write: bool, errors: &str, how: &Stdio) -> Res {
    // SAFETY: a call about a descriptor.
    if unsafe { libc::fcntl(fd, libc::F_GETFD) } < 0 {
        return Ok(Ref::NONE);
    }
    let mode = t.intern(if write { "wb" } else { "rb" });
    let raw = ops::call_pos(t, fileio::FILE_IO.get(), &[Value::int32(fd), mode.v(), Value::FALSE])?;
    let shown = t.intern(name);
    ops::setattr(t, raw.v(), t.intern("name").v(), shown.v())?;
    // SAFETY: a call about a descriptor.
    let tty = unsafe { libc::isatty(fd) } != 0;
    let class = if write { &buffered::WRITER } else { &buffered::READER };
    let direct = write && !how.buffered;
    let buffer = if direct { raw } else { ops::call_pos(t, class.get(), &[raw.v()])? };
    let lines = Value::bool(write && !direct && (tty || fd == 2));
    let unbuffered = Value::bool(direct);
    let newline = if write { t.intern("\n") } else { Ref::NONE };
    let stream = ops::call_pos(
        t,
        text::TEXT_IO_WRAPPER.get(),
        &[buffer.v(), t.intern(&how.encoding).v(), t.intern(errors).v(), newline.v(), lines, unbuffered],
    )?;
    ops::setattr(t, stream.v(), t.intern("mode").v(), t.intern(if write { "w" } else { "r" }).v())?;
    Ok(stream)
}

/// Makes the three streams, as `sys.stdin` and so on and under their other names `sys.__stdin__`. None where the descriptor
/// is closed.
/// Also makes `open` a built-in.
pub fn install_std_streams(t: &Thread, how: &Stdio) -> Res<()> {
    let module = heddle_objects::import_module(t, "_io")?;
    let open = ops::getattr_str(t, module.v(), "open")?;
    dict::set_str(t, heddle_objects::builtins_dict(), t.intern("open").v(), open.v());
    for (fd, name, write, errors) in [
        (2, "stderr", true, "backslashreplace"),
        (0, "stdin", false, how.errors.as_str()),
        (1, "stdout", true, how.errors.as_str()),
    ] {
        let stream = match make(t, fd, &format!("<{name}>"), write, errors, how) {
            // A folder, or what cannot be worked with.
            Err(e) if e.is(&exc::OS_ERROR) => Ref::NONE,
            other => other?,
        };
        set(t, name, &stream);
    }
    Ok(())
}

/// Flushes `sys.stdout` and `sys.stderr`, as at the end of the process. Whether that failed for `stdout`, which is reported.
pub fn flush_std_streams(t: &Thread) -> bool {
    let mut good = true;
    for name in ["stdout", "stderr"] {
        let stream = interp::sys_attr(t, name);
        if stream.is_none_or_undef() {
            continue;
        }
        match super::base::is_closed(t, stream.v()) {
            Ok(false) => {}
            _ => continue,
        }
        if let Err(e) = ops::call_method(t, stream.v(), "flush", &[]) {
            if name == "stdout" {
                exc::unraisable(t, e, "Exception ignored while flushing sys.stdout", stream.v());
                good = false;
            }
        }
    }
    good
}
