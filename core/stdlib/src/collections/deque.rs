//! `deque`: items under the object's lock; a state that changes whenever items move, for iterators to see. Methods whose work
//! runs Python code (comparing items) go by [`Walk`], which looks at the state at every step.

use super::deque_iter::over;
use crate::util::{arg_size, class_getitem, init, shape_of_class, short_name, slice_index};
use heddle_objects::native::{Def, def_doc};
use heddle_objects::payload::{Payload, Traced};
use heddle_objects::slots::{Compare, Slots};
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::{int, list, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicIsize, AtomicUsize, Ordering::*};
use std::cell::UnsafeCell;
use std::collections::VecDeque;

/// The items: owned words, touched under the deque's lock only.
struct Items(UnsafeCell<VecDeque<Value>>);

impl Traced for Items {
    fn each(&self, visit: &mut dyn FnMut(Value)) {
        // SAFETY: the collector looks at objects at rest: nobody holds the lock across a safepoint.
        unsafe { &*self.0.get() }.iter().for_each(|&v| visit(v));
    }
}

/// A deque's payload.
pub struct Deque {
    items: Items,
    /// Changes, under the lock, whenever items move.
    version: AtomicUsize,
    /// Negative: none.
    maxlen: AtomicIsize,
}
heddle_objects::payload!(Deque { items });

/// `collections.deque`
pub static DEQUE: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::SEQUENCE | flags::WEAKREF,
    methods: METHODS,
    getset: &[getter("maxlen", |t, v| {
        Ok(match v.expect::<Deque>().maxlen.load(Relaxed) {
            n if n < 0 => Ref::NONE,
            n => t.int(n as i64),
        })
    })],
    doc: "A list-like sequence optimized for data accesses near its endpoints.",
    ..TypeDef::new("collections.deque", Deque::vtable, slots)
});

const METHODS: &[Def] = &[
    def_doc(
        "append($self, item, /)",
        |t, a| append(t, a[0], Ref::new(a[1])),
        "Add an element to the right side of the deque.",
    ),
    def_doc(
        "appendleft($self, item, /)",
        |t, a| append_left(t, a[0], Ref::new(a[1])),
        "Add an element to the left side of the deque.",
    ),
    def_doc(
        "clear($self, /)",
        |t, a| clear(t, a[0]).map(|()| Ref::NONE),
        "Remove all elements from the deque.",
    ),
    def_doc("copy($self, /)", |t, a| copy(t, a[0]), "Return a shallow copy of a deque."),
    def_doc("__copy__($self, /)", |t, a| copy(t, a[0]), "Return a shallow copy of a deque."),
    def_doc("count($self, value, /)", count, "Return number of occurrences of value."),
    def_doc(
        "extend($self, iterable, /)",
        |t, a| extend(t, a[0], a[1], append),
        "Extend the right side of the deque with elements from the iterable.",
    ),
    def_doc(
        "extendleft($self, iterable, /)",
        |t, a| extend(t, a[0], a[1], append_left),
        "Extend the left side of the deque with elements from the iterable.",
    ),
    def_doc(
        "index($self, value, start=0, stop=9223372036854775807, /)",
        index,
        "Return first index of value.\n\nRaises ValueError if the value is not present.",
    ),
    def_doc("insert($self, index, value, /)", insert, "Insert value before index."),
    def_doc(
        "pop($self, /)",
        |t, a| pop(t, a[0], VecDeque::pop_back),
        "Remove and return the rightmost element.",
    ),
    def_doc(
        "popleft($self, /)",
        |t, a| pop(t, a[0], VecDeque::pop_front),
        "Remove and return the leftmost element.",
    ),
    def_doc("remove($self, value, /)", remove, "Remove first occurrence of value."),
    def_doc("reverse($self, /)", reverse, "Reverse *IN PLACE*."),
    def_doc(
        "rotate($self, n=1, /)",
        rotate,
        "Rotate the deque n steps to the right.  If n is negative, rotates left.",
    ),
    def_doc(
        "__reversed__($self, /)",
        |t, a| Ok(over(t, a[0], true)),
        "Return a reverse iterator over the deque.",
    ),
    def_doc("__reduce__($self, /)", reduce, "Return state information for pickling."),
    def_doc("__sizeof__($self, /)", deque_size, "Return the size of the deque in memory, in bytes."),
    def_doc("__class_getitem__($type, object, /)", class_getitem, "See PEP 585"),
];

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| Ok(empty(t, cls, -1)));
    init!(s, "deque($self, iterable=None, maxlen=None)", init);
    s.len = Some(|t, v| Ok(state(t, v).1));
    s.iter = Some(|t, v| Ok(over(t, v, false)));
    s.repr = Some(repr);
    s.compare = Some(compare);
    s.contains = Some(|t, v, item| {
        let mut walk = Walk::new(t, v);
        while let Some(x) = walk.next(t)? {
            if ops::equal(t, x.v(), item)? {
                return Ok(true);
            }
        }
        Ok(false)
    });
    s.getitem = Some(|t, v, key| {
        let k = sequence_index(t, key)?;
        let found = with(t, v, |items, _| at_index(k, items.len()).map(|k| Ref::new(items[k])));
        found.ok_or_else(|| out_of_range(t))
    });
    s.setitem = Some(set_item);
    s.concat = Some(|t, a, b| {
        if b.payload::<Deque>().is_none() {
            return Err(t.type_error(format_args!(
                "can only concatenate deque (not \"{}\") to deque",
                ops::type_name(b)
            )));
        }
        let new = copy(t, a)?;
        extend(t, new.v(), b, append)?;
        Ok(new)
    });
    s.inplace_concat = Some(|t, a, b| extend(t, a, b, append).map(|_| Ref::new(a)));
    s.repeat = Some(|t, a, n| {
        let new = copy(t, a)?;
        repeat(t, new.v(), n)?;
        Ok(new)
    });
    s.inplace_repeat = Some(|t, a, n| repeat(t, a, n).map(|()| Ref::new(a)));
}

fn empty(t: &Thread, cls: Value, maxlen: isize) -> Ref {
    let payload = Deque {
        items: Items(UnsafeCell::new(VecDeque::new())),
        version: AtomicUsize::new(0),
        maxlen: AtomicIsize::new(maxlen),
    };
    t.alloc(shape_of_class(cls), payload)
}

/// Runs `f` on the items and the version, under the lock. `f` runs no Python code: what it takes out, it hands out.
fn with<R>(t: &Thread, v: Value, f: impl FnOnce(&mut VecDeque<Value>, &AtomicUsize) -> R) -> R {
    let o = ops::object(v);
    let d = v.expect::<Deque>();
    let _lock = o.lock().lock(&t.m);
    // SAFETY: the lock is held.
    f(unsafe { &mut *d.items.0.get() }, &d.version)
}

/// [`with`] for changes that move items.
fn change<R>(t: &Thread, v: Value, f: impl FnOnce(&mut VecDeque<Value>) -> R) -> R {
    with(t, v, |items, version| {
        version.fetch_add(1, Relaxed);
        f(items)
    })
}

/// A word that was in a deque, with its reference.
fn owned(v: Value) -> Ref {
    // SAFETY: the deque owned it, and it was taken out under the lock.
    unsafe { Ref::own(v) }
}

/// The version and the length.
pub fn state(t: &Thread, v: Value) -> (usize, usize) {
    with(t, v, |items, version| (version.load(Relaxed), items.len()))
}

/// The item at `k`, if the version is still this one.
pub fn at(t: &Thread, v: Value, expected: usize, k: usize) -> Option<Ref> {
    with(
        t,
        v,
        |items, version| {
            if version.load(Relaxed) == expected { items.get(k).map(|&x| Ref::new(x)) } else { None }
        },
    )
}

/// The items, one by one, while Python code may run in between.
struct Walk {
    deque: Value,
    version: usize,
    len: usize,
    k: usize,
}

impl Walk {
    fn new(t: &Thread, deque: Value) -> Walk {
        let (version, len) = state(t, deque);
        Walk { deque, version, len, k: 0 }
    }

    fn changed(&self, t: &Thread) -> bool {
        state(t, self.deque).0 != self.version
    }

    fn next(&mut self, t: &Thread) -> Res<Option<Ref>> {
        if self.changed(t) {
            return Err(t.runtime_error("deque mutated during iteration"));
        }
        if self.k >= self.len {
            return Ok(None);
        }
        self.k += 1;
        match at(t, self.deque, self.version, self.k - 1) {
            Some(item) => Ok(Some(item)),
            None => Err(t.runtime_error("deque mutated during iteration")),
        }
    }
}

fn init(t: &Thread, a: &[Value]) -> Res {
    let maxlen = if a[2].is_none_or_undef() {
        -1
    } else if int::is_int(a[2]) {
        let n = arg_size(t, a[2])?;
        if n < 0 {
            return Err(t.value_error("maxlen must be non-negative"));
        }
        n
    } else {
        return Err(t.type_error("an integer is required"));
    };
    a[0].expect::<Deque>().maxlen.store(maxlen, Relaxed);
    clear(t, a[0])?;
    if a[1].is_none_or_undef() { Ok(Ref::NONE) } else { extend(t, a[0], a[1], append) }
}

fn append(t: &Thread, v: Value, item: Ref) -> Res {
    let max = v.expect::<Deque>().maxlen.load(Relaxed) as usize;
    let old = change(t, v, |items| {
        items.push_back(item.into_value());
        if items.len() > max { items.pop_front() } else { None }
    });
    drop(old.map(owned));
    Ok(Ref::NONE)
}

fn append_left(t: &Thread, v: Value, item: Ref) -> Res {
    let max = v.expect::<Deque>().maxlen.load(Relaxed) as usize;
    let old = change(t, v, |items| {
        items.push_front(item.into_value());
        if items.len() > max { items.pop_back() } else { None }
    });
    drop(old.map(owned));
    Ok(Ref::NONE)
}

fn extend(t: &Thread, v: Value, iterable: Value, add: fn(&Thread, Value, Ref) -> Res) -> Res {
    if v.is(iterable) {
        for item in snapshot(t, v) {
            add(t, v, item)?;
        }
        return Ok(Ref::NONE);
    }
    ops::for_each(t, iterable, |item| add(t, v, item).map(drop))?;
    Ok(Ref::NONE)
}

fn snapshot(t: &Thread, v: Value) -> Vec<Ref> {
    with(t, v, |items, _| items.iter().map(|&x| Ref::new(x)).collect())
}

fn clear(t: &Thread, v: Value) -> Res<()> {
    let old = with(t, v, |items, version| {
        if !items.is_empty() {
            version.fetch_add(1, Relaxed);
        }
        std::mem::take(items)
    });
    old.into_iter().for_each(|x| drop(owned(x)));
    Ok(())
}

fn pop(t: &Thread, v: Value, take: fn(&mut VecDeque<Value>) -> Option<Value>) -> Res {
    let taken = with(t, v, |items, version| {
        let taken = take(items);
        version.fetch_add(usize::from(taken.is_some()), Relaxed);
        taken
    });
    taken.map(owned).ok_or_else(|| t.index_error("pop from an empty deque"))
}

fn copy(t: &Thread, v: Value) -> Res {
    let max = v.expect::<Deque>().maxlen.load(Relaxed);
    if DEQUE.is_exact(v) {
        let items = snapshot(t, v);
        let new = empty(t, DEQUE.get(), max);
        change(t, new.v(), |to| to.extend(items.into_iter().map(Ref::into_value)));
        return Ok(new);
    }
    let new = if max < 0 {
        ops::call_pos(t, ops::type_of(v), &[v])?
    } else {
        let max = t.int(max as i64);
        ops::call_pos(t, ops::type_of(v), &[v, max.v()])?
    };
    if new.payload::<Deque>().is_none() {
        return Err(t.type_error(format_args!(
            "{}() must return a deque, not {}",
            ops::type_name(v),
            ops::type_name(new.v())
        )));
    }
    Ok(new)
}

fn repeat(t: &Thread, v: Value, n: Value) -> Res<()> {
    let n = ops::index_isize(t, n)?;
    let max = v.expect::<Deque>().maxlen.load(Relaxed) as usize;
    let old = snapshot(t, v);
    if old.is_empty() || n == 1 {
        return Ok(());
    }
    if n <= 0 {
        return clear(t, v);
    }
    let Some(total) = old.len().checked_mul(n as usize).filter(|&n| n < isize::MAX as usize / 16) else {
        return Err(t.memory_error(""));
    };
    let kept = total.min(max);
    let all: VecDeque<Value> =
        (total - kept..total).map(|k| Ref::new(old[k % old.len()].v()).into_value()).collect();
    let before = change(t, v, |items| std::mem::replace(items, all));
    before.into_iter().for_each(|x| drop(owned(x)));
    Ok(())
}

fn count(t: &Thread, a: &[Value]) -> Res {
    let mut walk = Walk::new(t, a[0]);
    let mut n = 0;
    while let Some(x) = walk.next(t)? {
        n += i64::from(ops::equal(t, x.v(), a[1])?);
    }
    Ok(t.int(n))
}

fn index(t: &Thread, a: &[Value]) -> Res {
    let mut walk = Walk::new(t, a[0]);
    let bound = |v: Value, default: usize| -> Res<usize> {
        if v.is_undef() {
            return Ok(default);
        }
        let n = slice_index(t, v)?;
        Ok(if n < 0 { (n + walk.len as isize).max(0) } else { n } as usize)
    };
    let (start, stop) = (bound(a[2], 0)?, bound(a[3], walk.len)?.min(walk.len));
    walk.k = start;
    walk.len = stop;
    while let Some(x) = walk.next(t)? {
        if ops::equal(t, x.v(), a[1])? {
            return Ok(t.int(walk.k as i64 - 1));
        }
    }
    Err(t.value_error("deque.index(x): x not in deque"))
}

fn insert(t: &Thread, a: &[Value]) -> Res {
    let k = arg_size(t, a[1])?;
    let max = a[0].expect::<Deque>().maxlen.load(Relaxed) as usize;
    let item = Ref::new(a[2]);
    let left = change(t, a[0], |items| {
        let len = items.len();
        if len >= max {
            return Some(item);
        }
        let k = if k < 0 { (k + len as isize).max(0) as usize } else { (k as usize).min(len) };
        items.insert(k, item.into_value());
        None
    });
    match left {
        Some(_) => Err(t.index_error("deque already at its maximum size")),
        None => Ok(Ref::NONE),
    }
}

fn remove(t: &Thread, a: &[Value]) -> Res {
    let mut walk = Walk::new(t, a[0]);
    let mutated = || t.index_error("deque mutated during iteration");
    while walk.k < walk.len {
        let Some(x) = at(t, a[0], walk.version, walk.k) else { return Err(mutated()) };
        let same = ops::equal(t, x.v(), a[1])?;
        if walk.changed(t) {
            return Err(mutated());
        }
        if same {
            let taken = with(t, a[0], |items, version| {
                if version.load(Relaxed) != walk.version {
                    return None;
                }
                version.fetch_add(1, Relaxed);
                items.remove(walk.k)
            });
            return taken.map(|x| drop(owned(x))).map(|()| Ref::NONE).ok_or_else(mutated);
        }
        walk.k += 1;
    }
    Err(t.value_error("deque.remove(x): x not in deque"))
}

fn reverse(t: &Thread, a: &[Value]) -> Res {
    // As in CPython, iterators do not notice.
    with(t, a[0], |items, _| items.make_contiguous().reverse());
    Ok(Ref::NONE)
}

fn rotate(t: &Thread, a: &[Value]) -> Res {
    let n = if a[1].is_undef() { 1 } else { arg_size(t, a[1])? };
    with(t, a[0], |items, version| {
        if items.len() > 1 {
            version.fetch_add(1, Relaxed);
            items.rotate_right(n.rem_euclid(items.len() as isize) as usize);
        }
    });
    Ok(Ref::NONE)
}

fn sequence_index(t: &Thread, key: Value) -> Res<isize> {
    if ops::slots_of(key).index.is_none() && !int::is_int(key) {
        return Err(
            t.type_error(format_args!("sequence index must be integer, not '{}'", ops::type_name(key)))
        );
    }
    ops::index_isize(t, key)
}

fn at_index(k: isize, len: usize) -> Option<usize> {
    let k = if k < 0 { k + len as isize } else { k };
    usize::try_from(k).ok().filter(|&k| k < len)
}

fn out_of_range(t: &Thread) -> heddle_objects::Raised {
    t.index_error("deque index out of range")
}

fn set_item(t: &Thread, v: Value, key: Value, value: Value) -> Res<()> {
    let k = sequence_index(t, key)?;
    let new = Ref::new(value);
    let old = with(t, v, |items, version| {
        let k = at_index(k, items.len())?;
        if !new.is_undef() {
            return Some(std::mem::replace(&mut items[k], new.into_value()));
        }
        version.fetch_add(1, Relaxed);
        items.remove(k)
    });
    old.map(|x| drop(owned(x))).ok_or_else(|| out_of_range(t))
}

fn compare(t: &Thread, a: Value, b: Value, op: Compare) -> Res {
    if a.payload::<Deque>().is_none() || b.payload::<Deque>().is_none() {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    if a.is(b) && matches!(op, Compare::Eq | Compare::Ne) {
        return Ok(Ref::bool(op == Compare::Eq));
    }
    let (mut x, mut y) = (Walk::new(t, a), Walk::new(t, b));
    if x.len != y.len && matches!(op, Compare::Eq | Compare::Ne) {
        return Ok(Ref::bool(op == Compare::Ne));
    }
    loop {
        let (left, right) = (x.next(t)?, y.next(t)?);
        let (Some(left), Some(right)) = (&left, &right) else {
            return Ok(Ref::bool(op.of(left.is_some().cmp(&right.is_some()))));
        };
        if !ops::equal(t, left.v(), right.v())? {
            return match op {
                Compare::Eq => Ok(Ref::FALSE),
                Compare::Ne => Ok(Ref::TRUE),
                _ => ops::compare(t, left.v(), right.v(), op),
            };
        }
    }
}

fn repr(t: &Thread, v: Value) -> Res {
    if !t.repr_enter(v) {
        return Ok(t.str("[...]"));
    }
    let items = list::from_refs(t, snapshot(t, v));
    let text = ops::repr_text(t, items.v());
    t.repr_leave(v);
    let (name, text) = (short_name(v), text?);
    Ok(match v.expect::<Deque>().maxlen.load(Relaxed) {
        n if n < 0 => t.str(&format!("{name}({text})")),
        n => t.str(&format!("{name}({text}, maxlen={n})")),
    })
}

fn reduce(t: &Thread, a: &[Value]) -> Res {
    let state = ops::call_method(t, a[0], "__getstate__", &[])?;
    let items = ops::iter(t, a[0])?;
    let args = match a[0].expect::<Deque>().maxlen.load(Relaxed) {
        n if n < 0 => vec![],
        n => vec![tuple::from_refs(t, vec![]), t.int(n as i64)],
    };
    let parts = vec![Ref::new(ops::type_of(a[0])), tuple::from_refs(t, args), state, items];
    Ok(tuple::from_refs(t, parts))
}

fn deque_size(t: &Thread, a: &[Value]) -> Res {
    let words = with(t, a[0], |items, _| items.capacity());
    let shape = heddle_objects::shape::shape_of(ops::object(a[0]));
    Ok(t.int((shape.size() + 16 + words * 8) as i64))
}
