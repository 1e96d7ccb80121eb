//! `accumulate`, `batched`, `chain`, `pairwise`, `zip_longest`: iterators that put items together.

use crate::util::{arg_size, class_getitem, flag, new, no_keywords, same, shape_of_class};
use heddle_objects::native::def;
use heddle_objects::payload::Payload;
use heddle_objects::slots::{Binary, Slots};
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::{dict, tuple};
use heddle_objects::{Fixed, Ref, Res, Slot, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};

/// `accumulate`'s payload.
pub struct Accumulate {
    source: Fixed,
    function: Fixed,
    total: Slot,
    /// What comes first; UNDEF for none, and once it was given.
    initial: Slot,
}
heddle_objects::payload!(Accumulate { source, function, total, initial });

/// `accumulate`
pub static ACCUMULATE: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    doc: "Return series of accumulated sums (or other binary function results).",
    ..TypeDef::new("itertools.accumulate", Accumulate::vtable, accumulate_slots)
});

fn accumulate_slots(s: &mut Slots) {
    new!(s, "accumulate($type, /, iterable, func=None, *, initial=None)", |t, a| {
        let source = ops::iter(t, a[1])?;
        let function = if a[2].is_none() { Value::UNDEF } else { a[2] };
        let initial = if a[3].is_none() { Value::UNDEF } else { a[3] };
        Ok(t.alloc(
            shape_of_class(a[0]),
            Accumulate {
                source: Fixed::new(source),
                function: Fixed::new(Ref::new(function)),
                total: Slot::undef(),
                initial: Slot::new(Ref::new(initial)),
            },
        ))
    });
    s.iter = Some(same);
    s.next = Some(|t, v| {
        let p = v.expect::<Accumulate>();
        let o = ops::object(v);
        if !p.initial.peek().is_undef() {
            let initial = p.initial.swap(t, o, Ref::UNDEF);
            if !initial.is_undef() {
                p.total.set(t, o, initial.clone());
                return Ok(initial);
            }
        }
        let item = ops::next(t, p.source.v())?;
        if item.is_undef() {
            return Ok(item);
        }
        let total = p.total.get(t, o);
        let new = if total.is_undef() {
            item
        } else if p.function.v().is_undef() {
            ops::binary(t, total.v(), item.v(), Binary::Add)?
        } else {
            ops::call_pos(t, p.function.v(), &[total.v(), item.v()])?
        };
        p.total.set(t, o, new.clone());
        Ok(new)
    });
}

/// `batched`'s payload.
pub struct Batched {
    /// The iterator; UNDEF once it is exhausted.
    source: Slot,
    size: usize,
    strict: bool,
}
heddle_objects::payload!(Batched { source });

/// `batched`
pub static BATCHED: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    doc: "Batch data into tuples of length n. The last batch may be shorter than n.\n\n\
          Loops over the input iterable and accumulates data into tuples\n\
          up to size n.  The input is consumed lazily, just enough to\n\
          fill a batch.  The result is yielded as soon as a batch is full\n\
          or when the input iterable is exhausted.\n\n    \
          >>> for batch in batched('ABCDEFG', 3):\n    ...     print(batch)\n    ...\n    \
          ('A', 'B', 'C')\n    ('D', 'E', 'F')\n    ('G',)\n\n\
          If \"strict\" is True, raises a ValueError if the final batch is shorter\nthan n.",
    ..TypeDef::new("itertools.batched", Batched::vtable, batched_slots)
});

fn batched_slots(s: &mut Slots) {
    new!(s, "batched($type, /, iterable, n, *, strict=False)", |t, a| {
        let n = arg_size(t, a[2])?;
        let strict = flag(t, a[3], false)?;
        if n < 1 {
            return Err(t.value_error("n must be at least one"));
        }
        let source = ops::iter(t, a[1])?;
        Ok(t.alloc(shape_of_class(a[0]), Batched { source: Slot::new(source), size: n as usize, strict }))
    });
    s.iter = Some(same);
    s.next = Some(|t, v| {
        let p = v.expect::<Batched>();
        let o = ops::object(v);
        let source = p.source.get(t, o);
        if source.is_undef() {
            return Ok(source);
        }
        let mut items = Vec::with_capacity(p.size.min(64));
        while items.len() < p.size {
            let item = match ops::next(t, source.v()) {
                Ok(item) => item,
                Err(e) => {
                    p.source.set(t, o, Ref::UNDEF);
                    return Err(e);
                }
            };
            if item.is_undef() {
                p.source.set(t, o, Ref::UNDEF);
                if items.is_empty() {
                    return Ok(item);
                }
                if p.strict {
                    return Err(t.value_error("batched(): incomplete batch"));
                }
                break;
            }
            items.push(item);
        }
        Ok(tuple::from_refs(t, items))
    });
}

/// `chain`'s payload.
pub struct Chain {
    /// The iterator over the iterables; UNDEF once it is exhausted.
    source: Slot,
    active: Slot,
}
heddle_objects::payload!(Chain { source, active });

/// `chain`
pub static CHAIN: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    methods: &[
        def("from_iterable($type, iterable, /)", |t, a| {
            let source = ops::iter(t, a[1])?;
            Ok(t.alloc(shape_of_class(a[0]), Chain { source: Slot::new(source), active: Slot::undef() }))
        }),
        def("__class_getitem__($type, object, /)", class_getitem),
    ],
    doc: "Return a chain object whose .__next__() method returns elements from the\n\
          first iterable until it is exhausted, then elements from the next\n\
          iterable, until all of the iterables are exhausted.",
    ..TypeDef::new("itertools.chain", Chain::vtable, chain_slots)
});

fn chain_slots(s: &mut Slots) {
    s.new = Some(|t, cls, args| {
        if cls.is(CHAIN.get()) {
            no_keywords(t, "chain", args)?;
        }
        let all = tuple::from_values(t, args.positional());
        let source = ops::iter(t, all.v())?;
        Ok(t.alloc(shape_of_class(cls), Chain { source: Slot::new(source), active: Slot::undef() }))
    });
    s.iter = Some(same);
    s.next = Some(chain_next);
}

fn chain_next(t: &Thread, v: Value) -> Res {
    let p = v.expect::<Chain>();
    let o = ops::object(v);
    loop {
        let mut active = p.active.get(t, o);
        if active.is_undef() {
            let source = p.source.get(t, o);
            if source.is_undef() {
                return Ok(source);
            }
            let iterable = match ops::next(t, source.v()) {
                Ok(iterable) => iterable,
                Err(e) => {
                    p.source.set(t, o, Ref::UNDEF);
                    return Err(e);
                }
            };
            if iterable.is_undef() {
                p.source.set(t, o, Ref::UNDEF);
                return Ok(iterable);
            }
            active = match ops::iter(t, iterable.v()) {
                Ok(it) => it,
                Err(e) => {
                    p.source.set(t, o, Ref::UNDEF);
                    return Err(e);
                }
            };
            p.active.set(t, o, active.clone());
        }
        let item = ops::next(t, active.v())?;
        if !item.is_undef() {
            return Ok(item);
        }
        // Another thread may have gone on already: only this one is over.
        let old = {
            let _lock = o.lock().lock(&t.m);
            if p.active.peek().is(active.v()) { p.active.swap_locked(Ref::UNDEF) } else { Ref::UNDEF }
        };
        drop(old);
        t.m.safepoint();
    }
}

/// `pairwise`'s payload.
pub struct Pairwise {
    /// The iterator; UNDEF once it is exhausted.
    source: Slot,
    old: Slot,
}
heddle_objects::payload!(Pairwise { source, old });

/// `pairwise`
pub static PAIRWISE: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    doc: "Return an iterator of overlapping pairs taken from the input iterator.\n\n    \
          s -> (s0,s1), (s1,s2), (s2, s3), ...",
    ..TypeDef::new("itertools.pairwise", Pairwise::vtable, pairwise_slots)
});

fn pairwise_slots(s: &mut Slots) {
    new!(s, "pairwise($type, iterable, /)", |t, a| {
        let source = ops::iter(t, a[1])?;
        Ok(t.alloc(shape_of_class(a[0]), Pairwise { source: Slot::new(source), old: Slot::undef() }))
    });
    s.iter = Some(same);
    s.next = Some(|t, v| {
        let p = v.expect::<Pairwise>();
        let o = ops::object(v);
        let source = p.source.get(t, o);
        if source.is_undef() {
            return Ok(source);
        }
        let end = || {
            p.source.set(t, o, Ref::UNDEF);
            p.old.set(t, o, Ref::UNDEF);
        };
        let mut old = p.old.get(t, o);
        if old.is_undef() {
            old = ops::next(t, source.v()).inspect_err(|_| end())?;
            if old.is_undef() {
                end();
                return Ok(old);
            }
            p.old.set(t, o, old.clone());
            // Asking may have used this very iterator up.
            if p.source.peek().is_undef() {
                p.old.set(t, o, Ref::UNDEF);
                return Ok(Ref::UNDEF);
            }
        }
        let new = ops::next(t, source.v()).inspect_err(|_| end())?;
        if new.is_undef() {
            end();
            return Ok(new);
        }
        p.old.set(t, o, new.clone());
        Ok(tuple::from_refs(t, vec![old, new]))
    });
}

/// `zip_longest`'s payload.
pub struct ZipLongest {
    /// The iterators; each is UNDEF once it is exhausted.
    sources: Vec<Slot>,
    active: AtomicUsize,
    over: AtomicBool,
    fill: Fixed,
}
heddle_objects::payload!(ZipLongest { sources, fill });

/// `zip_longest`
pub static ZIP_LONGEST: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    doc: "Return a zip_longest object whose .__next__() method returns a tuple where\n\
          the i-th element comes from the i-th iterable argument.  The .__next__()\n\
          method continues until the longest iterable in the argument sequence\n\
          is exhausted and then it raises StopIteration.  When the shorter iterables\n\
          are exhausted, the fillvalue is substituted in their place.  The fillvalue\n\
          defaults to None or can be specified by a keyword argument.",
    ..TypeDef::new("itertools.zip_longest", ZipLongest::vtable, zip_longest_slots)
});

fn zip_longest_slots(s: &mut Slots) {
    new!(s, "zip_longest($type, /, *iterables, **kwargs)", |t, a| {
        let mut fill = Ref::NONE;
        for (name, value) in dict::items(t, a[2]) {
            if !heddle_objects::types::str::equals(name.v(), "fillvalue") {
                return Err(t.type_error("zip_longest() got an unexpected keyword argument"));
            }
            fill = value;
        }
        let mut sources = Vec::new();
        for &iterable in tuple::items(&a[1]) {
            sources.push(Slot::new(ops::iter(t, iterable)?));
        }
        let active = AtomicUsize::new(sources.len());
        Ok(t.alloc(
            shape_of_class(a[0]),
            ZipLongest { sources, active, over: AtomicBool::new(false), fill: Fixed::new(fill) },
        ))
    });
    s.iter = Some(same);
    s.next = Some(zip_longest_next);
}

fn zip_longest_next(t: &Thread, v: Value) -> Res {
    let p = v.expect::<ZipLongest>();
    let o = ops::object(v);
    if p.sources.is_empty() || p.over.load(Relaxed) {
        return Ok(Ref::UNDEF);
    }
    let mut items = Vec::with_capacity(p.sources.len());
    for slot in &p.sources {
        let source = slot.get(t, o);
        if source.is_undef() {
            items.push(p.fill.get());
            continue;
        }
        let item = ops::next(t, source.v()).inspect_err(|_| p.over.store(true, Relaxed))?;
        if !item.is_undef() {
            items.push(item);
            continue;
        }
        // Counted once, whoever sees the end first.
        let ended = slot.swap(t, o, Ref::UNDEF);
        if !ended.is_undef() && p.active.fetch_sub(1, Relaxed) == 1 {
            p.over.store(true, Relaxed);
            return Ok(Ref::UNDEF);
        }
        items.push(p.fill.get());
    }
    Ok(tuple::from_refs(t, items))
}
