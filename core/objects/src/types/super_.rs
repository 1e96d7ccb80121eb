//! `super`: attributes of the classes that follow one class in the MRO of an object's class.

use crate::attr;
use crate::error::Res;
use crate::name;
use crate::names::Hook;
use crate::native::Args;
use crate::ops::{self, type_name, type_of};
use crate::payload::Payload;
use crate::refs::{Ref, Slot};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, Type, TypeDef, flags, getset, is_subtype, mro, name_of, type_data};
use crate::types::type_::is_type;
use crate::types::type_attrs::read_only;
use crate::types::{dict, str, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::Ordering::Relaxed;

/// A super object's payload. UNDEF before `__init__`.
pub struct Super {
    /// `__thisclass__`
    class: Slot,
    /// `__self__`
    this: Slot,
    /// `__self_class__`
    this_class: Slot,
}
crate::payload!(Super { class, this, this_class });

macro_rules! member {
    ($field:ident) => {
        |t, v| {
            let found = v.expect::<Super>().$field.get(t, ops::object(v));
            Ok(found.some().unwrap_or(Ref::NONE))
        }
    };
}

/// `super`
pub static SUPER: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    getset: &[
        getset("__thisclass__", member!(class), read_only),
        getset("__self__", member!(this), read_only),
        getset("__self_class__", member!(this_class), read_only),
    ],
    doc: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> \
          bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires \
          issubclass(type2, type)\nTypical use to call a cooperative superclass method:\nclass C(B):\n    def meth(self, \
          arg):\n        super().meth(arg)\nThis works for class methods too:\nclass C(B):\n    @classmethod\n    def \
          cmeth(cls, arg):\n        super().cmeth(arg)\n",
    ..TypeDef::new("super", Super::vtable, slots)
});

/// A class and an object.
pub type Arguments = (Ref, Ref);

/// What `super()` without arguments is about.
static ARGUMENTS: Hook<fn(&Thread) -> Res<Arguments>> = Hook::new();

/// Sets how the class and the first argument of the running Python frame are found, for `super()`.
pub fn set_super_args(f: fn(&Thread) -> Res<Arguments>) {
    ARGUMENTS.set(f);
}

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| {
        let empty = Super { class: Slot::undef(), this: Slot::undef(), this_class: Slot::undef() };
        Ok(t.alloc(type_data(&cls).first_shape.load(Relaxed), empty))
    });
    s.init = Some(init);
    s.getattr = Some(|t, v, name| {
        let (s, o) = (v.expect::<Super>(), ops::object(v));
        let this_class = s.this_class.get(t, o);
        if this_class.is_undef() || str::equals(name, "__class__") {
            return attr::generic_getattr(t, v, name);
        }
        let (class, this) = (s.class.get(t, o), s.this.get(t, o));
        let found = find(t, class.v(), this.v(), this_class.v(), name)?;
        if found.is_undef() { attr::generic_getattr(t, v, name) } else { Ok(found) }
    });
    s.descr_get = Some(|t, v, instance, _| {
        let (s, o) = (v.expect::<Super>(), ops::object(v));
        if instance.is_undef() || !s.this.get(t, o).is_undef() {
            return Ok(Ref::new(v));
        }
        let class = s.class.get(t, o);
        if !SUPER.is_exact(v) {
            return ops::call_pos(t, type_of(v), &[class.v(), instance]);
        }
        let this_class = check(t, class.v(), instance)?;
        let bound = Super {
            class: Slot::new(class),
            this: Slot::new(Ref::new(instance)),
            this_class: Slot::new(this_class),
        };
        Ok(t.alloc(SUPER.shape(), bound))
    });
    s.repr = Some(|t, v| {
        let (s, o) = (v.expect::<Super>(), ops::object(v));
        let (class, this_class) = (s.class.get(t, o), s.this_class.get(t, o));
        let class = if class.is_undef() { "NULL".to_string() } else { name_of(class.v()) };
        Ok(t.str(&if this_class.is_undef() {
            format!("<super: <class '{class}'>, NULL>")
        } else {
            format!("<super: <class '{class}'>, <{} object>>", name_of(this_class.v()))
        }))
    });
}

/// The method `name` of `callable()`, and what it is called with first, or UNDEF: without a super object where `callable` is `super`.
pub fn load_method_of(t: &Thread, callable: Value, name: Value) -> Res<(Ref, Ref)> {
    if callable.is(SUPER.get())
        && let Some(arguments) = ARGUMENTS.get()
    {
        let (class, this) = arguments(t)?;
        if !this.is_none() {
            let (f, unbound) = load_method(t, class.v(), this.v(), name)?;
            return Ok((f, if unbound { this } else { Ref::UNDEF }));
        }
    }
    let made = ops::call_pos(t, callable, &[])?;
    let (f, unbound) = attr::load_method(t, made.v(), name)?;
    Ok((f, if unbound { made } else { Ref::UNDEF }))
}

fn init(t: &Thread, v: Value, args: Args) -> Res<()> {
    if !args.names.is_empty() {
        return Err(t.type_error("super() takes no keyword arguments"));
    }
    let (class, this) = match args.all {
        [] => match ARGUMENTS.get() {
            Some(f) => f(t)?,
            None => return Err(t.runtime_error("super(): no current frame")),
        },
        [class] => (Ref::new(*class), Ref::NONE),
        [class, this] => (Ref::new(*class), Ref::new(*this)),
        more => {
            return Err(
                t.type_error(format_args!("super() expected at most 2 arguments, got {}", more.len()))
            );
        }
    };
    if !is_type(class.v()) {
        return Err(
            t.type_error(format_args!("super() argument 1 must be a type, not {}", type_name(class.v())))
        );
    }
    let (this, this_class) = if this.is_none() {
        (Ref::UNDEF, Ref::UNDEF)
    } else {
        let this_class = check(t, class.v(), this.v())?;
        (this, this_class)
    };
    let (s, o) = (v.expect::<Super>(), ops::object(v));
    s.class.set(t, o, class);
    s.this.set(t, o, this);
    s.this_class.set(t, o, this_class);
    Ok(())
}

/// The class whose MRO is searched for `super(class, this)`.
fn check(t: &Thread, class: Value, this: Value) -> Res {
    if is_type(this) && is_subtype(t, this, class) {
        return Ok(Ref::new(this));
    }
    if is_subtype(t, type_of(this), class) {
        return Ok(Ref::new(type_of(this)));
    }
    let said = ops::getattr_opt(t, this, name!(t, "__class__"))?;
    if is_type(said.v()) && !said.is(type_of(this)) && is_subtype(t, said.v(), class) {
        return Ok(said);
    }
    let (kind, shown) =
        if is_type(this) { ("type", name_of(this)) } else { ("instance of", type_name(this)) };
    Err(t.type_error(format_args!(
        "super(type, obj): obj ({kind} {shown}) is not an instance or subtype of type ({}).",
        name_of(class)
    )))
}

/// The entry `name` of the classes after `class` in the MRO of `this_class`, unbound; UNDEF if there is none.
fn find_unbound(t: &Thread, class: Value, this_class: Value, name: Value) -> Ref {
    let mro = mro(t, this_class);
    let Some(items) = tuple::try_items(&mro) else { return Ref::UNDEF };
    let after = items.iter().position(|c| c.is(class)).map_or(items.len(), |k| k + 1);
    for base in &items[after..] {
        if let Some(data) = base.payload::<Type>() {
            let found = dict::get_str(t, data.dict.v(), name);
            if !found.is_undef() {
                return found;
            }
        }
    }
    Ref::UNDEF
}

fn find(t: &Thread, class: Value, this: Value, this_class: Value, name: Value) -> Res {
    let found = find_unbound(t, class, this_class, name);
    if found.is_undef() {
        return Ok(found);
    }
    match ops::slots_of(found.v()).descr_get {
        // Through a class the attribute is read as the class reads it.
        Some(get) => get(t, found.v(), if this.is(this_class) { Value::UNDEF } else { this }, this_class),
        None => Ok(found),
    }
}

/// `super(class, this).name` without making the super object; `name` is interned.
pub fn load_attr(t: &Thread, class: Value, this: Value, name: Value) -> Res {
    if !is_type(class) || str::equals(name, "__class__") {
        let s = ops::call_pos(t, SUPER.get(), &[class, this])?;
        return ops::getattr(t, s.v(), name);
    }
    let this_class = check(t, class, this)?;
    let found = find(t, class, this, this_class.v(), name)?;
    if !found.is_undef() {
        return Ok(found);
    }
    let s = ops::call_pos(t, SUPER.get(), &[class, this])?;
    attr::generic_getattr(t, s.v(), name)
}

/// The function and receiver of the method call `super(class, this).name(...)`: `(function, true)` to be called with `this`
/// first, `(callable, false)` without.
pub fn load_method(t: &Thread, class: Value, this: Value, name: Value) -> Res<(Ref, bool)> {
    if is_type(class) && !is_type(this) && is_subtype(t, type_of(this), class) {
        let found = find_unbound(t, class, type_of(this), name);
        if !found.is_undef() && ops::type_data_of(found.v()).has(flags::METHOD_DESCRIPTOR) {
            return Ok((found, true));
        }
    }
    Ok((load_attr(t, class, this, name)?, false))
}
