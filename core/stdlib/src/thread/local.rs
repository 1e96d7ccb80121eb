//! `_local`: an object with other attributes in every thread.
//!
//! A local holds a dict from thread numbers to attribute dicts; so all of them go when it goes, and cycles through them are found. A
//! thread notes (weakly) which locals it has used, and takes its dicts out when it ends. Thread numbers are not used twice.

use heddle_interp as interp;
use heddle_objects::native::{Args, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, lookup, type_data};
use heddle_objects::types::{dict, list, object, str, tuple, weakref};
use heddle_objects::{Fixed, Raised, Ref, Res, Thread, Value, ops};

/// The key of a thread's list of weak references to locals, in [`Thread::locals`].
const USED: usize = 0x10ca1;

/// A local's payload.
pub struct Local {
    /// What `__init__` is called with in every thread: a tuple and a dict (UNDEF for none).
    args: Fixed,
    kwargs: Fixed,
    /// The attribute dicts by thread.
    dicts: Fixed,
}
heddle_objects::payload!(Local { args, kwargs, dicts });

/// `_thread._local`
pub static LOCAL: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::WEAKREF,
    methods: &[def("__dir__($self, /)", |t, a| {
        let own = own_dict(t, a[0])?;
        let class = heddle_objects::builtins_attr::dir_of(t, ops::type_of(a[0]))?;
        let mut names = ops::collect(t, class.v())?;
        for key in dict::keys(t, own.v()) {
            if !names.iter().any(|n| n.is(key.v())) {
                names.push(key);
            }
        }
        Ok(list::from_refs(t, names))
    })],
    doc: "Thread-local data",
    ..TypeDef::new("_thread._local", Local::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(new);
    s.getattr = Some(getattr);
    s.setattr = Some(setattr);
}

fn new(t: &Thread, cls: Value, args: Args) -> Res {
    if !args.all.is_empty() && object::has_object_init(cls) {
        return Err(t.type_error("Initialization arguments are not supported"));
    }
    let kwargs = if args.names.is_empty() { Ref::UNDEF } else { crate::util::kwargs_dict(t, args)? };
    let args = tuple::from_values(t, args.positional());
    let payload =
        Local { args: Fixed::new(args), kwargs: Fixed::new(kwargs), dicts: Fixed::new(dict::new(t)) };
    let new = t.alloc(crate::util::shape_of_class(cls), payload);
    // The creator's `__init__` is called by who called this.
    add_dict(t, new.v())?;
    Ok(new)
}

fn key(t: &Thread) -> Ref {
    t.int(t.serial as i64)
}

/// An empty attribute dict for the calling thread.
fn add_dict(t: &Thread, v: Value) -> Res {
    let own = dict::new(t);
    dict::set(t, v.expect::<Local>().dicts.v(), key(t).v(), own.v())?;
    let mut used = used(t);
    if used.is_undef() {
        used = list::new(t);
        interp::set_thread_local(t, USED, used.clone());
    }
    list::append(t, used.v(), weakref::new_ref(t, v, Value::UNDEF)?);
    forget_dead(t, &used);
    Ok(own)
}

fn used(t: &Thread) -> Ref {
    t.locals.borrow().iter().find(|(k, _)| *k == USED).map_or(Ref::UNDEF, |(_, v)| Ref::new(*v))
}

/// Now and then: a thread that makes and drops many locals keeps no list of them all.
fn forget_dead(t: &Thread, used: &Ref) {
    let n = list::len(t, used.v());
    if n < 64 || !n.is_power_of_two() {
        return;
    }
    let alive =
        list::snapshot(t, used.v()).into_iter().filter(|r| !weakref::get(t, r.v()).is_none_or_undef());
    let alive = list::from_refs(t, alive.collect());
    interp::set_thread_local(t, USED, alive);
}

/// The calling thread's attribute dict, made (by `__init__`) if it is not there.
fn own_dict(t: &Thread, v: Value) -> Res {
    let local = v.expect::<Local>();
    let key = key(t);
    let found = dict::get(t, local.dicts.v(), key.v())?;
    if !found.is_undef() {
        return Ok(found);
    }
    let own = add_dict(t, v)?;
    let ty = ops::type_of(v);
    if !object::has_object_init(ty)
        && let Some(init) = type_data(&ty).slots().init
        && let Err(e) = call_init(t, v, local, init)
    {
        drop(dict::remove(t, local.dicts.v(), key.v())?);
        return Err(e);
    }
    Ok(own)
}

fn call_init(t: &Thread, v: Value, local: &Local, init: fn(&Thread, Value, Args) -> Res<()>) -> Res<()> {
    let args = local.args.v();
    let mut all: Vec<Value> = tuple::items(&args).to_vec();
    let kwargs = if local.kwargs.v().is_undef() { vec![] } else { dict::items(t, local.kwargs.v()) };
    all.extend(kwargs.iter().map(|(_, v)| v.v()));
    let names: Vec<Value> = kwargs.iter().map(|(k, _)| k.v()).collect();
    init(t, v, Args { all: &all, names: &names })
}

fn getattr(t: &Thread, v: Value, name: Value) -> Res {
    let own = own_dict(t, v)?;
    if str::equals(name, "__dict__") {
        return Ok(own);
    }
    let ty = ops::type_of(v);
    let found = lookup(t, ty, name);
    let mut get = None;
    if !found.is_undef() {
        let slots = ops::slots_of(found.v());
        get = slots.descr_get;
        if let (Some(get), Some(_)) = (get, slots.descr_set) {
            return get(t, found.v(), v, ty);
        }
    }
    let mine = dict::get_str_any(t, own.v(), name)?;
    if !mine.is_undef() {
        return Ok(mine);
    }
    match get {
        Some(get) => get(t, found.v(), v, ty),
        None if found.is_undef() => Err(t.no_attribute(v, name)),
        None => Ok(found),
    }
}

fn setattr(t: &Thread, v: Value, name: Value, value: Value) -> Res<()> {
    let own = own_dict(t, v)?;
    if str::equals(name, "__dict__") {
        return Err(read_only(t, v));
    }
    let found = lookup(t, ops::type_of(v), name);
    if !found.is_undef()
        && let Some(set) = ops::slots_of(found.v()).descr_set
    {
        return set(t, found.v(), v, value);
    }
    if !value.is_undef() {
        return dict::set(t, own.v(), name, value);
    }
    if dict::remove(t, own.v(), name)?.is_undef() {
        return Err(t.no_attribute(v, name));
    }
    Ok(())
}

#[cold]
fn read_only(t: &Thread, v: Value) -> Raised {
    t.attribute_error(format_args!("'{}' object attribute '__dict__' is read-only", ops::type_name(v)))
}

/// Takes the calling thread's dicts out of all locals: it ends.
pub fn thread_ends(t: &Thread) {
    // What goes may use locals again.
    for _ in 0..4 {
        let used = used(t);
        if used.is_undef() {
            return;
        }
        interp::set_thread_local(t, USED, Ref::UNDEF);
        for r in list::snapshot(t, used.v()) {
            let v = weakref::get(t, r.v());
            if let Some(local) = v.payload::<Local>() {
                let _ = dict::remove(t, local.dicts.v(), key(t).v());
            }
        }
    }
}
