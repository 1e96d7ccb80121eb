//! What the interpreter needs of modules above it: found through `sys` and the built-ins, or set by them.

use heddle_objects::types::{dict, module, str, template, type_alias, typevar, typevar_parts};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};

static SYS: AtomicU64 = AtomicU64::new(0);

/// Says which module is `sys`.
pub fn set_sys(m: Ref) {
    SYS.store(m.into_value().bits(), Release);
}

/// The module `sys`; UNDEF before there is one.
pub fn sys() -> Value {
    match SYS.load(Acquire) {
        0 => Value::UNDEF,
        // SAFETY: `set_sys` gave its reference away for good.
        bits => unsafe { Value::from_bits(bits) },
    }
}

/// An attribute of `sys`; UNDEF if it has none.
pub fn sys_attr(t: &Thread, name: &str) -> Ref {
    let m = sys();
    let Some(data) = m.payload::<module::Module>() else { return Ref::UNDEF };
    let d = data.dict.get(t, ops::object(m));
    dict::get_str(t, d.v(), t.intern(name).v())
}

/// Sets an attribute of `sys`.
pub fn set_sys_attr(t: &Thread, name: &str, value: Ref) {
    let m = sys();
    if let Some(data) = m.payload::<module::Module>() {
        let d = data.dict.get(t, ops::object(m));
        dict::set_str(t, d.v(), t.intern(name).v(), value.v());
    }
}

/// `sys.modules`
pub fn sys_modules(t: &Thread) -> Ref {
    let found = sys_attr(t, "modules");
    if found.is_undef() { dict::new(t) } else { found }
}

/// Issues a warning; what `warnings` raises about it is reported.
pub fn warn(t: &Thread, category: &str, message: &str) {
    if let Err(e) = try_warn(t, category, message, 1) {
        heddle_objects::types::exceptions::unraisable(t, e, "Exception ignored", Value::UNDEF);
    }
}

/// Issues a warning, which may be raised as an exception.
pub fn try_warn(t: &Thread, category: &str, message: &str, level: i64) -> Res<()> {
    let modules = sys_modules(t);
    let m = dict::get_str(t, modules.v(), t.intern("_warnings").v());
    if m.is_undef() {
        return Ok(());
    }
    let category = heddle_objects::builtin_function(t, category);
    let warn = ops::getattr_str(t, m.v(), "warn")?;
    ops::call_pos(t, warn.v(), &[t.str(message).v(), category.v(), t.int(level).v()]).map(drop)
}

/// The hooks of `sys.set_asyncgen_hooks`: `(firstiter, finalizer)`, UNDEF or None for none. A thread's own.
pub fn asyncgen_hooks(t: &Thread) -> (Ref, Ref) {
    let get = |key: usize| {
        let all = t.locals.borrow();
        all.iter().find(|(k, _)| *k == key).map_or(Ref::UNDEF, |(_, v)| Ref::new(*v))
    };
    (get(ASYNCGEN_FIRST), get(ASYNCGEN_FINAL))
}

/// Keys of [`Thread::locals`].
pub const ASYNCGEN_FIRST: usize = 1;
/// See [`ASYNCGEN_FIRST`].
pub const ASYNCGEN_FINAL: usize = 2;

/// Sets one of a thread's own values.
pub fn set_thread_local(t: &Thread, key: usize, value: Ref) {
    let old = {
        let mut all = t.locals.borrow_mut();
        match all.iter_mut().find(|(k, _)| *k == key) {
            Some((_, v)) => std::mem::replace(v, value.into_value()),
            None => {
                all.push((key, value.into_value()));
                Value::UNDEF
            }
        }
    };
    // SAFETY: the list owned it.
    drop(unsafe { Ref::own(old) });
}

/// Intrinsics about type parameters.
pub(crate) fn typing_intrinsic(t: &Thread, name: &str, args: &[Value]) -> Res {
    Ok(match name {
        "TYPEVAR" => typevar::make(t, args[0], Ref::UNDEF, Ref::UNDEF),
        "TYPEVAR_WITH_BOUND" => typevar::make(t, args[0], Ref::new(args[1]), Ref::UNDEF),
        "TYPEVAR_WITH_CONSTRAINTS" => typevar::make(t, args[0], Ref::UNDEF, Ref::new(args[1])),
        "PARAMSPEC" => typevar_parts::make_spec(t, args[0]),
        "TYPEVARTUPLE" => typevar_parts::make_tuple(t, args[0]),
        "SUBSCRIPT_GENERIC" => typevar_parts::subscript_generic(t, args[0])?,
        "TYPEALIAS" => type_alias::make(t, args[0], args[1], args[2]),
        "SET_TYPEPARAM_DEFAULT" => {
            typevar_parts::set_default(t, args[0], args[1])?;
            Ref::new(args[0])
        }
        other => return Err(t.system_error(format_args!("unknown intrinsic {other}"))),
    })
}

/// BUILD_INTERPOLATION: value, expression, and perhaps a format.
pub(crate) fn template_interpolation(t: &Thread, window: &[Value], conversion: usize) -> Res {
    let conversion = match conversion {
        0 => Ref::NONE,
        1 => t.intern("s"),
        2 => t.intern("r"),
        _ => t.intern("a"),
    };
    let spec = window.get(2).map_or_else(|| t.intern(""), |v| Ref::new(*v));
    Ok(template::interpolation(t, Ref::new(window[0]), Ref::new(window[1]), conversion, spec))
}

/// BUILD_TEMPLATE
pub(crate) fn template_new(t: &Thread, strings: Value, interpolations: Value) -> Res {
    Ok(template::new(t, Ref::new(strings), Ref::new(interpolations)))
}

/// Whether a value can be a namespace.
pub fn is_mapping_like(v: Value) -> bool {
    ops::slots_of(v).getitem.is_some()
}

/// Bytes of a bytes-like object; `None` if it is none.
pub fn bytes_of(t: &Thread, v: Value) -> Res<Option<Vec<u8>>> {
    if heddle_objects::types::bytes::BYTES.is_instance(v) || ops::slots_of(v).buffer.is_some() {
        return heddle_objects::types::buffer::to_vec(t, v).map(Some);
    }
    Ok(None)
}

/// A file name argument: str, bytes or path-like.
pub fn fs_path(t: &Thread, v: Value) -> Res<String> {
    if str::is_str(v) {
        return Ok(str::lossy(v));
    }
    if let Some(bytes) = bytes_of(t, v)? {
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    let r = ops::call_special(t, v, t.intern("__fspath__").v(), &[])?;
    if str::is_str(r.v()) {
        return Ok(str::lossy(r.v()));
    }
    Err(t.type_error(format_args!("expected str, bytes or os.PathLike object, not {}", ops::type_name(v))))
}

/// What compiling a str with lone surrogates raises.
pub fn surrogates_in_source(t: &Thread, _v: Value) -> heddle_objects::Raised {
    t.error(
        &heddle_objects::types::exceptions::UNICODE_ERROR,
        "'utf-8' codec can't encode characters: surrogates not allowed",
    )
}
