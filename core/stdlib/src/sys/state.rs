//! Functions of `sys` about the running program: frames, limits, exits, interning, hooks.

use heddle_interp as interp;
use heddle_interp::frame::{State, recursion_limit, set_recursion_limit};
use heddle_interp::{frameobj, trace};
use heddle_objects::native::{Def, def};
use heddle_objects::types::{dict, exceptions as exc, int, str, tuple};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicBool, AtomicU64, Ordering::*};

static FINALIZING: AtomicBool = AtomicBool::new(false);
static SWITCH_INTERVAL: AtomicU64 = AtomicU64::new(0x3f747ae147ae147b);

/// `sys.is_finalizing()`
pub fn finalizing() -> bool {
    FINALIZING.load(Relaxed)
}

/// The end of the process begins.
pub fn set_finalizing() {
    FINALIZING.store(true, Relaxed);
}

/// Functions of `sys`.
pub static FUNCTIONS: &[Def] = &[
    def("exit(status=None, /)", |t, a| {
        let args = [a[0]];
        Err(t.error_args(&exc::SYSTEM_EXIT, if a[0].is_none_or_undef() { &[] } else { &args }))
    }),
    def("exc_info()", |t, _| {
        let e = t.handled();
        if e.is_none_or_undef() {
            return Ok(tuple::from_refs(t, vec![Ref::NONE, Ref::NONE, Ref::NONE]));
        }
        let tb = exc::traceback(t, e).some().unwrap_or(Ref::NONE);
        Ok(tuple::from_refs(t, vec![Ref::new(ops::type_of(e)), Ref::new(e), tb]))
    }),
    def("exception()", |t, _| Ok(t.handled().some().map_or(Ref::NONE, Ref::new))),
    def("intern(string, /)", |t, a| {
        if !str::is_str(a[0]) {
            return Err(t.type_error(format_args!(
                "intern() argument must be str, not {}",
                heddle_objects::types::args::shown(a[0])
            )));
        }
        if !str::STR.is_exact(a[0]) {
            return Err(t.type_error(format_args!("can't intern {}", ops::type_name(a[0]))));
        }
        Ok(str::intern_value(t, a[0]))
    }),
    def("_is_interned(string, /)", |_, a| Ok(Ref::bool(str::is_interned(a[0])))),
    def("_is_immortal(op, /)", |_, a| Ok(Ref::bool(!a[0].is_obj() || str::is_interned(a[0])))),
    def("getrecursionlimit()", |t, _| Ok(t.int(i64::from(recursion_limit())))),
    def("setrecursionlimit(limit, /)", |t, a| {
        let n = ops::arg_i32(t, a[0])?;
        if n < 1 {
            return Err(t.value_error("recursion limit must be greater or equal than 1"));
        }
        let depth = State::of(t).depth.get();
        if depth >= n as u32 {
            return Err(t.recursion_error(format_args!(
                "cannot set the recursion limit to {n} at the recursion depth {depth}: the limit is too low"
            )));
        }
        set_recursion_limit(n as u32);
        Ok(Ref::NONE)
    }),
    def("_getframe(depth=0, /)", getframe),
    def("_getframemodulename(depth=0)", |t, a| {
        let depth = if a[0].is_undef() { 0 } else { ops::arg_i32(t, a[0])?.max(0) as usize };
        let st = State::of(t);
        Ok(match st.all().nth(depth) {
            Some(f) => dict::get_str(t, f.globals, t.intern("__name__").v()).some().unwrap_or(Ref::NONE),
            None => Ref::NONE,
        })
    }),
    def("_current_frames()", |t, _| {
        let d = dict::new(t);
        if let Some(f) = State::of(t).current() {
            let frame = frameobj::object_of(t, f);
            dict::set(t, d.v(), t.int(t.ident.get() as i64).v(), frame.v())?;
        }
        Ok(d)
    }),
    def("_current_exceptions()", |t, _| {
        let d = dict::new(t);
        let e = t.handled().some().map_or(Ref::NONE, Ref::new);
        dict::set(t, d.v(), t.int(t.ident.get() as i64).v(), e.v())?;
        Ok(d)
    }),
    def("getrefcount(object, /)", |t, a| {
        Ok(t.int(a[0].as_obj().map_or(i64::from(u32::MAX), |o| o.references())))
    }),
    def("getsizeof(object, default=None)", getsizeof),
    def("getdefaultencoding()", |t, _| Ok(t.intern("utf-8"))),
    def("getfilesystemencoding()", |t, _| Ok(t.intern("utf-8"))),
    def("getfilesystemencodeerrors()", |t, _| Ok(t.intern("surrogateescape"))),
    def("getswitchinterval()", |t, _| Ok(t.float(f64::from_bits(SWITCH_INTERVAL.load(Relaxed))))),
    def("setswitchinterval(interval, /)", |t, a| {
        let f = ops::arg_f64(t, a[0])?;
        if f <= 0.0 {
            return Err(t.value_error("switch interval must be strictly positive"));
        }
        SWITCH_INTERVAL.store(f.to_bits(), Relaxed);
        Ok(Ref::NONE)
    }),
    def("is_finalizing()", |_, _| Ok(Ref::bool(finalizing()))),
    def("_is_gil_enabled()", |_, _| Ok(Ref::FALSE)),
    def("audit(event, /, *args)", |_, _| Ok(Ref::NONE)),
    def("addaudithook(hook)", |_, _| Ok(Ref::NONE)),
    def("get_int_max_str_digits()", |t, _| Ok(t.int(int::digits_limit() as i64))),
    def("set_int_max_str_digits(maxdigits)", |t, a| {
        let n = ops::arg_i32(t, a[0])?;
        if n < 0 || !int::set_digits_limit(n as usize) {
            return Err(t.value_error("maxdigits must be >= 640 or 0 for unlimited"));
        }
        Ok(Ref::NONE)
    }),
    def("set_asyncgen_hooks(firstiter=None, finalizer=None)", |t, a| {
        for (k, (v, name)) in [(a[0], "firstiter"), (a[1], "finalizer")].into_iter().enumerate() {
            if v.is_undef() {
                continue;
            }
            if !v.is_none() && !ops::is_callable(v) {
                return Err(t.type_error(format_args!("callable {name} expected, got {}", ops::type_name(v))));
            }
            interp::set_thread_local(t, [interp::ASYNCGEN_FIRST, interp::ASYNCGEN_FINAL][k], Ref::new(v));
        }
        Ok(Ref::NONE)
    }),
    def("get_asyncgen_hooks()", |t, _| {
        let (first, last) = interp::asyncgen_hooks(t);
        let items = vec![first.some().unwrap_or(Ref::NONE), last.some().unwrap_or(Ref::NONE)];
        Ok(heddle_objects::types::structseq::make(t, &ASYNCGEN_HOOKS, items))
    }),
    def("get_coroutine_origin_tracking_depth()", |t, _| {
        Ok(t.int(i64::from(interp::generator::ORIGIN_DEPTH.load(Relaxed))))
    }),
    def("set_coroutine_origin_tracking_depth(depth)", |t, a| {
        let n = ops::arg_i32(t, a[0])?;
        if n < 0 {
            return Err(t.value_error("depth must be >= 0"));
        }
        interp::generator::ORIGIN_DEPTH.store(n as u32, Relaxed);
        Ok(Ref::NONE)
    }),
    def("settrace(function, /)", |t, a| {
        trace::set(t, trace::Which::Trace, a[0]);
        Ok(Ref::NONE)
    }),
    def("setprofile(function, /)", |t, a| {
        trace::set(t, trace::Which::Profile, a[0]);
        Ok(Ref::NONE)
    }),
    def("_settraceallthreads(function, /)", |t, a| no_tracing(t, a[0], "_settraceallthreads")),
    def("_setprofileallthreads(function, /)", |t, a| no_tracing(t, a[0], "_setprofileallthreads")),
    def("gettrace()", |t, _| Ok(trace::get(t, trace::Which::Trace))),
    def("getprofile()", |t, _| Ok(trace::get(t, trace::Which::Profile))),
    def("call_tracing(func, args, /)", |t, a| interp::call::unpacked(t, a[0], a[1], Value::UNDEF)),
    def("_clear_type_cache()", |_, _| Ok(Ref::NONE)),
    def("_clear_internal_caches()", |_, _| Ok(Ref::NONE)),
    def("_clear_type_descriptors(type, /)", |t, a| {
        if !heddle_objects::types::type_::is_type(a[0]) {
            return Err(t.type_error(format_args!(
                "_clear_type_descriptors() argument must be type, not {}",
                ops::type_name(a[0])
            )));
        }
        let data = heddle_objects::typeobj::type_data(&a[0]);
        if data.native.is_some() {
            return Err(t.type_error("argument is immutable"));
        }
        for name in ["__dict__", "__weakref__"] {
            dict::remove(t, data.dict.v(), t.intern(name).v())?;
        }
        heddle_objects::typeobj::invalidate(t, a[0]);
        Ok(Ref::NONE)
    }),
    def("getallocatedblocks()", |t, _| Ok(t.int(0))),
    def("getunicodeinternedsize(*, _only_immortal=False)", |t, _| Ok(t.int(0))),
    def("_debugmallocstats()", |_, _| Ok(Ref::NONE)),
    def("getdlopenflags()", |t, _| Ok(t.int(i64::from(libc::RTLD_NOW)))),
    def("setdlopenflags(flags, /)", |_, _| Ok(Ref::NONE)),
    def("_get_cpu_count_config()", |t, _| Ok(t.int(-1))),
    def("is_stack_trampoline_active()", |_, _| Ok(Ref::FALSE)),
    def("activate_stack_trampoline(backend, /)", |t, _| Err(t.value_error("perf trampolines are not there"))),
    def("deactivate_stack_trampoline()", |_, _| Ok(Ref::NONE)),
    def("is_remote_debug_enabled()", |_, _| Ok(Ref::FALSE)),
    def("remote_exec(pid, script)", |t, _| Err(t.runtime_error("remote debugging is not enabled"))),
];

static ASYNCGEN_HOOKS: heddle_objects::typeobj::NativeType =
    heddle_objects::typeobj::NativeType::new(heddle_objects::typeobj::TypeDef {
        extra: |t, put| {
            heddle_objects::types::structseq::fields(
                t,
                ASYNCGEN_HOOKS.get(),
                &["firstiter", "finalizer"],
                2,
                put,
            );
        },
        ..heddle_objects::types::structseq::declare("sys.asyncgen_hooks")
    });

fn no_tracing(t: &Thread, f: Value, name: &str) -> Res {
    if f.is_none() {
        Ok(Ref::NONE)
    } else {
        Err(t.not_implemented(format_args!(
            "sys.{name}() is not there yet: other threads are not traced from here"
        )))
    }
}

fn getframe(t: &Thread, a: &[Value]) -> Res {
    let depth = if a[0].is_undef() { 0 } else { ops::arg_i32(t, a[0])?.max(0) as usize };
    let st = State::of(t);
    match st.all().nth(depth) {
        Some(f) => Ok(frameobj::object_of(t, f)),
        None => Err(t.value_error("call stack is not deep enough")),
    }
}

fn getsizeof(t: &Thread, a: &[Value]) -> Res {
    let name = t.intern("__sizeof__");
    let r = match ops::call_special(t, a[0], name.v(), &[]) {
        Err(e) if e.is(&exc::TYPE_ERROR) && !a[1].is_undef() => return Ok(Ref::new(a[1])),
        other => other?,
    };
    if r.is_undef() {
        if !a[1].is_undef() {
            return Ok(Ref::new(a[1]));
        }
        return Err(t.type_error(format_args!("Type {} doesn't define __sizeof__", ops::type_name(a[0]))));
    }
    let n = ops::index_isize(t, r.v())?;
    if n < 0 {
        return Err(t.value_error("__sizeof__() should return >= 0"));
    }
    Ok(t.int(n as i64))
}

/// What a SystemExit means for the process: its status, and what is written to stderr first.
pub fn exit_code(t: &Thread, e: &Raised) -> (i32, Option<String>) {
    let code = exc::exit_code(t, e.0.v());
    if code.is_none_or_undef() {
        return (0, None);
    }
    if let Some(n) = int::to_i64(code.v()) {
        return (n as i32, None);
    }
    if int::is_int(code.v()) {
        return (-1, None);
    }
    (1, Some(ops::str_text(t, code.v()).unwrap_or_default()))
}
