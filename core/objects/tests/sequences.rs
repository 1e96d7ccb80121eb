//! Lists, tuples, ranges, slices and their iterators, from Rust.

mod support;

use heddle_objects::slots::{Binary, Compare};
use heddle_objects::types::{iterators, list, range, slice, str, tuple};
use heddle_objects::{Args, Ref, Thread, Value, builtins_seq, ops};
use support::{error, int, ints, numbers, python, slice_of};

fn method(t: &Thread, v: Value, name: &str, args: &[Value]) -> heddle_objects::Res {
    ops::call_method(t, v, name, args)
}

#[test]
fn slices_by_their_definition() {
    python(|t| {
        let parts: Vec<Option<i64>> = std::iter::once(None).chain((-8..=8).map(Some)).collect();
        for len in 0..6 {
            for (a, b) in parts.iter().flat_map(|a| parts.iter().map(move |b| (*a, *b))) {
                for step in [None, Some(1), Some(2), Some(7), Some(-1), Some(-2), Some(-7)] {
                    let s = slice_of(t, [a, b, step]);
                    let (start, _, step_, count) = slice::indices(t, s.v(), len).expect("ints");
                    let got: Vec<usize> = (0..count).map(|k| (start + k as isize * step_) as usize).collect();
                    assert_eq!(got, support::naive([a, b, step], len), "{a:?}:{b:?}:{step:?} of {len}");
                }
            }
        }
        let s = slice_of(t, [None, None, Some(0)]);
        assert_eq!(error(slice::indices(t, s.v(), 3)), "ValueError: slice step cannot be zero");
    });
}

#[test]
fn list_errors_are_pythons() {
    python(|t| {
        let l = ints(t, &[1, 2, 3]);
        let l = l.v();
        let s = t.str("a");
        assert_eq!(
            error(ops::getitem(t, l, s.v())),
            "TypeError: list indices must be integers or slices, not str"
        );
        assert_eq!(error(ops::getitem(t, l, int(3))), "IndexError: list index out of range");
        assert_eq!(error(ops::getitem(t, l, int(-4))), "IndexError: list index out of range");
        assert_eq!(
            error(ops::setitem(t, l, int(3), int(1))),
            "IndexError: list assignment index out of range"
        );
        assert_eq!(error(method(t, l, "pop", &[int(7)])), "IndexError: pop index out of range");
        let empty = list::new(t);
        assert_eq!(error(method(t, empty.v(), "pop", &[])), "IndexError: pop from empty list");
        assert_eq!(error(method(t, l, "index", &[int(9)])), "ValueError: list.index(x): x not in list");
        assert_eq!(error(method(t, l, "remove", &[int(9)])), "ValueError: list.remove(x): x not in list");
        let pair = tuple::from_values(t, &[int(1), int(2)]);
        assert_eq!(
            error(ops::binary(t, l, pair.v(), Binary::Add)),
            "TypeError: can only concatenate list (not \"tuple\") to list"
        );
        let names = [t.str("keys"), t.str("x")];
        let sort = ops::getattr_str(t, l, "sort").expect("a method");
        let call = |args: &[Value], named: usize, f: &Ref| {
            let names: Vec<Value> = names.iter().take(named).map(Ref::v).collect();
            error(ops::call(t, f.v(), Args { all: args, names: &names }))
        };
        assert_eq!(call(&[int(1)], 0, &sort), "TypeError: sort() takes no positional arguments");
        assert_eq!(call(&[int(1); 3], 0, &sort), "TypeError: sort() takes at most 2 arguments (3 given)");
        assert_eq!(
            call(&[int(1)], 1, &sort),
            "TypeError: sort() got an unexpected keyword argument 'keys'. Did you mean 'key'?"
        );
        let append = ops::getattr_str(t, l, "append").expect("a method");
        assert_eq!(call(&[], 0, &append), "TypeError: list.append() takes exactly one argument (0 given)");
        assert_eq!(call(&[int(1)], 1, &append), "TypeError: list.append() takes no keyword arguments");
        let clear = ops::getattr_str(t, l, "clear").expect("a method");
        assert_eq!(call(&[int(1)], 0, &clear), "TypeError: list.clear() takes no arguments (1 given)");
        let insert = ops::getattr_str(t, l, "insert").expect("a method");
        assert_eq!(call(&[], 0, &insert), "TypeError: insert expected 2 arguments, got 0");
        let strided = slice_of(t, [None, None, Some(2)]);
        assert_eq!(
            error(ops::setitem(t, l, strided.v(), list::new(t).v())),
            "ValueError: attempt to assign sequence of size 0 to extended slice of size 2"
        );
        assert_eq!(error(ops::binary(t, l, int(1 << 50), Binary::Mul)), "MemoryError: ");
        assert_eq!(error(ops::binary(t, pair.v(), int(1 << 50), Binary::Mul)), "MemoryError: ");
        assert_eq!(error(ops::inplace(t, l, int(1 << 61), Binary::Mul)), "MemoryError: ");
        assert_eq!(numbers(t, l), [1, 2, 3], "nothing has changed");
    });
}

#[test]
fn list_methods() {
    python(|t| {
        let l = ints(t, &[3, 1, 2, 1]);
        let l = l.v();
        assert_eq!(method(t, l, "count", &[int(1)]).expect("ints").as_small_int(), Some(2));
        assert_eq!(method(t, l, "index", &[int(1), int(2)]).expect("there").as_small_int(), Some(3));
        assert_eq!(
            error(method(t, l, "index", &[int(1), int(2), int(-1)])),
            "ValueError: list.index(x): x not in list"
        );
        method(t, l, "remove", &[int(1)]).expect("there");
        assert_eq!(numbers(t, l), [3, 2, 1]);
        method(t, l, "insert", &[int(-1), int(9)]).expect("room");
        method(t, l, "insert", &[int(-100), int(8)]).expect("room");
        method(t, l, "insert", &[int(100), int(7)]).expect("room");
        assert_eq!(numbers(t, l), [8, 3, 2, 9, 1, 7]);
        assert!(ops::contains(t, l, int(9)).expect("ints") && !ops::contains(t, l, int(10)).expect("ints"));
        let both = ops::binary(t, l, ints(t, &[5]).v(), Binary::Add).expect("lists");
        assert_eq!(numbers(t, both.v()), [8, 3, 2, 9, 1, 7, 5]);
        let twice = ops::binary(t, int(2), ints(t, &[1, 2]).v(), Binary::Mul).expect("repeats");
        assert_eq!(numbers(t, twice.v()), [1, 2, 1, 2]);
        let r = range::from_values(t, int(0), int(3), int(1)).expect("a range");
        method(t, l, "extend", &[r.v()]).expect("iterable");
        assert_eq!(numbers(t, l), [8, 3, 2, 9, 1, 7, 0, 1, 2]);
        let made = ops::call_pos(t, list::LIST.get(), &[r.v()]).expect("a list");
        assert_eq!(numbers(t, made.v()), [0, 1, 2]);
        let copy = method(t, made.v(), "copy", &[]).expect("copies");
        assert!(ops::equal(t, made.v(), copy.v()).expect("ints") && !made.is(copy.v()));
        let back = method(t, made.v(), "__reversed__", &[]).expect("reverses");
        assert_eq!(numbers(t, back.v()), [2, 1, 0]);
        assert_eq!(tuple::items(&list::to_tuple(t, made.v())).len(), 3);
    });
}

#[test]
fn repr_knows_cycles() {
    python(|t| {
        let l = list::from_refs(t, vec![t.str("a")]);
        list::append(t, l.v(), l.clone());
        let pair = tuple::from_values(t, &[l.v()]);
        list::append(t, l.v(), pair.clone());
        // The reprs of strs and ints are not this test's business: only the brackets are.
        let text = ops::repr_text(t, l.v()).expect("repr");
        assert!(text.starts_with('[') && text.ends_with(", [...], ([...],)]"), "{text}");
        assert_eq!(ops::repr_text(t, list::new(t).v()).expect("repr"), "[]");
        assert_eq!(ops::repr_text(t, tuple::empty(t).v()).expect("repr"), "()");
        list::clear(t, l.v());
    });
}

#[test]
fn deep_nesting_is_a_recursion_error() {
    python(|t| {
        let nest = || {
            let mut v = list::new(t);
            for k in 0..100_000 {
                v = if k % 2 == 0 { tuple::from_array(t, [v]) } else { list::from_refs(t, vec![v]) };
            }
            v
        };
        let (a, b) = (nest(), nest());
        let text = "RecursionError: maximum recursion depth exceeded";
        assert!(error(ops::repr(t, a.v())).starts_with(text));
        assert!(error(ops::equal(t, a.v(), b.v())).starts_with(text));
        let pair = tuple::from_array(t, [a]);
        assert!(error(ops::hash(t, pair.v())).contains("Error"));
        drop((pair, b));
    });
}

#[test]
fn sorting() {
    python(|t| {
        let l = ints(t, &[3, -1, 2, i64::from(i32::MAX), 0, -5]);
        method(t, l.v(), "sort", &[]).expect("ints");
        assert_eq!(numbers(t, l.v()), [-5, -1, 0, 2, 3, i64::from(i32::MAX)]);
        list::sort(t, l.v(), Value::NONE, true).expect("ints");
        assert_eq!(numbers(t, l.v()), [i64::from(i32::MAX), 3, 2, 0, -1, -5]);

        // By length, stable in both directions.
        let words = ["bb", "a", "cc", "ddd", "b", "aa"];
        let size = ops::getattr_str(t, str::STR.get(), "__len__").expect("strs have a length");
        let texts =
            |v: Value| -> Vec<String> { list::snapshot(t, v).iter().map(|s| str::lossy(s.v())).collect() };
        let make = || list::from_refs(t, words.iter().map(|w| t.str(w)).collect());
        let l = make();
        list::sort(t, l.v(), size.v(), false).expect("ints as keys");
        assert_eq!(texts(l.v()), ["a", "b", "bb", "cc", "aa", "ddd"]);
        list::sort(t, l.v(), size.v(), true).expect("ints as keys");
        assert_eq!(texts(l.v()), ["ddd", "bb", "cc", "aa", "a", "b"]);
        list::sort(t, l.v(), Value::NONE, false).expect("strs");
        assert_eq!(texts(l.v()), ["a", "aa", "b", "bb", "cc", "ddd"]);

        // What does not compare leaves all items there.
        let l = list::from_refs(t, vec![t.str("b"), t.int(1), t.str("a")]);
        let e = error(list::sort(t, l.v(), Value::NONE, false));
        assert!(e.starts_with("TypeError: '<' not supported between instances of"), "{e}");
        assert_eq!(list::len(t, l.v()), 3);

        // A key function that changes the list.
        let l = make();
        let grow = ops::getattr_str(t, l.v(), "append").expect("a method");
        assert_eq!(
            error(list::sort(t, l.v(), grow.v(), false)).split(':').next(),
            Some("TypeError"),
            "None does not compare with None"
        );
        assert_eq!(texts(l.v()), words);
        let l = list::from_refs(t, vec![t.str("only")]);
        let grow = ops::getattr_str(t, l.v(), "append").expect("a method");
        assert_eq!(error(list::sort(t, l.v(), grow.v(), false)), "ValueError: list modified during sort");
        assert_eq!(texts(l.v()), ["only"]);
    });
}

#[test]
fn comparing_sequences() {
    python(|t| {
        let strs = |items: &[&str]| list::from_refs(t, items.iter().map(|s| t.str(s)).collect());
        let less = |a: &Ref, b: &Ref| ops::compare_bool(t, a.v(), b.v(), Compare::Lt).expect("strs");
        let (a, b, c) = (strs(&["a", "b"]), strs(&["a", "c"]), strs(&["a"]));
        assert!(less(&a, &b) && less(&c, &a) && !less(&b, &a));
        assert!(ops::equal(t, a.v(), strs(&["a", "b"]).v()).expect("strs"));
        let (x, y) = (list::to_tuple(t, a.v()), list::to_tuple(t, b.v()));
        assert!(less(&x, &y) && !less(&y, &x));
        assert!(!ops::equal(t, a.v(), x.v()).expect("a list is no tuple"));
    });
}

#[test]
fn tuple_hashes_are_cpythons() {
    let hash = |items: &[i64]| {
        let mut h = tuple::Hasher::new();
        items.iter().for_each(|&n| h.add(n));
        h.finish(items.len())
    };
    // python3.14: hash(()), hash((1,)), hash((1, 2, 3)), hash((-2, 0)).
    assert_eq!(hash(&[]), 5740354900026072187);
    assert_eq!(hash(&[1]), -6644214454873602895);
    assert_eq!(hash(&[1, 2, 3]), 529344067295497451);
    // hash(slice(1, 2, 3))
    let mut h = tuple::Hasher::new();
    [1, 2, 3].iter().for_each(|&n| h.add(n));
    assert_eq!(h.finish_without_len(), -2340833382717974474);
}

#[test]
fn tuples() {
    python(|t| {
        let long: Vec<Ref> = (0..2_000).map(|k| t.str(&format!("{k}"))).collect();
        let a = tuple::from_refs(t, long);
        let slice = slice_of(t, [Some(10), Some(1_990), None]);
        let part = ops::getitem(t, a.v(), slice.v()).expect("a slice");
        assert_eq!(tuple::items(&part).len(), 1_980);
        assert!(str::equals(tuple::items(&part)[0], "10"));
        let both = ops::binary(t, part.v(), a.v(), Binary::Add).expect("tuples");
        assert_eq!(tuple::items(&both).len(), 3_980);
        let thrice = ops::binary(t, a.v(), int(3), Binary::Mul).expect("repeats");
        assert!(str::equals(tuple::items(&thrice)[5_999], "1999"));
        assert!(tuple::from_refs(t, vec![]).is(tuple::from_values(t, &[]).v()), "there is one empty tuple");
        assert!(ops::call_pos(t, tuple::TUPLE.get(), &[a.v()]).expect("a tuple").is(a.v()));
        assert_eq!(error(ops::getitem(t, part.v(), int(1_980))), "IndexError: tuple index out of range");
        let names = [t.str("x")];
        let args = Args { all: &[a.v()], names: &[names[0].v()] };
        assert_eq!(
            error(ops::call(t, tuple::TUPLE.get(), args)),
            "TypeError: tuple() takes no keyword arguments"
        );
        drop(a);
        t.m.collect();
        assert!(str::equals(tuple::items(&part)[0], "10"));
    });
}

#[test]
fn ranges() {
    python(|t| {
        let make = |a, b, s| range::from_values(t, int(a), int(b), int(s)).expect("a range");
        assert_eq!(numbers(t, make(0, 10, 3).v()), [0, 3, 6, 9]);
        assert_eq!(numbers(t, make(10, 0, -4).v()), [10, 6, 2]);
        assert_eq!(numbers(t, make(0, 0, 1).v()), [] as [i64; 0]);
        let r = make(0, 100, 7);
        let back = method(t, r.v(), "__reversed__", &[]).expect("reverses");
        assert_eq!(numbers(t, back.v())[..2], [98, 91]);
        assert_eq!(ops::getitem(t, r.v(), int(2)).expect("in range").as_small_int(), Some(14));
        assert_eq!(method(t, r.v(), "index", &[int(21)]).expect("there").as_small_int(), Some(3));
        assert_eq!(
            error(method(t, r.v(), "index", &[int(22)])),
            "ValueError: range.index(x): x not in range"
        );
        assert!(
            ops::contains(t, r.v(), int(98)).expect("ints")
                && !ops::contains(t, r.v(), int(100)).expect("ints")
        );
        assert_eq!(
            error(range::from_values(t, int(0), int(1), int(0))),
            "ValueError: range() arg 3 must not be zero"
        );
        assert!(ops::equal(t, make(0, 3, 2).v(), make(0, 4, 2).v()).expect("ranges"));
        assert!(!ops::equal(t, make(0, 3, 2).v(), make(0, 5, 2).v()).expect("ranges"));
        let it = ops::iter(t, r.v()).expect("iterates");
        assert!(range::RANGE_ITERATOR.is_exact(it.v()));
        ops::next(t, it.v()).expect("a number");
        method(t, it.v(), "__setstate__", &[int(3)]).expect("an int");
        assert_eq!(ops::next(t, it.v()).expect("a number").as_small_int(), Some(28));
        assert_eq!(ops::length_hint(t, it.v(), 0).expect("a hint"), 10);
    });
}

#[test]
fn iterators_of_iterators() {
    python(|t| {
        let (a, b) = (ints(t, &[1, 2, 3]), ints(t, &[4, 5]));
        let call = |ty: Value, args: &[Value]| ops::call_pos(t, ty, args).expect("an iterator");
        let pairs = call(iterators::ZIP.get(), &[a.v(), b.v()]);
        let pairs = ops::collect(t, pairs.v()).expect("items");
        assert_eq!(pairs.len(), 2);
        assert_eq!(numbers(t, pairs[1].v()), [2, 5]);

        let names = [t.str("strict")];
        let strict = Args { all: &[a.v(), b.v(), Value::TRUE], names: &[names[0].v()] };
        let it = ops::call(t, iterators::ZIP.get(), strict).expect("an iterator");
        assert_eq!(error(ops::collect(t, it.v())), "ValueError: zip() argument 2 is shorter than argument 1");
        let strict = Args { all: &[b.v(), a.v(), Value::TRUE], names: &[names[0].v()] };
        let it = ops::call(t, iterators::ZIP.get(), strict).expect("an iterator");
        assert_eq!(error(ops::collect(t, it.v())), "ValueError: zip() argument 2 is longer than argument 1");

        let counted = call(iterators::ENUMERATE.get(), &[b.v(), int(7)]);
        let counted = ops::collect(t, counted.v()).expect("items");
        assert_eq!(numbers(t, counted[1].v()), [8, 5]);

        let length = ops::getattr_str(t, list::LIST.get(), "__len__").expect("lists have a length");
        let both = tuple::from_values(t, &[a.v(), b.v()]);
        let lengths = call(iterators::MAP.get(), &[length.v(), both.v()]);
        assert_eq!(numbers(t, lengths.v()), [3, 2]);

        let some = ints(t, &[0, 1, 0, 2]);
        let kept = call(iterators::FILTER.get(), &[Value::NONE, some.v()]);
        assert_eq!(numbers(t, kept.v()), [1, 2]);

        let back = iterators::new_reversed(t, both.v()).expect("a sequence");
        assert_eq!(ops::length_hint(t, back.v(), 9).expect("a hint"), 2);
        assert!(ops::next(t, back.v()).expect("an item").is(b.v()));
        assert_eq!(error(iterators::new_reversed(t, int(1))), "TypeError: 'int' object is not reversible");

        let pop = ops::getattr_str(t, some.v(), "pop").expect("a method");
        let until = iterators::callable_iter(t, pop.v(), int(1));
        assert_eq!(numbers(t, until.v()), [2, 0]);
        assert_eq!(numbers(t, until.v()), [] as [i64; 0]);
        assert_eq!(numbers(t, some.v()), [0]);
    });
}

#[test]
fn functions() {
    python(|t| {
        let find = |name: &str| {
            builtins_seq::FUNCTIONS
                .iter()
                .find(|d| d.signature.split('(').next() == Some(name))
                .unwrap_or_else(|| panic!("{name}"))
        };
        let call = |name: &str, args: &[Value]| (find(name).f)(t, args);
        let undef = Value::UNDEF;
        let l = ints(t, &[5, 3, 9, 4]);
        let sorted = call("sorted", &[l.v(), undef, undef]).expect("ints");
        assert_eq!(numbers(t, sorted.v()), [3, 4, 5, 9]);
        assert_eq!(numbers(t, l.v()), [5, 3, 9, 4]);
        assert_eq!(call("sum", &[l.v(), undef]).expect("ints").as_small_int(), Some(21));
        let tenths = list::from_refs(t, (0..10).map(|_| t.float(0.1)).collect());
        let zero = t.float(0.0);
        let sum = call("sum", &[tenths.v(), zero.v()]).expect("floats");
        assert_eq!(sum.as_immediate_float(), Some(1.0), "compensated");
        let (none, kw) = (tuple::from_values(t, &[l.v()]), heddle_objects::types::dict::new(t));
        assert_eq!(call("min", &[none.v(), kw.v()]).expect("ints").as_small_int(), Some(3));
        assert_eq!(call("max", &[none.v(), kw.v()]).expect("ints").as_small_int(), Some(9));
        let empty = list::new(t);
        let args = tuple::from_values(t, &[empty.v()]);
        assert_eq!(error(call("min", &[args.v(), kw.v()])), "ValueError: min() iterable argument is empty");
        assert!(call("all", &[l.v()]).expect("ints").is(Value::TRUE));
        assert!(call("any", &[empty.v()]).expect("nothing").is(Value::FALSE));
        let it = call("iter", &[empty.v(), undef]).expect("an iterator");
        assert_eq!(error(call("next", &[it.v(), undef])).split(':').next(), Some("StopIteration"));
        assert!(call("next", &[it.v(), Value::NONE]).expect("the default").is_none());
    });
}
