//! `tee`: independent iterators over one, through a chain of blocks of items that each of them walks.

use crate::util::{arg_size, new, same};
use heddle_objects::native::def;
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::{list, tuple};
use heddle_objects::{Fixed, Ref, Res, Slot, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};

/// Items of a block: with its header and its other fields 512 bytes.
const ITEMS: usize = 57;

/// A block of items.
pub struct TeeData {
    source: Fixed,
    items: [Slot; ITEMS],
    next: Slot,
    /// How many items are there. Only whoever has `running` adds one.
    len: AtomicUsize,
    /// Somebody asks the source.
    running: AtomicBool,
}
heddle_objects::payload!(TeeData { source, items, next });

/// `itertools._tee_dataobject`
pub static TEE_DATA: NativeType = NativeType::new(TypeDef {
    doc: "teedataobject(iterable, values, next, /)\n--\n\nData container common to multiple tee objects.",
    ..TypeDef::new("itertools._tee_dataobject", TeeData::vtable, |s| {
        new!(s, "teedataobject($type, iterable, values, next, /)", |t, a| {
            if !list::is_list(a[2]) {
                return Err(t.type_error(format_args!(
                    "teedataobject() argument 2 must be list, not {}",
                    ops::type_name(a[2])
                )));
            }
            let block = data(t, Ref::new(a[1]));
            let values = list::snapshot(t, a[2]);
            if values.len() > ITEMS || (values.len() < ITEMS && !a[3].is_none()) {
                return Err(t.value_error("Invalid arguments"));
            }
            let b = block.v();
            let b = b.expect::<TeeData>();
            b.len.store(values.len(), Relaxed);
            for (slot, value) in b.items.iter().zip(values) {
                slot.init(value);
            }
            if !a[3].is_none() {
                if !TEE_DATA.is_exact(a[3]) {
                    return Err(t.value_error("Invalid arguments"));
                }
                b.next.init(Ref::new(a[3]));
            }
            Ok(block)
        });
    })
});

fn data(t: &Thread, source: Ref) -> Ref {
    t.alloc(
        TEE_DATA.shape(),
        TeeData {
            source: Fixed::new(source),
            items: std::array::from_fn(|_| Slot::undef()),
            next: Slot::undef(),
            len: AtomicUsize::new(0),
            running: AtomicBool::new(false),
        },
    )
}

/// Item `k` of a block, from the source if need be; UNDEF at the end.
fn item(t: &Thread, block: Value, k: usize) -> Res {
    let b = block.expect::<TeeData>();
    // Acquire: pairs with the Release below: the item is there.
    if k < b.len.load(Acquire) {
        return Ok(b.items[k].get(t, ops::object(block)));
    }
    // Acquire: pairs with the Release at the end.
    if b.running.swap(true, Acquire) {
        return Err(t.runtime_error("cannot re-enter the tee iterator"));
    }
    let len = b.len.load(Relaxed);
    let got = if k < len { Ok(b.items[k].get(t, ops::object(block))) } else { ops::next(t, b.source.v()) };
    if let Ok(item) = &got
        && k == len
        && !item.is_undef()
    {
        b.items[k].set(t, ops::object(block), item.clone());
        // Release: pairs with the Acquire above.
        b.len.store(k + 1, Release);
    }
    b.running.store(false, Release);
    got
}

/// The block after a full one.
fn next_block(t: &Thread, block: Value) -> Ref {
    let b = block.expect::<TeeData>();
    let o = ops::object(block);
    let next = b.next.get(t, o);
    if !next.is_undef() {
        return next;
    }
    let new = data(t, b.source.get());
    let spare = {
        let _lock = o.lock().lock(&t.m);
        if b.next.peek().is_undef() {
            b.next.swap_locked(new.clone());
            None
        } else {
            Some(b.next.get_locked(t))
        }
    };
    spare.unwrap_or(new)
}

/// One of the iterators.
pub struct Tee {
    block: Slot,
    /// The next item's place in the block. Block and place change together, under the lock.
    at: AtomicUsize,
}
heddle_objects::payload!(Tee { block });

/// `itertools._tee`
pub static TEE: NativeType = NativeType::new(TypeDef {
    flags: flags::WEAKREF,
    methods: &[def("__copy__($self, /)", |t, a| Ok(copy(t, a[0])))],
    doc: "Iterator wrapped to make it copyable.",
    ..TypeDef::new("itertools._tee", Tee::vtable, tee_slots)
});

fn tee_slots(s: &mut Slots) {
    new!(s, "tee($type, iterable, /)", |t, a| from_iterable(t, a[1]));
    s.iter = Some(same);
    s.next = Some(|t, v| {
        let p = v.expect::<Tee>();
        let o = ops::object(v);
        loop {
            let (block, at) = place(t, v);
            if at >= ITEMS {
                let next = next_block(t, block.v());
                let old = {
                    let _lock = o.lock().lock(&t.m);
                    if p.block.peek().is(block.v()) && p.at.load(Relaxed) == at {
                        p.at.store(0, Relaxed);
                        p.block.swap_locked(next)
                    } else {
                        next
                    }
                };
                drop(old);
                continue;
            }
            let found = item(t, block.v(), at)?;
            if found.is_undef() {
                return Ok(found);
            }
            let moved = {
                let _lock = o.lock().lock(&t.m);
                let same = p.block.peek().is(block.v()) && p.at.load(Relaxed) == at;
                if same {
                    p.at.store(at + 1, Relaxed);
                }
                same
            };
            if moved {
                return Ok(found);
            }
        }
    });
}

fn place(t: &Thread, v: Value) -> (Ref, usize) {
    let p = v.expect::<Tee>();
    let o = ops::object(v);
    let _lock = o.lock().lock(&t.m);
    (p.block.get_locked(t), p.at.load(Relaxed))
}

fn copy(t: &Thread, v: Value) -> Ref {
    let (block, at) = place(t, v);
    t.alloc(TEE.shape(), Tee { block: Slot::new(block), at: AtomicUsize::new(at) })
}

fn from_iterable(t: &Thread, iterable: Value) -> Res {
    let source = ops::iter(t, iterable)?;
    if TEE.is_exact(source.v()) {
        return Ok(copy(t, source.v()));
    }
    let block = data(t, source);
    Ok(t.alloc(TEE.shape(), Tee { block: Slot::new(block), at: AtomicUsize::new(0) }))
}

/// `itertools.tee`
pub fn tee(t: &Thread, a: &[Value]) -> Res {
    let n = if a[1].is_undef() { 2 } else { arg_size(t, a[1])? };
    if n < 0 {
        return Err(t.value_error("n must be >= 0"));
    }
    if n == 0 {
        return Ok(tuple::from_refs(t, vec![]));
    }
    heddle_objects::types::size::check(t, n as usize, 64)?;
    let source = ops::iter(t, a[0])?;
    let name = t.intern("__copy__");
    let copy = ops::getattr_opt(t, source.v(), name.v())?;
    let mut all = Vec::with_capacity(n.min(1024) as usize);
    if copy.is_undef() {
        all.push(from_iterable(t, source.v())?);
    } else {
        all.push(source.clone());
    }
    let first = all[0].clone();
    let copy = if copy.is_undef() { ops::getattr(t, first.v(), name.v())? } else { copy };
    while all.len() < n as usize {
        all.push(ops::call_pos(t, copy.v(), &[])?);
    }
    Ok(tuple::from_refs(t, all))
}
