//! `_io`: streams. [`base`] has the abstract ones, [`fileio`] and [`buffered`] and [`text`] the three layers of a file, [`bytesio`]
//! and [`stringio`] those in memory, [`open`] what puts them together, [`std_streams`] the process's three.
//!
//! Locking: what lies in memory has a mutex held for moments; a layer over another has a [`gate`], whose waiters are detached.

mod base;
mod buffered;
mod bytesio;
mod fileio;
mod gate;
mod newline;
mod open;
mod std_streams;
mod stringio;
mod text;

use crate::NativeModule;
use crate::util::singleton;
use heddle_objects::typeobj::NativeType;
use heddle_objects::types::{dict, exceptions as exc, tuple, type_};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::AtomicU64;

pub use gate::after_fork;
pub use std_streams::{flush_std_streams, install_std_streams};

/// `io.DEFAULT_BUFFER_SIZE`
pub const DEFAULT_BUFFER_SIZE: usize = 128 << 10;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "The io module provides the Python interfaces to stream handling. The\nbuiltin open function is defined in this module.",
    types: &[
        &base::IO_BASE,
        &base::RAW_IO_BASE,
        &base::BUFFERED_IO_BASE,
        &base::TEXT_IO_BASE,
        &fileio::FILE_IO,
        &bytesio::BYTES_IO,
        &stringio::STRING_IO,
        &buffered::READER,
        &buffered::WRITER,
        &buffered::RANDOM,
        &buffered::pair::PAIR,
        &newline::DECODER,
        &text::TEXT_IO_WRAPPER,
    ],
    init: |t, m| {
        m.set_int(t, "DEFAULT_BUFFER_SIZE", DEFAULT_BUFFER_SIZE as i64);
        m.set(t, "UnsupportedOperation", unsupported_class(t));
        m.set(t, "BlockingIOError", exc::BLOCKING_IO_ERROR.get_ref());
        Ok(())
    },
    ..NativeModule::new("_io", open::FUNCTIONS)
};

/// `io.open`, for the built-in of that name.
pub use open::open as open_function;

/// `io.UnsupportedOperation`: an OSError and a ValueError.
pub fn unsupported_class(t: &Thread) -> Ref {
    static PLACE: AtomicU64 = AtomicU64::new(0);
    singleton(t, &PLACE, |t| {
        let d = dict::new(t);
        dict::set_str(t, d.v(), t.intern("__module__").v(), t.intern("io").v());
        let bases = tuple::from_refs(t, vec![exc::OS_ERROR.get_ref(), exc::VALUE_ERROR.get_ref()]);
        let name = t.intern("UnsupportedOperation");
        match ops::call_pos(t, type_::TYPE.get(), &[name.v(), bases.v(), d.v()]) {
            Ok(class) => class,
            Err(_) => exc::OS_ERROR.get_ref(),
        }
    })
}

/// An `UnsupportedOperation`.
#[cold]
fn unsupported(t: &Thread, message: &str) -> Raised {
    let text = t.str(message);
    Raised(exc::make(t, unsupported_class(t).v(), &[text.v()]))
}

/// A BlockingIOError.
#[cold]
fn would_block(t: &Thread, message: &str, written: usize) -> Raised {
    let (text, n) = (t.str(message), t.int(written as i64));
    t.error_args(&exc::BLOCKING_IO_ERROR, &[Value::int32(libc::EAGAIN), text.v(), n.v()])
}

/// `__getstate__` of what cannot be pickled.
fn no_pickle(t: &Thread, a: &[Value]) -> Res {
    Err(t.type_error(format_args!(
        "cannot pickle '{}' instances",
        crate::util::full_name(t, ops::type_of(a[0]))?
    )))
}

/// A warning by way of module `warnings`.
fn warn(t: &Thread, category: &NativeType, message: &str) -> Res<()> {
    let warnings = heddle_objects::import_module(t, "warnings")?;
    ops::call_method(t, warnings.v(), "warn", &[t.str(message).v(), category.get()])?;
    Ok(())
}
