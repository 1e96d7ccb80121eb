//! The cases of `str` and `bytes`: each function draws and shows what the one of its name in tools/oracle.py does.

use crate::subject::Subject;
use crate::{Line, Random, Sink};
use heddle_text::{Owned, Side, bounds, bytes as of_bytes};
use std::ops::Range;

const fn cp<const N: usize>(text: [char; N]) -> [u32; N] {
    let mut out = [0; N];
    let mut i = 0;
    while i < N {
        out[i] = text[i] as u32;
        i += 1;
    }
    out
}

static PLAIN: &[&[u32]] = &[
    &cp(['a', 'b']),
    &cp(['a', 'b', 'é']),
    &cp(['a', 'b', '€', 'é']),
    &cp(['a', 'b', '€', '𝄞']),
    &[0x61, 0xD800, 0xDC00],
];
static SPACED: &[&[u32]] = &[
    &cp(['a', 'b', ' ', '\t', '\n']),
    &cp(['a', ' ', '\x1c', '\x1d', '\r', '\n', '\x0b']),
    &cp(['a', '\u{85}', '\u{a0}', '\r', '\n', ' ', 'b']),
    &cp(['a', '\u{2028}', '\u{3000}', ' ', '\r', '\n', '\u{2003}']),
    &cp(['a', '𝄞', ' ', '\r', '\n', '\t']),
];
static CASED: &[&[u32]] = &[
    &cp(['a', 'B', ' ', 'c', '\'', 'D']),
    &cp(['ß', '\u{b5}', 'ÿ', 'a', ' ', 'B', 'É']),
    &cp(['Σ', 'σ', 'a', '\u{345}', '\u{301}', ' ', '.']),
    &cp(['ǅ', 'ǆ', 'Ǆ', 'x', ' ', 'İ', 'ı', 'ŉ']),
    &cp(['\u{10400}', '\u{10428}', 'a', ' ', 'Σ', '\u{ad}']),
    &cp(['\u{2b0}', 'A', '\u{24b6}', '\u{2160}', ' ', '\u{fb03}', '\u{1f88}']),
];
static REPR: &[&[u32]] = &[
    &cp(['a', '\'']),
    &cp(['a', '"', '\'', '\\']),
    &cp(['\0', '\t', '\n', '\x7f', '\u{80}', '\u{a0}', '\u{ad}', 'é']),
    &[0x378, 0x200b, 0x20ac, 0xd800],
    &cp(['a', '𝄞', '\u{e0001}', '\u{10ffff}', '\'']),
];
static BYTES: &[&[u8]] = &[
    b"a", b"b", b" ", b"\t", b"\n", b"\r", b"\x0b", b"\x1c", b"\xe9", b"A", b"'", b"\"", b"\\", b"\x00", b"1",
];

/// One case of a family of text.
pub fn text(family: &str, r: &mut Random, sink: &mut Sink) {
    let alphabets = match family {
        "text_search" | "text_cut_plain" | "text_edit" => PLAIN,
        "text_cut" | "text_edit_spaced" => SPACED,
        "text_case" => CASED,
        _ => REPR,
    };
    let draw = |r: &mut Random, longest| r.text(alphabets, longest);
    match family {
        "text_search" => search(r, draw, sink),
        "text_cut" | "text_cut_plain" => cut(r, draw, sink),
        "text_edit" | "text_edit_spaced" => edit(r, draw, sink),
        "text_case" => {
            let text = case(r, draw, sink);
            let v = text.view();
            let mut line = Line::default();
            line.add(&v.casefold()).add(&v.is_decimal()).add(&v.is_numeric());
            sink.line(line.add(&v.is_printable()).add(&v.is_identifier()));
        }
        _ => quoted(r, draw, sink),
    }
}

/// One case of a family of bytes.
pub fn bytes(family: &str, r: &mut Random, sink: &mut Sink) {
    let draw = |r: &mut Random, longest| r.bytes(BYTES, longest);
    match family {
        "bytes_search" => search(r, draw, sink),
        "bytes_cut" => cut(r, draw, sink),
        "bytes_edit" => edit(r, draw, sink),
        "bytes_case" => {
            case(r, draw, sink);
        }
        "bytes_quoted" => quoted(r, draw, sink),
        _ => hexed(r, draw, sink),
    }
}

fn search<S: Subject>(r: &mut Random, draw: impl Fn(&mut Random, usize) -> S, sink: &mut Sink) {
    let (hay, needle) = (draw(r, 24), draw(r, 3));
    let (low, high) = (r.below(31) as isize - 15, r.below(31) as isize - 15);
    let range = bounds(low, high, hay.len());
    let sub = hay.part(range.clone().unwrap_or(0..0));
    let all = 0..hay.len();
    let mut line = Line::default();
    line.add(&range.clone().and_then(|range| hay.find(&needle, range)));
    line.add(&range.clone().and_then(|range| hay.rfind(&needle, range)));
    sink.line(line.add(&range.map_or(0, |range| hay.count(&needle, range))));
    line.add(&hay.find(&needle, all.clone()))
        .add(&hay.rfind(&needle, all.clone()))
        .add(&hay.count(&needle, all.clone()));
    sink.line(line.add(&hay.find(&needle, all.clone()).is_some()));
    line.add(&sub.starts_with(&needle)).add(&sub.ends_with(&needle)).add(&sub.find(&needle, 0..sub.len()));
    sink.line(line.add(&hay.find(&sub, all)));
}

fn parts<S: Subject>(text: &S, ranges: Vec<Range<usize>>) -> Vec<S> {
    ranges.into_iter().map(|range| text.part(range)).collect()
}

fn cut<S: Subject>(r: &mut Random, draw: impl Fn(&mut Random, usize) -> S, sink: &mut Sink) {
    let (text, sep) = (draw(r, 20), draw(r, 3));
    let limit = r.below(5).checked_sub(1).unwrap_or(usize::MAX);
    let mut line = Line::default();
    line.add(&parts(&text, text.split(None, limit)));
    sink.line(line.add(&parts(&text, text.rsplit(None, limit))));
    if sep.len() > 0 {
        line.add(&parts(&text, text.split(Some(&sep), limit)))
            .add(&parts(&text, text.rsplit(Some(&sep), limit)));
        let len = text.len();
        let three = |found: Option<(Range<usize>, Range<usize>)>, whole: [Range<usize>; 3]| match found {
            Some((before, after)) => parts(&text, vec![before.clone(), before.end..after.start, after]),
            None => parts(&text, whole.into()),
        };
        line.add(&three(text.partition(&sep), [0..len, 0..0, 0..0]));
        sink.line(line.add(&three(text.rpartition(&sep), [0..0, 0..0, 0..len])));
    }
    sink.line(line.add(&parts(&text, text.lines(false))).add(&parts(&text, text.lines(true))));
    for set in [None, Some(&sep)] {
        for side in [Side::Both, Side::Left, Side::Right] {
            line.add(&text.part(text.strip(set, side)));
        }
    }
    sink.line(&mut line);
}

fn edit<S: Subject>(r: &mut Random, draw: impl Fn(&mut Random, usize) -> S, sink: &mut Sink) {
    let (text, old, new) = (draw(r, 20), draw(r, 2), draw(r, 3));
    let limit = r.below(5).checked_sub(1).unwrap_or(usize::MAX);
    let width = r.below(25);
    let drawn = draw(r, 1);
    let fill = if drawn.len() == 0 { S::dot() } else { drawn };
    let mut line = Line::default();
    line.add(&text.replace(&old, &new, limit).unwrap_or_else(|| text.clone()))
        .add(&new.join([&text, &old, &text]));
    sink.line(line.add(&new.repeat(r.below(4))).add(&text.reversed()));
    text.padded(width, &fill).iter().for_each(|padded| {
        line.add(padded);
    });
    sink.line(line.add(&text.zfill(width)).add(&text.expand_tabs(r.below(9))));
    sink.line(line.add(&text.concat(&old)).add(&(text < new)).add(&(text == new)).add(&(old == new)));
}

fn case<S: Subject>(r: &mut Random, draw: impl Fn(&mut Random, usize) -> S, sink: &mut Sink) -> S {
    let text = draw(r, 12);
    let mut line = Line::default();
    text.cases().iter().for_each(|cased| {
        line.add(cased);
    });
    sink.line(&mut line);
    text.classes().iter().for_each(|class| {
        line.add(class);
    });
    sink.line(&mut line);
    text
}

fn quoted<S: Subject>(r: &mut Random, draw: impl Fn(&mut Random, usize) -> S, sink: &mut Sink) {
    let [repr, ascii] = draw(r, 10).quoted();
    sink.line(Line::default().add(&repr).add(&ascii));
}

fn hexed(r: &mut Random, draw: impl Fn(&mut Random, usize) -> Vec<u8>, sink: &mut Sink) {
    let data = draw(r, 9);
    let group = r.below(9) as isize - 4;
    let hex = |sep| Owned::from_latin1(of_bytes::hex(&data, sep));
    sink.line(Line::default().add(&hex(None)).add(&hex(Some((b':', group)))));
    let digits = r.bytes(&[b"0", b"a", b"F", b"9", b" ", b"\n", b"g", b"\xe9"], 6);
    let text = Owned::from_latin1(digits.clone());
    for read in [of_bytes::from_hex(&digits), of_bytes::from_hex_text(text.view())] {
        match read {
            Ok(bytes) => sink.line(Line::default().add(&bytes)),
            Err(error) => sink.line(Line::default().add(&error.to_string()[..])),
        }
    }
}
