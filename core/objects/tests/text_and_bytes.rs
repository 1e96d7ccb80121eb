//! Strs and bytes as natives see them: sharing, building, the buffer protocol, codecs.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]

mod support;

use heddle_objects::slots::Binary;
use heddle_objects::types::buffer::{self, Buffer, BufferMut};
use heddle_objects::types::{bytearray, bytes, memoryview, str, tuple};
use heddle_objects::{Ref, Thread, Value, codecs, ops};
use heddle_text::{Kind, Owned, View};
use support::{error, int, python};

#[test]
fn small_strs_and_bytes_are_shared() {
    python(|t| {
        assert!(t.str("").is(t.str("").v()) && t.str("é").is(str::from_char(t, 0xE9).v()));
        assert!(t.bytes(b"").is(bytes::new(t, &[]).v()) && t.bytes(b"a").is(t.bytes(b"a").v()));
        assert!(t.str("a").is(t.intern("a").v()));
        assert_eq!(ops::hash(t, t.str("abc").v()).ok(), ops::hash(t, t.bytes(b"abc").v()).ok());
        let s = t.str("abc");
        let whole = ops::call_method(t, s.v(), "strip", &[]).expect("strips");
        assert!(whole.is(s.v()), "what does not change is the object itself");
    });
}

#[test]
fn concatenation_is_of_the_narrowest_kind() {
    python(|t| {
        let parts = [t.str("ab"), t.str("é"), t.str(""), t.str("€"), t.str("𝄞")];
        for n in 0..=parts.len() {
            let values: Vec<Value> = parts[..n].iter().map(|r| r.v()).collect();
            let joined = str::concat(t, &values);
            let expected: String = ["ab", "é", "", "€", "𝄞"][..n].concat();
            assert_eq!(str::to_utf8(t, joined.v()).expect("text"), expected);
            assert_eq!(str::view(&joined).kind(), str::view(&joined).narrowest());
        }
        // Outside the block as well as in it.
        for n in [1, 3, 4096, 4097, 20_000] {
            let many = ops::binary(t, t.str("é€").v(), int(n), Binary::Mul).expect("repeats");
            assert_eq!((str::len(many.v()), str::view(&many).kind()), (2 * n as usize, Kind::Ucs2));
            assert_eq!(str::view(&many).get(2 * n as usize - 1), 0x20AC);
            let half = str::part(t, many.v(), 0..1);
            assert!(half.is(str::from_char(t, 0xE9).v()));
        }
    });
}

/// What is appended to a long text may lie behind it: the texts that share characters stay what they are.
#[test]
fn long_texts_grow() {
    python(|t| {
        let add = |a: &Ref, b: &str| ops::binary(t, a.v(), t.str(b).v(), Binary::Add).expect("adds");
        let text = |r: &Ref| str::to_utf8(t, r.v()).expect("text");
        let start = "0123456789".repeat(1000);
        let first = add(&t.str(&start), "a");
        let (left, right) = (add(&first, "left"), add(&first, "right"));
        assert_eq!((text(&left), text(&right)), (format!("{start}aleft"), format!("{start}aright")));
        drop(left);
        let wide = [add(&right, "é"), add(&right, "€"), add(&first, "𝄞")];
        assert_eq!(str::view(&wide[0]).kind(), Kind::Latin1);
        assert_eq!((text(&wide[0]), text(&wide[1])), (format!("{start}arighté"), format!("{start}aright€")));
        assert_eq!((text(&wide[2]), text(&right)), (format!("{start}a𝄞"), format!("{start}aright")));
        let mut grown = first.clone();
        for k in 0..5000 {
            grown = add(&grown, if k == 2500 { "é" } else { "x" });
        }
        drop(first);
        t.m.collect();
        let expected = format!("{start}a{}é{}", "x".repeat(2500), "x".repeat(2499));
        assert_eq!((str::len(grown.v()), text(&grown) == expected), (15_001, true));
    });
}

#[test]
fn absurd_sizes_are_errors() {
    python(|t| {
        let huge = t.int(1 << 62);
        let times = |v: Ref| error(ops::binary(t, v.v(), huge.v(), Binary::Mul));
        assert_eq!(times(t.str("a")), "MemoryError: ");
        assert_eq!(times(t.str("ab")), "OverflowError: repeated string is too long");
        assert_eq!(times(t.bytes(b"ab")), "OverflowError: repeated bytes are too long");
        assert_eq!(times(bytearray::from_vec(t, b"ab".to_vec())), "MemoryError: ");
        for (v, method) in [(t.str("a"), "zfill"), (t.str("a"), "ljust"), (t.bytes(b"a"), "center")] {
            assert_eq!(error(ops::call_method(t, v.v(), method, &[huge.v()])), "MemoryError: ");
        }
        let format = t.str("%*d");
        let args = tuple::from_values(t, &[huge.v(), int(1)]);
        assert_eq!(error(ops::binary(t, format.v(), args.v(), Binary::Mod)), "MemoryError: ");
    });
}

#[test]
fn buffers_borrow_what_does_not_change() {
    python(|t| {
        let b = t.bytes(b"hello world");
        let borrowed = Buffer::get(t, b.v()).expect("bytes");
        assert!(std::ptr::eq(borrowed.as_ptr(), bytes::view(&b).as_ptr()));
        let view = memoryview::new(t, b.v()).expect("a view");
        let through = Buffer::get(t, view.v()).expect("a view");
        assert!(std::ptr::eq(through.as_ptr(), bytes::view(&b).as_ptr()));
        drop((b, view));
        assert_eq!((&*borrowed, &*through), (&b"hello world"[..], &b"hello world"[..]), "kept alive");
        let array = bytearray::from_vec(t, b"abc".to_vec());
        let copy = Buffer::get(t, array.v()).expect("a bytearray");
        bytearray::with_mut(t, array.v(), |data| data.fill(0));
        assert_eq!(&*copy, b"abc", "a copy of what it was");
        assert_eq!(
            error(Buffer::get(t, int(3)).map(|_| ())),
            "TypeError: a bytes-like object is required, not 'int'"
        );
    });
}

#[test]
fn writing_keeps_the_size() {
    python(|t| {
        let array = bytearray::from_vec(t, vec![0; 8]);
        let memory = BufferMut::get(t, array.v()).expect("no error").expect("writable");
        assert_eq!(memory.len(), 8);
        let grow = || error(ops::call_method(t, array.v(), "append", &[int(1)]));
        assert_eq!(grow(), "BufferError: Existing exports of data: object cannot be re-sized");
        memory.write(t, 2, b"xy").expect("written");
        drop(memory);
        assert_eq!(grow(), "nothing raised");
        assert_eq!(bytearray::to_vec(t, array.v()), b"\0\0xy\0\0\0\0\x01");
        let n = buffer::read_into(t, array.v(), "readinto", |all| {
            all[..3].copy_from_slice(b"123");
            Ok(3)
        });
        assert_eq!(n.expect("read"), 3);
        assert_eq!(bytearray::to_vec(t, array.v()), b"123y\0\0\0\0\x01");
        let fixed = t.bytes(b"abc");
        let refused = buffer::read_into(t, fixed.v(), "readinto", |_| Ok(0));
        assert_eq!(
            error(refused),
            "TypeError: readinto() argument must be read-write bytes-like object, not bytes"
        );
        assert!(BufferMut::get(t, int(1)).expect("no error").is_none());
        // Into every other byte's view: refused, as it is not one run of bytes.
        let step = heddle_objects::types::slice::new(t, Ref::NONE, Ref::NONE, t.int(2));
        let view = memoryview::new(t, array.v()).expect("a view");
        let every_other = ops::getitem(t, view.v(), step.v()).expect("a slice");
        assert!(error(buffer::with_bytes_mut(t, every_other.v(), |_| ())).starts_with("BufferError"));
    });
}

#[test]
fn codecs_without_python_code() {
    python(|t| {
        let text = t.str("naïve €");
        for name in ["utf-8", "UTF8", "utf_16", "utf-32-be", "utf-7"] {
            let encoded = codecs::encode_text(t, text.v(), name, None).expect("encodes");
            let decoded = codecs::decode_text(t, encoded.v(), name, None).expect("decodes");
            assert!(str::same_text(decoded.v(), text.v()), "{name}");
        }
        let lone = str::from_owned(t, &Owned::from_code_points([0x61, 0xDC80, 0xD800]));
        assert_eq!(
            error(codecs::encode_text(t, lone.v(), "utf-8", None)),
            "UnicodeEncodeError: utf-8",
            "the first argument of the exception is the codec"
        );
        let odd = b"a\xff\xe9b";
        let round = codecs::fs_decode(t, odd);
        assert_eq!(str::view(&round), View::Ucs2(&[0x61, 0xDCFF, 0xDCE9, 0x62]));
        assert_eq!(codecs::fs_encode(t, round.v()).expect("encodes"), odd);
        assert!(error(codecs::encode_text(t, text.v(), "ascii", Some("nope"))).starts_with("LookupError"));
        let starred = str::from_owned(t, &Owned::from("x"));
        assert!(error(codecs::register_error(t, starred.v(), int(1))).starts_with("TypeError"));
    });
}

/// Several threads change, view and read one bytearray, and share iterators: nothing is torn, nothing is given out twice.
#[test]
fn many_threads() {
    python(|t| {
        let array = bytearray::from_vec(t, vec![7; 64]);
        let text = t.str(&"0123456789".repeat(2000));
        let it = ops::iter(t, text.v()).expect("iterates");
        let (a, i) = (array.v().bits(), it.v().bits());
        let total = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..4)
                .map(|k| {
                    scope.spawn(move || {
                        python(|t| {
                            // SAFETY: both are kept until all threads have finished.
                            let (array, it) = unsafe { (Value::from_bits(a), Value::from_bits(i)) };
                            work(t, array, it, k)
                        })
                    })
                })
                .collect();
            t.blocking(|| workers.into_iter().map(|w| w.join().expect("no panic")).sum::<usize>())
        });
        assert_eq!(total, 20_000, "each character once");
        let data = bytearray::to_vec(t, array.v());
        assert!(data.iter().all(|b| *b == 7 || *b == 9));
        assert_eq!(error(ops::call_method(t, array.v(), "append", &[int(1)])), "nothing raised");
    });
}

fn work(t: &Thread, array: Value, it: Value, k: usize) -> usize {
    let mut seen = 0;
    for round in 0..3000 {
        t.m.safepoint();
        match (round + k) % 5 {
            0 => drop(ops::call_method(t, array, "append", &[int(9)])),
            1 => {
                let view = memoryview::new(t, array).expect("a view");
                let n = ops::len(t, view.v()).expect("a length");
                let read = Buffer::get(t, view.v()).expect("reads");
                assert_eq!(read.len(), n, "its size stays while it is exported");
                assert!(read.iter().all(|b| *b == 7 || *b == 9));
                memoryview::release(t, view.v());
            }
            2 => drop(ops::call_method(t, array, "pop", &[])),
            3 => bytearray::with_mut(t, array, |data| data.fill(if k % 2 == 0 { 7 } else { 9 })),
            _ => assert!(bytearray::to_vec(t, array).iter().all(|b| *b == 7 || *b == 9)),
        }
    }
    loop {
        t.m.safepoint();
        let c = ops::next(t, it).expect("no error");
        if c.is_undef() {
            return seen;
        }
        assert_eq!(str::len(c.v()), 1);
        seen += 1;
    }
}
