//! What the native modules share: constructors with signatures, small conversions. Must never know any one module.

use heddle_objects::native::{ArgVec, Args, Def, def};
use heddle_objects::typeobj::type_data;
use heddle_objects::types::{dict, int};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};

/// Fills a `new` slot: `new!(s, "count($type, start=0, step=1)", f)`, where `f` gets the class first.
macro_rules! new {
    ($s:ident, $sig:literal, $f:expr) => {
        $s.new = Some(|t, cls, args| {
            static SIG: heddle_objects::native::LazySignature =
                heddle_objects::native::LazySignature::new($sig);
            SIG.call(t, cls, args, $f)
        })
    };
}

/// Fills an `init` slot, as [`new!`] does.
macro_rules! init {
    ($s:ident, $sig:literal, $f:expr) => {
        $s.init = Some(|t, this, args| {
            static SIG: heddle_objects::native::LazySignature =
                heddle_objects::native::LazySignature::new($sig);
            SIG.call(t, this, args, $f).map(drop)
        })
    };
}

pub(crate) use {init, new};

/// The shape of new instances of a class.
#[inline]
pub fn shape_of_class(cls: Value) -> u32 {
    type_data(&cls).first_shape.load(Relaxed)
}

/// `__iter__` of iterators.
pub fn same(_: &Thread, v: Value) -> Res {
    Ok(Ref::new(v))
}

/// `T[x]` of types that take parameters for annotations only.
pub fn class_getitem(t: &Thread, a: &[Value]) -> Res {
    heddle_objects::types::type_attrs::generic_alias(t, a[0], a[1])
}

/// A bool argument with a default.
pub fn flag(t: &Thread, v: Value, default: bool) -> Res<bool> {
    if v.is_undef() { Ok(default) } else { ops::truth(t, v) }
}

/// `PyNumber_Check`: whether a value is a number of any kind.
pub fn is_number(v: Value) -> bool {
    let s = ops::slots_of(v);
    s.index.is_some() || s.int.is_some() || s.float.is_some()
}

/// A `Py_ssize_t` argument: OverflowError if it does not fit.
pub fn arg_size(t: &Thread, v: Value) -> Res<isize> {
    let n = ops::index(t, v)?;
    int::to_i64(n.v())
        .map(|n| n as isize)
        .ok_or_else(|| t.overflow_error("Python int too large to convert to C ssize_t"))
}

/// TypeError if there are named arguments.
pub fn no_keywords(t: &Thread, name: &str, args: Args) -> Res<()> {
    if args.names.is_empty() {
        return Ok(());
    }
    Err(t.type_error(format_args!("{name}() takes no keyword arguments")))
}

/// The one argument of a call, as `PyArg_UnpackTuple` checks it.
pub fn one_argument(t: &Thread, name: &str, args: Args) -> Res<Value> {
    no_keywords(t, name, args)?;
    match args.all {
        [v] => Ok(*v),
        all => Err(t.type_error(format_args!("{name} expected 1 argument, got {}", all.len()))),
    }
}

/// `a, b=c`: arguments as a repr shows them.
pub fn shown_arguments(t: &Thread, args: &[Value], kwargs: &[(Ref, Ref)]) -> Res<String> {
    let mut parts = Vec::with_capacity(args.len() + kwargs.len());
    for &v in args {
        parts.push(ops::repr_text(t, v)?);
    }
    for (k, v) in kwargs {
        parts.push(format!("{}={}", ops::str_text(t, k.v())?, ops::repr_text(t, v.v())?));
    }
    Ok(parts.join(", "))
}

/// Calls with positional arguments and a dict of named ones.
pub fn call_with(t: &Thread, callable: Value, args: &[Value], kwargs: Value) -> Res {
    if kwargs.is_none_or_undef() || dict::len(t, kwargs) == 0 {
        return ops::call_pos(t, callable, args);
    }
    let pairs = dict::items(t, kwargs);
    let mut all = ArgVec::from_slice(args);
    all.extend(pairs.iter().map(|(_, v)| v.v()));
    let names: ArgVec = pairs.iter().map(|(k, _)| k.v()).collect();
    ops::call(t, callable, Args { all: &all, names: &names })
}

/// Named arguments as a new dict.
pub fn kwargs_dict(t: &Thread, args: Args) -> Res {
    let d = dict::new(t);
    for (name, value) in args.pairs() {
        dict::set(t, d.v(), name, value)?;
    }
    Ok(d)
}

/// `module.qualname` of a type, as CPython's `%S.%S` of both shows it.
pub fn full_name(t: &Thread, ty: Value) -> Res<String> {
    let qualname = ops::getattr_str(t, ty, "__qualname__")?;
    let module = ops::getattr_str(t, ty, "__module__")?;
    Ok(format!("{}.{}", ops::str_text(t, module.v())?, ops::str_text(t, qualname.v())?))
}

/// The name of a value's type without its module, as reprs begin.
pub fn short_name(v: Value) -> String {
    let name = ops::type_name(v);
    name.rsplit_once('.').map_or(name.clone(), |(_, last)| last.to_string())
}

/// A bound of `index(value, start, stop)`: clamped to the machine's words.
pub fn slice_index(t: &Thread, v: Value) -> Res<isize> {
    if ops::slots_of(v).index.is_none() && !int::is_int(v) {
        return Err(t.type_error("slice indices must be integers or have an __index__ method"));
    }
    ops::index_clamped(t, v)
}

/// An object of which there is one in the process, made when first asked for; `place` is 0 until then.
pub fn singleton(t: &Thread, place: &AtomicU64, make: impl FnOnce(&Thread) -> Ref) -> Ref {
    // Acquire: pairs with the Release below.
    let bits = place.load(Acquire);
    if bits != 0 {
        // SAFETY: immortal.
        return Ref::new(unsafe { Value::from_bits(bits) });
    }
    let new = make(t);
    // SAFETY: held.
    unsafe {
        t.m.mark_seen(new.obj());
        t.m.immortalise(new.obj());
    }
    match place.compare_exchange(0, new.v().bits(), AcqRel, Acquire) {
        Ok(_) => new,
        // SAFETY: immortal, as the other thread made it.
        Err(theirs) => Ref::new(unsafe { Value::from_bits(theirs) }),
    }
}

/// An argument that must be a list; `at` is its place, `None` if it is the only one.
pub fn list_arg(t: &Thread, function: &str, at: Option<usize>, v: Value) -> Res<()> {
    if heddle_objects::types::list::is_list(v) {
        return Ok(());
    }
    let which = at.map_or(String::new(), |k| format!(" {k}"));
    Err(t.type_error(format_args!("{function}() argument{which} must be list, not {}", ops::type_name(v))))
}

/// Between two sleeps: lets the world stop, and raises what a signal or another thread wants raised here.
pub fn check_signals(t: &Thread) -> Res<()> {
    heddle_interp::safepoint(t)
}

/// Tables of functions as one.
pub const fn join<const N: usize>(tables: &[&[Def]]) -> [Def; N] {
    let mut all = [const { def("", |_, _| Ok(Ref::NONE)) }; N];
    let (mut n, mut table) = (0, 0);
    while table < tables.len() {
        let mut k = 0;
        while k < tables[table].len() {
            all[n] = tables[table][k];
            n += 1;
            k += 1;
        }
        table += 1;
    }
    all
}

/// A complex number of anything that can be one; `None` if it cannot.
pub fn complex_of(t: &Thread, v: Value) -> Res<Option<heddle_numeric::Complex>> {
    use heddle_numeric::Complex;
    if let Some(f) = heddle_objects::types::float::get(v) {
        return Ok(Some(Complex::new(f, 0.0)));
    }
    if let Some(z) = heddle_objects::types::complex::get(v) {
        return Ok(Some(z));
    }
    let r = ops::call_special(t, v, t.intern("__complex__").v(), &[])?;
    if !r.is_undef() {
        return match heddle_objects::types::complex::get(r.v()) {
            Some(z) => Ok(Some(z)),
            None => Err(t.type_error(format_args!(
                "{}.__complex__() must return a complex, not {}",
                ops::type_name(v),
                ops::type_name(r.v())
            ))),
        };
    }
    if !is_number(v) {
        return Ok(None);
    }
    Ok(Some(Complex::new(ops::arg_f64(t, v)?, 0.0)))
}

/// A complex object.
pub fn complex(t: &Thread, re: f64, im: f64) -> Ref {
    t.complex(re, im)
}

/// A module by its name, imported if need be.
pub fn import(t: &Thread, name: &str) -> Res {
    let import = heddle_objects::builtin_function(t, "__import__");
    let (name, wanted) = (t.str(name), t.intern("__name__"));
    // With something wanted from it, the module itself comes and not its package.
    let wanted = heddle_objects::types::tuple::from_values(t, &[wanted.v()]);
    ops::call_pos(t, import.v(), &[name.v(), Value::NONE, Value::NONE, wanted.v()])
}
