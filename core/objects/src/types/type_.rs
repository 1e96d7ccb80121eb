//! `type`: making classes, and attributes of classes. `isinstance` and `issubclass` end here, too.

use crate::error::Res;
use crate::native::Args;
use crate::ops::{self, type_name, type_of};
use crate::refs::Ref;
use crate::shape::{self, NewShape, Shape};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{
    NativeType, Type, TypeDef, TypeParts, add_subclass, flags, invalidate, is_subtype, lookup, mro, name_of,
    new_type_object, type_data,
};
use crate::types::{descr, dict, exceptions as exc, str, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::Ordering::*;

/// Most attribute slots that instances get inline.
const MOST_INLINE: u16 = 30;

/// The type `type`.
pub static TYPE: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::TYPE_SUBCLASS | flags::WEAKREF,
    methods: super::type_attrs::METHODS,
    getset: super::type_attrs::GETSET,
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    ..TypeDef::new("type", <Type as crate::payload::Payload>::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.call = Some(type_call);
    s.getattr = Some(type_getattr);
    s.setattr = Some(type_setattr);
    s.new = Some(type_new);
    s.init = Some(|t, _, args| {
        if !args.names.is_empty() && args.positional().len() == 1 {
            return Err(t.type_error("type.__init__() takes no keyword arguments"));
        }
        if !matches!(args.positional().len(), 1 | 3) {
            return Err(t.type_error("type.__init__() takes 1 or 3 arguments"));
        }
        Ok(())
    });
    s.repr = Some(super::type_attrs::repr);
    s.binary[crate::slots::Binary::Or as usize] = Some(super::type_attrs::union);
}

/// Whether `v` is a type object.
#[inline(always)]
pub fn is_type(v: Value) -> bool {
    v.payload::<Type>().is_some()
}

/// `T(...)`: `__new__`, then `__init__` if an instance came.
pub fn type_call(t: &Thread, ty: Value, args: Args) -> Res {
    if ty.is(TYPE.get()) && args.names.is_empty() && args.all.len() == 1 {
        return Ok(Ref::new(type_of(args.all[0])));
    }
    if ty.is(TYPE.get()) && args.positional().len() != 3 {
        return Err(t.type_error("type() takes 1 or 3 arguments"));
    }
    let Some(new) = type_data(&ty).slots().new else {
        return Err(t.type_error(format_args!("cannot create '{}' instances", qualified(t, ty))));
    };
    let made = new(t, ty, args)?;
    if !is_subtype(t, type_of(made.v()), ty) {
        return Ok(made);
    }
    if let Some(init) = ops::slots_of(made.v()).init {
        init(t, made.v(), args)?;
    }
    Ok(made)
}

/// A type's name as "cannot create" shows it: native types of modules with their module.
pub fn qualified(_t: &Thread, ty: Value) -> String {
    match type_data(&ty).native {
        Some(native) => native.def.name.to_string(),
        None => name_of(ty),
    }
}

/// `type.__getattribute__`. Never inlined: its address tells whether a metaclass has its own.
#[inline(never)]
pub fn type_getattr(t: &Thread, ty: Value, name: Value) -> Res {
    let found = type_getattr_opt(t, ty, name)?;
    if found.is_undef() { Err(t.no_attribute(ty, name)) } else { Ok(found) }
}

/// [`type_getattr`], UNDEF where there is nothing.
pub fn type_getattr_opt(t: &Thread, ty: Value, name: Value) -> Res {
    let meta = type_of(ty);
    let on_meta = lookup(t, meta, name);
    let mut get = None;
    if !on_meta.is_undef() {
        let slots = ops::slots_of(on_meta.v());
        get = slots.descr_get;
        if let (Some(get), Some(_)) = (get, slots.descr_set) {
            return get(t, on_meta.v(), ty, meta);
        }
    }
    let own = lookup(t, ty, name);
    if !own.is_undef() {
        return match ops::slots_of(own.v()).descr_get {
            Some(get) => get(t, own.v(), Value::UNDEF, ty),
            None => Ok(own),
        };
    }
    match get {
        Some(get) => get(t, on_meta.v(), ty, meta),
        None => Ok(on_meta),
    }
}

/// `type.__setattr__`; UNDEF deletes.
pub fn type_setattr(t: &Thread, ty: Value, name: Value, value: Value) -> Res<()> {
    let data = type_data(&ty);
    if data.has(flags::IMMUTABLE) {
        return Err(t.type_error(format_args!(
            "cannot set '{}' attribute of immutable type '{}'",
            str::lossy(name),
            qualified(t, ty)
        )));
    }
    let on_meta = lookup(t, type_of(ty), name);
    if !on_meta.is_undef()
        && let Some(set) = ops::slots_of(on_meta.v()).descr_set
    {
        return set(t, on_meta.v(), ty, value);
    }
    let name = str::intern_value(t, name);
    if value.is_undef() {
        if dict::remove(t, data.dict.v(), name.v())?.is_undef() {
            return Err(t.no_attribute(ty, name.v()));
        }
    } else {
        dict::set(t, data.dict.v(), name.v(), value)?;
    }
    changed(t, ty, name.v());
    Ok(())
}

/// After the entry `name` of a type's dict changed.
pub fn changed(t: &Thread, ty: Value, name: Value) {
    invalidate(t, ty);
    if crate::slotdefs::concerns_slots(name) {
        crate::slotdefs::update(t, ty);
    }
}

/// The metaclass of a class with these bases: the most derived one.
pub fn winner(t: &Thread, meta: Value, bases: &[Value]) -> Res {
    let mut best = Ref::new(meta);
    for base in bases {
        let m = type_of(*base);
        if is_subtype(t, best.v(), m) {
            continue;
        }
        if is_subtype(t, m, best.v()) {
            best = Ref::new(m);
            continue;
        }
        return Err(t.type_error(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all \
             its bases",
        ));
    }
    Ok(best)
}

fn type_new(t: &Thread, meta: Value, args: Args) -> Res {
    let pos = args.positional();
    if pos.len() != 3 {
        return Err(
            t.type_error(format_args!("type.__new__() takes exactly 3 arguments ({} given)", pos.len()))
        );
    }
    let (name, bases, namespace) = (pos[0], pos[1], pos[2]);
    for (k, (v, ok, want)) in [
        (name, str::is_str(name), "str"),
        (bases, tuple::try_items(&bases).is_some(), "tuple"),
        (namespace, dict::is_dict(namespace), "dict"),
    ]
    .into_iter()
    .enumerate()
    {
        if !ok {
            return Err(t.type_error(format_args!(
                "type.__new__() argument {} must be {want}, not {}",
                k + 1,
                type_name(v)
            )));
        }
    }
    for &base in tuple::items(&bases) {
        if is_type(base) {
            continue;
        }
        let entries = t.intern("__mro_entries__");
        if !ops::getattr_opt(t, base, entries.v())?.is_undef() {
            return Err(t.type_error("type() doesn't support MRO entry resolution; use types.new_class()"));
        }
    }
    let best = winner(t, meta, tuple::items(&bases))?;
    if !best.is(meta) {
        let new = type_data(&best).slots().new;
        if new.map(|f| f as usize) != Some(type_new as *const () as usize)
            && let Some(new) = new
        {
            return new(t, best.v(), args);
        }
    }
    make_class(t, best.v(), name, bases, namespace, args)
}

/// The base that gives a new class its layout, after checking all.
pub fn best_base(t: &Thread, bases: &[Value]) -> Res<Value> {
    let mut best: Option<Value> = None;
    for &base in bases {
        let Some(data) = base.payload::<Type>() else { return Err(t.type_error("bases must be types")) };
        if !data.has(flags::BASE) {
            return Err(
                t.type_error(format_args!("type '{}' is not an acceptable base type", qualified(t, base)))
            );
        }
        let solid = solid(t, base);
        match best {
            None => best = Some(base),
            Some(b) => {
                let s = self::solid(t, b);
                if is_subtype(t, s.v(), solid.v()) {
                } else if is_subtype(t, solid.v(), s.v()) {
                    best = Some(base);
                } else {
                    return Err(t.type_error("multiple bases have instance lay-out conflict"));
                }
            }
        }
    }
    Ok(best.unwrap_or(OBJECT()))
}

#[allow(non_snake_case)]
fn OBJECT() -> Value {
    super::object::OBJECT.get()
}

/// The nearest type in a type's line of bases that adds something to the layout.
fn solid(t: &Thread, ty: Value) -> Ref {
    let mut ty = Ref::new(ty);
    loop {
        let data = type_data(&ty);
        let base = data.base.get(t, ty.obj());
        let Some(b) = base.payload::<Type>() else { return ty };
        if !std::ptr::eq(b.vtable, data.vtable) || b.fixed != data.fixed {
            return ty;
        }
        ty = base;
    }
}

/// The C3 linearisation of a class with these bases.
pub fn linearise(t: &Thread, ty: Value, bases: &[Value]) -> Res<Vec<Value>> {
    let held: Vec<Ref> = bases.iter().map(|&b| mro(t, b)).collect();
    if let Some(k) = held.iter().position(|m| m.is_undef()) {
        return Err(t.type_error(format_args!("Cannot extend an incomplete type '{}'", name_of(bases[k]))));
    }
    let mut lists: Vec<Vec<Value>> = held.iter().map(|m| tuple::items(m).to_vec()).collect();
    lists.push(bases.to_vec());
    for (k, base) in bases.iter().enumerate() {
        if bases[..k].iter().any(|b| b.is(*base)) {
            return Err(t.type_error(format_args!("duplicate base class {}", name_of(*base))));
        }
    }
    let mut out = vec![ty];
    loop {
        lists.retain(|l| !l.is_empty());
        if lists.is_empty() {
            return Ok(out);
        }
        let head =
            lists.iter().map(|l| l[0]).find(|h| !lists.iter().any(|l| l[1..].iter().any(|v| v.is(*h))));
        let Some(head) = head else {
            let mut heads: Vec<String> = Vec::new();
            for l in &lists {
                let name = name_of(l[0]);
                if !heads.contains(&name) {
                    heads.push(name);
                }
            }
            return Err(t.type_error(format_args!(
                "Cannot create a consistent method resolution order (MRO) for bases {}",
                heads.join(", ")
            )));
        };
        out.push(head);
        for l in &mut lists {
            if l[0].is(head) {
                l.remove(0);
            }
        }
    }
}

/// `mro()` of the metaclass if it has one of its own, else the linearisation; put into place. False where `mro()` itself had
/// another put into place meanwhile, which stays.
pub fn set_mro(t: &Thread, ty: Value) -> Res<bool> {
    let data = type_data(&ty);
    let o = ops::object(ty);
    let bases = data.bases.get(t, o);
    let meta = type_of(ty);
    let name = t.intern("mro");
    let custom = !meta.is(TYPE.get()) && !lookup(t, meta, name.v()).is(lookup(t, TYPE.get(), name.v()).v());
    let new = if custom {
        let before = data.mro.get(t, o);
        let list = ops::call_special(t, ty, name.v(), &[])?;
        if !data.mro.get(t, o).is(before.v()) {
            return Ok(false);
        }
        let items = ops::collect(t, list.v())?;
        let own = solid(t, ty);
        for item in &items {
            if !is_type(item.v()) {
                return Err(
                    t.type_error(format_args!("mro() returned a non-class ('{}')", type_name(item.v())))
                );
            }
            // Natives of that class would meet instances without its payload.
            if !derives(t, own.v(), solid(t, item.v()).v()) {
                return Err(t.type_error(format_args!(
                    "mro() returned base with unsuitable layout ('{}')",
                    name_of(item.v())
                )));
            }
        }
        tuple::from_refs(t, items)
    } else {
        tuple::from_values(t, &linearise(t, ty, tuple::items(&bases))?)
    };
    data.mro.set(t, o, new);
    invalidate(t, ty);
    Ok(true)
}

/// Whether `base` is on the line of layout bases of `ty`, whatever its MRO says.
fn derives(t: &Thread, ty: Value, base: Value) -> bool {
    let mut ty = Ref::new(ty);
    while let Some(data) = ty.payload::<Type>() {
        if ty.is(base) {
            return true;
        }
        ty = data.base.get(t, ty.obj());
    }
    false
}

/// What `__slots__` asks for.
struct SlotNames {
    names: Vec<Ref>,
    dict: bool,
    weakref: bool,
}

fn slot_names(t: &Thread, class: &str, spec: Value, base: &Type, namespace: Value) -> Res<SlotNames> {
    let all = if str::is_str(spec) { vec![Ref::new(spec)] } else { ops::collect(t, spec)? };
    let mut out = SlotNames { names: vec![], dict: false, weakref: false };
    let varying = flags::LONG_SUBCLASS | flags::TUPLE_SUBCLASS | flags::BYTES_SUBCLASS | flags::TYPE_SUBCLASS;
    if base.has(varying) {
        let special = |n: &Ref| str::equals(n.v(), "__dict__") || str::equals(n.v(), "__weakref__");
        if !all.iter().all(special) {
            return Err(t.type_error(format_args!(
                "nonempty __slots__ not supported for subtype of '{}'",
                str::lossy(base.name.peek())
            )));
        }
    }
    for name in all {
        if !str::is_str(name.v()) {
            return Err(
                t.type_error(format_args!("__slots__ items must be strings, not '{}'", type_name(name.v())))
            );
        }
        if !str::view(&name).is_identifier() {
            return Err(t.type_error("__slots__ must be identifiers"));
        }
        if str::equals(name.v(), "__dict__") {
            if out.dict || base.has(flags::DICT) {
                return Err(t.type_error("__dict__ slot disallowed: we already got one"));
            }
            out.dict = true;
        } else if str::equals(name.v(), "__weakref__") {
            if out.weakref || base.has(flags::WEAKREF) {
                return Err(t.type_error("__weakref__ slot disallowed: we already got one"));
            }
            out.weakref = true;
        } else {
            let text = str::lossy(name.v());
            let name = t.intern(&mangle(class, &text));
            let qualname = ["__qualname__", "__classcell__", "__classdictcell__"].contains(&text.as_str());
            if !qualname && !dict::get(t, namespace, name.v())?.is_undef() {
                return Err(t.value_error(format_args!(
                    "{} in __slots__ conflicts with class variable",
                    ops::repr_text(t, name.v())?
                )));
            }
            out.names.push(name);
        }
    }
    out.names.sort_by_key(|n| str::lossy(n.v()));
    Ok(out)
}

/// Private names: `__x` in class `C` is `_C__x`.
pub fn mangle(class: &str, name: &str) -> String {
    let class = class.trim_start_matches('_');
    if !name.starts_with("__") || name.ends_with("__") || class.is_empty() || name.contains('.') {
        return name.to_string();
    }
    format!("_{class}{name}")
}

fn make_class(t: &Thread, meta: Value, name: Value, bases: Value, namespace: Value, args: Args) -> Res {
    let given = tuple::items(&bases);
    let object = [OBJECT()];
    let base_list: &[Value] = if given.is_empty() { &object } else { given };
    let base = best_base(t, base_list)?;
    let base_data = type_data(&base);
    let class_name = str::to_utf8(t, name)?;
    if class_name.contains('\0') {
        return Err(t.value_error("type name must not contain null characters"));
    }
    let qualname_key = t.intern("__qualname__");
    let qualname = dict::get(t, namespace, qualname_key.v())?.some().unwrap_or_else(|| Ref::new(name));
    if !str::is_str(qualname.v()) {
        return Err(
            t.type_error(format_args!("type __qualname__ must be a str, not {}", type_name(qualname.v())))
        );
    }
    let slots_key = t.intern("__slots__");
    let spec = dict::get(t, namespace, slots_key.v())?;
    let (mut has_dict, mut has_weak, names) = if spec.is_undef() {
        (true, true, vec![])
    } else {
        let s = slot_names(t, &class_name, spec.v(), base_data, namespace)?;
        (s.dict, s.weakref, s.names)
    };
    for b in base_list {
        has_dict |= type_data(b).has(flags::DICT);
        has_weak |= type_data(b).has(flags::WEAKREF);
    }
    // Types and modules keep their attributes in the payload.
    let in_payload = std::ptr::eq(base_data.vtable, <Type as crate::payload::Payload>::vtable())
        || std::ptr::eq(base_data.vtable, <super::module::Module as crate::payload::Payload>::vtable());
    let mut flag_bits = flags::HEAP | flags::BASE;
    for b in base_list {
        flag_bits |= type_data(b).flags.load(Relaxed) & flags::INHERITED;
    }
    let dict_word = has_dict && !in_payload;
    if dict_word {
        flag_bits |= flags::DICT;
    }
    if has_weak {
        flag_bits |= flags::WEAKREF;
    }
    let fixed = base_data.fixed + names.len() as u16;
    let shape_id = shape::add_root(&NewShape {
        ty: Value::UNDEF,
        vtable: base_data.vtable,
        has_dict: dict_word,
        heap: true,
        native_del: false,
        fixed,
        inline: if dict_word { inline_hint(t, base, namespace)? } else { 0 },
    });
    let meta_shape = type_data(&meta).first_shape.load(Relaxed);
    let ty = new_type_object(
        t,
        meta_shape,
        TypeParts {
            name: str::intern_value(t, name),
            qualname: Ref::new(qualname.v()),
            flags: flag_bits,
            shape: shape_id,
            vtable: base_data.vtable,
            fixed,
            native: None,
            slots: Slots::EMPTY,
        },
    );
    shape::shape(shape_id).set_ty(ty.v());
    let data = type_data(&ty);
    data.base.init(Ref::new(base));
    data.bases.init(if given.is_empty() { tuple::from_values(t, &object) } else { Ref::new(bases) });
    // The class's own dict: a copy, without what is not for it.
    let own = data.dict.v();
    let doc = dict::get(t, namespace, t.intern("__doc__").v())?;
    if str::is_str(doc.v()) {
        str::to_utf8(t, doc.v())?;
    }
    let mut all_names = true;
    for (key, value) in namespace_items(t, namespace)? {
        all_names &= str::is_str(key.v());
        let key = if str::is_str(key.v()) { str::intern_value(t, key.v()) } else { key };
        if ["__qualname__", "__classcell__", "__classdictcell__"].iter().any(|n| str::equals(key.v(), n)) {
            continue;
        }
        dict::set(t, own, key.v(), value.v())?;
    }
    if !all_names {
        let warnings = crate::import_module(t, "warnings")?;
        let text = t.str(&format!("non-string key in the __dict__ of class {class_name}"));
        ops::call_method(t, warnings.v(), "warn", &[text.v(), exc::RUNTIME_WARNING.get()])?;
    }
    wrap_special(t, own);
    if !has_key(t, own, "__module__") {
        let module = crate::calling_module(t);
        if !module.is_undef() {
            dict::set_str(t, own, t.intern("__module__").v(), module.v());
        }
    }
    for (k, slot) in names.iter().enumerate() {
        let member = descr::member(t, ty.v(), slot.v(), base_data.fixed + k as u16);
        dict::set_str(t, own, slot.v(), member.v());
    }
    if dict_word && !base_data.has(flags::DICT) && !has_key(t, own, "__dict__") {
        let d = super::type_attrs::dict_descriptor(t, ty.v());
        dict::set_str(t, own, t.intern("__dict__").v(), d.v());
    }
    if has_weak && !base_data.has(flags::WEAKREF) && !has_key(t, own, "__weakref__") {
        let d = super::type_attrs::weakref_descriptor(t, ty.v());
        dict::set_str(t, own, t.intern("__weakref__").v(), d.v());
    }
    if !has_key(t, own, "__doc__") {
        dict::set_str(t, own, t.intern("__doc__").v(), Value::NONE);
    }
    // `mro()` may use `super()` and `__class__` already.
    fill_cells(t, &ty, own, namespace)?;
    set_mro(t, ty.v())?;
    // `__eq__` without `__hash__`: not hashable.
    if has_key(t, own, "__eq__") && !has_key(t, own, "__hash__") {
        dict::set_str(t, own, t.intern("__hash__").v(), Value::NONE);
    }
    let slots = crate::slotdefs::compute(t, ty.v());
    data.set_slots(t, slots);
    for b in base_list {
        add_subclass(t, *b, ty.v());
    }
    invalidate(t, ty.v());
    set_names(t, ty.v())?;
    init_subclass(t, ty.v(), args)?;
    Ok(ty)
}

/// Gives the class, and its dict, to the functions of the class statement that use `__class__` and `__classdict__`.
fn fill_cells(t: &Thread, ty: &Ref, own: Value, namespace: Value) -> Res<()> {
    for (key, class) in [("__classcell__", true), ("__classdictcell__", false)] {
        let cell = dict::get(t, namespace, t.intern(key).v())?;
        if !cell.is_undef() {
            if !crate::types::cell::is_cell(cell.v()) {
                return Err(t.type_error(format_args!(
                    "{key} must be a nonlocal cell, not {}",
                    ops::repr_text(t, type_of(cell.v()))?
                )));
            }
            crate::types::cell::set(t, cell.v(), if class { ty.clone() } else { Ref::new(own) });
        }
    }
    Ok(())
}

/// The items of a namespace, in the order in which a subclass of dict iterates over them.
fn namespace_items(t: &Thread, namespace: Value) -> Res<Vec<(Ref, Ref)>> {
    if dict::DICT.is_exact(namespace) {
        return Ok(dict::items(t, namespace));
    }
    let copy = dict::new(t);
    dict::merge(t, copy.v(), "dict", &[namespace])?;
    Ok(dict::items(t, copy.v()))
}

fn has_key(t: &Thread, d: Value, name: &str) -> bool {
    !dict::get_str(t, d, t.intern(name).v()).is_undef()
}

/// `__new__` becomes a static method, `__init_subclass__` and `__class_getitem__` class methods.
fn wrap_special(t: &Thread, own: Value) {
    for (name, class) in [("__new__", false), ("__init_subclass__", true), ("__class_getitem__", true)] {
        let key = t.intern(name);
        let f = dict::get_str(t, own, key.v());
        if !f.is_undef() && crate::types::function::is_function(f.v()) {
            let wrapped = if class {
                crate::types::property::class_method(t, f)
            } else {
                crate::types::property::static_method(t, f)
            };
            dict::set_str(t, own, key.v(), wrapped.v());
        }
    }
}

/// How many attributes instances will probably have.
fn inline_hint(t: &Thread, base: Value, namespace: Value) -> Res<u16> {
    let key = t.intern("__static_attributes__");
    let own = dict::get(t, namespace, key.v())?;
    let own = tuple::try_items(&own).map_or(0, <[Value]>::len) as u16;
    let base_shape = shape::shape(type_data(&base).first_shape.load(Relaxed));
    Ok((own + base_shape.inline).clamp(3, MOST_INLINE))
}

/// An instance with shape `s` has no room left: the type's next ones get more.
pub fn want_more_slots(s: &Shape) {
    let ty = s.ty();
    let data = type_data(&ty);
    let first = shape::shape(data.first_shape.load(Relaxed));
    if first.inline != s.inline || first.inline >= MOST_INLINE {
        return;
    }
    let id = shape::add_root(&NewShape {
        ty,
        vtable: s.vtable,
        has_dict: s.has_dict,
        heap: s.heap,
        native_del: s.native_del,
        fixed: s.fixed,
        inline: (first.inline * 2).min(MOST_INLINE),
    });
    data.first_shape.store(id, Relaxed);
}

fn set_names(t: &Thread, ty: Value) -> Res<()> {
    let name = t.intern("__set_name__");
    for (key, value) in dict::items(t, type_data(&ty).dict.v()) {
        let found = lookup(t, type_of(value.v()), name.v());
        if found.is_undef() {
            continue;
        }
        if let Err(e) = ops::call_special(t, value.v(), name.v(), &[ty, key.v()]) {
            let note = format!(
                "Error calling __set_name__ on '{}' instance {} in '{}'",
                type_name(value.v()),
                ops::repr_text(t, key.v())?,
                name_of(ty)
            );
            exc::add_note(t, e.0.v(), &note);
            return Err(e);
        }
    }
    Ok(())
}

fn init_subclass(t: &Thread, ty: Value, args: Args) -> Res<()> {
    let name = t.intern("__init_subclass__");
    let mro = mro(t, ty);
    // As `super(ty, ty)` would say.
    if !tuple::items(&mro).iter().any(|c| c.is(ty)) {
        let name = name_of(ty);
        return Err(t.type_error(format_args!(
            "super(type, obj): obj (type {name}) is not an instance or subtype of type ({name})."
        )));
    }
    for base in tuple::items(&mro).iter().skip_while(|c| !c.is(ty)).skip(1) {
        let found = dict::get_str(t, type_data(base).dict.v(), name.v());
        if found.is_undef() {
            continue;
        }
        let f = match ops::slots_of(found.v()).descr_get {
            Some(get) => get(t, found.v(), Value::UNDEF, ty)?,
            None => found,
        };
        ops::call(t, f.v(), Args { all: args.named(), names: args.names })?;
        return Ok(());
    }
    Ok(())
}

/// `T[key]` of a type: `__class_getitem__`.
pub fn class_getitem(t: &Thread, ty: Value, key: Value) -> Res {
    if ty.is(TYPE.get()) {
        return super::type_attrs::generic_alias(t, ty, key);
    }
    let name = t.intern("__class_getitem__");
    let f = ops::getattr_opt(t, ty, name.v())?;
    if f.is_undef() || f.is_none() {
        return Err(t.type_error(format_args!("type '{}' is not subscriptable", qualified(t, ty))));
    }
    ops::call_pos(t, f.v(), &[key])
}

fn check_class(t: &Thread, v: Value, message: &str) -> Res<()> {
    let name = t.intern("__bases__");
    let bases = ops::getattr_opt(t, v, name.v())?;
    if tuple::try_items(&bases).is_none() { Err(t.type_error(message)) } else { Ok(()) }
}

/// `isinstance(v, class)`, `__instancecheck__` included.
pub fn is_instance(t: &Thread, v: Value, class: Value) -> Res<bool> {
    if type_of(class).is(TYPE.get()) {
        return recursive_is_instance(t, v, class);
    }
    if let Some(items) = tuple::try_items(&class) {
        return t.deeper(|| {
            for &c in items {
                if ops::is_instance(t, v, c)? {
                    return Ok(true);
                }
            }
            Ok(false)
        });
    }
    let name = t.intern("__instancecheck__");
    let r = t.deeper(|| ops::call_special(t, class, name.v(), &[v]))?;
    if !r.is_undef() {
        return ops::truth(t, r.v());
    }
    recursive_is_instance(t, v, class)
}

/// `type.__instancecheck__`
pub fn recursive_is_instance(t: &Thread, v: Value, class: Value) -> Res<bool> {
    let class_name = t.intern("__class__");
    if is_type(class) {
        if is_subtype(t, type_of(v), class) {
            return Ok(true);
        }
        let c = ops::getattr_opt(t, v, class_name.v())?;
        return Ok(!c.is(type_of(v)) && is_type(c.v()) && is_subtype(t, c.v(), class));
    }
    check_class(t, class, "isinstance() arg 2 must be a type, a tuple of types, or a union")?;
    let c = ops::getattr_opt(t, v, class_name.v())?;
    if c.is_undef() { Ok(false) } else { abstract_subclass(t, c.v(), class) }
}

/// `issubclass(sub, class)`, `__subclasscheck__` included.
pub fn is_subclass(t: &Thread, sub: Value, class: Value) -> Res<bool> {
    if type_of(class).is(TYPE.get()) && is_type(sub) {
        return Ok(sub.is(class) || is_subtype(t, sub, class));
    }
    if let Some(items) = tuple::try_items(&class) {
        return t.deeper(|| {
            for &c in items {
                if is_subclass(t, sub, c)? {
                    return Ok(true);
                }
            }
            Ok(false)
        });
    }
    let name = t.intern("__subclasscheck__");
    let r = t.deeper(|| ops::call_special(t, class, name.v(), &[sub]))?;
    if !r.is_undef() {
        return ops::truth(t, r.v());
    }
    recursive_is_subclass(t, sub, class)
}

/// `type.__subclasscheck__`
pub fn recursive_is_subclass(t: &Thread, sub: Value, class: Value) -> Res<bool> {
    if is_type(class) && is_type(sub) {
        return Ok(is_subtype(t, sub, class));
    }
    check_class(t, sub, "issubclass() arg 1 must be a class")?;
    check_class(t, class, "issubclass() arg 2 must be a class, a tuple of classes, or a union")?;
    abstract_subclass(t, sub, class)
}

fn abstract_subclass(t: &Thread, sub: Value, class: Value) -> Res<bool> {
    if sub.is(class) {
        return Ok(true);
    }
    let name = t.intern("__bases__");
    let bases = ops::getattr_opt(t, sub, name.v())?;
    let Some(items) = tuple::try_items(&bases) else { return Ok(false) };
    t.deeper(|| {
        for &b in items {
            if abstract_subclass(t, b, class)? {
                return Ok(true);
            }
        }
        Ok(false)
    })
}
