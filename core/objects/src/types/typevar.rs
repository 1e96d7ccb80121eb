//! `typing.TypeVar`, and what all type parameters have in common: bounds and defaults that are computed when first asked for
//! (PEP 695, PEP 696). The Python code of `typing` says what substitution does.

use crate::error::Res;
use crate::name;
use crate::native::{Def, LazySignature, def};
use crate::ops::{self, type_name};
use crate::payload::Payload;
use crate::refs::{Fixed, Ref, Slot};
use crate::slots::{Binary, Slots};
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, flags, getset, getter};
use crate::types::type_attrs::read_only;
use crate::types::typevar_parts::{NO_DEFAULT_TYPE, const_evaluator, no_default};
use crate::types::{str, tuple};
use crate::value::Value;
use heddle_gc::Obj;

/// Something that is there, or is computed by a function when it is first asked for, or is not there.
pub struct Lazy {
    value: Slot,
    /// Called with 1 (the format VALUE) for the value; UNDEF if there is none.
    evaluate: Slot,
}

impl crate::payload::Traced for Lazy {
    fn each(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.value.peek());
        visit(self.evaluate.peek());
    }
}

impl Lazy {
    /// A value; UNDEF for none.
    pub fn known(value: Ref) -> Lazy {
        Lazy { value: Slot::new(value), evaluate: Slot::undef() }
    }

    /// What `evaluate(1)` will say; UNDEF for nothing.
    pub fn computed(evaluate: Ref) -> Lazy {
        Lazy { value: Slot::undef(), evaluate: Slot::new(evaluate) }
    }

    /// The value; UNDEF if there is none.
    pub fn get(&self, t: &Thread, holder: Obj) -> Res {
        let known = self.value.get(t, holder);
        let evaluate = self.evaluate.get(t, holder);
        if !known.is_undef() || evaluate.is_undef() {
            return Ok(known);
        }
        let value = ops::call_pos(t, evaluate.v(), &[Value::int32(1)])?;
        self.value.set(t, holder, value.clone());
        Ok(value)
    }

    /// The function that computes the value, or one that says it; None if there is no value.
    pub fn evaluator(&self, t: &Thread, holder: Obj) -> Ref {
        let evaluate = self.evaluate.get(t, holder);
        if !evaluate.is_undef() {
            return evaluate;
        }
        let known = self.value.get(t, holder);
        if known.is_undef() || known.is(no_default(t)) { Ref::NONE } else { const_evaluator(t, known) }
    }

    /// Whether there is a value or a function that computes one. A default that is `NoDefault` is none.
    pub fn is_there(&self, t: &Thread) -> bool {
        let known = self.value.peek();
        !self.evaluate.peek().is_undef() || !(known.is_undef() || known.is(no_default(t)))
    }

    /// Says what computes the value.
    pub fn set_evaluator(&self, t: &Thread, holder: Obj, evaluate: Ref) {
        self.evaluate.set(t, holder, evaluate);
        self.value.set(t, holder, Ref::UNDEF);
    }
}

/// How a type variable varies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Variance {
    pub covariant: bool,
    pub contravariant: bool,
    /// Left to the type checker.
    pub infer: bool,
}

impl Variance {
    /// Of `[T]` in a signature.
    pub const INFERRED: Variance = Variance { covariant: false, contravariant: false, infer: true };

    /// From three arguments.
    pub fn from_args(t: &Thread, covariant: Value, contravariant: Value, infer: Value) -> Res<Variance> {
        let truth = |v: Value| if v.is_undef() { Ok(false) } else { ops::truth(t, v) };
        let v = Variance {
            covariant: truth(covariant)?,
            contravariant: truth(contravariant)?,
            infer: truth(infer)?,
        };
        if v.covariant && v.contravariant {
            return Err(t.value_error("Bivariant types are not supported."));
        }
        if v.infer && (v.covariant || v.contravariant) {
            return Err(t.value_error("Variance cannot be specified with infer_variance."));
        }
        Ok(v)
    }

    /// What stands before the name.
    pub fn mark(self) -> &'static str {
        match self {
            Variance { infer: true, .. } => "",
            Variance { covariant: true, .. } => "+",
            Variance { contravariant: true, .. } => "-",
            _ => "~",
        }
    }
}

/// A type variable's payload.
pub struct TypeVar {
    name: Fixed,
    bound: Lazy,
    constraints: Lazy,
    /// `__default__`
    pub default: Lazy,
    variance: Variance,
}
crate::payload!(TypeVar { name, bound, constraints, default });

/// `typing.TypeVar`
pub static TYPE_VAR: NativeType = NativeType::new(TypeDef {
    flags: flags::DICT | flags::WEAKREF,
    methods: METHODS,
    getset: GETSET,
    doc: "Type variable.\n\nThe preferred way to construct a type variable is via the dedicated\nsyntax for generic functions, \
          classes, and type aliases::\n\n    class Sequence[T]:  # T is a TypeVar\n        ...\n",
    ..TypeDef::new("typing.TypeVar", TypeVar::vtable, slots)
});

fn data(v: &Value) -> &TypeVar {
    v.expect::<TypeVar>()
}

const GETSET: &[GetSet] = &[
    getset("__name__", |_, v| Ok(data(&v).name.get()), read_only),
    getset("__covariant__", |_, v| Ok(Ref::bool(data(&v).variance.covariant)), read_only),
    getset("__contravariant__", |_, v| Ok(Ref::bool(data(&v).variance.contravariant)), read_only),
    getset("__infer_variance__", |_, v| Ok(Ref::bool(data(&v).variance.infer)), read_only),
    getter("__bound__", |t, v| Ok(data(&v).bound.get(t, ops::object(v))?.some().unwrap_or(Ref::NONE))),
    getter("__constraints__", |t, v| {
        let found = data(&v).constraints.get(t, ops::object(v))?;
        Ok(found.some().unwrap_or_else(|| tuple::from_values(t, &[])))
    }),
    getter("__default__", |t, v| default_of(t, v, &data(&v).default)),
    getter("evaluate_bound", |t, v| Ok(data(&v).bound.evaluator(t, ops::object(v)))),
    getter("evaluate_constraints", |t, v| Ok(data(&v).constraints.evaluator(t, ops::object(v)))),
    getter("evaluate_default", |t, v| Ok(data(&v).default.evaluator(t, ops::object(v)))),
];

const METHODS: &[Def] = &[
    def("__typing_subst__($self, arg, /)", |t, a| call_typing(t, "_typevar_subst", a)),
    def("__typing_prepare_subst__($self, alias, args, /)", prepare_subst),
    def("__reduce__($self, /)", |_, a| Ok(data(&a[0]).name.get())),
    def("__mro_entries__($self, object, /)", |t, _| {
        Err(t.type_error("Cannot subclass an instance of TypeVar"))
    }),
    def("has_default($self, /)", |t, a| Ok(Ref::bool(data(&a[0]).default.is_there(t)))),
];

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, args| NEW.call(t, cls, args, new));
    s.repr = Some(|t, v| {
        let var = data(&v);
        Ok(t.str(&format!("{}{}", var.variance.mark(), str::lossy(var.name.v()))))
    });
    s.binary[Binary::Or as usize] = Some(|t, a, b| super::union::make(t, &[a, b]));
}

/// Calls a function of the module `typing`.
pub fn call_typing(t: &Thread, function: &str, args: &[Value]) -> Res {
    let typing = crate::import_module(t, "typing")?;
    let f = ops::getattr_str(t, typing.v(), function)?;
    ops::call_pos(t, f.v(), args)
}

/// `__default__`: `NoDefault` if there is none.
pub fn default_of(t: &Thread, v: Value, default: &Lazy) -> Res {
    Ok(default.get(t, ops::object(v))?.some().unwrap_or_else(|| Ref::new(no_default(t))))
}

/// The `name` argument of a type parameter.
pub fn name_arg(t: &Thread, function: &str, name: Value) -> Res {
    if !str::is_str(name) {
        return Err(
            t.type_error(format_args!("{function}() argument 'name' must be str, not {}", type_name(name)))
        );
    }
    Ok(Ref::new(name))
}

/// Says in which module a type parameter was made, as the caller's `__name__` has it.
pub fn set_module(t: &Thread, v: &Ref) -> Res<()> {
    let module = crate::calling_module(t);
    if module.is_undef() {
        return Ok(());
    }
    crate::attr::store_own(t, v.obj(), name!(t, "__module__"), module.v())
}

/// A default as an argument: `NoDefault` is none.
pub fn default_arg(default: Value) -> Lazy {
    let none = default.is_undef() || NO_DEFAULT_TYPE.is_exact(default);
    Lazy::known(Ref::new(if none { Value::UNDEF } else { default }))
}

static NEW: LazySignature = LazySignature::new(
    "typevar($cls, name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False, \
     infer_variance=False)",
);

fn new(t: &Thread, a: &[Value]) -> Res {
    let &[_, name, bound, default, covariant, contravariant, infer, constraints] = a else {
        return Ok(Ref::NONE);
    };
    let name = name_arg(t, "typevar", name)?;
    let variance = Variance::from_args(t, covariant, contravariant, infer)?;
    let bound = if bound.is_none_or_undef() {
        Ref::UNDEF
    } else {
        let message = t.str("Bound must be a type.");
        call_typing(t, "_type_check", &[bound, message.v()])?
    };
    let count = tuple::items(&constraints).len();
    if count == 1 {
        return Err(t.type_error("A single constraint is not allowed"));
    }
    if count != 0 && !bound.is_undef() {
        return Err(t.type_error("Constraints cannot be combined with bound=..."));
    }
    let constraints = if count == 0 { Ref::UNDEF } else { Ref::new(constraints) };
    let v = t.alloc(
        TYPE_VAR.shape(),
        TypeVar {
            name: Fixed::new(name),
            bound: Lazy::known(bound),
            constraints: Lazy::known(constraints),
            default: default_arg(default),
            variance,
        },
    );
    set_module(t, &v)?;
    Ok(v)
}

/// The type variable of `[T]`, `[T: bound]` or `[T: (a, b)]`; the functions compute what stands there (UNDEF: nothing does).
pub fn make(t: &Thread, name: Value, evaluate_bound: Ref, evaluate_constraints: Ref) -> Ref {
    t.alloc(
        TYPE_VAR.shape(),
        TypeVar {
            name: Fixed::new(Ref::new(name)),
            bound: Lazy::computed(evaluate_bound),
            constraints: Lazy::computed(evaluate_constraints),
            default: Lazy::known(Ref::UNDEF),
            variance: Variance::INFERRED,
        },
    )
}

fn prepare_subst(t: &Thread, a: &[Value]) -> Res {
    let &[v, alias, args] = a else { return Ok(Ref::NONE) };
    let params = ops::getattr(t, alias, name!(t, "__parameters__"))?;
    let given = ops::len(t, args)?;
    let params = ops::collect(t, params.v())?;
    let Some(index) = params.iter().position(|p| p.is(v)) else {
        return Err(t.value_error("tuple.index(x): x not in tuple"));
    };
    if index != given {
        return Ok(Ref::new(args));
    }
    if data(&v).default.is_there(t) {
        let default = default_of(t, v, &data(&v).default)?;
        let mut all = ops::collect(t, args)?;
        all.push(default);
        return Ok(tuple::from_refs(t, all));
    }
    Err(t.type_error(format_args!(
        "Too few arguments for {}; actual {given}, expected at least {}",
        ops::str_text(t, alias)?,
        index + 1
    )))
}
