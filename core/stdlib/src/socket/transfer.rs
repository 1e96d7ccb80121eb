//! Sending and receiving. Bytes are received into memory of the call's own and copied: other threads may change the target meanwhile.

use super::address::{self, Address};
use super::object::{Ready, Socket, call, checked, count, deadline, flag_bits, room};
use heddle_objects::native::{Def, def};
use heddle_objects::types::buffer::{Buffer, BufferMut};
use heddle_objects::types::{bytes, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// Receives up to `n` bytes.
fn receive(t: &Thread, s: &Socket, n: usize, flags: i32) -> Res<Vec<u8>> {
    let mut all = room(t, n)?;
    let got = call(t, s, Ready::Read, deadline(s.timeout()), || {
        // SAFETY: there is room for `n` bytes.
        checked(unsafe { libc::recv(s.fd(), all.as_mut_ptr().cast(), n, flags) })
    })?;
    // SAFETY: the system has written as many, and with MSG_TRUNC not more than there was room for.
    unsafe { all.set_len(got.min(n)) };
    Ok(all)
}

/// Receives up to `n` bytes and who sent them.
fn receive_from(t: &Thread, s: &Socket, n: usize, flags: i32) -> Res<(Vec<u8>, Ref)> {
    let mut all = room(t, n)?;
    let mut from = Address::room();
    let got = call(t, s, Ready::Read, deadline(s.timeout()), || {
        from = Address::room();
        // SAFETY: there is room for `n` bytes and an address.
        checked(unsafe {
            libc::recvfrom(s.fd(), all.as_mut_ptr().cast(), n, flags, from.pointer_mut(), &mut from.len)
        })
    })?;
    // SAFETY: as above.
    unsafe { all.set_len(got.min(n)) };
    let from = address::to_python(t, &from)?;
    Ok((all, from))
}

fn send(t: &Thread, a: &[Value]) -> Res {
    let s = a[0].expect::<Socket>();
    let data = Buffer::get(t, a[1])?;
    let flags = flag_bits(t, a[2])?;
    let n = call(t, s, Ready::Write, deadline(s.timeout()), || {
        // SAFETY: as many bytes, which nobody changes.
        checked(unsafe { libc::send(s.fd(), data.as_ptr().cast(), data.len(), flags) })
    })?;
    Ok(t.int(n as i64))
}

fn send_all(t: &Thread, a: &[Value]) -> Res {
    let s = a[0].expect::<Socket>();
    let data = Buffer::get(t, a[1])?;
    let flags = flag_bits(t, a[2])?;
    // All of it within one timeout.
    let until = deadline(s.timeout());
    let mut left: &[u8] = &data;
    loop {
        let n = call(t, s, Ready::Write, until, || {
            // SAFETY: as many bytes, which nobody changes.
            checked(unsafe { libc::send(s.fd(), left.as_ptr().cast(), left.len(), flags) })
        })?;
        left = &left[n..];
        if left.is_empty() {
            return Ok(Ref::NONE);
        }
        crate::util::check_signals(t)?;
    }
}

fn send_to(t: &Thread, a: &[Value]) -> Res {
    let s = a[0].expect::<Socket>();
    let (data, flags, to) = match tuple::items(&a[1]) {
        [data, to] => (*data, Value::UNDEF, *to),
        [data, flags, to] => (*data, *flags, *to),
        all => {
            let n = all.len();
            return Err(t.type_error(format_args!("sendto() takes 2 or 3 arguments ({n} given)")));
        }
    };
    let data = Buffer::get(t, data)?;
    let flags = flag_bits(t, flags)?;
    let to = address::from_python(t, to, s.family(), "sendto")?;
    let n = call(t, s, Ready::Write, deadline(s.timeout()), || {
        // SAFETY: as many bytes, which nobody changes, and an address.
        checked(unsafe {
            libc::sendto(s.fd(), data.as_ptr().cast(), data.len(), flags, to.pointer(), to.len)
        })
    })?;
    Ok(t.int(n as i64))
}

/// How many bytes of a buffer are wanted.
fn wanted(t: &Thread, v: Value, memory: &BufferMut, negative: &str, small: &str) -> Res<usize> {
    let n = if v.is_undef() { 0 } else { count(t, v, negative)? };
    if n > memory.len() {
        return Err(t.value_error(small));
    }
    Ok(if n == 0 { memory.len() } else { n })
}

/// A writable buffer as first argument.
fn target(t: &Thread, v: Value, function: &str) -> Res<BufferMut> {
    BufferMut::get(t, v)?.ok_or_else(|| {
        let name = ops::type_name(v);
        t.type_error(format_args!("{function}() argument 1 must be read-write bytes-like object, not {name}"))
    })
}

/// The methods of this file.
pub(super) const METHODS: &[Def] = &[
    def("recv($self, bufsize, flags=0, /)", |t, a| {
        let n = count(t, a[1], "negative buffersize in recv")?;
        let flags = flag_bits(t, a[2])?;
        Ok(bytes::from_vec(t, receive(t, a[0].expect::<Socket>(), n, flags)?))
    }),
    def("recv_into($self, buffer, nbytes=0, flags=0)", |t, a| {
        let memory = target(t, a[1], "recv_into")?;
        let (negative, small) = ("negative buffersize in recv_into", "buffer too small for requested bytes");
        let n = wanted(t, a[2], &memory, negative, small)?;
        let flags = flag_bits(t, a[3])?;
        let data = receive(t, a[0].expect::<Socket>(), n, flags)?;
        memory.write(t, 0, &data)?;
        Ok(t.int(data.len() as i64))
    }),
    def("recvfrom($self, bufsize, flags=0, /)", |t, a| {
        let n = count(t, a[1], "negative buffersize in recvfrom")?;
        let flags = flag_bits(t, a[2])?;
        let (data, from) = receive_from(t, a[0].expect::<Socket>(), n, flags)?;
        Ok(tuple::from_array(t, [bytes::from_vec(t, data), from]))
    }),
    def("recvfrom_into($self, buffer, nbytes=0, flags=0)", |t, a| {
        let memory = target(t, a[1], "recvfrom_into")?;
        let (negative, small) =
            ("negative buffersize in recvfrom_into", "nbytes is greater than the length of the buffer");
        let n = wanted(t, a[2], &memory, negative, small)?;
        let flags = flag_bits(t, a[3])?;
        let (data, from) = receive_from(t, a[0].expect::<Socket>(), n, flags)?;
        memory.write(t, 0, &data)?;
        Ok(tuple::from_array(t, [t.int(data.len() as i64), from]))
    }),
    def("send($self, data, flags=0, /)", send),
    def("sendall($self, data, flags=0, /)", send_all),
    def("sendto($self, /, *args)", send_to),
];
