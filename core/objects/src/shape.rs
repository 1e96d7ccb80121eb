//! Shapes: the class and layout of an object, by the 32-bit number in its header.
//!
//! A shape names a type, a native payload, and (for instances with attributes) which name lies in which inline slot. Shapes form
//! trees: adding attribute `x` to an object moves it from its shape to that shape's child for `x`. They are immutable, process-wide
//! and never freed; a number is never used again, so a stale reader that finds an old number finds the truth about it.
//!
//! An instance's block: payload, then (if the type has `__dict__`) one word for the dict, then the fixed slots of `__slots__`, then
//! `inline` attribute slots. An object whose dict word is not UNDEF is in *dict mode* for good: its attributes are there.
//!
//! Must never know attribute lookup; it only maps names to slots.

use crate::payload::VTable;
use crate::refs::Slot;
use crate::value::Value;
use heddle_gc::Obj;
use heddle_threads::sync::Mutex;
use heddle_threads::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, Ordering::*};
use rustc_hash::FxHashMap;

/// Shapes in the address range that is reserved for them: 2^24.
const MOST: usize = 1 << 24;

/// The class and layout of objects.
#[repr(C, align(64))]
pub struct Shape {
    /// The type, as a word: it is kept alive by its instances' uncounted edge.
    ty: AtomicU64,
    /// The payload.
    pub vtable: &'static VTable,
    /// Bytes from the payload's start to the dict word, for payloads of fixed size.
    pub extras: u32,
    /// Whether there is a dict word.
    pub has_dict: bool,
    /// Whether instances may have a finaliser in Python.
    pub heap: bool,
    /// Whether the type is native and declares a `__del__` slot of its own.
    pub native_del: bool,
    /// Fixed slots of `__slots__`.
    pub fixed: u16,
    /// Attribute slots behind those.
    pub inline: u16,
    /// Attributes that this shape names.
    pub len: u16,
    /// The shape without the last attribute; 0: none.
    parent: u32,
    /// The name (interned, immortal) that this shape adds to its parent, UNDEF for none.
    key: Value,
    /// Names to slots; made when first asked for.
    index: AtomicPtr<FxHashMap<Value, u16>>,
    /// Names to children.
    children: AtomicPtr<Children>,
    /// Instances that were made with this shape, for tests of type identity: the first shape of the type.
    pub root: u32,
}

type Children = Mutex<FxHashMap<Value, u32>>;

struct Table {
    base: AtomicPtr<Shape>,
    next: AtomicU32,
    grow: Mutex<()>,
}

static TABLE: Table =
    Table { base: AtomicPtr::new(std::ptr::null_mut()), next: AtomicU32::new(1), grow: Mutex::new(()) };

/// Reserves the address range. Called once, before the first shape.
pub fn boot() {
    let _grow = TABLE.grow.lock();
    if !TABLE.base.load(Relaxed).is_null() {
        return;
    }
    // SAFETY: an anonymous mapping of its own; pages come into being when written.
    let p = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            MOST * size_of::<Shape>(),
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            -1,
            0,
        )
    };
    assert!(p != libc::MAP_FAILED, "no address space for shapes");
    // Release: pairs with nothing that matters; all threads start after this.
    TABLE.base.store(p.cast(), Release);
}

/// The shape of a number.
#[inline(always)]
pub fn shape(id: u32) -> &'static Shape {
    // Relaxed: set before the first object is made, never changed.
    // SAFETY: numbers come from `add`, which wrote the shape before it gave out the number.
    unsafe { &*TABLE.base.load(Relaxed).add(id as usize) }
}

/// The shape of an object.
#[inline(always)]
pub fn shape_of(o: Obj) -> &'static Shape {
    shape(o.shape_acquire())
}

/// What a new first shape is to be.
pub struct NewShape {
    /// The type, UNDEF if it does not exist yet.
    pub ty: Value,
    /// The payload.
    pub vtable: &'static VTable,
    /// Whether there is a dict word.
    pub has_dict: bool,
    /// Whether the type was made by a class statement.
    pub heap: bool,
    /// Whether the type is native and declares a `__del__` slot of its own.
    pub native_del: bool,
    /// Fixed slots.
    pub fixed: u16,
    /// Attribute slots.
    pub inline: u16,
}

/// A new first shape of a type.
pub fn add_root(new: &NewShape) -> u32 {
    add(|id| Shape {
        ty: AtomicU64::new(new.ty.bits()),
        vtable: new.vtable,
        extras: new.vtable.size.next_multiple_of(8) as u32,
        has_dict: new.has_dict,
        heap: new.heap,
        native_del: new.native_del,
        fixed: new.fixed,
        inline: new.inline,
        len: 0,
        parent: 0,
        key: Value::UNDEF,
        index: AtomicPtr::new(std::ptr::null_mut()),
        children: AtomicPtr::new(std::ptr::null_mut()),
        root: id,
    })
}

fn add(make: impl FnOnce(u32) -> Shape) -> u32 {
    let _grow = TABLE.grow.lock();
    let id = TABLE.next.load(Relaxed);
    assert!((id as usize) < MOST, "too many shapes");
    // SAFETY: in the reserved range, and nobody knows this number yet.
    unsafe { TABLE.base.load(Relaxed).add(id as usize).write(make(id)) };
    TABLE.next.store(id + 1, Relaxed);
    id
}

/// First shapes that are not their type's usual one, by type and layout.
static OTHER_ROOTS: Mutex<Option<FxHashMap<(u64, usize, bool, u16, u16), u32>>> = Mutex::new(None);

/// A first shape of the type that `first` is of, with exactly the layout of `like` (whose payload and fixed slots `first` has,
/// too): for an object that becomes an instance of that type. Found or made.
pub fn root_like(first: &'static Shape, like: &Shape) -> u32 {
    if first.inline == like.inline {
        return first.id();
    }
    let table = std::ptr::from_ref(like.vtable) as usize;
    let key = (first.ty().bits(), table, like.has_dict, like.fixed, like.inline);
    let mut roots = OTHER_ROOTS.lock();
    *roots.get_or_insert_default().entry(key).or_insert_with(|| {
        add_root(&NewShape {
            ty: first.ty(),
            vtable: like.vtable,
            has_dict: like.has_dict,
            heap: first.heap,
            native_del: first.native_del,
            fixed: like.fixed,
            inline: like.inline,
        })
    })
}

impl Shape {
    /// The type.
    #[inline(always)]
    pub fn ty(&self) -> Value {
        // SAFETY: a type's word. Relaxed: set once, before instances exist.
        unsafe { Value::from_bits(self.ty.load(Relaxed)) }
    }

    /// Says what type this is the shape of, where the shape had to come first; or another one with the same layout.
    pub fn set_ty(&self, ty: Value) {
        self.ty.store(ty.bits(), Relaxed);
    }

    /// The slot of a name (interned).
    #[inline]
    pub fn find(&self, name: Value) -> Option<u16> {
        if self.len <= 6 {
            let mut s = self;
            while s.len > 0 {
                if s.key.is(name) {
                    return Some(s.len - 1);
                }
                s = shape(s.parent);
            }
            return None;
        }
        self.index().get(&name).copied()
    }

    #[cold]
    fn make_index(&self) -> &FxHashMap<Value, u16> {
        let mut map = FxHashMap::default();
        let mut s = self;
        while s.len > 0 {
            map.insert(s.key, s.len - 1);
            s = shape(s.parent);
        }
        let new = Box::into_raw(Box::new(map));
        // Release: pairs with the Acquire in `index`.
        match self.index.compare_exchange(std::ptr::null_mut(), new, AcqRel, Acquire) {
            // SAFETY: published, never freed.
            Ok(_) => unsafe { &*new },
            Err(theirs) => {
                // SAFETY: ours was not published; theirs was, for good.
                unsafe {
                    drop(Box::from_raw(new));
                    &*theirs
                }
            }
        }
    }

    fn index(&self) -> &FxHashMap<Value, u16> {
        // Acquire: pairs with the Release in `make_index`.
        let p = self.index.load(Acquire);
        // SAFETY: published, never freed.
        if p.is_null() { self.make_index() } else { unsafe { &*p } }
    }

    /// The names in the order of their slots.
    pub fn names(&self) -> Vec<Value> {
        let mut names = Vec::with_capacity(self.len as usize);
        let mut s = self;
        while s.len > 0 {
            names.push(s.key);
            s = shape(s.parent);
        }
        names.reverse();
        names
    }

    /// The child shape that adds `name` (interned); `None` if the inline slots are full.
    pub fn child(&'static self, name: Value) -> Option<u32> {
        if self.len >= self.inline {
            return None;
        }
        // Acquire: pairs with the Release below.
        let mut p = self.children.load(Acquire);
        if p.is_null() {
            let new = Box::into_raw(Box::new(Mutex::new(FxHashMap::default())));
            match self.children.compare_exchange(std::ptr::null_mut(), new, AcqRel, Acquire) {
                Ok(_) => p = new,
                Err(theirs) => {
                    // SAFETY: ours was not published.
                    unsafe { drop(Box::from_raw(new)) };
                    p = theirs;
                }
            }
        }
        // SAFETY: published, never freed.
        let mut children = unsafe { &*p }.lock();
        if let Some(&id) = children.get(&name) {
            return Some(id);
        }
        let parent = self.id();
        let id = add(|_| Shape {
            ty: AtomicU64::new(self.ty.load(Relaxed)),
            vtable: self.vtable,
            extras: self.extras,
            has_dict: self.has_dict,
            heap: self.heap,
            native_del: self.native_del,
            fixed: self.fixed,
            inline: self.inline,
            len: self.len + 1,
            parent,
            key: name,
            index: AtomicPtr::new(std::ptr::null_mut()),
            children: AtomicPtr::new(std::ptr::null_mut()),
            root: self.root,
        });
        children.insert(name, id);
        Some(id)
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        let base = TABLE.base.load(Relaxed) as usize;
        ((std::ptr::from_ref(self) as usize - base) / size_of::<Shape>()) as u32
    }

    /// Bytes of a fresh object's payload with everything behind it, for payloads of fixed size.
    pub fn size(&self) -> usize {
        self.extras as usize + self.extra_words() * 8
    }

    /// Words behind the payload.
    #[inline(always)]
    pub fn extra_words(&self) -> usize {
        usize::from(self.has_dict) + self.fixed as usize + self.inline as usize
    }
}

/// The words behind an object's payload.
///
/// # Safety
/// `o` is initialised and has shape `s`.
#[inline(always)]
pub unsafe fn extras<'a>(o: Obj, s: &Shape) -> &'a [Slot] {
    let offset = match s.vtable.size_of {
        None => s.extras as usize,
        // SAFETY: the payload is of this type.
        Some(size_of) => unsafe { size_of(o.payload()) }.next_multiple_of(8),
    };
    // SAFETY: `alloc` made room for them.
    unsafe { std::slice::from_raw_parts(o.payload::<u8>().add(offset).cast::<Slot>(), s.extra_words()) }
}

/// The dict word of an object, if it has one.
#[inline(always)]
pub fn dict_word<'a>(o: Obj, s: &Shape) -> Option<&'a Slot> {
    // SAFETY: the shape is the object's.
    s.has_dict.then(|| unsafe { &extras(o, s)[0] })
}

/// The fixed slots (`__slots__`) of an object.
#[inline(always)]
pub fn fixed_slots<'a>(o: Obj, s: &Shape) -> &'a [Slot] {
    // SAFETY: the shape is the object's.
    let all = unsafe { extras(o, s) };
    let from = usize::from(s.has_dict);
    &all[from..from + s.fixed as usize]
}

/// The attribute slots of an object.
#[inline(always)]
pub fn inline_slots<'a>(o: Obj, s: &Shape) -> &'a [Slot] {
    // SAFETY: the shape is the object's.
    let all = unsafe { extras(o, s) };
    &all[usize::from(s.has_dict) + s.fixed as usize..]
}
