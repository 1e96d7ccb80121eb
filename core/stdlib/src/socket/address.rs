//! Addresses: Python's tuples, strings and bytes to the system's structures and back. Must never know the socket type.

use super::{last_error, plain_error, resolver_error};
use heddle_objects::types::{buffer, bytearray, bytes, int, str, tuple};
use heddle_objects::{Ref, Res, Thread, Value, codecs, ops};
use std::ffi::{CStr, CString};
use std::mem::{offset_of, size_of};

/// An address as the system takes and gives it.
#[derive(Clone, Copy)]
pub(super) struct Address {
    /// The bytes; only the first `len` count.
    pub storage: libc::sockaddr_storage,
    /// How many bytes.
    pub len: libc::socklen_t,
}

impl Address {
    /// Room for any address.
    pub fn room() -> Address {
        Address {
            // SAFETY: all zeros is one.
            storage: unsafe { std::mem::zeroed() },
            len: size_of::<libc::sockaddr_storage>() as libc::socklen_t,
        }
    }

    /// An address of one structure.
    fn of<T: Copy>(value: T) -> Address {
        let mut all = Address::room();
        const { assert!(size_of::<T>() <= size_of::<libc::sockaddr_storage>()) };
        // SAFETY: there is room, and the structures are plain numbers; alignment is the largest of all addresses.
        unsafe { std::ptr::from_mut(&mut all.storage).cast::<T>().write(value) };
        all.len = size_of::<T>() as libc::socklen_t;
        all
    }

    /// A copy of what the system gave.
    ///
    /// # Safety
    /// There are `len` bytes at `p`.
    pub unsafe fn copied(p: *const libc::sockaddr, len: libc::socklen_t) -> Address {
        let mut all = Address::room();
        all.len = all.len.min(len);
        // SAFETY: the caller's promise, and not more than there is room for.
        unsafe {
            std::ptr::copy_nonoverlapping(
                p.cast::<u8>(),
                std::ptr::from_mut(&mut all.storage).cast(),
                all.len as usize,
            );
        }
        all
    }

    /// The structure.
    pub fn pointer(&self) -> *const libc::sockaddr {
        std::ptr::from_ref(&self.storage).cast()
    }

    /// The structure, for the system to write.
    pub fn pointer_mut(&mut self) -> *mut libc::sockaddr {
        std::ptr::from_mut(&mut self.storage).cast()
    }

    /// The structure as one of a family.
    fn get<T: Copy>(&self) -> T {
        const { assert!(size_of::<T>() <= size_of::<libc::sockaddr_storage>()) };
        // SAFETY: plain numbers within the storage.
        unsafe { std::ptr::from_ref(&self.storage).cast::<T>().read() }
    }

    fn bytes(&self, from: usize) -> &[u8] {
        let len = (self.len as usize).clamp(from, size_of::<libc::sockaddr_storage>());
        // SAFETY: within the storage.
        unsafe {
            std::slice::from_raw_parts(std::ptr::from_ref(&self.storage).cast::<u8>().add(from), len - from)
        }
    }
}

/// The bytes of a str that names a host: itself, or by IDNA where it is not ASCII.
pub(super) fn encoded(t: &Thread, v: Value) -> Res<Vec<u8>> {
    if str::lossy(v).is_ascii() {
        return Ok(str::to_utf8(t, v)?.into_bytes());
    }
    let coded = codecs::encode_text(t, v, "idna", None)?;
    Ok(bytes::view(&coded).to_vec())
}

/// A host's name as the resolver takes it: str, bytes or a bytearray.
pub(super) fn host_name(t: &Thread, v: Value) -> Res<CString> {
    let raw = if str::is_str(v) {
        encoded(t, v)?
    } else if bytes::is_bytes(v) || bytearray::BYTEARRAY.is_instance(v) {
        buffer::to_vec(t, v)?
    } else {
        let name = ops::type_name(v);
        return Err(t.type_error(format_args!("str, bytes or bytearray expected, not {name}")));
    };
    CString::new(raw).map_err(|_| t.type_error("host name must not contain null character"))
}

/// What `getaddrinfo` found, freed at the end.
pub(super) struct Found(*mut libc::addrinfo);

impl Drop for Found {
    fn drop(&mut self) {
        if !self.0.is_null() {
            // SAFETY: the resolver's own list, freed once.
            unsafe { libc::freeaddrinfo(self.0) };
        }
    }
}

impl Found {
    /// The entries.
    pub fn iter(&self) -> impl Iterator<Item = &libc::addrinfo> {
        // SAFETY: a list of the resolver, alive as long as `self`.
        let mut next = unsafe { self.0.as_ref() };
        std::iter::from_fn(move || {
            let this = next?;
            // SAFETY: as above.
            next = unsafe { this.ai_next.as_ref() };
            Some(this)
        })
    }
}

/// Asks the resolver, detached.
pub(super) fn resolve(
    t: &Thread,
    host: Option<&CStr>,
    port: Option<&CStr>,
    hints: &libc::addrinfo,
) -> Res<Found> {
    let mut found = Found(std::ptr::null_mut());
    let pointer = |s: Option<&CStr>| s.map_or(std::ptr::null(), CStr::as_ptr);
    let (host, port) = (pointer(host), pointer(port));
    // SAFETY: terminated strings or null, and a list that is ours afterwards.
    let error = t.blocking(|| unsafe { libc::getaddrinfo(host, port, hints, &mut found.0) });
    if error != 0 { Err(resolver_error(t, error)) } else { Ok(found) }
}

/// Hints of nothing but a family.
pub(super) fn hints(family: i32) -> libc::addrinfo {
    // SAFETY: all zeros is one.
    let mut hints: libc::addrinfo = unsafe { std::mem::zeroed() };
    hints.ai_family = family;
    hints
}

/// The address of a host by its name or its number; its port is 0.
pub(super) fn host(t: &Thread, name: &CStr, family: i32) -> Res<Address> {
    let raw = name.to_bytes();
    if raw.is_empty() {
        let mut how = hints(family);
        how.ai_socktype = libc::SOCK_DGRAM;
        how.ai_flags = libc::AI_PASSIVE;
        let found = resolve(t, None, Some(c"0"), &how)?;
        let mut all = found.iter();
        let Some(first) = all.next() else { return Err(plain_error(t, "wildcard resolved to no address")) };
        if all.next().is_some() {
            return Err(plain_error(t, "wildcard resolved to multiple address"));
        }
        // SAFETY: the resolver's answer.
        return Ok(unsafe { Address::copied(first.ai_addr, first.ai_addrlen) });
    }
    if raw == b"<broadcast>" || raw == b"255.255.255.255" {
        if family != libc::AF_INET && family != libc::AF_UNSPEC {
            return Err(plain_error(t, "address family mismatched"));
        }
        return Ok(v4(u32::MAX.to_ne_bytes(), 0));
    }
    let text = name.to_str().unwrap_or("");
    if (family == libc::AF_INET || family == libc::AF_UNSPEC)
        && let Ok(ip) = text.parse::<std::net::Ipv4Addr>()
    {
        return Ok(v4(ip.octets(), 0));
    }
    if (family == libc::AF_INET6 || family == libc::AF_UNSPEC)
        && let Ok(ip) = text.parse::<std::net::Ipv6Addr>()
    {
        return Ok(v6(ip.octets(), 0, 0, 0));
    }
    let found = resolve(t, Some(name), None, &hints(family))?;
    match found.iter().next() {
        // SAFETY: the resolver's answer.
        Some(first) => Ok(unsafe { Address::copied(first.ai_addr, first.ai_addrlen) }),
        None => Err(resolver_error(t, libc::EAI_NONAME)),
    }
}

fn v4(octets: [u8; 4], port: u16) -> Address {
    Address::of(libc::sockaddr_in {
        sin_family: libc::AF_INET as libc::sa_family_t,
        sin_port: port.to_be(),
        sin_addr: libc::in_addr { s_addr: u32::from_ne_bytes(octets) },
        sin_zero: [0; 8],
    })
}

fn v6(octets: [u8; 16], port: u16, flow: u32, scope: u32) -> Address {
    Address::of(libc::sockaddr_in6 {
        sin6_family: libc::AF_INET6 as libc::sa_family_t,
        sin6_port: port.to_be(),
        sin6_flowinfo: flow.to_be(),
        sin6_addr: libc::in6_addr { s6_addr: octets },
        sin6_scope_id: scope,
    })
}

/// A port: 0 to 65535.
pub(super) fn port(t: &Thread, v: Value, function: &str) -> Res<u16> {
    let n = ops::index(t, v)?;
    int::to_i64(n.v())
        .and_then(|n| u16::try_from(n).ok())
        .ok_or_else(|| t.overflow_error(format_args!("{function}(): port must be 0-65535.")))
}

/// The items of an address that must be a tuple.
fn parts<'a>(t: &Thread, v: &'a Value, function: &str, family: &str) -> Res<&'a [Value]> {
    tuple::try_items(v).ok_or_else(|| {
        let name = ops::type_name(*v);
        t.type_error(format_args!("{function}(): {family} address must be tuple, not {name}"))
    })
}

fn arg_u32(t: &Thread, v: Value) -> Res<u32> {
    let n = ops::index(t, v)?;
    int::to_i64(n.v())
        .map(|n| n as u32)
        .ok_or_else(|| t.overflow_error("Python int too large to convert to C unsigned int"))
}

/// The address that a Python value means for a socket of this family.
pub(super) fn from_python(t: &Thread, v: Value, family: i32, function: &str) -> Res<Address> {
    match family {
        libc::AF_INET => {
            let [name, at] = parts(t, &v, function, "AF_INET")? else {
                return Err(t.type_error("AF_INET address must be a pair (host, port)"));
            };
            let mut found = host(t, &host_name(t, *name)?, family)?.get::<libc::sockaddr_in>();
            found.sin_family = libc::AF_INET as libc::sa_family_t;
            found.sin_port = port(t, *at, function)?.to_be();
            Ok(Address::of(found))
        }
        libc::AF_INET6 => {
            let all = parts(t, &v, function, "AF_INET6")?;
            if !(2..=4).contains(&all.len()) {
                return Err(
                    t.type_error("AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])")
                );
            }
            let mut found = host(t, &host_name(t, all[0])?, family)?.get::<libc::sockaddr_in6>();
            found.sin6_family = libc::AF_INET6 as libc::sa_family_t;
            found.sin6_port = port(t, all[1], function)?.to_be();
            if let Some(flow) = all.get(2) {
                let flow = arg_u32(t, *flow)?;
                if flow > 0xfffff {
                    return Err(t.overflow_error(format_args!("{function}(): flowinfo must be 0-1048575.")));
                }
                found.sin6_flowinfo = flow.to_be();
            }
            if let Some(scope) = all.get(3) {
                found.sin6_scope_id = arg_u32(t, *scope)?;
            }
            Ok(Address::of(found))
        }
        libc::AF_UNIX => unix(t, v),
        libc::AF_NETLINK => {
            let [pid, groups] = parts(t, &v, function, "AF_NETLINK")? else {
                return Err(t.type_error("AF_NETLINK address must be a pair (pid, groups)"));
            };
            // SAFETY: all zeros is one.
            let mut all: libc::sockaddr_nl = unsafe { std::mem::zeroed() };
            all.nl_family = libc::AF_NETLINK as libc::sa_family_t;
            all.nl_pid = arg_u32(t, *pid)?;
            all.nl_groups = arg_u32(t, *groups)?;
            Ok(Address::of(all))
        }
        libc::AF_VSOCK => {
            let [cid, at] = parts(t, &v, function, "AF_VSOCK")? else {
                return Err(t.type_error("AF_VSOCK address must be a pair (cid, port)"));
            };
            // SAFETY: all zeros is one.
            let mut all: libc::sockaddr_vm = unsafe { std::mem::zeroed() };
            all.svm_family = libc::AF_VSOCK as libc::sa_family_t;
            all.svm_cid = arg_u32(t, *cid)?;
            all.svm_port = arg_u32(t, *at)?;
            Ok(Address::of(all))
        }
        libc::AF_PACKET => packet(t, v, function),
        _ => Err(plain_error(t, format_args!("{function}(): bad family"))),
    }
}

fn unix(t: &Thread, v: Value) -> Res<Address> {
    let path = if str::is_str(v) { codecs::fs_encode(t, v)? } else { buffer::to_vec(t, v)? };
    // SAFETY: all zeros is one.
    let mut all: libc::sockaddr_un = unsafe { std::mem::zeroed() };
    all.sun_family = libc::AF_UNIX as libc::sa_family_t;
    // A name that begins with a null is in the abstract namespace and has no end mark.
    let open = path.first().is_none_or(|b| *b == 0);
    if path.len() > all.sun_path.len() || (!open && path.len() == all.sun_path.len()) {
        return Err(plain_error(t, "AF_UNIX path too long"));
    }
    for (to, from) in all.sun_path.iter_mut().zip(&path) {
        *to = *from as libc::c_char;
    }
    let mut made = Address::of(all);
    let len = offset_of!(libc::sockaddr_un, sun_path) + path.len() + usize::from(!open);
    made.len = len as libc::socklen_t;
    Ok(made)
}

fn packet(t: &Thread, v: Value, function: &str) -> Res<Address> {
    let all = parts(t, &v, function, "AF_PACKET")?;
    if !(2..=5).contains(&all.len()) {
        return Err(t.type_error(
            "AF_PACKET address must be a tuple (interface, proto[, packet type[, hardware type[, address]]])",
        ));
    }
    let name =
        CString::new(str::to_utf8(t, all[0])?).map_err(|_| t.value_error("embedded null character"))?;
    // SAFETY: a terminated name.
    let index = unsafe { libc::if_nametoindex(name.as_ptr()) };
    if index == 0 {
        return Err(last_error(t));
    }
    let number = |k: usize| all.get(k).map_or(Ok(0), |v| ops::arg_i32(t, *v));
    let protocol = u16::try_from(ops::arg_i32(t, all[1])?)
        .map_err(|_| t.overflow_error(format_args!("{function}(): proto must be 0-65535.")))?;
    // SAFETY: all zeros is one.
    let mut made: libc::sockaddr_ll = unsafe { std::mem::zeroed() };
    made.sll_family = libc::AF_PACKET as libc::sa_family_t;
    made.sll_protocol = protocol.to_be();
    made.sll_ifindex = index as i32;
    made.sll_pkttype = number(2)? as u8;
    made.sll_hatype = number(3)? as u16;
    if let Some(hardware) = all.get(4) {
        let raw = buffer::to_vec(t, *hardware)?;
        if raw.len() > made.sll_addr.len() {
            return Err(t.value_error("hardware address must be 8 bytes or less"));
        }
        made.sll_halen = raw.len() as u8;
        made.sll_addr[..raw.len()].copy_from_slice(&raw);
    }
    Ok(Address::of(made))
}

/// A host's number as text.
pub(super) fn host_text(t: &Thread, a: &Address) -> Res {
    let mut text = [0 as libc::c_char; 1025];
    // SAFETY: an address of the system, and room for the text.
    let error = unsafe {
        libc::getnameinfo(
            a.pointer(),
            a.len,
            text.as_mut_ptr(),
            text.len() as libc::socklen_t,
            std::ptr::null_mut(),
            0,
            libc::NI_NUMERICHOST,
        )
    };
    if error != 0 {
        return Err(resolver_error(t, error));
    }
    // SAFETY: terminated by the call.
    Ok(t.str(&unsafe { CStr::from_ptr(text.as_ptr()) }.to_string_lossy()))
}

/// What Python sees of an address.
pub(super) fn to_python(t: &Thread, a: &Address) -> Res {
    if a.len == 0 {
        return Ok(Ref::NONE);
    }
    match i32::from(a.storage.ss_family) {
        libc::AF_INET => {
            let raw: libc::sockaddr_in = a.get();
            let ip = std::net::Ipv4Addr::from(raw.sin_addr.s_addr.to_ne_bytes());
            let at = u16::from_be(raw.sin_port);
            Ok(tuple::from_array(t, [t.str(&ip.to_string()), t.int(at.into())]))
        }
        libc::AF_INET6 => {
            let raw: libc::sockaddr_in6 = a.get();
            let numbers =
                [u32::from(u16::from_be(raw.sin6_port)), u32::from_be(raw.sin6_flowinfo), raw.sin6_scope_id];
            let [at, flow, scope] = numbers.map(|n| t.int(n.into()));
            Ok(tuple::from_array(t, [host_text(t, a)?, at, flow, scope]))
        }
        libc::AF_UNIX => {
            let path = a.bytes(offset_of!(libc::sockaddr_un, sun_path));
            if path.first() == Some(&0) {
                return Ok(bytes::new(t, path));
            }
            let end = path.iter().position(|b| *b == 0).unwrap_or(path.len());
            Ok(codecs::fs_decode(t, &path[..end]))
        }
        libc::AF_NETLINK => {
            let raw: libc::sockaddr_nl = a.get();
            Ok(tuple::from_array(t, [t.int(raw.nl_pid.into()), t.int(raw.nl_groups.into())]))
        }
        libc::AF_VSOCK => {
            let raw: libc::sockaddr_vm = a.get();
            Ok(tuple::from_array(t, [t.int(raw.svm_cid.into()), t.int(raw.svm_port.into())]))
        }
        libc::AF_PACKET => {
            let raw: libc::sockaddr_ll = a.get();
            let mut name = [0 as libc::c_char; libc::IF_NAMESIZE];
            // SAFETY: room for a name, which the call terminates.
            let name = unsafe {
                let p = libc::if_indextoname(raw.sll_ifindex as u32, name.as_mut_ptr());
                if p.is_null() { String::new() } else { CStr::from_ptr(p).to_string_lossy().into_owned() }
            };
            let hardware = &raw.sll_addr[..usize::from(raw.sll_halen).min(8)];
            let items = [
                t.str(&name),
                t.int(u16::from_be(raw.sll_protocol).into()),
                t.int(raw.sll_pkttype.into()),
                t.int(raw.sll_hatype.into()),
                bytes::new(t, hardware),
            ];
            Ok(tuple::from_array(t, items))
        }
        family => {
            let rest = bytes::new(t, a.bytes(offset_of!(libc::sockaddr, sa_data)));
            Ok(tuple::from_array(t, [t.int(family.into()), rest]))
        }
    }
}
