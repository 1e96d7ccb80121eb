//! Compiled patterns: `re.Pattern`, and what `re` makes of a replacement text.

use super::matching::Match;
use super::piece;
use super::subject::{Found, How, Subject};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::{Compare, Slots};
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::{dict, list, mappingproxy, str, tuple};
use heddle_objects::{Fixed, Ref, Res, Slot, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};

/// A pattern's payload.
pub struct Pattern {
    /// The source: str, bytes or None.
    pub source: Fixed,
    /// Flags.
    pub flags: i64,
    /// The engine's codes.
    pub codes: Box<[u32]>,
    /// How many groups.
    pub groups: usize,
    /// Names to numbers.
    pub group_index: Fixed,
    /// Numbers to names or None.
    pub index_group: Fixed,
}
heddle_objects::payload!(Pattern { source, group_index, index_group });

/// `re.Pattern`
pub static PATTERN: NativeType = NativeType::new(TypeDef {
    flags: flags::WEAKREF | flags::DISALLOW_INSTANTIATION,
    methods: METHODS,
    getset: &[
        getter("pattern", |_, v| Ok(v.expect::<Pattern>().source.get())),
        getter("flags", |t, v| Ok(t.int(v.expect::<Pattern>().flags))),
        getter("groups", |t, v| Ok(t.int(v.expect::<Pattern>().groups as i64))),
        getter("groupindex", |t, v| Ok(mappingproxy::new(t, v.expect::<Pattern>().group_index.v()))),
    ],
    ..TypeDef::new("re.Pattern", Pattern::vtable, |s: &mut Slots| {
        s.repr = Some(repr);
        s.hash = Some(|t, v| {
            let p = v.expect::<Pattern>();
            Ok(ops::hash(t, p.source.v())? ^ p.flags ^ p.codes.len() as i64)
        });
        s.compare = Some(|t, a, b, op| {
            let (Some(x), Some(y)) = (a.payload::<Pattern>(), b.payload::<Pattern>()) else {
                return Ok(Ref::NOT_IMPLEMENTED);
            };
            if !matches!(op, Compare::Eq | Compare::Ne) {
                return Ok(Ref::NOT_IMPLEMENTED);
            }
            let same = a.is(b)
                || (x.flags == y.flags
                    && x.codes == y.codes
                    && ops::type_of(x.source.v()).is(ops::type_of(y.source.v()))
                    && ops::equal(t, x.source.v(), y.source.v())?);
            Ok(Ref::bool(same == (op == Compare::Eq)))
        });
    })
});

/// `_sre.compile`
pub fn compile(t: &Thread, a: &[Value]) -> Res {
    let mut codes = vec![];
    for c in ops::collect(t, a[2])? {
        let n = ops::arg_i64(t, c.v())?;
        codes.push(
            u32::try_from(n).map_err(|_| t.overflow_error("regular expression code size limit exceeded"))?,
        );
    }
    let groups = ops::arg_i64(t, a[3])?.max(0) as usize;
    Ok(t.alloc(
        PATTERN.shape(),
        Pattern {
            source: Fixed::new(Ref::new(a[0])),
            flags: ops::arg_i64(t, a[1])?,
            codes: codes.into(),
            groups,
            group_index: Fixed::new(Ref::new(a[4])),
            index_group: Fixed::new(Ref::new(a[5])),
        },
    ))
}

impl Pattern {
    fn text(&self) -> Option<bool> {
        let v = self.source.v();
        if v.is_none() { None } else { Some(str::is_str(v)) }
    }
}

fn repr(t: &Thread, v: Value) -> Res {
    let p = v.expect::<Pattern>();
    let mut source = ops::repr_text(t, p.source.v())?;
    if source.chars().count() > 200 {
        source = source.chars().take(200).collect();
    }
    let mut names: Vec<String> = vec![];
    let mut left = p.flags;
    if str::is_str(p.source.v()) && left & (4 | 256 | 32) == 32 {
        left &= !32;
    }
    for (bit, name) in [
        (2, "re.IGNORECASE"),
        (4, "re.LOCALE"),
        (8, "re.MULTILINE"),
        (16, "re.DOTALL"),
        (32, "re.UNICODE"),
        (64, "re.VERBOSE"),
        (128, "re.DEBUG"),
        (256, "re.ASCII"),
    ] {
        if left & bit != 0 {
            names.push(name.to_string());
            left &= !bit;
        }
    }
    if left != 0 {
        names.push(format!("{left:#x}"));
    }
    let tail = if names.is_empty() { String::new() } else { format!(", {}", names.join("|")) };
    Ok(t.str(&format!("re.compile({source}{tail})")))
}

/// `pos` and `endpos`, clamped.
fn range(t: &Thread, len: usize, pos: Value, endpos: Value) -> Res<(usize, usize)> {
    let clamp = |v: Value, default: usize| -> Res<usize> {
        if v.is_undef() {
            return Ok(default);
        }
        Ok(ops::index_clamped(t, v)?.max(0) as usize)
    };
    let end = clamp(endpos, usize::MAX)?.min(len);
    Ok((clamp(pos, 0)?.min(len), end))
}

fn one(t: &Thread, a: &[Value], how: How) -> Res {
    let p = a[0].expect::<Pattern>();
    let subject = Subject::new(t, &a[1], p.text())?;
    let (start, end) = range(t, subject.len(), a[2], a[3])?;
    Ok(match subject.find(&p.codes, p.groups, how, start, end, false) {
        Some(found) => Match::make(t, a[0], a[1], (start, end), found),
        None => Ref::NONE,
    })
}

/// Calls `f` with each match in turn, as `finditer` finds them; `f` says whether to go on.
fn each(
    t: &Thread,
    p: &Pattern,
    subject: &Subject,
    start: usize,
    end: usize,
    mut f: impl FnMut(Found) -> Res<bool>,
) -> Res<()> {
    let (mut at, mut advance) = (start, false);
    while at <= end {
        t.m.safepoint();
        let Some(found) = subject.find(&p.codes, p.groups, How::Search, at, end, advance) else { break };
        let (a, b) = found.span;
        at = b;
        advance = a == b;
        if !f(found)? {
            break;
        }
    }
    Ok(())
}

const METHODS: &[Def] = &[
    def("match($self, /, string, pos=0, endpos=sys.maxsize)", |t, a| one(t, a, How::Match)),
    def("fullmatch($self, /, string, pos=0, endpos=sys.maxsize)", |t, a| one(t, a, How::Full)),
    def("search($self, /, string, pos=0, endpos=sys.maxsize)", |t, a| one(t, a, How::Search)),
    def("findall($self, /, string, pos=0, endpos=sys.maxsize)", |t, a| {
        let p = a[0].expect::<Pattern>();
        let subject = Subject::new(t, &a[1], p.text())?;
        let (start, end) = range(t, subject.len(), a[2], a[3])?;
        let mut out = vec![];
        each(t, p, &subject, start, end, |found| {
            let empty = || piece(t, a[1], 0, 0);
            let group = |k: usize| found.groups[k].map_or_else(empty, |(x, y)| piece(t, a[1], x, y));
            out.push(match p.groups {
                0 => piece(t, a[1], found.span.0, found.span.1)?,
                1 => group(0)?,
                n => tuple::from_refs(t, (0..n).map(group).collect::<Res<Vec<_>>>()?),
            });
            Ok(true)
        })?;
        Ok(list::from_refs(t, out))
    }),
    def("finditer($self, /, string, pos=0, endpos=sys.maxsize)", |t, a| {
        let s = scanner(t, a)?;
        let f = ops::getattr_str(t, s.v(), "search")?;
        ops::call_pos(t, heddle_objects::builtin_function(t, "iter").v(), &[f.v(), Value::NONE])
    }),
    def("scanner($self, /, string, pos=0, endpos=sys.maxsize)", scanner),
    def("split($self, /, string, maxsplit=0)", |t, a| {
        let p = a[0].expect::<Pattern>();
        let subject = Subject::new(t, &a[1], p.text())?;
        let most = if a[2].is_undef() { 0 } else { ops::index_isize(t, a[2])? };
        let (mut out, mut last, mut count) = (vec![], 0, 0);
        if most >= 0 {
            each(t, p, &subject, 0, subject.len(), |found| {
                out.push(piece(t, a[1], last, found.span.0)?);
                for g in &found.groups {
                    out.push(match g {
                        Some((x, y)) => piece(t, a[1], *x, *y)?,
                        None => Ref::NONE,
                    });
                }
                last = found.span.1;
                count += 1;
                Ok(most == 0 || count < most)
            })?;
        }
        out.push(piece(t, a[1], last, subject.len())?);
        Ok(list::from_refs(t, out))
    }),
    def("sub($self, /, repl, string, count=0)", |t, a| Ok(substitute(t, a)?.0)),
    def("subn($self, /, repl, string, count=0)", |t, a| {
        let (text, n) = substitute(t, a)?;
        Ok(tuple::from_refs(t, vec![text, t.int(n as i64)]))
    }),
    def("__copy__($self, /)", |_, a| Ok(Ref::new(a[0]))),
    def("__deepcopy__($self, memo, /)", |_, a| Ok(Ref::new(a[0]))),
    def("__class_getitem__($cls, object, /)", |t, a| {
        heddle_objects::types::type_attrs::generic_alias(t, a[0], a[1])
    }),
];

/// What `_sre.template` makes: literals and group numbers in turn.
pub struct Template {
    /// The parts, a tuple.
    pub parts: Fixed,
}
heddle_objects::payload!(Template { parts });

/// `re.Template`
pub static TEMPLATE: NativeType =
    NativeType::new(TypeDef::new("_sre.SRE_Template", Template::vtable, |_: &mut Slots| ()));

/// How a match is replaced.
enum Replacement {
    Literal(Ref),
    Template(Ref),
    Call(Ref),
}

fn replacement(t: &Thread, pattern: Value, repl: Value) -> Res<Replacement> {
    if ops::is_callable(repl) {
        return Ok(Replacement::Call(Ref::new(repl)));
    }
    let plain = match str::try_view(&repl) {
        Some(view) => !view.chars().any(|c| c == u32::from(b'\\')),
        None => match heddle_objects::types::buffer::to_vec(t, repl) {
            Ok(bytes) => !bytes.contains(&b'\\'),
            Err(_) => false,
        },
    };
    if plain {
        return Ok(Replacement::Literal(Ref::new(repl)));
    }
    let re = heddle_objects::import_module(t, "re")?;
    let template = ops::call_method(t, re.v(), "_compile_template", &[pattern, repl])?;
    Ok(if template.payload::<Template>().is_some() {
        Replacement::Template(template)
    } else if ops::is_callable(template.v()) {
        Replacement::Call(template)
    } else {
        Replacement::Literal(template)
    })
}

/// The text of a match by a template.
pub fn expand(t: &Thread, template: Value, subject: Value, found: &Found, out: &mut Vec<Ref>) -> Res<()> {
    let parts = template.expect::<Template>().parts.v();
    for part in tuple::items(&parts) {
        match part.as_small_int() {
            Some(0) => out.push(piece(t, subject, found.span.0, found.span.1)?),
            Some(k) => {
                if let Some(Some((x, y))) = found.groups.get(k as usize - 1) {
                    out.push(piece(t, subject, *x, *y)?);
                }
            }
            None => out.push(Ref::new(*part)),
        }
    }
    Ok(())
}

/// Joins pieces of the kind that the subject is.
pub fn join(t: &Thread, subject: Value, pieces: &[Ref]) -> Res {
    if str::is_str(subject) {
        let mut buf = heddle_text::Buf::new();
        for p in pieces {
            match str::try_view(p) {
                Some(view) => buf.push_view(view),
                None => {
                    return Err(t.type_error(format_args!(
                        "sequence item 0: expected str instance, {} found",
                        ops::type_name(p.v())
                    )));
                }
            }
        }
        return Ok(str::from_owned(t, &buf.finish()));
    }
    let mut out = vec![];
    for p in pieces {
        out.extend(heddle_objects::types::buffer::to_vec(t, p.v())?);
    }
    Ok(heddle_objects::types::bytes::new(t, &out))
}

fn substitute(t: &Thread, a: &[Value]) -> Res<(Ref, usize)> {
    let (pattern, repl, string) = (a[0], a[1], a[2]);
    let p = pattern.expect::<Pattern>();
    let most = if a[3].is_undef() { 0 } else { ops::index_isize(t, a[3])? };
    let how = replacement(t, pattern, repl)?;
    let subject = Subject::new(t, &string, p.text())?;
    let (mut pieces, mut last, mut count) = (vec![], 0, 0);
    if most >= 0 {
        each(t, p, &subject, 0, subject.len(), |found| {
            if found.span.0 > last {
                pieces.push(piece(t, string, last, found.span.0)?);
            }
            last = found.span.1;
            match &how {
                Replacement::Literal(r) => pieces.push(r.clone()),
                Replacement::Template(r) => expand(t, r.v(), string, &found, &mut pieces)?,
                Replacement::Call(f) => {
                    let m = Match::make(t, pattern, string, (0, subject.len()), found);
                    let r = ops::call_pos(t, f.v(), &[m.v()])?;
                    if !r.is_none() {
                        pieces.push(r);
                    }
                }
            }
            count += 1;
            Ok(most == 0 || count < most as usize)
        })?;
    }
    if count == 0 {
        return Ok((piece(t, string, 0, subject.len())?, 0));
    }
    if last < subject.len() {
        pieces.push(piece(t, string, last, subject.len())?);
    }
    Ok((join(t, string, &pieces)?, count))
}

/// A scanner's payload: a pattern, a subject, and how far it has come.
pub struct Scanner {
    pattern: Fixed,
    string: Fixed,
    start: usize,
    end: usize,
    /// The place, doubled; odd: an empty match there does not count. `usize::MAX`: over.
    at: AtomicUsize,
    unused: Slot,
}
heddle_objects::payload!(Scanner { pattern, string, unused });

/// `_sre.SRE_Scanner`
pub static SCANNER: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    methods: &[
        def("match($self, /)", |t, a| scan(t, a[0], How::Match)),
        def("search($self, /)", |t, a| scan(t, a[0], How::Search)),
    ],
    getset: &[getter("pattern", |_, v| Ok(v.expect::<Scanner>().pattern.get()))],
    ..TypeDef::new("_sre.SRE_Scanner", Scanner::vtable, |_: &mut Slots| ())
});

fn scanner(t: &Thread, a: &[Value]) -> Res {
    let p = a[0].expect::<Pattern>();
    let subject = Subject::new(t, &a[1], p.text())?;
    let (start, end) = range(t, subject.len(), a[2], a[3])?;
    Ok(t.alloc(
        SCANNER.shape(),
        Scanner {
            pattern: Fixed::new(Ref::new(a[0])),
            string: Fixed::new(Ref::new(a[1])),
            start,
            end,
            at: AtomicUsize::new(start * 2),
            unused: Slot::undef(),
        },
    ))
}

fn scan(t: &Thread, v: Value, how: How) -> Res {
    let s = v.expect::<Scanner>();
    let pattern = s.pattern.v();
    let p = pattern.expect::<Pattern>();
    let string = s.string.v();
    let subject = Subject::new(t, &string, p.text())?;
    let place = s.at.load(Relaxed);
    if place == usize::MAX {
        return Ok(Ref::NONE);
    }
    let found = subject.find(&p.codes, p.groups, how, place / 2, s.end.min(subject.len()), place % 2 == 1);
    let next = found.as_ref().map_or(usize::MAX, |f| f.span.1 * 2 + usize::from(f.span.0 == f.span.1));
    // Two threads that scan at once may both find the same match; neither goes back.
    let _ = s.at.compare_exchange(place, next, Relaxed, Relaxed);
    Ok(match found {
        Some(found) => Match::make(t, pattern, string, (s.start, s.end), found),
        None => Ref::NONE,
    })
}

/// The name or number of a group as its index (0: the whole match); IndexError if there is none.
pub fn group_number(t: &Thread, pattern: &Pattern, v: Value) -> Res<usize> {
    let n = match v.as_small_int() {
        Some(n) => Some(n),
        None if ops::slots_of(v).index.is_some() => Some(ops::index_clamped(t, v)? as i64),
        None => {
            let found = dict::get(t, pattern.group_index.v(), v).unwrap_or(Ref::UNDEF);
            found.as_small_int()
        }
    };
    match n {
        Some(n) if n >= 0 && n as usize <= pattern.groups => Ok(n as usize),
        _ => Err(t.index_error("no such group")),
    }
}
