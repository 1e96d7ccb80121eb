//! `make_encoder`: values to JSON text.

use super::quote;
use crate::util::{arg_size, new};
use heddle_objects::native::LazySignature;
use heddle_objects::native::NativeFn;
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, getter};
use heddle_objects::types::{descr, dict, exceptions, float, int, list, str, tuple};
use heddle_objects::{Fixed, Raised, Ref, Res, Thread, Value, ops};
use heddle_text::Buf;

/// How strings are written.
#[derive(Clone, Copy, PartialEq)]
enum Quoting {
    Ascii,
    Plain,
    /// A function of the user's.
    Called,
}

/// An encoder's payload.
pub struct Encoder {
    markers: Fixed,
    default: Fixed,
    encoder: Fixed,
    indent: Fixed,
    key_separator: Fixed,
    item_separator: Fixed,
    sort_keys: bool,
    skip_keys: bool,
    allow_nan: bool,
    quoting: Quoting,
}
heddle_objects::payload!(Encoder { markers, default, encoder, indent, key_separator, item_separator });

/// `_json.Encoder`
pub static ENCODER: NativeType = NativeType::new(TypeDef {
    getset: &[
        getter("markers", |_, v| Ok(v.expect::<Encoder>().markers.get())),
        getter("default", |_, v| Ok(v.expect::<Encoder>().default.get())),
        getter("encoder", |_, v| Ok(v.expect::<Encoder>().encoder.get())),
        getter("indent", |_, v| Ok(v.expect::<Encoder>().indent.get())),
        getter("key_separator", |_, v| Ok(v.expect::<Encoder>().key_separator.get())),
        getter("item_separator", |_, v| Ok(v.expect::<Encoder>().item_separator.get())),
        getter("sort_keys", |_, v| Ok(Ref::bool(v.expect::<Encoder>().sort_keys))),
        getter("skipkeys", |_, v| Ok(Ref::bool(v.expect::<Encoder>().skip_keys))),
    ],
    doc: "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
    ..TypeDef::new("_json.Encoder", Encoder::vtable, slots)
});

fn slots(s: &mut Slots) {
    new!(
        s,
        "make_encoder($type, /, markers, default, encoder, indent, key_separator, item_separator, sort_keys, \
         skipkeys, allow_nan)",
        make
    );
    s.call = Some(|t, v, args| {
        static SIG: LazySignature = LazySignature::new("_iterencode($self, /, obj, _current_indent_level)");
        SIG.call(t, v, args, |t, a| {
            let level = arg_size(t, a[2])?;
            let e = a[0].expect::<Encoder>();
            if !e.indent.v().is_none() && !str::is_str(e.indent.v()) {
                return Err(t.type_error(format_args!(
                    "'{}' object can't be repeated",
                    ops::type_name(e.indent.v())
                )));
            }
            let mut run = Run { t, e, out: Buf::with_capacity(64) };
            run.value(a[1], level.max(0) as usize)?;
            let text = str::new(t, run.out.finish().view());
            Ok(tuple::from_refs(t, vec![text]))
        })
    });
}

fn make(t: &Thread, a: &[Value]) -> Res {
    if !a[1].is_none() && !dict::is_dict(a[1]) {
        return Err(t.type_error(format_args!(
            "make_encoder() argument 1 must be dict or None, not {}",
            ops::type_name(a[1])
        )));
    }
    for k in [5, 6] {
        if !str::is_str(a[k]) {
            return Err(t.type_error(format_args!(
                "make_encoder() argument {k} must be str, not {}",
                ops::type_name(a[k])
            )));
        }
    }
    let is = |f: NativeFn| descr::builtin_parts(&a[3]).is_some_and(|(g, ..)| g as usize == f as usize);
    let quoting = if is(super::encode_ascii) {
        Quoting::Ascii
    } else if is(super::encode_plain) {
        Quoting::Plain
    } else {
        Quoting::Called
    };
    let fix = |k: usize| Fixed::new(Ref::new(a[k]));
    let payload = Encoder {
        sort_keys: ops::truth(t, a[7])?,
        skip_keys: ops::truth(t, a[8])?,
        allow_nan: ops::truth(t, a[9])?,
        markers: fix(1),
        default: fix(2),
        encoder: fix(3),
        indent: fix(4),
        key_separator: fix(5),
        item_separator: fix(6),
        quoting,
    };
    Ok(t.alloc(ENCODER.shape(), payload))
}

/// One value being written.
struct Run<'a> {
    t: &'a Thread,
    e: &'a Encoder,
    out: Buf,
}

fn noted(t: &Thread, e: Raised, note: String) -> Raised {
    exceptions::add_note(t, e.0.v(), &note);
    e
}

impl Run<'_> {
    fn value(&mut self, v: Value, level: usize) -> Res<()> {
        let t = self.t;
        if v.is_none() || v.is_bool() {
            self.out.push_str(constant(v));
        } else if str::is_str(v) {
            self.string(v)?;
        } else if int::is_int(v) {
            self.out.push_str(&int_text(t, v)?);
        } else if let Some(f) = float::get(v) {
            let text = self.float_text(f)?;
            self.out.push_str(&text);
        } else if list::is_list(v) || tuple::try_items(&v).is_some() {
            t.deeper(|| self.array(v, level))?;
        } else if dict::is_dict(v) {
            t.deeper(|| self.object(v, level))?;
        } else {
            t.deeper(|| self.other(v, level))?;
        }
        Ok(())
    }

    fn string(&mut self, v: Value) -> Res<()> {
        match self.e.quoting {
            Quoting::Ascii => quote(&mut self.out, str::view(&v), true),
            Quoting::Plain => quote(&mut self.out, str::view(&v), false),
            Quoting::Called => {
                let text = ops::call_pos(self.t, self.e.encoder.v(), &[v])?;
                if !str::is_str(text.v()) {
                    return Err(self.t.type_error(format_args!(
                        "encoder() must return a string, not {}",
                        ops::type_name(text.v())
                    )));
                }
                self.out.push_view(str::view(&text));
            }
        }
        Ok(())
    }

    fn float_text(&self, f: f64) -> Res<String> {
        if f.is_finite() {
            return Ok(heddle_numeric::float::text::repr(f));
        }
        let shown = heddle_numeric::float::text::repr(f);
        if !self.e.allow_nan {
            return Err(self
                .t
                .value_error(format_args!("Out of range float values are not JSON compliant: {shown}")));
        }
        Ok(if f.is_nan() {
            "NaN"
        } else if f > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_string())
    }

    /// Notes that a container is being written: an error if it is already.
    fn enter(&self, v: Value) -> Res {
        let markers = self.e.markers.v();
        if markers.is_none() {
            return Ok(Ref::UNDEF);
        }
        let id = self.t.int(descr::address(v) as i64);
        if !dict::get(self.t, markers, id.v())?.is_undef() {
            return Err(self.t.value_error("Circular reference detected"));
        }
        dict::set(self.t, markers, id.v(), v)?;
        Ok(id)
    }

    fn leave(&self, id: &Ref) -> Res<()> {
        if !id.is_undef() {
            dict::remove(self.t, self.e.markers.v(), id.v())?;
        }
        Ok(())
    }

    fn new_line(&mut self, level: usize) {
        let indent = self.e.indent.v();
        if indent.is_none() {
            return;
        }
        self.out.push_str("\n");
        for _ in 0..level {
            self.out.push_view(str::view(&indent));
        }
    }

    fn item_separator(&mut self, first: bool, level: usize) {
        if !first {
            let separator = self.e.item_separator.v();
            self.out.push_view(str::view(&separator));
        }
        if !self.e.indent.v().is_none() {
            self.new_line(level);
        }
    }

    fn array(&mut self, v: Value, level: usize) -> Res<()> {
        let t = self.t;
        let items = ops::collect(t, v)?;
        if items.is_empty() {
            self.out.push_str("[]");
            return Ok(());
        }
        let id = self.enter(v)?;
        self.out.push_str("[");
        for (k, item) in items.iter().enumerate() {
            self.item_separator(k == 0, level + 1);
            self.value(item.v(), level + 1)
                .map_err(|e| noted(t, e, format!("when serializing {} item {k}", ops::type_name(v))))?;
        }
        self.leave(&id)?;
        self.new_line(level);
        self.out.push_str("]");
        Ok(())
    }

    fn object(&mut self, v: Value, level: usize) -> Res<()> {
        let t = self.t;
        if dict::len(t, v) == 0 {
            self.out.push_str("{}");
            return Ok(());
        }
        let id = self.enter(v)?;
        self.out.push_str("{");
        let mut first = true;
        for (key, value) in self.items(v)? {
            if self.key(key.v(), &mut first, level + 1)? {
                self.value(value.v(), level + 1).map_err(|e| {
                    let key = ops::repr_text(t, key.v()).unwrap_or_default();
                    noted(t, e, format!("when serializing {} item {key}", ops::type_name(v)))
                })?;
            }
        }
        self.leave(&id)?;
        if !first {
            self.new_line(level);
        }
        self.out.push_str("}");
        Ok(())
    }

    fn items(&self, v: Value) -> Res<Vec<(Ref, Ref)>> {
        let t = self.t;
        if dict::DICT.is_exact(v) && !self.e.sort_keys {
            return Ok(dict::items(t, v));
        }
        let items = ops::call_method(t, v, "items", &[])?;
        let items = list::from_refs(t, ops::collect(t, items.v())?);
        if self.e.sort_keys {
            ops::call_method(t, items.v(), "sort", &[])?;
        }
        let mut pairs = Vec::new();
        for item in list::snapshot(t, items.v()) {
            match tuple::try_items(&item) {
                Some(&[k, v]) => pairs.push((Ref::new(k), Ref::new(v))),
                _ => return Err(t.value_error("items must return 2-tuples")),
            }
        }
        Ok(pairs)
    }

    /// Writes a key, with what is before and after it; false if it is left out.
    fn key(&mut self, key: Value, first: &mut bool, level: usize) -> Res<bool> {
        let t = self.t;
        let text = if str::is_str(key) {
            Ref::new(key)
        } else if let Some(f) = float::get(key) {
            t.str(&self.float_text(f)?)
        } else if key.is_none() || key.is_bool() {
            t.str(constant(key))
        } else if int::is_int(key) {
            t.str(&int_text(t, key)?)
        } else if self.e.skip_keys {
            return Ok(false);
        } else {
            return Err(t.type_error(format_args!(
                "keys must be str, int, float, bool or None, not {}",
                ops::type_name(key)
            )));
        };
        self.item_separator(*first, level);
        *first = false;
        self.string(text.v())?;
        let separator = self.e.key_separator.v();
        self.out.push_view(str::view(&separator));
        Ok(true)
    }

    /// What is no JSON by itself: the user says what it becomes.
    fn other(&mut self, v: Value, level: usize) -> Res<()> {
        let t = self.t;
        let id = self.enter(v)?;
        let new = ops::call_pos(t, self.e.default.v(), &[v])?;
        self.value(new.v(), level)
            .map_err(|e| noted(t, e, format!("when serializing {} object", ops::type_name(v))))?;
        self.leave(&id)
    }
}

fn constant(v: Value) -> &'static str {
    if v.is_none() {
        "null"
    } else if v.is(Value::TRUE) {
        "true"
    } else {
        "false"
    }
}

fn int_text(t: &Thread, v: Value) -> Res<String> {
    if let Some(n) = v.as_small_int() {
        return Ok(n.to_string());
    }
    heddle_numeric::int::text::decimal_limited(int::view(&v), int::digits_limit())
        .map_err(|e| t.value_error(e))
}
