//! `_operator`: the operators as functions. `getters` has the callables that fetch.

mod getters;

use crate::NativeModule;
use crate::util::arg_size;
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::slots::{Binary, Compare};
use heddle_objects::types::buffer::Buffer;
use heddle_objects::types::{int, str};
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "Operator interface.\n\nThis module exports a set of functions implemented in C corresponding\n\
          to the intrinsic operators of Python.  For example, operator.add(x, y)\n\
          is equivalent to the expression x+y.  The function names are those\n\
          used for special methods; variants without leading and trailing\n\
          '__' are also provided for convenience.",
    types: &[&getters::ATTRGETTER, &getters::ITEMGETTER, &getters::METHODCALLER],
    ..NativeModule::new("_operator", FUNCTIONS)
};

macro_rules! binaries {
    ($($name:literal $iname:literal $op:ident $doc:literal)*) => {
        &[
            $(
                def_doc(concat!($name, "(a, b, /)"), |t, a| ops::binary(t, a[0], a[1], Binary::$op),
                    concat!("Same as ", $doc, ".")),
                def_doc(concat!($iname, "(a, b, /)"), |t, a| ops::inplace(t, a[0], a[1], Binary::$op),
                    concat!("Same as an in-place ", $doc, ".")),
            )*
        ]
    };
}

macro_rules! compares {
    ($($name:literal $op:ident $doc:literal)*) => {
        &[$(def_doc(concat!($name, "(a, b, /)"), |t, a| ops::compare(t, a[0], a[1], Compare::$op),
            concat!("Same as ", $doc, ".")),)*]
    };
}

const BINARIES: &[Def] = binaries! {
    "add" "iadd" Add "a + b"
    "sub" "isub" Sub "a - b"
    "mul" "imul" Mul "a * b"
    "matmul" "imatmul" MatMul "a @ b"
    "floordiv" "ifloordiv" FloorDiv "a // b"
    "truediv" "itruediv" TrueDiv "a / b"
    "mod" "imod" Mod "a % b"
    "lshift" "ilshift" LShift "a << b"
    "rshift" "irshift" RShift "a >> b"
    "and_" "iand" And "a & b"
    "xor" "ixor" Xor "a ^ b"
    "or_" "ior" Or "a | b"
    "pow" "ipow" Pow "a ** b"
};

const COMPARES: &[Def] = compares! {
    "lt" Lt "a < b"
    "le" Le "a <= b"
    "eq" Eq "a == b"
    "ne" Ne "a != b"
    "gt" Gt "a > b"
    "ge" Ge "a >= b"
};

const OTHERS: &[Def] = &[
    def_doc(
        "truth(a, /)",
        |t, a| Ok(Ref::bool(ops::truth(t, a[0])?)),
        "Return True if a is true, False otherwise.",
    ),
    def_doc("not_(a, /)", |t, a| Ok(Ref::bool(!ops::truth(t, a[0])?)), "Same as not a."),
    def_doc("is_(a, b, /)", |_, a| Ok(Ref::bool(a[0].is(a[1]))), "Same as a is b."),
    def_doc("is_not(a, b, /)", |_, a| Ok(Ref::bool(!a[0].is(a[1]))), "Same as a is not b."),
    def_doc("is_none(a, /)", |_, a| Ok(Ref::bool(a[0].is_none())), "Same as a is None."),
    def_doc("is_not_none(a, /)", |_, a| Ok(Ref::bool(!a[0].is_none())), "Same as a is not None."),
    def_doc("neg(a, /)", |t, a| ops::neg(t, a[0]), "Same as -a."),
    def_doc("pos(a, /)", |t, a| ops::pos(t, a[0]), "Same as +a."),
    def_doc("abs(a, /)", |t, a| ops::abs(t, a[0]), "Same as abs(a)."),
    def_doc("inv(a, /)", |t, a| ops::invert(t, a[0]), "Same as ~a."),
    def_doc("invert(a, /)", |t, a| ops::invert(t, a[0]), "Same as ~a."),
    def_doc("index(a, /)", |t, a| Ok(int::exact(t, ops::index(t, a[0])?.v())), "Same as a.__index__()"),
    def_doc("concat(a, b, /)", |t, a| concat(t, a[0], a[1], false), "Same as a + b, for a and b sequences."),
    def_doc("iconcat(a, b, /)", |t, a| concat(t, a[0], a[1], true), "Same as a += b, for a and b sequences."),
    def_doc(
        "contains(a, b, /)",
        |t, a| Ok(Ref::bool(ops::contains(t, a[0], a[1])?)),
        "Same as b in a (note reversed operands).",
    ),
    def_doc("getitem(a, b, /)", |t, a| ops::getitem(t, a[0], a[1]), "Same as a[b]."),
    def_doc(
        "setitem(a, b, c, /)",
        |t, a| ops::setitem(t, a[0], a[1], a[2]).map(|()| Ref::NONE),
        "Same as a[b] = c.",
    ),
    def_doc("delitem(a, b, /)", |t, a| ops::delitem(t, a[0], a[1]).map(|()| Ref::NONE), "Same as del a[b]."),
    def_doc("indexOf(a, b, /)", index_of, "Return the first index of b in a."),
    def_doc("countOf(a, b, /)", count_of, "Return the number of items in a which are, or which equal, b."),
    def_doc(
        "length_hint(obj, default=0, /)",
        length_hint,
        "Return an estimate of the number of items in obj.\n\n\
         This is useful for presizing containers when building from an iterable.\n\n\
         If the object supports len(), the result will be exact.\n\
         Otherwise, it may over- or under-estimate by an arbitrary amount.",
    ),
    def("_compare_digest(a, b, /)", compare_digest),
    def_doc("call", call, "Same as obj(*args, **kwargs)."),
];

const FUNCTIONS: &[Def] =
    &crate::util::join::<{ BINARIES.len() + COMPARES.len() + OTHERS.len() }>(&[BINARIES, COMPARES, OTHERS]);

fn is_sequence(v: Value) -> bool {
    let s = ops::slots_of(v);
    s.concat.is_some() || (s.getitem.is_some() && !heddle_objects::types::dict::is_dict(v))
}

fn concat(t: &Thread, a: Value, b: Value, inplace: bool) -> Res {
    let s = ops::slots_of(a);
    if let Some(f) = s.inplace_concat.filter(|_| inplace).or(s.concat) {
        return f(t, a, b);
    }
    if !is_sequence(a) || !is_sequence(b) {
        return Err(t.type_error(format_args!("'{}' object can't be concatenated", ops::type_name(a))));
    }
    if inplace { ops::inplace(t, a, b, Binary::Add) } else { ops::binary(t, a, b, Binary::Add) }
}

fn not_iterable(t: &Thread, v: Value) -> Res {
    match ops::iter(t, v) {
        Err(e) if e.is(&heddle_objects::types::exceptions::TYPE_ERROR) => {
            Err(t.type_error(format_args!("argument of type '{}' is not iterable", ops::type_name(v))))
        }
        other => other,
    }
}

fn index_of(t: &Thread, a: &[Value]) -> Res {
    let it = not_iterable(t, a[0])?;
    let mut n = 0;
    loop {
        let item = ops::next(t, it.v())?;
        if item.is_undef() {
            return Err(t.value_error("sequence.index(x): x not in sequence"));
        }
        if ops::equal(t, item.v(), a[1])? {
            return Ok(t.int(n));
        }
        n += 1;
        t.m.safepoint();
    }
}

fn count_of(t: &Thread, a: &[Value]) -> Res {
    let it = not_iterable(t, a[0])?;
    let mut n = 0;
    loop {
        let item = ops::next(t, it.v())?;
        if item.is_undef() {
            return Ok(t.int(n));
        }
        n += i64::from(ops::equal(t, item.v(), a[1])?);
        t.m.safepoint();
    }
}

fn length_hint(t: &Thread, a: &[Value]) -> Res {
    let default = if a[1].is_undef() { 0 } else { arg_size(t, a[1])? };
    // A negative default comes back as it is, unless the object knows better.
    let hint = ops::length_hint(t, a[0], usize::MAX)?;
    Ok(t.int(if hint == usize::MAX { default as i64 } else { hint as i64 }))
}

fn call(t: &Thread, a: &[Value]) -> Res {
    let args = heddle_objects::types::tuple::items(&a[0]);
    let Some((&callable, rest)) = args.split_first() else {
        return Err(t.type_error("call expected at least 1 argument, got 0"));
    };
    crate::util::call_with(t, callable, rest, a[1])
}

/// Compares without telling, by the time it takes, where two texts differ.
fn compare_digest(t: &Thread, a: &[Value]) -> Res {
    if str::is_str(a[0]) && str::is_str(a[1]) {
        return match (str::view(&a[0]), str::view(&a[1])) {
            (heddle_text::View::Ascii(x), heddle_text::View::Ascii(y)) => Ok(Ref::bool(same_bytes(x, y))),
            _ => Err(t.type_error("comparing strings with non-ASCII characters is not supported")),
        };
    }
    let (x, y) = (Buffer::get(t, a[0])?, Buffer::get(t, a[1])?);
    Ok(Ref::bool(same_bytes(&x, &y)))
}

fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    // The second is read whole, whatever the first is; the lengths are no secret.
    let first = if a.len() == b.len() { a } else { b };
    let mut differ = u8::from(a.len() != b.len());
    for (x, y) in first.iter().zip(b) {
        differ |= std::hint::black_box(x ^ y);
    }
    differ == 0
}
