//! `_posixsubprocess`: starting programs.
//!
//! Everything that the child needs is made before the fork. The child of a plain `fork` makes system calls only, until it becomes the
//! new program: no allocation, no lock, no object. Only a `preexec_fn` needs Python there, and gets the runtime's own fork.

use crate::NativeModule;
use heddle_objects::native::{Def, def};
use heddle_objects::types::{bytes, exceptions as exc, int};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use std::ffi::CString;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "A POSIX helper for the subprocess module.",
    ..NativeModule::new("_posixsubprocess", FUNCTIONS)
};

const FUNCTIONS: &[Def] = &[def(
    "fork_exec(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, \
     errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn, /)",
    fork_exec,
)];

/// Strings for `exec`, and the array of pointers to them.
struct Strings {
    pointers: Vec<*const libc::c_char>,
    _owned: Vec<CString>,
}

impl Strings {
    fn new(owned: Vec<CString>) -> Strings {
        let mut pointers: Vec<_> = owned.iter().map(|s| s.as_ptr()).collect();
        pointers.push(std::ptr::null());
        Strings { pointers, _owned: owned }
    }
}

/// A path or argument as the system takes it.
fn native(t: &Thread, v: Value) -> Res<CString> {
    let mut v = Ref::new(v);
    if !bytes::is_bytes(v.v()) && !heddle_objects::types::str::is_str(v.v()) {
        v = ops::call_special(t, v.v(), t.intern("__fspath__").v(), &[]).map_err(|_| {
            let name = ops::type_name(v.v());
            t.type_error(format_args!("expected str, bytes or os.PathLike object, not {name}"))
        })?;
    }
    let raw = match bytes::try_view(&v) {
        Some(view) => view.to_vec(),
        None => heddle_objects::codecs::fs_encode(t, v.v())?,
    };
    CString::new(raw).map_err(|_| t.value_error("embedded null byte"))
}

fn natives(t: &Thread, v: Value) -> Res<Strings> {
    let mut all = vec![];
    for item in ops::collect(t, v)? {
        all.push(native(t, item.v())?);
    }
    Ok(Strings::new(all))
}

/// What the child does.
struct Plan {
    args: Strings,
    executables: Strings,
    environment: Option<Strings>,
    cwd: Option<CString>,
    close_fds: bool,
    /// Ascending.
    pass_fds: Vec<i32>,
    /// `p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write`
    pipes: [i32; 8],
    restore_signals: bool,
    new_session: bool,
    group: i32,
    gid: Option<u32>,
    extra_groups: Option<Vec<libc::gid_t>>,
    uid: Option<u32>,
    umask: i32,
}

/// A user's or group's number, None for none.
fn identity(t: &Thread, v: Value) -> Res<Option<u32>> {
    if v.is_none() {
        return Ok(None);
    }
    let n = ops::arg_i64(t, v)?;
    match n {
        -1 => Ok(Some(u32::MAX)),
        n => u32::try_from(n).map(Some).map_err(|_| t.value_error("invalid user or group id")),
    }
}

fn plan(t: &Thread, a: &[Value]) -> Res<Plan> {
    let close_fds = ops::truth(t, a[2])?;
    let mut pass_fds = vec![];
    for fd in ops::collect(t, a[3])? {
        match int::to_i64(fd.v()).and_then(|n| i32::try_from(n).ok()) {
            Some(n) if n >= 0 && pass_fds.last().is_none_or(|last| *last < n) => pass_fds.push(n),
            _ => return Err(t.value_error("bad value(s) in fds_to_keep")),
        }
    }
    let mut pipes = [-1; 8];
    for (to, v) in pipes.iter_mut().zip(&a[6..14]) {
        *to = ops::arg_i32(t, *v)?;
    }
    if close_fds && pipes[7] < 3 {
        return Err(t.value_error("errpipe_write must be >= 3"));
    }
    let mut extra_groups = None;
    if !a[18].is_none() {
        let mut all = vec![];
        for g in ops::collect(t, a[18])? {
            all.push(identity(t, g.v())?.unwrap_or(u32::MAX));
        }
        extra_groups = Some(all);
    }
    Ok(Plan {
        args: natives(t, a[0])?,
        executables: natives(t, a[1])?,
        environment: if a[5].is_none() { None } else { Some(natives(t, a[5])?) },
        cwd: if a[4].is_none() { None } else { Some(native(t, a[4])?) },
        close_fds,
        pass_fds,
        pipes,
        restore_signals: ops::truth(t, a[14])?,
        new_session: ops::truth(t, a[15])?,
        group: ops::arg_i32(t, a[16])?,
        gid: identity(t, a[17])?,
        extra_groups,
        uid: identity(t, a[19])?,
        umask: ops::arg_i32(t, a[20])?,
    })
}

fn fork_exec(t: &Thread, a: &[Value]) -> Res {
    let plan = plan(t, a)?;
    let preexec = a[21];
    if !preexec.is_none() && crate::sys::finalizing() {
        return Err(
            t.error(&exc::PYTHON_FINALIZATION_ERROR, "preexec_fn not supported at interpreter shutdown")
        );
    }
    let pid = if preexec.is_none() {
        // SAFETY: the child makes system calls only, and never comes back.
        unsafe {
            let pid = libc::fork();
            if pid == 0 {
                child(&plan, || Ok(()));
            }
            if pid < 0 { Err(std::io::Error::last_os_error()) } else { Ok(pid) }
        }
    } else {
        // SAFETY: the runtime's own state is put right in the child, which runs Python only for `preexec_fn`; its user has been warned
        // (as by CPython) of what else other threads may hold.
        unsafe {
            let forked = t.m.fork();
            if let Ok(0) = forked {
                child(&plan, || ops::call_pos(t, preexec, &[]).map(drop).map_err(drop));
            }
            forked
        }
    };
    pid.map(|pid| t.int(pid.into())).map_err(|e| t.io_error(&e, None))
}

/// The number of the error and where it happened, as `subprocess` reads it.
struct Failed(i32, &'static [u8]);

fn errno() -> i32 {
    // SAFETY: the thread's own.
    unsafe { *libc::__errno_location() }
}

fn must(result: i32, place: &'static [u8]) -> Result<i32, Failed> {
    if result == -1 { Err(Failed(errno(), place)) } else { Ok(result) }
}

/// The child from here on: becomes the program, or says why not and exits.
///
/// # Safety
/// Called in the child of a fork.
unsafe fn child(plan: &Plan, preexec: impl FnOnce() -> Result<(), ()>) -> ! {
    // SAFETY: the caller's promise.
    let Failed(error, place) = unsafe { become_program(plan, preexec) };
    let mut text = [0u8; 64];
    let mut n = 0;
    let mut push = |part: &[u8]| {
        let room = part.len().min(text.len() - n);
        text[n..n + room].copy_from_slice(&part[..room]);
        n += room;
    };
    if error != 0 {
        push(b"OSError:");
        let mut started = false;
        for shift in (0..8).rev() {
            let digit = (error as u32 >> (shift * 4)) & 15;
            started |= digit != 0;
            if started {
                push(&[b"0123456789ABCDEF"[digit as usize]]);
            }
        }
        push(b":");
    } else {
        push(b"SubprocessError:0:");
    }
    push(place);
    // SAFETY: bytes of this frame.
    unsafe {
        libc::write(plan.pipes[7], text.as_ptr().cast(), n);
        libc::_exit(255)
    }
}

fn inheritable(fd: i32) -> Result<(), Failed> {
    // SAFETY: plain numbers.
    unsafe {
        let flags = must(libc::fcntl(fd, libc::F_GETFD), b"noexec")?;
        must(libc::fcntl(fd, libc::F_SETFD, flags & !libc::FD_CLOEXEC), b"noexec").map(drop)
    }
}

/// # Safety
/// As for [`child`].
unsafe fn become_program(plan: &Plan, preexec: impl FnOnce() -> Result<(), ()>) -> Failed {
    let prepared = || -> Result<(), Failed> {
        const NO: &[u8] = b"noexec";
        let [p2cread, p2cwrite, c2pread, mut c2pwrite, errread, mut errwrite, _, errpipe_write] = plan.pipes;
        for &fd in &plan.pass_fds {
            if fd != errpipe_write {
                inheritable(fd)?;
            }
        }
        // SAFETY: system calls with numbers and with pointers into the plan.
        unsafe {
            for fd in [p2cwrite, c2pread, errread] {
                if fd != -1 {
                    must(libc::close(fd), NO)?;
                }
            }
            // Out of the way of what is put at 0, 1 and 2.
            if c2pwrite == 0 {
                c2pwrite = must(libc::dup(0), NO)?;
            }
            while errwrite == 0 || errwrite == 1 {
                errwrite = must(libc::dup(errwrite), NO)?;
            }
            for (fd, to) in [(p2cread, 0), (c2pwrite, 1), (errwrite, 2)] {
                if fd == to {
                    inheritable(fd)?;
                } else if fd != -1 {
                    must(libc::dup2(fd, to), NO)?;
                }
            }
            if let Some(cwd) = &plan.cwd {
                must(libc::chdir(cwd.as_ptr()), b"noexec:chdir")?;
            }
            if plan.umask >= 0 {
                libc::umask(plan.umask as libc::mode_t);
            }
            if plan.restore_signals {
                for n in [libc::SIGPIPE, libc::SIGXFSZ] {
                    libc::signal(n, libc::SIG_DFL);
                }
            }
            if plan.new_session {
                must(libc::setsid(), NO)?;
            }
            if plan.group >= 0 {
                must(libc::setpgid(0, plan.group), NO)?;
            }
            if let Some(groups) = &plan.extra_groups {
                must(libc::setgroups(groups.len(), groups.as_ptr()), NO)?;
            }
            if let Some(gid) = plan.gid {
                must(libc::setregid(gid, gid), NO)?;
            }
            if let Some(uid) = plan.uid {
                must(libc::setreuid(uid, uid), NO)?;
            }
        }
        Ok(())
    };
    if let Err(failed) = prepared() {
        return failed;
    }
    if preexec().is_err() {
        return Failed(0, b"Exception occurred in preexec_fn.");
    }
    if plan.close_fds {
        close_others(&plan.pass_fds);
    }
    let environment = match &plan.environment {
        Some(strings) => strings.pointers.as_ptr(),
        // SAFETY: the process's environment.
        None => unsafe { environ },
    };
    let mut error = 0;
    for &executable in &plan.executables.pointers {
        if executable.is_null() {
            break;
        }
        // SAFETY: terminated arrays of terminated strings.
        unsafe { libc::execve(executable, plan.args.pointers.as_ptr(), environment) };
        if !matches!(errno(), libc::ENOENT | libc::ENOTDIR) && error == 0 {
            error = errno();
        }
    }
    Failed(if error == 0 { errno() } else { error }, b"")
}

unsafe extern "C" {
    static environ: *const *const libc::c_char;
}

/// Closes all descriptors from 3 on but these.
fn close_others(keep: &[i32]) {
    let mut from = 3;
    for &fd in keep.iter().chain(&[i32::MAX]) {
        if fd > from {
            close_range(from, fd - 1);
        }
        from = from.max(fd.saturating_add(1));
    }
}

fn close_range(first: i32, last: i32) {
    // SAFETY: plain numbers; the descriptors are the child's to close.
    unsafe {
        let end = if last == i32::MAX - 1 { u32::MAX } else { last as u32 };
        if libc::syscall(libc::SYS_close_range, first as u32, end, 0u32) == 0 {
            return;
        }
        let most = libc::sysconf(libc::_SC_OPEN_MAX).clamp(256, 1 << 20) as i32;
        for fd in first..=last.min(most) {
            libc::close(fd);
        }
    }
}
