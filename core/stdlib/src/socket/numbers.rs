//! Numbers and their texts: byte order, addresses as bytes, interfaces, sizes of control messages.

use super::{last_error, message, plain_error};
use heddle_objects::native::{Def, def};
use heddle_objects::types::{buffer, bytes, int, list, str, tuple};
use heddle_objects::{Ref, Res, Thread, Value, codecs, ops};
use std::ffi::{CStr, CString};
use std::net::{Ipv4Addr, Ipv6Addr};

/// An unsigned number of as many bits.
fn unsigned(t: &Thread, v: Value, bits: u32) -> Res<u32> {
    let n = ops::index(t, v)?;
    if int::is_negative(n.v()) {
        return Err(t.value_error("Cannot convert negative int"));
    }
    int::to_i64(n.v())
        .filter(|n| *n < 1 << bits)
        .map(|n| n as u32)
        .ok_or_else(|| t.overflow_error(format_args!("Python int too large for C uint{bits}_t")))
}

fn short(t: &Thread, a: &[Value]) -> Res {
    Ok(t.int((unsigned(t, a[0], 16)? as u16).to_be().into()))
}

fn long(t: &Thread, a: &[Value]) -> Res {
    Ok(t.int(unsigned(t, a[0], 32)?.to_be().into()))
}

/// A str without nulls, terminated.
pub(super) fn text(t: &Thread, v: Value, function: &str, at: usize) -> Res<CString> {
    if !str::is_str(v) {
        let name = ops::type_name(v);
        return Err(t.type_error(format_args!("{function}() argument {at} must be str, not {name}")));
    }
    CString::new(str::to_utf8(t, v)?).map_err(|_| t.value_error("embedded null character"))
}

fn to_bytes(t: &Thread, a: &[Value]) -> Res {
    let family = ops::arg_i32(t, a[0])?;
    let text = text(t, a[1], "inet_pton", 2)?;
    let text = text.to_str().unwrap_or("");
    let raw = match family {
        libc::AF_INET => text.parse::<Ipv4Addr>().map(|ip| bytes::new(t, &ip.octets())).ok(),
        libc::AF_INET6 => text.parse::<Ipv6Addr>().map(|ip| bytes::new(t, &ip.octets())).ok(),
        _ => return Err(t.os_error(libc::EAFNOSUPPORT, None)),
    };
    raw.ok_or_else(|| plain_error(t, "illegal IP address string passed to inet_pton"))
}

fn to_text(t: &Thread, a: &[Value]) -> Res {
    let family = ops::arg_i32(t, a[0])?;
    let raw = buffer::to_vec(t, a[1])?;
    let bad = || t.value_error("invalid length of packed IP address string");
    match family {
        libc::AF_INET => {
            let octets = <[u8; 4]>::try_from(&raw[..]).map_err(|_| bad())?;
            Ok(t.str(&Ipv4Addr::from(octets).to_string()))
        }
        libc::AF_INET6 => {
            let octets = <[u8; 16]>::try_from(&raw[..]).map_err(|_| bad())?;
            let mut text = [0 as libc::c_char; 64];
            // SAFETY: sixteen bytes, and room for the longest text.
            let p = unsafe { inet_ntop(family, octets.as_ptr().cast(), text.as_mut_ptr(), 64) };
            if p.is_null() {
                return Err(last_error(t));
            }
            // SAFETY: terminated by the call.
            Ok(t.str(&unsafe { CStr::from_ptr(p) }.to_string_lossy()))
        }
        _ => Err(t.value_error(format_args!("unknown address family {family}"))),
    }
}

unsafe extern "C" {
    fn inet_aton(text: *const libc::c_char, to: *mut libc::in_addr) -> libc::c_int;
    fn inet_ntop(
        family: libc::c_int,
        from: *const libc::c_void,
        to: *mut libc::c_char,
        room: libc::socklen_t,
    ) -> *const libc::c_char;
}

fn interfaces(t: &Thread, _: &[Value]) -> Res {
    // SAFETY: a list that ends with a zero index, freed once.
    unsafe {
        let all = libc::if_nameindex();
        if all.is_null() {
            return Err(last_error(t));
        }
        let found = list::new(t);
        let mut at = all;
        while (*at).if_index != 0 && !(*at).if_name.is_null() {
            let name = codecs::fs_decode(t, CStr::from_ptr((*at).if_name).to_bytes());
            let pair = tuple::from_array(t, [t.int((*at).if_index.into()), name]);
            list::append(t, found.v(), pair);
            at = at.add(1);
        }
        libc::if_freenameindex(all);
        Ok(found)
    }
}

fn message_size(t: &Thread, v: Value, function: &str, f: fn(usize) -> Option<usize>) -> Res {
    let n = crate::util::arg_size(t, v)?;
    usize::try_from(n)
        .ok()
        .and_then(f)
        .map(|n| t.int(n as i64))
        .ok_or_else(|| t.overflow_error(format_args!("{function}() argument out of range")))
}

/// The functions of this file.
pub(super) const FUNCTIONS: &[Def] = &[
    def("htons(integer, /)", short),
    def("ntohs(integer, /)", short),
    def("htonl(integer, /)", long),
    def("ntohl(integer, /)", long),
    def("inet_aton(ip_addr, /)", |t, a| {
        let text = text(t, a[0], "inet_aton", 1)?;
        let mut to = libc::in_addr { s_addr: 0 };
        // SAFETY: a terminated text and room for an address.
        if unsafe { inet_aton(text.as_ptr(), &mut to) } == 0 {
            return Err(plain_error(t, "illegal IP address string passed to inet_aton"));
        }
        Ok(bytes::new(t, &to.s_addr.to_ne_bytes()))
    }),
    def("inet_ntoa(packed_ip, /)", |t, a| {
        let raw = buffer::to_vec(t, a[0])?;
        let octets = <[u8; 4]>::try_from(&raw[..])
            .map_err(|_| plain_error(t, "packed IP wrong length for inet_ntoa"))?;
        Ok(t.str(&Ipv4Addr::from(octets).to_string()))
    }),
    def("inet_pton(af, ip, /)", to_bytes),
    def("inet_ntop(af, packed_ip, /)", to_text),
    def("if_nameindex()", interfaces),
    def("if_nametoindex(oname, /)", |t, a| {
        let path = crate::ospath::fspath(t, a[0])?;
        let name = crate::ospath::terminated(crate::ospath::encode(t, path.v())?);
        // SAFETY: a terminated name.
        match unsafe { libc::if_nametoindex(name.as_ptr()) } {
            0 => Err(last_error(t)),
            n => Ok(t.int(n.into())),
        }
    }),
    def("if_indextoname(if_index, /)", |t, a| {
        let n = ops::index(t, a[0])?;
        let n = int::to_i64(n.v())
            .and_then(|n| u32::try_from(n).ok())
            .ok_or_else(|| t.overflow_error("Python int too large to convert to C unsigned int"))?;
        let mut name = [0 as libc::c_char; libc::IF_NAMESIZE];
        // SAFETY: room for a name, which the call terminates.
        let p = unsafe { libc::if_indextoname(n, name.as_mut_ptr()) };
        if p.is_null() {
            return Err(last_error(t));
        }
        // SAFETY: as above.
        Ok(codecs::fs_decode(t, unsafe { CStr::from_ptr(p) }.to_bytes()))
    }),
    def("CMSG_LEN(length, /)", |t, a| message_size(t, a[0], "CMSG_LEN", message::length)),
    def("CMSG_SPACE(length, /)", |t, a| message_size(t, a[0], "CMSG_SPACE", message::space)),
    def("gethostname()", |t, _| {
        let mut name = [0u8; 1025];
        // SAFETY: room for the name and its end.
        if unsafe { libc::gethostname(name.as_mut_ptr().cast(), 1024) } < 0 {
            return Err(last_error(t));
        }
        let end = name.iter().position(|b| *b == 0).unwrap_or(0);
        Ok(codecs::fs_decode(t, &name[..end]))
    }),
    def("sethostname(name, /)", |t, a| {
        let raw = if bytes::is_bytes(a[0]) {
            buffer::to_vec(t, a[0])?
        } else {
            let path = crate::ospath::fspath(t, a[0])?;
            crate::ospath::encode(t, path.v())?
        };
        // SAFETY: as many bytes.
        if unsafe { libc::sethostname(raw.as_ptr().cast(), raw.len()) } < 0 {
            return Err(last_error(t));
        }
        Ok(Ref::NONE)
    }),
];
