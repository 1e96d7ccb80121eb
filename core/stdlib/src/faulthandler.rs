//! `faulthandler`: what was running, when asked, and when the process dies of a signal.
//!
//! The handler of fatal signals only names the signal: the frames of a thread that may be anywhere are not walked there.

use crate::{NativeModule, descriptor};
use heddle_interp as interp;
use heddle_objects::native::{Def, def};
use heddle_objects::types::str;
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicBool, AtomicIsize, Ordering::*};

/// The module.
pub static MODULE: NativeModule =
    NativeModule { doc: "faulthandler module.", ..NativeModule::new("faulthandler", FUNCTIONS) };

const FUNCTIONS: &[Def] = &[
    def("enable(file=sys.stderr, all_threads=True, c_stack=True)", |t, a| {
        FD.store(target(t, a[0])? as isize, Relaxed);
        if !ENABLED.swap(true, AcqRel) {
            install(on_fatal as *const () as usize);
        }
        Ok(Ref::NONE)
    }),
    def("disable()", |_, _| {
        let was = ENABLED.swap(false, AcqRel);
        if was {
            install(libc::SIG_DFL);
        }
        Ok(Ref::bool(was))
    }),
    def("is_enabled()", |_, _| Ok(Ref::bool(ENABLED.load(Relaxed)))),
    def("dump_traceback(file=sys.stderr, all_threads=True)", |t, a| {
        let fd = target(t, a[0])?;
        let text = stack(t)?;
        // SAFETY: bytes of this frame.
        unsafe { libc::write(fd, text.as_ptr().cast(), text.len()) };
        Ok(Ref::NONE)
    }),
    def("cancel_dump_traceback_later()", |_, _| Ok(Ref::NONE)),
    def("dump_traceback_later(timeout, repeat=False, file=sys.stderr, exit=False)", |t, _| {
        Err(t.not_implemented("faulthandler.dump_traceback_later() is not there yet"))
    }),
    def("register(signum, file=sys.stderr, all_threads=True, chain=False)", |t, _| {
        Err(t.not_implemented("faulthandler.register() is not there yet"))
    }),
    def("unregister(signum, /)", |_, _| Ok(Ref::FALSE)),
];

static ENABLED: AtomicBool = AtomicBool::new(false);
static FD: AtomicIsize = AtomicIsize::new(2);

const FATAL: [(i32, &str); 5] = [
    (libc::SIGBUS, "Bus error"),
    (libc::SIGILL, "Illegal instruction"),
    (libc::SIGFPE, "Floating-point exception"),
    (libc::SIGABRT, "Aborted"),
    (libc::SIGSEGV, "Segmentation fault"),
];

fn install(action: usize) {
    for (n, _) in FATAL {
        // SAFETY: a whole action; `on_fatal` is async-signal-safe.
        unsafe {
            let mut new: libc::sigaction = std::mem::zeroed();
            new.sa_sigaction = action;
            new.sa_flags = libc::SA_ONSTACK | libc::SA_NODEFER;
            libc::sigemptyset(&mut new.sa_mask);
            libc::sigaction(n, &new, std::ptr::null_mut());
        }
    }
}

extern "C" fn on_fatal(n: libc::c_int) {
    let name = FATAL.iter().find(|(k, _)| *k == n).map_or("signal", |(_, name)| name);
    for part in ["Fatal Python error: ", name, "\n\n"] {
        // SAFETY: static bytes.
        unsafe { libc::write(FD.load(Relaxed) as i32, part.as_ptr().cast(), part.len()) };
    }
    // SAFETY: the process dies of the signal, as it would have.
    unsafe {
        libc::signal(n, libc::SIG_DFL);
        libc::raise(n);
    }
}

/// Where to write: a descriptor, a file, or `sys.stderr`.
fn target(t: &Thread, v: Value) -> Res<i32> {
    if !v.is_none_or_undef() {
        let fd = descriptor::of(t, v)?;
        if !heddle_objects::types::int::is_int(v) {
            ops::call_method(t, v, "flush", &[])?;
        }
        return Ok(fd);
    }
    let file = interp::sys_attr(t, "stderr");
    if file.is_none_or_undef() {
        return if file.is_undef() { Ok(2) } else { Err(t.runtime_error("sys.stderr is None")) };
    }
    descriptor::of(t, file.v())
}

/// The calling thread's frames as text, innermost first.
fn stack(t: &Thread) -> Res<String> {
    let mut out = format!("Current thread 0x{:016x} (most recent call first):\n", t.ident.get());
    let state = interp::frame::State::of(t);
    let frames: Vec<Ref> = state.all().take(100).map(|f| interp::frameobj::object_of(t, f)).collect();
    for frame in frames {
        let code = ops::getattr_str(t, frame.v(), "f_code")?;
        let (file, name) =
            (ops::getattr_str(t, code.v(), "co_filename")?, ops::getattr_str(t, code.v(), "co_name")?);
        let line = interp::frameobj::line(t, frame.v()).map_or("???".to_string(), |n| n.to_string());
        let (file, name) = (str::lossy(file.v()), str::lossy(name.v()));
        out.push_str(&format!("  File \"{file}\", line {line} in {name}\n"));
    }
    Ok(out)
}
