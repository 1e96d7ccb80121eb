//! Raised exceptions in native code: `Res<T>` is `Ok` or an exception on its way up.
//!
//! Must never know tracebacks; the interpreter adds entries as the exception passes its frames.

use crate::refs::Ref;
use crate::thread::Thread;
use crate::typeobj::NativeType;
use crate::types::exceptions as exc;
use crate::value::Value;
use std::fmt::Display;

/// An exception instance on its way to a handler.
#[must_use = "an exception that is not passed on is swallowed"]
pub struct Raised(pub Ref);

/// What natives return.
pub type Res<T = Ref> = Result<T, Raised>;

impl std::fmt::Debug for Raised {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Raised({:?})", self.0)
    }
}

impl Raised {
    /// Whether the exception is an instance of this class.
    pub fn is(&self, ty: &NativeType) -> bool {
        ty.is_instance(self.0.v())
    }
}

/// Turns `Err` of one class into `None`.
pub fn unless<T>(r: Res<T>, ty: &NativeType) -> Res<Option<T>> {
    match r {
        Ok(x) => Ok(Some(x)),
        Err(e) if e.is(ty) => Ok(None),
        Err(e) => Err(e),
    }
}

macro_rules! raisers {
    ($($(#[$doc:meta])* $name:ident => $ty:ident;)*) => {
        impl Thread {
            $($(#[$doc])* #[cold]
            pub fn $name(&self, message: impl Display) -> Raised {
                self.error(&exc::$ty, message)
            })*
        }
    };
}

raisers! {
    /// A TypeError.
    type_error => TYPE_ERROR;
    /// A ValueError.
    value_error => VALUE_ERROR;
    /// An AttributeError without `name` and `obj`; see [`Thread::no_attribute`].
    attribute_error => ATTRIBUTE_ERROR;
    /// An IndexError.
    index_error => INDEX_ERROR;
    /// An OverflowError.
    overflow_error => OVERFLOW_ERROR;
    /// A ZeroDivisionError.
    zero_division => ZERO_DIVISION_ERROR;
    /// A RuntimeError.
    runtime_error => RUNTIME_ERROR;
    /// A RecursionError.
    recursion_error => RECURSION_ERROR;
    /// A MemoryError.
    memory_error => MEMORY_ERROR;
    /// A SystemError.
    system_error => SYSTEM_ERROR;
    /// A NotImplementedError: for what Heddle does not have yet.
    not_implemented => NOT_IMPLEMENTED_ERROR;
    /// A LookupError.
    lookup_error => LOOKUP_ERROR;
    /// A BufferError.
    buffer_error => BUFFER_ERROR;
    /// An AssertionError.
    assertion_error => ASSERTION_ERROR;
    /// An EOFError.
    eof_error => EOF_ERROR;
}

impl Thread {
    /// An exception of a native class with one str argument.
    #[cold]
    pub fn error(&self, ty: &NativeType, message: impl Display) -> Raised {
        let message = self.str(&message.to_string());
        self.error_args(ty, &[message.v()])
    }

    /// An exception of a native class with these arguments.
    #[cold]
    pub fn error_args(&self, ty: &NativeType, args: &[Value]) -> Raised {
        Raised(exc::make(self, ty.get(), args))
    }

    /// A KeyError for this key.
    #[cold]
    pub fn key_error(&self, key: Value) -> Raised {
        self.error_args(&exc::KEY_ERROR, &[key])
    }

    /// A StopIteration with this value (none if UNDEF).
    #[cold]
    pub fn stop_iteration(&self, value: Value) -> Raised {
        let args = [value];
        self.error_args(&exc::STOP_ITERATION, if value.is_none_or_undef() { &[] } else { &args })
    }

    /// An OSError with `errno`, its text, and the file name if there is one: the right subclass comes back.
    #[cold]
    pub fn os_error(&self, errno: i32, filename: Option<Value>) -> Raised {
        let text = self.str(&errno_text(errno));
        let number = Value::int32(errno);
        match filename {
            Some(name) => self.error_args(&exc::OS_ERROR, &[number, text.v(), name]),
            None => self.error_args(&exc::OS_ERROR, &[number, text.v()]),
        }
    }

    /// An OSError from what the system call just said.
    #[cold]
    pub fn io_error(&self, e: &std::io::Error, filename: Option<Value>) -> Raised {
        match e.raw_os_error() {
            Some(errno) => self.os_error(errno, filename),
            None => self.error(&exc::OS_ERROR, e),
        }
    }

    /// "'T' object has no attribute 'x'", with `name` and `obj` set for the hint.
    #[cold]
    pub fn no_attribute(&self, v: Value, name: Value) -> Raised {
        let ty = crate::ops::type_of(v);
        let message = if crate::types::type_::is_type(v) {
            format!(
                "type object '{}' has no attribute '{}'",
                crate::typeobj::name_of(v),
                crate::types::str::lossy(name)
            )
        } else {
            format!(
                "'{}' object has no attribute '{}'",
                crate::typeobj::name_of(ty),
                crate::types::str::lossy(name)
            )
        };
        let raised = self.error(&exc::ATTRIBUTE_ERROR, message);
        exc::set_attribute_context(self, raised.0.v(), v, name);
        raised
    }
}

/// The C library's text for an errno.
pub fn errno_text(errno: i32) -> String {
    let mut buffer = [0u8; 256];
    // SAFETY: the buffer is as long as said, and the XSI form writes a terminated string.
    unsafe { libc::strerror_r(errno, buffer.as_mut_ptr().cast(), buffer.len()) };
    let end = buffer.iter().position(|&b| b == 0).unwrap_or(0);
    String::from_utf8_lossy(&buffer[..end]).into_owned()
}
