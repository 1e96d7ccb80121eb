//! Messages with ancillary data: `sendmsg`, `recvmsg`, `recvmsg_into`.

use super::address::{self, Address};
use super::object::{Ready, Socket, call, checked, count, deadline, flag_bits, room};
use super::plain_error;
use heddle_objects::native::{Def, def};
use heddle_objects::types::buffer::{Buffer, BufferMut};
use heddle_objects::types::{bytes, list, tuple};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};

/// Bytes of a control message's header and padded data; `None`: too many.
pub(super) fn space(n: usize) -> Option<usize> {
    let n = u32::try_from(n).ok().filter(|n| *n < u32::MAX / 2 - 64)?;
    // SAFETY: arithmetic.
    Some(unsafe { libc::CMSG_SPACE(n) } as usize)
}

/// Bytes of a control message's header and data; `None`: too many.
pub(super) fn length(n: usize) -> Option<usize> {
    let n = u32::try_from(n).ok().filter(|n| *n < u32::MAX / 2 - 64)?;
    // SAFETY: arithmetic.
    Some(unsafe { libc::CMSG_LEN(n) } as usize)
}

/// Memory for control messages, aligned as their headers are.
struct Control {
    words: Vec<u64>,
    len: usize,
}

impl Control {
    fn new(len: usize) -> Control {
        Control { words: vec![0; len.div_ceil(8)], len }
    }
}

fn header() -> libc::msghdr {
    // SAFETY: all zeros is one.
    unsafe { std::mem::zeroed() }
}

fn iterable(t: &Thread, v: Value, function: &str, at: usize) -> Res<Vec<Ref>> {
    if ops::slots_of(v).iter.is_none() && ops::slots_of(v).getitem.is_none() {
        return Err(t.type_error(format_args!("{function}() argument {at} must be an iterable")));
    }
    ops::collect(t, v)
}

/// `(level, type, data)` of each ancillary item.
fn ancillary(t: &Thread, v: Value) -> Res<Vec<(i32, i32, Buffer)>> {
    let mut all = vec![];
    for item in iterable(t, v, "sendmsg", 2)? {
        let what = "[sendmsg() ancillary data items]() argument must be";
        let item = item.v();
        let [level, kind, data] = match tuple::try_items(&item) {
            Some([level, kind, data]) => [*level, *kind, *data],
            Some(other) => {
                return Err(t.type_error(format_args!("{what} tuple of length 3, not {}", other.len())));
            }
            None => {
                let name = ops::type_name(item);
                return Err(t.type_error(format_args!("{what} 3-item tuple, not {name}")));
            }
        };
        all.push((ops::arg_i32(t, level)?, ops::arg_i32(t, kind)?, Buffer::get(t, data)?));
    }
    Ok(all)
}

fn send(t: &Thread, a: &[Value]) -> Res {
    let s = a[0].expect::<Socket>();
    let mut data = vec![];
    for item in iterable(t, a[1], "sendmsg", 1)? {
        data.push(Buffer::get(t, item.v())?);
    }
    let mut parts: Vec<libc::iovec> = data
        .iter()
        .map(|b| libc::iovec { iov_base: b.as_ptr().cast_mut().cast(), iov_len: b.len() })
        .collect();
    let extra = if a[2].is_undef() { vec![] } else { ancillary(t, a[2])? };
    let flags = flag_bits(t, a[3])?;
    let mut message = header();
    let to;
    if !a[4].is_none_or_undef() {
        to = address::from_python(t, a[4], s.family(), "sendmsg")?;
        message.msg_name = to.pointer().cast_mut().cast();
        message.msg_namelen = to.len;
    }
    message.msg_iov = parts.as_mut_ptr();
    message.msg_iovlen = parts.len() as _;
    let mut total = 0usize;
    for (.., data) in &extra {
        let more = space(data.len()).and_then(|n| total.checked_add(n));
        total = more.ok_or_else(|| plain_error(t, "ancillary data item too large"))?;
    }
    let mut control = Control::new(total);
    if total > 0 {
        message.msg_control = control.words.as_mut_ptr().cast();
        message.msg_controllen = control.len as _;
        // SAFETY: there is room for each header and its data, and the memory is zeroed.
        unsafe {
            let mut at = libc::CMSG_FIRSTHDR(&message);
            for (level, kind, data) in &extra {
                if at.is_null() {
                    break;
                }
                (*at).cmsg_level = *level;
                (*at).cmsg_type = *kind;
                (*at).cmsg_len = length(data.len()).unwrap_or(0) as _;
                std::ptr::copy_nonoverlapping(data.as_ptr(), libc::CMSG_DATA(at), data.len());
                at = libc::CMSG_NXTHDR(&message, at);
            }
        }
    }
    let n = call(t, s, Ready::Write, deadline(s.timeout()), || {
        // SAFETY: a message of live parts.
        checked(unsafe { libc::sendmsg(s.fd(), &message, flags) })
    })?;
    Ok(t.int(n as i64))
}

/// What came with a message.
struct Received {
    bytes: usize,
    items: Ref,
    flags: i32,
    from: Ref,
}

fn receive(t: &Thread, s: &Socket, parts: &mut [libc::iovec], room: usize, flags: i32) -> Res<Received> {
    let mut from = Address::room();
    let mut control = Control::new(room);
    let mut message = header();
    let got = call(t, s, Ready::Read, deadline(s.timeout()), || {
        message = header();
        from = Address::room();
        message.msg_name = from.pointer_mut().cast();
        message.msg_namelen = from.len;
        message.msg_iov = parts.as_mut_ptr();
        message.msg_iovlen = parts.len() as _;
        if control.len > 0 {
            message.msg_control = control.words.as_mut_ptr().cast();
            message.msg_controllen = control.len as _;
        }
        // SAFETY: a message of live parts.
        checked(unsafe { libc::recvmsg(s.fd(), &mut message, flags) })
    })?;
    from.len = message.msg_namelen.min(from.len);
    let items = list::new(t);
    // SAFETY: the system has filled the control messages; lengths are held against the memory's end.
    unsafe {
        let end = control.words.as_ptr().cast::<u8>().add(message.msg_controllen as usize);
        let mut at = libc::CMSG_FIRSTHDR(&message);
        while !at.is_null() {
            let data = libc::CMSG_DATA(at).cast_const();
            if data > end {
                break;
            }
            let len = ((*at).cmsg_len as usize).saturating_sub(libc::CMSG_LEN(0) as usize);
            let len = len.min(end.offset_from_unsigned(data));
            let data = std::slice::from_raw_parts(data, len);
            let (level, kind) = ((*at).cmsg_level, (*at).cmsg_type);
            let item = tuple::from_array(t, [t.int(level.into()), t.int(kind.into()), bytes::new(t, data)]);
            list::append(t, items.v(), item);
            at = libc::CMSG_NXTHDR(&message, at);
        }
    }
    let from = address::to_python(t, &from)?;
    Ok(Received { bytes: got, items, flags: message.msg_flags, from })
}

fn control_room(t: &Thread, v: Value) -> Res<usize> {
    let bad = || t.value_error("invalid ancillary data buffer length");
    if v.is_undef() {
        return Ok(0);
    }
    let n = usize::try_from(crate::util::arg_size(t, v)?).map_err(|_| bad())?;
    if n > i32::MAX as usize { Err(bad()) } else { Ok(n) }
}

fn answer(t: &Thread, first: Ref, r: Received) -> Ref {
    tuple::from_array(t, [first, r.items, t.int(r.flags.into()), r.from])
}

fn receive_new(t: &Thread, a: &[Value]) -> Res {
    let n = count(t, a[1], "negative buffer size in recvmsg()")?;
    let extra = control_room(t, a[2])?;
    let flags = flag_bits(t, a[3])?;
    let mut data = room(t, n)?;
    let mut part = [libc::iovec { iov_base: data.as_mut_ptr().cast(), iov_len: n }];
    let r = receive(t, a[0].expect::<Socket>(), &mut part, extra, flags)?;
    // SAFETY: the system has written as many.
    unsafe { data.set_len(r.bytes.min(n)) };
    Ok(answer(t, bytes::from_vec(t, data), r))
}

fn receive_into(t: &Thread, a: &[Value]) -> Res {
    let wrong = |t: &Thread| -> Raised {
        t.type_error("recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers")
    };
    let mut targets = vec![];
    for item in iterable(t, a[1], "recvmsg_into", 1)? {
        targets.push(BufferMut::get(t, item.v())?.ok_or_else(|| wrong(t))?);
    }
    let extra = control_room(t, a[2])?;
    let flags = flag_bits(t, a[3])?;
    let mut copies: Vec<Vec<u8>> = targets.iter().map(|m| vec![0; m.len()]).collect();
    let mut parts: Vec<libc::iovec> = copies
        .iter_mut()
        .map(|c| libc::iovec { iov_base: c.as_mut_ptr().cast(), iov_len: c.len() })
        .collect();
    let r = receive(t, a[0].expect::<Socket>(), &mut parts, extra, flags)?;
    let mut left = r.bytes;
    for (to, from) in targets.iter().zip(&copies) {
        let n = left.min(from.len());
        to.write(t, 0, &from[..n])?;
        left -= n;
    }
    let n = t.int(r.bytes as i64);
    Ok(answer(t, n, r))
}

/// The methods of this file.
pub(super) const METHODS: &[Def] = &[
    def("sendmsg($self, buffers, ancdata=(), flags=0, address=None, /)", send),
    def("recvmsg($self, bufsize, ancbufsize=0, flags=0, /)", receive_new),
    def("recvmsg_into($self, buffers, ancbufsize=0, flags=0, /)", receive_into),
];
