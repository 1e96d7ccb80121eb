//! `_lru_cache_wrapper`: a function with a cache of its results, bounded or not, that any threads may call at once.
//!
//! The dict maps keys to [`Link`]s. A bounded cache has a ring of links besides, in the order of their last use, under the wrapper's
//! lock. Dict operations may run Python code (`__hash__`, `__eq__`), so no lock is held across them, and dict and ring change one
//! after the other. What keeps them together: a link that leaves the ring is removed from the dict by whoever took it out; a
//! thread that puts a link into the dict looks at the ring again and takes it back out of the dict if it has left the ring by then.

use crate::util::shape_of_class;
use heddle_objects::native::LazySignature;
use heddle_objects::native::{ArgVec, Args, def};
use heddle_objects::payload::{Payload, Traced};
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::{dict, function, int, str, tuple, type_attrs};
use heddle_objects::{Fixed, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicIsize, AtomicUsize, Ordering::*};
use std::cell::UnsafeCell;

/// A result and the key it belongs to.
pub struct Link {
    key: Fixed,
    result: Fixed,
    /// Its place in the ring.
    place: AtomicUsize,
}
heddle_objects::payload!(Link { key, result });

static LINK: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    ..TypeDef::new("functools._lru_list_elem", Link::vtable, |_| ())
});

struct Node {
    link: Value,
    older: usize,
    newer: usize,
}

/// Links in the order of their last use. Guarded by the wrapper's lock.
struct Ring {
    nodes: UnsafeCell<Vec<Node>>,
    ends: UnsafeCell<(usize, usize)>,
}

impl Traced for Ring {
    fn each(&self, visit: &mut dyn FnMut(Value)) {
        // SAFETY: the collector looks at objects at rest: nobody holds the lock across a safepoint.
        unsafe { &*self.nodes.get() }.iter().for_each(|n| visit(n.link));
    }
}

/// What the lock gives access to.
struct Locked<'a> {
    nodes: &'a mut Vec<Node>,
    /// The oldest and the newest.
    ends: &'a mut (usize, usize),
}

const NOBODY: usize = usize::MAX;

impl Locked<'_> {
    fn holds(&self, link: Value) -> bool {
        let place = link.expect::<Link>().place.load(Relaxed);
        self.nodes.get(place).is_some_and(|n| n.link.is(link))
    }

    fn take_out(&mut self, k: usize) {
        let (older, newer) = (self.nodes[k].older, self.nodes[k].newer);
        match self.nodes.get_mut(older) {
            Some(n) => n.newer = newer,
            None => self.ends.0 = newer,
        }
        match self.nodes.get_mut(newer) {
            Some(n) => n.older = older,
            None => self.ends.1 = older,
        }
    }

    fn make_newest(&mut self, k: usize) {
        let newest = self.ends.1;
        self.nodes[k].older = newest;
        self.nodes[k].newer = NOBODY;
        match self.nodes.get_mut(newest) {
            Some(n) => n.newer = k,
            None => self.ends.0 = k,
        }
        self.ends.1 = k;
    }

    fn touch(&mut self, link: Value) {
        if self.holds(link) {
            let k = link.expect::<Link>().place.load(Relaxed);
            self.take_out(k);
            self.make_newest(k);
        }
    }

    /// Puts a link in; the oldest comes out if there are `most`.
    fn put(&mut self, link: Ref, most: usize) -> Ref {
        let payload = link.v();
        let payload = payload.expect::<Link>();
        if self.nodes.len() < most {
            let k = self.nodes.len();
            payload.place.store(k, Relaxed);
            self.nodes.push(Node { link: link.into_value(), older: NOBODY, newer: NOBODY });
            self.make_newest(k);
            return Ref::UNDEF;
        }
        let k = self.ends.0;
        payload.place.store(k, Relaxed);
        self.take_out(k);
        let old = std::mem::replace(&mut self.nodes[k].link, link.into_value());
        self.make_newest(k);
        // SAFETY: the ring owned it.
        unsafe { Ref::own(old) }
    }
}

/// The wrapper's payload.
pub struct Wrapper {
    function: Fixed,
    info: Fixed,
    cache: Fixed,
    /// Stands between positional and named arguments in keys.
    mark: Fixed,
    typed: bool,
    /// Negative: unbounded.
    most: isize,
    hits: AtomicIsize,
    misses: AtomicIsize,
    ring: Ring,
}
heddle_objects::payload!(Wrapper { function, info, cache, mark, ring });

/// `functools._lru_cache_wrapper`
pub static WRAPPER: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::DICT | flags::WEAKREF | flags::METHOD_DESCRIPTOR,
    methods: &[
        def("cache_info($self, /)", cache_info),
        def("cache_clear($self, /)", cache_clear),
        def("__reduce__($self, /)", |t, a| ops::getattr_str(t, a[0], "__qualname__")),
        def("__copy__($self, /)", |_, a| Ok(Ref::new(a[0]))),
        def("__deepcopy__($self, memo, /)", |_, a| Ok(Ref::new(a[0]))),
    ],
    extra: |t, put| put("__dict__", type_attrs::dict_descriptor(t, WRAPPER.get())),
    doc: "Create a cached callable that wraps another function.\n\n\
          user_function:      the function being cached\n\n\
          maxsize:  0         for no caching\n          None      for unlimited cache size\n          \
          n         for a bounded cache\n\n\
          typed:    False     cache f(3) and f(3.0) as identical calls\n          \
          True      cache f(3) and f(3.0) as distinct calls\n\n\
          cache_info_type:    namedtuple class with the fields:\n                        \
          hits misses currsize maxsize\n",
    ..TypeDef::new("functools._lru_cache_wrapper", Wrapper::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, args| {
        static SIG: LazySignature =
            LazySignature::new("lru_cache($type, /, user_function, maxsize, typed, cache_info_type)");
        SIG.call(t, cls, args, new)
    });
    s.call = Some(call);
    s.descr_get = Some(|t, v, instance, _| {
        Ok(if instance.is_none_or_undef() { Ref::new(v) } else { function::method(t, v, instance) })
    });
}

fn new(t: &Thread, a: &[Value]) -> Res {
    if !ops::is_callable(a[1]) {
        return Err(t.type_error("the first argument must be callable"));
    }
    let most = if a[2].is_none() {
        -1
    } else if ops::slots_of(a[2]).index.is_some() || int::is_int(a[2]) {
        crate::util::arg_size(t, a[2])?.max(0)
    } else {
        return Err(t.type_error("maxsize should be integer or None"));
    };
    let typed = ops::truth(t, a[3])?;
    let mark = ops::call_pos(t, heddle_objects::types::object::OBJECT.get(), &[])?;
    let cache = dict::new(t);
    let payload = Wrapper {
        function: Fixed::new(Ref::new(a[1])),
        info: Fixed::new(Ref::new(a[4])),
        cache: Fixed::new(cache),
        mark: Fixed::new(mark),
        typed,
        most,
        hits: AtomicIsize::new(0),
        misses: AtomicIsize::new(0),
        ring: Ring { nodes: UnsafeCell::new(Vec::new()), ends: UnsafeCell::new((NOBODY, NOBODY)) },
    };
    Ok(t.alloc(shape_of_class(a[0]), payload))
}

fn with_ring<R>(t: &Thread, v: Value, f: impl FnOnce(&mut Locked) -> R) -> R {
    let o = ops::object(v);
    let ring = &v.expect::<Wrapper>().ring;
    let _lock = o.lock().lock(&t.m);
    // SAFETY: the lock is held; `f` runs no Python code and takes no safepoint.
    unsafe { f(&mut Locked { nodes: &mut *ring.nodes.get(), ends: &mut *ring.ends.get() }) }
}

/// What a call's result is kept under.
fn make_key(t: &Thread, w: &Wrapper, args: Args) -> Ref {
    if !w.typed
        && let [only] = args.all
        && args.names.is_empty()
        && (str::STR.is_exact(*only) || int::INT.is_exact(*only))
    {
        return Ref::new(*only);
    }
    let mut parts = ArgVec::from_slice(args.positional());
    if !args.names.is_empty() {
        parts.push(w.mark.v());
        for (name, value) in args.pairs() {
            parts.push(name);
            parts.push(value);
        }
    }
    if w.typed {
        parts.extend(args.all.iter().map(|&v| ops::type_of(v)));
    }
    tuple::from_values(t, &parts)
}

fn call(t: &Thread, v: Value, args: Args) -> Res {
    let w = v.expect::<Wrapper>();
    if w.most == 0 {
        w.misses.fetch_add(1, Relaxed);
        return ops::call(t, w.function.v(), args);
    }
    let key = make_key(t, w, args);
    let cache = w.cache.v();
    let found = match dict::get(t, cache, key.v()) {
        Ok(found) => found,
        Err(e) => {
            // What cannot be hashed is said of the argument, not of a key that the caller never sees.
            ops::hash(t, key.v())?;
            return Err(e);
        }
    };
    if !found.is_undef() {
        w.hits.fetch_add(1, Relaxed);
        if w.most < 0 {
            return Ok(found);
        }
        with_ring(t, v, |ring| ring.touch(found.v()));
        return Ok(found.expect::<Link>().result.get());
    }
    w.misses.fetch_add(1, Relaxed);
    let result = ops::call(t, w.function.v(), args)?;
    if w.most < 0 {
        dict::set(t, cache, key.v(), result.v())?;
    } else if dict::get(t, cache, key.v())?.is_undef() {
        // Otherwise another call, from inside this one or from another thread, was quicker.
        store(t, v, w, key, &result)?;
    }
    Ok(result)
}

fn store(t: &Thread, v: Value, w: &Wrapper, key: Ref, result: &Ref) -> Res<()> {
    let cache = w.cache.v();
    let link = t.alloc(
        LINK.shape(),
        Link { key: Fixed::new(key), result: Fixed::new(result.clone()), place: AtomicUsize::new(NOBODY) },
    );
    let most = w.most as usize;
    let inside = link.clone();
    let old = with_ring(t, v, |ring| ring.put(inside, most));
    if !old.is_undef() {
        forget(t, cache, old.v())?;
    }
    dict::set(t, cache, link.expect::<Link>().key.v(), link.v())?;
    if !with_ring(t, v, |ring| ring.holds(link.v())) {
        forget(t, cache, link.v())?;
    }
    Ok(())
}

/// Removes a link that has left the ring, if the dict still has it.
fn forget(t: &Thread, cache: Value, link: Value) -> Res<()> {
    let key = link.expect::<Link>().key.v();
    if dict::get(t, cache, key)?.is(link) {
        dict::remove(t, cache, key)?;
    }
    Ok(())
}

fn cache_info(t: &Thread, a: &[Value]) -> Res {
    let w = a[0].expect::<Wrapper>();
    let (hits, misses) = (t.int(w.hits.load(Relaxed) as i64), t.int(w.misses.load(Relaxed) as i64));
    let most = if w.most < 0 { Ref::NONE } else { t.int(w.most as i64) };
    let size = t.int(dict::len(t, w.cache.v()) as i64);
    ops::call_pos(t, w.info.v(), &[hits.v(), misses.v(), most.v(), size.v()])
}

fn cache_clear(t: &Thread, a: &[Value]) -> Res {
    let w = a[0].expect::<Wrapper>();
    w.hits.store(0, Relaxed);
    w.misses.store(0, Relaxed);
    let links: Vec<Ref> = with_ring(t, a[0], |ring| {
        *ring.ends = (NOBODY, NOBODY);
        // SAFETY: the ring owned them.
        std::mem::take(ring.nodes).into_iter().map(|n| unsafe { Ref::own(n.link) }).collect()
    });
    dict::clear(t, w.cache.v());
    drop(links);
    Ok(Ref::NONE)
}
