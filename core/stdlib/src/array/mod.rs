//! `array`: numbers or characters in a row, as C has them. The bytes are under the object's lock; while memoryviews are over them
//! their number stays. `kind` knows the items, `methods` and `pickle` the methods, `sequence` what arrays do as sequences.

mod iter;
mod kind;
mod methods;
mod pickle;
mod sequence;

use crate::NativeModule;
use crate::util::shape_of_class;
use heddle_objects::native::Args;
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::buffer::{self, Exporter};
use heddle_objects::types::{bytearray, bytes, memoryview, str};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};
use kind::{Form, Item, Kind};
use std::cell::UnsafeCell;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "This module defines an object type which can efficiently represent\n\
          an array of basic values: characters, integers, floating-point\n\
          numbers.  Arrays are sequence types and behave very much like lists,\n\
          except that the type of objects stored in them is constrained.\n",
    types: &[&ARRAY],
    init: |t, m| {
        m.set(t, "ArrayType", ARRAY.get_ref());
        let codes: String = kind::KINDS.iter().map(|k| k.code).collect();
        m.set(t, "typecodes", t.str(&codes));
        let abc = crate::util::import(t, "_collections_abc")?;
        let sequences = ops::getattr_str(t, abc.v(), "MutableSequence")?;
        ops::call_method(t, sequences.v(), "register", &[ARRAY.get()])?;
        Ok(())
    },
    ..NativeModule::new("array", pickle::FUNCTIONS)
};

/// An array's payload.
pub struct Array {
    kind: &'static Kind,
    /// Under the object's lock.
    bytes: UnsafeCell<Vec<u8>>,
    /// Memoryviews over it; changed under the lock.
    exports: AtomicUsize,
}
heddle_objects::payload!(Array {});

/// `array.array`
pub static ARRAY: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::SEQUENCE | flags::WEAKREF,
    methods: methods::METHODS,
    getset: &[
        getter("typecode", |t, v| Ok(str::from_char(t, kind_of(v).code as u32))),
        getter("itemsize", |t, v| Ok(t.int(kind_of(v).size as i64))),
    ],
    doc: "array(typecode [, initializer]) -> array\n\n\
          Return a new array whose items are restricted by typecode, and\n\
          initialized from the optional initializer value, which must be a list,\n\
          string or iterable over elements of the appropriate type.\n",
    ..TypeDef::new("array.array", Array::vtable, |s| {
        s.new = Some(new);
        s.buffer = Some(export);
        sequence::slots(s);
    })
});

static EXPORTER: Exporter = Exporter {
    read: |t, v, f| with(t, v, |bytes| f(bytes)),
    write: Some(|t, v, f| with(t, v, |bytes| f(bytes))),
    acquire: |t, v| {
        with(t, v, |_| v.expect::<Array>().exports.fetch_add(1, Relaxed));
    },
    release: |t, v| {
        with(t, v, |_| v.expect::<Array>().exports.fetch_sub(1, Relaxed));
    },
};

fn export(t: &Thread, v: Value, flags: u32) -> Res {
    // Exported first, so that the length stays what it is read as.
    (EXPORTER.acquire)(t, v);
    let kind = kind_of(v);
    let view = memoryview::over_items(t, v, &EXPORTER, kind.format(), kind.size, len(t, v), flags);
    (EXPORTER.release)(t, v);
    view
}

/// The kind of an array's items.
fn kind_of(v: Value) -> &'static Kind {
    v.expect::<Array>().kind
}

fn is_array(v: Value) -> bool {
    v.payload::<Array>().is_some()
}

/// Runs `f` on the bytes under the lock, without changing how many there are. `f` touches no object.
fn with<R>(t: &Thread, v: Value, f: impl FnOnce(&mut Vec<u8>) -> R) -> R {
    let o = ops::object(v);
    let array = v.expect::<Array>();
    let _lock = o.lock().lock(&t.m);
    // SAFETY: the lock is held.
    f(unsafe { &mut *array.bytes.get() })
}

#[cold]
fn exported(t: &Thread) -> Raised {
    t.buffer_error("cannot resize an array that is exporting buffers")
}

/// [`with`] for changes of the length: BufferError if there are memoryviews.
fn resize<R>(t: &Thread, v: Value, f: impl FnOnce(&mut Vec<u8>) -> R) -> Res<R> {
    let done = with(t, v, |bytes| (v.expect::<Array>().exports.load(Relaxed) == 0).then(|| f(bytes)));
    done.ok_or_else(|| exported(t))
}

/// How many items there are.
fn len(t: &Thread, v: Value) -> usize {
    with(t, v, |bytes| bytes.len()) / kind_of(v).size
}

/// The item at `k`; `None` beyond the end.
fn item_at(t: &Thread, v: Value, k: usize) -> Option<Item> {
    let size = kind_of(v).size;
    with(t, v, |bytes| {
        let found = bytes.get(k.checked_mul(size)?..)?.get(..size)?;
        let mut item = Item::default();
        item[..size].copy_from_slice(found);
        Some(item)
    })
}

/// The value at `k`; UNDEF beyond the end.
fn value_at(t: &Thread, v: Value, k: usize) -> Res {
    let kind = kind_of(v);
    match item_at(t, v, k) {
        Some(item) => kind.value(t, &item[..kind.size]),
        None => Ok(Ref::UNDEF),
    }
}

/// All the bytes, copied.
fn copy_bytes(t: &Thread, v: Value) -> Vec<u8> {
    with(t, v, |bytes| bytes.clone())
}

/// A new array of a class.
fn make(t: &Thread, cls: Value, kind: &'static Kind, bytes: Vec<u8>) -> Ref {
    let payload = Array { kind, bytes: UnsafeCell::new(bytes), exports: AtomicUsize::new(0) };
    t.alloc(shape_of_class(cls), payload)
}

/// Appends a value.
fn append(t: &Thread, v: Value, item: Value) -> Res<()> {
    let kind = kind_of(v);
    let item = kind.item(t, item)?;
    resize(t, v, |bytes| bytes.extend_from_slice(&item[..kind.size]))
}

/// Appends bytes that are whole items.
fn append_bytes(t: &Thread, v: Value, more: &[u8]) -> Res<()> {
    if more.len() % kind_of(v).size != 0 {
        return Err(t.value_error("bytes length not a multiple of item size"));
    }
    if more.is_empty() {
        return Ok(());
    }
    resize(t, v, |bytes| bytes.extend_from_slice(more))
}

/// Appends characters.
fn append_text(t: &Thread, v: Value, text: Value) -> Res<()> {
    let all: Vec<u8> = str::view(&text).chars().flat_map(u32::to_le_bytes).collect();
    append_bytes(t, v, &all)
}

/// Appends what an iterable gives; an array's items must be of the same kind.
fn extend(t: &Thread, v: Value, more: Value) -> Res<()> {
    if is_array(more) {
        if kind_of(more) != kind_of(v) {
            return Err(t.type_error("can only extend with array of same kind"));
        }
        return append_bytes(t, v, &copy_bytes(t, more));
    }
    ops::for_each(t, more, |item| append(t, v, item.v()))
}

fn code_argument(t: &Thread, v: Value) -> Res<&'static Kind> {
    let Some(view) = str::try_view(&v) else {
        return Err(t.type_error(format_args!(
            "array() argument 1 must be a unicode character, not {}",
            ops::type_name(v)
        )));
    };
    if view.len() != 1 {
        return Err(t.type_error(format_args!(
            "array() argument 1 must be a unicode character, not a string of length {}",
            view.len()
        )));
    }
    kind::of(view.get(0))
        .ok_or_else(|| t.value_error("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)"))
}

fn new(t: &Thread, cls: Value, args: Args) -> Res {
    if cls.is(ARRAY.get()) && !args.names.is_empty() {
        return Err(t.type_error("array.array() takes no keyword arguments"));
    }
    let (code, initial) = match args.positional() {
        [code] => (*code, Value::UNDEF),
        [code, initial] => (*code, *initial),
        given => {
            let (bound, n) =
                if given.is_empty() { ("at least", "1 argument") } else { ("at most", "2 arguments") };
            return Err(t.type_error(format_args!("array() takes {bound} {n} ({} given)", given.len())));
        }
    };
    let kind = code_argument(t, code)?;
    let made = make(t, cls, kind, vec![]);
    let v = made.v();
    if initial.is_undef() {
        return Ok(made);
    }
    if str::is_str(initial) {
        if kind.form != Form::Char {
            return Err(t.type_error(format_args!(
                "cannot use a str to initialize an array with typecode '{}'",
                kind.code
            )));
        }
        append_text(t, v, initial)?;
    } else if bytes::is_bytes(initial) || bytearray::BYTEARRAY.is_instance(initial) {
        append_bytes(t, v, &buffer::to_vec(t, initial)?)?;
    } else if is_array(initial) {
        let other = kind_of(initial);
        if other.form == Form::Char && kind.form != Form::Char {
            return Err(t.type_error(format_args!(
                "cannot use a unicode array to initialize an array with typecode '{}'",
                kind.code
            )));
        }
        if other == kind {
            append_bytes(t, v, &copy_bytes(t, initial))?;
        } else {
            ops::for_each(t, initial, |item| append(t, v, item.v()))?;
        }
    } else {
        ops::for_each(t, initial, |item| append(t, v, item.v()))?;
    }
    Ok(made)
}
