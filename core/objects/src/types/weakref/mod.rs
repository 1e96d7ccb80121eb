//! Weak references: `ref`, proxies, and the table that finds them by their object.
//!
//! The kernel keeps one [`WeakCell`] an object. A reference object holds the cell of what it refers to; the table holds, by that
//! cell, the cells of the reference objects themselves. So neither keeps the other alive, a reference that is garbage along with its
//! object is not called back (its own cell was cleared in the same breath), and none dangles.
//!
//! Locks: a shard of the table is a leaf. Nothing is allocated, counted down or called under it.

mod proxy;
mod reference;

pub use proxy::{CALLABLE_PROXY, PROXY, new_proxy};
pub use reference::{REF, Reference, get, is_ref, new_ref};

use crate::error::Res;
use crate::native::{Def, def_doc};
use crate::ops;
use crate::payload::Traced;
use crate::refs::{Ref, Slot};
use crate::thread::Thread;
use crate::typeobj::flags;
use crate::types::{dict, exceptions as exc, list};
use crate::value::Value;
use heddle_gc::{Obj, WeakCell};
use heddle_threads::sync::Mutex;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::sync::Arc;

/// What references and proxies have in common.
pub struct Weak {
    /// The cell of what is referred to.
    target: Arc<WeakCell>,
    /// `__callback__`; UNDEF for none, and when it has been called.
    callback: Slot,
}

impl Traced for Weak {
    fn each(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.callback.peek());
    }
}

impl Drop for Weak {
    fn drop(&mut self) {
        // The payload of a dead reference: its entry goes before its address can be used again.
        let me = std::ptr::from_ref(self) as usize;
        let (removed, list) = {
            let mut shard = shard(&self.target).lock();
            let key = key(&self.target);
            let Some(list) = shard.get_mut(&key) else { return };
            let at = list.iter().position(|entry| entry.address == me);
            let removed = at.map(|at| list.remove(at));
            (removed, if list.is_empty() { shard.remove(&key) } else { None })
        };
        drop((removed, list));
    }
}

impl Weak {
    fn new(target: Arc<WeakCell>, callback: Value) -> Weak {
        let callback = if callback.is_none_or_undef() { Ref::UNDEF } else { Ref::new(callback) };
        Weak { target, callback: Slot::new(callback) }
    }

    /// What is referred to; UNDEF if it is dead.
    #[inline]
    fn get(&self, t: &Thread) -> Ref {
        match t.m.upgrade(&self.target) {
            // SAFETY: `upgrade` gives a reference.
            Some(o) => unsafe { Ref::own(Value::from_obj(o)) },
            None => Ref::UNDEF,
        }
    }
}

/// What kind of reference an entry is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Of exactly the type `ref`, without callback: shared.
    Plain,
    /// A proxy without callback: shared.
    PlainProxy,
    /// Any other without callback.
    Own,
    /// With a callback.
    Called,
}

struct Entry {
    /// Where the [`Weak`] is: for removal only.
    address: usize,
    /// The cell of the reference object.
    me: Arc<WeakCell>,
    kind: Kind,
}

const SHARDS: usize = 64;

type Shard = Mutex<FxHashMap<usize, Vec<Entry>>>;

/// Entries by the address of their object's cell, which they keep, the oldest first.
static TABLE: [Shard; SHARDS] = [const { Mutex::new(FxHashMap::with_hasher(FxBuildHasher)) }; SHARDS];

fn key(cell: &Arc<WeakCell>) -> usize {
    Arc::as_ptr(cell) as usize
}

fn shard(cell: &Arc<WeakCell>) -> &'static Shard {
    &TABLE[(key(cell) >> 5) % SHARDS]
}

/// The weak cell of a value; TypeError if its type does not support weak references.
fn cell_of(t: &Thread, v: Value) -> Res<Arc<WeakCell>> {
    match v.as_obj() {
        // SAFETY: the caller keeps `v`.
        Some(o) if ops::type_data_of(v).has(flags::WEAKREF) => Ok(unsafe { t.m.weak_cell(o) }),
        _ => Err(t.type_error(format_args!(
            "cannot create weak reference to '{}' object",
            super::type_::qualified(t, ops::type_of(v))
        ))),
    }
}

/// The shared reference of this kind, if there is one alive.
fn shared(t: &Thread, target: &Arc<WeakCell>, kind: Kind) -> Option<Ref> {
    let me = {
        let shard = shard(target).lock();
        shard.get(&key(target))?.iter().rev().find(|e| e.kind == kind && !e.me.is_dead())?.me.clone()
    };
    // SAFETY: `upgrade` gives a reference.
    t.m.upgrade(&me).map(|o| unsafe { Ref::own(Value::from_obj(o)) })
}

/// Makes a new reference object known, or gives back the shared one that another thread made meanwhile.
fn publish(t: &Thread, made: Ref, weak: &Weak, kind: Kind) -> Ref {
    let o: Obj = made.obj();
    // SAFETY: `made` is a reference.
    let me = unsafe { t.m.weak_cell(o) };
    let entry = Entry { address: std::ptr::from_ref(weak) as usize, me, kind };
    let shareable = matches!(kind, Kind::Plain | Kind::PlainProxy);
    let mut dying: Option<Arc<WeakCell>> = None;
    loop {
        let other = {
            let mut shard = shard(&weak.target).lock();
            let list = shard.entry(key(&weak.target)).or_default();
            let other = list.iter().find(|e| {
                shareable
                    && e.kind == kind
                    && !e.me.is_dead()
                    && dying.as_ref().is_none_or(|d| !Arc::ptr_eq(d, &e.me))
            });
            match other {
                Some(other) => other.me.clone(),
                None => {
                    list.push(entry);
                    return made;
                }
            }
        };
        if let Some(o) = t.m.upgrade(&other) {
            // SAFETY: `upgrade` gives a reference.
            return unsafe { Ref::own(Value::from_obj(o)) };
        }
        // It is dying, and its cell will say so soon.
        dying = Some(other);
    }
}

/// An object that this cell named has died: its references' callbacks are due, the newest first.
pub fn cleared(t: &Thread, cell: &Arc<WeakCell>) {
    let list = shard(cell).lock().remove(&key(cell));
    let Some(list) = list else { return };
    if list.iter().all(|e| e.kind != Kind::Called) {
        return;
    }
    let handled = t.set_handled(Ref::UNDEF);
    for entry in list.iter().rev().filter(|e| e.kind == Kind::Called) {
        // A reference that is dead, or garbage itself, is not called back.
        let Some(o) = t.m.upgrade(&entry.me) else { continue };
        // SAFETY: `upgrade` gives a reference.
        let reference = unsafe { Ref::own(Value::from_obj(o)) };
        let Some(weak) = weak_of(&reference) else { continue };
        let callback = weak.callback.swap(t, reference.obj(), Ref::UNDEF);
        if callback.is_undef() {
            continue;
        }
        if let Err(e) = ops::call_pos(t, callback.v(), &[reference.v()]) {
            exc::unraisable(t, e, "Exception ignored while calling weakref callback", callback.v());
        }
    }
    drop(t.set_handled(handled));
}

/// The common part of a reference or a proxy.
fn weak_of(v: &Value) -> Option<&Weak> {
    match v.payload::<Reference>() {
        Some(r) => Some(r.weak()),
        None => v.payload::<proxy::Proxy>().map(proxy::Proxy::weak),
    }
}

/// The live references to an object: the shared ones, then the newest first.
pub fn references(t: &Thread, v: Value) -> Vec<Ref> {
    let Ok(target) = cell_of(t, v) else {
        return vec![];
    };
    let mut cells: Vec<(Kind, Arc<WeakCell>)> = {
        let shard = shard(&target).lock();
        let Some(list) = shard.get(&key(&target)) else { return vec![] };
        list.iter().rev().map(|e| (e.kind, e.me.clone())).collect()
    };
    cells.sort_by_key(|(kind, _)| match kind {
        Kind::Plain => 0,
        Kind::PlainProxy => 1,
        _ => 2,
    });
    // SAFETY: `upgrade` gives a reference.
    cells
        .iter()
        .filter_map(|(_, c)| t.m.upgrade(c))
        .map(|o| unsafe { Ref::own(Value::from_obj(o)) })
        .collect()
}

/// The functions of the module `_weakref`; its types are [`REF`], [`PROXY`] and [`CALLABLE_PROXY`].
pub static FUNCTIONS: &[Def] = &[
    def_doc(
        "getweakrefcount($module, object, /)",
        |t, a| {
            let n = if supports(a[1]) { references(t, a[1]).len() } else { 0 };
            Ok(t.int(n as i64))
        },
        "Return the number of weak references to 'object'.",
    ),
    def_doc(
        "getweakrefs($module, object, /)",
        |t, a| {
            let all = if supports(a[1]) { references(t, a[1]) } else { vec![] };
            Ok(list::from_refs(t, all))
        },
        "Return a list of all weak reference objects pointing to 'object'.",
    ),
    def_doc(
        "proxy($module, object, callback=None, /)",
        |t, a| new_proxy(t, a[1], a[2]),
        "Create a proxy object that weakly references 'object'.\n\n'callback', if given, is called with a reference to the\n\
         proxy when 'object' is about to be finalized.",
    ),
    def_doc(
        "_remove_dead_weakref($module, dct, key, /)",
        |t, a| {
            if !dict::is_dict(a[1]) {
                return Err(t.type_error(format_args!(
                    "_remove_dead_weakref() argument 1 must be dict, not {}",
                    ops::type_name(a[1])
                )));
            }
            let found = dict::get(t, a[1], a[2])?;
            if let Some(weak) = weak_of(&found)
                && weak.target.is_dead()
            {
                drop(dict::remove(t, a[1], a[2])?);
            }
            Ok(Ref::NONE)
        },
        "Atomically remove key from dict if it points to a dead weakref.",
    ),
];

fn supports(v: Value) -> bool {
    v.is_obj() && ops::type_data_of(v).has(flags::WEAKREF)
}
