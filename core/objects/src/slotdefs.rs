//! The bridge between dunder names and slots, as one table.
//!
//! From a native type's slots to its dict: [`add_wrappers`] puts a `wrapper_descriptor` for each dunder whose slot the type fills.
//! From a class's dict to its slots: [`compute`] puts, for each slot, either the native function behind the wrapper that lookup
//! finds, or a function that looks the dunder up and calls it.
//! Must never know particular types.

use crate::attr;
use crate::error::{Raised, Res};
use crate::name;
use crate::names::Name;
use crate::native::Args;
use crate::ops::{self, call_special, type_name, type_of};
use crate::refs::Ref;
use crate::slots::{Binary, Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{Type, TypeDef, lookup, type_data};
use crate::types::{descr, exceptions as exc, int, str};
use crate::value::Value;
use heddle_threads::sync::atomic::Ordering::Acquire;

/// A dunder: its name, its signature, whether a type's slots have it, how it is called through slots.
pub struct SlotDef {
    /// `__len__`
    pub name: &'static str,
    /// `($self, /)`
    pub text: &'static str,
    /// `__doc__`
    pub doc: &'static str,
    /// The group: dunders of one slot have the same.
    pub group: Group,
    /// Calls it: `args[0]` is self.
    pub wrap: fn(&Thread, &Slots, Args) -> Res,
}

/// A slot, or the few that one dunder stands for.
#[allow(missing_docs)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    Call,
    Repr,
    Str,
    Hash,
    Compare,
    Iter,
    Next,
    GetAttr,
    SetAttr,
    DescrGet,
    DescrSet,
    New,
    Init,
    Del,
    Len,
    GetItem,
    SetItem,
    Contains,
    Binary(u8),
    InPlace(u8),
    Neg,
    Pos,
    Abs,
    Invert,
    Bool,
    Int,
    Float,
    Index,
    Await,
    AIter,
    ANext,
    Buffer,
}

fn want<'a>(t: &Thread, args: Args<'a>, n: usize) -> Res<&'a [Value]> {
    if !args.names.is_empty() {
        return Err(t.type_error("wrapper takes no keyword arguments"));
    }
    if args.all.len() != n {
        let (n, given) = (n - 1, args.all.len().saturating_sub(1));
        return Err(t.type_error(format_args!(
            "expected {n} argument{}, got {given}",
            if n == 1 { "" } else { "s" }
        )));
    }
    Ok(args.all)
}

/// The arguments of `__pow__`: one or two besides self.
fn want_pow<'a>(t: &Thread, args: Args<'a>) -> Res<&'a [Value]> {
    if !args.names.is_empty() {
        return Err(t.type_error("wrapper takes no keyword arguments"));
    }
    match args.all.len() {
        2 | 3 => Ok(args.all),
        n => Err(t.type_error(format_args!("expected 1 or 2 arguments, got {}", n.saturating_sub(1)))),
    }
}

fn missing(t: &Thread) -> Raised {
    t.system_error("slot is empty")
}

macro_rules! unary_wrap {
    ($slot:ident) => {
        |t, s, args| {
            let a = want(t, args, 1)?;
            (s.$slot.ok_or_else(|| missing(t))?)(t, a[0])
        }
    };
}

macro_rules! compare_wrap {
    ($op:ident) => {
        |t, s, args| {
            let a = want(t, args, 2)?;
            (s.compare.ok_or_else(|| missing(t))?)(t, a[0], a[1], Compare::$op)
        }
    };
}

macro_rules! binary_defs {
    ($($op:ident $name:literal $rname:literal $iname:literal $symbol:literal;)*) => {
        &[$(
            SlotDef {
                name: $name, text: "($self, value, /)", doc: concat!("Return self", $symbol, "value."),
                group: Group::Binary(Binary::$op as u8),
                wrap: |t, s, args| {
                    let a = want(t, args, 2)?;
                    (s.binary[Binary::$op as usize].ok_or_else(|| missing(t))?)(t, a[0], a[1])
                },
            },
            SlotDef {
                name: $rname, text: "($self, value, /)", doc: concat!("Return value", $symbol, "self."),
                group: Group::Binary(Binary::$op as u8),
                wrap: |t, s, args| {
                    let a = want(t, args, 2)?;
                    (s.binary[Binary::$op as usize].ok_or_else(|| missing(t))?)(t, a[1], a[0])
                },
            },
            SlotDef {
                name: $iname, text: "($self, value, /)", doc: concat!("Return self", $symbol, "=value."),
                group: Group::InPlace(Binary::$op as u8),
                wrap: |t, s, args| {
                    let a = want(t, args, 2)?;
                    (s.inplace[Binary::$op as usize].ok_or_else(|| missing(t))?)(t, a[0], a[1])
                },
            },
        )*]
    };
}

/// Operators: `__add__`, `__radd__`, `__iadd__` and so on. (`__pow__` is in [`DEFS`].)
static BINARY_DEFS: &[SlotDef] = binary_defs! {
    Add "__add__" "__radd__" "__iadd__" "+";
    Sub "__sub__" "__rsub__" "__isub__" "-";
    Mul "__mul__" "__rmul__" "__imul__" "*";
    MatMul "__matmul__" "__rmatmul__" "__imatmul__" "@";
    TrueDiv "__truediv__" "__rtruediv__" "__itruediv__" "/";
    Mod "__mod__" "__rmod__" "__imod__" "%";
    LShift "__lshift__" "__rlshift__" "__ilshift__" "<<";
    RShift "__rshift__" "__rrshift__" "__irshift__" ">>";
    Or "__or__" "__ror__" "__ior__" "|";
    Xor "__xor__" "__rxor__" "__ixor__" "^";
    And "__and__" "__rand__" "__iand__" "&";
    FloorDiv "__floordiv__" "__rfloordiv__" "__ifloordiv__" "//";
};

const fn sd(
    name: &'static str,
    text: &'static str,
    doc: &'static str,
    group: Group,
    wrap: fn(&Thread, &Slots, Args) -> Res,
) -> SlotDef {
    SlotDef { name, text, doc, group, wrap }
}

fn set_wrap(t: &Thread, f: Option<crate::slots::SetFn>, args: Args, delete: bool) -> Res {
    let a = want(t, args, if delete { 2 } else { 3 })?;
    let value = if delete { Value::UNDEF } else { a[2] };
    (f.ok_or_else(|| missing(t))?)(t, a[0], a[1], value)?;
    Ok(Ref::NONE)
}

/// All other dunders.
static DEFS: &[SlotDef] = &[
    sd("__repr__", "($self, /)", "Return repr(self).", Group::Repr, unary_wrap!(repr)),
    sd("__str__", "($self, /)", "Return str(self).", Group::Str, unary_wrap!(str)),
    sd("__hash__", "($self, /)", "Return hash(self).", Group::Hash, |t, s, args| {
        let a = want(t, args, 1)?;
        Ok(t.int((s.hash.ok_or_else(|| missing(t))?)(t, a[0])?))
    }),
    sd("__call__", "($self, /, *args, **kwargs)", "Call self as a function.", Group::Call, |t, s, args| {
        let f = s.call.ok_or_else(|| missing(t))?;
        f(t, args.all[0], Args { all: &args.all[1..], names: args.names })
    }),
    sd(
        "__getattribute__",
        "($self, name, /)",
        "Return getattr(self, name).",
        Group::GetAttr,
        |t, s, args| {
            let a = want(t, args, 2)?;
            let name = str::attr_name(t, a[1])?;
            (s.getattr.ok_or_else(|| missing(t))?)(t, a[0], name.v())
        },
    ),
    sd(
        "__setattr__",
        "($self, name, value, /)",
        "Implement setattr(self, name, value).",
        Group::SetAttr,
        |t, s, args| {
            let a = want(t, args, 3)?;
            let name = str::attr_name(t, a[1])?;
            (s.setattr.ok_or_else(|| missing(t))?)(t, a[0], name.v(), a[2])?;
            Ok(Ref::NONE)
        },
    ),
    sd("__delattr__", "($self, name, /)", "Implement delattr(self, name).", Group::SetAttr, |t, s, args| {
        let a = want(t, args, 2)?;
        let name = str::attr_name(t, a[1])?;
        (s.setattr.ok_or_else(|| missing(t))?)(t, a[0], name.v(), Value::UNDEF)?;
        Ok(Ref::NONE)
    }),
    sd("__lt__", "($self, value, /)", "Return self<value.", Group::Compare, compare_wrap!(Lt)),
    sd("__le__", "($self, value, /)", "Return self<=value.", Group::Compare, compare_wrap!(Le)),
    sd("__eq__", "($self, value, /)", "Return self==value.", Group::Compare, compare_wrap!(Eq)),
    sd("__ne__", "($self, value, /)", "Return self!=value.", Group::Compare, compare_wrap!(Ne)),
    sd("__gt__", "($self, value, /)", "Return self>value.", Group::Compare, compare_wrap!(Gt)),
    sd("__ge__", "($self, value, /)", "Return self>=value.", Group::Compare, compare_wrap!(Ge)),
    sd("__iter__", "($self, /)", "Implement iter(self).", Group::Iter, unary_wrap!(iter)),
    sd("__next__", "($self, /)", "Implement next(self).", Group::Next, |t, s, args| {
        let a = want(t, args, 1)?;
        let item = (s.next.ok_or_else(|| missing(t))?)(t, a[0])?;
        if item.is_undef() { Err(t.stop_iteration(Value::UNDEF)) } else { Ok(item) }
    }),
    sd(
        "__get__",
        "($self, instance, owner=None, /)",
        "Return an attribute of instance, which is of type owner.",
        Group::DescrGet,
        |t, s, args| {
            if args.all.len() == 2 {
                return descr_get_wrap(t, s, args.all[0], args.all[1], Value::NONE);
            }
            let a = want(t, args, 3)?;
            descr_get_wrap(t, s, a[0], a[1], a[2])
        },
    ),
    sd(
        "__set__",
        "($self, instance, value, /)",
        "Set an attribute of instance to value.",
        Group::DescrSet,
        |t, s, args| set_wrap(t, s.descr_set, args, false),
    ),
    sd(
        "__delete__",
        "($self, instance, /)",
        "Delete an attribute of instance.",
        Group::DescrSet,
        |t, s, args| set_wrap(t, s.descr_set, args, true),
    ),
    sd(
        "__init__",
        "($self, /, *args, **kwargs)",
        "Initialize self.  See help(type(self)) for accurate signature.",
        Group::Init,
        |t, s, args| {
            let f = s.init.ok_or_else(|| missing(t))?;
            f(t, args.all[0], Args { all: &args.all[1..], names: args.names })?;
            Ok(Ref::NONE)
        },
    ),
    sd(
        "__del__",
        "($self, /)",
        "Called when the instance is about to be destroyed.",
        Group::Del,
        |t, s, args| {
            let a = want(t, args, 1)?;
            (s.del.ok_or_else(|| missing(t))?)(t, a[0])?;
            Ok(Ref::NONE)
        },
    ),
    sd("__len__", "($self, /)", "Return len(self).", Group::Len, |t, s, args| {
        let a = want(t, args, 1)?;
        Ok(t.int((s.len.ok_or_else(|| missing(t))?)(t, a[0])? as i64))
    }),
    sd("__getitem__", "($self, key, /)", "Return self[key].", Group::GetItem, |t, s, args| {
        let a = want(t, args, 2)?;
        (s.getitem.ok_or_else(|| missing(t))?)(t, a[0], a[1])
    }),
    sd("__setitem__", "($self, key, value, /)", "Set self[key] to value.", Group::SetItem, |t, s, args| {
        set_wrap(t, s.setitem, args, false)
    }),
    sd("__delitem__", "($self, key, /)", "Delete self[key].", Group::SetItem, |t, s, args| {
        set_wrap(t, s.setitem, args, true)
    }),
    sd("__contains__", "($self, key, /)", "Return bool(key in self).", Group::Contains, |t, s, args| {
        let a = want(t, args, 2)?;
        Ok(Ref::bool((s.contains.ok_or_else(|| missing(t))?)(t, a[0], a[1])?))
    }),
    sd(
        "__divmod__",
        "($self, value, /)",
        "Return divmod(self, value).",
        Group::Binary(Binary::DivMod as u8),
        |t, s, args| {
            let a = want(t, args, 2)?;
            (s.binary[Binary::DivMod as usize].ok_or_else(|| missing(t))?)(t, a[0], a[1])
        },
    ),
    sd(
        "__rdivmod__",
        "($self, value, /)",
        "Return divmod(value, self).",
        Group::Binary(Binary::DivMod as u8),
        |t, s, args| {
            let a = want(t, args, 2)?;
            (s.binary[Binary::DivMod as usize].ok_or_else(|| missing(t))?)(t, a[1], a[0])
        },
    ),
    sd(
        "__pow__",
        "($self, value, mod=None, /)",
        "Return pow(self, value, mod).",
        Group::Binary(Binary::Pow as u8),
        |t, s, args| {
            if args.all.len() == 3 && !args.all[2].is_none() {
                return match s.pow3 {
                    Some(f) => f(t, args.all[0], args.all[1], args.all[2]),
                    None => Ok(Ref::NOT_IMPLEMENTED),
                };
            }
            let a = want_pow(t, args)?;
            (s.binary[Binary::Pow as usize].ok_or_else(|| missing(t))?)(t, a[0], a[1])
        },
    ),
    sd(
        "__rpow__",
        "($self, value, mod=None, /)",
        "Return pow(value, self, mod).",
        Group::Binary(Binary::Pow as u8),
        |t, s, args| {
            if args.all.len() == 3 && !args.all[2].is_none() {
                return match s.pow3 {
                    Some(f) => f(t, args.all[1], args.all[0], args.all[2]),
                    None => Ok(Ref::NOT_IMPLEMENTED),
                };
            }
            let a = want_pow(t, args)?;
            (s.binary[Binary::Pow as usize].ok_or_else(|| missing(t))?)(t, a[1], a[0])
        },
    ),
    sd(
        "__ipow__",
        "($self, value, /)",
        "Return self**=value.",
        Group::InPlace(Binary::Pow as u8),
        |t, s, args| {
            let a = want(t, args, 2)?;
            (s.inplace[Binary::Pow as usize].ok_or_else(|| missing(t))?)(t, a[0], a[1])
        },
    ),
    sd("__neg__", "($self, /)", "-self", Group::Neg, unary_wrap!(neg)),
    sd("__pos__", "($self, /)", "+self", Group::Pos, unary_wrap!(pos)),
    sd("__abs__", "($self, /)", "abs(self)", Group::Abs, unary_wrap!(abs)),
    sd("__invert__", "($self, /)", "~self", Group::Invert, unary_wrap!(invert)),
    sd("__bool__", "($self, /)", "True if self else False", Group::Bool, |t, s, args| {
        let a = want(t, args, 1)?;
        Ok(Ref::bool((s.bool.ok_or_else(|| missing(t))?)(t, a[0])?))
    }),
    sd("__int__", "($self, /)", "int(self)", Group::Int, unary_wrap!(int)),
    sd("__float__", "($self, /)", "float(self)", Group::Float, unary_wrap!(float)),
    sd(
        "__index__",
        "($self, /)",
        "Return self converted to an integer, if self is suitable for use as an index into a list.",
        Group::Index,
        unary_wrap!(index),
    ),
    sd(
        "__await__",
        "($self, /)",
        "Return an iterator to be used in await expression.",
        Group::Await,
        unary_wrap!(r#await),
    ),
    sd(
        "__aiter__",
        "($self, /)",
        "Return an awaitable, that resolves in asynchronous iterator.",
        Group::AIter,
        unary_wrap!(aiter),
    ),
    sd(
        "__anext__",
        "($self, /)",
        "Return a value or raise StopAsyncIteration.",
        Group::ANext,
        unary_wrap!(anext),
    ),
    sd(
        "__buffer__",
        "($self, flags, /)",
        "Return a buffer object that exposes the underlying memory of the object.",
        Group::Buffer,
        |t, s, args| {
            let a = want(t, args, 2)?;
            let flags = ops::arg_i64(t, a[1])?;
            (s.buffer.ok_or_else(|| missing(t))?)(t, a[0], flags as u32)
        },
    ),
];

/// Sequence forms: `__add__` and so on of types that have `concat` and `repeat` instead.
static SEQUENCE_DEFS: &[SlotDef] = &[
    sd(
        "__add__",
        "($self, value, /)",
        "Return self+value.",
        Group::Binary(Binary::Add as u8),
        |t, s, args| {
            let a = want(t, args, 2)?;
            (s.concat.ok_or_else(|| missing(t))?)(t, a[0], a[1])
        },
    ),
    sd("__mul__", "($self, value, /)", "Return self*value.", Group::Binary(Binary::Mul as u8), repeat_wrap),
    sd("__rmul__", "($self, value, /)", "Return value*self.", Group::Binary(Binary::Mul as u8), repeat_wrap),
    sd(
        "__iadd__",
        "($self, value, /)",
        "Implement self+=value.",
        Group::InPlace(Binary::Add as u8),
        |t, s, args| {
            let a = want(t, args, 2)?;
            (s.inplace_concat.ok_or_else(|| missing(t))?)(t, a[0], a[1])
        },
    ),
    sd(
        "__imul__",
        "($self, value, /)",
        "Implement self*=value.",
        Group::InPlace(Binary::Mul as u8),
        |t, s, args| {
            let a = want(t, args, 2)?;
            let n = ops::index(t, a[1])?;
            (s.inplace_repeat.ok_or_else(|| missing(t))?)(t, a[0], n.v())
        },
    ),
];

fn repeat_wrap(t: &Thread, s: &Slots, args: Args) -> Res {
    let a = want(t, args, 2)?;
    let n = ops::index(t, a[1])?;
    (s.repeat.ok_or_else(|| missing(t))?)(t, a[0], n.v())
}

fn descr_get_wrap(t: &Thread, s: &Slots, descr: Value, instance: Value, owner: Value) -> Res {
    if instance.is_none() && owner.is_none() {
        return Err(t.type_error("__get__(None, None) is invalid"));
    }
    let instance = if instance.is_none() { Value::UNDEF } else { instance };
    let found;
    let owner = if owner.is_none() {
        found = Ref::new(type_of(instance));
        found.v()
    } else {
        owner
    };
    (s.descr_get.ok_or_else(|| missing(t))?)(t, descr, instance, owner)
}

/// All dunders of all slots.
pub fn all_defs() -> impl Iterator<Item = &'static SlotDef> {
    DEFS.iter().chain(BINARY_DEFS)
}

fn present(group: Group, s: &Slots) -> bool {
    match group {
        Group::Call => s.call.is_some(),
        Group::Repr => s.repr.is_some(),
        Group::Str => s.str.is_some(),
        Group::Hash => s.hash.is_some(),
        Group::Compare => s.compare.is_some(),
        Group::Iter => s.iter.is_some(),
        Group::Next => s.next.is_some(),
        Group::GetAttr => s.getattr.is_some(),
        Group::SetAttr => s.setattr.is_some(),
        Group::DescrGet => s.descr_get.is_some(),
        Group::DescrSet => s.descr_set.is_some(),
        Group::New => s.new.is_some(),
        Group::Init => s.init.is_some(),
        Group::Del => s.del.is_some(),
        Group::Len => s.len.is_some(),
        Group::GetItem => s.getitem.is_some(),
        Group::SetItem => s.setitem.is_some(),
        Group::Contains => s.contains.is_some(),
        Group::Binary(k) => s.binary[k as usize].is_some(),
        Group::InPlace(k) => s.inplace[k as usize].is_some(),
        Group::Neg => s.neg.is_some(),
        Group::Pos => s.pos.is_some(),
        Group::Abs => s.abs.is_some(),
        Group::Invert => s.invert.is_some(),
        Group::Bool => s.bool.is_some(),
        Group::Int => s.int.is_some(),
        Group::Float => s.float.is_some(),
        Group::Index => s.index.is_some(),
        Group::Await => s.r#await.is_some(),
        Group::AIter => s.aiter.is_some(),
        Group::ANext => s.anext.is_some(),
        Group::Buffer => s.buffer.is_some(),
    }
}

/// Puts `wrapper_descriptor`s for a native type's own slots (and `__new__`) into its dict, and `__hash__ = None` where it compares
/// without hashing.
pub fn add_wrappers(t: &Thread, def: &TypeDef, ty: Value, put: &dyn Fn(&str, Ref)) {
    let mut own = Slots::EMPTY;
    (def.slots)(&mut own);
    for d in all_defs() {
        if present(d.group, &own) {
            put(d.name, descr::wrapper(t, ty, d));
        }
    }
    for d in SEQUENCE_DEFS {
        let there = match d.name {
            "__add__" => own.concat.is_some(),
            "__iadd__" => own.inplace_concat.is_some(),
            "__imul__" => own.inplace_repeat.is_some(),
            _ => own.repeat.is_some(),
        };
        if there {
            put(d.name, descr::wrapper(t, ty, d));
        }
    }
    if own.new.is_some() {
        put("__new__", descr::new_wrapper(t, ty));
    }
    if own.compare.is_some() && own.hash.is_none() {
        put("__hash__", Ref::NONE);
    }
}

/// The dunders that a class's own dict may hold, by group.
fn groups() -> impl Iterator<Item = Group> {
    let mut seen: Vec<Group> = vec![Group::New];
    for d in all_defs() {
        if !seen.contains(&d.group) {
            seen.push(d.group);
        }
    }
    seen.into_iter()
}

/// Computes the slots of a class from what lookup finds; the bases' slots are computed already.
pub fn compute(t: &Thread, ty: Value) -> Slots {
    let data = type_data(&ty);
    let mut slots = Slots::EMPTY;
    let base = data.base.get(t, ops::object(ty));
    if let Some(b) = base.payload::<Type>() {
        // What has no dunder of its own comes from the base that gives the layout.
        slots.inherit(b.slots());
        slots.hash = b.slots().hash;
    }
    for group in groups() {
        compute_group(t, ty, group, &mut slots);
    }
    slots
}

/// The dunder of a type, as lookup finds it.
fn dunder(t: &Thread, ty: Value, name: &str) -> Ref {
    let name = t.intern(name);
    lookup(t, ty, name.v())
}

/// If every dunder that is there is a wrapper of the same native type's slot: that type's slots.
fn native_source(t: &Thread, ty: Value, names: &[&str]) -> Option<Slots> {
    let mut source: Option<Value> = None;
    for name in names {
        let found = dunder(t, ty, name);
        if found.is_undef() {
            continue;
        }
        let class = descr::wrapper_class(found.v())?;
        // That of a class which this one does not derive from (`__setitem__ = dict.__setitem__`) checks what it is called with.
        if !crate::typeobj::is_subtype(t, ty, class) {
            return None;
        }
        // The wrapper under another dunder's name (`__add__ = int.__sub__`) is an ordinary callable.
        if descr::wrapper_name(found.v()) != Some(*name) {
            return None;
        }
        match source {
            None => source = Some(class),
            // Of several classes in one MRO the most derived has the whole slot.
            Some(s) if s.is(class) || crate::typeobj::is_subtype(t, s, class) => {}
            Some(s) if crate::typeobj::is_subtype(t, class, s) => source = Some(class),
            Some(_) => return None,
        }
    }
    source.map(|s| *type_data(&s).slots())
}

fn compute_group(t: &Thread, ty: Value, group: Group, slots: &mut Slots) {
    let mut names: Vec<&str> = all_defs().filter(|d| d.group == group).map(|d| d.name).collect();
    match group {
        Group::GetAttr => names.push("__getattr__"),
        Group::New => names.push("__new__"),
        _ => {}
    }
    let any = names.iter().any(|n| !dunder(t, ty, n).is_undef());
    macro_rules! simple {
        ($($g:ident $slot:ident $generic:expr;)*) => {
            match group {
                $(Group::$g => slots.$slot = if !any { None } else {
                    match native_source(t, ty, &names) {
                        Some(native) => native.$slot,
                        None => Some($generic),
                    }
                },)*
                Group::Binary(k) => compute_binary(t, ty, k, any, &names, slots),
                Group::InPlace(k) => {
                    let k = k as usize;
                    let (mut concat, mut repeat) = (None, None);
                    slots.inplace[k] = if !any { None } else {
                        match native_source(t, ty, &names) {
                            Some(native) => {
                                (concat, repeat) = (native.inplace_concat, native.inplace_repeat);
                                native.inplace[k]
                            }
                            None => Some(INPLACE[k]),
                        }
                    };
                    if k == Binary::Add as usize { slots.inplace_concat = concat; }
                    if k == Binary::Mul as usize { slots.inplace_repeat = repeat; }
                }
                Group::Hash => {
                    let found = dunder(t, ty, "__hash__");
                    slots.hash = if found.is_none() || found.is_undef() { None } else {
                        match native_source(t, ty, &names) {
                            Some(native) => native.hash,
                            None => Some(slot_hash),
                        }
                    };
                }
                Group::New => {
                    let found = dunder(t, ty, "__new__");
                    slots.new = match descr::new_wrapper_class(found.v()) {
                        // A native `__new__` makes objects of its own layout only.
                        Some(class) if std::ptr::eq(type_data(&class).vtable, type_data(&ty).vtable) => {
                            type_data(&class).slots().new
                        }
                        _ => Some(slot_new),
                    };
                }
            }
        };
    }
    simple! {
        Call call slot_call;
        Repr repr slot_repr;
        Str str slot_str;
        Compare compare slot_compare;
        Iter iter slot_iter;
        Next next slot_next;
        GetAttr getattr slot_getattr;
        SetAttr setattr slot_setattr;
        DescrGet descr_get slot_descr_get;
        DescrSet descr_set slot_descr_set;
        Init init slot_init;
        Del del slot_del;
        Len len slot_len;
        GetItem getitem slot_getitem;
        SetItem setitem slot_setitem;
        Contains contains slot_contains;
        Neg neg |t, v| required(t, v, name!(t, "__neg__"), &[]);
        Pos pos |t, v| required(t, v, name!(t, "__pos__"), &[]);
        Abs abs |t, v| required(t, v, name!(t, "__abs__"), &[]);
        Invert invert |t, v| required(t, v, name!(t, "__invert__"), &[]);
        Bool bool slot_bool;
        Int int |t, v| required(t, v, name!(t, "__int__"), &[]);
        Float float |t, v| required(t, v, name!(t, "__float__"), &[]);
        Index index |t, v| required(t, v, name!(t, "__index__"), &[]);
        Await r#await |t, v| required(t, v, name!(t, "__await__"), &[]);
        AIter aiter |t, v| required(t, v, name!(t, "__aiter__"), &[]);
        ANext anext |t, v| required(t, v, name!(t, "__anext__"), &[]);
        Buffer buffer |t, v, flags| required(t, v, name!(t, "__buffer__"), &[Value::int32(flags as i32)]);
    }
}

fn compute_binary(t: &Thread, ty: Value, k: u8, any: bool, names: &[&str], slots: &mut Slots) {
    let k = k as usize;
    let (mut concat, mut repeat, mut pow3) = (None, None, None);
    slots.binary[k] = if !any {
        None
    } else {
        match native_source(t, ty, names) {
            Some(native) => {
                (concat, repeat, pow3) = (native.concat, native.repeat, native.pow3);
                native.binary[k]
            }
            None => {
                pow3 = Some(slot_pow3);
                Some(BINARY[k])
            }
        }
    };
    if k == Binary::Add as usize {
        slots.concat = concat;
    }
    if k == Binary::Mul as usize {
        slots.repeat = repeat;
    }
    if k == Binary::Pow as usize {
        slots.pow3 = pow3;
    }
}

/// Calls a dunder that is there (it may have been deleted since: then an AttributeError).
fn required(t: &Thread, v: Value, name: Value, args: &[Value]) -> Res {
    let r = t.deeper(|| call_special(t, v, name, args))?;
    if r.is_undef() { Err(t.no_attribute(v, name)) } else { Ok(r) }
}

/// Calls a dunder; NotImplemented if it is not there.
fn optional(t: &Thread, v: Value, name: Value, args: &[Value]) -> Res {
    let r = t.deeper(|| call_special(t, v, name, args))?;
    if r.is_undef() { Ok(Ref::NOT_IMPLEMENTED) } else { Ok(r) }
}

fn slot_call(t: &Thread, v: Value, args: Args) -> Res {
    let name = name!(t, "__call__");
    let found = lookup(t, type_of(v), name);
    if found.is_undef() {
        return Err(t.type_error(format_args!("'{}' object is not callable", type_name(v))));
    }
    if ops::type_data_of(found.v()).has(crate::typeobj::flags::METHOD_DESCRIPTOR) {
        return ops::call(t, found.v(), Args { all: &args.with_first(v), names: args.names });
    }
    let bound = ops::bind(t, found, v)?;
    ops::call(t, bound.v(), args)
}

fn slot_repr(t: &Thread, v: Value) -> Res {
    required(t, v, name!(t, "__repr__"), &[])
}

fn slot_str(t: &Thread, v: Value) -> Res {
    required(t, v, name!(t, "__str__"), &[])
}

fn slot_hash(t: &Thread, v: Value) -> Res<i64> {
    let name = name!(t, "__hash__");
    let found = lookup(t, type_of(v), name);
    if found.is_undef() || found.is_none() {
        return Err(t.type_error(format_args!("unhashable type: '{}'", type_name(v))));
    }
    let r = required(t, v, name!(t, "__hash__"), &[])?;
    if !int::is_int(r.v()) {
        return Err(t.type_error("__hash__ method should return an integer"));
    }
    let h = match int::to_i64(r.v()) {
        Some(n) => n,
        None => int::hash(r.v()),
    };
    Ok(if h == -1 { -2 } else { h })
}

fn slot_compare(t: &Thread, a: Value, b: Value, op: Compare) -> Res {
    static NAMES: [Name; 6] = [
        Name::new("__lt__"),
        Name::new("__le__"),
        Name::new("__eq__"),
        Name::new("__ne__"),
        Name::new("__gt__"),
        Name::new("__ge__"),
    ];
    optional(t, a, NAMES[op as usize].get(t), &[b])
}

// Never inlined: its address tells what it is.
#[inline(never)]
fn slot_iter(t: &Thread, v: Value) -> Res {
    let name = name!(t, "__iter__");
    let found = lookup(t, type_of(v), name);
    if found.is_none() || found.is_undef() {
        return Err(t.type_error(format_args!("'{}' object is not iterable", type_name(v))));
    }
    required(t, v, name!(t, "__iter__"), &[])
}

fn slot_next(t: &Thread, v: Value) -> Res {
    // A StopIteration stays one: its value may be wanted. `ops::next` makes it the end.
    required(t, v, name!(t, "__next__"), &[])
}

fn slot_getattr(t: &Thread, v: Value, name: Value) -> Res {
    let ty = type_of(v);
    let attribute = name!(t, "__getattribute__");
    let found = lookup(t, ty, attribute);
    let plain =
        descr::wrapper_class(found.v()).is_some_and(|c| attr::is_generic(type_data(&c).slots().getattr));
    let r = if plain {
        match attr::generic_getattr_opt(t, v, name) {
            Ok(r) if r.is_undef() => {
                // No exception needs to be made if there is a `__getattr__`.
                let fallback = name!(t, "__getattr__");
                if lookup(t, ty, fallback).is_undef() {
                    return Err(t.no_attribute(v, name));
                }
                None
            }
            Ok(r) => return Ok(r),
            Err(e) => Some(e),
        }
    } else {
        match required(t, v, name!(t, "__getattribute__"), &[name]) {
            Ok(r) => return Ok(r),
            Err(e) => Some(e),
        }
    };
    match r {
        Some(e) if !e.is(&exc::ATTRIBUTE_ERROR) => Err(e),
        other => {
            let fallback = name!(t, "__getattr__");
            let r = t.deeper(|| call_special(t, v, fallback, &[name]))?;
            match (r.is_undef(), other) {
                (false, _) => Ok(r),
                (true, Some(e)) => Err(e),
                (true, None) => Err(t.no_attribute(v, name)),
            }
        }
    }
}

fn slot_setattr(t: &Thread, v: Value, name: Value, value: Value) -> Res<()> {
    if value.is_undef() {
        required(t, v, name!(t, "__delattr__"), &[name])?;
    } else {
        required(t, v, name!(t, "__setattr__"), &[name, value])?;
    }
    Ok(())
}

fn slot_descr_get(t: &Thread, descr: Value, instance: Value, owner: Value) -> Res {
    let name = name!(t, "__get__");
    if lookup(t, type_of(descr), name).is_undef() {
        return Ok(Ref::new(descr));
    }
    let instance = instance.some().unwrap_or(Value::NONE);
    let owner = owner.some().unwrap_or(Value::NONE);
    required(t, descr, name!(t, "__get__"), &[instance, owner])
}

fn slot_descr_set(t: &Thread, descr: Value, instance: Value, value: Value) -> Res<()> {
    let (name, args) = match value.is_undef() {
        true => (name!(t, "__delete__"), &[instance][..]),
        false => (name!(t, "__set__"), &[instance, value][..]),
    };
    let r = t.deeper(|| call_special(t, descr, name, args))?;
    if r.is_undef() { Err(t.attribute_error(crate::types::str::lossy(name))) } else { Ok(()) }
}

fn slot_new(t: &Thread, cls: Value, args: Args) -> Res {
    let name = name!(t, "__new__");
    let found = lookup(t, cls, name);
    if found.is_undef() {
        return Err(t.type_error(format_args!("cannot create '{}' instances", crate::typeobj::name_of(cls))));
    }
    let bound = match ops::slots_of(found.v()).descr_get {
        Some(get) => get(t, found.v(), Value::UNDEF, cls)?,
        None => found,
    };
    ops::call(t, bound.v(), Args { all: &args.with_first(cls), names: args.names })
}

/// Whether an `init` slot calls a class's `__init__`.
pub fn is_slot_init(f: crate::slots::InitFn) -> bool {
    f as usize == slot_init as *const () as usize
}

// Never inlined: its address tells what a type's `__init__` is.
#[inline(never)]
fn slot_init(t: &Thread, v: Value, args: Args) -> Res<()> {
    let name = name!(t, "__init__");
    let found = lookup(t, type_of(v), name);
    if found.is_undef() {
        return Ok(());
    }
    let r = if ops::type_data_of(found.v()).has(crate::typeobj::flags::METHOD_DESCRIPTOR) {
        ops::call(t, found.v(), Args { all: &args.with_first(v), names: args.names })?
    } else {
        let bound = ops::bind(t, found, v)?;
        ops::call(t, bound.v(), args)?
    };
    if !r.is_none() {
        return Err(t.type_error(format_args!("__init__() should return None, not '{}'", type_name(r.v()))));
    }
    Ok(())
}

fn slot_del(t: &Thread, v: Value) -> Res<()> {
    let name = name!(t, "__del__");
    call_special(t, v, name, &[]).map(drop)
}

fn slot_len(t: &Thread, v: Value) -> Res<usize> {
    let r = required(t, v, name!(t, "__len__"), &[])?;
    let n = ops::index(t, r.v())?;
    if int::is_negative(n.v()) {
        return Err(t.value_error("__len__() should return >= 0"));
    }
    match int::to_i64(n.v()) {
        Some(n) => Ok(n as usize),
        None => Err(t.overflow_error("cannot fit 'int' into an index-sized integer")),
    }
}

/// The function that `v[k]` calls, if its class has a `__getitem__` of its own.
#[inline]
pub fn python_getitem(t: &Thread, v: Value) -> Option<Ref> {
    let f = ops::slots_of(v).getitem?;
    (f as usize == slot_getitem as *const () as usize).then(|| lookup(t, type_of(v), name!(t, "__getitem__")))
}

/// The function that `v[k] = x` calls, if its class has a `__setitem__` of its own.
#[inline]
pub fn python_setitem(t: &Thread, v: Value) -> Option<Ref> {
    let f = ops::slots_of(v).setitem?;
    (f as usize == slot_setitem as *const () as usize).then(|| lookup(t, type_of(v), name!(t, "__setitem__")))
}

/// The function that `iter(v)` calls, if its class has an `__iter__` of its own.
#[inline]
pub fn python_iter(t: &Thread, v: Value) -> Option<Ref> {
    let f = ops::slots_of(v).iter?;
    (f as usize == slot_iter as *const () as usize).then(|| lookup(t, type_of(v), name!(t, "__iter__")))
}

// Never inlined: its address tells what it is.
#[inline(never)]
fn slot_getitem(t: &Thread, v: Value, key: Value) -> Res {
    required(t, v, name!(t, "__getitem__"), &[key])
}

// Never inlined: its address tells what it is.
#[inline(never)]
fn slot_setitem(t: &Thread, v: Value, key: Value, value: Value) -> Res<()> {
    if value.is_undef() {
        required(t, v, name!(t, "__delitem__"), &[key])?;
    } else {
        required(t, v, name!(t, "__setitem__"), &[key, value])?;
    }
    Ok(())
}

fn slot_contains(t: &Thread, v: Value, item: Value) -> Res<bool> {
    let name = name!(t, "__contains__");
    if lookup(t, type_of(v), name).is_none() {
        return Err(t.type_error(format_args!("'{}' object is not a container", type_name(v))));
    }
    let r = required(t, v, name!(t, "__contains__"), &[item])?;
    ops::truth(t, r.v())
}

fn slot_bool(t: &Thread, v: Value) -> Res<bool> {
    let r = required(t, v, name!(t, "__bool__"), &[])?;
    if !r.is_bool() {
        return Err(t.type_error(format_args!("__bool__ should return bool, returned {}", type_name(r.v()))));
    }
    Ok(r.is(Value::TRUE))
}

fn slot_pow3(t: &Thread, a: Value, b: Value, c: Value) -> Res {
    let mine =
        |v: Value| ops::slots_of(v).pow3.is_some_and(|f| f as usize == slot_pow3 as *const () as usize);
    let (name, rname) = (name!(t, "__pow__"), name!(t, "__rpow__"));
    let (left, mut right) = (mine(a), !type_of(a).is(type_of(b)) && mine(b));
    if left {
        if right && crate::typeobj::is_subtype(t, type_of(b), type_of(a)) && overrides(t, a, b, rname) {
            let r = optional(t, b, rname, &[a, c])?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
            right = false;
        }
        let r = optional(t, a, name, &[b, c])?;
        if !r.is_not_implemented() || type_of(a).is(type_of(b)) {
            return Ok(r);
        }
    }
    if right {
        return optional(t, b, rname, &[a, c]);
    }
    Ok(Ref::NOT_IMPLEMENTED)
}

/// Names of operators, of their reflected and of their in-place forms.
static NAMES: [(Name, Name, Name); crate::slots::BINARIES] = [
    (Name::new("__add__"), Name::new("__radd__"), Name::new("__iadd__")),
    (Name::new("__sub__"), Name::new("__rsub__"), Name::new("__isub__")),
    (Name::new("__mul__"), Name::new("__rmul__"), Name::new("__imul__")),
    (Name::new("__matmul__"), Name::new("__rmatmul__"), Name::new("__imatmul__")),
    (Name::new("__truediv__"), Name::new("__rtruediv__"), Name::new("__itruediv__")),
    (Name::new("__mod__"), Name::new("__rmod__"), Name::new("__imod__")),
    (Name::new("__lshift__"), Name::new("__rlshift__"), Name::new("__ilshift__")),
    (Name::new("__rshift__"), Name::new("__rrshift__"), Name::new("__irshift__")),
    (Name::new("__or__"), Name::new("__ror__"), Name::new("__ior__")),
    (Name::new("__xor__"), Name::new("__rxor__"), Name::new("__ixor__")),
    (Name::new("__and__"), Name::new("__rand__"), Name::new("__iand__")),
    (Name::new("__floordiv__"), Name::new("__rfloordiv__"), Name::new("__ifloordiv__")),
    (Name::new("__divmod__"), Name::new("__rdivmod__"), Name::new("")),
    (Name::new("__pow__"), Name::new("__rpow__"), Name::new("__ipow__")),
];

/// An operator with a class on at least one side. It is called once if both sides have this very function, so it does the whole
/// protocol; else it is asked for the side that has it.
fn slot_binary<const K: usize>(t: &Thread, a: Value, b: Value) -> Res {
    let (name, rname) = (NAMES[K].0.get(t), NAMES[K].1.get(t));
    let mine = |v: Value| {
        ops::slots_of(v).binary[K].is_some_and(|f| f as usize == slot_binary::<K> as *const () as usize)
    };
    let (left, right) = (mine(a), !type_of(a).is(type_of(b)) && mine(b));
    if left {
        if right && crate::typeobj::is_subtype(t, type_of(b), type_of(a)) && overrides(t, a, b, rname) {
            let r = optional(t, b, rname, &[a])?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
            return optional(t, a, name, &[b]);
        }
        let r = optional(t, a, name, &[b])?;
        if !r.is_not_implemented() || type_of(a).is(type_of(b)) {
            return Ok(r);
        }
    }
    if right {
        return optional(t, b, rname, &[a]);
    }
    Ok(Ref::NOT_IMPLEMENTED)
}

/// Whether the type of `b` has another `name` than the type of `a`.
fn overrides(t: &Thread, a: Value, b: Value, name: Value) -> bool {
    let theirs = lookup(t, type_of(b), name);
    !theirs.is_undef() && !theirs.is(lookup(t, type_of(a), name).v())
}

fn slot_inplace<const K: usize>(t: &Thread, a: Value, b: Value) -> Res {
    optional(t, a, NAMES[K].2.get(t), &[b])
}

macro_rules! each_binary {
    ($f:ident) => {
        [
            $f::<0>, $f::<1>, $f::<2>, $f::<3>, $f::<4>, $f::<5>, $f::<6>, $f::<7>, $f::<8>, $f::<9>,
            $f::<10>, $f::<11>, $f::<12>, $f::<13>,
        ]
    };
}

static BINARY: [crate::slots::BinaryFn; crate::slots::BINARIES] = each_binary!(slot_binary);
static INPLACE: [crate::slots::BinaryFn; crate::slots::BINARIES] = each_binary!(slot_inplace);

/// Whether a name is a dunder that slots depend on.
pub fn concerns_slots(name: Value) -> bool {
    let text = str::lossy(name);
    text.starts_with("__")
        && text.ends_with("__")
        && (text == "__new__" || text == "__getattr__" || all_defs().any(|d| d.name == text))
}

/// After a dunder of a class changed: computes its slots and those of its subclasses again.
pub fn update(t: &Thread, ty: Value) {
    let mut todo = vec![Ref::new(ty)];
    while let Some(ty) = todo.pop() {
        let data = type_data(&ty);
        loop {
            // Acquire: pairs with the Release in `typeobj::invalidate`, as the one below does.
            let version = data.version.load(Acquire);
            let slots = compute(t, ty.v());
            data.set_slots(t, slots);
            // Of two threads the one that publishes last has read from the other's swap, and so sees what the other changed before.
            if data.version.load(Acquire) == version {
                break;
            }
        }
        todo.extend(crate::typeobj::subclasses(t, ty.v()));
    }
}
