//! `_socket`: the system's sockets, as module `socket` wants them. [`object`] has the type, [`address`] reads and makes addresses,
//! [`transfer`] and [`message`] move bytes, [`options`] sets options, [`names`] and [`numbers`] ask the resolver and the
//! system's tables.
//!
//! Every call that may wait is made detached, and again when a signal interrupted it; a timeout is a deadline of one `poll` before
//! the call.

mod address;
mod constants;
mod message;
mod names;
mod numbers;
mod object;
mod options;
mod transfer;

use crate::NativeModule;
use heddle_objects::native::Def;
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::exceptions as exc;
use heddle_objects::{Raised, Thread, Value};
use std::io;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "Implementation module for socket operations.\n\nSee the socket module for documentation.",
    types: &[&object::SOCKET, &GAIERROR, &HERROR],
    init: |t, m| {
        for (name, n) in constants::NUMBERS {
            m.set_int(t, name, *n);
        }
        m.set(t, "BDADDR_ANY", t.str("00:00:00:00:00:00"));
        m.set(t, "BDADDR_LOCAL", t.str("00:00:00:FF:FF:FF"));
        m.set(t, "has_ipv6", heddle_objects::Ref::TRUE);
        m.set(t, "error", exc::OS_ERROR.get_ref());
        m.set(t, "timeout", exc::TIMEOUT_ERROR.get_ref());
        m.set(t, "SocketType", object::SOCKET.get_ref());
        Ok(())
    },
    ..NativeModule::new("_socket", &ALL)
};

static ALL: [Def; names::FUNCTIONS.len() + numbers::FUNCTIONS.len() + object::FUNCTIONS.len()] =
    crate::util::join(&[names::FUNCTIONS, numbers::FUNCTIONS, object::FUNCTIONS]);

const fn error_class(name: &'static str) -> TypeDef {
    TypeDef {
        base: Some(&exc::OS_ERROR),
        flags: flags::BASE | flags::WEAKREF | flags::DICT,
        ..TypeDef::new(name, <exc::Exception as Payload>::vtable, |_| ())
    }
}

/// `socket.gaierror`
static GAIERROR: NativeType = NativeType::new(error_class("socket.gaierror"));
/// `socket.herror`
static HERROR: NativeType = NativeType::new(error_class("socket.herror"));

/// What the last system call said, as an OSError.
#[cold]
fn last_error(t: &Thread) -> Raised {
    t.io_error(&io::Error::last_os_error(), None)
}

/// An OSError with a text alone.
#[cold]
fn plain_error(t: &Thread, text: impl std::fmt::Display) -> Raised {
    t.error(&exc::OS_ERROR, text)
}

/// What the resolver said.
#[cold]
fn resolver_error(t: &Thread, code: i32) -> Raised {
    if code == libc::EAI_SYSTEM {
        return last_error(t);
    }
    // SAFETY: the C library's own text, terminated.
    let text = unsafe { std::ffi::CStr::from_ptr(libc::gai_strerror(code)) }.to_string_lossy();
    t.error_args(&GAIERROR, &[Value::int32(code), t.str(&text).v()])
}
