//! `_multiprocessing`: semaphores that processes share.

use crate::NativeModule;
use crate::ospath::{errno, terminated};
use crate::util::{flag, new, shape_of_class};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::refs::Fixed;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::{dict, exceptions as exc, float, str};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicIsize, AtomicU64, AtomicUsize, Ordering::*};
use std::ffi::CString;
use std::io;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    types: &[&SEM_LOCK],
    init: |t, m| {
        let flags = dict::new(t);
        for name in ["HAVE_SEM_OPEN", "HAVE_SEM_TIMEDWAIT"] {
            dict::set_str(t, flags.v(), t.intern(name).v(), Value::int32(1));
        }
        m.set(t, "flags", flags);
        Ok(())
    },
    ..NativeModule::new("_multiprocessing", FUNCTIONS)
};

const RECURSIVE: i32 = 0;
const SEMAPHORE: i32 = 1;

/// A semaphore's payload.
pub struct SemLock {
    /// The system's; 0: none.
    handle: AtomicUsize,
    kind: i32,
    most: i32,
    /// How often this process holds it.
    count: AtomicIsize,
    /// The thread that took it last.
    owner: AtomicU64,
    name: Fixed,
}
heddle_objects::payload!(SemLock { name });

impl Drop for SemLock {
    fn drop(&mut self) {
        let handle = self.handle.load(Relaxed);
        if handle != 0 {
            // SAFETY: opened by this object.
            unsafe { libc::sem_close(handle as *mut libc::sem_t) };
        }
    }
}

impl SemLock {
    fn raw(&self) -> *mut libc::sem_t {
        self.handle.load(Relaxed) as *mut libc::sem_t
    }

    fn is_mine(&self) -> bool {
        self.count.load(Relaxed) > 0 && self.owner.load(Relaxed) == this_thread()
    }
}

fn this_thread() -> u64 {
    // SAFETY: no preconditions.
    unsafe { libc::pthread_self() as u64 }
}

static SEM_LOCK: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    methods: METHODS,
    getset: &[
        getter("handle", |t, v| Ok(t.int(v.expect::<SemLock>().handle.load(Relaxed) as i64))),
        getter("kind", |t, v| Ok(t.int(v.expect::<SemLock>().kind.into()))),
        getter("maxvalue", |t, v| Ok(t.int(v.expect::<SemLock>().most.into()))),
        getter("name", |_, v| Ok(Ref::new(v.expect::<SemLock>().name.v()))),
    ],
    extra: |t, put| put("SEM_VALUE_MAX", t.int(i32::MAX.into())),
    doc: "Semaphore/Mutex type",
    ..TypeDef::new("_multiprocessing.SemLock", SemLock::vtable, slots)
});

fn slots(s: &mut Slots) {
    new!(s, "SemLock($type, kind, value, maxvalue, name, unlink)", |t, a| {
        let (kind, value, most) = (ops::arg_i32(t, a[1])?, ops::arg_i32(t, a[2])?, ops::arg_i32(t, a[3])?);
        let unlink = ops::truth(t, a[5])?;
        if kind != RECURSIVE && kind != SEMAPHORE {
            return Err(t.value_error("unrecognized kind"));
        }
        let name = name(t, a[4])?;
        // SAFETY: a terminated name.
        let handle = unsafe {
            libc::sem_open(name.as_ptr(), libc::O_CREAT | libc::O_EXCL, 0o600 as libc::mode_t, value as u32)
        };
        if handle == libc::SEM_FAILED {
            return Err(t.os_error(errno(), None));
        }
        if unlink {
            // SAFETY: as above.
            if unsafe { libc::sem_unlink(name.as_ptr()) } < 0 {
                let e = errno();
                // SAFETY: just opened.
                unsafe { libc::sem_close(handle) };
                return Err(t.os_error(e, None));
            }
        }
        let kept = if unlink { Ref::NONE } else { Ref::new(a[4]) };
        Ok(made(t, a[0], handle as usize, kind, most, kept))
    });
}

fn made(t: &Thread, cls: Value, handle: usize, kind: i32, most: i32, name: Ref) -> Ref {
    let lock = SemLock {
        handle: AtomicUsize::new(handle),
        kind,
        most,
        count: AtomicIsize::new(0),
        owner: AtomicU64::new(0),
        name: Fixed::new(name),
    };
    t.alloc(shape_of_class(cls), lock)
}

fn name(t: &Thread, v: Value) -> Res<CString> {
    if !str::is_str(v) {
        let ty = ops::type_name(v);
        return Err(t.type_error(format_args!("SemLock() argument 'name' must be str, not {ty}")));
    }
    let raw = str::to_utf8(t, v)?.into_bytes();
    if raw.contains(&0) {
        return Err(t.value_error("embedded null character"));
    }
    Ok(terminated(raw))
}

fn acquire(t: &Thread, a: &[Value]) -> Res {
    let s = a[0].expect::<SemLock>();
    let block = flag(t, a[1], true)?;
    if s.kind == RECURSIVE && s.is_mine() {
        s.count.fetch_add(1, Relaxed);
        return Ok(Ref::TRUE);
    }
    let mut until = None;
    if !a[2].is_none_or_undef() {
        let seconds = float::from_any(t, a[2])?.max(0.0);
        // SAFETY: all zeros is one, with room for the answer.
        let mut at: libc::timespec = unsafe { std::mem::zeroed() };
        // SAFETY: as above.
        if unsafe { libc::clock_gettime(libc::CLOCK_REALTIME, &mut at) } < 0 {
            return Err(t.os_error(errno(), None));
        }
        let ns = at.tv_nsec as f64 + seconds.fract() * 1e9;
        at.tv_sec += seconds.trunc().min(1e12) as i64 + (ns / 1e9) as i64;
        at.tv_nsec = (ns % 1e9) as i64;
        until = Some(at);
    }
    let raw = s.raw();
    let checked = |n: i32| if n < 0 { Err(io::Error::last_os_error()) } else { Ok(()) };
    // SAFETY: an open semaphore.
    let mut taken = checked(unsafe { libc::sem_trywait(raw) });
    if block && taken.is_err() {
        taken = crate::signal::retry(t, || {
            // SAFETY: as above.
            checked(unsafe {
                match &until {
                    Some(at) => libc::sem_timedwait(raw, at),
                    None => libc::sem_wait(raw),
                }
            })
        })?;
    }
    match taken {
        Ok(()) => {
            s.owner.store(this_thread(), Relaxed);
            s.count.fetch_add(1, Relaxed);
            Ok(Ref::TRUE)
        }
        Err(e) if matches!(e.raw_os_error(), Some(libc::EAGAIN | libc::ETIMEDOUT)) => Ok(Ref::FALSE),
        Err(e) => Err(t.io_error(&e, None)),
    }
}

fn value(t: &Thread, s: &SemLock) -> Res<i32> {
    let mut n = 0;
    // SAFETY: an open semaphore, and room for the answer.
    if unsafe { libc::sem_getvalue(s.raw(), &mut n) } < 0 {
        return Err(t.os_error(errno(), None));
    }
    Ok(n.max(0))
}

fn release(t: &Thread, a: &[Value]) -> Res {
    let s = a[0].expect::<SemLock>();
    if s.kind == RECURSIVE {
        if !s.is_mine() {
            return Err(
                t.error(&exc::ASSERTION_ERROR, "attempt to release recursive lock not owned by thread")
            );
        }
        if s.count.load(Relaxed) > 1 {
            s.count.fetch_sub(1, Relaxed);
            return Ok(Ref::NONE);
        }
    } else if value(t, s)? >= s.most {
        return Err(t.value_error("semaphore or lock released too many times"));
    }
    // Counted before others can take it.
    s.count.fetch_sub(1, Relaxed);
    // SAFETY: an open semaphore.
    if unsafe { libc::sem_post(s.raw()) } < 0 {
        let e = errno();
        s.count.fetch_add(1, Relaxed);
        return Err(t.os_error(e, None));
    }
    Ok(Ref::NONE)
}

const METHODS: &[Def] = &[
    def("acquire($self, /, block=True, timeout=None)", acquire),
    def("release($self, /)", release),
    def("__enter__($self, /)", |t, a| acquire(t, &[a[0], Value::UNDEF, Value::UNDEF])),
    def("__exit__($self, exc_type=None, exc_value=None, exc_tb=None, /)", |t, a| release(t, a)),
    def("_count($self, /)", |t, a| Ok(t.int(a[0].expect::<SemLock>().count.load(Relaxed) as i64))),
    def("_is_mine($self, /)", |_, a| Ok(Ref::bool(a[0].expect::<SemLock>().is_mine()))),
    def("_get_value($self, /)", |t, a| Ok(t.int(value(t, a[0].expect::<SemLock>())?.into()))),
    def("_is_zero($self, /)", |t, a| Ok(Ref::bool(value(t, a[0].expect::<SemLock>())? == 0))),
    def("_after_fork($self, /)", |_, a| {
        a[0].expect::<SemLock>().count.store(0, Relaxed);
        Ok(Ref::NONE)
    }),
    def("_rebuild($type, handle, kind, maxvalue, name, /)", |t, a| {
        let (kind, most) = (ops::arg_i32(t, a[2])?, ops::arg_i32(t, a[3])?);
        if a[4].is_none() {
            // The handle of another process is no pointer of this one.
            return Err(t.value_error("a semaphore without a name cannot be rebuilt"));
        }
        let name = name(t, a[4])?;
        // SAFETY: a terminated name.
        let handle = unsafe { libc::sem_open(name.as_ptr(), 0) };
        if handle == libc::SEM_FAILED {
            return Err(t.os_error(errno(), None));
        }
        Ok(made(t, a[0], handle as usize, kind, most, Ref::new(a[4])))
    }),
];

const FUNCTIONS: &[Def] = &[def("sem_unlink(name, /)", |t, a| {
    let name = name(t, a[0])?;
    // SAFETY: a terminated name.
    if unsafe { libc::sem_unlink(name.as_ptr()) } < 0 {
        return Err(t.os_error(errno(), None));
    }
    Ok(Ref::NONE)
})];
