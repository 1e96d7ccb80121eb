//! Exceptions.

use crate::error::Raised;
use crate::native::Args;
use crate::ops;
use crate::payload::Payload;
use crate::refs::{Ref, Slot};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::types::tuple;
use crate::value::Value;
use heddle_threads::sync::atomic::AtomicBool;

/// An exception's payload.
pub struct Exception {
    /// `args`, a tuple.
    pub args: Slot,
    /// `__traceback__`
    pub traceback: Slot,
    /// `__context__`
    pub context: Slot,
    /// `__cause__`
    pub cause: Slot,
    /// `__suppress_context__`
    pub suppress: AtomicBool,
    /// Fields of subclasses, by the subclass's table.
    pub fields: [Slot; 7],
}
crate::payload!(Exception { args, traceback, context, cause, fields });

fn slots(_s: &mut Slots) {}

fn base_slots(s: &mut Slots) {
    s.new = Some(|t, cls, args: Args| {
        let fields = std::array::from_fn(|_| Slot::undef());
        let shape = crate::typeobj::type_data(&cls).first_shape.load(std::sync::atomic::Ordering::Relaxed);
        Ok(t.alloc(
            shape,
            Exception {
                args: Slot::new(tuple::from_values(t, args.positional())),
                traceback: Slot::undef(),
                context: Slot::undef(),
                cause: Slot::undef(),
                suppress: AtomicBool::new(false),
                fields,
            },
        ))
    });
}

macro_rules! exceptions {
    ($($name:ident $text:literal $base:ident;)*) => {
        $(
            #[doc = concat!("`", $text, "`")]
            pub static $name: NativeType = NativeType::new(TypeDef {
                base: Some(&$base),
                flags: flags::BASE,
                ..TypeDef::new($text, Exception::vtable, slots)
            });
        )*
        /// All of them, bases first.
        pub static ALL: &[&NativeType] = &[&BASE_EXCEPTION, $(&$name),*];
    };
}

/// `BaseException`
pub static BASE_EXCEPTION: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::DICT | flags::BASE_EXC_SUBCLASS,
    ..TypeDef::new("BaseException", Exception::vtable, base_slots)
});

exceptions! {
    EXCEPTION "Exception" BASE_EXCEPTION;
    TYPE_ERROR "TypeError" EXCEPTION;
    VALUE_ERROR "ValueError" EXCEPTION;
    UNICODE_ERROR "UnicodeError" VALUE_ERROR;
    ATTRIBUTE_ERROR "AttributeError" EXCEPTION;
    LOOKUP_ERROR "LookupError" EXCEPTION;
    INDEX_ERROR "IndexError" LOOKUP_ERROR;
    KEY_ERROR "KeyError" LOOKUP_ERROR;
    ARITHMETIC_ERROR "ArithmeticError" EXCEPTION;
    OVERFLOW_ERROR "OverflowError" ARITHMETIC_ERROR;
    ZERO_DIVISION_ERROR "ZeroDivisionError" ARITHMETIC_ERROR;
    RUNTIME_ERROR "RuntimeError" EXCEPTION;
    RECURSION_ERROR "RecursionError" RUNTIME_ERROR;
    NOT_IMPLEMENTED_ERROR "NotImplementedError" RUNTIME_ERROR;
    MEMORY_ERROR "MemoryError" EXCEPTION;
    SYSTEM_ERROR "SystemError" EXCEPTION;
    BUFFER_ERROR "BufferError" EXCEPTION;
    ASSERTION_ERROR "AssertionError" EXCEPTION;
    EOF_ERROR "EOFError" EXCEPTION;
    STOP_ITERATION "StopIteration" EXCEPTION;
    STOP_ASYNC_ITERATION "StopAsyncIteration" EXCEPTION;
    GENERATOR_EXIT "GeneratorExit" BASE_EXCEPTION;
    SYSTEM_EXIT "SystemExit" BASE_EXCEPTION;
    KEYBOARD_INTERRUPT "KeyboardInterrupt" BASE_EXCEPTION;
    OS_ERROR "OSError" EXCEPTION;
    IMPORT_ERROR "ImportError" EXCEPTION;
    MODULE_NOT_FOUND_ERROR "ModuleNotFoundError" IMPORT_ERROR;
    NAME_ERROR "NameError" EXCEPTION;
    UNBOUND_LOCAL_ERROR "UnboundLocalError" NAME_ERROR;
    SYNTAX_ERROR "SyntaxError" EXCEPTION;
}

/// Sets `name` and `obj` of an AttributeError.
pub fn set_attribute_context(_t: &Thread, _e: Value, _obj: Value, _name: Value) {}

/// Reports an exception that nobody can catch (`sys.unraisablehook`).
pub fn unraisable(t: &Thread, e: Raised, message: &str, _object: Value) {
    eprintln!("{message}: {}", ops::repr_text(t, e.0.v()).unwrap_or_default());
}

/// The payload of an exception.
pub fn data(e: &Value) -> &Exception {
    e.expect::<Exception>()
}

/// Whether `v` is an exception instance.
pub fn is_exception(v: Value) -> bool {
    v.payload::<Exception>().is_some()
}

/// A reference to `args`.
pub fn args(t: &Thread, e: Value) -> Ref {
    data(&e).args.get(t, ops::object(e))
}

/// `e.add_note(text)`
pub fn add_note(_t: &Thread, _e: Value, _text: &str) {}
