//! What tests of natives need before there is an interpreter: short names, and "Python functions" whose code is a number.
#![allow(dead_code)]

use heddle_objects::types::{dict, function, str, tuple, type_};
use heddle_objects::{Args, Ref, Res, Thread, Value, ops};

/// The body of a test's function: its number is the code.
pub type Body = fn(&Thread, &[Value]) -> Res;

static BODIES: [Body; 6] = [
    // 0: its last argument
    |_, a| Ok(a.last().map_or(Ref::NONE, |&v| Ref::new(v))),
    // 1: the tuple of its arguments
    |t, a| Ok(tuple::from_values(t, a)),
    // 2: a dict
    |t, _| {
        let d = dict::new(t);
        dict::set(t, d.v(), t.intern("x").v(), Value::int32(7))?;
        Ok(d)
    },
    // 3: its first argument
    |_, a| Ok(Ref::new(a[0])),
    // 4: raises
    |t, _| Err(t.value_error("no")),
    // 5: an AttributeError
    |t, _| Err(t.attribute_error("inside")),
];

fn call_function(t: &Thread, f: Value, args: Args) -> Res {
    let data = f.payload::<function::Function>().ok_or_else(|| t.type_error("no function"))?;
    let k = data.code.get(t, ops::object(f)).as_small_int().unwrap_or(0) as usize;
    BODIES[k](t, args.all)
}

/// Runs `f` on a thread where everything is set up.
pub fn python(f: impl FnOnce(&Thread)) {
    Thread::enter(&heddle_objects::runtime(), |t| {
        heddle_objects::boot(t);
        function::set_call(call_function);
        f(t);
    });
}

/// A function with one of the bodies above.
pub fn func(t: &Thread, name: &str, body: usize) -> Ref {
    let globals = dict::new(t);
    function::make(
        t,
        function::Parts {
            code: Value::int32(body as i32),
            globals: globals.v(),
            builtins: globals.v(),
            name: t.str(name),
            qualname: t.str(&format!("Q.{name}")),
            module: t.str("mod"),
            doc: t.str("the doc"),
        },
    )
}

/// A class.
pub fn class(t: &Thread, name: &str, bases: &[Value], entries: &[(&str, Value)]) -> Res {
    let ns = dict::new(t);
    for (key, value) in entries {
        dict::set(t, ns.v(), t.intern(key).v(), *value)?;
    }
    let bases = tuple::from_values(t, bases);
    ops::call_pos(t, type_::TYPE.get(), &[t.str(name).v(), bases.v(), ns.v()])
}

/// `repr` of what came, or the class and text of what was raised.
pub fn show(t: &Thread, r: Res) -> String {
    match r {
        Ok(v) if v.is_undef() => "UNDEF".to_string(),
        Ok(v) if v.is_small_int() => v.as_small_int().unwrap_or(0).to_string(),
        Ok(v) if v.is_bool() => (if v.is(Value::TRUE) { "True" } else { "False" }).to_string(),
        Ok(v) if str::STR.is_exact(v.v()) => format!("'{}'", str::lossy(v.v())),
        Ok(v) => ops::repr_text(t, v.v()).unwrap_or_else(|e| ops::str_text(t, e.0.v()).unwrap_or_default()),
        Err(e) => {
            let args = heddle_objects::types::exceptions::args(t, e.0.v());
            let first = tuple::items(&args).first().map_or("?".to_string(), |v| str::lossy(*v));
            format!("{}: {first}", ops::type_name(e.0.v()))
        }
    }
}

/// `v.name`, shown.
pub fn attr(t: &Thread, v: Value, name: &str) -> String {
    show(t, ops::getattr_str(t, v, name))
}

/// `v.name = new`, shown.
pub fn set(t: &Thread, v: Value, name: &str, new: Value) -> String {
    show(t, ops::setattr(t, v, t.intern(name).v(), new).map(|()| Ref::NONE))
}

/// `v(...)`, shown.
pub fn call(t: &Thread, v: Value, args: &[Value]) -> String {
    show(t, ops::call_pos(t, v, args))
}

/// `v.name(...)`, shown.
pub fn method(t: &Thread, v: Value, name: &str, args: &[Value]) -> String {
    show(t, ops::call_method(t, v, name, args))
}
