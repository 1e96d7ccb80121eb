//! Calls about processes, users, the machine and the environment.

use super::path::Path;
use super::{call, id, two_ints};
use crate::ospath::errno;
use heddle_objects::native::{Def, def};
use heddle_objects::typeobj::NativeType;
use heddle_objects::types::{bytes, dict, exceptions as exc, list, str, structseq, tuple};
use heddle_objects::{Ref, Res, Thread, Value, codecs, ops};
use heddle_threads::sync::Mutex;
use std::ffi::CString;

/// Declares a type of named tuples.
macro_rules! sequence {
    ($name:ident $text:literal [$($field:literal),*]) => {
        #[doc = concat!("`", $text, "`")]
        pub static $name: NativeType = NativeType::new(heddle_objects::typeobj::TypeDef {
            extra: |t, put| {
                let names = [$($field),*];
                structseq::fields(t, $name.get(), &names, names.len(), put);
            },
            ..structseq::declare($text)
        });
    };
}

sequence!(UNAME_RESULT "posix.uname_result" ["sysname", "nodename", "release", "version", "machine"]);
sequence!(TIMES_RESULT "posix.times_result" ["user", "system", "children_user", "children_system", "elapsed"]);
sequence!(TERMINAL_SIZE "os.terminal_size" ["columns", "lines"]);

/// Guards the process's environment, which the C library does not.
static ENVIRON: Mutex<()> = Mutex::new(());

/// `posix.environ`: a dict of bytes.
pub fn environ(t: &Thread) -> Res {
    let d = dict::new(t);
    for (k, v) in std::env::vars_os() {
        use std::os::unix::ffi::OsStringExt;
        let (k, v) = (bytes::from_vec(t, k.into_vec()), bytes::from_vec(t, v.into_vec()));
        dict::set_default(t, d.v(), k.v(), v.v())?;
    }
    Ok(d)
}

fn uname(t: &Thread, _: &[Value]) -> Res {
    // SAFETY: all zeros is a utsname, with room for the answer; its fields are terminated.
    unsafe {
        let mut u: libc::utsname = std::mem::zeroed();
        if libc::uname(&mut u) < 0 {
            return Err(t.os_error(errno(), None));
        }
        let text = |p: *const i8| codecs::fs_decode(t, std::ffi::CStr::from_ptr(p).to_bytes());
        let parts = [&u.sysname, &u.nodename, &u.release, &u.version, &u.machine];
        Ok(structseq::make(t, &UNAME_RESULT, parts.iter().map(|p| text(p.as_ptr())).collect()))
    }
}

fn times(t: &Thread, _: &[Value]) -> Res {
    // SAFETY: all zeros is a tms, with room for the answer.
    let (tms, now, rate) = unsafe {
        let mut tms: libc::tms = std::mem::zeroed();
        let now = libc::times(&mut tms);
        (tms, now, libc::sysconf(libc::_SC_CLK_TCK) as f64)
    };
    let all = [tms.tms_utime, tms.tms_stime, tms.tms_cutime, tms.tms_cstime, now];
    Ok(structseq::make(t, &TIMES_RESULT, all.iter().map(|n| t.float(*n as f64 / rate)).collect()))
}

fn random(t: &Thread, v: Value, flags: u32) -> Res {
    let n = crate::util::arg_size(t, v)?;
    if n < 0 {
        return Err(t.value_error("negative argument not allowed"));
    }
    let mut data = heddle_objects::types::size::zeroed(t, n as usize)?;
    let mut done = 0;
    while done < data.len() {
        let (p, left) = (data[done..].as_mut_ptr() as usize, data.len() - done);
        // SAFETY: there is room for `left` bytes.
        let got = call(t, || unsafe { libc::getrandom(p as *mut libc::c_void, left, flags) as i64 })?;
        done += got as usize;
    }
    Ok(bytes::from_vec(t, data))
}

/// Before and after a fork: lists of callables.
static HOOKS: [Mutex<Vec<u64>>; 3] = [Mutex::new(vec![]), Mutex::new(vec![]), Mutex::new(vec![])];

fn register_at_fork(t: &Thread, a: &[Value]) -> Res {
    if a.iter().all(|v| v.is_undef()) {
        return Err(t.type_error("At least one argument is required."));
    }
    for (v, name) in a.iter().zip(["before", "after_in_child", "after_in_parent"]) {
        if !v.is_undef() && !ops::is_callable(*v) {
            return Err(t.type_error(format_args!("'{name}' must be callable, not {}", ops::type_name(*v))));
        }
    }
    for (v, list) in a.iter().zip(&HOOKS) {
        if !v.is_undef() {
            // Kept for good.
            let kept = Ref::new(*v).into_value().bits();
            list.lock().push(kept);
        }
    }
    Ok(Ref::NONE)
}

/// Runs the hooks around forks: 0 before, 1 in the child, 2 in the parent.
fn run_hooks(t: &Thread, which: usize) {
    let mut all = HOOKS[which].lock().clone();
    if which == 0 {
        all.reverse();
    }
    for bits in all {
        // SAFETY: the list keeps its callables for good.
        let f = unsafe { Value::from_bits(bits) };
        if let Err(e) = ops::call_pos(t, f, &[]) {
            exc::unraisable(t, e, "Exception ignored in", f);
        }
    }
}

/// `fork`, with the hooks around it.
pub fn fork(t: &Thread) -> Res<i32> {
    fork_with(t, || {})
}

/// [`fork`]; the child does `first` before anything else.
pub(super) fn fork_with(t: &Thread, first: impl FnOnce()) -> Res<i32> {
    run_hooks(t, 0);
    let import_lock = &crate::imp::IMPORT_LOCK;
    import_lock.enter(t)?;
    // SAFETY: the runtime stops the world for it; locks of this library are held for moments in which no thread stops.
    let pid = unsafe { t.m.fork() };
    if matches!(pid, Ok(0)) {
        first();
    }
    import_lock.leave(t);
    if matches!(pid, Ok(0)) {
        crate::io::after_fork();
        t.is_main.set(true);
        run_hooks(t, 1);
    } else {
        run_hooks(t, 2);
    }
    pid.map_err(|e| t.io_error(&e, None))
}

/// Terminated strings and the null-ended list of them that `execve` takes.
pub(super) struct Strings {
    _all: Vec<CString>,
    pub(super) pointers: Vec<usize>,
}

impl Strings {
    fn new(all: Vec<CString>) -> Strings {
        let mut pointers: Vec<usize> = all.iter().map(|s| s.as_ptr() as usize).collect();
        pointers.push(0);
        Strings { _all: all, pointers }
    }
}

/// The arguments of a program.
pub(super) fn arguments(t: &Thread, v: Value, function: &str) -> Res<Strings> {
    if !list::is_list(v) && tuple::try_items(&v).is_none() {
        return Err(t.type_error(format_args!(
            "{function}{} must be a tuple or list",
            if function == "execv" { "() arg 2" } else { ": argv" }
        )));
    }
    let all = ops::collect(t, v)?;
    if all.is_empty() {
        return Err(t.value_error(format_args!(
            "{function}{} must not be empty",
            if function == "execv" { "() arg 2" } else { ": argv" }
        )));
    }
    let mut strings = vec![];
    for item in &all {
        let path = crate::ospath::fspath(t, item.v())?;
        strings.push(crate::ospath::terminated(crate::ospath::encode(t, path.v())?));
    }
    if strings[0].is_empty() {
        return Err(t.value_error(format_args!(
            "{function}{} first element cannot be empty",
            if function == "execv" { "() arg 2" } else { ": argv" }
        )));
    }
    Ok(Strings::new(strings))
}

/// The environment of a program, from a mapping.
pub(super) fn environment(t: &Thread, v: Value) -> Res<Strings> {
    let items = ops::call_method(t, v, "items", &[])?;
    let mut strings = vec![];
    for pair in ops::collect(t, items.v())? {
        let parts = ops::collect(t, pair.v())?;
        let [k, v] = &parts[..] else { return Err(t.type_error("env.items() must give pairs")) };
        let (k, v) = (crate::ospath::fspath(t, k.v())?, crate::ospath::fspath(t, v.v())?);
        let mut raw = crate::ospath::encode(t, k.v())?;
        if raw.is_empty() || raw[1..].contains(&b'=') {
            return Err(t.value_error("illegal environment variable name"));
        }
        raw.push(b'=');
        raw.extend(crate::ospath::encode(t, v.v())?);
        strings.push(crate::ospath::terminated(raw));
    }
    Ok(Strings::new(strings))
}

fn exec(t: &Thread, a: &[Value], function: &str) -> Res {
    let path = Path::arg(t, a[0], function, "path", function == "execve")?;
    let args = arguments(t, a[1], function)?;
    let env = if a.len() > 2 { Some(environment(t, a[2])?) } else { None };
    // SAFETY: terminated strings in null-ended lists.
    unsafe {
        match (&env, path.fd) {
            (Some(env), Some(fd)) => {
                libc::fexecve(fd, args.pointers.as_ptr().cast(), env.pointers.as_ptr().cast())
            }
            (Some(env), None) => {
                libc::execve(path.raw.as_ptr(), args.pointers.as_ptr().cast(), env.pointers.as_ptr().cast())
            }
            (None, _) => libc::execv(path.raw.as_ptr(), args.pointers.as_ptr().cast()),
        }
    };
    Err(path.error(t, errno()))
}

fn waitpid(t: &Thread, pid: i32, options: i32) -> Res<(i64, i32)> {
    let status = heddle_threads::sync::atomic::AtomicU32::new(0);
    // SAFETY: room for the status.
    let pid = call(t, || unsafe {
        let mut s = 0;
        let pid = libc::waitpid(pid, &mut s, options);
        status.store(s as u32, heddle_threads::sync::atomic::Ordering::Relaxed);
        i64::from(pid)
    })?;
    Ok((pid, status.load(heddle_threads::sync::atomic::Ordering::Relaxed) as i32))
}

fn env_text(t: &Thread, v: Value) -> Res<CString> {
    let path = crate::ospath::fspath(t, v)?;
    let raw = crate::ospath::encode(t, path.v())?;
    Ok(crate::ospath::terminated(raw))
}

fn terminal_size(t: &Thread, a: &[Value]) -> Res {
    let fd = if a[0].is_undef() { 1 } else { super::fd(t, a[0])? };
    // SAFETY: all zeros is a winsize, with room for the answer.
    let size = unsafe {
        let mut size: libc::winsize = std::mem::zeroed();
        if libc::ioctl(fd, libc::TIOCGWINSZ, &mut size) < 0 {
            return Err(t.os_error(errno(), None));
        }
        size
    };
    Ok(structseq::make(t, &TERMINAL_SIZE, vec![t.int(size.ws_col.into()), t.int(size.ws_row.into())]))
}

macro_rules! plain {
    ($sig:literal, $call:expr) => {
        def($sig, |t, _| {
            // SAFETY: no preconditions.
            Ok(t.int(unsafe { $call } as i64))
        })
    };
}

macro_rules! on_ints {
    ($sig:literal, |$($n:ident),*| $call:expr) => {
        def($sig, |t, a| {
            let mut all = a.iter();
            $(let $n = match all.next() { Some(v) => ops::arg_i32(t, *v)?, None => 0 };)*
            // SAFETY: ints only.
            call(t, || i64::from(unsafe { $call })).map(|n| t.int(n))
        })
    };
}

macro_rules! set_ids {
    ($sig:literal, |$($n:ident),*| $call:expr) => {
        def($sig, |t, a| {
            let mut all = a.iter();
            $(let $n = match all.next() { Some(v) => id(t, *v, stringify!($n))?, None => 0 };)*
            // SAFETY: ints only.
            call(t, || i64::from(unsafe { $call })).map(|_| Ref::NONE)
        })
    };
}

fn status(t: &Thread, v: Value) -> Res<i32> {
    ops::arg_i32(t, v)
}

/// This file's functions.
pub const FUNCTIONS: &[Def] = &[
    plain!("getpid()", libc::getpid()),
    plain!("getppid()", libc::getppid()),
    plain!("getuid()", libc::getuid()),
    plain!("geteuid()", libc::geteuid()),
    plain!("getgid()", libc::getgid()),
    plain!("getegid()", libc::getegid()),
    plain!("getpgrp()", libc::getpgrp()),
    on_ints!("getpgid(pid)", |pid| libc::getpgid(pid)),
    on_ints!("getsid(pid, /)", |pid| libc::getsid(pid)),
    def("setsid()", |t, _| {
        // SAFETY: no preconditions.
        call(t, || i64::from(unsafe { libc::setsid() })).map(|_| Ref::NONE)
    }),
    def("setpgid(pid, pgrp, /)", |t, a| {
        let (pid, group) = (ops::arg_i32(t, a[0])?, ops::arg_i32(t, a[1])?);
        // SAFETY: ints only.
        call(t, || i64::from(unsafe { libc::setpgid(pid, group) })).map(|_| Ref::NONE)
    }),
    set_ids!("setuid(uid, /)", |uid| libc::setuid(uid)),
    set_ids!("setgid(gid, /)", |gid| libc::setgid(gid)),
    set_ids!("seteuid(euid, /)", |uid| libc::seteuid(uid)),
    set_ids!("setegid(egid, /)", |gid| libc::setegid(gid)),
    def("getgroups()", |t, _| {
        let mut all = vec![0; 65536];
        // SAFETY: there is room for as many.
        let n = unsafe { libc::getgroups(all.len() as i32, all.as_mut_ptr()) };
        if n < 0 {
            return Err(t.os_error(errno(), None));
        }
        Ok(list::from_refs(t, all[..n as usize].iter().map(|g| t.int(i64::from(*g))).collect()))
    }),
    def("getlogin()", |t, _| {
        let name = {
            let _guard = ENVIRON.lock();
            // SAFETY: the answer is terminated and good until the next call, which our lock keeps away.
            unsafe {
                let p = libc::getlogin();
                if p.is_null() { Err(errno()) } else { Ok(std::ffi::CStr::from_ptr(p).to_bytes().to_vec()) }
            }
        };
        name.map(|name| codecs::fs_decode(t, &name)).map_err(|e| t.os_error(e, None))
    }),
    def("uname()", uname),
    def("times()", times),
    def("getloadavg()", |t, _| {
        let mut all = [0f64; 3];
        // SAFETY: room for three.
        if unsafe { libc::getloadavg(all.as_mut_ptr(), 3) } != 3 {
            return Err(t.error(&exc::OS_ERROR, "Load averages are unobtainable"));
        }
        Ok(tuple::from_refs(t, all.iter().map(|x| t.float(*x)).collect()))
    }),
    def("cpu_count()", |t, _| {
        // SAFETY: no preconditions.
        let n = unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) };
        Ok(if n < 1 { Ref::NONE } else { t.int(n) })
    }),
    on_ints!("nice(increment, /)", |n| libc::nice(n)),
    def("urandom(size, /)", |t, a| random(t, a[0], 0)),
    def("getrandom(size, flags=0)", |t, a| {
        let flags = if a[1].is_undef() { 0 } else { ops::arg_i32(t, a[1])? };
        random(t, a[0], flags as u32)
    }),
    def("strerror(code, /)", |t, a| {
        let n = ops::arg_i32(t, a[0])?;
        Ok(t.str(&heddle_objects::error::errno_text(n)))
    }),
    def("get_terminal_size(fd=1, /)", terminal_size),
    def("kill(pid, signal, /)", |t, a| {
        let (pid, n) = (ops::arg_i32(t, a[0])?, ops::arg_i32(t, a[1])?);
        // SAFETY: ints only.
        call(t, || i64::from(unsafe { libc::kill(pid, n) }))?;
        crate::util::check_signals(t)?;
        Ok(Ref::NONE)
    }),
    def("killpg(pgid, signal, /)", |t, a| {
        let (pid, n) = (ops::arg_i32(t, a[0])?, ops::arg_i32(t, a[1])?);
        // SAFETY: ints only.
        call(t, || i64::from(unsafe { libc::killpg(pid, n) })).map(|_| Ref::NONE)
    }),
    def("waitpid(pid, options, /)", |t, a| {
        let (pid, options) = (ops::arg_i32(t, a[0])?, ops::arg_i32(t, a[1])?);
        let (pid, status) = waitpid(t, pid, options)?;
        Ok(two_ints(t, pid, status.into()))
    }),
    def("wait()", |t, _| {
        let (pid, status) = waitpid(t, -1, 0)?;
        Ok(two_ints(t, pid, status.into()))
    }),
    def("waitstatus_to_exitcode(status)", |t, a| {
        let s = status(t, a[0])?;
        if libc::WIFEXITED(s) {
            return Ok(t.int(libc::WEXITSTATUS(s).into()));
        }
        if libc::WIFSIGNALED(s) {
            return Ok(t.int(i64::from(-libc::WTERMSIG(s))));
        }
        if libc::WIFSTOPPED(s) {
            return Err(
                t.value_error(format_args!("process stopped by delivery of signal {}", libc::WSTOPSIG(s)))
            );
        }
        Err(t.value_error(format_args!("invalid wait status: {s}")))
    }),
    def("WIFEXITED(status)", |t, a| Ok(Ref::bool(libc::WIFEXITED(status(t, a[0])?)))),
    def("WIFSIGNALED(status)", |t, a| Ok(Ref::bool(libc::WIFSIGNALED(status(t, a[0])?)))),
    def("WIFSTOPPED(status)", |t, a| Ok(Ref::bool(libc::WIFSTOPPED(status(t, a[0])?)))),
    def("WIFCONTINUED(status)", |t, a| Ok(Ref::bool(libc::WIFCONTINUED(status(t, a[0])?)))),
    def("WCOREDUMP(status, /)", |t, a| Ok(Ref::bool(libc::WCOREDUMP(status(t, a[0])?)))),
    def("WEXITSTATUS(status)", |t, a| Ok(t.int(libc::WEXITSTATUS(status(t, a[0])?).into()))),
    def("WTERMSIG(status)", |t, a| Ok(t.int(libc::WTERMSIG(status(t, a[0])?).into()))),
    def("WSTOPSIG(status)", |t, a| Ok(t.int(libc::WSTOPSIG(status(t, a[0])?).into()))),
    def("_exit(status)", |t, a| {
        let n = ops::arg_i32(t, a[0])?;
        // SAFETY: ends the process at once, as asked.
        unsafe { libc::_exit(n) }
    }),
    def("abort()", |_, _| std::process::abort()),
    def("fork()", |t, _| fork(t).map(|n| t.int(n.into()))),
    def("register_at_fork(*, before=None, after_in_child=None, after_in_parent=None)", register_at_fork),
    def("execv(path, argv, /)", |t, a| exec(t, a, "execv")),
    def("execve(path, argv, env)", |t, a| exec(t, a, "execve")),
    def("system(command)", |t, a| {
        let command = env_text(t, a[0])?;
        let p = command.as_ptr() as usize;
        // SAFETY: a terminated command.
        Ok(t.int(t.blocking(|| unsafe { libc::system(p as *const i8) }).into()))
    }),
    def("putenv(name, value, /)", |t, a| {
        let (k, v) = (env_text(t, a[0])?, env_text(t, a[1])?);
        if k.is_empty() || k.to_bytes().contains(&b'=') {
            return Err(t.value_error("illegal environment variable name"));
        }
        let _guard = ENVIRON.lock();
        // SAFETY: terminated strings; calls of this module take turns.
        unsafe { libc::setenv(k.as_ptr(), v.as_ptr(), 1) };
        Ok(Ref::NONE)
    }),
    def("unsetenv(name, /)", |t, a| {
        let k = env_text(t, a[0])?;
        let done = {
            let _guard = ENVIRON.lock();
            // SAFETY: as above.
            if unsafe { libc::unsetenv(k.as_ptr()) } < 0 { Err(errno()) } else { Ok(()) }
        };
        done.map(|()| Ref::NONE).map_err(|e| t.os_error(e, None))
    }),
    def("_create_environ()", |t, _| environ(t)),
    def("ctermid()", |t, _| Ok(t.str("/dev/tty"))),
    def("_inputhook()", |_, _| Ok(Ref::NONE)),
    def("_is_inputhook_installed()", |_, _| Ok(Ref::FALSE)),
];
