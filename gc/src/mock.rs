//! A mock language: the smallest one that uses everything this crate offers. Tests, loom models and
//! benchmarks drive the kernel through it; the real language never sees it.
//!
//! An object is either a *node* (a fixed number of slots in its block, perhaps a finaliser, perhaps
//! a buffer outside the block) or a *list* (a growable table that is read without a lock).

use crate::read::ReadError;
use crate::weak::WeakCell;
use crate::{Header, Holds, Language, Mutator, Obj, SizeClass};
use heddle_threads::Retired;
use heddle_threads::sync::atomic::{AtomicPtr, AtomicUsize, Ordering::*};
use heddle_threads::sync::{Mutation, Mutex, UnsafeCell, mutated, weaken};
use std::ptr::null_mut;
use std::sync::Arc;

/// A node with a finaliser that only counts.
pub const FINALISER: u32 = 1 << 8;
/// A node whose finaliser puts the node into [`Mock::saved`].
pub const SAVED: u32 = 1 << 9;
/// A node whose last word is the address of a buffer outside the block.
pub const BUFFER: u32 = 1 << 10;
/// A list.
pub const LIST: u32 = 1 << 11;
/// A node without slots that is never part of a cycle.
pub const LEAF: u32 = 1 << 12;
/// A node with a reference to its type behind its slots, which is traced but not counted.
pub const TYPED: u32 = 1 << 13;
/// A node whose finaliser is the test's own: [`Mock::on_finalise`].
pub const HOOKED: u32 = 1 << 14;
/// The low bits of a shape: the number of slots, plus one.
const SLOTS: u32 = 0xff;

/// Bytes of a node's buffer.
pub const BUFFER_BYTES: usize = if cfg!(loom) { 8 } else { 64 << 10 };

/// A node's buffer, outside its block; loom watches it.
pub type Buffer = UnsafeCell<[u8; BUFFER_BYTES]>;

/// A slot: a counted reference or null.
pub type Slot = AtomicPtr<Header>;

/// Managed code that a test supplies: called with the thread and the object it is about.
pub type Hook<T> = Arc<dyn Fn(&Thread, T) + Send + Sync>;

/// The mock language and what happened in it.
pub struct Mock {
    /// Finalisers run.
    pub finalised: AtomicUsize,
    /// Weak cells cleared.
    pub cleared: AtomicUsize,
    /// Objects that their finalisers saved; each with one reference.
    pub saved: Mutex<Vec<Obj>>,
    /// The finaliser of [`HOOKED`] nodes.
    pub on_finalise: Mutex<Option<Hook<Obj>>>,
    /// The callback of cleared weak cells.
    pub on_cleared: Mutex<Option<Hook<Arc<WeakCell>>>>,
}

impl Default for Mock {
    fn default() -> Self {
        Self {
            finalised: AtomicUsize::new(0),
            cleared: AtomicUsize::new(0),
            saved: Mutex::new(Vec::new()),
            on_finalise: Mutex::new(None),
            on_cleared: Mutex::new(None),
        }
    }
}

/// A list's table. Its capacity is its length: entries are only appended by growing.
pub struct Table {
    slots: Box<[Slot]>,
    /// Written when the table is freed, so that loom knows who still reads it.
    #[cfg(loom)]
    freed: UnsafeCell<bool>,
}

/// A thread in the mock language.
pub type Thread = Mutator<Mock>;

#[inline]
fn layout(shape: u32) -> SizeClass {
    let words = if shape & LIST != 0 { 1 } else { (shape & SLOTS) as usize - 1 };
    let words = words + usize::from(shape & BUFFER != 0) + usize::from(shape & TYPED != 0);
    SizeClass::for_payload(words * size_of::<Slot>()).expect("at most 255 slots")
}

/// A new node; the caller owns its one reference. `kind` is any of the node kinds.
#[inline]
pub fn node(m: &Thread, slots: u32, kind: u32) -> Obj {
    let shape = (slots + 1) | kind;
    let o = m
        .alloc(layout(shape), if kind & LEAF == 0 { Holds::Anything } else { Holds::NoCycle })
        .expect("memory");
    for k in 0..slots {
        // SAFETY: fresh, and large enough.
        unsafe { o.payload::<Slot>().add(k as usize).write(Slot::new(null_mut())) };
    }
    if kind & TYPED != 0 {
        // SAFETY: as above.
        unsafe { o.payload::<Slot>().add(type_word(shape)).write(Slot::new(null_mut())) };
    }
    if kind & BUFFER != 0 {
        let buffer = new_buffer().cast::<Header>();
        m.charge(BUFFER_BYTES as isize);
        // SAFETY: as above.
        unsafe { o.payload::<Slot>().add(slots as usize).write(Slot::new(buffer)) };
    }
    o.set_shape(shape);
    o
}

/// A new leaf of `words` words that hold nothing counted; the caller fills them. `class` is that of
/// their size.
#[inline]
pub fn leaf(m: &Thread, class: SizeClass) -> Obj {
    let o = m.alloc(class, Holds::Nothing).expect("memory");
    o.set_shape(LEAF | 1);
    o
}

/// Where a TYPED node of this shape has its type: behind the slots and the buffer's address.
fn type_word(shape: u32) -> usize {
    (shape & SLOTS) as usize - 1 + usize::from(shape & BUFFER != 0)
}

/// Gives a node its type, without counting it.
///
/// # Safety
/// `o` is a fresh TYPED node. While instances live, the collector alone keeps the type: it must be
/// part of a counted cycle.
pub unsafe fn set_type(o: Obj, ty: Obj) {
    // SAFETY: the caller's promise.
    unsafe { (*o.payload::<Slot>().add(type_word(o.shape()))).store(ty.as_ptr(), Relaxed) };
}

/// The type of a TYPED node.
///
/// # Safety
/// `o` is a TYPED node, and the caller holds a reference to it.
pub unsafe fn type_of(o: Obj) -> Option<Obj> {
    // SAFETY: the caller's promise.
    object(unsafe { (*o.payload::<Slot>().add(type_word(o.shape()))).load(Relaxed) })
}

/// A new list of `len` empty slots.
pub fn list(m: &Thread, len: usize) -> Obj {
    let o = m.alloc(layout(LIST), Holds::Anything).expect("memory");
    // SAFETY: fresh, and large enough.
    unsafe { o.payload::<AtomicPtr<Table>>().write(AtomicPtr::new(new_table(len, |_| null_mut()))) };
    o.set_shape(LIST | 1);
    o
}

fn new_table(len: usize, slot: impl Fn(usize) -> *mut Header) -> *mut Table {
    Box::into_raw(Box::new(Table {
        slots: (0..len).map(|k| Slot::new(slot(k))).collect(),
        #[cfg(loom)]
        freed: UnsafeCell::new(false),
    }))
}

#[cfg(not(loom))]
fn new_buffer() -> *mut Buffer {
    Box::into_raw(vec![0u8; BUFFER_BYTES].into_boxed_slice()).cast()
}

#[cfg(loom)]
fn new_buffer() -> *mut Buffer {
    Box::into_raw(Box::new(Buffer::new([0; BUFFER_BYTES])))
}

/// # Safety
/// `buffer` was made by [`new_buffer`], and nobody uses it any more.
#[cfg(not(loom))]
unsafe fn free_buffer(buffer: *mut Buffer) {
    // SAFETY: the caller's promise; a `Buffer` has the bytes' layout.
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(buffer.cast::<u8>(), BUFFER_BYTES)) });
}

/// Models mark the buffer instead of freeing it: loom reports a use that is not ordered before this
/// one, and the assertion a second time. (Eight bytes an object leak.)
///
/// # Safety
/// None.
#[cfg(loom)]
unsafe fn free_buffer(buffer: *mut Buffer) {
    // SAFETY: buffers are never freed in models; loom checks that nobody else uses it.
    unsafe { (*buffer).with_mut(|b| assert_eq!(std::mem::replace(&mut (*b)[0], 1), 0, "freed twice")) };
}

/// A node's buffer.
///
/// # Safety
/// `o` is a node with a buffer, and the caller holds a reference to it.
pub unsafe fn buffer<'a>(o: Obj) -> &'a Buffer {
    let word = (o.shape() & SLOTS) as usize - 1;
    // SAFETY: the caller's promise; the buffer's address is behind the slots.
    unsafe { &*(*o.payload::<Slot>().add(word)).load(Relaxed).cast::<Buffer>() }
}

/// A node's slots.
///
/// # Safety
/// `o` is a node, and the caller holds a reference to it.
pub unsafe fn slots<'a>(o: Obj) -> &'a [Slot] {
    // SAFETY: the caller's promise.
    unsafe { std::slice::from_raw_parts(o.payload::<Slot>(), (o.shape() & SLOTS) as usize - 1) }
}

/// The pointer to a list's current table.
///
/// # Safety
/// `o` is a list, and the caller holds a reference to it.
pub unsafe fn table<'a>(o: Obj) -> &'a AtomicPtr<Table> {
    // SAFETY: the caller's promise.
    unsafe { &*o.payload::<AtomicPtr<Table>>() }
}

fn object(p: *mut Header) -> Option<Obj> {
    // SAFETY: slots hold null or objects.
    unsafe { Obj::from_ptr(p) }
}

/// Puts `value`, whose reference moves in, into a node's slot. What was there is given up after the
/// lock; finalisers may run.
///
/// # Safety
/// The caller holds a reference to the node `o`.
pub unsafe fn set(m: &Thread, o: Obj, k: usize, value: Option<Obj>) {
    // SAFETY: the caller's promise.
    if let Some(old) = unsafe { replace(m, o, k, value) } {
        // SAFETY: the slot's reference is ours now.
        unsafe { m.decref(old) };
    }
}

/// As [`set`], but the reference that was there goes to the caller.
///
/// # Safety
/// The caller holds a reference to the node `o`.
pub unsafe fn replace(m: &Thread, o: Obj, k: usize, value: Option<Obj>) -> Option<Obj> {
    let _lock = o.lock().lock(m);
    // SAFETY: the caller's promise.
    let slot = &unsafe { slots(o) }[k];
    // Release: pairs with the Acquire in `get`.
    object(slot.swap(value.map_or(null_mut(), Obj::as_ptr), AcqRel))
}

/// Tries once to read a node's slot without a lock. The caller owns the reference it gets.
///
/// # Safety
/// The caller holds a reference to the node `o`.
pub unsafe fn try_get(m: &Thread, o: Obj, k: usize) -> Result<Option<Obj>, ReadError> {
    // SAFETY: the caller's promise.
    let slot = &unsafe { slots(o) }[k];
    // SAFETY: nodes have no tables: their slots are always current.
    unsafe { m.read(|| slot.load(Acquire), object, || true) }.map(object)
}

/// Reads a node's slot, without a lock if possible. The caller owns the reference it gets.
///
/// # Safety
/// The caller holds a reference to the node `o`.
pub unsafe fn get(m: &Thread, o: Obj, k: usize) -> Option<Obj> {
    loop {
        // SAFETY: the caller's promise.
        match unsafe { try_get(m, o, k) } {
            Ok(value) => return value,
            Err(ReadError::Changed) => {}
            Err(ReadError::Locked) => {
                let _lock = o.lock().lock(m);
                // SAFETY: the caller's promise.
                let word = unsafe { slots(o) }[k].load(Relaxed);
                return object(word).inspect(|&v| take_pinned(m, v));
            }
        }
    }
}

/// Takes a reference to an object that a held lock pins.
fn take_pinned(m: &Thread, v: Obj) {
    // SAFETY: the container's lock is held, and its slot holds a reference.
    unsafe {
        m.mark_seen(v);
        m.incref(v);
    }
}

/// How many entries a list has.
///
/// # Safety
/// The caller holds a reference to the list `o`.
pub unsafe fn list_len(o: Obj) -> usize {
    // SAFETY: the caller's promise; a table lives until every reader has passed a safepoint.
    unsafe { &*table(o).load(Acquire) }.slots.len()
}

/// Tries once to read a list's entry without a lock. The caller owns the reference it gets.
///
/// # Safety
/// The caller holds a reference to the list `o`.
pub unsafe fn list_try_get(m: &Thread, o: Obj, k: usize) -> Result<Option<Obj>, ReadError> {
    // SAFETY: the caller's promise.
    let current = unsafe { table(o) };
    let t = current.load(Acquire);
    // SAFETY: a table lives until every reader has passed a safepoint; in a model loom checks it.
    #[cfg(loom)]
    unsafe {
        (*t).freed.with(|f| assert!(!*f, "a table was freed under its reader"));
    }
    // SAFETY: as above.
    let Some(slot) = (unsafe { &*t }).slots.get(k) else { return Ok(None) };
    let still = || current.load(Acquire) == t;
    // SAFETY: the table was loaded just now.
    unsafe { m.read(|| slot.load(Acquire), object, still) }.map(object)
}

/// Reads a list's entry, without a lock if possible. The caller owns the reference it gets.
///
/// # Safety
/// The caller holds a reference to the list `o`.
pub unsafe fn list_get(m: &Thread, o: Obj, k: usize) -> Option<Obj> {
    loop {
        // SAFETY: the caller's promise.
        match unsafe { list_try_get(m, o, k) } {
            Ok(value) => return value,
            Err(ReadError::Changed) => {}
            Err(ReadError::Locked) => {
                let _lock = o.lock().lock(m);
                // SAFETY: the caller's promise; under the lock the current table stays.
                let slots = unsafe { &(*table(o).load(Relaxed)).slots };
                let word = slots.get(k)?.load(Relaxed);
                return object(word).inspect(|&v| take_pinned(m, v));
            }
        }
    }
}

/// Puts `value`, whose reference moves in, into a list's entry; gives the old one to the caller.
///
/// # Safety
/// The caller holds a reference to the list `o`, which has entry `k`.
pub unsafe fn list_replace(m: &Thread, o: Obj, k: usize, value: Option<Obj>) -> Option<Obj> {
    let _lock = o.lock().lock(m);
    // SAFETY: the caller's promise; under the lock the current table stays.
    let slots = unsafe { &(*table(o).load(Relaxed)).slots };
    // Release: pairs with the Acquire in `list_get`.
    object(slots[k].swap(value.map_or(null_mut(), Obj::as_ptr), AcqRel))
}

/// Makes a list longer by `more` empty entries: a new table is published, the old one retired.
///
/// # Safety
/// The caller holds a reference to the list `o`.
pub unsafe fn list_grow(m: &Thread, o: Obj, more: usize) {
    let old = {
        let _lock = o.lock().lock(m);
        // SAFETY: the caller's promise; under the lock the current table stays.
        let (current, old) = unsafe { (table(o), table(o).load(Relaxed)) };
        // SAFETY: as above.
        let slots = unsafe { &(*old).slots };
        // The references move. The old slots keep their words for readers that are still there.
        let entry = |k: usize| slots.get(k).map_or(null_mut(), |s| s.load(Relaxed));
        let new = new_table(slots.len() + more, entry);
        // Release: pairs with the Acquire in `list_get`. Model: table_publish_against_reader.
        current.store(new, weaken(Mutation::PublishRelaxed, Release));
        old
    };
    // SAFETY: unlinked above.
    let bytes = unsafe { &*old }.slots.len() * size_of::<Slot>();
    if mutated(Mutation::TableFreedAtOnce) {
        // SAFETY: none: this is the mutation.
        return unsafe { free_table(old.cast(), bytes) };
    }
    m.retire(Retired { block: old.cast(), bytes, free: free_table });
}

/// Models mark the table instead of freeing it; see `free_buffer`.
///
/// # Safety
/// `table` is a [`Table`] that nobody sees any more; its references have moved or been given up.
#[cfg(loom)]
unsafe fn free_table(table: *mut u8, _bytes: usize) {
    // SAFETY: tables are never freed in models; loom checks that nobody else uses it.
    unsafe { (*table.cast::<Table>()).freed.with_mut(|f| assert!(!std::mem::replace(&mut *f, true))) };
}

/// # Safety
/// `table` is a [`Table`] that nobody sees any more; its references have moved or been given up.
#[cfg(not(loom))]
unsafe fn free_table(table: *mut u8, _bytes: usize) {
    // SAFETY: the caller's promise.
    drop(unsafe { Box::from_raw(table.cast::<Table>()) });
}

/// Visits what a node or a list holds.
///
/// # Safety
/// As for [`Language::trace`].
#[inline(never)]
unsafe fn trace_slots(o: Obj, visit: impl FnMut(Obj)) {
    // SAFETY: the caller's promise.
    let slots = unsafe { if o.shape() & LIST == 0 { slots(o) } else { &(*table(o).load(Relaxed)).slots } };
    slots.iter().filter_map(|s| object(s.load(Relaxed))).for_each(visit);
}

/// Frees a list's table or a node's buffer; how many bytes of it were charged.
///
/// # Safety
/// As for [`Language::release`].
#[cold]
unsafe fn release_outside(o: Obj) -> usize {
    if o.shape() & LIST != 0 {
        // SAFETY: the list is dead: nobody reads it.
        unsafe { free_table(table(o).load(Relaxed).cast(), 0) };
    }
    if o.shape() & BUFFER == 0 {
        return 0;
    }
    // SAFETY: the node is dead: nobody uses the buffer.
    unsafe { free_buffer(std::ptr::from_ref(buffer(o)).cast_mut()) };
    BUFFER_BYTES
}

impl Language for Mock {
    #[inline(always)]
    unsafe fn trace(&self, o: Obj, visit: impl FnMut(Obj)) {
        if o.shape() & LEAF == 0 {
            // SAFETY: the caller's promise.
            unsafe { trace_slots(o, visit) };
        }
    }

    unsafe fn uncounted(&self, o: Obj) -> Option<Obj> {
        // SAFETY: the caller's promise.
        if o.shape() & TYPED != 0 { unsafe { type_of(o) } } else { None }
    }

    #[inline(always)]
    unsafe fn has_finaliser(&self, o: Obj) -> bool {
        o.shape() & (FINALISER | SAVED | HOOKED) != 0
    }

    fn finalise(&self, m: &Mutator<Self>, o: Obj) {
        self.finalised.fetch_add(1, Relaxed);
        if o.shape() & SAVED != 0 {
            // SAFETY: the caller holds a reference.
            unsafe { m.incref(o) };
            self.saved.lock().push(o);
        }
        if o.shape() & HOOKED != 0 {
            let hook = self.on_finalise.lock().clone();
            hook.inspect(|hook| hook(m, o));
        }
    }

    fn weak_cleared(&self, m: &Mutator<Self>, cell: &Arc<WeakCell>) {
        debug_assert!(cell.is_dead());
        self.cleared.fetch_add(1, Relaxed);
        let hook = self.on_cleared.lock().clone();
        hook.inspect(|hook| hook(m, cell.clone()));
    }

    #[inline(always)]
    unsafe fn release(&self, o: Obj) -> usize {
        // SAFETY: the caller's promise.
        if o.shape() & (LIST | BUFFER) == 0 { 0 } else { unsafe { release_outside(o) } }
    }
}
