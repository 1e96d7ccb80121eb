//! Attributes and methods of `type`: `__name__`, `__mro__`, `mro()`, `__dict__` and so on; and the `__dict__` and `__weakref__`
//! that classes give their instances. Assigning `__bases__` is in `types::class_assign`, annotations in `types::annotate`.

use crate::attr;
use crate::error::{Raised, Res};
use crate::name;
use crate::native::{Def, def_doc};
use crate::ops::{self, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::typeobj::{GetSet, Type, flags, getset, getter, name_of, split_name, subclasses, type_data};
use crate::types::{
    annotate, class_assign, descr, dict, generic_alias, list, mappingproxy, str, tuple, type_,
};
use crate::value::Value;
use heddle_threads::sync::atomic::Ordering::Relaxed;

/// Methods of `type`.
pub const METHODS: &[Def] = &[
    def_doc("mro($self, /)", mro, "Return a type's method resolution order."),
    def_doc(
        "__subclasses__($self, /)",
        |t, a| Ok(list::from_refs(t, subclasses(t, a[0]))),
        "Return a list of immediate subclasses.",
    ),
    def_doc(
        "__prepare__($cls, /, *args, **kwds)",
        |t, _| Ok(dict::new(t)),
        "Create the namespace for the class statement",
    ),
    def_doc(
        "__instancecheck__($self, instance, /)",
        |t, a| Ok(Ref::bool(type_::recursive_is_instance(t, a[1], a[0])?)),
        "Check if an object is an instance.",
    ),
    def_doc(
        "__subclasscheck__($self, subclass, /)",
        |t, a| Ok(Ref::bool(type_::recursive_is_subclass(t, a[1], a[0])?)),
        "Check if a class is a subclass.",
    ),
    def_doc("__dir__($self, /)", dir, "Specialized __dir__ implementation for types."),
    def_doc("__sizeof__($self, /)", size_of_type, "Return memory consumption of the type object."),
];

/// Attributes of `type`.
pub const GETSET: &[GetSet] = &[
    getset("__name__", |t, v| Ok(type_data(&v).name.get(t, ops::object(v))), set_name),
    getset("__qualname__", |t, v| Ok(type_data(&v).qualname.get(t, ops::object(v))), set_qualname),
    getset("__module__", module, set_module),
    getset("__bases__", |t, v| Ok(type_data(&v).bases.get(t, ops::object(v))), class_assign::set_bases),
    getter("__mro__", |t, v| Ok(type_data(&v).mro.get(t, ops::object(v)).some().unwrap_or(Ref::NONE))),
    getset(
        "__base__",
        |t, v| Ok(type_data(&v).base.get(t, ops::object(v)).some().unwrap_or(Ref::NONE)),
        read_only,
    ),
    getter("__dict__", |t, v| Ok(mappingproxy::new(t, type_data(&v).dict.v()))),
    getset("__doc__", doc, set_doc),
    getset("__flags__", |t, v| Ok(t.int(i64::from(shown_flags(type_data(&v))))), read_only),
    getset("__basicsize__", |t, v| Ok(t.int(basic_size(type_data(&v)) as i64)), read_only),
    getset("__itemsize__", |t, v| Ok(t.int(item_size(type_data(&v)))), read_only),
    getset(
        "__dictoffset__",
        |t, v| Ok(t.int(if type_data(&v).has(flags::DICT) { -1 } else { 0 })),
        read_only,
    ),
    getset(
        "__weakrefoffset__",
        |t, v| Ok(t.int(if type_data(&v).has(flags::WEAKREF) { -32 } else { 0 })),
        read_only,
    ),
    getset("__abstractmethods__", abstract_methods, set_abstract_methods),
    getset("__annotations__", annotate::type_annotations, annotate::set_type_annotations),
    getset("__annotate__", annotate::type_annotate, annotate::set_type_annotate),
    getset("__type_params__", type_params, set_type_params),
    getter("__text_signature__", |t, v| {
        let native = type_data(&v).native.map_or("", |n| n.def.name);
        let found = TEXT_SIGNATURES.iter().find(|(name, _)| *name == native);
        Ok(found.map_or(Ref::NONE, |(_, text)| t.str(text)))
    }),
];

/// What CPython's types say of their constructors, by the names they have here.
const TEXT_SIGNATURES: &[(&str, &str)] = &[
    ("bool", "(object=False, /)"),
    ("cell", "([contents])"),
    ("classmethod", "(function, /)"),
    ("complex", "(real=0, imag=0)"),
    ("ellipsis", "()"),
    ("enumerate", "(iterable, start=0)"),
    ("filter", "(function, iterable, /)"),
    ("float", "(x=0, /)"),
    ("frozenset", "(iterable=(), /)"),
    ("list", "(iterable=(), /)"),
    ("map", "(function, iterable, /, *iterables, strict=False)"),
    ("mappingproxy", "(mapping)"),
    ("memoryview", "(object)"),
    ("method", "(function, instance, /)"),
    ("module", "(name, doc=None)"),
    ("object", "()"),
    ("property", "(fget=None, fset=None, fdel=None, doc=None)"),
    ("reversed", "(sequence, /)"),
    ("set", "(iterable=(), /)"),
    ("staticmethod", "(function, /)"),
    ("tuple", "(iterable=(), /)"),
    ("zip", "(*iterables, strict=False)"),
    ("NoneType", "()"),
    ("NotImplementedType", "()"),
    ("types.GenericAlias", "(origin, args, /)"),
    ("types.SimpleNamespace", "(mapping_or_iterable=(), /, **kwargs)"),
    ("_thread.lock", "()"),
    ("_io.BufferedRWPair", "(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)"),
    ("_io.BufferedRandom", "(raw, buffer_size=DEFAULT_BUFFER_SIZE)"),
    ("_io.BufferedReader", "(raw, buffer_size=DEFAULT_BUFFER_SIZE)"),
    ("_io.BufferedWriter", "(raw, buffer_size=DEFAULT_BUFFER_SIZE)"),
    ("_io.BytesIO", "(initial_bytes=b'')"),
    ("_io.FileIO", "(file, mode='r', closefd=True, opener=None)"),
    ("_io.IncrementalNewlineDecoder", "(decoder, translate, errors='strict')"),
    ("_io.StringIO", "(initial_value='', newline='\\n')"),
    ("itertools.accumulate", "(iterable, func=None, *, initial=None)"),
    ("itertools.batched", "(iterable, n, *, strict=False)"),
    ("itertools.chain", "(*iterables)"),
    ("itertools.combinations", "(iterable, r)"),
    ("itertools.combinations_with_replacement", "(iterable, r)"),
    ("itertools.compress", "(data, selectors)"),
    ("itertools.count", "(start=0, step=1)"),
    ("itertools.cycle", "(iterable, /)"),
    ("itertools.dropwhile", "(predicate, iterable, /)"),
    ("itertools.filterfalse", "(function, iterable, /)"),
    ("itertools.groupby", "(iterable, key=None)"),
    ("itertools.pairwise", "(iterable, /)"),
    ("itertools.permutations", "(iterable, r=None)"),
    ("itertools.product", "(*iterables, repeat=1)"),
    ("itertools.starmap", "(function, iterable, /)"),
    ("itertools.takewhile", "(predicate, iterable, /)"),
    ("itertools.zip_longest", "(*iterables, fillvalue=None)"),
    ("operator.attrgetter", "(attr, /, *attrs)"),
    ("operator.itemgetter", "(item, /, *items)"),
    ("operator.methodcaller", "(name, /, *args, **kwargs)"),
];

/// The setter of an attribute that CPython has as a read-only member.
pub fn read_only(t: &Thread, _: Value, _: Value) -> Res<()> {
    Err(t.attribute_error("readonly attribute"))
}

/// `__module__` of a type as text, `None` if it is no str.
pub fn module_text(t: &Thread, ty: Value) -> Option<String> {
    let data = ty.payload::<Type>()?;
    let own = dict::get_str(t, data.dict.v(), name!(t, "__module__"));
    match data.native {
        Some(native) => Some(split_name(native.def.name).0.to_string()),
        None => str::is_str(own.v()).then(|| str::lossy(own.v())),
    }
}

/// `module.qualname`, or only the latter for built-in types.
pub fn full_name(t: &Thread, ty: Value) -> String {
    let qualname = str::lossy(type_data(&ty).qualname.get(t, ops::object(ty)).v());
    match module_text(t, ty) {
        Some(module) if module != "builtins" => format!("{module}.{qualname}"),
        Some(_) => qualname,
        None => name_of(ty),
    }
}

/// `repr` of a type.
pub fn repr(t: &Thread, v: Value) -> Res {
    Ok(t.str(&format!("<class '{}'>", full_name(t, v))))
}

/// `A | B`
pub fn union(t: &Thread, a: Value, b: Value) -> Res {
    super::union::or(t, a, b)
}

/// `type[key]`
pub fn generic_alias(t: &Thread, ty: Value, key: Value) -> Res {
    Ok(generic_alias::new(t, ty, key))
}

/// TypeError unless the special attribute of a type may be changed to `new` (UNDEF: deleted, never).
pub fn check_settable(t: &Thread, ty: Value, new: Value, attribute: &str) -> Res<()> {
    if type_data(&ty).has(flags::IMMUTABLE) {
        return Err(immutable(t, ty, attribute));
    }
    if new.is_undef() {
        return Err(t.type_error(format_args!(
            "cannot delete '{attribute}' attribute of immutable type '{}'",
            name_of(ty)
        )));
    }
    Ok(())
}

/// The error for an attribute of a type that cannot change.
pub fn immutable(t: &Thread, ty: Value, attribute: &str) -> Raised {
    t.type_error(format_args!(
        "cannot set '{attribute}' attribute of immutable type '{}'",
        type_::qualified(t, ty)
    ))
}

/// Puts something into a type's dict and tells the caches.
pub fn store(t: &Thread, ty: Value, key: Value, value: Value) {
    dict::set_str(t, type_data(&ty).dict.v(), key, value);
    type_::changed(t, ty, key);
}

fn set_name(t: &Thread, ty: Value, new: Value) -> Res<()> {
    check_settable(t, ty, new, "__name__")?;
    if !str::is_str(new) {
        return Err(t.type_error(format_args!(
            "can only assign string to {}.__name__, not '{}'",
            name_of(ty),
            type_name(new)
        )));
    }
    if str::to_utf8(t, new)?.contains('\0') {
        return Err(t.value_error("type name must not contain null characters"));
    }
    type_data(&ty).name.set(t, ops::object(ty), Ref::new(new));
    Ok(())
}

fn set_qualname(t: &Thread, ty: Value, new: Value) -> Res<()> {
    check_settable(t, ty, new, "__qualname__")?;
    if !str::is_str(new) {
        return Err(t.type_error(format_args!(
            "can only assign string to {}.__qualname__, not '{}'",
            name_of(ty),
            type_name(new)
        )));
    }
    type_data(&ty).qualname.set(t, ops::object(ty), Ref::new(new));
    Ok(())
}

fn module(t: &Thread, ty: Value) -> Res {
    let data = type_data(&ty);
    if let Some(native) = data.native {
        return Ok(t.intern(split_name(native.def.name).0));
    }
    let key = name!(t, "__module__");
    match dict::get_str(t, data.dict.v(), key).some() {
        Some(found) => Ok(found),
        None => Err(t.attribute_error("__module__")),
    }
}

fn set_module(t: &Thread, ty: Value, new: Value) -> Res<()> {
    check_settable(t, ty, new, "__module__")?;
    store(t, ty, name!(t, "__module__"), new);
    // Where the class stood in the source says nothing about another module.
    let line = name!(t, "__firstlineno__");
    if !dict::remove(t, type_data(&ty).dict.v(), line)?.is_undef() {
        type_::changed(t, ty, line);
    }
    Ok(())
}

fn doc(t: &Thread, ty: Value) -> Res {
    let data = type_data(&ty);
    if let Some(native) = data.native
        && !native.def.doc.is_empty()
    {
        return Ok(t.str(native.def.doc));
    }
    let found = dict::get_str(t, data.dict.v(), name!(t, "__doc__"));
    if found.is_undef() || (data.native.is_some() && !str::is_str(found.v())) {
        return Ok(Ref::NONE);
    }
    match ops::slots_of(found.v()).descr_get {
        Some(get) => get(t, found.v(), Value::UNDEF, ty),
        None => Ok(found),
    }
}

fn set_doc(t: &Thread, ty: Value, new: Value) -> Res<()> {
    check_settable(t, ty, new, "__doc__")?;
    store(t, ty, name!(t, "__doc__"), new);
    Ok(())
}

fn shown_flags(data: &Type) -> u32 {
    // READY and HAVE_GC, as every type of CPython's with references has.
    let mut shown =
        data.flags.load(Relaxed) & !(flags::DICT | flags::WEAKREF | flags::MUTABLE) | 1 << 12 | 1 << 14;
    if data.has(flags::HEAP) {
        shown |= if data.has(flags::DICT) { 1 << 4 } else { 0 };
        shown |= if data.has(flags::WEAKREF) { 1 << 3 } else { 0 };
    }
    shown
}

fn basic_size(data: &Type) -> usize {
    if data.has(flags::LONG_SUBCLASS) {
        // As `int.__sizeof__` counts.
        return 24 + data.fixed as usize * 8;
    }
    16 + data.vtable.size.next_multiple_of(8) + data.fixed as usize * 8
}

fn item_size(data: &Type) -> i64 {
    match () {
        () if data.has(flags::TUPLE_SUBCLASS) => 8,
        () if data.has(flags::LONG_SUBCLASS) => 4,
        () if data.has(flags::BYTES_SUBCLASS) => 1,
        () if data.has(flags::TYPE_SUBCLASS) => 40,
        () => 0,
    }
}

fn abstract_methods(t: &Thread, ty: Value) -> Res {
    let key = name!(t, "__abstractmethods__");
    // `type` has the descriptor itself there.
    if !ty.is(type_::TYPE.get())
        && let Some(found) = dict::get_str(t, type_data(&ty).dict.v(), key).some()
    {
        return Ok(found);
    }
    Err(t.attribute_error("__abstractmethods__"))
}

fn set_abstract_methods(t: &Thread, ty: Value, new: Value) -> Res<()> {
    let key = name!(t, "__abstractmethods__");
    let data = type_data(&ty);
    if new.is_undef() {
        if dict::remove(t, data.dict.v(), key)?.is_undef() {
            return Err(t.attribute_error("__abstractmethods__"));
        }
        type_::changed(t, ty, key);
        data.flags.fetch_and(!flags::ABSTRACT, Relaxed);
        return Ok(());
    }
    let any = ops::truth(t, new)?;
    store(t, ty, key, new);
    if any {
        data.flags.fetch_or(flags::ABSTRACT, Relaxed);
    } else {
        data.flags.fetch_and(!flags::ABSTRACT, Relaxed);
    }
    Ok(())
}

fn type_params(t: &Thread, ty: Value) -> Res {
    if ty.is(type_::TYPE.get()) {
        return Ok(tuple::from_values(t, &[]));
    }
    let found = dict::get_str(t, type_data(&ty).dict.v(), name!(t, "__type_params__"));
    Ok(found.some().unwrap_or_else(|| tuple::from_values(t, &[])))
}

fn set_type_params(t: &Thread, ty: Value, new: Value) -> Res<()> {
    check_settable(t, ty, new, "__type_params__")?;
    store(t, ty, name!(t, "__type_params__"), new);
    Ok(())
}

fn mro(t: &Thread, a: &[Value]) -> Res {
    let bases = type_data(&a[0]).bases.get(t, ops::object(a[0]));
    let items = type_::linearise(t, a[0], tuple::items(&bases))?;
    Ok(list::from_refs(t, items.into_iter().map(Ref::new).collect()))
}

fn dir(t: &Thread, a: &[Value]) -> Res {
    let names = dict::new(t);
    super::object::add_class_names(t, a[0], names.v())?;
    Ok(list::from_refs(t, dict::keys(t, names.v())))
}

fn size_of_type(t: &Thread, a: &[Value]) -> Res {
    let entries = dict::len(t, type_data(&a[0]).dict.v());
    Ok(t.int((16 + size_of::<Type>() + size_of::<crate::slots::Slots>() + entries * 24) as i64))
}

static INSTANCE_DICT: GetSet = GetSet {
    name: "__dict__",
    // Types and modules show their own dict, also where another base brings this descriptor.
    get: |t, v| match attr::instance_dict(t, v).some() {
        None if type_::is_type(v) => Ok(mappingproxy::new(t, type_data(&v).dict.v())),
        Some(d) => Ok(d),
        None => Err(t.attribute_error("This object has no __dict__")),
    },
    set: Some(set_dict),
    doc: "dictionary for instance variables",
};

/// `v.__dict__ = d`, for natives that have a getset for it.
pub fn set_dict(t: &Thread, v: Value, d: Value) -> Res<()> {
    // Types and modules have a read-only dict of their own, also where another base brings this descriptor.
    if type_::is_type(v) || super::module::MODULE.is_instance(v) {
        return Err(t.attribute_error("readonly attribute"));
    }
    if d.is_undef() && super::exceptions::is_exception(v) {
        return Err(t.type_error("cannot delete __dict__"));
    }
    if d.is_undef() {
        let fresh = dict::new(t);
        return attr::set_instance_dict(t, v, fresh.v());
    }
    if !dict::is_dict(d) {
        return Err(
            t.type_error(format_args!("__dict__ must be set to a dictionary, not a '{}'", type_name(d)))
        );
    }
    attr::set_instance_dict(t, v, d)
}

static INSTANCE_WEAKREF: GetSet = GetSet {
    name: "__weakref__",
    get: |t, v| Ok(super::weakref::references(t, v).into_iter().next().unwrap_or(Ref::NONE)),
    set: None,
    doc: "list of weak references to the object",
};

/// The `__dict__` of a class whose instances have one.
pub fn dict_descriptor(t: &Thread, ty: Value) -> Ref {
    descr::from_getset(t, ty, &INSTANCE_DICT)
}

/// The `__weakref__` of a class whose instances can be referenced weakly.
pub fn weakref_descriptor(t: &Thread, ty: Value) -> Ref {
    descr::from_getset(t, ty, &INSTANCE_WEAKREF)
}
