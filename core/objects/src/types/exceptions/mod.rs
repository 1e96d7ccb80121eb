//! Exceptions: the hierarchy, its payload, and what natives and the interpreter do with exceptions.
//!
//! All exceptions have one payload, so any of them can be asked for its arguments, traceback, cause and context without knowing
//! its class. What a class adds lies in [`Exception::fields`], by the constants of that class's file. Code here never relies on
//! what a field holds: classes that derive from two of them share the fields.
//!
//! Where to start reading: this file (the tree), `base` (BaseException), `chain` (contexts), `group` (groups, `except*`), `display`
//! (the text of an uncaught exception). Must never know frames.

mod attributes;
mod base;
mod chain;
pub mod display;
mod group;
mod os;
mod syntax;
mod unicode;

pub use attributes::{
    exit_code, import_error, name_error, set_attribute_context, stop_value, with_attribute_context,
};
pub use base::{add_note, notes, set_cause, set_traceback, traceback};
pub use chain::{
    UnraisableHook, cause, check_except_star_type, check_except_type, context, given_matches, instance,
    raise_from, set_context, set_context_value, set_unraisable_hook, unraisable, unraisable_text,
};
pub use group::{is_group, match_group, new_group, prep_reraise_star};
pub use syntax::{Place, syntax_error};
pub use unicode::{decode_error, encode_error, translate_error};

use crate::error::Res;
use crate::ops;
use crate::payload::Payload;
use crate::refs::{Ref, Slot};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, flags, type_data};
use crate::types::tuple;
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicBool, Ordering::*};

/// Fields that a class can add.
pub const FIELDS: usize = 5;

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
    /// `__suppress_context__`. Relaxed: a flag of its own.
    pub suppress: AtomicBool,
    /// Fields of subclasses; UNDEF reads as None.
    pub fields: [Slot; FIELDS],
}
crate::payload!(Exception { args, traceback, context, cause, fields });

/// Reads field `K`.
fn field<const K: usize>(t: &Thread, v: Value) -> Res {
    Ok(get_field(t, v, K).some().unwrap_or(Ref::NONE))
}

/// Writes field `K`; a deleted one reads as None.
fn store_field<const K: usize>(t: &Thread, v: Value, new: Value) -> Res<()> {
    set_field(t, v, K, Ref::new(new));
    Ok(())
}

/// A reference to a field; UNDEF if nothing is there.
fn get_field(t: &Thread, e: Value, k: usize) -> Ref {
    data(&e).fields[k].get(t, ops::object(e))
}

fn set_field(t: &Thread, e: Value, k: usize, new: Ref) {
    data(&e).fields[k].set(t, ops::object(e), new);
}

/// A field that Python code can read and write.
const fn member<const K: usize>(name: &'static str, doc: &'static str) -> GetSet {
    GetSet { name, get: field::<K>, set: Some(store_field::<K>), doc }
}

fn nothing(_s: &mut Slots) {}

/// Exceptions that differ from their base in no slot but `__new__`.
fn simple(s: &mut Slots) {
    s.new = Some(base::new);
}

macro_rules! tree {
    ($($name:ident $text:literal $base:ident $slots:path, $extra:expr, $doc:literal;)*) => {
        $(
            #[doc = concat!("`", $text, "`")]
            pub static $name: NativeType = NativeType::new(TypeDef {
                base: Some(&$base),
                flags: flags::BASE,
                doc: $doc,
                ..$extra.with($text, $slots)
            });
        )*
        /// All of them, bases first.
        pub static ALL: &[&NativeType] = &[&BASE_EXCEPTION, $(&$name,)* &group::EXCEPTION_GROUP];
    };
}

/// Methods and attributes of one class.
struct Extra {
    methods: &'static [crate::native::Def],
    getset: &'static [GetSet],
}

/// A class with neither.
const NONE: Extra = Extra { methods: &[], getset: &[] };

impl Extra {
    const fn with(self, name: &'static str, slots: fn(&mut Slots)) -> TypeDef {
        TypeDef { methods: self.methods, getset: self.getset, ..TypeDef::new(name, Exception::vtable, slots) }
    }
}

/// `BaseException`
pub static BASE_EXCEPTION: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::DICT | flags::BASE_EXC_SUBCLASS,
    methods: base::METHODS,
    getset: base::GETSET,
    doc: "Common base class for all exceptions",
    ..TypeDef::new("BaseException", Exception::vtable, base::slots)
});

pub use group::EXCEPTION_GROUP;

tree! {
    EXCEPTION "Exception" BASE_EXCEPTION simple, NONE, "Common base class for all non-exit exceptions.";
    BASE_EXCEPTION_GROUP "BaseExceptionGroup" BASE_EXCEPTION group::slots, group::EXTRA, "A combination of multiple unrelated exceptions.";
    GENERATOR_EXIT "GeneratorExit" BASE_EXCEPTION simple, NONE, "Request that a generator exit.";
    KEYBOARD_INTERRUPT "KeyboardInterrupt" BASE_EXCEPTION simple, NONE, "Program interrupted by user.";
    SYSTEM_EXIT "SystemExit" BASE_EXCEPTION attributes::system_exit_slots, attributes::SYSTEM_EXIT, "Request to exit from the interpreter.";
    ARITHMETIC_ERROR "ArithmeticError" EXCEPTION simple, NONE, "Base class for arithmetic errors.";
    FLOATING_POINT_ERROR "FloatingPointError" ARITHMETIC_ERROR simple, NONE, "Floating-point operation failed.";
    OVERFLOW_ERROR "OverflowError" ARITHMETIC_ERROR simple, NONE, "Result too large to be represented.";
    ZERO_DIVISION_ERROR "ZeroDivisionError" ARITHMETIC_ERROR simple, NONE, "Second argument to a division or modulo operation was zero.";
    ASSERTION_ERROR "AssertionError" EXCEPTION simple, NONE, "Assertion failed.";
    ATTRIBUTE_ERROR "AttributeError" EXCEPTION attributes::attribute_error_slots, attributes::ATTRIBUTE_ERROR, "Attribute not found.";
    BUFFER_ERROR "BufferError" EXCEPTION simple, NONE, "Buffer error.";
    EOF_ERROR "EOFError" EXCEPTION simple, NONE, "Read beyond end of file.";
    IMPORT_ERROR "ImportError" EXCEPTION attributes::import_error_slots, attributes::IMPORT_ERROR, "Import can't find module, or can't find name in module.";
    MODULE_NOT_FOUND_ERROR "ModuleNotFoundError" IMPORT_ERROR nothing, NONE, "Module not found.";
    LOOKUP_ERROR "LookupError" EXCEPTION simple, NONE, "Base class for lookup errors.";
    INDEX_ERROR "IndexError" LOOKUP_ERROR simple, NONE, "Sequence index out of range.";
    KEY_ERROR "KeyError" LOOKUP_ERROR attributes::key_error_slots, NONE, "Mapping key not found.";
    MEMORY_ERROR "MemoryError" EXCEPTION simple, NONE, "Out of memory.";
    NAME_ERROR "NameError" EXCEPTION attributes::name_error_slots, attributes::NAME_ERROR, "Name not found globally.";
    UNBOUND_LOCAL_ERROR "UnboundLocalError" NAME_ERROR nothing, NONE, "Local name referenced but not bound to a value.";
    OS_ERROR "OSError" EXCEPTION os::slots, os::EXTRA, "Base class for I/O related errors.";
    BLOCKING_IO_ERROR "BlockingIOError" OS_ERROR nothing, NONE, "I/O operation would block.";
    CHILD_PROCESS_ERROR "ChildProcessError" OS_ERROR nothing, NONE, "Child process error.";
    CONNECTION_ERROR "ConnectionError" OS_ERROR nothing, NONE, "Connection error.";
    BROKEN_PIPE_ERROR "BrokenPipeError" CONNECTION_ERROR nothing, NONE, "Broken pipe.";
    CONNECTION_ABORTED_ERROR "ConnectionAbortedError" CONNECTION_ERROR nothing, NONE, "Connection aborted.";
    CONNECTION_REFUSED_ERROR "ConnectionRefusedError" CONNECTION_ERROR nothing, NONE, "Connection refused.";
    CONNECTION_RESET_ERROR "ConnectionResetError" CONNECTION_ERROR nothing, NONE, "Connection reset.";
    FILE_EXISTS_ERROR "FileExistsError" OS_ERROR nothing, NONE, "File already exists.";
    FILE_NOT_FOUND_ERROR "FileNotFoundError" OS_ERROR nothing, NONE, "File not found.";
    INTERRUPTED_ERROR "InterruptedError" OS_ERROR nothing, NONE, "Interrupted by signal.";
    IS_A_DIRECTORY_ERROR "IsADirectoryError" OS_ERROR nothing, NONE, "Operation doesn't work on directories.";
    NOT_A_DIRECTORY_ERROR "NotADirectoryError" OS_ERROR nothing, NONE, "Operation only works on directories.";
    PERMISSION_ERROR "PermissionError" OS_ERROR nothing, NONE, "Not enough permissions.";
    PROCESS_LOOKUP_ERROR "ProcessLookupError" OS_ERROR nothing, NONE, "Process not found.";
    TIMEOUT_ERROR "TimeoutError" OS_ERROR nothing, NONE, "Timeout expired.";
    REFERENCE_ERROR "ReferenceError" EXCEPTION simple, NONE, "Weak ref proxy used after referent went away.";
    RUNTIME_ERROR "RuntimeError" EXCEPTION simple, NONE, "Unspecified run-time error.";
    NOT_IMPLEMENTED_ERROR "NotImplementedError" RUNTIME_ERROR simple, NONE, "Method or function hasn't been implemented yet.";
    PYTHON_FINALIZATION_ERROR "PythonFinalizationError" RUNTIME_ERROR simple, NONE, "Operation blocked during Python finalization.";
    RECURSION_ERROR "RecursionError" RUNTIME_ERROR simple, NONE, "Recursion limit exceeded.";
    STOP_ASYNC_ITERATION "StopAsyncIteration" EXCEPTION simple, NONE, "Signal the end from iterator.__anext__().";
    STOP_ITERATION "StopIteration" EXCEPTION attributes::stop_iteration_slots, attributes::STOP_ITERATION, "Signal the end from iterator.__next__().";
    SYNTAX_ERROR "SyntaxError" EXCEPTION syntax::slots, syntax::EXTRA, "Invalid syntax.";
    INDENTATION_ERROR "IndentationError" SYNTAX_ERROR nothing, NONE, "Improper indentation.";
    TAB_ERROR "TabError" INDENTATION_ERROR nothing, NONE, "Improper mixture of spaces and tabs.";
    INCOMPLETE_INPUT_ERROR "_IncompleteInputError" SYNTAX_ERROR nothing, NONE, "incomplete input.";
    SYSTEM_ERROR "SystemError" EXCEPTION simple, NONE, "Internal error in the Python interpreter.\n\nPlease report this to the Python maintainer, along with the traceback,\nthe Python version, and the hardware/OS platform and version.";
    TYPE_ERROR "TypeError" EXCEPTION simple, NONE, "Inappropriate argument type.";
    VALUE_ERROR "ValueError" EXCEPTION simple, NONE, "Inappropriate argument value (of correct type).";
    UNICODE_ERROR "UnicodeError" VALUE_ERROR simple, NONE, "Unicode related error.";
    UNICODE_DECODE_ERROR "UnicodeDecodeError" UNICODE_ERROR unicode::decode_slots, unicode::EXTRA, "Unicode decoding error.";
    UNICODE_ENCODE_ERROR "UnicodeEncodeError" UNICODE_ERROR unicode::encode_slots, unicode::EXTRA, "Unicode encoding error.";
    UNICODE_TRANSLATE_ERROR "UnicodeTranslateError" UNICODE_ERROR unicode::translate_slots, unicode::EXTRA, "Unicode translation error.";
    WARNING "Warning" EXCEPTION simple, NONE, "Base class for warning categories.";
    BYTES_WARNING "BytesWarning" WARNING simple, NONE, "Base class for warnings about bytes and buffer related problems, mostly\nrelated to conversion from str or comparing to str.";
    DEPRECATION_WARNING "DeprecationWarning" WARNING simple, NONE, "Base class for warnings about deprecated features.";
    ENCODING_WARNING "EncodingWarning" WARNING simple, NONE, "Base class for warnings about encodings.";
    FUTURE_WARNING "FutureWarning" WARNING simple, NONE, "Base class for warnings about constructs that will change semantically\nin the future.";
    IMPORT_WARNING "ImportWarning" WARNING simple, NONE, "Base class for warnings about probable mistakes in module imports";
    PENDING_DEPRECATION_WARNING "PendingDeprecationWarning" WARNING simple, NONE, "Base class for warnings about features which will be deprecated\nin the future.";
    RESOURCE_WARNING "ResourceWarning" WARNING simple, NONE, "Base class for warnings about resource usage.";
    RUNTIME_WARNING "RuntimeWarning" WARNING simple, NONE, "Base class for warnings about dubious runtime behavior.";
    SYNTAX_WARNING "SyntaxWarning" WARNING simple, NONE, "Base class for warnings about dubious syntax.";
    UNICODE_WARNING "UnicodeWarning" WARNING simple, NONE, "Base class for warnings about Unicode related problems, mostly\nrelated to conversion problems.";
    USER_WARNING "UserWarning" WARNING simple, NONE, "Base class for warnings generated by user code.";
}

/// The payload of an exception.
///
/// # Panics
/// If `e` is no exception.
pub fn data(e: &Value) -> &Exception {
    e.expect::<Exception>()
}

/// Whether `v` is an exception instance.
#[inline(always)]
pub fn is_exception(v: Value) -> bool {
    v.payload::<Exception>().is_some()
}

/// Whether `v` is a class of exceptions.
#[inline]
pub fn is_exception_class(v: Value) -> bool {
    v.payload::<crate::typeobj::Type>().is_some_and(|ty| ty.has(flags::BASE_EXC_SUBCLASS))
}

/// A reference to `args`.
pub fn args(t: &Thread, e: Value) -> Ref {
    data(&e).args.get(t, ops::object(e))
}

/// An instance of an exception class with these arguments (a tuple), its other fields empty: no constructor runs. For classes
/// whose constructor does nothing else ([`is_plain`]), and for `__new__`s.
pub fn bare(t: &Thread, class: Value, args: Ref) -> Ref {
    let shape = type_data(&class).first_shape.load(Relaxed);
    t.alloc(
        shape,
        Exception {
            args: Slot::new(args),
            traceback: Slot::undef(),
            context: Slot::undef(),
            cause: Slot::undef(),
            suppress: AtomicBool::new(false),
            fields: std::array::from_fn(|_| Slot::undef()),
        },
    )
}

/// Whether a class's constructor only keeps its arguments.
fn is_plain(class: Value) -> bool {
    let slots = type_data(&class).slots();
    slots.new.is_some_and(|f| f as usize == base::new as *const () as usize)
        && slots.init.is_some_and(|f| f as usize == base::init as *const () as usize)
}

/// What natives raise: an instance with these arguments, chained to the exception being handled. Works while the native stack is
/// nearly used up, for the classes that natives raise then.
pub fn make(t: &Thread, class: Value, args: &[Value]) -> Ref {
    let made = if is_plain(class) {
        bare(t, class, tuple::from_values(t, args))
    } else {
        match ops::call_pos(t, class, args) {
            Ok(e) | Err(crate::error::Raised(e)) => e,
        }
    };
    set_context(t, made.v());
    made
}

/// Checks how many arguments there are, as `PyArg_ParseTuple` does.
fn exact_args<'a>(
    t: &Thread,
    args: &'a [Value],
    least: usize,
    most: usize,
    function: &str,
) -> Res<&'a [Value]> {
    if (least..=most).contains(&args.len()) {
        return Ok(args);
    }
    let (how, n) = match () {
        () if least == most => ("exactly", least),
        () if args.len() < least => ("at least", least),
        () => ("at most", most),
    };
    Err(t.type_error(format_args!(
        "{function} takes {how} {n} argument{} ({} given)",
        if n == 1 { "" } else { "s" },
        args.len()
    )))
}
