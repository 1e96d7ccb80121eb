//! What the collector asks about Python objects. Must never know types by name: shapes and payload tables say everything.

use crate::refs::Ref;
use crate::shape::{extras, shape, shape_of};
use crate::thread::try_current;
use crate::typeobj::Type;
use crate::value::Value;
use heddle_gc::{Language, Mutator, Obj, WeakCell};
use std::sync::Arc;

/// The language: all its state is in the objects, and in the tables of this crate.
pub struct Heddle;

impl Language for Heddle {
    unsafe fn trace(&self, o: Obj, mut visit: impl FnMut(Obj)) {
        let s = shape_of(o);
        let mut each = |v: Value| {
            if let Some(child) = v.as_obj() {
                visit(child);
            }
        };
        // SAFETY: the shape says what the payload and what is behind it are.
        unsafe {
            (s.vtable.trace)(o.payload(), &mut each);
            if s.extra_words() != 0 {
                extras(o, s).iter().for_each(|slot| each(slot.peek()));
            }
        }
    }

    unsafe fn uncounted(&self, o: Obj) -> Option<Obj> {
        let s = shape_of(o);
        if s.heap { s.ty().as_obj() } else { None }
    }

    unsafe fn has_finaliser(&self, o: Obj) -> bool {
        let s = shape_of(o);
        s.vtable.finalise.is_some() || s.native_del || (s.heap && s.ty().expect::<Type>().has_del())
    }

    fn finalise(&self, _mutator: &Mutator<Self>, o: Obj) {
        let Some(t) = try_current() else { return };
        let v = Value::from_obj(o);
        let s = shape_of(o);
        if s.heap || s.native_del {
            crate::typeobj::run_del(t, v);
        }
        if let Some(finalise) = s.vtable.finalise {
            finalise(t, v);
        }
    }

    fn weak_cleared(&self, _mutator: &Mutator<Self>, cell: &Arc<WeakCell>) {
        if let Some(t) = try_current() {
            crate::types::weakref::cleared(t, cell);
        }
    }

    unsafe fn release(&self, o: Obj) -> usize {
        let s = shape(o.shape());
        // SAFETY: the payload is of the shape's type, and dead.
        unsafe { (s.vtable.release)(o.payload()) }
    }

    fn after_fork_in_child(&self, _mutator: &Mutator<Self>) {}
}

impl crate::thread::Thread {
    /// A fresh object of a type's first shape, with nothing in its attribute slots. `payload` is moved in.
    #[inline]
    pub fn alloc<T: crate::payload::Payload>(&self, shape_id: u32, payload: T) -> Ref {
        let s = shape(shape_id);
        debug_assert!(std::ptr::eq(s.vtable, T::vtable()), "{} for {}", T::vtable().name, s.vtable.name);
        let o = self.alloc_raw(s, s.size());
        // SAFETY: fresh, and large enough.
        unsafe { o.payload::<T>().write(payload) };
        self.finish_object(o, s, shape_id)
    }

    /// A fresh block for an object of shape `s` with `bytes` of payload in all. The caller writes the payload and then calls
    /// [`crate::Thread::finish_object`].
    #[inline]
    pub fn alloc_raw(&self, s: &crate::shape::Shape, bytes: usize) -> Obj {
        let Some(class) = heddle_gc::SizeClass::for_payload(bytes) else { too_large(bytes) };
        let holds = if s.extra_words() != 0 || s.heap { heddle_gc::Holds::Anything } else { s.vtable.holds };
        match self.m.alloc(class, holds) {
            Ok(o) => o,
            Err(_) => out_of_memory(),
        }
    }

    /// Empties the words behind the payload, and makes the object known to the collector.
    #[inline]
    pub fn finish_object(&self, o: Obj, s: &crate::shape::Shape, shape_id: u32) -> Ref {
        if s.extra_words() != 0 {
            // SAFETY: room was made for them; the payload is written.
            unsafe {
                let all = extras(o, s);
                let p = all.as_ptr().cast_mut();
                (0..all.len()).for_each(|k| p.add(k).write(crate::refs::Slot::undef()));
            }
        }
        o.set_shape(shape_id);
        // SAFETY: the fresh object's one reference.
        unsafe { Ref::own(Value::from_obj(o)) }
    }
}

#[cold]
fn too_large(bytes: usize) -> ! {
    panic!("an object of {bytes} bytes does not fit a block")
}

#[cold]
fn out_of_memory() -> ! {
    // As the standard allocator does: there is no memory left to say so in.
    std::alloc::handle_alloc_error(std::alloc::Layout::new::<[u8; 65536]>())
}
