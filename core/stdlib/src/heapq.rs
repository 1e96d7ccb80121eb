//! `_heapq`: heaps in lists, the smallest first or (`_max`) the largest. The list may change while items are compared: noticed by
//! its length, as in CPython.

use crate::NativeModule;
use crate::util::list_arg;
use heddle_objects::native::{Def, def_doc};
use heddle_objects::slots::Compare;
use heddle_objects::types::list;
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "Heap queue algorithm (a.k.a. priority queue).\n\n\
          Heaps are arrays for which a[k] <= a[2*k+1] and a[k] <= a[2*k+2] for\n\
          all k, counting elements from 0.  For the sake of comparison,\n\
          non-existing elements are considered to be infinite.  The interesting\n\
          property of a heap is that a[0] is always its smallest element.\n",
    ..NativeModule::new("_heapq", FUNCTIONS)
};

const FUNCTIONS: &[Def] = &[
    def_doc(
        "heappush(heap, item, /)",
        |t, a| push(t, "heappush", a, Order::Min),
        "Push item onto heap, maintaining the heap invariant.",
    ),
    def_doc(
        "heappop(heap, /)",
        |t, a| pop(t, "heappop", a, Order::Min),
        "Pop the smallest item off the heap, maintaining the heap invariant.",
    ),
    def_doc(
        "heapreplace(heap, item, /)",
        |t, a| replace(t, "heapreplace", a, Order::Min),
        "Pop and return the current smallest value, and add the new item.",
    ),
    def_doc(
        "heappushpop(heap, item, /)",
        |t, a| push_pop(t, "heappushpop", a, Order::Min),
        "Push item on the heap, then pop and return the smallest item from the heap.",
    ),
    def_doc(
        "heapify(heap, /)",
        |t, a| heapify(t, "heapify", a, Order::Min),
        "Transform list into a heap, in-place, in O(len(heap)) time.",
    ),
    def_doc(
        "heappush_max(heap, item, /)",
        |t, a| push(t, "heappush_max", a, Order::Max),
        "Push item onto max heap, maintaining the heap invariant.",
    ),
    def_doc(
        "heappop_max(heap, /)",
        |t, a| pop(t, "heappop_max", a, Order::Max),
        "Maxheap variant of heappop.",
    ),
    def_doc(
        "heapreplace_max(heap, item, /)",
        |t, a| replace(t, "heapreplace_max", a, Order::Max),
        "Maxheap variant of heapreplace.",
    ),
    def_doc(
        "heappushpop_max(heap, item, /)",
        |t, a| push_pop(t, "heappushpop_max", a, Order::Max),
        "Maxheap variant of heappushpop.",
    ),
    def_doc(
        "heapify_max(heap, /)",
        |t, a| heapify(t, "heapify_max", a, Order::Max),
        "Maxheap variant of heapify.",
    ),
];

/// Which item comes first.
#[derive(Clone, Copy, PartialEq)]
enum Order {
    Min,
    Max,
}

impl Order {
    /// Whether `a` has to be before `b`.
    fn before(self, t: &Thread, a: Value, b: Value) -> Res<bool> {
        match self {
            Order::Min => ops::compare_bool(t, a, b, Compare::Lt),
            Order::Max => ops::compare_bool(t, b, a, Compare::Lt),
        }
    }
}

/// A heap of a length that must not change.
struct Heap<'a> {
    t: &'a Thread,
    list: Value,
    len: usize,
    order: Order,
}

impl Heap<'_> {
    fn changed(&self) -> Raised {
        self.t.runtime_error("list changed size during iteration")
    }

    fn get(&self, k: usize) -> Res {
        list::get(self.t, self.list, k).some().ok_or_else(|| self.changed())
    }

    fn set(&self, k: usize, item: Ref) -> Res<()> {
        if list::set(self.t, self.list, k, item) { Ok(()) } else { Err(self.changed()) }
    }

    fn before(&self, a: &Ref, b: &Ref) -> Res<bool> {
        let before = self.order.before(self.t, a.v(), b.v())?;
        if list::len(self.t, self.list) == self.len { Ok(before) } else { Err(self.changed()) }
    }

    /// Moves the item at `k` towards the top, at most to `top`.
    fn rise(&self, top: usize, mut k: usize) -> Res<()> {
        let item = self.get(k)?;
        while k > top {
            let above = (k - 1) / 2;
            let parent = self.get(above)?;
            if !self.before(&item, &parent)? {
                break;
            }
            self.set(k, parent)?;
            self.set(above, item.clone())?;
            k = above;
        }
        Ok(())
    }

    /// Moves the item at `top` down to the bottom along the first children, then up to its place: fewer comparisons
    /// than asking at every step, as most items that come from the bottom belong there.
    fn sink(&self, top: usize) -> Res<()> {
        let mut k = top;
        while 2 * k + 1 < self.len {
            let (left, right) = (2 * k + 1, 2 * k + 2);
            let mut child = left;
            if right < self.len && !self.before(&self.get(left)?, &self.get(right)?)? {
                child = right;
            }
            let (item, below) = (self.get(k)?, self.get(child)?);
            self.set(k, below)?;
            self.set(child, item)?;
            k = child;
        }
        self.rise(top, k)
    }
}

fn heap<'a>(t: &'a Thread, list: Value, order: Order) -> Heap<'a> {
    Heap { t, list, len: list::len(t, list), order }
}

fn push(t: &Thread, name: &str, a: &[Value], order: Order) -> Res {
    list_arg(t, name, Some(1), a[0])?;
    list::append(t, a[0], Ref::new(a[1]));
    let h = heap(t, a[0], order);
    h.rise(0, h.len.saturating_sub(1))?;
    Ok(Ref::NONE)
}

fn pop(t: &Thread, name: &str, a: &[Value], order: Order) -> Res {
    list_arg(t, name, None, a[0])?;
    let Ok(last) = list::pop(t, a[0], -1) else { return Err(t.index_error("index out of range")) };
    let h = heap(t, a[0], order);
    if h.len == 0 {
        return Ok(last);
    }
    let first = h.get(0)?;
    h.set(0, last)?;
    h.sink(0)?;
    Ok(first)
}

fn replace(t: &Thread, name: &str, a: &[Value], order: Order) -> Res {
    list_arg(t, name, Some(1), a[0])?;
    let first = list::get(t, a[0], 0);
    if first.is_undef() {
        return Err(t.index_error("index out of range"));
    }
    let h = heap(t, a[0], order);
    h.set(0, Ref::new(a[1]))?;
    h.sink(0)?;
    Ok(first)
}

fn push_pop(t: &Thread, name: &str, a: &[Value], order: Order) -> Res {
    list_arg(t, name, Some(1), a[0])?;
    let first = list::get(t, a[0], 0);
    if first.is_undef() || !order.before(t, first.v(), a[1])? {
        return Ok(Ref::new(a[1]));
    }
    let h = heap(t, a[0], order);
    if h.len == 0 {
        return Err(t.index_error("index out of range"));
    }
    let first = h.get(0)?;
    h.set(0, Ref::new(a[1]))?;
    h.sink(0)?;
    Ok(first)
}

fn heapify(t: &Thread, name: &str, a: &[Value], order: Order) -> Res {
    list_arg(t, name, None, a[0])?;
    let h = heap(t, a[0], order);
    for k in (0..h.len / 2).rev() {
        h.sink(k)?;
        t.m.safepoint();
    }
    Ok(Ref::NONE)
}
