//! `atexit`: functions that are called when the program ends, the last registered first.

use crate::NativeModule;
use crate::util::{call_with, singleton};
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::types::{exceptions, list, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::AtomicU64;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\n\
          Two public functions, register and unregister, are defined.\n",
    ..NativeModule::new("atexit", FUNCTIONS)
};

const FUNCTIONS: &[Def] = &[
    def_doc(
        "register",
        register,
        "Register a function to be executed upon normal program termination\n\n    \
         func - function to be called at exit\n    args - optional arguments to pass to func\n    \
         kwargs - optional keyword arguments to pass to func\n\n    \
         func is returned to facilitate usage as a decorator.",
    ),
    def_doc(
        "unregister(func, /)",
        unregister,
        "Unregister an exit function which was previously registered using\natexit.register\n\n    \
         func - function to be unregistered",
    ),
    def("_clear()", |t, _| {
        list::clear(t, functions(t).v());
        Ok(Ref::NONE)
    }),
    def("_run_exitfuncs()", |t, _| {
        run_exit_functions(t);
        Ok(Ref::NONE)
    }),
    def("_ncallbacks()", |t, _| Ok(t.int(list::len(t, functions(t).v()) as i64))),
];

static FUNCTIONS_LIST: AtomicU64 = AtomicU64::new(0);

/// A list of `(function, args, kwargs)`.
fn functions(t: &Thread) -> Ref {
    singleton(t, &FUNCTIONS_LIST, |t| list::from_refs(t, vec![]))
}

fn register(t: &Thread, a: &[Value]) -> Res {
    let Some((&f, args)) = tuple::items(&a[0]).split_first() else {
        return Err(t.type_error("register() takes at least 1 argument (0 given)"));
    };
    if !ops::is_callable(f) {
        return Err(t.type_error("the first argument must be callable"));
    }
    let entry = vec![Ref::new(f), tuple::from_values(t, args), Ref::new(a[1])];
    let entry = tuple::from_refs(t, entry);
    list::append(t, functions(t).v(), entry);
    Ok(Ref::new(f))
}

fn unregister(t: &Thread, a: &[Value]) -> Res {
    let all = functions(t);
    for entry in list::snapshot(t, all.v()) {
        if !ops::equal(t, a[0], tuple::items(&entry)[0])? {
            continue;
        }
        // Where it is now: comparing may have changed the list.
        let now = list::snapshot(t, all.v());
        if let Some(k) = now.iter().position(|e| e.is(entry.v())) {
            drop(list::pop(t, all.v(), k as isize));
        }
    }
    Ok(Ref::NONE)
}

/// Calls all registered functions, also those that are registered meanwhile. What they raise is reported.
pub fn run_exit_functions(t: &Thread) {
    while let Ok(entry) = list::pop(t, functions(t).v(), -1) {
        let &[f, args, kwargs] = tuple::items(&entry) else { continue };
        if let Err(e) = call_with(t, f, tuple::items(&args), kwargs) {
            exceptions::unraisable(t, e, "Exception ignored in atexit callback", f);
        }
    }
}
