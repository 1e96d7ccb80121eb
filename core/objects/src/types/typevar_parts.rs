//! `typing.ParamSpec` with its `args` and `kwargs`, `typing.TypeVarTuple`, `typing.Generic`, `typing.NoDefault`, and the
//! functions that say a known bound or default.

use crate::error::Res;
use crate::name;
use crate::native::{Def, LazySignature, def};
use crate::ops;
use crate::payload::Payload;
use crate::refs::{Fixed, Ref, Slot};
use crate::slots::{Binary, Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, flags, getset, getter};
use crate::types::object::Plain;
use crate::types::substitute::arg_repr;
use crate::types::type_attrs::read_only;
use crate::types::typevar::{
    Lazy, TYPE_VAR, TypeVar, Variance, call_typing, default_arg, default_of, name_arg, set_module,
};
use crate::types::{str, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};

/// A parameter specification's payload.
pub struct ParamSpec {
    name: Fixed,
    bound: Slot,
    default: Lazy,
    variance: Variance,
}
crate::payload!(ParamSpec { name, bound, default });

/// `typing.ParamSpec`
pub static PARAM_SPEC: NativeType = NativeType::new(TypeDef {
    flags: flags::DICT | flags::WEAKREF,
    methods: &[
        def("__typing_subst__($self, arg, /)", |t, a| call_typing(t, "_paramspec_subst", a)),
        def("__typing_prepare_subst__($self, alias, args, /)", |t, a| {
            call_typing(t, "_paramspec_prepare_subst", a)
        }),
        def("__reduce__($self, /)", |_, a| Ok(spec(&a[0]).name.get())),
        def("__mro_entries__($self, object, /)", |t, _| {
            Err(t.type_error("Cannot subclass an instance of ParamSpec"))
        }),
        def("has_default($self, /)", |t, a| Ok(Ref::bool(spec(&a[0]).default.is_there(t)))),
    ],
    getset: SPEC_GETSET,
    doc: "Parameter specification variable.\n\nThe preferred way to construct a parameter specification is via the\ndedicated \
          syntax for generic functions, classes, and type aliases,\nwhere the use of '**' creates a parameter specification::\n\n\
          \x20   type IntFunc[**P] = Callable[P, int]\n",
    ..TypeDef::new("typing.ParamSpec", ParamSpec::vtable, |s| {
        s.new = Some(|t, cls, args| NEW_SPEC.call(t, cls, args, new_spec));
        s.repr =
            Some(|t, v| Ok(t.str(&format!("{}{}", spec(&v).variance.mark(), str::lossy(spec(&v).name.v())))));
        s.binary[Binary::Or as usize] = Some(|t, a, b| super::union::make(t, &[a, b]));
    })
});

fn spec(v: &Value) -> &ParamSpec {
    v.expect::<ParamSpec>()
}

const SPEC_GETSET: &[GetSet] = &[
    getset("__name__", |_, v| Ok(spec(&v).name.get()), read_only),
    getset(
        "__bound__",
        |t, v| Ok(spec(&v).bound.get(t, ops::object(v)).some().unwrap_or(Ref::NONE)),
        read_only,
    ),
    getset("__covariant__", |_, v| Ok(Ref::bool(spec(&v).variance.covariant)), read_only),
    getset("__contravariant__", |_, v| Ok(Ref::bool(spec(&v).variance.contravariant)), read_only),
    getset("__infer_variance__", |_, v| Ok(Ref::bool(spec(&v).variance.infer)), read_only),
    getter("__default__", |t, v| default_of(t, v, &spec(&v).default)),
    getter("evaluate_default", |t, v| Ok(spec(&v).default.evaluator(t, ops::object(v)))),
    getter("args", |t, v| Ok(t.alloc(PARAM_SPEC_ARGS.shape(), Part { origin: Fixed::new(Ref::new(v)) }))),
    getter("kwargs", |t, v| Ok(t.alloc(PARAM_SPEC_KWARGS.shape(), Part { origin: Fixed::new(Ref::new(v)) }))),
];

static NEW_SPEC: LazySignature = LazySignature::new(
    "paramspec($cls, name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False)",
);

fn new_spec(t: &Thread, a: &[Value]) -> Res {
    let &[_, name, bound, default, covariant, contravariant, infer] = a else { return Ok(Ref::NONE) };
    let name = name_arg(t, "paramspec", name)?;
    let variance = Variance::from_args(t, covariant, contravariant, infer)?;
    let bound = if bound.is_none_or_undef() { Ref::UNDEF } else { Ref::new(bound) };
    let v = t.alloc(
        PARAM_SPEC.shape(),
        ParamSpec {
            name: Fixed::new(name),
            bound: Slot::new(bound),
            default: default_arg(default),
            variance,
        },
    );
    set_module(t, &v)?;
    Ok(v)
}

/// The parameter specification of `[**P]`.
pub fn make_spec(t: &Thread, name: Value) -> Ref {
    t.alloc(
        PARAM_SPEC.shape(),
        ParamSpec {
            name: Fixed::new(Ref::new(name)),
            bound: Slot::undef(),
            default: Lazy::known(Ref::UNDEF),
            variance: Variance::INFERRED,
        },
    )
}

/// The payload of `P.args` and `P.kwargs`.
pub struct Part {
    origin: Fixed,
}
crate::payload!(Part { origin });

macro_rules! part {
    ($(#[doc = $doc:literal])* $name:ident $short:literal $text:literal $function:literal $suffix:literal) => {
        $(#[doc = $doc])*
        pub static $name: NativeType = NativeType::new(TypeDef {
            flags: flags::WEAKREF,
            methods: &[def("__mro_entries__($self, object, /)", |t, _| {
                Err(t.type_error(concat!("Cannot subclass an instance of ", $short)))
            })],
            getset: &[getset("__origin__", |_, v| Ok(v.expect::<Part>().origin.get()), read_only)],
            ..TypeDef::new($text, Part::vtable, |s| {
                s.new = Some(|t, cls, args| {
                    static NEW: LazySignature = LazySignature::new($function);
                    NEW.call(
                        t,
                        cls,
                        args, |t, a| Ok(t.alloc($name.shape(), Part { origin: Fixed::new(Ref::new(a[1])) })))
                });
                s.repr = Some(|t, v| part_repr(t, v, $suffix));
                s.compare = Some(|t, a, b, op| {
                    if !($name.is_exact(a) && $name.is_exact(b)) || !matches!(op, Compare::Eq | Compare::Ne) {
                        return Ok(Ref::NOT_IMPLEMENTED);
                    }
                    ops::compare(t, a.expect::<Part>().origin.v(), b.expect::<Part>().origin.v(), op)
                });
            })
        });
    };
}

part! {
    /// `typing.ParamSpecArgs`
    PARAM_SPEC_ARGS "ParamSpecArgs" "typing.ParamSpecArgs" "paramspecargs($cls, origin)" "args"
}
part! {
    /// `typing.ParamSpecKwargs`
    PARAM_SPEC_KWARGS "ParamSpecKwargs" "typing.ParamSpecKwargs" "paramspeckwargs($cls, origin)" "kwargs"
}

fn part_repr(t: &Thread, v: Value, suffix: &str) -> Res {
    let origin = v.expect::<Part>().origin.v();
    Ok(t.str(&match origin.payload::<ParamSpec>() {
        Some(p) => format!("{}.{suffix}", str::lossy(p.name.v())),
        None => format!("{}.{suffix}", ops::repr_text(t, origin)?),
    }))
}

/// A type variable tuple's payload.
pub struct TypeVarTuple {
    name: Fixed,
    default: Lazy,
}
crate::payload!(TypeVarTuple { name, default });

/// `typing.TypeVarTuple`
pub static TYPE_VAR_TUPLE: NativeType = NativeType::new(TypeDef {
    flags: flags::DICT | flags::WEAKREF,
    methods: TUPLE_METHODS,
    getset: &[
        getset("__name__", |_, v| Ok(several(&v).name.get()), read_only),
        getter("__default__", |t, v| default_of(t, v, &several(&v).default)),
        getter("evaluate_default", |t, v| Ok(several(&v).default.evaluator(t, ops::object(v)))),
    ],
    doc: "Type variable tuple.\n\nA specialized form of type variable that enables variadic generics.\n",
    ..TypeDef::new("typing.TypeVarTuple", TypeVarTuple::vtable, |s| {
        s.new = Some(|t, cls, args| NEW_TUPLE.call(t, cls, args, new_tuple));
        s.repr = Some(|_, v| Ok(several(&v).name.get()));
        s.iter = Some(unpacked_iter);
    })
});

fn several(v: &Value) -> &TypeVarTuple {
    v.expect::<TypeVarTuple>()
}

const TUPLE_METHODS: &[Def] = &[
    def("__typing_subst__($self, arg, /)", |t, _| {
        Err(t.type_error("Substitution of bare TypeVarTuple is not supported"))
    }),
    def("__typing_prepare_subst__($self, alias, args, /)", |t, a| {
        call_typing(t, "_typevartuple_prepare_subst", a)
    }),
    def("__reduce__($self, /)", |_, a| Ok(several(&a[0]).name.get())),
    def("__mro_entries__($self, object, /)", |t, _| {
        Err(t.type_error("Cannot subclass an instance of TypeVarTuple"))
    }),
    def("has_default($self, /)", |t, a| Ok(Ref::bool(several(&a[0]).default.is_there(t)))),
];

static NEW_TUPLE: LazySignature = LazySignature::new("typevartuple($cls, name, *, default=NoDefault)");

fn new_tuple(t: &Thread, a: &[Value]) -> Res {
    let name = name_arg(t, "typevartuple", a[1])?;
    let v =
        t.alloc(TYPE_VAR_TUPLE.shape(), TypeVarTuple { name: Fixed::new(name), default: default_arg(a[2]) });
    set_module(t, &v)?;
    Ok(v)
}

/// The type variable tuple of `[*Ts]`.
pub fn make_tuple(t: &Thread, name: Value) -> Ref {
    t.alloc(
        TYPE_VAR_TUPLE.shape(),
        TypeVarTuple { name: Fixed::new(Ref::new(name)), default: Lazy::known(Ref::UNDEF) },
    )
}

/// `typing.Unpack[v]`
pub fn unpack(t: &Thread, v: Value) -> Res {
    let typing = crate::import_module(t, "typing")?;
    let unpack = ops::getattr(t, typing.v(), name!(t, "Unpack"))?;
    ops::getitem(t, unpack.v(), v)
}

/// Yields `typing.Unpack[v]`, once: `*Ts`.
pub fn unpacked_iter(t: &Thread, v: Value) -> Res {
    let one = unpack(t, v)?;
    ops::iter(t, tuple::from_refs(t, vec![one]).v())
}

/// Says what computes the default of a type parameter: `[T = default]`.
pub fn set_default(t: &Thread, param: Value, evaluate: Value) -> Res<()> {
    let default = if let Some(v) = param.payload::<TypeVar>() {
        &v.default
    } else if let Some(p) = param.payload::<ParamSpec>() {
        &p.default
    } else if let Some(ts) = param.payload::<TypeVarTuple>() {
        &ts.default
    } else {
        return Err(t.type_error(format_args!("Expected a type param, got {}", ops::repr_text(t, param)?)));
    };
    default.set_evaluator(t, ops::object(param), Ref::new(evaluate));
    Ok(())
}

/// Whether a type parameter has a default; `None` if it is no type parameter.
pub fn has_default(t: &Thread, param: Value) -> Option<bool> {
    if TYPE_VAR.is_exact(param) {
        return param.payload::<TypeVar>().map(|v| v.default.is_there(t));
    }
    if let Some(p) = param.payload::<ParamSpec>() {
        return Some(p.default.is_there(t));
    }
    param.payload::<TypeVarTuple>().map(|ts| ts.default.is_there(t))
}

/// `typing.Generic`: what it does is Python code of `typing`.
pub static GENERIC: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::MUTABLE,
    methods: &[
        def("__class_getitem__($type, item, /)", |t, a| call_typing(t, "_generic_class_getitem", a)),
        def("__init_subclass__($type, /, *args, **kwargs)", |t, a| {
            let typing = crate::import_module(t, "typing")?;
            let f = ops::getattr(t, typing.v(), name!(t, "_generic_init_subclass"))?;
            let mut all: crate::native::ArgVec = smallvec::smallvec![a[0]];
            all.extend_from_slice(tuple::items(&a[1]));
            let named = crate::types::dict::items(t, a[2]);
            let names: Vec<Value> = named.iter().map(|(k, _)| k.v()).collect();
            all.extend(named.iter().map(|(_, v)| v.v()));
            ops::call(t, f.v(), crate::Args { all: &all, names: &names })
        }),
    ],
    doc: "Abstract base class for generic types\n\nOn Python 3.12 and newer, generic classes implicitly inherit from\nGeneric \
          when they declare a parameter list after the class's name::\n\n    class Mapping[KT, VT]:\n        ...\n",
    ..TypeDef::new("typing.Generic", Plain::vtable, |_: &mut Slots| ())
});

/// `typing.Generic[params]`: the base of a class with type parameters.
pub fn subscript_generic(t: &Thread, params: Value) -> Res {
    // `*Ts` stands for each type variable tuple.
    let mut all = Vec::new();
    for &p in tuple::items(&params) {
        all.push(if p.payload::<TypeVarTuple>().is_some() { unpack(t, p)? } else { Ref::new(p) });
    }
    let params = tuple::from_refs(t, all);
    call_typing(t, "_generic_class_getitem", &[GENERIC.get(), params.v()])
}

/// The payload of `NoDefault`.
struct NoDefault;
crate::payload!(NoDefault {}, plain);

/// `NoDefaultType`
pub static NO_DEFAULT_TYPE: NativeType = NativeType::new(TypeDef {
    methods: &[def("__reduce__($self, /)", |t, _| Ok(t.intern("NoDefault")))],
    doc: "The type of the NoDefault singleton.",
    ..TypeDef::new("NoDefaultType", NoDefault::vtable, |s| {
        s.new = Some(|t, _, args| {
            if !args.all.is_empty() {
                return Err(t.type_error("NoDefaultType takes no arguments"));
            }
            Ok(Ref::new(no_default(t)))
        });
        s.repr = Some(|t, _| Ok(t.str("typing.NoDefault")));
    })
});

/// The one `NoDefault`.
pub fn no_default(t: &Thread) -> Value {
    static ONE: AtomicU64 = AtomicU64::new(0);
    // Acquire: pairs with the AcqRel below.
    let bits = match ONE.load(Acquire) {
        0 => {
            let new = t.alloc(NO_DEFAULT_TYPE.shape(), NoDefault);
            // SAFETY: held.
            unsafe { t.m.immortalise(new.obj()) };
            let new = new.into_value().bits();
            ONE.compare_exchange(0, new, AcqRel, Acquire).map_or_else(|theirs| theirs, |_| new)
        }
        bits => bits,
    };
    // SAFETY: immortal.
    unsafe { Value::from_bits(bits) }
}

/// A function that always says the same.
struct ConstEvaluator {
    value: Fixed,
}
crate::payload!(ConstEvaluator { value });

/// `_typing._ConstEvaluator`
pub static CONST_EVALUATOR: NativeType = NativeType::new(TypeDef {
    ..TypeDef::new("_typing._ConstEvaluator", ConstEvaluator::vtable, |s| {
        s.repr = Some(|t, v| {
            let value = v.expect::<ConstEvaluator>().value.v();
            Ok(t.str(&format!("<constevaluator {}>", ops::repr_text(t, value)?)))
        });
        s.call = Some(|t, v, args| {
            if !args.names.is_empty() {
                return Err(t.type_error("constevaluator.__call__() takes no keyword arguments"));
            }
            let &[format] = args.all else {
                return Err(t.type_error(format_args!(
                    "constevaluator.__call__() takes exactly 1 argument ({} given)",
                    args.all.len()
                )));
            };
            let value = v.expect::<ConstEvaluator>().value.v();
            // The format STRING.
            if ops::arg_i32(t, format)? != 4 {
                return Ok(Ref::new(value));
            }
            let Some(items) = tuple::try_items(&value) else { return Ok(t.str(&arg_repr(t, value)?)) };
            let mut parts = Vec::new();
            for &item in items {
                parts.push(arg_repr(t, item)?);
            }
            Ok(t.str(&format!("({})", parts.join(", "))))
        });
    })
});

/// A function that says `value`.
pub fn const_evaluator(t: &Thread, value: Ref) -> Ref {
    t.alloc(CONST_EVALUATOR.shape(), ConstEvaluator { value: Fixed::new(value) })
}

/// The function `_idfunc` of the module `_typing`.
pub static FUNCTIONS: &[Def] = &[def("_idfunc($module, object, /)", |_, a| Ok(Ref::new(a[1])))];

/// The types of the module `_typing`, by their names there. `NoDefault` is no type: see [`no_default`].
pub static TYPES: &[(&str, &NativeType)] = &[
    ("TypeVar", &TYPE_VAR),
    ("ParamSpec", &PARAM_SPEC),
    ("ParamSpecArgs", &PARAM_SPEC_ARGS),
    ("ParamSpecKwargs", &PARAM_SPEC_KWARGS),
    ("TypeVarTuple", &TYPE_VAR_TUPLE),
    ("TypeAliasType", &super::type_alias::TYPE_ALIAS),
    ("Generic", &GENERIC),
    ("Union", &super::union::UNION),
];
