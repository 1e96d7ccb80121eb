//! What a type can do, as native functions: the counterpart of CPython's `tp_*` slots.
//!
//! A type's [`Slots`] are immutable and published whole; changing a dunder of a class publishes new ones. A class statement's
//! dunders become slots that call them (`slotdefs`); a native type's slots become `wrapper_descriptor`s in its dict.
//! Must never know any particular type.

use crate::error::Res;
use crate::native::Args;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::value::Value;

/// `f(self)`
pub type UnaryFn = fn(&Thread, Value) -> Res;
/// `f(a, b)`; for operators one of the two is of the type, and the answer may be NotImplemented.
pub type BinaryFn = fn(&Thread, Value, Value) -> Res;
/// `f(a, b, c)`
pub type TernaryFn = fn(&Thread, Value, Value, Value) -> Res;
/// `f(self, key, value)`; UNDEF as value deletes.
pub type SetFn = fn(&Thread, Value, Value, Value) -> Res<()>;
/// `f(callable, args)`
pub type CallFn = fn(&Thread, Value, Args) -> Res;
/// `f(self, args)`
pub type InitFn = fn(&Thread, Value, Args) -> Res<()>;
/// `f(self, other, operation)`
pub type CompareFn = fn(&Thread, Value, Value, Compare) -> Res;

/// The six comparisons.
#[allow(missing_docs)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Compare {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

impl Compare {
    /// The comparison with its sides exchanged.
    pub fn reflected(self) -> Compare {
        match self {
            Compare::Lt => Compare::Gt,
            Compare::Le => Compare::Ge,
            Compare::Gt => Compare::Lt,
            Compare::Ge => Compare::Le,
            same => same,
        }
    }

    /// Its operator.
    pub fn symbol(self) -> &'static str {
        ["<", "<=", "==", "!=", ">", ">="][self as usize]
    }

    /// Its answer for two things that compare like this.
    pub fn of(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Compare::Lt => ordering.is_lt(),
            Compare::Le => ordering.is_le(),
            Compare::Eq => ordering.is_eq(),
            Compare::Ne => ordering.is_ne(),
            Compare::Gt => ordering.is_gt(),
            Compare::Ge => ordering.is_ge(),
        }
    }
}

/// Binary operators; the in-place form of `k` is at `k + IN_PLACE`.
#[allow(missing_docs)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Binary {
    Add,
    Sub,
    Mul,
    MatMul,
    TrueDiv,
    Mod,
    LShift,
    RShift,
    Or,
    Xor,
    And,
    FloorDiv,
    DivMod,
    Pow,
}

/// How many binary operators there are.
pub const BINARIES: usize = 14;

impl Binary {
    /// Its symbol, for messages.
    pub fn symbol(self) -> &'static str {
        ["+", "-", "*", "@", "/", "%", "<<", ">>", "|", "^", "&", "//", "divmod()", "** or pow()"]
            [self as usize]
    }
}

macro_rules! slots {
    ($($(#[doc = $doc:literal])* $name:ident: $ty:ty,)*) => {
        /// The native functions of a type; `None` where the type cannot do it.
        #[derive(Clone, Copy)]
        pub struct Slots {
            $($(#[doc = $doc])* pub $name: Option<$ty>,)*
            /// Operators: `__add__` and `__radd__` are one function.
            pub binary: [Option<BinaryFn>; BINARIES],
            /// In-place operators.
            pub inplace: [Option<BinaryFn>; BINARIES],
        }

        impl Slots {
            /// A type that can do nothing.
            pub const EMPTY: Slots = Slots { $($name: None,)* binary: [None; BINARIES], inplace: [None; BINARIES] };

            /// Takes from `base` what this type does not have itself. `__hash__` goes with `__eq__`, so it is left to the caller.
            pub fn inherit(&mut self, base: &Slots) {
                let (hash, compare) = (self.hash, self.compare);
                $(if self.$name.is_none() { self.$name = base.$name; })*
                if hash.is_none() && compare.is_some() {
                    self.hash = None;
                }
                for k in 0..BINARIES {
                    if self.binary[k].is_none() { self.binary[k] = base.binary[k]; }
                    if self.inplace[k].is_none() { self.inplace[k] = base.inplace[k]; }
                }
            }
        }
    };
}

slots! {
    /// `__call__`
    call: CallFn,
    /// `__repr__`
    repr: UnaryFn,
    /// `__str__`
    str: UnaryFn,
    /// `__hash__`; an int comes back.
    hash: fn(&Thread, Value) -> Res<i64>,
    /// `__lt__` and so on
    compare: CompareFn,
    /// `__iter__`
    iter: UnaryFn,
    /// `__next__`: UNDEF when exhausted (no exception).
    next: UnaryFn,
    /// `__getattribute__` and `__getattr__`; the name is an interned str.
    getattr: BinaryFn,
    /// `__setattr__` and `__delattr__`; the name is an interned str.
    setattr: SetFn,
    /// `__get__(self, instance, owner)`; instance UNDEF for none.
    descr_get: TernaryFn,
    /// `__set__` and `__delete__`
    descr_set: SetFn,
    /// `__new__(cls, ...)`
    new: CallFn,
    /// `__init__(self, ...)`
    init: InitFn,
    /// `__del__`
    del: fn(&Thread, Value) -> Res<()>,
    /// `__len__`
    len: fn(&Thread, Value) -> Res<usize>,
    /// `__getitem__`
    getitem: BinaryFn,
    /// `__setitem__` and `__delitem__`
    setitem: SetFn,
    /// `__contains__`
    contains: fn(&Thread, Value, Value) -> Res<bool>,
    /// Sequence concatenation, tried after `__add__` of both sides.
    concat: BinaryFn,
    /// Sequence repetition by an int, tried after `__mul__` of both sides.
    repeat: BinaryFn,
    /// `+=` of sequences
    inplace_concat: BinaryFn,
    /// `*=` of sequences
    inplace_repeat: BinaryFn,
    /// `__neg__`
    neg: UnaryFn,
    /// `__pos__`
    pos: UnaryFn,
    /// `__abs__`
    abs: UnaryFn,
    /// `__invert__`
    invert: UnaryFn,
    /// `__bool__`
    bool: fn(&Thread, Value) -> Res<bool>,
    /// `__int__`
    int: UnaryFn,
    /// `__float__`
    float: UnaryFn,
    /// `__index__`
    index: UnaryFn,
    /// `pow(a, b, c)` with three arguments
    pow3: TernaryFn,
    /// `__await__`
    r#await: UnaryFn,
    /// `__aiter__`
    aiter: UnaryFn,
    /// `__anext__`
    anext: UnaryFn,
    /// `send(value)` of generators and coroutines, without exceptions for the end: `Ok((value, true))` yields, `false` returned.
    send: fn(&Thread, Value, Value) -> Res<(Ref, bool)>,
    /// `__buffer__`: a memoryview-like export; see `types::buffer`.
    buffer: fn(&Thread, Value, u32) -> Res,
}
