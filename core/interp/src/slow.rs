//! Instructions whose work is not in the loop: building, unpacking, formatting, importing, intrinsics.

use crate::frame::{Frame, release};
use heddle_bytecode::op::INTRINSICS;
use heddle_objects::names::Name;
use heddle_objects::native::ArgVec;
use heddle_objects::types::{dict, exceptions as exc, list, str, tuple};
use heddle_objects::{Raised, Ref, Res, Thread, Value, name, ops};
use smallvec::SmallVec;

/// LOAD_COMMON
pub fn common(t: &Thread, which: usize) -> Ref {
    match which {
        0 => exc::ASSERTION_ERROR.get_ref(),
        1 => exc::NOT_IMPLEMENTED_ERROR.get_ref(),
        2 => tuple::TUPLE.get_ref(),
        3 => heddle_objects::builtin_function(t, "all"),
        _ => heddle_objects::builtin_function(t, "any"),
    }
}

/// `x % y` of doubled small ints with Python's sign, doubled.
#[inline(always)]
pub fn small_mod(x: i64, y: i64) -> Option<i64> {
    if y == 0 {
        return None;
    }
    // Both are doubled, so is the remainder.
    let r = x.wrapping_rem(y);
    Some(if r != 0 && (r ^ y) < 0 { r + y } else { r })
}

/// `x // y` of doubled small ints, doubled.
#[inline(always)]
pub fn small_floor_div(x: i64, y: i64) -> Option<i64> {
    if y == 0 || y == -2 {
        return None;
    }
    let (q, r) = (x / y, x % y);
    Some((if r != 0 && (r ^ y) < 0 { q - 1 } else { q }) << 1)
}

/// `x << y` of doubled small ints, doubled.
#[inline(always)]
pub fn small_shl(x: i64, y: i64) -> Option<i64> {
    let n = y >> 1;
    if !(0..62).contains(&n) {
        return None;
    }
    let r = x << n;
    (r >> n == x).then_some(r)
}

/// `x >> y` of doubled small ints, doubled.
#[inline(always)]
pub fn small_shr(x: i64, y: i64) -> Option<i64> {
    let n = y >> 1;
    if n < 0 {
        return None;
    }
    Some(((x >> 1) >> n.min(63)) << 1)
}

/// `v[k]` of a list or tuple and an index that is there; UNDEF if it is anything else.
#[inline(always)]
pub fn item(t: &Thread, v: Value, k: Value) -> Ref {
    let Some(n) = k.as_small_int() else { return Ref::UNDEF };
    if list::LIST.has_shape_of(v) {
        // SAFETY: its shape says so. (A negative index is a huge one.)
        unsafe { list::get_unchecked(t, v, n as usize) }
    } else if tuple::TUPLE.has_shape_of(v) {
        // SAFETY: as above.
        let items = unsafe { v.payload_unchecked::<tuple::Tuple>() }.items();
        items.get(n as usize).map_or(Ref::UNDEF, |item| t.hold(*item))
    } else {
        Ref::UNDEF
    }
}

/// `v[k]`, fast for dicts.
#[inline]
pub fn subscript(t: &Thread, v: Value, k: Value) -> Res {
    if dict::DICT.has_shape_of(v) {
        let found = dict::get(t, v, k)?;
        if !found.is_undef() {
            return Ok(found);
        }
    }
    ops::getitem(t, v, k)
}

/// What `__init__` returned was not None.
#[cold]
pub fn init_returned(t: &Thread, v: Value) -> Raised {
    t.type_error(format_args!("__init__() should return None, not '{}'", ops::type_name(v)))
}

/// BUILD_SLICE
pub fn build_slice(t: &Thread, parts: &[Value; 3]) -> Ref {
    {
        let [start, stop, step] = parts.map(Ref::new);
        heddle_objects::types::slice::new(t, start, stop, step)
    }
}

fn cannot_unpack(t: &Thread, v: Value, e: Raised) -> Raised {
    if e.is(&exc::TYPE_ERROR) && ops::slots_of(v).iter.is_none() && ops::slots_of(v).getitem.is_none() {
        return t.type_error(format_args!("cannot unpack non-iterable {} object", ops::type_name(v)));
    }
    e
}

/// UNPACK of a list of `n` items into the registers at `to`. False: it is none, or they are many.
///
/// # Safety
/// The registers are the running frame's.
pub unsafe fn unpack_list(t: &Thread, v: Value, to: *mut Value, n: usize) -> bool {
    let mut items = [Value::UNDEF; 16];
    if n > items.len() || !list::LIST.has_shape_of(v) || !list::copy_exactly(t, v, &mut items[..n]) {
        return false;
    }
    for (k, item) in items[..n].iter().enumerate() {
        // SAFETY: the caller's promise; a register owns what it holds.
        release(t, unsafe { std::mem::replace(&mut *to.add(k), *item) });
    }
    true
}

/// UNPACK, where it is no tuple of `n` items.
pub fn unpack(t: &Thread, v: Value, n: usize) -> Res<SmallVec<[Ref; 8]>> {
    let mut out = SmallVec::with_capacity(n);
    let it = ops::iter(t, v).map_err(|e| cannot_unpack(t, v, e))?;
    for _ in 0..n {
        let item = ops::next(t, it.v())?;
        if item.is_undef() {
            return Err(
                t.value_error(format_args!("not enough values to unpack (expected {n}, got {})", out.len()))
            );
        }
        out.push(item);
    }
    if !ops::next(t, it.v())?.is_undef() {
        let sized = tuple::TUPLE.is_exact(v) || list::LIST.is_exact(v) || dict::DICT.is_exact(v);
        let got = if sized { format!(", got {}", ops::len(t, v)?) } else { String::new() };
        return Err(t.value_error(format_args!("too many values to unpack (expected {n}{got})")));
    }
    Ok(out)
}

/// UNPACK_EX: `before` items, a list, `after` items.
pub fn unpack_ex(t: &Thread, v: Value, before: usize, after: usize) -> Res<Vec<Ref>> {
    let it = ops::iter(t, v).map_err(|e| cannot_unpack(t, v, e))?;
    let mut all = vec![];
    loop {
        let item = ops::next(t, it.v())?;
        if item.is_undef() {
            break;
        }
        all.push(item);
    }
    if all.len() < before + after {
        return Err(t.value_error(format_args!(
            "not enough values to unpack (expected at least {}, got {})",
            before + after,
            all.len()
        )));
    }
    let tail = all.split_off(all.len() - after);
    let middle = all.split_off(before);
    all.push(list::from_refs(t, middle));
    all.extend(tail);
    Ok(all)
}

/// BUILD_MAP
pub fn build_map(t: &Thread, window: &[Value]) -> Res {
    let d = dict::with_capacity(t, window.len() / 2);
    for pair in window.chunks_exact(2) {
        dict::set(t, d.v(), pair[0], pair[1])?;
    }
    Ok(d)
}

/// BUILD_SET
pub fn build_set(t: &Thread, window: &[Value]) -> Res {
    let s = heddle_objects::types::set::new(t);
    for v in window {
        heddle_objects::types::set::add(t, s.v(), *v)?;
    }
    Ok(s)
}

/// SET_ADD
pub fn set_add(t: &Thread, s: Value, v: Value) -> Res<()> {
    // A module may put anything into `__conditional_annotations__`.
    if !heddle_objects::types::set::SET.is_instance(s) {
        return Err(t.type_error(format_args!("'{}' object is not a set", ops::type_name(s))));
    }
    heddle_objects::types::set::add(t, s, v).map(drop)
}

/// SET_UPDATE
pub fn set_update(t: &Thread, s: Value, v: Value) -> Res<()> {
    ops::for_each(t, v, |item| set_add(t, s, item.v()))
}

/// LIST_EXTEND
pub fn list_extend(t: &Thread, l: Value, v: Value) -> Res<()> {
    if ops::slots_of(v).iter.is_none() && ops::slots_of(v).getitem.is_none() {
        return Err(
            t.type_error(format_args!("Value after * must be an iterable, not {}", ops::type_name(v)))
        );
    }
    let items = ops::collect(t, v)?;
    list::extend(t, l, items);
    Ok(())
}

/// DICT_UPDATE: `{**v}`
pub fn dict_update(t: &Thread, d: Value, v: Value) -> Res<()> {
    if dict::is_dict(v)
        && ops::slots_of(v).iter.map(|f| f as usize)
            == ops::slots_of(dict::new(t).v()).iter.map(|f| f as usize)
    {
        return dict::update(t, d, v);
    }
    let keys = ops::getattr_opt(t, v, name!(t, "keys"))?;
    if keys.is_undef() {
        return Err(t.type_error(format_args!("'{}' object is not a mapping", ops::type_name(v))));
    }
    let keys = ops::call_pos(t, keys.v(), &[])?;
    ops::for_each(t, keys.v(), |k| {
        let item = ops::getitem(t, v, k.v())?;
        dict::set(t, d, k.v(), item.v())
    })
}

/// DICT_MERGE: `f(**v)`, where no key may come twice.
pub fn dict_merge(t: &Thread, d: Value, v: Value, f: Value) -> Res<()> {
    let pairs = if dict::DICT.is_exact(v) {
        dict::items(t, v)
    } else {
        let scratch = dict::new(t);
        let keys = ops::getattr_opt(t, v, name!(t, "keys"))?;
        if keys.is_undef() {
            return Err(t.type_error(format_args!(
                "{} argument after ** must be a mapping, not {}",
                crate::call::describe(t, f),
                ops::type_name(v)
            )));
        }
        dict_update(t, scratch.v(), v)?;
        dict::items(t, scratch.v())
    };
    for (k, v) in pairs {
        if !str::is_str(k.v()) {
            return Err(t.type_error("keywords must be strings"));
        }
        if !dict::get(t, d, k.v())?.is_undef() {
            return Err(t.type_error(format_args!(
                "{} got multiple values for keyword argument '{}'",
                crate::call::describe(t, f),
                str::lossy(k.v())
            )));
        }
        dict::set(t, d, k.v(), v.v())?;
    }
    Ok(())
}

/// CONVERT
pub fn convert(t: &Thread, v: Value, how: usize) -> Res {
    match how {
        1 => ops::to_str(t, v),
        2 => ops::repr(t, v),
        _ => str::ascii(t, v),
    }
}

const SPECIALS: [&str; 4] = ["__enter__", "__exit__", "__aenter__", "__aexit__"];
static SPECIAL_NAMES: [Name; 4] =
    [Name::new(SPECIALS[0]), Name::new(SPECIALS[1]), Name::new(SPECIALS[2]), Name::new(SPECIALS[3])];

/// LOAD_SPECIAL: a special method and whether it takes the value first.
pub fn load_special(t: &Thread, v: Value, which: usize) -> Res<(Ref, bool)> {
    let found = heddle_objects::typeobj::lookup(t, ops::type_of(v), SPECIAL_NAMES[which].get(t));
    if found.is_undef() {
        let (kind, other) =
            if which < 2 { ("context manager", 2) } else { ("asynchronous context manager", 0) };
        let has =
            |name: &str| !heddle_objects::typeobj::lookup(t, ops::type_of(v), t.intern(name).v()).is_undef();
        let hint = if has(SPECIALS[other]) && has(SPECIALS[other + 1]) {
            if which < 2 {
                " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?"
            } else {
                " but it supports the context manager protocol. Did you mean to use 'with'?"
            }
        } else {
            ""
        };
        let missed = if which % 2 == 1 {
            format!(" (missed {} method)", SPECIALS[which])
        } else {
            format!(" (missed {} method)", SPECIALS[which])
        };
        let missed = if hint.is_empty() { missed } else { missed };
        return Err(t.type_error(format_args!(
            "'{}' object does not support the {kind} protocol{missed}{hint}",
            ops::type_name(v)
        )));
    }
    if ops::type_data_of(found.v()).has(heddle_objects::typeobj::flags::METHOD_DESCRIPTOR) {
        return Ok((found, true));
    }
    Ok((ops::bind(t, found, v)?, false))
}

/// WITH_EXCEPT: what the exit function says about an exception.
pub fn with_except(t: &Thread, f: Value, this: Value, e: Value) -> Res {
    let tb = ops::getattr_str(t, e, "__traceback__")?;
    let ty = Ref::new(ops::type_of(e));
    let mut args = ArgVec::new();
    if !this.is_undef() {
        args.push(this);
    }
    args.extend_from_slice(&[ty.v(), e, tb.v()]);
    ops::call_pos(t, f, &args)
}

/// IMPORT_NAME
pub fn import_name(t: &Thread, frame: &Frame, name: Value, level: Value, fromlist: Value) -> Res {
    let import = crate::names::dict_or_mapping(t, frame.builtins, name!(t, "__import__"))?;
    if import.is_undef() {
        return Err(t.error(&exc::IMPORT_ERROR, "__import__ not found"));
    }
    let locals = if frame.locals.is_undef() { Value::NONE } else { frame.locals };
    ops::call_pos(t, import.v(), &[name, frame.globals, locals, fromlist, level])
}

/// IMPORT_FROM
pub fn import_from(t: &Thread, m: Value, name: Value) -> Res {
    match ops::getattr(t, m, name) {
        Err(e) if e.is(&exc::ATTRIBUTE_ERROR) => {}
        other => return other,
    }
    let package = ops::getattr_opt(t, m, name!(t, "__name__"))?;
    if str::is_str(package.v()) {
        let full = format!("{}.{}", str::lossy(package.v()), str::lossy(name));
        let modules = crate::sys_modules(t);
        let found = dict::get(t, modules.v(), t.str(&full).v())?;
        if !found.is_undef() {
            return Ok(found);
        }
    }
    Err(cannot_import(t, m, name, package))
}

#[cold]
fn cannot_import(t: &Thread, m: Value, name: Value, package: Ref) -> Raised {
    let shown =
        if str::is_str(package.v()) { str::lossy(package.v()) } else { "<unknown module name>".to_string() };
    let file = ops::getattr_opt(t, m, name!(t, "__file__")).unwrap_or(Ref::UNDEF);
    let place = if str::is_str(file.v()) { str::lossy(file.v()) } else { "unknown location".to_string() };
    let initializing = initializing(t, m);
    let message = if initializing {
        format!(
            "cannot import name '{}' from partially initialized module '{shown}' (most likely due to a circular import) ({place})",
            str::lossy(name)
        )
    } else {
        format!("cannot import name '{}' from '{shown}' ({place})", str::lossy(name))
    };
    exc::import_error(
        t,
        &exc::IMPORT_ERROR,
        &message,
        package.some().unwrap_or(Ref::NONE).v(),
        file.some().unwrap_or(Ref::NONE).v(),
        name,
    )
}

/// Whether a module's spec says that it is still being imported.
pub fn initializing(t: &Thread, m: Value) -> bool {
    let spec = ops::getattr_opt(t, m, name!(t, "__spec__")).unwrap_or(Ref::UNDEF);
    if spec.is_none_or_undef() {
        return false;
    }
    let flag = ops::getattr_opt(t, spec.v(), name!(t, "_initializing")).unwrap_or(Ref::UNDEF);
    !flag.is_undef() && ops::truth(t, flag.v()).unwrap_or(false)
}

/// INTRINSIC
pub fn intrinsic(t: &Thread, frame: &Frame, number: usize, args: &[Value]) -> Res {
    match INTRINSICS.get(number).copied().unwrap_or("?") {
        "PRINT" => {
            let hook = crate::sys_attr(t, "displayhook");
            if hook.is_undef() {
                return Err(t.runtime_error("lost sys.displayhook"));
            }
            ops::call_pos(t, hook.v(), args)
        }
        "IMPORT_STAR" => import_star(t, frame, args[0]),
        "STOPITERATION_ERROR" => stop_iteration_error(t, frame, args[0]),
        "PREP_RERAISE_STAR" => {
            let raised = list::snapshot(t, args[1]);
            let raised: Vec<Value> = raised.iter().map(Ref::v).collect();
            Ok(exc::prep_reraise_star(t, args[0], &raised)?.some().unwrap_or(Ref::NONE))
        }
        "SET_FUNCTION_TYPE_PARAMS" => {
            ops::setattr(t, args[0], name!(t, "__type_params__"), args[1])?;
            Ok(Ref::new(args[0]))
        }
        name => crate::typing_intrinsic(t, name, args),
    }
}

fn import_star(t: &Thread, frame: &Frame, m: Value) -> Res {
    let target = if frame.locals.is_undef() { frame.globals } else { frame.locals };
    let all = ops::getattr_opt(t, m, name!(t, "__all__"))?;
    let (names, skip) = if all.is_undef() {
        let d = ops::getattr_opt(t, m, name!(t, "__dict__"))?;
        if d.is_undef() {
            return Err(t.error(&exc::IMPORT_ERROR, "from-import-* object has no __dict__ and no __all__"));
        }
        (ops::collect(t, d.v())?, true)
    } else {
        (ops::collect(t, all.v())?, false)
    };
    for name in names {
        if !str::is_str(name.v()) {
            let what = if skip { "Key" } else { "Item" };
            let place = if skip { "__dict__" } else { "__all__" };
            return Err(t.type_error(format_args!(
                "{what} in {}.{place} must be str, not {}",
                ops::str_text(t, ops::getattr_str(t, m, "__name__")?.v())?,
                ops::type_name(name.v())
            )));
        }
        if skip && str::lossy(name.v()).starts_with('_') {
            continue;
        }
        let value = ops::getattr(t, m, str::intern_value(t, name.v()).v())?;
        if dict::DICT.is_exact(target) {
            dict::set(t, target, name.v(), value.v())?;
        } else {
            ops::setitem(t, target, name.v(), value.v())?;
        }
    }
    Ok(Ref::NONE)
}

/// PEP 479: a StopIteration that leaves a generator becomes a RuntimeError.
fn stop_iteration_error(t: &Thread, frame: &Frame, e: Value) -> Res {
    let flags = frame.code().code.flags;
    let message = if exc::STOP_ITERATION.is_instance(e) {
        if flags & heddle_bytecode::flags::ASYNC_GENERATOR != 0 {
            "async generator raised StopIteration"
        } else if flags & heddle_bytecode::flags::COROUTINE != 0 {
            "coroutine raised StopIteration"
        } else {
            "generator raised StopIteration"
        }
    } else if flags & heddle_bytecode::flags::ASYNC_GENERATOR != 0 && exc::STOP_ASYNC_ITERATION.is_instance(e)
    {
        "async generator raised StopAsyncIteration"
    } else {
        return Ok(Ref::new(e));
    };
    let new = t.runtime_error(message);
    exc::set_cause(t, new.0.v(), Ref::new(e));
    exc::set_context_value(t, new.0.v(), Ref::new(e));
    Ok(new.0)
}
