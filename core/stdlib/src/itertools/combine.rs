//! `product`, `permutations`, `combinations`, `combinations_with_replacement`.
//!
//! The pools are tuples that never change. The indices move under a lock over plain numbers; the tuple of items is made after it.

use crate::util::{arg_size, new, same, shape_of_class};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::{int, tuple};
use heddle_objects::{Fixed, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use smallvec::SmallVec;

/// Indices into pools, and what moves them.
#[derive(Default)]
struct State {
    indices: Vec<usize>,
    /// Of permutations only.
    cycles: Vec<usize>,
    started: bool,
    stopped: bool,
}

/// The payload of all four.
pub struct Combine {
    /// The pool; of `product`: a tuple of pools.
    pool: Fixed,
    state: Mutex<State>,
}
heddle_objects::payload!(Combine { pool });

type Picked = SmallVec<[usize; 8]>;

fn make(t: &Thread, cls: Value, pool: Ref, indices: Vec<usize>, cycles: Vec<usize>, stopped: bool) -> Ref {
    let state = Mutex::new(State { indices, cycles, started: false, stopped });
    t.alloc(shape_of_class(cls), Combine { pool: Fixed::new(pool), state })
}

fn pool_of(t: &Thread, iterable: Value) -> Res {
    Ok(tuple::from_refs(t, ops::collect(t, iterable)?))
}

fn not_negative(t: &Thread, n: isize) -> Res<usize> {
    usize::try_from(n).map_err(|_| t.value_error("r must be non-negative"))
}

/// Moves the indices on by `advance` (which says whether there is a next state) and picks the items.
fn step(t: &Thread, v: Value, advance: fn(&mut State, usize) -> bool) -> Res {
    let c = v.expect::<Combine>();
    let items = items_of(&c.pool);
    let picked: Option<Picked> = {
        let mut s = c.state.lock();
        if !s.stopped && s.started {
            s.stopped = !advance(&mut s, items.len());
        }
        s.started = true;
        (!s.stopped).then(|| SmallVec::from_slice(&s.indices))
    };
    let Some(picked) = picked else { return Ok(Ref::UNDEF) };
    Ok(tuple::from_refs(t, picked.iter().map(|&k| Ref::new(items[k])).collect()))
}

macro_rules! combine_type {
    ($name:ident, $text:literal, $slots:ident, $doc:literal) => {
        #[doc = concat!("`", $text, "`")]
        pub static $name: NativeType = NativeType::new(TypeDef {
            flags: flags::BASE,
            methods: &[super::SIZE_OF],
            doc: $doc,
            ..TypeDef::new($text, Combine::vtable, $slots)
        });
    };
}

combine_type!(
    PRODUCT,
    "itertools.product",
    product_slots,
    "Cartesian product of input iterables.  Equivalent to nested for-loops.\n\n\
     For example, product(A, B) returns the same as:  ((x,y) for x in A for y in B).\n\
     The leftmost iterators are in the outermost for-loop, so the output tuples\n\
     cycle in a manner similar to an odometer (with the rightmost element changing\n\
     on every iteration).\n\n\
     To compute the product of an iterable with itself, specify the number\n\
     of repetitions with the optional repeat keyword argument. For example,\n\
     product(A, repeat=4) means the same as product(A, A, A, A).\n\n\
     product('ab', range(3)) --> ('a',0) ('a',1) ('a',2) ('b',0) ('b',1) ('b',2)\n\
     product((0,1), (0,1), (0,1)) --> (0,0,0) (0,0,1) (0,1,0) (0,1,1) (1,0,0) ..."
);
combine_type!(
    PERMUTATIONS,
    "itertools.permutations",
    permutations_slots,
    "Return successive r-length permutations of elements in the iterable.\n\n\
     permutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)"
);
combine_type!(
    COMBINATIONS,
    "itertools.combinations",
    combinations_slots,
    "Return successive r-length combinations of elements in the iterable.\n\n\
     combinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)"
);
combine_type!(
    COMBINATIONS_WITH_REPLACEMENT,
    "itertools.combinations_with_replacement",
    replacement_slots,
    "Return successive r-length combinations of elements in the iterable allowing individual elements to \
     have successive repeats.\n\n\
     combinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), ('B','C'), ('C','C')"
);

fn product_slots(s: &mut Slots) {
    new!(s, "product($type, /, *iterables, repeat=1)", |t, a| {
        let repeat = if a[1].is_undef() { 1 } else { arg_size(t, a[1])? };
        let Ok(repeat) = usize::try_from(repeat) else {
            return Err(t.value_error("repeat argument cannot be negative"));
        };
        let given = tuple::items(&a[2]);
        let total = given.len().checked_mul(repeat).filter(|&n| n < isize::MAX as usize / 16);
        let Some(total) = total else { return Err(t.overflow_error("repeat argument too large")) };
        heddle_objects::types::size::check(t, total, 16)?;
        let mut once = Vec::new();
        if repeat > 0 {
            for &iterable in given {
                once.push(pool_of(t, iterable)?);
            }
        }
        let empty = once.iter().any(|p| tuple::items(p).is_empty());
        let mut pools = Vec::with_capacity(total);
        for _ in 0..repeat {
            pools.extend(once.iter().cloned());
        }
        let indices = vec![0; pools.len()];
        Ok(make(t, a[0], tuple::from_refs(t, pools), indices, vec![], empty))
    });
    s.iter = Some(same);
    s.next = Some(|t, v| {
        let c = v.expect::<Combine>();
        let pools = items_of(&c.pool);
        let picked: Option<Picked> = {
            let mut s = c.state.lock();
            if !s.stopped && s.started {
                s.stopped = !turn(&mut s.indices, pools);
            }
            s.started = true;
            (!s.stopped).then(|| SmallVec::from_slice(&s.indices))
        };
        let Some(picked) = picked else { return Ok(Ref::UNDEF) };
        let items = pools.iter().zip(&picked).map(|(pool, &k)| Ref::new(tuple::items(pool)[k]));
        Ok(tuple::from_refs(t, items.collect()))
    });
}

/// Turns an odometer; false when it is back at the start.
fn turn(indices: &mut [usize], pools: &[Value]) -> bool {
    for (index, pool) in indices.iter_mut().zip(pools).rev() {
        *index += 1;
        if *index < tuple::items(pool).len() {
            return true;
        }
        *index = 0;
    }
    false
}

fn permutations_slots(s: &mut Slots) {
    new!(s, "permutations($type, /, iterable, r=None)", |t, a| {
        let pool = pool_of(t, a[1])?;
        let n = tuple::items(&pool).len();
        let r = if a[2].is_none_or_undef() {
            n
        } else if int::is_int(a[2]) {
            not_negative(t, arg_size(t, a[2])?)?
        } else {
            return Err(t.type_error("Expected int as r"));
        };
        let stopped = r > n;
        // The first r of the indices are the permutation; the others wait for their turn.
        let indices = (0..n).collect();
        let cycles = if stopped { vec![] } else { (0..r).map(|k| n - k).collect() };
        Ok(make(t, a[0], pool, indices, cycles, stopped))
    });
    s.iter = Some(same);
    s.next = Some(|t, v| {
        let c = v.expect::<Combine>();
        let items = items_of(&c.pool);
        let picked: Option<Picked> = {
            let mut s = c.state.lock();
            if !s.stopped && s.started {
                s.stopped = !permute(&mut s);
            }
            s.started = true;
            (!s.stopped).then(|| SmallVec::from_slice(&s.indices[..s.cycles.len()]))
        };
        let Some(picked) = picked else { return Ok(Ref::UNDEF) };
        Ok(tuple::from_refs(t, picked.iter().map(|&k| Ref::new(items[k])).collect()))
    });
}

fn permute(s: &mut State) -> bool {
    let n = s.indices.len();
    for k in (0..s.cycles.len()).rev() {
        s.cycles[k] -= 1;
        if s.cycles[k] == 0 {
            s.indices[k..].rotate_left(1);
            s.cycles[k] = n - k;
        } else {
            s.indices.swap(k, n - s.cycles[k]);
            return true;
        }
    }
    false
}

fn combinations_slots(s: &mut Slots) {
    new!(s, "combinations($type, /, iterable, r)", |t, a| {
        let r = arg_size(t, a[2])?;
        let pool = pool_of(t, a[1])?;
        let r = not_negative(t, r)?;
        let stopped = r > tuple::items(&pool).len();
        let indices = if stopped { vec![] } else { (0..r).collect() };
        Ok(make(t, a[0], pool, indices, vec![], stopped))
    });
    s.iter = Some(same);
    s.next = Some(|t, v| {
        step(t, v, |s, n| {
            let r = s.indices.len();
            let Some(k) = (0..r).rev().find(|&k| s.indices[k] != k + n - r) else { return false };
            s.indices[k] += 1;
            for j in k + 1..r {
                s.indices[j] = s.indices[j - 1] + 1;
            }
            true
        })
    });
}

fn replacement_slots(s: &mut Slots) {
    new!(s, "combinations_with_replacement($type, /, iterable, r)", |t, a| {
        let r = arg_size(t, a[2])?;
        let pool = pool_of(t, a[1])?;
        let r = not_negative(t, r)?;
        let stopped = r > 0 && tuple::items(&pool).is_empty();
        heddle_objects::types::size::check(t, r, 8)?;
        Ok(make(t, a[0], pool, vec![0; if stopped { 0 } else { r }], vec![], stopped))
    });
    s.iter = Some(same);
    s.next = Some(|t, v| {
        step(t, v, |s, n| {
            let Some(k) = s.indices.iter().rposition(|&index| index != n - 1) else { return false };
            let next = s.indices[k] + 1;
            s.indices[k..].fill(next);
            true
        })
    });
}

/// The items of a tuple that the object keeps.
fn items_of(pool: &Fixed) -> &[Value] {
    let v = pool.v();
    // SAFETY: the tuple is kept by the field, and its items do not move.
    unsafe { std::slice::from_raw_parts(tuple::items(&v).as_ptr(), tuple::items(&v).len()) }
}
