//! `gc`: what Python code sees of the collector, and says to it.
//!
//! There are no generations: a collection looks at everything, whichever is asked for. Thresholds are kept for whoever reads
//! them, except that a first one of 0 means what `disable()` does. Must never know how collections work.

use crate::NativeModule;
use heddle_gc::Obj;
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::types::{dict, exceptions, list, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// `gc`
pub static GC: NativeModule = NativeModule {
    init: |t, m| {
        for (name, n) in [
            ("DEBUG_STATS", 1),
            ("DEBUG_COLLECTABLE", 2),
            ("DEBUG_UNCOLLECTABLE", 4),
            ("DEBUG_SAVEALL", 32),
            ("DEBUG_LEAK", 38),
        ] {
            m.set_int(t, name, n);
        }
        for name in ["garbage", "callbacks"] {
            m.set(t, name, list::from_refs(t, vec![]));
        }
        Ok(())
    },
    ..NativeModule::new("gc", FUNCTIONS)
};

static ENABLED: AtomicBool = AtomicBool::new(true);
static DEBUG: AtomicU64 = AtomicU64::new(0);
static THRESHOLDS: [AtomicU64; 3] = [AtomicU64::new(2000), AtomicU64::new(10), AtomicU64::new(0)];
static FROZEN: AtomicU64 = AtomicU64::new(0);
/// Collections that were asked for, and objects that they freed, by generation.
static ASKED: [(AtomicU64, AtomicU64); 3] = [const { (AtomicU64::new(0), AtomicU64::new(0)) }; 3];

const FUNCTIONS: &[Def] = &[
    def_doc(
        "collect(generation=2)",
        collect,
        "Run the garbage collector.\n\nThe number of unreachable objects is returned.",
    ),
    def_doc("enable()", |t, _| Ok(switch(t, true)), "Enable automatic garbage collection."),
    def_doc("disable()", |t, _| Ok(switch(t, false)), "Disable automatic garbage collection."),
    def_doc(
        "isenabled()",
        |_, _| Ok(Ref::bool(ENABLED.load(Relaxed))),
        "Returns true if automatic garbage collection is enabled.",
    ),
    def_doc(
        "set_threshold(threshold0, threshold1=10, threshold2=0, /)",
        set_threshold,
        "Set the collection thresholds (the collection frequency).",
    ),
    def_doc(
        "get_threshold()",
        |t, _| Ok(tuple::from_refs(t, THRESHOLDS.iter().map(|n| t.int(n.load(Relaxed) as i64)).collect())),
        "Return the current collection thresholds.",
    ),
    def_doc(
        "get_count()",
        |t, _| Ok(tuple::from_refs(t, vec![t.int(0), t.int(0), t.int(0)])),
        "Return a three-tuple of the current collection counts.",
    ),
    def_doc(
        "get_debug()",
        |t, _| Ok(t.int(DEBUG.load(Relaxed) as i64)),
        "Get the garbage collection debugging flags.",
    ),
    def_doc(
        "set_debug(flags, /)",
        |t, a| {
            DEBUG.store(i64::from(ops::arg_i32(t, a[0])?) as u64, Relaxed);
            Ok(Ref::NONE)
        },
        "Set the garbage collection debugging flags.",
    ),
    def_doc(
        "freeze()",
        |t, _| {
            FROZEN.store(owned(t.m.all_objects()).len() as u64, Relaxed);
            Ok(Ref::NONE)
        },
        "Freeze all current tracked objects and ignore them for future collections.",
    ),
    def_doc(
        "unfreeze()",
        |_, _| {
            FROZEN.store(0, Relaxed);
            Ok(Ref::NONE)
        },
        "Unfreeze all objects in the permanent generation.",
    ),
    def_doc(
        "get_freeze_count()",
        |t, _| Ok(t.int(FROZEN.load(Relaxed) as i64)),
        "Return the number of objects in the permanent generation.",
    ),
    def_doc("get_stats()", get_stats, "Return a list of dictionaries containing per-generation statistics."),
    def_doc(
        "is_tracked(obj, /)",
        |_, a| Ok(has_flag(a[0], heddle_gc::header::TRACKED)),
        "Returns true if the object is tracked by the garbage collector.",
    ),
    def_doc(
        "is_finalized(obj, /)",
        |_, a| Ok(has_flag(a[0], heddle_gc::header::FINALISED)),
        "Returns true if the object has been already finalized by the GC.",
    ),
    def_doc(
        "get_referents(*objs)",
        |t, a| Ok(list::from_refs(t, owned(t.m.referents(&objects(a[0]))))),
        "Return the list of objects that are directly referred to by 'objs'.",
    ),
    def_doc(
        "get_referrers(*objs)",
        |t, a| {
            let args = a[0];
            let found = owned(t.m.referrers(&objects(args)));
            // The tuple of the arguments is nobody's but this function's.
            Ok(list::from_refs(t, found.into_iter().filter(|v| !v.is(args)).collect()))
        },
        "Return the list of objects that directly refer to any of 'objs'.",
    ),
    def("get_objects(generation=None)", get_objects),
];

/// The objects among the items of a tuple.
fn objects(args: Value) -> Vec<Obj> {
    tuple::items(&args).iter().filter_map(|v| v.as_obj()).collect()
}

fn owned(found: Vec<Obj>) -> Vec<Ref> {
    // SAFETY: each came with a reference.
    found.into_iter().map(|o| unsafe { Ref::own(Value::from_obj(o)) }).collect()
}

fn has_flag(v: Value, flag: u8) -> Ref {
    Ref::bool(v.as_obj().is_some_and(|o| o.flags() & flag != 0))
}

fn switch(t: &Thread, on: bool) -> Ref {
    ENABLED.store(on, Relaxed);
    t.m.runtime().set_automatic(on && THRESHOLDS[0].load(Relaxed) != 0);
    Ref::NONE
}

fn set_threshold(t: &Thread, a: &[Value]) -> Res {
    for (place, v) in THRESHOLDS.iter().zip(a) {
        if !v.is_undef() {
            place.store(i64::from(ops::arg_i32(t, *v)?) as u64, Relaxed);
        }
    }
    Ok(switch(t, ENABLED.load(Relaxed)))
}

fn collect(t: &Thread, a: &[Value]) -> Res {
    let generation = if a[0].is_undef() { 2 } else { ops::arg_i32(t, a[0])? };
    let Some((collections, collected)) = usize::try_from(generation).ok().and_then(|g| ASKED.get(g)) else {
        return Err(t.value_error("invalid generation"));
    };
    call_back(t, "start", generation, 0);
    let freed = t.m.collect() as u64;
    collections.fetch_add(1, Relaxed);
    collected.fetch_add(freed, Relaxed);
    call_back(t, "stop", generation, freed);
    Ok(t.int(freed as i64))
}

/// Calls what is in `gc.callbacks`; what they raise is reported.
fn call_back(t: &Thread, phase: &str, generation: i32, collected: u64) {
    let Ok(module) = heddle_objects::import_module(t, "gc") else { return };
    let Ok(callbacks) = ops::getattr_str(t, module.v(), "callbacks") else { return };
    if !list::is_list(callbacks.v()) || list::len(t, callbacks.v()) == 0 {
        return;
    }
    let info = dict::new(t);
    for (name, n) in
        [("generation", i64::from(generation)), ("collected", collected as i64), ("uncollectable", 0)]
    {
        dict::set_str(t, info.v(), t.intern(name).v(), t.int(n).v());
    }
    for f in list::snapshot(t, callbacks.v()) {
        if let Err(e) = ops::call_pos(t, f.v(), &[t.intern(phase).v(), info.v()]) {
            exceptions::unraisable(t, e, "Exception ignored while calling GC callback", f.v());
        }
    }
}

fn get_stats(t: &Thread, _: &[Value]) -> Res {
    let all = ASKED.iter().map(|(collections, collected)| {
        let d = dict::new(t);
        let counts = [
            ("collections", collections.load(Relaxed)),
            ("collected", collected.load(Relaxed)),
            ("uncollectable", 0),
        ];
        for (name, n) in counts {
            dict::set_str(t, d.v(), t.intern(name).v(), t.int(n as i64).v());
        }
        d
    });
    Ok(list::from_refs(t, all.collect()))
}

fn get_objects(t: &Thread, a: &[Value]) -> Res {
    if !a[0].is_none_or_undef() {
        let generation = ops::index_isize(t, a[0])?;
        if generation >= 3 {
            return Err(t.value_error(
                "generation parameter must be less than the number of available generations (3)",
            ));
        }
        if generation < -1 {
            return Err(t.value_error("generation parameter cannot be negative"));
        }
    }
    Ok(list::from_refs(t, owned(t.m.all_objects())))
}
