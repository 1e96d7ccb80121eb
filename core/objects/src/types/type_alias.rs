//! `typing.TypeAliasType`: what `type X = ...` makes (PEP 695).

use crate::error::Res;
use crate::name;
use crate::native::{LazySignature, def};
use crate::ops;
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::{Binary, Slots};
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, getset, getter};
use crate::types::function::is_function;
use crate::types::type_attrs::read_only;
use crate::types::typevar::{Lazy, name_arg};
use crate::types::typevar_parts::{TypeVarTuple, has_default, unpack, unpacked_iter};
use crate::types::{generic_alias, tuple};
use crate::value::Value;

/// A type alias's payload.
pub struct TypeAlias {
    name: Fixed,
    /// A tuple.
    type_params: Fixed,
    value: Lazy,
    /// A str; UNDEF: that of the function that computes the value.
    module: Fixed,
}
crate::payload!(TypeAlias { name, type_params, value, module });

/// `typing.TypeAliasType`
pub static TYPE_ALIAS: NativeType = NativeType::new(TypeDef {
    methods: &[def("__reduce__($self, /)", |_, a| Ok(data(&a[0]).name.get()))],
    getset: GETSET,
    doc: "Type alias.\n\nType aliases are created through the type statement::\n\n    type Alias = int\n",
    ..TypeDef::new("typing.TypeAliasType", TypeAlias::vtable, slots)
});

fn data(v: &Value) -> &TypeAlias {
    v.expect::<TypeAlias>()
}

const GETSET: &[GetSet] = &[
    getset("__name__", |_, v| Ok(data(&v).name.get()), read_only),
    getter("__value__", |t, v| Ok(data(&v).value.get(t, ops::object(v))?.some().unwrap_or(Ref::NONE))),
    getter("evaluate_value", |t, v| Ok(data(&v).value.evaluator(t, ops::object(v)))),
    getter("__type_params__", |_, v| Ok(data(&v).type_params.get())),
    getter("__parameters__", |t, v| {
        let mut all = Vec::new();
        for &p in tuple::items(&data(&v).type_params.v()) {
            all.push(if p.payload::<TypeVarTuple>().is_some() { unpack(t, p)? } else { Ref::new(p) });
        }
        Ok(tuple::from_refs(t, all))
    }),
    getter("__module__", |t, v| {
        if let Some(module) = data(&v).module.get().some() {
            return Ok(module);
        }
        let evaluate = data(&v).value.evaluator(t, ops::object(v));
        if is_function(evaluate.v()) {
            return ops::getattr(t, evaluate.v(), name!(t, "__module__"));
        }
        Ok(Ref::NONE)
    }),
];

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, args| NEW.call(t, cls, args, new));
    s.repr = Some(|_, v| Ok(data(&v).name.get()));
    s.iter = Some(unpacked_iter);
    s.getitem = Some(|t, v, item| {
        if tuple::items(&data(&v).type_params.v()).is_empty() {
            return Err(t.type_error("Only generic type aliases are subscriptable"));
        }
        Ok(generic_alias::new(t, v, item))
    });
    s.binary[Binary::Or as usize] = Some(super::union::or);
}

static NEW: LazySignature = LazySignature::new("typealias($cls, name, value, *, type_params=())");

fn new(t: &Thread, a: &[Value]) -> Res {
    let &[_, name, value, params] = a else { return Ok(Ref::NONE) };
    let name = name_arg(t, "typealias", name)?;
    let params = if params.is_undef() { tuple::from_values(t, &[]) } else { Ref::new(params) };
    let Some(items) = tuple::try_items(&params) else {
        return Err(t.type_error("type_params must be a tuple"));
    };
    let mut defaults = false;
    for &param in items {
        match has_default(t, param) {
            None => {
                return Err(
                    t.type_error(format_args!("Expected a type param, got {}", ops::repr_text(t, param)?))
                );
            }
            Some(true) => defaults = true,
            Some(false) if defaults => {
                return Err(t.type_error(format_args!(
                    "non-default type parameter '{}' follows default type parameter",
                    ops::repr_text(t, param)?
                )));
            }
            Some(false) => {}
        }
    }
    let module = crate::calling_module(t);
    Ok(alloc(t, name, params, Lazy::known(Ref::new(value)), module))
}

fn alloc(t: &Thread, name: Ref, params: Ref, value: Lazy, module: Ref) -> Ref {
    t.alloc(
        TYPE_ALIAS.shape(),
        TypeAlias {
            name: Fixed::new(name),
            type_params: Fixed::new(params),
            value,
            module: Fixed::new(module),
        },
    )
}

/// The alias of a `type` statement: `type_params` is a tuple or None, `evaluate` computes the value.
pub fn make(t: &Thread, name: Value, type_params: Value, evaluate: Value) -> Ref {
    let params =
        if type_params.is_none_or_undef() { tuple::from_values(t, &[]) } else { Ref::new(type_params) };
    alloc(t, Ref::new(name), params, Lazy::computed(Ref::new(evaluate)), Ref::UNDEF)
}

/// Whether `v` is a type alias.
pub fn is_alias(v: Value) -> bool {
    v.payload::<TypeAlias>().is_some()
}
