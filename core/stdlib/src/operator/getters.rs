//! `itemgetter`, `attrgetter`, `methodcaller`.

use crate::util::{
    call_with, kwargs_dict, no_keywords, one_argument, shape_of_class, short_name, shown_arguments,
};
use heddle_objects::native::{Args, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef};
use heddle_objects::types::{dict, str, tuple};
use heddle_objects::{Fixed, Ref, Res, Thread, Value, ops};

/// `itemgetter`'s payload.
pub struct ItemGetter {
    items: Fixed,
}
heddle_objects::payload!(ItemGetter { items });

/// `operator.itemgetter`
pub static ITEMGETTER: NativeType = NativeType::new(TypeDef {
    methods: &[def("__reduce__($self, /)", |t, a| {
        let items = a[0].expect::<ItemGetter>().items.get();
        Ok(tuple::from_refs(t, vec![ITEMGETTER.get_ref(), items]))
    })],
    doc: "Return a callable object that fetches the given item(s) from its operand.\n\n\
          After f = itemgetter(2), the call f(r) returns r[2].\n\
          After g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])",
    ..TypeDef::new("operator.itemgetter", ItemGetter::vtable, item_slots)
});

fn item_slots(s: &mut Slots) {
    s.new = Some(|t, cls, args| {
        no_keywords(t, "itemgetter", args)?;
        if args.all.is_empty() {
            return Err(t.type_error("itemgetter expected 1 argument, got 0"));
        }
        let items = tuple::from_values(t, args.all);
        Ok(t.alloc(shape_of_class(cls), ItemGetter { items: Fixed::new(items) }))
    });
    s.call = Some(|t, v, args| {
        let of = one_argument(t, "itemgetter", args)?;
        let items = v.expect::<ItemGetter>().items.v();
        let items = tuple::items(&items);
        if let [item] = items {
            return ops::getitem(t, of, *item);
        }
        let found = items.iter().map(|&item| ops::getitem(t, of, item)).collect::<Res<Vec<_>>>()?;
        Ok(tuple::from_refs(t, found))
    });
    s.repr = Some(|t, v| {
        let items = v.expect::<ItemGetter>().items.v();
        shown(t, v, tuple::items(&items), &[])
    });
}

/// `operator.NAME(ARGUMENTS)`
fn shown(t: &Thread, v: Value, args: &[Value], kwargs: &[(Ref, Ref)]) -> Res {
    if !t.repr_enter(v) {
        return Ok(t.str(&format!("operator.{}(...)", short_name(v))));
    }
    let text = shown_arguments(t, args, kwargs);
    t.repr_leave(v);
    Ok(t.str(&format!("operator.{}({})", short_name(v), text?)))
}

/// `attrgetter`'s payload.
pub struct AttrGetter {
    names: Fixed,
    /// The names, split at dots; interned.
    paths: Vec<Vec<Fixed>>,
}
heddle_objects::payload!(AttrGetter { names, paths });

/// `operator.attrgetter`
pub static ATTRGETTER: NativeType = NativeType::new(TypeDef {
    methods: &[def("__reduce__($self, /)", |t, a| {
        let names = a[0].expect::<AttrGetter>().names.get();
        Ok(tuple::from_refs(t, vec![ATTRGETTER.get_ref(), names]))
    })],
    doc: "Return a callable object that fetches the given attribute(s) from its operand.\n\n\
          After f = attrgetter('name'), the call f(r) returns r.name.\n\
          After g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).\n\
          After h = attrgetter('name.first', 'name.last'), the call h(r) returns\n\
          (r.name.first, r.name.last).",
    ..TypeDef::new("operator.attrgetter", AttrGetter::vtable, attr_slots)
});

fn attr_slots(s: &mut Slots) {
    s.new = Some(|t, cls, args| {
        no_keywords(t, "attrgetter", args)?;
        if args.all.is_empty() {
            return Err(t.type_error("attrgetter expected 1 argument, got 0"));
        }
        let mut paths = Vec::with_capacity(args.all.len());
        for name in args.all {
            let Some(view) = str::try_view(name) else {
                return Err(t.type_error("attribute name must be a string"));
            };
            paths.push(split(t, view));
        }
        let names = tuple::from_values(t, args.all);
        Ok(t.alloc(shape_of_class(cls), AttrGetter { names: Fixed::new(names), paths }))
    });
    s.call = Some(|t, v, args| {
        let of = one_argument(t, "attrgetter", args)?;
        let paths = &v.expect::<AttrGetter>().paths;
        if let [path] = &paths[..] {
            return follow(t, of, path);
        }
        let found = paths.iter().map(|path| follow(t, of, path)).collect::<Res<Vec<_>>>()?;
        Ok(tuple::from_refs(t, found))
    });
    s.repr = Some(|t, v| {
        let names = v.expect::<AttrGetter>().names.v();
        shown(t, v, tuple::items(&names), &[])
    });
}

fn split(t: &Thread, view: heddle_text::View) -> Vec<Fixed> {
    let mut parts = Vec::new();
    let mut from = 0;
    for at in 0..=view.len() {
        if at == view.len() || view.get(at) == u32::from('.') {
            parts.push(Fixed::new(str::intern_view(t, view.slice(from..at))));
            from = at + 1;
        }
    }
    parts
}

fn follow(t: &Thread, of: Value, path: &[Fixed]) -> Res {
    let mut at = Ref::new(of);
    for name in path {
        at = ops::getattr(t, at.v(), name.v())?;
    }
    Ok(at)
}

/// `methodcaller`'s payload.
pub struct MethodCaller {
    name: Fixed,
    args: Fixed,
    kwargs: Fixed,
}
heddle_objects::payload!(MethodCaller { name, args, kwargs });

/// `operator.methodcaller`
pub static METHODCALLER: NativeType = NativeType::new(TypeDef {
    methods: &[def("__reduce__($self, /)", reduce_method_caller)],
    doc: "Return a callable object that calls the given method on its operand.\n\n\
          After f = methodcaller('name'), the call f(r) returns r.name().\n\
          After g = methodcaller('name', 'date', foo=1), the call g(r) returns\nr.name('date', foo=1).",
    ..TypeDef::new("operator.methodcaller", MethodCaller::vtable, method_slots)
});

fn method_slots(s: &mut Slots) {
    s.new = Some(|t, cls, args: Args| {
        let Some((&name, rest)) = args.positional().split_first() else {
            return Err(t.type_error("methodcaller needs at least one argument, the method name"));
        };
        if !str::is_str(name) {
            return Err(t.type_error("method name must be a string"));
        }
        let kwargs = kwargs_dict(t, args)?;
        let payload = MethodCaller {
            name: Fixed::new(str::intern_value(t, name)),
            args: Fixed::new(tuple::from_values(t, rest)),
            kwargs: Fixed::new(kwargs),
        };
        Ok(t.alloc(shape_of_class(cls), payload))
    });
    s.call = Some(|t, v, args| {
        let of = one_argument(t, "methodcaller", args)?;
        let m = v.expect::<MethodCaller>();
        let method = ops::getattr(t, of, m.name.v())?;
        let given = m.args.v();
        call_with(t, method.v(), tuple::items(&given), m.kwargs.v())
    });
    s.repr = Some(|t, v| {
        let m = v.expect::<MethodCaller>();
        let args = m.args.v();
        let mut all = vec![m.name.v()];
        all.extend_from_slice(tuple::items(&args));
        shown(t, v, &all, &dict::items(t, m.kwargs.v()))
    });
}

fn reduce_method_caller(t: &Thread, a: &[Value]) -> Res {
    let m = a[0].expect::<MethodCaller>();
    if dict::len(t, m.kwargs.v()) == 0 {
        let args = m.args.v();
        let mut all = vec![m.name.get()];
        all.extend(tuple::items(&args).iter().map(|&v| Ref::new(v)));
        let args = tuple::from_refs(t, all);
        return Ok(tuple::from_refs(t, vec![METHODCALLER.get_ref(), args]));
    }
    let partial = crate::functools::PARTIAL.get();
    let maker = call_with(t, partial, &[METHODCALLER.get(), m.name.v()], m.kwargs.v())?;
    Ok(tuple::from_refs(t, vec![maker, m.args.get()]))
}
