//! Modules that are tables: `_codecs`, `_string`, `_typing`, `_types`.

use crate::NativeModule;
use heddle_objects::native::{Def, def};
use heddle_objects::types;
use heddle_objects::{Ref, Value};

/// `_codecs`
pub static CODECS: NativeModule =
    NativeModule::new("_codecs", heddle_objects::codecs::module::CODECS_FUNCTIONS);

/// `_string`
pub static STRING: NativeModule =
    NativeModule::new("_string", heddle_objects::builtins_string::STRING_FUNCTIONS);

/// `_typing`
pub static TYPING: NativeModule = NativeModule {
    types: &[
        &types::typevar::TYPE_VAR,
        &types::typevar_parts::PARAM_SPEC,
        &types::typevar_parts::PARAM_SPEC_ARGS,
        &types::typevar_parts::PARAM_SPEC_KWARGS,
        &types::typevar_parts::TYPE_VAR_TUPLE,
        &types::type_alias::TYPE_ALIAS,
        &types::typevar_parts::GENERIC,
    ],
    init: |t, m| {
        m.set(t, "Union", types::union::UNION.get_ref());
        m.set(t, "NoDefault", Ref::new(types::typevar_parts::no_default(t)));
        Ok(())
    },
    ..NativeModule::new("_typing", types::typevar_parts::FUNCTIONS)
};

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
            m.set(t, name, types::list::from_refs(t, vec![]));
        }
        Ok(())
    },
    ..NativeModule::new("gc", GC_FUNCTIONS)
};

const GC_FUNCTIONS: &[Def] = &[
    def("collect(generation=2)", |t, a| {
        if !a[0].is_undef() {
            let n = heddle_objects::ops::arg_i32(t, a[0])?;
            if !(0..=2).contains(&n) {
                return Err(t.value_error("invalid generation"));
            }
        }
        Ok(t.int(t.m.collect() as i64))
    }),
    def("enable()", |_, _| Ok(Ref::NONE)),
    def("disable()", |_, _| Ok(Ref::NONE)),
    def("isenabled()", |_, _| Ok(Ref::TRUE)),
    def("set_threshold(threshold0, threshold1=10, threshold2=0, /)", |_, _| Ok(Ref::NONE)),
    def("get_threshold()", |t, _| Ok(types::tuple::from_refs(t, vec![t.int(2000), t.int(10), t.int(0)]))),
    def("get_count()", |t, _| Ok(types::tuple::from_refs(t, vec![t.int(0), t.int(0), t.int(0)]))),
    def("get_debug()", |t, _| Ok(t.int(0))),
    def("set_debug(flags, /)", |_, _| Ok(Ref::NONE)),
    def("freeze()", |_, _| Ok(Ref::NONE)),
    def("unfreeze()", |_, _| Ok(Ref::NONE)),
    def("get_freeze_count()", |t, _| Ok(t.int(0))),
    def("get_stats()", |t, _| {
        let all = (0..3).map(|_| {
            let d = types::dict::new(t);
            for name in ["collections", "collected", "uncollectable"] {
                types::dict::set_str(t, d.v(), t.intern(name).v(), Value::int32(0));
            }
            d
        });
        Ok(types::list::from_refs(t, all.collect()))
    }),
    def("is_tracked(obj, /)", |_, a| {
        Ok(Ref::bool(a[0].as_obj().is_some_and(|o| o.flags() & heddle_gc::header::TRACKED != 0)))
    }),
    def("is_finalized(obj, /)", |_, a| {
        Ok(Ref::bool(a[0].as_obj().is_some_and(|o| o.flags() & heddle_gc::header::FINALISED != 0)))
    }),
    def("get_referents(*objs)", |t, a| {
        let mut found = vec![];
        for v in types::tuple::items(&a[0]) {
            if let Some(o) = v.as_obj() {
                let mut each = |v: Value| {
                    if let Some(child) = v.as_obj() {
                        // SAFETY: the lock is held, and the object holds a reference.
                        unsafe { t.m.mark_seen(child) };
                        found.push(Ref::new(v));
                    }
                };
                let s = heddle_objects::shape::shape_of(o);
                let _lock = o.lock().lock(&t.m);
                // SAFETY: the argument is alive, and its lock is held; nothing is dropped meanwhile.
                unsafe { (s.vtable.trace)(o.payload(), &mut each) };
            }
        }
        Ok(types::list::from_refs(t, found))
    }),
    def("get_referrers(*objs)", |t, _| Err(t.not_implemented("gc.get_referrers() is not there yet"))),
    def("get_objects(generation=None)", |t, _| Err(t.not_implemented("gc.get_objects() is not there yet"))),
];
