//! What is behind an object's header: one Rust type a native layout, with how to trace and how to free it.

use crate::refs::{Fixed, Ref, Slot};
use crate::thread::Thread;
use crate::value::Value;
use heddle_gc::{Holds, Obj};

/// How the collector handles a payload type. One static a type; its address names the type.
pub struct VTable {
    /// The payload's name, for the debugger.
    pub name: &'static str,
    /// Bytes of the fixed part.
    pub size: usize,
    /// What it may hold.
    pub holds: Holds,
    /// Visits every counted reference.
    pub trace: unsafe fn(*mut u8, &mut dyn FnMut(Value)),
    /// Drops what is outside the block (not the references). Bytes that were charged.
    pub release: unsafe fn(*mut u8) -> usize,
    /// Bytes of a payload with a tail of varying length.
    pub size_of: Option<unsafe fn(*mut u8) -> usize>,
    /// A finaliser in Rust, run once before the object dies; it may resurrect.
    pub finalise: Option<fn(&Thread, Value)>,
}

// SAFETY: it holds function pointers and numbers.
unsafe impl Sync for VTable {}

/// A payload type. Implemented by [`crate::payload!`].
///
/// # Safety
/// `vtable` returns the same static every time, made for `Self`, whose `trace` visits every reference that `Self` owns.
pub unsafe trait Payload: Sized + 'static {
    /// Its table.
    fn vtable() -> &'static VTable;
}

/// What `trace` can look at.
pub trait Traced {
    /// Visits the reference, if there is one.
    fn each(&self, visit: &mut dyn FnMut(Value));
}

impl Traced for Slot {
    #[inline(always)]
    fn each(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.peek());
    }
}

impl Traced for Fixed {
    #[inline(always)]
    fn each(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.v());
    }
}

impl<T: Traced> Traced for [T] {
    fn each(&self, visit: &mut dyn FnMut(Value)) {
        self.iter().for_each(|slot| slot.each(visit));
    }
}

impl<T: Traced, const N: usize> Traced for [T; N] {
    fn each(&self, visit: &mut dyn FnMut(Value)) {
        self.iter().for_each(|slot| slot.each(visit));
    }
}

impl<T: Traced> Traced for Vec<T> {
    fn each(&self, visit: &mut dyn FnMut(Value)) {
        self.iter().for_each(|slot| slot.each(visit));
    }
}

impl<T: Traced> Traced for Box<[T]> {
    fn each(&self, visit: &mut dyn FnMut(Value)) {
        self.iter().for_each(|slot| slot.each(visit));
    }
}

impl<T: Traced> Traced for Option<T> {
    fn each(&self, visit: &mut dyn FnMut(Value)) {
        if let Some(slot) = self {
            slot.each(visit);
        }
    }
}

/// Makes a type a payload: `payload!(Count { current, step })` names the fields that hold references ([`Slot`], [`Fixed`], or
/// collections of them). `payload!(Name {}, plain)`: holds no reference and nothing outside its block. `finalise: f` adds a
/// native finaliser; `size_of: f` a tail.
#[macro_export]
macro_rules! payload {
    ($ty:ty { }, plain) => { $crate::payload!(@ $ty, $ty, [], heddle_gc::Holds::Nothing, None, None); };
    ($ty:ty { $($field:ident),* $(,)? }) => {
        $crate::payload!(@ $ty, $ty, [$($field),*], $crate::payload::holds(&[$(stringify!($field)),*]), None, None);
    };
    ($ty:ty { $($field:ident),* $(,)? }, finalise: $fin:expr) => {
        $crate::payload!(@ $ty, $ty, [$($field),*], $crate::payload::holds(&[$(stringify!($field)),*]), Some($fin), None);
    };
    (@ $ty:ty, $name:ty, [$($field:ident),*], $holds:expr, $fin:expr, $size_of:expr) => {
        const _: () = {
            unsafe fn trace(p: *mut u8, _visit: &mut dyn FnMut($crate::Value)) {
                // SAFETY: the collector passes the payload of an object of this type.
                let _this = unsafe { &*p.cast::<$ty>() };
                $($crate::payload::Traced::each(&_this.$field, _visit);)*
            }
            unsafe fn release(p: *mut u8) -> usize {
                // SAFETY: as above; called once, when the object is dead.
                unsafe { std::ptr::drop_in_place(p.cast::<$ty>()) };
                0
            }
            static TABLE: $crate::payload::VTable = $crate::payload::VTable {
                name: stringify!($name),
                size: size_of::<$ty>(),
                holds: $holds,
                trace,
                release,
                size_of: $size_of,
                finalise: $fin,
            };
            // SAFETY: the table is made for this type, and its fields are all named.
            unsafe impl $crate::payload::Payload for $ty {
                fn vtable() -> &'static $crate::payload::VTable { &TABLE }
            }
        };
    };
}

/// What a payload with these reference fields may hold.
pub const fn holds(fields: &[&str]) -> Holds {
    if fields.is_empty() { Holds::NoCycle } else { Holds::Anything }
}

impl Value {
    /// The payload, if this is an object of a type (or of a subclass of one) with that layout.
    #[inline(always)]
    pub fn payload<T: Payload>(&self) -> Option<&T> {
        let o = self.as_obj()?;
        if std::ptr::eq(crate::shape::shape_of(o).vtable, T::vtable()) {
            // SAFETY: the shape says so, and the holder of the value keeps the object.
            Some(unsafe { &*o.payload::<T>() })
        } else {
            None
        }
    }

    /// The payload of an object that is known to have that layout.
    ///
    /// # Safety
    /// It is an object whose shape has `T`'s table.
    #[inline(always)]
    pub unsafe fn payload_unchecked<T: Payload>(&self) -> &T {
        debug_assert!(self.payload::<T>().is_some());
        // SAFETY: the caller's promise; an object's word is its address plus one.
        unsafe { &*((self.bits() - 1) as *const u8).add(size_of::<heddle_gc::Header>()).cast::<T>() }
    }

    /// The payload of an object that has that layout.
    ///
    /// # Panics
    /// If it has not (a debug assertion; undefined otherwise would be worse than the check it costs).
    #[inline(always)]
    pub fn expect<T: Payload>(&self) -> &T {
        match self.payload::<T>() {
            Some(p) => p,
            None => wrong_payload(*self, T::vtable().name),
        }
    }
}

#[cold]
fn wrong_payload(v: Value, name: &str) -> ! {
    panic!("{v:?} has no payload {name}")
}

/// The object of a value that is known to be one.
#[inline(always)]
pub fn obj(v: Value) -> Obj {
    match v.as_obj() {
        Some(o) => o,
        None => wrong_payload(v, "object"),
    }
}

impl Ref {
    /// The object.
    #[inline(always)]
    pub fn obj(&self) -> Obj {
        obj(self.v())
    }
}
