//! The socket type: its life, its timeout, and the calls about connections.

use super::address::{self, Address};
use super::{last_error, message, options, plain_error, transfer};
use crate::time::{Round, nanoseconds};
use crate::util::{init, shape_of_class};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::{exceptions as exc, float, int, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicIsize, Ordering::*};
use std::io;
use std::time::{Duration, Instant};

/// A socket's payload. Its descriptor is -1 before it is opened and once it is closed: a thread that closes it makes the calls of the
/// others fail.
pub struct Socket {
    fd: AtomicIsize,
    family: AtomicIsize,
    kind: AtomicIsize,
    protocol: AtomicIsize,
    /// Nanoseconds; negative: none.
    timeout: AtomicIsize,
}
heddle_objects::payload!(Socket {});

/// The timeout of new sockets, as [`Socket::timeout`].
static DEFAULT_TIMEOUT: AtomicIsize = AtomicIsize::new(-1);

/// `_socket.socket`
pub(super) static SOCKET: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    methods: &METHODS,
    getset: &[
        getter("family", |t, v| Ok(t.int(v.expect::<Socket>().family.load(Relaxed) as i64))),
        getter("type", |t, v| Ok(t.int(v.expect::<Socket>().kind.load(Relaxed) as i64))),
        getter("proto", |t, v| Ok(t.int(v.expect::<Socket>().protocol.load(Relaxed) as i64))),
        getter("timeout", |t, v| Ok(shown_timeout(t, v.expect::<Socket>().timeout()))),
    ],
    doc: "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\n\
          socket(family=-1, type=-1, proto=-1, fileno=None) -> socket object\n\nOpen a socket of the given type.",
    ..TypeDef::new("_socket.socket", Socket::vtable, slots)
});

impl Socket {
    /// The descriptor, -1 if there is none: the system then says so.
    pub fn fd(&self) -> i32 {
        self.fd.load(Relaxed) as i32
    }

    /// The family of its addresses.
    pub fn family(&self) -> i32 {
        self.family.load(Relaxed) as i32
    }

    /// Nanoseconds; negative: none.
    pub fn timeout(&self) -> i64 {
        self.timeout.load(Relaxed) as i64
    }

    fn fill(&self, fd: i32, family: i32, kind: i32, protocol: i32) -> io::Result<()> {
        self.family.store(family as isize, Relaxed);
        let plain = kind & !(libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC);
        self.kind.store(plain as isize, Relaxed);
        self.protocol.store(protocol as isize, Relaxed);
        let timeout = if kind & libc::SOCK_NONBLOCK != 0 { 0 } else { DEFAULT_TIMEOUT.load(Relaxed) };
        self.timeout.store(timeout, Relaxed);
        self.fd.store(fd as isize, Release);
        if timeout >= 0 && kind & libc::SOCK_NONBLOCK == 0 { set_blocking(fd, false) } else { Ok(()) }
    }
}

/// Makes a socket object of a descriptor.
fn wrap(t: &Thread, fd: i32, family: i32, kind: i32, protocol: i32) -> Res {
    let made = t.alloc(SOCKET.shape(), closed());
    let done = made.expect::<Socket>().fill(fd, family, kind, protocol);
    done.map_err(|e| t.io_error(&e, None))?;
    Ok(made)
}

fn closed() -> Socket {
    Socket {
        fd: AtomicIsize::new(-1),
        family: AtomicIsize::new(-1),
        kind: AtomicIsize::new(-1),
        protocol: AtomicIsize::new(-1),
        timeout: AtomicIsize::new(-1),
    }
}

fn set_blocking(fd: i32, on: bool) -> io::Result<()> {
    let mut no = libc::c_int::from(!on);
    // SAFETY: reads an int.
    if unsafe { libc::ioctl(fd, libc::FIONBIO, &mut no) } < 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| Ok(t.alloc(shape_of_class(cls), closed())));
    init!(s, "socket($self, family=-1, type=-1, proto=-1, fileno=None)", start);
    s.repr = Some(|t, v| {
        let s = v.expect::<Socket>();
        let [fd, family, kind, protocol] = [&s.fd, &s.family, &s.kind, &s.protocol].map(|n| n.load(Relaxed));
        Ok(t.str(&format!("<socket object, fd={fd}, family={family}, type={kind}, proto={protocol}>")))
    });
    s.del = Some(|t, v| {
        let s = v.expect::<Socket>();
        if s.fd() < 0 {
            return Ok(());
        }
        let text = format!("unclosed {}", ops::repr_text(t, v).unwrap_or_default());
        if let Err(e) = warn(t, &text, v)
            && e.is(&exc::WARNING)
        {
            exc::unraisable(t, e, "Exception ignored while finalizing socket", v);
        }
        let fd = s.fd.swap(-1, AcqRel) as i32;
        if fd >= 0 {
            // SAFETY: the object owned the descriptor.
            t.blocking(|| unsafe { libc::close(fd) });
        }
        Ok(())
    });
}

/// A ResourceWarning about an object.
fn warn(t: &Thread, text: &str, source: Value) -> Res<()> {
    let warnings = heddle_objects::import_module(t, "warnings")?;
    let category = exc::RESOURCE_WARNING.get();
    ops::call_method(t, warnings.v(), "warn", &[t.str(text).v(), category, Value::int32(1), source])?;
    Ok(())
}

/// `__init__`
fn start(t: &Thread, a: &[Value]) -> Res {
    let s = a[0].expect::<Socket>();
    let number = |v: Value| if v.is_undef() { Ok(-1) } else { ops::arg_i32(t, v) };
    let (mut family, mut kind, mut protocol) = (number(a[1])?, number(a[2])?, number(a[3])?);
    let fd = if a[4].is_none_or_undef() {
        family = if family == -1 { libc::AF_INET } else { family };
        kind = if kind == -1 { libc::SOCK_STREAM } else { kind };
        protocol = if protocol == -1 { 0 } else { protocol };
        // SAFETY: plain numbers.
        let fd = t.blocking(|| unsafe { libc::socket(family, kind | libc::SOCK_CLOEXEC, protocol) });
        if fd < 0 {
            return Err(last_error(t));
        }
        fd
    } else {
        let fd = crate::ospath::fd_arg(t, a[4])?;
        if fd < 0 {
            return Err(t.value_error("negative file descriptor"));
        }
        let mut name = Address::room();
        // SAFETY: room for an address.
        if unsafe { libc::getsockname(fd, name.pointer_mut(), &mut name.len) } < 0 {
            let e = io::Error::last_os_error();
            if family == -1 || matches!(e.raw_os_error(), Some(libc::EBADF | libc::ENOTSOCK)) {
                return Err(t.io_error(&e, None));
            }
        } else if family == -1 {
            family = name.storage.ss_family.into();
        }
        let asked = |option| options::number(fd, libc::SOL_SOCKET, option).map_err(|e| t.io_error(&e, None));
        if kind == -1 {
            kind = asked(libc::SO_TYPE)?;
        }
        if protocol == -1 {
            protocol = asked(libc::SO_PROTOCOL)?;
        }
        fd
    };
    s.fill(fd, family, kind, protocol).map_err(|e| t.io_error(&e, None))?;
    Ok(Ref::NONE)
}

fn shown_timeout(t: &Thread, ns: i64) -> Ref {
    if ns < 0 { Ref::NONE } else { t.float(ns as f64 * 1e-9) }
}

/// A timeout argument as nanoseconds.
fn timeout_arg(t: &Thread, v: Value) -> Res<i64> {
    if v.is_none() {
        return Ok(-1);
    }
    if !crate::util::is_number(v) {
        let name = ops::type_name(v);
        return Err(
            t.type_error(format_args!("'{name}' object cannot be interpreted as an integer or float"))
        );
    }
    let ns = nanoseconds(t, v, Round::Timeout)?;
    if ns < 0 {
        return Err(t.value_error("Timeout value out of range"));
    }
    Ok(ns)
}

/// What a call on a socket waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ready {
    /// Something to read.
    Read,
    /// Room to write.
    Write,
}

/// When a call that begins now has waited long enough.
pub(super) fn deadline(timeout: i64) -> Option<Instant> {
    if timeout > 0 { Instant::now().checked_add(Duration::from_nanos(timeout as u64)) } else { None }
}

#[cold]
fn timed_out(t: &Thread) -> heddle_objects::Raised {
    t.error(&exc::TIMEOUT_ERROR, "timed out")
}

/// Waits until the descriptor is ready, handlers of signals running in between; TimeoutError after the deadline.
fn wait(t: &Thread, fd: i32, ready: Ready, deadline: Instant) -> Res<()> {
    let events = if ready == Ready::Read { libc::POLLIN } else { libc::POLLOUT };
    let polled = crate::signal::retry(t, || {
        let left = deadline.saturating_duration_since(Instant::now());
        let ms = left.as_nanos().div_ceil(1_000_000).min(i32::MAX as u128) as i32;
        let mut one = libc::pollfd { fd, events, revents: 0 };
        // SAFETY: one structure.
        match unsafe { libc::poll(&mut one, 1, ms) } {
            n if n < 0 => Err(io::Error::last_os_error()),
            n => Ok(n),
        }
    })?;
    match polled {
        Err(e) => Err(t.io_error(&e, None)),
        Ok(0) => Err(timed_out(t)),
        Ok(_) => Ok(()),
    }
}

/// Makes a system call on a socket, detached, under the socket's timeout.
pub(super) fn call<R>(
    t: &Thread,
    s: &Socket,
    ready: Ready,
    deadline: Option<Instant>,
    mut f: impl FnMut() -> io::Result<R>,
) -> Res<R> {
    let fd = s.fd();
    loop {
        if let Some(deadline) = deadline {
            wait(t, fd, ready, deadline)?;
        }
        match crate::signal::retry(t, &mut f)? {
            Ok(r) => return Ok(r),
            Err(e) if deadline.is_some() && e.kind() == io::ErrorKind::WouldBlock => {}
            Err(e) => return Err(t.io_error(&e, None)),
        }
    }
}

/// A system call's result.
pub(super) fn checked(n: isize) -> io::Result<usize> {
    if n < 0 { Err(io::Error::last_os_error()) } else { Ok(n as usize) }
}

fn accept(t: &Thread, a: &[Value]) -> Res {
    let s = a[0].expect::<Socket>();
    let mut from = Address::room();
    let fd = call(t, s, Ready::Read, deadline(s.timeout()), || {
        from = Address::room();
        // SAFETY: room for an address.
        let fd = unsafe { libc::accept4(s.fd(), from.pointer_mut(), &mut from.len, libc::SOCK_CLOEXEC) };
        checked(fd as isize)
    })?;
    match address::to_python(t, &from) {
        Ok(shown) => Ok(tuple::from_array(t, [t.int(fd as i64), shown])),
        Err(e) => {
            // SAFETY: just made, and nobody's.
            unsafe { libc::close(fd as i32) };
            Err(e)
        }
    }
}

/// Connects. The inner `Err`: what the system says.
fn connect_to(t: &Thread, s: &Socket, to: &Address) -> Res<Result<(), i32>> {
    let fd = s.fd();
    // SAFETY: an address of as many bytes.
    let first = t.blocking(|| match unsafe { libc::connect(fd, to.pointer(), to.len) } {
        0 => 0,
        _ => crate::ospath::errno(),
    });
    let timeout = s.timeout();
    match first {
        0 => return Ok(Ok(())),
        // It goes on by itself: wait for the end of it.
        libc::EINTR => {
            crate::util::check_signals(t)?;
            if timeout == 0 {
                return Ok(Err(libc::EINTR));
            }
        }
        libc::EINPROGRESS if timeout > 0 => {}
        e => return Ok(Err(e)),
    }
    let far = Duration::from_secs(3600 * 24 * 365);
    let until = deadline(timeout).unwrap_or_else(|| Instant::now() + far);
    match wait(t, fd, Ready::Write, until) {
        Err(e) if e.is(&exc::TIMEOUT_ERROR) => return Ok(Err(-1)),
        other => other?,
    }
    match options::number(fd, libc::SOL_SOCKET, libc::SO_ERROR) {
        Ok(0 | libc::EISCONN) => Ok(Ok(())),
        Ok(e) => Ok(Err(e)),
        Err(e) => Ok(Err(e.raw_os_error().unwrap_or(0))),
    }
}

fn connect(t: &Thread, a: &[Value]) -> Res {
    let s = a[0].expect::<Socket>();
    let to = address::from_python(t, a[1], s.family(), "connect")?;
    match connect_to(t, s, &to)? {
        Ok(()) => Ok(Ref::NONE),
        Err(-1) => Err(timed_out(t)),
        Err(e) => Err(t.os_error(e, None)),
    }
}

fn connect_ex(t: &Thread, a: &[Value]) -> Res {
    let s = a[0].expect::<Socket>();
    let to = address::from_python(t, a[1], s.family(), "connect_ex")?;
    Ok(match connect_to(t, s, &to)? {
        Ok(()) => t.int(0),
        Err(-1) => t.int(libc::EWOULDBLOCK.into()),
        Err(e) => t.int(e.into()),
    })
}

fn close(t: &Thread, a: &[Value]) -> Res {
    let fd = a[0].expect::<Socket>().fd.swap(-1, AcqRel) as i32;
    if fd >= 0 {
        close_fd(t, fd)?;
    }
    Ok(Ref::NONE)
}

fn close_fd(t: &Thread, fd: i32) -> Res<()> {
    // SAFETY: closes a descriptor, as asked. The other side's reset is no news to who closes.
    let e = t.blocking(|| if unsafe { libc::close(fd) } < 0 { crate::ospath::errno() } else { 0 });
    if e != 0 && e != libc::ECONNRESET { Err(t.os_error(e, None)) } else { Ok(()) }
}

/// `getsockname` and `getpeername`.
fn name_of(
    t: &Thread,
    v: Value,
    f: unsafe extern "C" fn(i32, *mut libc::sockaddr, *mut libc::socklen_t) -> i32,
) -> Res {
    let fd = v.expect::<Socket>().fd();
    let mut name = Address::room();
    // SAFETY: room for an address.
    if unsafe { f(fd, name.pointer_mut(), &mut name.len) } < 0 {
        return Err(last_error(t));
    }
    address::to_python(t, &name)
}

fn plain_call(t: &Thread, f: impl FnMut() -> i32) -> Res {
    let mut f = f;
    let e = t.blocking(|| if f() < 0 { crate::ospath::errno() } else { 0 });
    if e != 0 { Err(t.os_error(e, None)) } else { Ok(Ref::NONE) }
}

fn set_timeout(t: &Thread, v: Value, ns: i64) -> Res {
    let s = v.expect::<Socket>();
    s.timeout.store(ns as isize, Relaxed);
    set_blocking(s.fd(), ns < 0).map_err(|e| t.io_error(&e, None))?;
    Ok(Ref::NONE)
}

static METHODS: [Def; OWN.len() + transfer::METHODS.len() + message::METHODS.len() + options::METHODS.len()] =
    crate::util::join(&[OWN, transfer::METHODS, message::METHODS, options::METHODS]);

const OWN: &[Def] = &[
    def("_accept($self, /)", accept),
    def("bind($self, object, /)", |t, a| {
        let s = a[0].expect::<Socket>();
        let to = address::from_python(t, a[1], s.family(), "bind")?;
        // SAFETY: an address of as many bytes.
        plain_call(t, || unsafe { libc::bind(s.fd(), to.pointer(), to.len) })
    }),
    def("close($self, /)", close),
    def("connect($self, object, /)", connect),
    def("connect_ex($self, object, /)", connect_ex),
    def("detach($self, /)", |t, a| Ok(t.int(a[0].expect::<Socket>().fd.swap(-1, AcqRel) as i64))),
    def("fileno($self, /)", |t, a| Ok(t.int(a[0].expect::<Socket>().fd().into()))),
    def("getpeername($self, /)", |t, a| name_of(t, a[0], libc::getpeername)),
    def("getsockname($self, /)", |t, a| name_of(t, a[0], libc::getsockname)),
    def("getblocking($self, /)", |_, a| Ok(Ref::bool(a[0].expect::<Socket>().timeout() != 0))),
    def("gettimeout($self, /)", |t, a| Ok(shown_timeout(t, a[0].expect::<Socket>().timeout()))),
    def("listen($self, backlog=128, /)", |t, a| {
        let s = a[0].expect::<Socket>();
        let n = if a[1].is_undef() { 128 } else { ops::arg_i32(t, a[1])?.max(0) };
        // SAFETY: plain numbers.
        plain_call(t, || unsafe { libc::listen(s.fd(), n) })
    }),
    def("setblocking($self, object, /)", |t, a| {
        let on = if int::is_int(a[1]) || float::get(a[1]).is_none() {
            ops::truth(t, a[1])?
        } else {
            return Err(t.type_error("'float' object cannot be interpreted as an integer"));
        };
        set_timeout(t, a[0], if on { -1 } else { 0 })
    }),
    def("settimeout($self, object, /)", |t, a| {
        let ns = timeout_arg(t, a[1])?;
        set_timeout(t, a[0], ns)
    }),
    def("shutdown($self, object, /)", |t, a| {
        let how = ops::arg_i32(t, a[1])?;
        let s = a[0].expect::<Socket>();
        // SAFETY: plain numbers.
        plain_call(t, || unsafe { libc::shutdown(s.fd(), how) })
    }),
];

/// This file's functions of the module.
pub(super) const FUNCTIONS: &[Def] = &[
    def("close(object, /)", |t, a| {
        let fd = crate::ospath::fd_arg(t, a[0])?;
        close_fd(t, fd).map(|()| Ref::NONE)
    }),
    def("dup(object, /)", |t, a| {
        let fd = crate::ospath::fd_arg(t, a[0])?;
        // SAFETY: plain numbers.
        match unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) } {
            new if new < 0 => Err(last_error(t)),
            new => Ok(t.int(new.into())),
        }
    }),
    def("getdefaulttimeout()", |t, _| Ok(shown_timeout(t, DEFAULT_TIMEOUT.load(Relaxed) as i64))),
    def("setdefaulttimeout(object, /)", |t, a| {
        DEFAULT_TIMEOUT.store(timeout_arg(t, a[0])? as isize, Relaxed);
        Ok(Ref::NONE)
    }),
    def("socketpair(family=AF_UNIX, type=SOCK_STREAM, proto=0, /)", |t, a| {
        let number = |v: Value, default| if v.is_undef() { Ok(default) } else { ops::arg_i32(t, v) };
        let family = number(a[0], libc::AF_UNIX)?;
        let kind = number(a[1], libc::SOCK_STREAM)?;
        let protocol = number(a[2], 0)?;
        let mut pair = [-1; 2];
        // SAFETY: room for two.
        let n = unsafe { libc::socketpair(family, kind | libc::SOCK_CLOEXEC, protocol, pair.as_mut_ptr()) };
        if n < 0 {
            return Err(last_error(t));
        }
        let one = wrap(t, pair[0], family, kind, protocol)?;
        let two = wrap(t, pair[1], family, kind, protocol)?;
        Ok(tuple::from_array(t, [one, two]))
    }),
];

/// A count of bytes that must not be negative.
pub(super) fn count(t: &Thread, v: Value, what: &str) -> Res<usize> {
    usize::try_from(crate::util::arg_size(t, v)?).map_err(|_| t.value_error(what))
}

/// Flags that may be missing.
pub(super) fn flag_bits(t: &Thread, v: Value) -> Res<i32> {
    if v.is_undef() { Ok(0) } else { ops::arg_i32(t, v) }
}

/// Room for as many bytes; MemoryError if there is none.
pub(super) fn room(t: &Thread, n: usize) -> Res<Vec<u8>> {
    let mut all = vec![];
    all.try_reserve_exact(n).map_err(|_| t.error_args(&exc::MEMORY_ERROR, &[]))?;
    Ok(all)
}

/// OSError of an option's or a buffer's length.
pub(super) fn out_of_range(t: &Thread, text: &str) -> heddle_objects::Raised {
    plain_error(t, text)
}
