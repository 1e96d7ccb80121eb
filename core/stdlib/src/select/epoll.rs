//! `epoll` objects.

use crate::util::{new, shape_of_class};
use crate::{descriptor, futex};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::{list, tuple};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicIsize, Ordering::*};
use std::io;
use std::time::Duration;

/// An epoll object's payload: its descriptor, -1 once it is closed.
pub struct Epoll {
    fd: AtomicIsize,
}
heddle_objects::payload!(Epoll {});

impl Drop for Epoll {
    fn drop(&mut self) {
        close(self);
    }
}

fn close(e: &Epoll) {
    let fd = e.fd.swap(-1, AcqRel) as i32;
    if fd >= 0 {
        // SAFETY: the object owned the descriptor.
        unsafe { libc::close(fd) };
    }
}

/// `select.epoll`
pub(super) static EPOLL: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    methods: METHODS,
    getset: &[getter("closed", |_, v| Ok(Ref::bool(v.expect::<Epoll>().fd.load(Relaxed) < 0)))],
    doc: "Returns an epolling object.",
    ..TypeDef::new("select.epoll", Epoll::vtable, slots)
});

const METHODS: &[Def] = &[
    def("fromfd($type, fd, /)", |t, a| {
        let fd = ops::arg_i32(t, a[1])?;
        Ok(t.alloc(shape_of_class(a[0]), Epoll { fd: AtomicIsize::new(fd as isize) }))
    }),
    def("close($self, /)", |_, a| {
        close(a[0].expect::<Epoll>());
        Ok(Ref::NONE)
    }),
    def("fileno($self, /)", |t, a| Ok(t.int(open(t, a[0])?.into()))),
    def("__enter__($self, /)", |t, a| open(t, a[0]).map(|_| Ref::new(a[0]))),
    def("__exit__($self, exc_type=None, exc_value=None, exc_tb=None, /)", |_, a| {
        close(a[0].expect::<Epoll>());
        Ok(Ref::NONE)
    }),
    def("register($self, fd, eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT)", |t, a| {
        let mask = match a[2].is_undef() {
            true => (libc::EPOLLIN | libc::EPOLLPRI | libc::EPOLLOUT) as u32,
            false => ops::arg_i64(t, a[2])? as u32,
        };
        control(t, a[0], libc::EPOLL_CTL_ADD, a[1], mask)
    }),
    def("modify($self, fd, eventmask)", |t, a| {
        let mask = ops::arg_i64(t, a[2])? as u32;
        control(t, a[0], libc::EPOLL_CTL_MOD, a[1], mask)
    }),
    def("unregister($self, fd)", |t, a| control(t, a[0], libc::EPOLL_CTL_DEL, a[1], 0)),
    def("poll($self, timeout=None, maxevents=-1)", poll),
];

fn slots(s: &mut Slots) {
    new!(s, "epoll($type, sizehint=-1, flags=0)", |t, a| {
        let size = if a[1].is_undef() { -1 } else { ops::arg_i32(t, a[1])? };
        let flags = if a[2].is_undef() { 0 } else { ops::arg_i32(t, a[2])? };
        if size != -1 && size <= 0 {
            return Err(t.value_error("negative sizehint"));
        }
        if flags & !libc::EPOLL_CLOEXEC != 0 {
            return Err(t.os_error(libc::EINVAL, None));
        }
        // SAFETY: plain numbers.
        let fd = unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) };
        if fd < 0 {
            return Err(last(t));
        }
        Ok(t.alloc(shape_of_class(a[0]), Epoll { fd: AtomicIsize::new(fd as isize) }))
    });
}

#[cold]
fn last(t: &Thread) -> Raised {
    t.io_error(&io::Error::last_os_error(), None)
}

fn open(t: &Thread, v: Value) -> Res<i32> {
    match v.expect::<Epoll>().fd.load(Relaxed) {
        fd if fd >= 0 => Ok(fd as i32),
        _ => Err(t.value_error("I/O operation on closed epoll object")),
    }
}

fn control(t: &Thread, v: Value, operation: i32, what: Value, mask: u32) -> Res {
    let epoll = open(t, v)?;
    let fd = descriptor::of(t, what)?;
    let mut event = libc::epoll_event { events: mask, u64: fd as u64 };
    // SAFETY: reads the struct.
    if unsafe { libc::epoll_ctl(epoll, operation, fd, &mut event) } < 0 {
        return Err(last(t));
    }
    Ok(Ref::NONE)
}

fn poll(t: &Thread, a: &[Value]) -> Res {
    let epoll = open(t, a[0])?;
    let timeout = super::seconds(t, a[1])?;
    let timeout = timeout.and_then(|ns| u64::try_from(ns).ok()).map(Duration::from_nanos);
    let deadline = futex::deadline(timeout);
    let most = if a[2].is_undef() { -1 } else { ops::arg_i32(t, a[2])? };
    let most = match most {
        -1 => libc::FD_SETSIZE - 1,
        n if n <= 0 => {
            return Err(t.value_error(format_args!("maxevents must be greater than 0, got {n}")));
        }
        n => n as usize,
    };
    heddle_objects::types::size::check(t, most, size_of::<libc::epoll_event>())?;
    let mut events = vec![libc::epoll_event { events: 0, u64: 0 }; most];
    let result = crate::signal::retry(t, || {
        let left = super::milliseconds(deadline);
        // SAFETY: as many structs as said.
        let n = unsafe { libc::epoll_wait(epoll, events.as_mut_ptr(), most as i32, left) };
        if n < 0 { Err(io::Error::last_os_error()) } else { Ok(n as usize) }
    })?;
    let n = result.map_err(|e| t.io_error(&e, None))?;
    let ready = events[..n].iter().map(|e| {
        let (fd, mask) = (e.u64 as i32, e.events);
        tuple::from_array(t, [t.int(fd.into()), t.int(mask.into())])
    });
    Ok(list::from_refs(t, ready.collect()))
}
