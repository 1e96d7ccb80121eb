//! `module`: a namespace.
//!
//! A module's dict is in its payload, where natives find it, and is its instance dict as well: the object is in dict mode from the
//! start. Must never know how modules are found or run.

use crate::attr;
use crate::error::{Raised, Res};
use crate::native::{Args, Signature, def_doc};
use crate::ops::{self, type_name};
use crate::payload::Payload;
use crate::refs::{Ref, Slot};
use crate::shape::{dict_word, shape_of};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, flags, getset, type_data};
use crate::types::{dict, exceptions as exc, list, str};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};

/// A module's payload.
pub struct Module {
    /// `__dict__`
    pub dict: Slot,
}
crate::payload!(Module { dict });

/// The type `module`.
pub static MODULE: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::WEAKREF,
    methods: &[def_doc(
        "__dir__($self, /)",
        |t, a| {
            let shown = ops::getattr(t, a[0], t.intern("__dict__").v())?;
            if !dict::is_dict(shown.v()) {
                return Err(t.type_error("<module>.__dict__ is not a dictionary"));
            }
            let d = dict_of(t, a[0]);
            let custom = dict::get_str(t, d.v(), t.intern("__dir__").v());
            if !custom.is_undef() {
                return ops::call_pos(t, custom.v(), &[]);
            }
            Ok(list::from_refs(t, dict::keys(t, d.v())))
        },
        "__dir__() -> list\nspecialized dir() implementation",
    )],
    getset: GETSET,
    doc: "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
    ..TypeDef::new("module", Module::vtable, slots)
});

/// The attributes that every new module has, besides `__name__`.
const OTHERS: [&str; 4] = ["__doc__", "__package__", "__loader__", "__spec__"];

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| Ok(with_dict(t, type_data(&cls).first_shape.load(Relaxed), dict::new(t))));
    s.init = Some(|t, v, args: Args| {
        let all = args.with_first(v);
        Signature::parse("module($self, name, doc=None)")
            .call(t, init, Args { all: &all, names: args.names })
            .map(drop)
    });
    s.getattr = Some(getattr);
    s.repr = Some(repr);
}

fn init(t: &Thread, a: &[Value]) -> Res {
    if !str::is_str(a[1]) {
        return Err(
            t.type_error(format_args!("module() argument 'name' must be str, not {}", type_name(a[1])))
        );
    }
    fill(t, dict_of(t, a[0]).v(), a[1], a[2].some().unwrap_or(Value::NONE));
    Ok(Ref::NONE)
}

fn fill(t: &Thread, d: Value, name: Value, doc: Value) {
    dict::set_str(t, d, t.intern("__name__").v(), name);
    for key in OTHERS {
        let value = if key == "__doc__" { doc } else { Value::NONE };
        dict::set_str(t, d, t.intern(key).v(), value);
    }
}

fn with_dict(t: &Thread, shape: u32, d: Ref) -> Ref {
    let m = t.alloc(shape, Module { dict: Slot::new(d.clone()) });
    let o = m.obj();
    if let Some(word) = dict_word(o, shape_of(o)) {
        word.init(d);
    }
    m
}

/// A new module with a dict that holds its name.
pub fn new(t: &Thread, name: &str) -> Ref {
    let m = with_dict(t, MODULE.shape(), dict::new(t));
    fill(t, dict_of(t, m.v()).v(), t.intern(name).v(), Value::NONE);
    m
}

/// Whether `v` is a module.
pub fn is_module(v: Value) -> bool {
    v.payload::<Module>().is_some()
}

/// The dict of a module.
///
/// # Panics
/// If `v` is no module.
pub fn dict_of(t: &Thread, v: Value) -> Ref {
    v.expect::<Module>().dict.get(t, ops::object(v))
}

fn entry(t: &Thread, m: Value, name: &str) -> Ref {
    dict::get_str(t, dict_of(t, m).v(), t.intern(name).v())
}

fn getattr(t: &Thread, m: Value, name: Value) -> Res {
    let found = attr::generic_getattr_opt(t, m, name)?;
    if !found.is_undef() {
        return Ok(found);
    }
    let fallback = entry(t, m, "__getattr__");
    if !fallback.is_undef() {
        return ops::call_pos(t, fallback.v(), &[name]);
    }
    let raised = no_attribute(t, m, name)?;
    exc::set_attribute_context(t, raised.0.v(), m, name);
    Err(raised)
}

/// What is known about a module's file that hides another module.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shadowing {
    /// It hides nothing.
    No,
    /// It lies where scripts lie, before the places of libraries.
    Possibly,
    /// And it is called like a module of the standard library.
    Stdlib,
}

/// `(thread, name, origin)`: both are strs.
pub type ShadowCheck = fn(&Thread, Value, Value) -> Shadowing;

static SHADOW_CHECK: AtomicUsize = AtomicUsize::new(0);

/// Says how a module that hides another is told, for hints. Called once, by the module `sys`.
pub fn set_shadow_check(check: ShadowCheck) {
    SHADOW_CHECK.store(check as usize, Release);
}

fn shadowing(t: &Thread, name: Value, origin: Value) -> Shadowing {
    match SHADOW_CHECK.load(Acquire) {
        0 => Shadowing::No,
        // SAFETY: `set_shadow_check` stored a function of this type.
        p => (unsafe { std::mem::transmute::<usize, ShadowCheck>(p) })(t, name, origin),
    }
}

/// The file that a module spec names; UNDEF if it names none.
pub fn origin_of_spec(t: &Thread, spec: Value) -> Res {
    let has = ops::getattr_opt(t, spec, t.intern("has_location").v())?;
    if has.is_undef() || !ops::truth(t, has.v())? {
        return Ok(Ref::UNDEF);
    }
    let origin = ops::getattr_opt(t, spec, t.intern("origin").v())?;
    Ok(if str::is_str(origin.v()) { origin } else { Ref::UNDEF })
}

/// Whether a module with this spec (UNDEF: none) is being run right now.
pub fn is_initialising(t: &Thread, spec: Value) -> Res<bool> {
    if spec.is_none_or_undef() {
        return Ok(false);
    }
    let flag = ops::getattr_opt(t, spec, t.intern("_initializing").v())?;
    if flag.is_undef() { Ok(false) } else { ops::truth(t, flag.v()) }
}

fn is_uninitialised_submodule(t: &Thread, spec: Value, name: Value) -> Res<bool> {
    if spec.is_none_or_undef() {
        return Ok(false);
    }
    let all = ops::getattr_opt(t, spec, t.intern("_uninitialized_submodules").v())?;
    if all.is_undef() { Ok(false) } else { ops::contains(t, all.v(), name) }
}

fn no_attribute(t: &Thread, m: Value, name: Value) -> Res<Raised> {
    let (attribute, module) = (str::lossy(name), entry(t, m, "__name__"));
    if !str::is_str(module.v()) {
        return Ok(t.attribute_error(format_args!("module has no attribute '{attribute}'")));
    }
    let text = str::lossy(module.v());
    let plain = format!("module '{text}' has no attribute '{attribute}'");
    let spec = entry(t, m, "__spec__");
    if spec.is_none() || spec.is_undef() {
        return Ok(t.attribute_error(plain));
    }
    let origin = origin_of_spec(t, spec.v())?;
    let shadowing = if origin.is_undef() { Shadowing::No } else { shadowing(t, module.v(), origin.v()) };
    if shadowing == Shadowing::Stdlib {
        return Ok(t.attribute_error(format_args!(
            "{plain} (consider renaming '{0}' since it has the same name as the standard library module named '{text}' and \
             prevents importing that standard library module)",
            str::lossy(origin.v())
        )));
    }
    if is_initialising(t, spec.v())? {
        return Ok(t.attribute_error(match (shadowing, origin.is_undef()) {
            (Shadowing::Possibly, _) => format!(
                "{plain} (consider renaming '{}' if it has the same name as a library you intended to import)",
                str::lossy(origin.v())
            ),
            (_, false) => format!(
                "partially initialized module '{text}' from '{}' has no attribute '{attribute}' (most likely due to a \
                 circular import)",
                str::lossy(origin.v())
            ),
            (_, true) => format!(
                "partially initialized module '{text}' has no attribute '{attribute}' (most likely due to a circular import)"
            ),
        }));
    }
    if is_uninitialised_submodule(t, spec.v(), name)? {
        return Ok(t.attribute_error(format_args!(
            "cannot access submodule '{attribute}' of module '{text}' (most likely due to a circular import)"
        )));
    }
    Ok(t.attribute_error(plain))
}

fn repr(t: &Thread, m: Value) -> Res {
    let text = |v: &Ref| ops::repr_text(t, v.v());
    let spec = entry(t, m, "__spec__");
    if !spec.is_undef() && ops::truth(t, spec.v())? {
        return repr_from_spec(t, spec.v());
    }
    let name = entry(t, m, "__name__").some().unwrap_or_else(|| t.intern("?"));
    let (file, loader) = (entry(t, m, "__file__"), entry(t, m, "__loader__"));
    let name = text(&name)?;
    Ok(t.str(&if !file.is_undef() {
        format!("<module {name} from {}>", text(&file)?)
    } else if loader.is_none() || loader.is_undef() {
        format!("<module {name}>")
    } else {
        format!("<module {name} ({})>", text(&loader)?)
    }))
}

fn repr_from_spec(t: &Thread, spec: Value) -> Res {
    let field = |name: &str| ops::getattr_str(t, spec, name);
    let name = field("name")?;
    let name = if name.is_none() { t.intern("?") } else { name };
    let name = ops::repr_text(t, name.v())?;
    let origin = field("origin")?;
    if origin.is_none() {
        let loader = field("loader")?;
        if loader.is_none() {
            return Ok(t.str(&format!("<module {name}>")));
        }
        if type_name(loader.v()) == "NamespaceLoader" {
            let path = ops::getattr_str(t, loader.v(), "_path")?;
            let path = list::from_refs(t, ops::collect(t, path.v())?);
            return Ok(t.str(&format!("<module {name} (namespace) from {}>", ops::repr_text(t, path.v())?)));
        }
        return Ok(t.str(&format!("<module {name} ({})>", ops::repr_text(t, loader.v())?)));
    }
    let located = field("has_location")?;
    Ok(t.str(&if ops::truth(t, located.v())? {
        format!("<module {name} from {}>", ops::repr_text(t, origin.v())?)
    } else {
        format!("<module {name} ({})>", ops::str_text(t, origin.v())?)
    }))
}

const GETSET: &[GetSet] = &[
    getset("__dict__", |t, m| Ok(dict_of(t, m)), |t, _, _| Err(t.attribute_error("readonly attribute"))),
    getset("__annotations__", annotations, set_annotations),
    getset("__annotate__", annotate, set_annotate),
];

fn annotations(t: &Thread, m: Value) -> Res {
    let (d, key) = (dict_of(t, m), t.intern("__annotations__"));
    let found = dict::get_str(t, d.v(), key.v());
    if !found.is_undef() {
        return Ok(found);
    }
    let initialising = is_initialising(t, entry(t, m, "__spec__").v())?;
    let function = entry(t, m, "__annotate__");
    let made = if !function.is_undef() && ops::is_callable(function.v()) {
        let made = ops::call_pos(t, function.v(), &[Value::int32(1)])?;
        if !dict::is_dict(made.v()) {
            return Err(t.type_error(format_args!(
                "__annotate__ returned non-dict of type '{}'",
                type_name(made.v())
            )));
        }
        made
    } else {
        dict::new(t)
    };
    // While the module is still being run, more annotations may come.
    if !initialising {
        dict::set_str(t, d.v(), key.v(), made.v());
    }
    Ok(made)
}

fn set_annotations(t: &Thread, m: Value, new: Value) -> Res<()> {
    let (d, key) = (dict_of(t, m), t.intern("__annotations__"));
    if new.is_undef() {
        if dict::remove(t, d.v(), key.v())?.is_undef() {
            return Err(t.attribute_error("__annotations__"));
        }
    } else {
        dict::set(t, d.v(), key.v(), new)?;
    }
    drop(dict::remove(t, d.v(), t.intern("__annotate__").v())?);
    Ok(())
}

fn annotate(t: &Thread, m: Value) -> Res {
    let (d, key) = (dict_of(t, m), t.intern("__annotate__"));
    dict::set_default(t, d.v(), key.v(), Value::NONE)
}

fn set_annotate(t: &Thread, m: Value, new: Value) -> Res<()> {
    if new.is_undef() {
        return Err(t.type_error("cannot delete __annotate__ attribute"));
    }
    if !new.is_none() && !ops::is_callable(new) {
        return Err(t.type_error("__annotate__ must be callable or None"));
    }
    let d = dict_of(t, m);
    dict::set(t, d.v(), t.intern("__annotate__").v(), new)?;
    if !new.is_none() {
        drop(dict::remove(t, d.v(), t.intern("__annotations__").v())?);
    }
    Ok(())
}
