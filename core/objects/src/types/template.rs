//! `string.templatelib.Template` and `Interpolation`: what a t-string makes (PEP 750).

use crate::error::Res;
use crate::native::{Args, Def, LazySignature, def, def_doc};
use crate::ops::{self, type_name};
use crate::payload::{Payload, obj};
use crate::refs::{Fixed, Ref};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, getset, getter};
use crate::types::type_attrs::read_only;
use crate::types::{generic_alias, str, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};

/// A template's payload.
pub struct Template {
    /// One more than there are interpolations.
    pub strings: Fixed,
    /// `interpolations`, a tuple.
    pub interpolations: Fixed,
}
crate::payload!(Template { strings, interpolations });

/// `string.templatelib.Template`
pub static TEMPLATE: NativeType = NativeType::new(TypeDef {
    methods: TEMPLATE_METHODS,
    getset: TEMPLATE_GETSET,
    doc: "Template object",
    ..TypeDef::new("string.templatelib.Template", Template::vtable, template_slots)
});

fn template(v: &Value) -> &Template {
    v.expect::<Template>()
}

const TEMPLATE_GETSET: &[GetSet] = &[
    getset("strings", |_, v| Ok(template(&v).strings.get()), read_only),
    getset("interpolations", |_, v| Ok(template(&v).interpolations.get()), read_only),
    getter("values", |t, v| {
        let all = tuple::items(&template(&v).interpolations.v())
            .iter()
            .map(|i| i.expect::<Interpolation>().value.get())
            .collect();
        Ok(tuple::from_refs(t, all))
    }),
];

const TEMPLATE_METHODS: &[Def] = &[
    def_doc("__class_getitem__($type, object, /)", generic_alias::class_getitem, "See PEP 585"),
    def("__reduce__($self, /)", |t, a| {
        let module = crate::import_module(t, "string.templatelib")?;
        let f = ops::getattr_str(t, module.v(), "_template_unpickle")?;
        let v = template(&a[0]);
        let args = tuple::from_values(t, &[v.strings.v(), v.interpolations.v()]);
        Ok(tuple::from_refs(t, vec![f, args]))
    }),
];

fn template_slots(s: &mut Slots) {
    s.new = Some(new_template);
    s.iter = Some(|t, v| {
        let it = TemplateIter { template: Fixed::new(Ref::new(v)), next: AtomicUsize::new(0) };
        Ok(t.alloc(TEMPLATE_ITER.shape(), it))
    });
    s.repr = Some(|t, v| {
        let x = template(&v);
        Ok(t.str(&format!(
            "Template(strings={}, interpolations={})",
            ops::repr_text(t, x.strings.v())?,
            ops::repr_text(t, x.interpolations.v())?
        )))
    });
    s.concat = Some(|t, a, b| {
        let (Some(x), Some(y)) = (a.payload::<Template>(), b.payload::<Template>()) else {
            return Err(t.type_error(format_args!(
                "can only concatenate string.templatelib.Template (not \"{}\") to string.templatelib.Template",
                type_name(b)
            )));
        };
        let parts = Parts::of(t, x);
        let mut all = Parts::of(t, y);
        let mut strings = parts.strings;
        let joined = match (strings.pop(), all.strings.first()) {
            (Some(end), Some(start)) => join(t, &end, start.v()),
            _ => t.intern(""),
        };
        all.strings[0] = joined;
        strings.append(&mut all.strings);
        let mut interpolations = parts.interpolations;
        interpolations.append(&mut all.interpolations);
        Ok(Parts { strings, interpolations }.finish(t))
    });
}

/// The text of both.
fn join(t: &Thread, a: &Ref, b: Value) -> Ref {
    if str::len(a.v()) == 0 {
        return Ref::new(b);
    }
    if str::len(b) == 0 {
        return a.clone();
    }
    let mut buf = heddle_text::Buf::with_capacity(str::len(a.v()) + str::len(b));
    buf.push_view(str::view(a));
    buf.push_view(str::view(&b));
    str::from_owned(t, &buf.finish())
}

struct Parts {
    strings: Vec<Ref>,
    interpolations: Vec<Ref>,
}

impl Parts {
    fn of(_t: &Thread, v: &Template) -> Parts {
        let refs = |v: Value| tuple::items(&v).iter().map(|&x| Ref::new(x)).collect();
        Parts { strings: refs(v.strings.v()), interpolations: refs(v.interpolations.v()) }
    }

    fn finish(self, t: &Thread) -> Ref {
        new(t, tuple::from_refs(t, self.strings), tuple::from_refs(t, self.interpolations))
    }
}

fn new_template(t: &Thread, _: Value, args: Args) -> Res {
    if !args.names.is_empty() {
        return Err(t.type_error("Template.__new__ only accepts *args arguments"));
    }
    let mut parts = Parts { strings: vec![t.intern("")], interpolations: vec![] };
    for &arg in args.all {
        if INTERPOLATION.is_exact(arg) {
            parts.interpolations.push(Ref::new(arg));
            parts.strings.push(t.intern(""));
        } else if str::is_str(arg) {
            if let Some(last) = parts.strings.last_mut() {
                *last = join(t, last, arg);
            }
        } else {
            return Err(t.type_error(format_args!(
                "Template.__new__ *args need to be of type 'str' or 'Interpolation', got {}",
                type_name(arg)
            )));
        }
    }
    Ok(parts.finish(t))
}

/// A template of a tuple of strs and a tuple of interpolations, of which there is one fewer.
pub fn new(t: &Thread, strings: Ref, interpolations: Ref) -> Ref {
    let parts = Template { strings: Fixed::new(strings), interpolations: Fixed::new(interpolations) };
    t.alloc(TEMPLATE.shape(), parts)
}

/// Yields the parts of a template in turn, without empty strs. `next` counts strs and interpolations.
struct TemplateIter {
    template: Fixed,
    next: AtomicUsize,
}
crate::payload!(TemplateIter { template });

/// `string.templatelib.TemplateIter`
pub static TEMPLATE_ITER: NativeType = NativeType::new(TypeDef {
    ..TypeDef::new("string.templatelib.TemplateIter", TemplateIter::vtable, |s| {
        s.iter = Some(|_, v| Ok(Ref::new(v)));
        s.next = Some(|t, v| {
            let it = v.expect::<TemplateIter>();
            let holder = it.template.v();
            let parts = template(&holder);
            let (strings, others) = (parts.strings.v(), parts.interpolations.v());
            let total = tuple::items(&strings).len() + tuple::items(&others).len();
            loop {
                let at = {
                    let o = obj(v);
                    let _lock = o.lock().lock(&t.m);
                    let at = it.next.load(Relaxed);
                    // At the end it stays: no count runs over.
                    it.next.store((at + 1).min(total), Relaxed);
                    at
                };
                if at >= total {
                    return Ok(Ref::UNDEF);
                }
                let item = if at % 2 == 0 { tuple::items(&strings) } else { tuple::items(&others) }[at / 2];
                if at % 2 != 0 || str::len(item) != 0 {
                    return Ok(Ref::new(item));
                }
            }
        });
    })
});

/// An interpolation's payload.
pub struct Interpolation {
    /// `value`
    pub value: Fixed,
    /// `expression`, a str.
    pub expression: Fixed,
    /// `conversion`: a str, or None.
    pub conversion: Fixed,
    /// `format_spec`, a str.
    pub format_spec: Fixed,
}
crate::payload!(Interpolation { value, expression, conversion, format_spec });

/// `string.templatelib.Interpolation`
pub static INTERPOLATION: NativeType = NativeType::new(TypeDef {
    methods: &[
        def_doc("__class_getitem__($type, object, /)", generic_alias::class_getitem, "See PEP 585"),
        def("__reduce__($self, /)", |t, a| {
            let args = tuple::from_values(t, &fields(&a[0]));
            Ok(tuple::from_refs(t, vec![INTERPOLATION.get_ref(), args]))
        }),
    ],
    getset: &[
        getset("value", |_, v| Ok(Ref::new(fields(&v)[0])), read_only),
        getset("expression", |_, v| Ok(Ref::new(fields(&v)[1])), read_only),
        getset("conversion", |_, v| Ok(Ref::new(fields(&v)[2])), read_only),
        getset("format_spec", |_, v| Ok(Ref::new(fields(&v)[3])), read_only),
    ],
    extra: |t, put| {
        let names = ["value", "expression", "conversion", "format_spec"].map(|n| t.intern(n));
        put("__match_args__", tuple::from_refs(t, names.into()));
    },
    doc: "Interpolation object",
    ..TypeDef::new("string.templatelib.Interpolation", Interpolation::vtable, |s| {
        s.new = Some(|t, cls, args| NEW_INTERPOLATION.call(t, cls, args, new_interpolation));
        s.repr = Some(|t, v| {
            let mut parts = Vec::new();
            for field in fields(&v) {
                parts.push(ops::repr_text(t, field)?);
            }
            Ok(t.str(&format!("Interpolation({})", parts.join(", "))))
        });
    })
});

fn fields(v: &Value) -> [Value; 4] {
    let i = v.expect::<Interpolation>();
    [i.value.v(), i.expression.v(), i.conversion.v(), i.format_spec.v()]
}

static NEW_INTERPOLATION: LazySignature =
    LazySignature::new("Interpolation($cls, value, expression='', conversion=None, format_spec='')");

fn new_interpolation(t: &Thread, a: &[Value]) -> Res {
    let &[_, value, expression, conversion, format_spec] = a else { return Ok(Ref::NONE) };
    for (name, v) in [("expression", expression), ("conversion", conversion), ("format_spec", format_spec)] {
        let none = v.is_undef() || (v.is_none() && name == "conversion");
        if !none && !str::is_str(v) {
            return Err(t.type_error(format_args!(
                "Interpolation() argument '{name}' must be str, not {}",
                type_name(v)
            )));
        }
    }
    if !conversion.is_none_or_undef() && !["s", "a", "r"].iter().any(|c| str::equals(conversion, c)) {
        return Err(t.value_error("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'"));
    }
    let text = |v: Value| v.some().map_or_else(|| t.intern(""), Ref::new);
    let conversion = conversion.some().unwrap_or(Value::NONE);
    Ok(interpolation(t, Ref::new(value), text(expression), Ref::new(conversion), text(format_spec)))
}

/// One `{...}` of a t-string; `conversion` is a str or None.
pub fn interpolation(t: &Thread, value: Ref, expression: Ref, conversion: Ref, format_spec: Ref) -> Ref {
    t.alloc(
        INTERPOLATION.shape(),
        Interpolation {
            value: Fixed::new(value),
            expression: Fixed::new(expression),
            conversion: Fixed::new(conversion),
            format_spec: Fixed::new(format_spec),
        },
    )
}
