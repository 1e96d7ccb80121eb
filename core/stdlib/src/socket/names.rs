//! Names of hosts, services and protocols: what the resolver and the system's tables say.

use super::address::{self, Address};
use super::numbers::text;
use super::{HERROR, plain_error, resolver_error};
use heddle_objects::native::{Def, def};
use heddle_objects::types::{bytes, int, list, str, tuple};
use heddle_objects::{Raised, Res, Thread, Value, codecs, ops};
use heddle_threads::sync::Mutex;
use std::ffi::{CStr, CString};

fn number(t: &Thread, v: Value) -> Res<i32> {
    if v.is_undef() { Ok(0) } else { ops::arg_i32(t, v) }
}

/// A host or port without nulls.
fn plain(t: &Thread, raw: Vec<u8>) -> Res<CString> {
    CString::new(raw).map_err(|_| t.value_error("embedded null character"))
}

fn address_info(t: &Thread, a: &[Value]) -> Res {
    let host = if a[0].is_none() {
        None
    } else if str::is_str(a[0]) {
        Some(plain(t, address::encoded(t, a[0])?)?)
    } else if let Some(raw) = bytes::try_view(&a[0]) {
        Some(plain(t, raw.to_vec())?)
    } else {
        return Err(t.type_error("getaddrinfo() argument 1 must be string or None"));
    };
    let port = if a[1].is_none() {
        None
    } else if int::is_int(a[1]) {
        Some(plain(t, ops::str_text(t, ops::index(t, a[1])?.v())?.into_bytes())?)
    } else if str::is_str(a[1]) {
        Some(plain(t, str::to_utf8(t, a[1])?.into_bytes())?)
    } else if let Some(raw) = bytes::try_view(&a[1]) {
        Some(plain(t, raw.to_vec())?)
    } else {
        return Err(plain_error(t, "Int or String expected"));
    };
    let mut hints = address::hints(number(t, a[2])?);
    hints.ai_socktype = number(t, a[3])?;
    hints.ai_protocol = number(t, a[4])?;
    hints.ai_flags = number(t, a[5])?;
    let found = address::resolve(t, host.as_deref(), port.as_deref(), &hints)?;
    let all = list::new(t);
    for entry in found.iter() {
        // SAFETY: the resolver's address and its length.
        let at = unsafe { Address::copied(entry.ai_addr, entry.ai_addrlen) };
        let name = if entry.ai_canonname.is_null() {
            t.str("")
        } else {
            // SAFETY: a terminated name of the resolver.
            codecs::fs_decode(t, unsafe { CStr::from_ptr(entry.ai_canonname) }.to_bytes())
        };
        let [family, kind, protocol] =
            [entry.ai_family, entry.ai_socktype, entry.ai_protocol].map(|n| t.int(n.into()));
        let shown = address::to_python(t, &at)?;
        list::append(t, all.v(), tuple::from_array(t, [family, kind, protocol, name, shown]));
    }
    Ok(all)
}

fn name_info(t: &Thread, a: &[Value]) -> Res {
    let Some(parts) = tuple::try_items(&a[0]) else {
        return Err(t.type_error("getnameinfo() argument 1 must be a tuple"));
    };
    let flags = ops::arg_i32(t, a[1])?;
    if !(2..=4).contains(&parts.len()) || !str::is_str(parts[0]) {
        return Err(t.type_error("getnameinfo(): illegal sockaddr argument"));
    }
    let host = text(t, parts[0], "getnameinfo", 1)?;
    let port = CString::new(ops::arg_i32(t, parts[1])?.to_string()).unwrap_or_default();
    let rest = |k: usize| parts.get(k).map_or(Ok(0), |v| ops::arg_i64(t, *v).map(|n| n as u32));
    let (flow, scope) = (rest(2)?, rest(3)?);
    if flow > 0xfffff {
        return Err(t.overflow_error("getnameinfo(): flowinfo must be 0-1048575."));
    }
    let mut hints = address::hints(libc::AF_UNSPEC);
    hints.ai_socktype = libc::SOCK_DGRAM;
    hints.ai_flags = libc::AI_NUMERICHOST;
    let found = address::resolve(t, Some(&host), Some(&port), &hints)?;
    let mut all = found.iter();
    let Some(first) = all.next() else { return Err(resolver_error(t, libc::EAI_NONAME)) };
    if all.next().is_some() {
        return Err(plain_error(t, "sockaddr resolved to multiple addresses"));
    }
    if first.ai_family == libc::AF_INET && parts.len() != 2 {
        return Err(plain_error(t, "IPv4 sockaddr must be 2 tuple"));
    }
    if first.ai_family == libc::AF_INET6 {
        // SAFETY: the resolver's list is ours to change.
        unsafe {
            let six = first.ai_addr.cast::<libc::sockaddr_in6>();
            (*six).sin6_flowinfo = flow.to_be();
            (*six).sin6_scope_id = scope;
        }
    }
    let (mut name, mut service) = ([0 as libc::c_char; 1025], [0 as libc::c_char; 32]);
    // SAFETY: the resolver's address, and room for both texts, which the call terminates.
    let error = t.blocking(|| unsafe {
        libc::getnameinfo(
            first.ai_addr,
            first.ai_addrlen,
            name.as_mut_ptr(),
            1025,
            service.as_mut_ptr(),
            32,
            flags,
        )
    });
    if error != 0 {
        return Err(resolver_error(t, error));
    }
    // SAFETY: as above.
    let texts = unsafe { [CStr::from_ptr(name.as_ptr()), CStr::from_ptr(service.as_ptr())] };
    Ok(tuple::from_array(t, texts.map(|s| codecs::fs_decode(t, s.to_bytes()))))
}

unsafe extern "C" {
    fn gethostbyname_r(
        name: *const libc::c_char,
        to: *mut libc::hostent,
        room: *mut libc::c_char,
        len: libc::size_t,
        found: *mut *mut libc::hostent,
        error: *mut libc::c_int,
    ) -> libc::c_int;
    fn gethostbyaddr_r(
        address: *const libc::c_void,
        length: libc::socklen_t,
        family: libc::c_int,
        to: *mut libc::hostent,
        room: *mut libc::c_char,
        len: libc::size_t,
        found: *mut *mut libc::hostent,
        error: *mut libc::c_int,
    ) -> libc::c_int;
    fn hstrerror(error: libc::c_int) -> *const libc::c_char;
    fn getservbyname(name: *const libc::c_char, protocol: *const libc::c_char) -> *mut libc::servent;
    fn getservbyport(port: libc::c_int, protocol: *const libc::c_char) -> *mut libc::servent;
    fn getprotobyname(name: *const libc::c_char) -> *mut libc::protoent;
}

#[cold]
fn host_error(t: &Thread, code: i32) -> Raised {
    // SAFETY: the C library's own text, terminated.
    let text = unsafe { CStr::from_ptr(hstrerror(code)) }.to_string_lossy();
    t.error_args(&HERROR, &[Value::int32(code), t.str(&text).v()])
}

/// Asks for a host's entry: `ask` gets the structure, its room and where to say what it found and what was wrong.
fn host_entry(
    t: &Thread,
    ask: impl Fn(*mut libc::hostent, &mut [libc::c_char], *mut *mut libc::hostent, *mut libc::c_int) -> i32,
) -> Res {
    // SAFETY: all zeros is one.
    let mut entry: libc::hostent = unsafe { std::mem::zeroed() };
    let mut room = vec![0 as libc::c_char; 16384];
    let (mut found, mut error) = (std::ptr::null_mut(), 0);
    loop {
        let code = t.blocking(|| ask(&mut entry, &mut room, &mut found, &mut error));
        if code == libc::ERANGE && room.len() < 1 << 24 {
            let more = room.len() * 2;
            room.resize(more, 0);
            continue;
        }
        break;
    }
    if found.is_null() {
        return Err(host_error(t, error));
    }
    // SAFETY: the answer lies in `entry` and `room`: terminated names and null-ended lists.
    unsafe {
        let name = codecs::fs_decode(t, CStr::from_ptr((*found).h_name).to_bytes());
        let (aliases, addresses) = (list::new(t), list::new(t));
        let mut at = (*found).h_aliases;
        while !at.is_null() && !(*at).is_null() {
            list::append(t, aliases.v(), codecs::fs_decode(t, CStr::from_ptr(*at).to_bytes()));
            at = at.add(1);
        }
        let mut at = (*found).h_addr_list;
        while !(*at).is_null() {
            let p = (*at).cast::<u8>();
            let shown = match (*found).h_addrtype {
                libc::AF_INET => std::net::Ipv4Addr::from(p.cast::<[u8; 4]>().read()).to_string(),
                _ => std::net::Ipv6Addr::from(p.cast::<[u8; 16]>().read()).to_string(),
            };
            list::append(t, addresses.v(), t.str(&shown));
            at = at.add(1);
        }
        Ok(tuple::from_array(t, [name, aliases, addresses]))
    }
}

fn by_address(t: &Thread, a: &[Value]) -> Res {
    let at = address::host(t, &address::host_name(t, a[0])?, libc::AF_UNSPEC)?;
    let family = i32::from(at.storage.ss_family);
    let (offset, len) = match family {
        libc::AF_INET => (std::mem::offset_of!(libc::sockaddr_in, sin_addr), 4),
        libc::AF_INET6 => (std::mem::offset_of!(libc::sockaddr_in6, sin6_addr), 16),
        _ => return Err(plain_error(t, "unsupported address family")),
    };
    host_entry(t, |entry, room, found, error| {
        // SAFETY: the address of its family, and room as said.
        unsafe {
            let raw = at.pointer().cast::<u8>().add(offset);
            gethostbyaddr_r(raw.cast(), len, family, entry, room.as_mut_ptr(), room.len(), found, error)
        }
    })
}

/// The tables of services and protocols, which the C library reads into memory of its own.
static TABLES: Mutex<()> = Mutex::new(());

fn protocol_arg(t: &Thread, v: Value, function: &str) -> Res<Option<CString>> {
    if v.is_undef() { Ok(None) } else { text(t, v, function, 2).map(Some) }
}

fn service(t: &Thread, name: Option<&CStr>, port: u16, protocol: Option<&CStr>) -> Option<(u16, Vec<u8>)> {
    t.blocking(|| {
        let _guard = TABLES.lock();
        let protocol = protocol.map_or(std::ptr::null(), CStr::as_ptr);
        // SAFETY: terminated texts; the answer is good until the next call, which the lock keeps away.
        unsafe {
            let found = match name {
                Some(name) => getservbyname(name.as_ptr(), protocol),
                None => getservbyport(i32::from(port.to_be()), protocol),
            };
            let found = found.as_ref()?;
            Some((u16::from_be(found.s_port as u16), CStr::from_ptr(found.s_name).to_bytes().to_vec()))
        }
    })
}

/// The functions of this file.
pub(super) const FUNCTIONS: &[Def] = &[
    def("getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)", address_info),
    def("getnameinfo(sockaddr, flags, /)", name_info),
    def("gethostbyname(hostname, /)", |t, a| {
        let at = address::host(t, &address::host_name(t, a[0])?, libc::AF_INET)?;
        address::host_text(t, &at)
    }),
    def("gethostbyname_ex(hostname, /)", |t, a| {
        let name = address::host_name(t, a[0])?;
        address::host(t, &name, libc::AF_INET)?;
        host_entry(t, |entry, room, found, error| {
            // SAFETY: a terminated name, and room as said.
            unsafe { gethostbyname_r(name.as_ptr(), entry, room.as_mut_ptr(), room.len(), found, error) }
        })
    }),
    def("gethostbyaddr(ip_address, /)", by_address),
    def("getservbyname(servicename, protocolname=None, /)", |t, a| {
        let name = text(t, a[0], "getservbyname", 1)?;
        let protocol = protocol_arg(t, a[1], "getservbyname")?;
        match service(t, Some(&name), 0, protocol.as_deref()) {
            Some((port, _)) => Ok(t.int(port.into())),
            None => Err(plain_error(t, "service/proto not found")),
        }
    }),
    def("getservbyport(port, protocolname=None, /)", |t, a| {
        let port = u16::try_from(ops::arg_i32(t, a[0])?)
            .map_err(|_| t.overflow_error("getservbyport: port must be 0-65535."))?;
        let protocol = protocol_arg(t, a[1], "getservbyport")?;
        match service(t, None, port, protocol.as_deref()) {
            Some((_, name)) => Ok(codecs::fs_decode(t, &name)),
            None => Err(plain_error(t, "port/proto not found")),
        }
    }),
    def("getprotobyname(name, /)", |t, a| {
        let name = text(t, a[0], "getprotobyname", 1)?;
        let found = t.blocking(|| {
            let _guard = TABLES.lock();
            // SAFETY: a terminated name; the answer is good until the next call, which the lock keeps away.
            unsafe { getprotobyname(name.as_ptr()).as_ref() }.map(|p| p.p_proto)
        });
        match found {
            Some(n) => Ok(t.int(n.into())),
            None => Err(plain_error(t, "protocol not found")),
        }
    }),
];
