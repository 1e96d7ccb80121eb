//! `_thread`: threads, locks, thread-local data.
//!
//! Where to start reading: `handle` (the life of a thread), [`crate::futex`] (what locks are made of).

mod handle;
mod local;
mod lock;

pub use handle::shutdown;
pub(crate) use lock::RLock;
pub use lock::{LOCK, RLOCK, new_lock};

use crate::NativeModule;
use heddle_interp as interp;
use heddle_objects::native::{Def, def};
use heddle_objects::typeobj::{NativeType, TypeDef};
use heddle_objects::types::{dict, exceptions as exc, str, structseq};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "This module provides primitive operations to write multi-threaded programs.\n\
          The 'threading' module provides a more convenient interface.",
    types: &[&lock::LOCK, &lock::RLOCK, &local::LOCAL, &handle::HANDLE, &HOOK_ARGS],
    init: |t, m| {
        m.set(t, "LockType", lock::LOCK.get_ref());
        m.set(t, "error", exc::RUNTIME_ERROR.get_ref());
        m.set(t, "TIMEOUT_MAX", t.float(lock::TIMEOUT_MAX));
        m.set_int(t, "_NAME_MAXLEN", NAME_LENGTH as i64);
        if t.is_main.get() {
            MAIN.store(t.ident.get(), Relaxed);
        }
        Ok(())
    },
    ..NativeModule::new("_thread", FUNCTIONS)
};

/// Bytes of a thread's name that the system keeps.
const NAME_LENGTH: usize = 15;

static MAIN: AtomicU64 = AtomicU64::new(0);

static HOOK_ARGS: NativeType = NativeType::new(TypeDef {
    extra: |t, put| structseq::fields(t, HOOK_ARGS.get(), HOOK_FIELDS, 4, put),
    doc: "ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.",
    ..structseq::declare("_thread._ExceptHookArgs")
});

const HOOK_FIELDS: &[&str] = &["exc_type", "exc_value", "exc_traceback", "thread"];

const FUNCTIONS: &[Def] = &[
    def("start_new_thread(function, args, kwargs=<unrepresentable>, /)", handle::start_new_thread),
    def("start_new(function, args, kwargs=<unrepresentable>, /)", handle::start_new_thread),
    def("start_joinable_thread(function, handle=None, daemon=True)", handle::start_joinable_thread),
    def("_make_thread_handle(ident, /)", handle::make_handle),
    def("_shutdown()", |t, _| handle::shutdown(t).map(|()| Ref::NONE)),
    def("daemon_threads_allowed()", |_, _| Ok(Ref::TRUE)),
    def("allocate_lock()", |t, _| Ok(lock::new_lock(t))),
    def("allocate()", |t, _| Ok(lock::new_lock(t))),
    def("exit()", exit),
    def("exit_thread()", exit),
    def("interrupt_main(signum=signal.SIGINT, /)", |t, a| {
        let n = if a[0].is_undef() { libc::SIGINT } else { ops::arg_i32(t, a[0])? };
        crate::signal::simulate(t, n)?;
        crate::util::check_signals(t)?;
        Ok(Ref::NONE)
    }),
    def("get_ident()", |t, _| Ok(t.int(t.ident.get() as i64))),
    // SAFETY: asks for a number.
    def("get_native_id()", |t, _| Ok(t.int(unsafe { libc::syscall(libc::SYS_gettid) }))),
    def("_get_main_thread_ident()", |t, _| Ok(t.int(MAIN.load(Relaxed) as i64))),
    def("_is_main_interpreter()", |_, _| Ok(Ref::TRUE)),
    def("_count()", |t, _| Ok(t.int(handle::COUNT.load(Relaxed) as i64))),
    def("stack_size(size=0, /)", |t, a| {
        let n = if a[0].is_undef() { 0 } else { ops::arg_i64(t, a[0])? };
        if n < 0 {
            return Err(t.value_error("size must be 0 or a positive value"));
        }
        if n != 0 && n < 32 << 10 {
            return Err(t.value_error(format_args!("size not valid: {n} bytes")));
        }
        let new = if a[0].is_undef() { handle::STACK_SIZE.load(Relaxed) } else { n as usize };
        Ok(t.int(handle::STACK_SIZE.swap(new, Relaxed) as i64))
    }),
    def("set_name(name)", |t, a| {
        if !str::is_str(a[0]) {
            let given = ops::type_name(a[0]);
            return Err(t.type_error(format_args!("set_name() argument 'name' must be str, not {given}")));
        }
        let mut name = str::lossy(a[0]);
        while name.len() > NAME_LENGTH {
            name.pop();
        }
        let Ok(name) = std::ffi::CString::new(name) else {
            return Err(t.value_error("embedded null character"));
        };
        // SAFETY: a terminated string; the thread is this one.
        unsafe { libc::pthread_setname_np(libc::pthread_self(), name.as_ptr()) };
        Ok(Ref::NONE)
    }),
    def("_get_name()", |t, _| {
        let mut name = [0u8; 64];
        // SAFETY: the buffer is as long as said; the thread is this one.
        unsafe { libc::pthread_getname_np(libc::pthread_self(), name.as_mut_ptr().cast(), name.len()) };
        let end = name.iter().position(|&b| b == 0).unwrap_or(0);
        Ok(t.str(&String::from_utf8_lossy(&name[..end])))
    }),
    def("_excepthook(args, /)", except_hook),
];

fn exit(t: &Thread, _: &[Value]) -> Res {
    Err(t.error_args(&exc::SYSTEM_EXIT, &[]))
}

/// `threading.excepthook`: shows what a thread died of.
fn except_hook(t: &Thread, a: &[Value]) -> Res {
    if !HOOK_ARGS.is_exact(a[0]) {
        return Err(t.type_error("_thread.excepthook argument type must be ExceptHookArgs"));
    }
    let get = |name: &str| ops::getattr_str(t, a[0], name);
    let (class, value, thread) = (get("exc_type")?, get("exc_value")?, get("thread")?);
    if class.is(exc::SYSTEM_EXIT.get()) {
        return Ok(Ref::NONE);
    }
    let mut file = interp::sys_attr(t, "stderr");
    if file.is_none_or_undef() {
        if !thread.is_none() {
            file = ops::getattr_opt(t, thread.v(), t.intern("_stderr").v())?;
        }
        if file.is_none_or_undef() && !interp::sys_attr(t, "stderr").is_undef() {
            return Ok(Ref::NONE);
        }
    }
    let name = match thread.is_none() {
        true => Ref::UNDEF,
        false => ops::getattr_opt(t, thread.v(), t.intern("name").v())?,
    };
    let name = if name.is_undef() { t.ident.get().to_string() } else { ops::str_text(t, name.v())? };
    let shown = match exc::is_exception(value.v()) {
        true => crate::sys::uncaught_text(t, value.v()),
        false => format!("{}\n", ops::repr_text(t, class.v())?),
    };
    let text = t.str(&format!("Exception in thread {name}:\n{shown}"));
    if file.is_none_or_undef() {
        eprint!("{}", str::lossy(text.v()));
        return Ok(Ref::NONE);
    }
    ops::call_method(t, file.v(), "write", &[text.v()])?;
    ops::call_method(t, file.v(), "flush", &[])
}

/// Whether module `threading` knows a running thread of that identity.
pub fn is_running(t: &Thread, ident: Value) -> Res<bool> {
    let modules = heddle_interp::sys_modules(t);
    let threading = dict::get_str(t, modules.v(), t.intern("threading").v());
    if threading.is_undef() {
        return Ok(false);
    }
    let active = ops::getattr_str(t, threading.v(), "_active")?;
    ops::contains(t, active.v(), ident)
}
