//! Pattern matching: what the MATCH_ instructions ask.

use heddle_objects::typeobj::flags;
use heddle_objects::types::{dict, exceptions as exc, str, tuple, type_};
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// Whether a value is a mapping to patterns.
pub fn is_mapping(v: Value) -> bool {
    ops::type_data_of(v).has(flags::MAPPING)
}

/// Whether a value is a sequence to patterns.
pub fn is_sequence(v: Value) -> bool {
    ops::type_data_of(v).has(flags::SEQUENCE)
}

/// The values of keys as a tuple, None if one is missing.
pub fn keys(t: &Thread, subject: Value, keys: Value) -> Res {
    let all = tuple::items(&keys);
    let mut seen: Vec<Value> = vec![];
    let mut values = vec![];
    let get = if dict::DICT.is_exact(subject) { Ref::UNDEF } else { ops::getattr_str(t, subject, "get")? };
    for &key in all {
        for s in &seen {
            if ops::equal(t, *s, key)? {
                return Err(t.value_error(format_args!(
                    "mapping pattern checks duplicate key ({})",
                    ops::repr_text(t, key)?
                )));
            }
        }
        seen.push(key);
        let v = if get.is_undef() {
            dict::get(t, subject, key)?
        } else {
            // A mark of our own that nobody else can have.
            let mark = heddle_objects::types::list::from_refs(t, vec![]);
            let v = ops::call_pos(t, get.v(), &[key, mark.v()])?;
            if v.is(mark.v()) { Ref::UNDEF } else { v }
        };
        if v.is_undef() {
            return Ok(Ref::NONE);
        }
        values.push(v);
    }
    Ok(tuple::from_refs(t, values))
}

/// The attributes that a class pattern looks at, None if it does not match.
pub fn class(t: &Thread, subject: Value, class: Value, names: Value, positional: usize) -> Res {
    if !type_::is_type(class) {
        return Err(t.type_error("called match pattern must be a class"));
    }
    if !ops::is_instance(t, subject, class)? {
        return Ok(Ref::NONE);
    }
    let names = tuple::items(&names);
    let mut seen: Vec<Ref> = vec![];
    let mut out = vec![];
    if positional > 0 {
        let key = t.intern("__match_args__");
        let args = ops::getattr_opt(t, class, key.v())?;
        let match_self = args.is_undef()
            && ops::type_data_of(subject).has(0).eq(&false)
            && heddle_objects::typeobj::type_data(&class).has(flags::MATCH_SELF);
        let allowed = if args.is_undef() {
            usize::from(match_self)
        } else {
            match tuple::try_items(&args) {
                Some(items) => items.len(),
                None => {
                    return Err(t.type_error(format_args!(
                        "{}.__match_args__ must be a tuple (got {})",
                        heddle_objects::typeobj::name_of(class),
                        ops::type_name(args.v())
                    )));
                }
            }
        };
        if allowed < positional {
            return Err(t.type_error(format_args!(
                "{}() accepts {allowed} positional sub-pattern{} ({positional} given)",
                heddle_objects::typeobj::name_of(class),
                if allowed == 1 { "" } else { "s" }
            )));
        }
        if match_self {
            out.push(Ref::new(subject));
        } else {
            for &name in &tuple::items(&args)[..positional] {
                if !str::is_str(name) {
                    return Err(t.type_error(format_args!(
                        "__match_args__ elements must be strings (got {})",
                        ops::type_name(name)
                    )));
                }
                match attribute(t, subject, class, name, &mut seen)? {
                    v if v.is_undef() => return Ok(Ref::NONE),
                    v => out.push(v),
                }
            }
        }
    }
    for &name in names {
        match attribute(t, subject, class, name, &mut seen)? {
            v if v.is_undef() => return Ok(Ref::NONE),
            v => out.push(v),
        }
    }
    Ok(tuple::from_refs(t, out))
}

fn attribute(t: &Thread, subject: Value, class: Value, name: Value, seen: &mut Vec<Ref>) -> Res {
    if seen.iter().any(|s| str::same_text(s.v(), name)) {
        return Err(t.type_error(format_args!(
            "{}() got multiple sub-patterns for attribute '{}'",
            heddle_objects::typeobj::name_of(class),
            str::lossy(name)
        )));
    }
    let name = str::intern_value(t, name);
    seen.push(name.clone());
    match ops::getattr(t, subject, name.v()) {
        Err(e) if e.is(&exc::ATTRIBUTE_ERROR) => Ok(Ref::UNDEF),
        other => other,
    }
}
