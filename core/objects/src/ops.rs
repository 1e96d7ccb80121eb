//! The operations of the data model on any value: what the interpreter's instructions and natives call.
//!
//! Everything goes through the type's [`crate::slots::Slots`]. Fast paths for particular types are the interpreter's business.
//! Conventions: arguments are borrowed, results owned; UNDEF is "nothing" (exhausted, no such attribute).

use crate::attr;
use crate::error::{Raised, Res};
use crate::name;
use crate::native::Args;
use crate::payload::obj;
use crate::refs::Ref;
use crate::shape::shape_of;
use crate::slots::{Binary, Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{NativeType, Type, is_subtype, lookup, name_of};
use crate::types::{bool_, dict, exceptions as exc, float, int, list, set, singletons, str, tuple};
use crate::value::Value;

/// The type of a value; kept alive by the value.
#[inline(always)]
pub fn type_of(v: Value) -> Value {
    match v.as_obj() {
        Some(o) => shape_of(o).ty(),
        None => type_of_immediate(v),
    }
}

#[inline]
fn type_of_immediate(v: Value) -> Value {
    if v.is_small_int() {
        int::INT.get()
    } else if v.is_immediate_float() {
        float::FLOAT.get()
    } else if v.is_bool() {
        bool_::BOOL.get()
    } else {
        singletons::type_of(v)
    }
}

/// The payload of a value's type.
#[inline(always)]
pub fn type_data_of<'a>(v: Value) -> &'a Type {
    let ty = type_of(v);
    // SAFETY: a value's type is a type. `v` is alive, so is its type; and a type's payload does not move.
    unsafe { &*std::ptr::from_ref(ty.payload_unchecked::<Type>()) }
}

/// What a value can do.
#[inline(always)]
pub fn slots_of<'a>(v: Value) -> &'a Slots {
    type_data_of(v).slots()
}

/// The name of a value's type, for messages.
pub fn type_name(v: Value) -> String {
    name_of(type_of(v))
}

/// [`slots_of`] for who has found a slot empty: another thread may have given the class that dunder just now, and not yet published
/// what its instances can do. `None`: the class has none.
#[cold]
fn slots_again<'a>(t: &Thread, v: Value, dunder: Value) -> Option<&'a Slots> {
    if type_data_of(v).has(crate::typeobj::flags::IMMUTABLE) || lookup(t, type_of(v), dunder).is_undef() {
        return None;
    }
    crate::slotdefs::update(t, type_of(v));
    Some(slots_of(v))
}

/// Calls anything callable.
#[inline]
pub fn call(t: &Thread, callable: Value, args: Args) -> Res {
    match slots_of(callable).call {
        Some(f) => t.deeper(|| f(t, callable, args)),
        None => call_again(t, callable, args),
    }
}

#[cold]
fn call_again(t: &Thread, v: Value, args: Args) -> Res {
    match slots_again(t, v, name!(t, "__call__")).and_then(|slots| slots.call) {
        Some(f) => t.deeper(|| f(t, v, args)),
        None => Err(t.type_error(format_args!("'{}' object is not callable", type_name(v)))),
    }
}

/// Calls with positional arguments.
#[inline]
pub fn call_pos(t: &Thread, callable: Value, args: &[Value]) -> Res {
    call(t, callable, Args::pos(args))
}

/// Calls a method by name.
pub fn call_method(t: &Thread, v: Value, name: &str, args: &[Value]) -> Res {
    let name = t.intern(name);
    let method = getattr(t, v, name.v())?;
    call_pos(t, method.v(), args)
}

/// A special method of a value's type, bound to the value; UNDEF if the type has none. `name` is interned.
pub fn special(t: &Thread, v: Value, name: Value) -> Res {
    let found = lookup(t, type_of(v), name);
    if found.is_undef() { Ok(found) } else { bind(t, found, v) }
}

/// What a descriptor found on the type of `v` becomes when it is read through `v`.
pub fn bind(t: &Thread, found: Ref, v: Value) -> Res {
    match slots_of(found.v()).descr_get {
        Some(get) => get(t, found.v(), v, type_of(v)),
        None => Ok(found),
    }
}

/// Calls a special method by its interned name: UNDEF (no call) if the type has none. Makes no bound method.
pub fn call_special(t: &Thread, v: Value, name: Value, args: &[Value]) -> Res {
    let found = lookup(t, type_of(v), name);
    if found.is_undef() {
        return Ok(found);
    }
    if type_data_of(found.v()).has(crate::typeobj::flags::METHOD_DESCRIPTOR) {
        return call(t, found.v(), Args::pos(&Args::pos(args).with_first(v)));
    }
    let bound = bind(t, found, v)?;
    call_pos(t, bound.v(), args)
}

/// `getattr(v, name)`; the name is a str, interned for speed.
#[inline]
pub fn getattr(t: &Thread, v: Value, name: Value) -> Res {
    match slots_of(v).getattr {
        Some(f) => t.deeper(|| f(t, v, name)).map_err(|e| exc::with_attribute_context(t, e, v, name)),
        None => Err(t.no_attribute(v, name)),
    }
}

/// `getattr` by a Rust name.
pub fn getattr_str(t: &Thread, v: Value, name: &str) -> Res {
    let name = t.intern(name);
    getattr(t, v, name.v())
}

/// `getattr`, UNDEF instead of AttributeError.
pub fn getattr_opt(t: &Thread, v: Value, name: Value) -> Res {
    let slot = slots_of(v).getattr;
    let found = if attr::is_generic(slot) {
        t.deeper(|| attr::generic_getattr_opt(t, v, name))
    } else if slot.is_some_and(|f| f as usize == crate::types::type_::type_getattr as *const () as usize) {
        t.deeper(|| crate::types::type_::type_getattr_opt(t, v, name))
    } else {
        getattr(t, v, name)
    };
    match found {
        Err(e) if e.is(&exc::ATTRIBUTE_ERROR) => Ok(Ref::UNDEF),
        other => other,
    }
}

/// `setattr(v, name, value)`; UNDEF deletes.
#[inline]
pub fn setattr(t: &Thread, v: Value, name: Value, value: Value) -> Res<()> {
    match slots_of(v).setattr {
        Some(f) => t.deeper(|| f(t, v, name, value)),
        None => Err(t.no_attribute(v, name)),
    }
}

/// The truth of a value.
#[inline]
pub fn truth(t: &Thread, v: Value) -> Res<bool> {
    if v.is_bool() {
        return Ok(v.is(Value::TRUE));
    }
    if v.is_none() {
        return Ok(false);
    }
    if let Some(n) = v.as_small_int() {
        return Ok(n != 0);
    }
    let slots = slots_of(v);
    match (slots.bool, slots.len) {
        (Some(f), _) => f(t, v),
        (None, Some(f)) => Ok(f(t, v)? != 0),
        (None, None) => Ok(true),
    }
}

/// `repr(v)`
pub fn repr(t: &Thread, v: Value) -> Res {
    let Some(f) = slots_of(v).repr else {
        return Ok(t.str(&format!("<{} object>", type_name(v))));
    };
    let r = t.deeper(|| f(t, v))?;
    if !str::is_str(r.v()) {
        return Err(t.type_error(format_args!("__repr__ returned non-string (type {})", type_name(r.v()))));
    }
    Ok(r)
}

/// `str(v)`
pub fn to_str(t: &Thread, v: Value) -> Res {
    if str::STR.is_exact(v) {
        return Ok(Ref::new(v));
    }
    let Some(f) = slots_of(v).str else { return repr(t, v) };
    let r = t.deeper(|| f(t, v))?;
    if !str::is_str(r.v()) {
        return Err(t.type_error(format_args!("__str__ returned non-string (type {})", type_name(r.v()))));
    }
    Ok(r)
}

/// `repr(v)` as Rust text, lossy.
pub fn repr_text(t: &Thread, v: Value) -> Res<String> {
    Ok(str::lossy(repr(t, v)?.v()))
}

/// `str(v)` as Rust text, lossy.
pub fn str_text(t: &Thread, v: Value) -> Res<String> {
    Ok(str::lossy(to_str(t, v)?.v()))
}

/// `hash(v)`
#[inline]
pub fn hash(t: &Thread, v: Value) -> Res<i64> {
    match slots_of(v).hash {
        Some(f) => t.deeper(|| f(t, v)),
        None => Err(t.type_error(format_args!("unhashable type: '{}'", type_name(v)))),
    }
}

/// `a OP b` for a comparison.
pub fn compare(t: &Thread, a: Value, b: Value, op: Compare) -> Res {
    t.deeper(|| compare_inner(t, a, b, op))
}

fn compare_inner(t: &Thread, a: Value, b: Value, op: Compare) -> Res {
    let (ta, tb) = (type_of(a), type_of(b));
    let mut tried = false;
    if !ta.is(tb) && is_subtype(t, tb, ta) {
        if let Some(f) = slots_of(b).compare {
            tried = true;
            let r = f(t, b, a, op.reflected())?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
        }
    }
    if let Some(f) = slots_of(a).compare {
        let r = f(t, a, b, op)?;
        if !r.is_not_implemented() {
            return Ok(r);
        }
    }
    if !tried && let Some(f) = slots_of(b).compare {
        let r = f(t, b, a, op.reflected())?;
        if !r.is_not_implemented() {
            return Ok(r);
        }
    }
    match op {
        Compare::Eq => Ok(Ref::bool(a.is(b))),
        Compare::Ne => Ok(Ref::bool(!a.is(b))),
        _ => Err(t.type_error(format_args!(
            "'{}' not supported between instances of '{}' and '{}'",
            op.symbol(),
            type_name(a),
            type_name(b)
        ))),
    }
}

/// The truth of a comparison.
pub fn compare_bool(t: &Thread, a: Value, b: Value, op: Compare) -> Res<bool> {
    let r = compare(t, a, b, op)?;
    truth(t, r.v())
}

/// `a is b or a == b`: how containers compare.
#[inline]
pub fn equal(t: &Thread, a: Value, b: Value) -> Res<bool> {
    if a.is(b) {
        return Ok(true);
    }
    compare_bool(t, a, b, Compare::Eq)
}

fn try_binary(t: &Thread, a: Value, b: Value, op: Binary) -> Res {
    let k = op as usize;
    let (fa, fb) = (slots_of(a).binary[k], slots_of(b).binary[k]);
    let (ta, tb) = (type_of(a), type_of(b));
    let fb = if ta.is(tb) || (fa.is_some() && fa.map(|f| f as usize) == fb.map(|f| f as usize)) {
        None
    } else {
        fb
    };
    if let (Some(_), Some(f)) = (fa, fb)
        && is_subtype(t, tb, ta)
    {
        let r = f(t, a, b)?;
        if !r.is_not_implemented() {
            return Ok(r);
        }
        return match fa {
            Some(f) => f(t, a, b),
            None => Ok(r),
        };
    }
    if let Some(f) = fa {
        let r = f(t, a, b)?;
        if !r.is_not_implemented() {
            return Ok(r);
        }
    }
    match fb {
        Some(f) => f(t, a, b),
        None => Ok(Ref::NOT_IMPLEMENTED),
    }
}

fn binary_inner(t: &Thread, a: Value, b: Value, op: Binary, symbol: &str) -> Res {
    let r = try_binary(t, a, b, op)?;
    if !r.is_not_implemented() {
        return Ok(r);
    }
    let (sa, sb) = (slots_of(a), slots_of(b));
    match op {
        Binary::Add => {
            if let Some(f) = sa.concat {
                return f(t, a, b);
            }
        }
        Binary::Mul => {
            if let Some(f) = sa.repeat {
                return repeat(t, f, a, b);
            }
            if let Some(f) = sb.repeat {
                return repeat(t, f, b, a);
            }
        }
        _ => {}
    }
    Err(unsupported(t, a, b, symbol))
}

fn repeat(t: &Thread, f: fn(&Thread, Value, Value) -> Res, sequence: Value, count: Value) -> Res {
    if slots_of(count).index.is_none() {
        return Err(
            t.type_error(format_args!("can't multiply sequence by non-int of type '{}'", type_name(count)))
        );
    }
    let n = index(t, count)?;
    f(t, sequence, n.v())
}

#[cold]
fn unsupported(t: &Thread, a: Value, b: Value, symbol: &str) -> Raised {
    t.type_error(format_args!(
        "unsupported operand type(s) for {symbol}: '{}' and '{}'",
        type_name(a),
        type_name(b)
    ))
}

/// `a OP b`
pub fn binary(t: &Thread, a: Value, b: Value, op: Binary) -> Res {
    t.deeper(|| binary_inner(t, a, b, op, op.symbol()))
}

/// `a OP= b`: what `a` becomes.
pub fn inplace(t: &Thread, a: Value, b: Value, op: Binary) -> Res {
    t.deeper(|| {
        // Copied out: what runs below may change the class, whose slots are then retired.
        let slots = slots_of(a);
        let (own, concat, repeated) =
            (slots.inplace[op as usize], slots.inplace_concat, slots.inplace_repeat);
        if let Some(f) = own {
            let r = f(t, a, b)?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
        }
        match op {
            Binary::Add if concat.is_some() => {
                let r = try_binary(t, a, b, op)?;
                if !r.is_not_implemented() {
                    return Ok(r);
                }
                if let Some(f) = concat {
                    return f(t, a, b);
                }
            }
            Binary::Mul if repeated.is_some() => {
                let r = try_binary(t, a, b, op)?;
                if !r.is_not_implemented() {
                    return Ok(r);
                }
                if let Some(f) = repeated {
                    return repeat(t, f, a, b);
                }
            }
            _ => {}
        }
        let symbol = match op {
            Binary::Pow => "** or pow()=".replace(" or pow()", ""),
            other => format!("{}=", other.symbol()),
        };
        binary_inner(t, a, b, op, &symbol)
    })
}

/// `pow(a, b, c)`
pub fn pow3(t: &Thread, a: Value, b: Value, c: Value) -> Res {
    if c.is_none() {
        return binary(t, a, b, Binary::Pow);
    }
    let [fa, mut fb, mut fc] = [a, b, c].map(|v| slots_of(v).pow3);
    let same = |f: Option<crate::slots::TernaryFn>, g: Option<crate::slots::TernaryFn>| {
        f.map(|f| f as usize) == g.map(|g| g as usize)
    };
    if type_of(a).is(type_of(b)) || same(fa, fb) {
        fb = None;
    }
    if same(fa, fc) || same(fb, fc) {
        fc = None;
    }
    let derived = fa.is_some() && fb.is_some() && is_subtype(t, type_of(b), type_of(a));
    for f in if derived { [fb, fa, fc] } else { [fa, fb, fc] }.into_iter().flatten() {
        let r = f(t, a, b, c)?;
        if !r.is_not_implemented() {
            return Ok(r);
        }
    }
    Err(t.type_error(format_args!(
        "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
        type_name(a),
        type_name(b),
        type_name(c)
    )))
}

fn unary(t: &Thread, v: Value, f: Option<fn(&Thread, Value) -> Res>, symbol: &str) -> Res {
    match f {
        Some(f) => t.deeper(|| f(t, v)),
        None => Err(t.type_error(format_args!("bad operand type for {symbol}: '{}'", type_name(v)))),
    }
}

/// `-v`
pub fn neg(t: &Thread, v: Value) -> Res {
    unary(t, v, slots_of(v).neg, "unary -")
}

/// `+v`
pub fn pos(t: &Thread, v: Value) -> Res {
    unary(t, v, slots_of(v).pos, "unary +")
}

/// `~v`
pub fn invert(t: &Thread, v: Value) -> Res {
    unary(t, v, slots_of(v).invert, "unary ~")
}

/// `abs(v)`
pub fn abs(t: &Thread, v: Value) -> Res {
    unary(t, v, slots_of(v).abs, "abs()")
}

/// `operator.index(v)`: an int.
pub fn index(t: &Thread, v: Value) -> Res {
    if v.is_small_int() || int::is_int(v) {
        return Ok(Ref::new(v));
    }
    let Some(f) = slots_of(v).index else {
        return Err(
            t.type_error(format_args!("'{}' object cannot be interpreted as an integer", type_name(v)))
        );
    };
    let r = f(t, v)?;
    if !int::is_int(r.v()) {
        return Err(t.type_error(format_args!("__index__ returned non-int (type {})", type_name(r.v()))));
    }
    if r.is_bool() || (!r.is_small_int() && !int::INT.is_exact(r.v())) {
        crate::numeric::deprecated_subclass(t, "__index__", "int", r.v())?;
    }
    Ok(r)
}

/// An index as a machine word; one that does not fit raises IndexError ("cannot fit 'int' into an index-sized integer").
pub fn index_isize(t: &Thread, v: Value) -> Res<isize> {
    if let Some(n) = v.as_small_int() {
        return Ok(n as isize);
    }
    let n = index(t, v)?;
    int::to_i64(n.v()).map(|n| n as isize).ok_or_else(|| {
        t.index_error(format_args!("cannot fit '{}' into an index-sized integer", type_name(v)))
    })
}

/// An index as a machine word, clamped to its range.
pub fn index_clamped(t: &Thread, v: Value) -> Res<isize> {
    if let Some(n) = v.as_small_int() {
        return Ok(n as isize);
    }
    let n = index(t, v)?;
    Ok(int::to_i64(n.v())
        .map_or(if int::is_negative(n.v()) { isize::MIN } else { isize::MAX }, |n| n as isize))
}

/// An int argument as a machine word; OverflowError if it does not fit.
pub fn arg_i64(t: &Thread, v: Value) -> Res<i64> {
    let n = index(t, v)?;
    int::to_i64(n.v()).ok_or_else(|| t.overflow_error("Python int too large to convert to C long"))
}

/// A C `int` argument.
pub fn arg_i32(t: &Thread, v: Value) -> Res<i32> {
    let n = arg_i64(t, v)?;
    i32::try_from(n).map_err(|_| {
        t.overflow_error(if n > 0 {
            "signed integer is greater than maximum"
        } else {
            "signed integer is less than minimum"
        })
    })
}

/// A float argument: `float(v)` of anything with `__float__` or `__index__`.
pub fn arg_f64(t: &Thread, v: Value) -> Res<f64> {
    float::from_any(t, v)
}

/// `iter(v)`
pub fn iter(t: &Thread, v: Value) -> Res {
    let slots = slots_of(v);
    if let Some(f) = slots.iter {
        let it = t.deeper(|| f(t, v))?;
        if slots_of(it.v()).next.is_none() {
            return Err(
                t.type_error(format_args!("iter() returned non-iterator of type '{}'", type_name(it.v())))
            );
        }
        return Ok(it);
    }
    if slots.getitem.is_some()
        && !dict::DICT.is_instance(v)
        && !type_data_of(v).has(crate::typeobj::flags::MAPPING)
    {
        return Ok(crate::types::iterators::sequence_iter(t, v));
    }
    Err(t.type_error(format_args!("'{}' object is not iterable", type_name(v))))
}

/// `next(it)`, UNDEF when exhausted, also where a StopIteration says so.
#[inline]
pub fn next(t: &Thread, it: Value) -> Res {
    match slots_of(it).next {
        Some(f) => match t.deeper(|| crate::pending::poll(t).and_then(|()| f(t, it))) {
            Err(e) if e.is(&exc::STOP_ITERATION) => Ok(Ref::UNDEF),
            other => other,
        },
        None => Err(t.type_error(format_args!("'{}' object is not an iterator", type_name(it)))),
    }
}

/// Calls `f` with each item of an iterable.
pub fn for_each(t: &Thread, v: Value, mut f: impl FnMut(Ref) -> Res<()>) -> Res<()> {
    if tuple::TUPLE.is_exact(v) {
        return tuple::items(&v).iter().try_for_each(|&item| f(Ref::new(item)));
    }
    let it = iter(t, v)?;
    loop {
        t.m.safepoint();
        let item = next(t, it.v())?;
        if item.is_undef() {
            return Ok(());
        }
        f(item)?;
    }
}

/// The items of an iterable.
pub fn collect(t: &Thread, v: Value) -> Res<Vec<Ref>> {
    if list::LIST.is_exact(v) {
        return Ok(list::snapshot(t, v));
    }
    // One state of a dict, a view or a set, whatever other threads do.
    if let Some(items) = dict::view_snapshot(t, v) {
        return Ok(items);
    }
    if set::SET.is_exact(v) || set::FROZENSET.is_exact(v) {
        return Ok(set::items(t, v));
    }
    let mut items = Vec::new();
    for_each(t, v, |item| {
        items.push(item);
        Ok(())
    })?;
    Ok(items)
}

/// `len(v)`
pub fn len(t: &Thread, v: Value) -> Res<usize> {
    match slots_of(v).len.or_else(|| slots_again(t, v, name!(t, "__len__"))?.len) {
        Some(f) => t.deeper(|| f(t, v)),
        None => Err(t.type_error(format_args!("object of type '{}' has no len()", type_name(v)))),
    }
}

/// `operator.length_hint(v, default)`
pub fn length_hint(t: &Thread, v: Value, default: usize) -> Res<usize> {
    if let Some(f) = slots_of(v).len {
        match f(t, v) {
            Err(e) if e.is(&exc::TYPE_ERROR) => {}
            other => return other,
        }
    }
    let name = name!(t, "__length_hint__");
    let hint = match call_special(t, v, name, &[]) {
        Err(e) if e.is(&exc::TYPE_ERROR) => return Ok(default),
        other => other?,
    };
    if hint.is_undef() || hint.is_not_implemented() {
        return Ok(default);
    }
    if !int::is_int(hint.v()) {
        return Err(
            t.type_error(format_args!("__length_hint__ must be an integer, not {}", type_name(hint.v())))
        );
    }
    let n = index_isize(t, hint.v())?;
    usize::try_from(n).map_err(|_| t.value_error("__length_hint__() should return >= 0"))
}

/// `v[key]`
pub fn getitem(t: &Thread, v: Value, key: Value) -> Res {
    if let Some(f) = slots_of(v).getitem {
        return t.deeper(|| f(t, v, key));
    }
    if crate::types::type_::is_type(v) {
        return crate::types::type_::class_getitem(t, v, key);
    }
    if let Some(f) = slots_again(t, v, name!(t, "__getitem__")).and_then(|slots| slots.getitem) {
        return t.deeper(|| f(t, v, key));
    }
    Err(t.type_error(format_args!("'{}' object is not subscriptable", type_name(v))))
}

/// `v[key] = value`
pub fn setitem(t: &Thread, v: Value, key: Value, value: Value) -> Res<()> {
    match slots_of(v).setitem.or_else(|| slots_again(t, v, name!(t, "__setitem__"))?.setitem) {
        Some(f) => t.deeper(|| f(t, v, key, value)),
        None => Err(t.type_error(format_args!("'{}' object does not support item assignment", type_name(v)))),
    }
}

/// `del v[key]`
pub fn delitem(t: &Thread, v: Value, key: Value) -> Res<()> {
    match slots_of(v).setitem {
        Some(f) => t.deeper(|| f(t, v, key, Value::UNDEF)),
        None => Err(t.type_error(format_args!("'{}' object doesn't support item deletion", type_name(v)))),
    }
}

/// `item in v`
pub fn contains(t: &Thread, v: Value, item: Value) -> Res<bool> {
    let slots = slots_of(v);
    if let Some(f) = slots.contains {
        return t.deeper(|| f(t, v, item));
    }
    if slots.iter.is_none() && slots.getitem.is_none() {
        return Err(
            t.type_error(format_args!("argument of type '{}' is not a container or iterable", type_name(v)))
        );
    }
    let it = iter(t, v)?;
    loop {
        let next = next(t, it.v())?;
        if next.is_undef() {
            return Ok(false);
        }
        if equal(t, next.v(), item)? {
            return Ok(true);
        }
    }
}

/// `isinstance(v, class_or_tuple)`
pub fn is_instance(t: &Thread, v: Value, class: Value) -> Res<bool> {
    if type_of(v).is(class) {
        return Ok(true);
    }
    crate::types::type_::is_instance(t, v, class)
}

/// `issubclass(sub, class_or_tuple)`
pub fn is_subclass(t: &Thread, sub: Value, class: Value) -> Res<bool> {
    crate::types::type_::is_subclass(t, sub, class)
}

/// `format(v, spec)`
pub fn format(t: &Thread, v: Value, spec: Value) -> Res {
    if str::len(spec) == 0 && str::STR.is_exact(v) {
        return Ok(Ref::new(v));
    }
    let name = name!(t, "__format__");
    let r = call_special(t, v, name, &[spec])?;
    if r.is_undef() {
        return Err(t.type_error(format_args!("Type {} doesn't define __format__", type_name(v))));
    }
    if !str::is_str(r.v()) {
        return Err(t.type_error(format_args!("__format__ must return a str, not {}", type_name(r.v()))));
    }
    Ok(r)
}

/// Whether a value can be called.
pub fn is_callable(v: Value) -> bool {
    slots_of(v).call.is_some()
}

/// `v.__dict__` of an object whose type has one: the dict, made if need be; UNDEF if the type has none.
pub fn instance_dict(t: &Thread, v: Value) -> Ref {
    attr::instance_dict(t, v)
}

/// An argument that must be an instance of a native type: TypeError if not.
pub fn check_arg(t: &Thread, v: Value, ty: &NativeType, function: &str) -> Res<()> {
    if ty.is_instance(v) {
        return Ok(());
    }
    Err(t.type_error(format_args!(
        "{function}() argument must be {}, not {}",
        crate::typeobj::split_name(ty.def.name).1,
        type_name(v)
    )))
}

/// The object behind a value's header; for natives that lock it.
#[inline(always)]
pub fn object(v: Value) -> heddle_gc::Obj {
    obj(v)
}
