//! Matches: `re.Match`.

use super::pattern::{Pattern, Template, expand, group_number, join};
use super::piece;
use super::subject::Found;
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::{dict, tuple};
use heddle_objects::{Fixed, Ref, Res, Thread, Value, ops};

/// A match's payload.
pub struct Match {
    pattern: Fixed,
    string: Fixed,
    range: (usize, usize),
    found: Found,
}
heddle_objects::payload!(Match { pattern, string });

impl Match {
    /// A match object.
    pub fn make(t: &Thread, pattern: Value, string: Value, range: (usize, usize), found: Found) -> Ref {
        t.alloc(
            MATCH.shape(),
            Match {
                pattern: Fixed::new(Ref::new(pattern)),
                string: Fixed::new(Ref::new(string)),
                range,
                found,
            },
        )
    }

    fn span(&self, k: usize) -> Option<(usize, usize)> {
        if k == 0 { Some(self.found.span) } else { self.found.groups[k - 1] }
    }

    fn group(&self, t: &Thread, k: usize, default: Value) -> Res {
        match self.span(k) {
            Some((a, b)) => piece(t, self.string.v(), a, b),
            None => Ok(Ref::new(default)),
        }
    }

    fn number(&self, t: &Thread, v: Value) -> Res<usize> {
        if v.is_undef() { Ok(0) } else { group_number(t, self.pattern.v().expect::<Pattern>(), v) }
    }
}

/// `re.Match`
pub static MATCH: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    methods: METHODS,
    getset: &[
        getter("string", |_, v| Ok(v.expect::<Match>().string.get())),
        getter("re", |_, v| Ok(v.expect::<Match>().pattern.get())),
        getter("pos", |t, v| Ok(t.int(v.expect::<Match>().range.0 as i64))),
        getter("endpos", |t, v| Ok(t.int(v.expect::<Match>().range.1 as i64))),
        getter("lastindex", |t, v| Ok(v.expect::<Match>().found.last.map_or(Ref::NONE, |k| t.int(k as i64)))),
        getter("lastgroup", |_, v| {
            let m = v.expect::<Match>();
            let names = m.pattern.v().expect::<Pattern>().index_group.v();
            let name = m.found.last.and_then(|k| tuple::items(&names).get(k).copied());
            Ok(name.map_or(Ref::NONE, Ref::new))
        }),
        getter("regs", |t, v| {
            let m = v.expect::<Match>();
            let all = (0..=m.found.groups.len()).map(|k| pair(t, m.span(k)));
            Ok(tuple::from_refs(t, all.collect()))
        }),
    ],
    ..TypeDef::new("re.Match", Match::vtable, |s: &mut Slots| {
        s.getitem = Some(|t, v, k| {
            let m = v.expect::<Match>();
            m.group(t, m.number(t, k)?, Value::NONE)
        });
        s.repr = Some(|t, v| {
            let m = v.expect::<Match>();
            let text = m.group(t, 0, Value::NONE)?;
            let (a, b) = m.found.span;
            Ok(t.str(&format!("<re.Match object; span=({a}, {b}), match={}>", ops::repr_text(t, text.v())?)))
        });
    })
});

fn pair(t: &Thread, span: Option<(usize, usize)>) -> Ref {
    let (a, b) = span.map_or((-1, -1), |(a, b)| (a as i64, b as i64));
    tuple::from_refs(t, vec![t.int(a), t.int(b)])
}

const METHODS: &[Def] = &[
    def("group($self, /, *args)", |t, a| {
        let m = a[0].expect::<Match>();
        match tuple::items(&a[1]) {
            [] => m.group(t, 0, Value::NONE),
            [one] => m.group(t, m.number(t, *one)?, Value::NONE),
            many => {
                let all = many.iter().map(|k| m.group(t, m.number(t, *k)?, Value::NONE));
                Ok(tuple::from_refs(t, all.collect::<Res<Vec<_>>>()?))
            }
        }
    }),
    def("groups($self, /, default=None)", |t, a| {
        let m = a[0].expect::<Match>();
        let default = a[1].some().unwrap_or(Value::NONE);
        let all = (1..=m.found.groups.len()).map(|k| m.group(t, k, default));
        Ok(tuple::from_refs(t, all.collect::<Res<Vec<_>>>()?))
    }),
    def("groupdict($self, /, default=None)", |t, a| {
        let m = a[0].expect::<Match>();
        let default = a[1].some().unwrap_or(Value::NONE);
        let d = dict::new(t);
        let index = m.pattern.v().expect::<Pattern>().group_index.v();
        for (name, k) in dict::items(t, index) {
            let text = m.group(t, m.number(t, k.v())?, default)?;
            dict::set(t, d.v(), name.v(), text.v())?;
        }
        Ok(d)
    }),
    def("start($self, group=0, /)", |t, a| {
        let m = a[0].expect::<Match>();
        Ok(t.int(m.span(m.number(t, a[1])?).map_or(-1, |s| s.0 as i64)))
    }),
    def("end($self, group=0, /)", |t, a| {
        let m = a[0].expect::<Match>();
        Ok(t.int(m.span(m.number(t, a[1])?).map_or(-1, |s| s.1 as i64)))
    }),
    def("span($self, group=0, /)", |t, a| {
        let m = a[0].expect::<Match>();
        Ok(pair(t, m.span(m.number(t, a[1])?)))
    }),
    def("expand($self, /, template)", |t, a| {
        let m = a[0].expect::<Match>();
        let re = heddle_objects::import_module(t, "re")?;
        let template = ops::call_method(t, re.v(), "_compile_template", &[m.pattern.v(), a[1]])?;
        if template.payload::<Template>().is_none() {
            return Ok(template);
        }
        let mut pieces = vec![];
        expand(t, template.v(), m.string.v(), &m.found, &mut pieces)?;
        join(t, m.string.v(), &pieces)
    }),
    def("__copy__($self, /)", |_, a| Ok(Ref::new(a[0]))),
    def("__deepcopy__($self, memo, /)", |_, a| Ok(Ref::new(a[0]))),
    def("__class_getitem__($cls, object, /)", |t, a| {
        heddle_objects::types::type_attrs::generic_alias(t, a[0], a[1])
    }),
];
