//! `Context`, and which one a thread is in.

use super::table;
use super::variable::CONTEXT_VAR;
use crate::util::call_with;
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::{Compare, Slots};
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::{list, tuple};
use heddle_objects::{Raised, Ref, Res, Slot, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicBool, Ordering::*};

/// A context's payload.
pub struct Context {
    /// The table; replaced whole.
    variables: Slot,
    entered: AtomicBool,
}
heddle_objects::payload!(Context { variables });

/// `_contextvars.Context`
pub static CONTEXT: NativeType = NativeType::new(TypeDef {
    flags: flags::WEAKREF,
    methods: METHODS,
    ..TypeDef::new("_contextvars.Context", Context::vtable, slots)
});

const METHODS: &[Def] = &[
    def("copy($self, /)", |t, a| {
        let variables = variables(t, a[0]);
        Ok(new(t, variables))
    }),
    def("get($self, key, default=None, /)", |t, a| {
        check_key(t, a[1])?;
        let found = table::get(&variables(t, a[0]), a[1]);
        if !found.is_undef() {
            return Ok(found);
        }
        Ok(if a[2].is_undef() { Ref::NONE } else { Ref::new(a[2]) })
    }),
    def("items($self, /)", |t, a| {
        let items = table::items(&variables(t, a[0])).into_iter();
        iterator(t, items.map(|(k, v)| tuple::from_refs(t, vec![k, v])).collect())
    }),
    def("keys($self, /)", |t, a| keys(t, a[0])),
    def("values($self, /)", |t, a| {
        iterator(t, table::items(&variables(t, a[0])).into_iter().map(|(_, v)| v).collect())
    }),
    def("run($self, /, *args, **kwargs)", |t, a| {
        let args = tuple::items(&a[1]);
        let Some((&callable, rest)) = args.split_first() else {
            return Err(t.type_error("run() missing 1 required positional argument"));
        };
        run(t, a[0], |t| call_with(t, callable, rest, a[2]))
    }),
];

fn slots(s: &mut Slots) {
    s.new = Some(|t, _, args| {
        if !args.all.is_empty() {
            return Err(t.type_error("Context() does not accept any arguments"));
        }
        let empty = table::empty(t);
        Ok(new(t, empty))
    });
    s.len = Some(|t, v| Ok(table::len(&variables(t, v))));
    s.iter = Some(keys);
    s.contains = Some(|t, v, key| {
        check_key(t, key)?;
        Ok(!table::get(&variables(t, v), key).is_undef())
    });
    s.getitem = Some(|t, v, key| {
        check_key(t, key)?;
        table::get(&variables(t, v), key).some().ok_or_else(|| t.key_error(key))
    });
    s.compare = Some(|t, a, b, op| {
        if !CONTEXT.is_exact(b) || !matches!(op, Compare::Eq | Compare::Ne) {
            return Ok(Ref::NOT_IMPLEMENTED);
        }
        let (x, y) = (variables(t, a), variables(t, b));
        Ok(Ref::bool(same(t, &x, &y)? == (op == Compare::Eq)))
    });
}

fn same(t: &Thread, x: &Ref, y: &Ref) -> Res<bool> {
    if x.is(y.v()) {
        return Ok(true);
    }
    if table::len(x) != table::len(y) {
        return Ok(false);
    }
    for (variable, value) in table::items(x) {
        let other = table::get(y, variable.v());
        if other.is_undef() || !ops::equal(t, value.v(), other.v())? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn check_key(t: &Thread, key: Value) -> Res<()> {
    if CONTEXT_VAR.is_exact(key) {
        return Ok(());
    }
    Err(t.type_error(format_args!("a ContextVar key was expected, got {}", ops::repr_text(t, key)?)))
}

fn iterator(t: &Thread, items: Vec<Ref>) -> Res {
    let items = list::from_refs(t, items);
    ops::iter(t, items.v())
}

fn keys(t: &Thread, v: Value) -> Res {
    iterator(t, table::items(&variables(t, v)).into_iter().map(|(k, _)| k).collect())
}

fn new(t: &Thread, variables: Ref) -> Ref {
    t.alloc(CONTEXT.shape(), Context { variables: Slot::new(variables), entered: AtomicBool::new(false) })
}

/// The table of a context.
pub(super) fn variables(t: &Thread, context: Value) -> Ref {
    context.expect::<Context>().variables.get(t, ops::object(context))
}

/// Sets (UNDEF: removes) a variable of the current context.
pub(super) fn set(t: &Thread, context: Value, variable: Value, value: Ref) {
    // Only the thread that has entered a context changes it.
    let changed = table::with(t, &variables(t, context), variable, value);
    context.expect::<Context>().variables.set(t, ops::object(context), changed);
}

/// The context that the thread is in; made if there is none yet.
pub fn current(t: &Thread) -> Ref {
    let now = t.context.get();
    if !now.is_undef() {
        return Ref::new(now);
    }
    let empty = table::empty(t);
    let fresh = new(t, empty);
    // Its thread's own: nobody else may enter it.
    fresh.expect::<Context>().entered.store(true, Relaxed);
    drop(replace(t, fresh.clone()));
    fresh
}

fn replace(t: &Thread, context: Ref) -> Ref {
    // SAFETY: the cell owns what it holds.
    unsafe { Ref::own(t.context.replace(context.into_value())) }
}

/// A copy of the current context.
pub fn copy_current(t: &Thread) -> Ref {
    let now = current(t);
    let variables = variables(t, now.v());
    new(t, variables)
}

/// Runs `f` in a context: RuntimeError if somebody is in it already.
pub fn run(t: &Thread, context: Value, f: impl FnOnce(&Thread) -> Res) -> Res {
    let c = context.expect::<Context>();
    // Acquire: pairs with the Release below: what was set in it is seen.
    if c.entered.swap(true, Acquire) {
        return Err(already_entered(t, context));
    }
    let before = replace(t, Ref::new(context));
    let result = f(t);
    let inside = replace(t, before);
    c.entered.store(false, Release);
    drop(inside);
    result
}

#[cold]
fn already_entered(t: &Thread, context: Value) -> Raised {
    match ops::repr_text(t, context) {
        Ok(text) => t.runtime_error(format_args!("cannot enter context: {text} is already entered")),
        Err(e) => e,
    }
}
