//! `termios`: the settings of terminals.

mod constants;

use crate::{NativeModule, descriptor};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::{bytes, exceptions as exc, int, list, tuple};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use std::io;

static ERROR: NativeType = NativeType::new(TypeDef {
    base: Some(&exc::EXCEPTION),
    flags: flags::BASE | flags::WEAKREF | flags::DICT,
    ..TypeDef::new("termios.error", <exc::Exception as Payload>::vtable, |_| ())
});

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "This module provides an interface to the Posix calls for tty I/O control.",
    types: &[&ERROR],
    init: |t, m| {
        for (name, n) in constants::NUMBERS.iter().chain(constants::SPEEDS) {
            m.set_int(t, name, *n);
        }
        Ok(())
    },
    ..NativeModule::new("termios", FUNCTIONS)
};

#[cold]
fn failed(t: &Thread, e: &io::Error) -> Raised {
    let n = e.raw_os_error().unwrap_or(0);
    let text = t.str(&heddle_objects::error::errno_text(n));
    t.error_args(&ERROR, &[Value::int32(n), text.v()])
}

/// A call about a descriptor, detached and again after signals.
fn call(t: &Thread, mut f: impl FnMut() -> i32) -> Res<()> {
    let done = crate::signal::retry(t, || match f() {
        n if n < 0 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    })?;
    done.map_err(|e| failed(t, &e))
}

fn settings(t: &Thread, fd: i32) -> Res<libc::termios> {
    // SAFETY: all zeros is one, with room for the answer.
    let mut now: libc::termios = unsafe { std::mem::zeroed() };
    // SAFETY: as above.
    call(t, || unsafe { libc::tcgetattr(fd, &mut now) })?;
    Ok(now)
}

/// Whether a control character is a number: a count or a time of input that is not by lines.
fn is_number(k: usize, lflag: u32) -> bool {
    (k == libc::VMIN || k == libc::VTIME) && lflag & libc::ICANON == 0
}

fn get(t: &Thread, a: &[Value]) -> Res {
    let now = settings(t, descriptor::of(t, a[0])?)?;
    let characters = now
        .c_cc
        .iter()
        .enumerate()
        .map(|(k, c)| if is_number(k, now.c_lflag) { t.int((*c).into()) } else { bytes::new(t, &[*c]) });
    let characters = list::from_refs(t, characters.collect());
    // SAFETY: reads the struct.
    let speeds = unsafe { [libc::cfgetispeed(&now), libc::cfgetospeed(&now)] };
    let flags = [now.c_iflag, now.c_oflag, now.c_cflag, now.c_lflag];
    let mut all: Vec<Ref> = flags.into_iter().chain(speeds).map(|n| t.int(n.into())).collect();
    all.push(characters);
    Ok(list::from_refs(t, all))
}

fn set(t: &Thread, a: &[Value]) -> Res {
    let fd = descriptor::of(t, a[0])?;
    let when = ops::arg_i32(t, a[1])?;
    let wrong = || t.type_error("tcsetattr, arg 3: must be 7 element list");
    if !list::is_list(a[2]) {
        return Err(wrong());
    }
    let all = list::snapshot(t, a[2]);
    if all.len() != 7 {
        return Err(wrong());
    }
    // What is not in the list stays.
    let mut new = settings(t, fd)?;
    let number = |k: usize| -> Res<u32> {
        let n = ops::index(t, all[k].v())?;
        int::to_i64(n.v())
            .map(|n| n as u32)
            .ok_or_else(|| t.overflow_error("Python int too large to convert to C long"))
    };
    (new.c_iflag, new.c_oflag, new.c_cflag, new.c_lflag) = (number(0)?, number(1)?, number(2)?, number(3)?);
    let (input, output) = (number(4)?, number(5)?);
    let wrong = || t.type_error(format_args!("tcsetattr: attributes[6] must be {} element list", libc::NCCS));
    if !list::is_list(all[6].v()) {
        return Err(wrong());
    }
    let characters = list::snapshot(t, all[6].v());
    if characters.len() != libc::NCCS {
        return Err(wrong());
    }
    for (to, v) in new.c_cc.iter_mut().zip(&characters) {
        *to = match bytes::try_view(v) {
            Some([c]) => *c,
            _ if int::is_int(v.v()) => ops::arg_i32(t, v.v())? as u8,
            _ => {
                return Err(t.type_error("tcsetattr: elements of attributes must be characters or integers"));
            }
        };
    }
    // SAFETY: the struct is ours.
    unsafe {
        if libc::cfsetispeed(&mut new, input) < 0 || libc::cfsetospeed(&mut new, output) < 0 {
            return Err(failed(t, &io::Error::last_os_error()));
        }
    }
    // SAFETY: reads the struct.
    call(t, || unsafe { libc::tcsetattr(fd, when, &new) }).map(|()| Ref::NONE)
}

macro_rules! about {
    ($sig:literal, |$fd:ident, $n:ident| $call:expr) => {
        def($sig, |t, a| {
            let $fd = descriptor::of(t, a[0])?;
            let $n = match a.get(1) {
                Some(v) => ops::arg_i32(t, *v)?,
                None => 0,
            };
            // SAFETY: plain numbers.
            call(t, || unsafe { $call }).map(|()| Ref::NONE)
        })
    };
}

const FUNCTIONS: &[Def] = &[
    def("tcgetattr(fd, /)", get),
    def("tcsetattr(fd, when, attributes, /)", set),
    about!("tcsendbreak(fd, duration, /)", |fd, n| libc::tcsendbreak(fd, n)),
    about!("tcdrain(fd, /)", |fd, _n| libc::tcdrain(fd)),
    about!("tcflush(fd, queue, /)", |fd, n| libc::tcflush(fd, n)),
    about!("tcflow(fd, action, /)", |fd, n| libc::tcflow(fd, n)),
    def("tcgetwinsize(fd, /)", |t, a| {
        let fd = descriptor::of(t, a[0])?;
        let size = window(t, fd)?;
        Ok(tuple::from_array(t, [t.int(size.ws_row.into()), t.int(size.ws_col.into())]))
    }),
    def("tcsetwinsize(fd, winsize, /)", |t, a| {
        let fd = descriptor::of(t, a[0])?;
        let parts = ops::collect(t, a[1])?;
        let [rows, columns] = &parts[..] else {
            return Err(t.type_error("tcsetwinsize, arg 2: must be a two-item sequence"));
        };
        let number = |v: &Ref| -> Res<u16> {
            u16::try_from(ops::arg_i64(t, v.v())?)
                .map_err(|_| t.overflow_error("winsize value(s) out of range"))
        };
        let mut size = window(t, fd)?;
        (size.ws_row, size.ws_col) = (number(rows)?, number(columns)?);
        // SAFETY: reads the struct.
        call(t, || unsafe { libc::ioctl(fd, libc::TIOCSWINSZ, &size) }).map(|()| Ref::NONE)
    }),
];

fn window(t: &Thread, fd: i32) -> Res<libc::winsize> {
    // SAFETY: all zeros is one, with room for the answer.
    let mut size: libc::winsize = unsafe { std::mem::zeroed() };
    // SAFETY: as above.
    call(t, || unsafe { libc::ioctl(fd, libc::TIOCGWINSZ, &mut size) })?;
    Ok(size)
}
