//! `posix_spawn`: a program started without a fork that Python would see.

use super::path::Path;
use super::process::{Strings, arguments, environment};
use super::scheduling::parameters;
use heddle_objects::native::{Def, def};
use heddle_objects::types::tuple;
use heddle_objects::{Res, Thread, Value, ops};

/// What the child does with its descriptors, freed at the end.
struct Actions {
    raw: libc::posix_spawn_file_actions_t,
    /// Paths that it opens.
    paths: Vec<Path>,
}

impl Actions {
    fn new() -> Actions {
        // SAFETY: all zeros is room for one, which the call makes valid.
        unsafe {
            let mut raw = std::mem::zeroed();
            libc::posix_spawn_file_actions_init(&mut raw);
            Actions { raw, paths: vec![] }
        }
    }
}

impl Drop for Actions {
    fn drop(&mut self) {
        // SAFETY: made by `new`.
        unsafe { libc::posix_spawn_file_actions_destroy(&mut self.raw) };
    }
}

/// The child's attributes, freed at the end.
struct Attributes(libc::posix_spawnattr_t);

impl Attributes {
    fn new() -> Attributes {
        // SAFETY: all zeros is room for one, which the call makes valid.
        unsafe {
            let mut raw = std::mem::zeroed();
            libc::posix_spawnattr_init(&mut raw);
            Attributes(raw)
        }
    }
}

impl Drop for Attributes {
    fn drop(&mut self) {
        // SAFETY: made by `new`.
        unsafe { libc::posix_spawnattr_destroy(&mut self.0) };
    }
}

unsafe extern "C" {
    fn posix_spawn_file_actions_addclosefrom_np(
        actions: *mut libc::posix_spawn_file_actions_t,
        from: libc::c_int,
    ) -> libc::c_int;
}

fn actions(t: &Thread, v: Value) -> Res<Actions> {
    let mut all = Actions::new();
    for item in ops::collect(t, v)? {
        let wrong = || t.type_error("Each file_actions element must be a non-empty tuple");
        let Some(parts) = tuple::try_items(&item) else { return Err(wrong()) };
        let Some(kind) = parts.first() else { return Err(wrong()) };
        let raw = std::ptr::from_mut(&mut all.raw);
        let error = match (ops::arg_i32(t, *kind)?, &parts[1..]) {
            (0, [fd, path, flags, mode]) => {
                let path = Path::arg(t, *path, "posix_spawn", "path", false)?;
                let (fd, flags) = (ops::arg_i32(t, *fd)?, ops::arg_i32(t, *flags)?);
                let mode = ops::arg_i32(t, *mode)? as libc::mode_t;
                let at = path.raw.as_ptr();
                all.paths.push(path);
                // SAFETY: a terminated path, kept as long as the actions.
                unsafe { libc::posix_spawn_file_actions_addopen(raw, fd, at, flags, mode) }
            }
            (1, [fd]) => {
                let fd = ops::arg_i32(t, *fd)?;
                // SAFETY: a number.
                unsafe { libc::posix_spawn_file_actions_addclose(raw, fd) }
            }
            (2, [from, to]) => {
                let (from, to) = (ops::arg_i32(t, *from)?, ops::arg_i32(t, *to)?);
                // SAFETY: numbers only.
                unsafe { libc::posix_spawn_file_actions_adddup2(raw, from, to) }
            }
            (3, [from]) => {
                let from = ops::arg_i32(t, *from)?;
                // SAFETY: a number.
                unsafe { posix_spawn_file_actions_addclosefrom_np(raw, from) }
            }
            (0, _) => return Err(t.type_error("A open file_action tuple must have 5 elements")),
            (1, _) => return Err(t.type_error("A close file_action tuple must have 2 elements")),
            (2, _) => return Err(t.type_error("A dup2 file_action tuple must have 3 elements")),
            (3, _) => return Err(t.type_error("A closefrom file_action tuple must have 2 elements")),
            _ => return Err(t.type_error("Unknown file_actions identifier")),
        };
        if error != 0 {
            return Err(t.os_error(error, None));
        }
    }
    Ok(all)
}

/// A set of signals.
fn signals(t: &Thread, v: Value) -> Res<libc::sigset_t> {
    // SAFETY: all zeros is room for one, which the call makes valid.
    let mut all: libc::sigset_t = unsafe { std::mem::zeroed() };
    // SAFETY: as above.
    unsafe { libc::sigemptyset(&mut all) };
    for item in ops::collect(t, v)? {
        let n = ops::arg_i32(t, item.v())?;
        if !(1..=64).contains(&n) {
            return Err(t.value_error(format_args!("signal number {n} out of range [1; 64]")));
        }
        // SAFETY: a number within range.
        unsafe { libc::sigaddset(&mut all, n) };
    }
    Ok(all)
}

/// `setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler`
fn attributes(t: &Thread, a: &[Value], function: &str) -> Res<Attributes> {
    let mut all = Attributes::new();
    let raw = std::ptr::from_mut(&mut all.0);
    let mut flags = 0;
    // SAFETY: valid attributes, numbers and sets, in all calls.
    unsafe {
        if !a[0].is_none_or_undef() {
            libc::posix_spawnattr_setpgroup(raw, ops::arg_i32(t, a[0])?);
            flags |= libc::POSIX_SPAWN_SETPGROUP;
        }
        if crate::util::flag(t, a[1], false)? {
            flags |= libc::POSIX_SPAWN_RESETIDS;
        }
        if crate::util::flag(t, a[2], false)? {
            // POSIX_SPAWN_SETSID of glibc and musl.
            flags |= 0x80;
        }
        if !a[3].is_undef() {
            libc::posix_spawnattr_setsigmask(raw, &signals(t, a[3])?);
            flags |= libc::POSIX_SPAWN_SETSIGMASK;
        }
        if !a[4].is_undef() {
            libc::posix_spawnattr_setsigdefault(raw, &signals(t, a[4])?);
            flags |= libc::POSIX_SPAWN_SETSIGDEF;
        }
        if !a[5].is_none_or_undef() {
            let Some([policy, param]) = tuple::try_items(&a[5]) else {
                return Err(t.type_error(format_args!("{function}: scheduler must be a tuple or None")));
            };
            if !policy.is_none() {
                libc::posix_spawnattr_setschedpolicy(raw, ops::arg_i32(t, *policy)?);
                flags |= libc::POSIX_SPAWN_SETSCHEDULER;
            }
            libc::posix_spawnattr_setschedparam(raw, &parameters(t, *param)?);
            flags |= libc::POSIX_SPAWN_SETSCHEDPARAM;
        }
        libc::posix_spawnattr_setflags(raw, flags as libc::c_short);
    }
    Ok(all)
}

fn spawn(t: &Thread, a: &[Value], search: bool) -> Res {
    let function = if search { "posix_spawnp" } else { "posix_spawn" };
    let path = Path::arg(t, a[0], function, "path", false)?;
    let args = arguments(t, a[1], function)?;
    let env: Option<Strings> = if a[2].is_none() { None } else { Some(environment(t, a[2])?) };
    let actions = if a[3].is_none_or_undef() { None } else { Some(actions(t, a[3])?) };
    let attributes = attributes(t, &a[4..10], function)?;
    let mut pid = 0;
    let what = actions.as_ref().map_or(std::ptr::null(), |a| std::ptr::from_ref(&a.raw));
    let error = t.blocking(|| {
        // SAFETY: terminated strings in null-ended lists, and valid actions and attributes.
        unsafe {
            let env = env.as_ref().map_or(environ, |env| env.pointers.as_ptr().cast());
            let run = if search { libc::posix_spawnp } else { libc::posix_spawn };
            run(&mut pid, path.raw.as_ptr(), what, &attributes.0, args.pointers.as_ptr().cast(), env)
        }
    });
    if error != 0 {
        return Err(path.error(t, error));
    }
    Ok(t.int(pid.into()))
}

unsafe extern "C" {
    static environ: *const *mut libc::c_char;
}

/// This file's functions.
pub const FUNCTIONS: &[Def] = &[
    def(
        "posix_spawn(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), \
         setsigdef=(), scheduler=None)",
        |t, a| spawn(t, a, false),
    ),
    def(
        "posix_spawnp(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), \
         setsigdef=(), scheduler=None)",
        |t, a| spawn(t, a, true),
    ),
];
