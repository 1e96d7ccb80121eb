//! `OSError`: the constructor picks the subclass that its errno means.
//!
//! As in CPython, the arguments are looked at in `__new__`, except for a subclass that has its own `__init__` and no `__new__`:
//! then in `OSError.__init__`, which that one calls.

use super::{Extra, bare, base, get_field, member, set_field};
use crate::error::Res;
use crate::native::{Args, def};
use crate::ops;
use crate::refs::Ref;
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, type_data};
use crate::types::{int, tuple};
use crate::value::Value;

const ERRNO: usize = 0;
const STRERROR: usize = 1;
const FILENAME: usize = 2;
const FILENAME2: usize = 3;
/// UNDEF: not set.
const WRITTEN: usize = 4;

pub(super) fn slots(s: &mut Slots) {
    s.new = Some(new);
    s.init = Some(init);
    s.str = Some(str_of);
}

/// Whether a class leaves the arguments to `__init__`.
fn uses_init(class: Value) -> bool {
    let slots = type_data(&class).slots();
    !slots.init.is_some_and(|f| f as usize == init as *const () as usize)
        && slots.new.is_some_and(|f| f as usize == new as *const () as usize)
}

/// The class for an errno; `None`: OSError itself.
fn class_of(errno: i64) -> Option<&'static NativeType> {
    Some(match i32::try_from(errno).ok()? {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => &super::BLOCKING_IO_ERROR,
        libc::EPIPE | libc::ESHUTDOWN => &super::BROKEN_PIPE_ERROR,
        libc::ECHILD => &super::CHILD_PROCESS_ERROR,
        libc::ECONNABORTED => &super::CONNECTION_ABORTED_ERROR,
        libc::ECONNREFUSED => &super::CONNECTION_REFUSED_ERROR,
        libc::ECONNRESET => &super::CONNECTION_RESET_ERROR,
        libc::EEXIST => &super::FILE_EXISTS_ERROR,
        libc::ENOENT => &super::FILE_NOT_FOUND_ERROR,
        libc::EISDIR => &super::IS_A_DIRECTORY_ERROR,
        libc::ENOTDIR => &super::NOT_A_DIRECTORY_ERROR,
        libc::EINTR => &super::INTERRUPTED_ERROR,
        libc::EACCES | libc::EPERM => &super::PERMISSION_ERROR,
        libc::ESRCH => &super::PROCESS_LOOKUP_ERROR,
        libc::ETIMEDOUT => &super::TIMEOUT_ERROR,
        _ => return None,
    })
}

fn new(t: &Thread, cls: Value, args: Args) -> Res {
    if uses_init(cls) {
        return Ok(bare(t, cls, tuple::from_values(t, &[])));
    }
    base::no_keywords(t, cls, args)?;
    let args = args.positional();
    let mut class = cls;
    if cls.is(super::OS_ERROR.get())
        && (2..=5).contains(&args.len())
        && let Some(errno) = int::to_i64(args[0])
    {
        class = class_of(errno).map_or(cls, NativeType::get);
    }
    let e = bare(t, class, tuple::from_values(t, args));
    fill(t, e.v(), args)?;
    Ok(e)
}

fn init(t: &Thread, e: Value, args: Args) -> Res<()> {
    let class = ops::type_of(e);
    if !uses_init(class) {
        return Ok(());
    }
    base::no_keywords(t, class, args)?;
    base::store_args(t, e, args.positional());
    fill(t, e, args.positional())
}

/// `(errno, strerror, filename, winerror, filename2)`: two to five arguments mean that, others nothing.
fn fill(t: &Thread, e: Value, args: &[Value]) -> Res<()> {
    if !(2..=5).contains(&args.len()) {
        return Ok(());
    }
    set_field(t, e, ERRNO, Ref::new(args[0]));
    set_field(t, e, STRERROR, Ref::new(args[1]));
    let Some(&filename) = args.get(2) else { return Ok(()) };
    if filename.is_none() {
        return Ok(());
    }
    let blocking = super::BLOCKING_IO_ERROR.is_instance(e);
    if blocking && ops::slots_of(filename).index.is_some() {
        let written = ops::index(t, filename)?;
        set_field(t, e, WRITTEN, written);
        return Ok(());
    }
    set_field(t, e, FILENAME, Ref::new(filename));
    if let Some(&second) = args.get(4)
        && !second.is_none()
    {
        set_field(t, e, FILENAME2, Ref::new(second));
    }
    base::store_args(t, e, &args[..2]);
    Ok(())
}

fn str_of(t: &Thread, e: Value) -> Res {
    let errno = get_field(t, e, ERRNO);
    let strerror = get_field(t, e, STRERROR);
    let filename = get_field(t, e, FILENAME);
    let shown = |v: &Ref| if v.is_undef() { Ok("None".to_string()) } else { ops::str_text(t, v.v()) };
    if filename.is_undef() {
        if errno.is_undef() || strerror.is_undef() {
            return base::str_of(t, e);
        }
        return Ok(t.str(&format!("[Errno {}] {}", shown(&errno)?, shown(&strerror)?)));
    }
    let mut text =
        format!("[Errno {}] {}: {}", shown(&errno)?, shown(&strerror)?, ops::repr_text(t, filename.v())?);
    let second = get_field(t, e, FILENAME2);
    if !second.is_undef() {
        text.push_str(&format!(" -> {}", ops::repr_text(t, second.v())?));
    }
    Ok(t.str(&text))
}

fn reduce(t: &Thread, a: &[Value]) -> Res {
    let e = a[0];
    let mut args = super::args(t, e);
    let filename = get_field(t, e, FILENAME);
    if let ([errno, strerror], false) = (tuple::items(&args), filename.is_undef()) {
        let second = get_field(t, e, FILENAME2);
        args = if second.is_undef() {
            tuple::from_values(t, &[*errno, *strerror, filename.v()])
        } else {
            tuple::from_values(t, &[*errno, *strerror, filename.v(), Value::NONE, second.v()])
        };
    }
    let state = base::own_state(t, e);
    base::reduced(t, e, args, state)
}

pub(super) const EXTRA: Extra = Extra {
    methods: &[def("__reduce__($self, /)", reduce)],
    getset: &[
        member::<ERRNO>("errno", "POSIX exception code"),
        member::<STRERROR>("strerror", "exception strerror"),
        member::<FILENAME>("filename", "exception filename"),
        member::<FILENAME2>("filename2", "second exception filename"),
        GetSet {
            name: "characters_written",
            get: |t, e| {
                let written = get_field(t, e, WRITTEN);
                if written.is_undef() { Err(t.attribute_error("characters_written")) } else { Ok(written) }
            },
            set: Some(|t, e, new| {
                if new.is_undef() {
                    if get_field(t, e, WRITTEN).is_undef() {
                        return Err(t.attribute_error("characters_written"));
                    }
                    set_field(t, e, WRITTEN, Ref::UNDEF);
                    return Ok(());
                }
                let new = ops::index(t, new)?;
                set_field(t, e, WRITTEN, new);
                Ok(())
            }),
            doc: "",
        },
    ],
};
