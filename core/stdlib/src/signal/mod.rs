//! `_signal`: handlers in Python, which run in the main thread between two instructions.
//!
//! The handler that the system calls only sets a flag, wakes who waits on the wake-up descriptor, and asks for the main thread's
//! attention; [`run_handlers`] does the rest. Blocking natives go through [`retry`] (PEP 475).
//!
//! Where to start reading: `on_signal`.

mod masks;
mod timers;

use crate::NativeModule;
use heddle_interp as interp;
use heddle_objects::native::{Def, def};
use heddle_objects::types::{exceptions as exc, list, set};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicBool, AtomicIsize, AtomicU64, Ordering::*};
use std::io;

/// Signals are 1 up to this, exclusive.
const NSIG: i32 = 65;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "This module provides mechanisms to use signal handlers in Python.",
    types: &[&masks::SIGINFO],
    init: |t, m| {
        for (name, n) in SIGNALS {
            m.set_int(t, name, (*n).into());
        }
        m.set_int(t, "SIGRTMIN", libc::SIGRTMIN().into());
        m.set_int(t, "SIGRTMAX", libc::SIGRTMAX().into());
        for (name, n) in [
            ("NSIG", i64::from(NSIG)),
            ("SIG_DFL", 0),
            ("SIG_IGN", 1),
            ("SIG_BLOCK", libc::SIG_BLOCK.into()),
            ("SIG_UNBLOCK", libc::SIG_UNBLOCK.into()),
            ("SIG_SETMASK", libc::SIG_SETMASK.into()),
            ("ITIMER_REAL", 0),
            ("ITIMER_VIRTUAL", 1),
            ("ITIMER_PROF", 2),
        ] {
            m.set_int(t, name, n);
        }
        m.set(t, "ItimerError", timers::error_class(t)?);
        handlers(t);
        interp::set_pending_handler(run_handlers);
        Ok(())
    },
    ..NativeModule::new("_signal", &ALL)
};

static ALL: [Def; FUNCTIONS.len() + masks::FUNCTIONS.len() + timers::FUNCTIONS.len()] =
    crate::util::join(&[FUNCTIONS, masks::FUNCTIONS, timers::FUNCTIONS]);

const SIGNALS: &[(&str, i32)] = &[
    ("SIGHUP", libc::SIGHUP),
    ("SIGINT", libc::SIGINT),
    ("SIGQUIT", libc::SIGQUIT),
    ("SIGILL", libc::SIGILL),
    ("SIGTRAP", libc::SIGTRAP),
    ("SIGABRT", libc::SIGABRT),
    ("SIGIOT", libc::SIGABRT),
    ("SIGBUS", libc::SIGBUS),
    ("SIGFPE", libc::SIGFPE),
    ("SIGKILL", libc::SIGKILL),
    ("SIGUSR1", libc::SIGUSR1),
    ("SIGSEGV", libc::SIGSEGV),
    ("SIGUSR2", libc::SIGUSR2),
    ("SIGPIPE", libc::SIGPIPE),
    ("SIGALRM", libc::SIGALRM),
    ("SIGTERM", libc::SIGTERM),
    ("SIGSTKFLT", libc::SIGSTKFLT),
    ("SIGCHLD", libc::SIGCHLD),
    ("SIGCLD", libc::SIGCHLD),
    ("SIGCONT", libc::SIGCONT),
    ("SIGSTOP", libc::SIGSTOP),
    ("SIGTSTP", libc::SIGTSTP),
    ("SIGTTIN", libc::SIGTTIN),
    ("SIGTTOU", libc::SIGTTOU),
    ("SIGURG", libc::SIGURG),
    ("SIGXCPU", libc::SIGXCPU),
    ("SIGXFSZ", libc::SIGXFSZ),
    ("SIGVTALRM", libc::SIGVTALRM),
    ("SIGPROF", libc::SIGPROF),
    ("SIGWINCH", libc::SIGWINCH),
    ("SIGIO", libc::SIGIO),
    ("SIGPOLL", libc::SIGIO),
    ("SIGPWR", libc::SIGPWR),
    ("SIGSYS", libc::SIGSYS),
];

const FUNCTIONS: &[Def] = &[
    def("signal(signalnum, handler, /)", set_handler),
    def("getsignal(signalnum, /)", |t, a| {
        let n = number(t, a[0])?;
        Ok(list::get(t, handlers(t).v(), n as usize))
    }),
    def("default_int_handler(signalnum, frame, /)", |t, _| Err(t.error_args(&exc::KEYBOARD_INTERRUPT, &[]))),
    def("raise_signal(signalnum, /)", |t, a| {
        let n = ops::arg_i32(t, a[0])?;
        // SAFETY: what the signal does is what is asked for.
        let failed = t.blocking(|| unsafe { libc::raise(n) } != 0);
        if failed {
            return Err(last_error(t));
        }
        crate::util::check_signals(t)?;
        Ok(Ref::NONE)
    }),
    def("pthread_kill(thread_id, signalnum, /)", |t, a| {
        let thread = ops::arg_i64(t, a[0])? as libc::pthread_t;
        let n = ops::arg_i32(t, a[1])?;
        // SAFETY: the caller names a live thread, as in Python.
        let error = t.blocking(|| unsafe { libc::pthread_kill(thread, n) });
        if error != 0 {
            return Err(t.os_error(error, None));
        }
        crate::util::check_signals(t)?;
        Ok(Ref::NONE)
    }),
    def("pidfd_send_signal(pidfd, signalnum, siginfo=None, flags=0, /)", |t, a| {
        if !a[2].is_none_or_undef() {
            return Err(t.type_error("siginfo must be None"));
        }
        let flags = if a[3].is_undef() { 0 } else { ops::arg_i32(t, a[3])? };
        let (fd, n) = (ops::arg_i32(t, a[0])?, ops::arg_i32(t, a[1])?);
        // SAFETY: plain numbers and a null pointer.
        let result =
            unsafe { libc::syscall(libc::SYS_pidfd_send_signal, fd, n, std::ptr::null::<u8>(), flags) };
        if result < 0 { Err(last_error(t)) } else { Ok(Ref::NONE) }
    }),
    def("siginterrupt(signalnum, flag, /)", |t, a| {
        let n = number(t, a[0])?;
        let interrupt = ops::arg_i32(t, a[1])? != 0;
        // SAFETY: reads and writes the action of one signal.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            if libc::sigaction(n, std::ptr::null(), &mut action) != 0 {
                return Err(last_error(t));
            }
            action.sa_flags &= !libc::SA_RESTART;
            if !interrupt {
                action.sa_flags |= libc::SA_RESTART;
            }
            libc::sigaction(n, &action, std::ptr::null_mut());
        }
        Ok(Ref::NONE)
    }),
    def("strsignal(signalnum, /)", |t, a| {
        let n = number(t, a[0])?;
        // SAFETY: the answer is the C library's, terminated, and copied at once.
        let text = unsafe {
            let p = libc::strsignal(n);
            if p.is_null() {
                return Ok(Ref::NONE);
            }
            std::ffi::CStr::from_ptr(p).to_string_lossy().into_owned()
        };
        Ok(if text.starts_with("Unknown signal") { Ref::NONE } else { t.str(&text) })
    }),
    def("valid_signals()", |t, _| {
        let all = (1..NSIG).filter(|n| *n < 32 || *n >= libc::SIGRTMIN());
        set::from_refs(t, all.map(|n| t.int(n.into())).collect())
    }),
    def("set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)", set_wakeup_fd),
];

#[cold]
fn last_error(t: &Thread) -> heddle_objects::Raised {
    t.io_error(&io::Error::last_os_error(), None)
}

/// A signal's number.
fn number(t: &Thread, v: Value) -> Res<i32> {
    let n = ops::arg_i32(t, v)?;
    if (1..NSIG).contains(&n) { Ok(n) } else { Err(t.value_error("signal number out of range")) }
}

// ---- From the system to Python

/// Which signals have arrived and not been handled.
static ARRIVED: [AtomicBool; NSIG as usize] = [const { AtomicBool::new(false) }; NSIG as usize];
/// The wake-up descriptor; -1: none.
static WAKEUP: AtomicIsize = AtomicIsize::new(-1);
/// Whether a full wake-up pipe is worth a warning.
static WARN_ON_FULL: AtomicBool = AtomicBool::new(true);
/// What writing to the wake-up descriptor said, to be reported by the main thread.
static WAKEUP_ERROR: AtomicIsize = AtomicIsize::new(0);
/// See [`handlers`].
static HANDLERS: AtomicU64 = AtomicU64::new(0);

/// What the system calls, on any thread at any time: async-signal-safe.
extern "C" fn on_signal(n: libc::c_int) {
    // SAFETY: errno is the thread's own.
    let errno = unsafe { *libc::__errno_location() };
    arrive(n);
    // SAFETY: as above.
    unsafe { *libc::__errno_location() = errno };
}

fn arrive(n: libc::c_int) {
    // Release: pairs with the Acquire in `run_handlers`.
    if !ARRIVED[n as usize].swap(true, AcqRel) {
        interp::raise_pending();
    }
    let fd = WAKEUP.load(Relaxed) as i32;
    if fd >= 0 {
        let byte = n as u8;
        // SAFETY: one byte of this frame.
        let written = unsafe { libc::write(fd, std::ptr::from_ref(&byte).cast(), 1) };
        if written < 0 {
            // SAFETY: errno is the thread's own.
            let error = unsafe { *libc::__errno_location() };
            if WARN_ON_FULL.load(Relaxed) || (error != libc::EAGAIN && error != libc::EWOULDBLOCK) {
                WAKEUP_ERROR.store(error as isize, Relaxed);
            }
        }
    }
}

/// The handlers, by number: 0 and 1 for the default and for ignoring, None for what is not Python's.
fn handlers(t: &Thread) -> Ref {
    crate::util::singleton(t, &HANDLERS, |t| {
        let all = (0..NSIG).map(|n| {
            // SAFETY: asks for the action of one signal; all zeros is one.
            let now = unsafe {
                let mut action: libc::sigaction = std::mem::zeroed();
                match n {
                    0 => libc::SIG_DFL,
                    // Rust's run time has taken these two, to tell of overflown stacks.
                    libc::SIGSEGV | libc::SIGBUS => libc::SIG_DFL,
                    n if libc::sigaction(n, std::ptr::null(), &mut action) == 0 => action.sa_sigaction,
                    _ => usize::MAX,
                }
            };
            match now {
                libc::SIG_DFL => Ref::immediate(Value::int32(0)),
                libc::SIG_IGN => Ref::immediate(Value::int32(1)),
                _ => Ref::NONE,
            }
        });
        list::from_refs(t, all.collect())
    })
}

/// Runs what signals have arrived for: the handler of pending things, on every thread; only the main one does it.
fn run_handlers(t: &Thread) -> Res<()> {
    if !t.is_main.get() {
        return Ok(());
    }
    let error = WAKEUP_ERROR.swap(0, Relaxed) as i32;
    if error != 0 {
        let e = t.os_error(error, None);
        exc::unraisable(t, e, "Exception ignored when trying to write to the signal wakeup fd", Value::UNDEF);
    }
    for n in 1..NSIG {
        let flag = &ARRIVED[n as usize];
        // Acquire: pairs with the Release in `arrive`.
        if !flag.load(Relaxed) || !flag.swap(false, AcqRel) {
            continue;
        }
        interp::lower_pending();
        let f = list::get(t, handlers(t).v(), n as usize);
        if !f.is_none_or_undef() && !f.is_small_int() {
            let frame = interp::frame::State::of(t)
                .current()
                .map_or(Ref::NONE, |frame| interp::frameobj::object_of(t, frame));
            ops::call_pos(t, f.v(), &[t.int(n.into()).v(), frame.v()])?;
        }
    }
    Ok(())
}

/// `_thread.interrupt_main`: as if the signal had arrived.
pub fn simulate(t: &Thread, n: i32) -> Res<()> {
    if !(1..NSIG).contains(&n) {
        return Err(t.value_error("signal number out of range"));
    }
    let f = list::get(t, handlers(t).v(), n as usize);
    if !f.is_none_or_undef() && !f.is_small_int() {
        arrive(n);
    }
    Ok(())
}

/// Runs a system call detached, again and again while signals interrupt it; their handlers run in between, and may raise (PEP 475).
pub fn retry<R>(t: &Thread, mut f: impl FnMut() -> io::Result<R>) -> Res<io::Result<R>> {
    loop {
        match t.blocking(&mut f) {
            Err(e) if e.raw_os_error() == Some(libc::EINTR) => crate::util::check_signals(t)?,
            other => return Ok(other),
        }
    }
}

fn set_action(n: i32, action: usize) -> io::Result<()> {
    // SAFETY: a whole action; `on_signal` is async-signal-safe.
    unsafe {
        let mut new: libc::sigaction = std::mem::zeroed();
        new.sa_sigaction = action;
        new.sa_flags = libc::SA_ONSTACK;
        libc::sigemptyset(&mut new.sa_mask);
        if libc::sigaction(n, &new, std::ptr::null_mut()) != 0 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(())
}

fn set_handler(t: &Thread, a: &[Value]) -> Res {
    let n = ops::arg_i32(t, a[0])?;
    if !t.is_main.get() {
        return Err(t.value_error("signal only works in main thread of the main interpreter"));
    }
    if !(1..NSIG).contains(&n) {
        return Err(t.value_error("signal number out of range"));
    }
    let wrong =
        || t.type_error("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
    let (action, stored) = if ops::is_callable(a[1]) {
        (on_signal as *const () as usize, Ref::new(a[1]))
    } else {
        let plain = heddle_objects::types::int::to_i64(a[1]).ok_or_else(wrong)?;
        match plain {
            0 => (libc::SIG_DFL, Ref::immediate(Value::int32(0))),
            1 => (libc::SIG_IGN, Ref::immediate(Value::int32(1))),
            _ => return Err(wrong()),
        }
    };
    // What has arrived is the old handler's.
    crate::util::check_signals(t)?;
    let all = handlers(t);
    let old = list::get(t, all.v(), n as usize);
    set_action(n, action).map_err(|e| t.io_error(&e, None))?;
    list::set(t, all.v(), n as usize, stored);
    Ok(old)
}

fn set_wakeup_fd(t: &Thread, a: &[Value]) -> Res {
    let fd = ops::arg_i32(t, a[0])?;
    let warn = crate::util::flag(t, a[1], true)?;
    if !t.is_main.get() {
        return Err(t.value_error("set_wakeup_fd only works in main thread of the main interpreter"));
    }
    if fd != -1 {
        // SAFETY: asks about a descriptor.
        let flags = unsafe { libc::fcntl(fd, libc::F_GETFL) };
        if flags < 0 {
            return Err(last_error(t));
        }
        if flags & libc::O_NONBLOCK == 0 {
            return Err(t.value_error(format_args!("the fd {fd} must be in non-blocking mode")));
        }
    }
    WARN_ON_FULL.store(warn, Relaxed);
    Ok(t.int(WAKEUP.swap(fd as isize, Relaxed) as i64))
}

/// Says who runs the handlers of signals that have come.
pub fn prepare() {
    interp::set_pending_handler(run_handlers);
}

/// What a Python process does about signals from the start: SIGINT raises KeyboardInterrupt, writing to closed pipes and past file size
/// limits gives errors. Called once, by the main thread.
pub fn install_defaults(t: &Thread) -> Res<()> {
    let ignore = Ref::immediate(Value::int32(1));
    let all = handlers(t);
    for n in [libc::SIGPIPE, libc::SIGXFSZ] {
        if set_action(n, libc::SIG_IGN).is_ok() {
            list::set(t, all.v(), n as usize, ignore.clone());
        }
    }
    let now = list::get(t, all.v(), libc::SIGINT as usize);
    if now.as_small_int() == Some(0) {
        let m = interp::import::import_full(t, "_signal")?;
        let f = ops::getattr_str(t, m.v(), "default_int_handler")?;
        list::set(t, all.v(), libc::SIGINT as usize, f);
        set_action(libc::SIGINT, on_signal as *const () as usize).map_err(|e| t.io_error(&e, None))?;
    }
    Ok(())
}
