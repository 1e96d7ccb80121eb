//! `FrameLocalsProxy`: `f_locals` of a function's frame. What is read and written through it are the variables themselves (PEP 667).
//!
//! A variable that is set while its frame runs keeps its old value alive until the frame ends: an instruction may be using it.
//!
//! Must never know where registers are.

use crate::frameobj::{FRAME, FrameObject, with_registers};
use crate::variables::{self, Place, Variable};
use heddle_objects::native::{Args, Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::{Binary, Compare, Slots};
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::code::CodeObject as Code;
use heddle_objects::types::{cell, dict, exceptions as exc, list, tuple};
use heddle_objects::{Fixed, Ref, Res, Thread, Value, ops};

/// A proxy's payload.
pub struct Proxy {
    frame: Fixed,
}
heddle_objects::payload!(Proxy { frame });

/// `FrameLocalsProxy`
pub static PROXY: NativeType = NativeType::new(TypeDef {
    flags: flags::MAPPING,
    methods: METHODS,
    ..TypeDef::new("FrameLocalsProxy", Proxy::vtable, slots)
});

/// Stands for "nothing" in the saved variables of a frame.
pub static NOTHING: NativeType =
    NativeType::new(TypeDef { ..TypeDef::new("nothing", Proxy::vtable, |_: &mut Slots| {}) });

/// The proxy of a frame object.
pub fn new(t: &Thread, frame: Value) -> Ref {
    t.alloc(PROXY.shape(), Proxy { frame: Fixed::new(Ref::new(frame)) })
}

fn frame(v: Value) -> Value {
    v.expect::<Proxy>().frame.v()
}

fn find(t: &Thread, f: Value, name: Value) -> Option<(usize, Variable)> {
    let code = f.expect::<FrameObject>().code.v();
    variables::find(t, code.expect::<Code>(), name)
}

/// What the register or cell of a variable holds.
fn held(t: &Thread, f: Value, index: usize, variable: &Variable) -> Ref {
    let data = f.expect::<FrameObject>();
    match variable.place {
        Place::Free(k) => variables::free(t, data.func.v(), k),
        Place::Register(k) => {
            let found = with_registers(t, f, |regs| regs.get(k).map_or(Ref::UNDEF, |v| Ref::new(*v)));
            found.unwrap_or_else(|| {
                let saved = data.locals.get(t, ops::object(f));
                if saved.is_undef() {
                    return Ref::UNDEF;
                }
                list::snapshot(t, saved.v()).into_iter().nth(index).unwrap_or(Ref::UNDEF)
            })
        }
    }
}

fn extra(t: &Thread, f: Value, make: bool) -> Ref {
    let slot = &f.expect::<FrameObject>().extra;
    if make { made_once(t, slot, f, dict::new) } else { slot.get(t, ops::object(f)) }
}

/// What a slot of the frame object `f` holds; if nothing, what `make` makes is put there, by one thread.
fn made_once(t: &Thread, slot: &heddle_objects::Slot, f: Value, make: impl FnOnce(&Thread) -> Ref) -> Ref {
    let o = ops::object(f);
    let found = slot.get(t, o);
    if !found.is_undef() {
        return found;
    }
    let new = make(t);
    let faster = {
        let _lock = o.lock().lock(&t.m);
        if slot.peek().is_undef() {
            let _nothing = slot.swap_locked(new.clone());
            None
        } else {
            Some(slot.get_locked(t))
        }
    };
    // If another thread was faster, `new` goes now that the lock is free.
    faster.unwrap_or(new)
}

/// The value of a name, UNDEF if it has none.
fn get(t: &Thread, v: Value, name: Value) -> Res {
    let f = frame(v);
    if let Some((index, variable)) = find(t, f, name) {
        let held = held(t, f, index, &variable);
        let value = variables::inside(t, &variable, held);
        if !value.is_undef() {
            return Ok(value);
        }
    }
    match extra(t, f, false) {
        d if d.is_undef() => {
            ops::hash(t, name)?;
            Ok(Ref::UNDEF)
        }
        d => dict::get(t, d.v(), name),
    }
}

fn set(t: &Thread, v: Value, name: Value, value: Value) -> Res<()> {
    let f = frame(v);
    let Some((index, variable)) = find(t, f, name) else {
        if value.is_undef() {
            let d = extra(t, f, false);
            if d.is_undef() || dict::remove(t, d.v(), name)?.is_undef() {
                return Err(t.error_args(&exc::KEY_ERROR, &[name]));
            }
            return Ok(());
        }
        return dict::set(t, extra(t, f, true).v(), name, value);
    };
    if value.is_undef() {
        return Err(t.value_error("cannot remove local variables from FrameLocalsProxy"));
    }
    let now = held(t, f, index, &variable);
    if variable.shared && cell::is_cell(now.v()) {
        cell::set(t, now.v(), Ref::new(value));
        return Ok(());
    }
    let Place::Register(k) = variable.place else { return Ok(()) };
    let data = f.expect::<FrameObject>();
    let new = Ref::new(value).into_value();
    let old = with_registers(t, f, |regs| std::mem::replace(&mut regs[k], new));
    match old {
        Some(old) => {
            // SAFETY: the register owned it.
            let old = unsafe { Ref::own(old) };
            if old.is_obj() {
                let kept = made_once(t, &data.kept, f, |t| list::from_refs(t, vec![]));
                list::append(t, kept.v(), old);
            }
        }
        None => {
            // SAFETY: nobody took it.
            let new = unsafe { Ref::own(new) };
            let saved = data.locals.get(t, ops::object(f));
            if !saved.is_undef() {
                ops::setitem(t, saved.v(), t.int(index as i64).v(), new.v())?;
            }
        }
    }
    Ok(())
}

fn items(t: &Thread, v: Value) -> Vec<(Ref, Ref)> {
    let f = frame(v);
    let code = f.expect::<FrameObject>().code.v();
    let mut found = vec![];
    for (index, variable) in variables::all(t, code.expect::<Code>()).into_iter().enumerate() {
        let held = held(t, f, index, &variable);
        let value = variables::inside(t, &variable, held);
        if !value.is_undef() {
            found.push((variable.name, value));
        }
    }
    let d = extra(t, f, false);
    if !d.is_undef() {
        found.extend(dict::items(t, d.v()));
    }
    found
}

fn keys(t: &Thread, v: Value) -> Ref {
    list::from_refs(t, items(t, v).into_iter().map(|(k, _)| k).collect())
}

fn to_dict(t: &Thread, v: Value) -> Res {
    let d = dict::new(t);
    for (k, value) in items(t, v) {
        dict::set(t, d.v(), k.v(), value.v())?;
    }
    Ok(d)
}

fn update(t: &Thread, v: Value, other: Value) -> Res<()> {
    let d = dict::new(t);
    drop(ops::call_method(t, d.v(), "update", &[other])?);
    for (k, value) in dict::items(t, d.v()) {
        set(t, v, k.v(), value.v())?;
    }
    Ok(())
}

/// `update` and `|=` refuse what is no mapping.
fn is_mapping(v: Value) -> bool {
    dict::is_dict(v) || PROXY.is_exact(v)
}

fn pop(t: &Thread, a: &[Value]) -> Res {
    let f = frame(a[0]);
    if find(t, f, a[1]).is_some() {
        return Err(t.value_error("cannot remove local variables from FrameLocalsProxy"));
    }
    let d = extra(t, f, false);
    let found = if d.is_undef() { Ref::UNDEF } else { dict::remove(t, d.v(), a[1])? };
    if !found.is_undef() {
        return Ok(found);
    }
    if a[2].is_undef() { Err(t.error_args(&exc::KEY_ERROR, &[a[1]])) } else { Ok(Ref::new(a[2])) }
}

const METHODS: &[Def] = &[
    def("__reversed__($self, /)", |t, a| {
        let mut names: Vec<Ref> = items(t, a[0]).into_iter().map(|(k, _)| k).collect();
        names.reverse();
        ops::iter(t, list::from_refs(t, names).v())
    }),
    def("copy($self, /)", |t, a| to_dict(t, a[0])),
    def("keys($self, /)", |t, a| Ok(keys(t, a[0]))),
    def("values($self, /)", |t, a| {
        Ok(list::from_refs(t, items(t, a[0]).into_iter().map(|(_, v)| v).collect()))
    }),
    def("items($self, /)", |t, a| {
        let pairs = items(t, a[0]).into_iter().map(|(k, v)| tuple::from_refs(t, vec![k, v])).collect();
        Ok(list::from_refs(t, pairs))
    }),
    def("update($self, other, /)", |t, a| {
        update(t, a[0], a[1])?;
        Ok(Ref::NONE)
    }),
    def("get($self, key, default=None, /)", |t, a| {
        let found = get(t, a[0], a[1])?;
        Ok(found.some().unwrap_or_else(|| Ref::new(a[2].some().unwrap_or(Value::NONE))))
    }),
    def("pop($self, key, default=None, /)", pop),
    def("setdefault($self, key, default=None, /)", |t, a| {
        let found = get(t, a[0], a[1])?;
        if !found.is_undef() {
            return Ok(found);
        }
        let default = a[2].some().unwrap_or(Value::NONE);
        set(t, a[0], a[1], default)?;
        Ok(Ref::new(default))
    }),
];

fn slots(s: &mut Slots) {
    s.new = Some(|t, _, args: Args| match args.positional() {
        [f] if FRAME.is_exact(*f) => Ok(new(t, *f)),
        [f] => Err(t.type_error(format_args!("expect frame, not {}", ops::type_name(*f)))),
        more => Err(t.type_error(format_args!("FrameLocalsProxy expected 1 argument, got {}", more.len()))),
    });
    s.len = Some(|t, v| Ok(items(t, v).len()));
    s.getitem = Some(|t, v, name| {
        let found = get(t, v, name)?;
        if !found.is_undef() {
            return Ok(found);
        }
        if find(t, frame(v), name).is_some() {
            let text = format!("local variable '{}' is not defined", ops::str_text(t, name)?);
            return Err(t.error(&exc::KEY_ERROR, text));
        }
        Err(t.error_args(&exc::KEY_ERROR, &[name]))
    });
    s.setitem = Some(set);
    s.contains = Some(|t, v, name| Ok(!get(t, v, name)?.is_undef()));
    s.iter = Some(|t, v| ops::iter(t, keys(t, v).v()));
    s.repr = Some(|t, v| {
        if !t.repr_enter(v) {
            return Ok(t.intern("{...}"));
        }
        let r = to_dict(t, v).and_then(|d| ops::repr(t, d.v()));
        t.repr_leave(v);
        r
    });
    s.compare = Some(|t, a, b, op| {
        let same = if PROXY.is_exact(b) {
            frame(a).is(frame(b))
        } else if dict::is_dict(b) {
            ops::equal(t, to_dict(t, a)?.v(), b)?
        } else {
            return Ok(Ref::NOT_IMPLEMENTED);
        };
        Ok(match op {
            Compare::Eq => Ref::bool(same),
            Compare::Ne => Ref::bool(!same),
            _ => Ref::NOT_IMPLEMENTED,
        })
    });
    s.binary[Binary::Or as usize] = Some(|t, a, b| {
        if !is_mapping(a) || !is_mapping(b) {
            return Ok(Ref::NOT_IMPLEMENTED);
        }
        let d = dict::new(t);
        for side in [a, b] {
            drop(ops::call_method(t, d.v(), "update", &[side])?);
        }
        Ok(d)
    });
    s.inplace[Binary::Or as usize] = Some(|t, a, b| {
        if !is_mapping(b) {
            return Ok(Ref::NOT_IMPLEMENTED);
        }
        update(t, a, b)?;
        Ok(Ref::new(a))
    });
}
