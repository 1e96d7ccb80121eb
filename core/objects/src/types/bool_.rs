//! `bool`: True and False, which are immediates. Their arithmetic is that of `int`, but that logic stays in `bool`.

use crate::error::Res;
use crate::native::Args;
use crate::ops;
use crate::refs::Ref;
use crate::slots::{Binary, Slots};
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::types::int;
use crate::value::Value;

/// The type `bool`.
pub static BOOL: NativeType = NativeType::new(TypeDef {
    base: Some(&int::INT),
    flags: flags::LONG_SUBCLASS | flags::MATCH_SELF,
    doc: "Returns True when the argument is true, False otherwise.\nThe builtins True and False are the only two instances of \
          the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.",
    ..TypeDef::new("bool", <int::Int as crate::payload::Payload>::vtable, slots)
});

const INVERSION: &str = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the \
     underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean \
     negation or ~int(x) if you really want the bitwise inversion of the underlying int.";

fn slots(s: &mut Slots) {
    s.new = Some(new);
    s.repr = Some(|t, v| Ok(t.intern(if v.is(Value::TRUE) { "True" } else { "False" })));
    s.invert = Some(|t, v| {
        crate::numeric::deprecated(t, INVERSION)?;
        Ok(t.int(if v.is(Value::TRUE) { -2 } else { -1 }))
    });
    s.binary[Binary::And as usize] = Some(|t, a, b| logic(t, a, b, Binary::And, |x, y| x & y));
    s.binary[Binary::Or as usize] = Some(|t, a, b| logic(t, a, b, Binary::Or, |x, y| x | y));
    s.binary[Binary::Xor as usize] = Some(|t, a, b| logic(t, a, b, Binary::Xor, |x, y| x ^ y));
}

fn new(t: &Thread, _cls: Value, args: Args) -> Res {
    if !args.names.is_empty() {
        return Err(t.type_error("bool() takes no keyword arguments"));
    }
    match args.all {
        [] => Ok(Ref::FALSE),
        [v] => Ok(Ref::bool(ops::truth(t, *v)?)),
        more => Err(t.type_error(format_args!("bool expected at most 1 argument, got {}", more.len()))),
    }
}

fn logic(t: &Thread, a: Value, b: Value, op: Binary, f: fn(bool, bool) -> bool) -> Res {
    if a.is_bool() && b.is_bool() {
        return Ok(Ref::bool(f(a.is(Value::TRUE), b.is(Value::TRUE))));
    }
    int::logic(t, a, b, op)
}
