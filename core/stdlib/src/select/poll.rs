//! `poll` objects.

use crate::{descriptor, futex};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::{float, list, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use heddle_threads::sync::atomic::{AtomicBool, Ordering::*};
use std::io;
use std::time::Duration;

/// A poll object's payload. The lock is not held across safepoints.
pub struct Poll {
    watched: Mutex<Vec<(i32, u16)>>,
    running: AtomicBool,
}
heddle_objects::payload!(Poll {});

static POLL: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    methods: METHODS,
    ..TypeDef::new("select.poll", Poll::vtable, |_| ())
});

/// `select.poll()`
pub(super) fn new(t: &Thread) -> Ref {
    t.alloc(POLL.shape(), Poll { watched: Mutex::new(vec![]), running: AtomicBool::new(false) })
}

const METHODS: &[Def] = &[
    def("register($self, fd, eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)", |t, a| {
        let fd = descriptor::of(t, a[1])?;
        let mask = match a[2].is_undef() {
            true => (libc::POLLIN | libc::POLLPRI | libc::POLLOUT) as u16,
            false => mask(t, a[2])?,
        };
        let mut all = a[0].expect::<Poll>().watched.lock();
        match all.iter_mut().find(|(other, _)| *other == fd) {
            Some(entry) => entry.1 = mask,
            None => all.push((fd, mask)),
        }
        Ok(Ref::NONE)
    }),
    def("modify($self, fd, eventmask, /)", |t, a| {
        let fd = descriptor::of(t, a[1])?;
        let mask = mask(t, a[2])?;
        let found = {
            let mut all = a[0].expect::<Poll>().watched.lock();
            all.iter_mut().find(|(other, _)| *other == fd).map(|entry| entry.1 = mask).is_some()
        };
        if found { Ok(Ref::NONE) } else { Err(t.os_error(libc::ENOENT, None)) }
    }),
    def("unregister($self, fd, /)", |t, a| {
        let fd = descriptor::of(t, a[1])?;
        let found = {
            let mut all = a[0].expect::<Poll>().watched.lock();
            let at = all.iter().position(|(other, _)| *other == fd);
            at.map(|at| all.remove(at)).is_some()
        };
        if found { Ok(Ref::NONE) } else { Err(t.key_error(t.int(fd.into()).v())) }
    }),
    def("poll($self, timeout=None, /)", poll),
];

fn mask(t: &Thread, v: Value) -> Res<u16> {
    let n = ops::arg_i64(t, v)?;
    if n < 0 {
        return Err(t.value_error("value must be positive"));
    }
    u16::try_from(n).map_err(|_| t.overflow_error("Python int too large to convert to C unsigned short"))
}

/// A timeout in milliseconds: `None` or negative for none.
fn timeout(t: &Thread, v: Value) -> Res<Option<Duration>> {
    if v.is_none_or_undef() {
        return Ok(None);
    }
    let ms = match float::get(v) {
        Some(f) if f.is_nan() => return Err(t.value_error("Invalid value NaN (not a number)")),
        Some(f) => f,
        None => ops::arg_i64(t, v)? as f64,
    };
    if ms > f64::from(i32::MAX) {
        return Err(t.overflow_error("timeout is too large"));
    }
    Ok((ms >= 0.0).then(|| Duration::from_nanos((ms * 1e6).ceil() as u64)))
}

fn poll(t: &Thread, a: &[Value]) -> Res {
    let deadline = futex::deadline(timeout(t, a[1])?);
    let p = a[0].expect::<Poll>();
    if p.running.swap(true, AcqRel) {
        return Err(t.runtime_error("concurrent poll() invocation"));
    }
    let mut fds: Vec<libc::pollfd> = {
        let all = p.watched.lock();
        all.iter().map(|&(fd, mask)| libc::pollfd { fd, events: mask as i16, revents: 0 }).collect()
    };
    let result = crate::signal::retry(t, || {
        let left = super::milliseconds(deadline);
        // SAFETY: as many structs as said.
        let n = unsafe { libc::poll(fds.as_mut_ptr(), fds.len() as libc::nfds_t, left) };
        if n < 0 { Err(io::Error::last_os_error()) } else { Ok(n) }
    });
    p.running.store(false, Release);
    result?.map_err(|e| t.io_error(&e, None))?;
    let ready = fds
        .iter()
        .filter(|f| f.revents != 0)
        .map(|f| tuple::from_array(t, [t.int(f.fd.into()), t.int(i64::from(f.revents as u16))]));
    Ok(list::from_refs(t, ready.collect()))
}
