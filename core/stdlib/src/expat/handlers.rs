//! Calls of a parser's handlers: events as Python objects.

use super::object::XmlParser;
use super::xml::event::{Event, Model, What};
use crate::compress::locked;
use heddle_objects::payload::obj;
use heddle_objects::types::{dict, int, list, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::Ordering::Relaxed;

/// How many handlers there are.
pub const HANDLERS: usize = 22;

/// Their names.
pub const NAMES: [&str; HANDLERS] = [
    "StartElementHandler",
    "EndElementHandler",
    "ProcessingInstructionHandler",
    "CharacterDataHandler",
    "UnparsedEntityDeclHandler",
    "NotationDeclHandler",
    "StartNamespaceDeclHandler",
    "EndNamespaceDeclHandler",
    "CommentHandler",
    "StartCdataSectionHandler",
    "EndCdataSectionHandler",
    "DefaultHandler",
    "DefaultHandlerExpand",
    "NotStandaloneHandler",
    "ExternalEntityRefHandler",
    "StartDoctypeDeclHandler",
    "EndDoctypeDeclHandler",
    "EntityDeclHandler",
    "XmlDeclHandler",
    "ElementDeclHandler",
    "AttlistDeclHandler",
    "SkippedEntityHandler",
];

/// The place of a handler.
pub fn index(name: &str) -> usize {
    NAMES.iter().position(|n| *n == name).unwrap_or(0)
}

fn parser(v: &Value) -> &XmlParser {
    v.expect::<XmlParser>()
}

fn handler(t: &Thread, v: Value, name: &str) -> Option<Ref> {
    let held = parser(&v).handlers[index(name)].get(t, obj(v));
    (!held.v().is_none_or_undef()).then_some(held)
}

/// `GetBase()`
pub fn base(t: &Thread, v: Value) -> Ref {
    let base = parser(&v).base.get(t, obj(v));
    if base.is_undef() { Ref::NONE } else { base }
}

/// A name, the same object each time if there is a dict for that.
fn name(t: &Thread, v: Value, text: &str) -> Res {
    let new = t.str(text);
    let intern = parser(&v).intern.get(t, obj(v));
    if !dict::is_dict(intern.v()) {
        return Ok(new);
    }
    dict::set_default(t, intern.v(), new.v(), new.v())
}

fn name_or_none(t: &Thread, v: Value, text: Option<&str>) -> Res {
    text.map_or(Ok(Ref::NONE), |text| name(t, v, text))
}

fn text_or_none(t: &Thread, text: Option<&str>) -> Ref {
    text.map_or(Ref::NONE, |text| t.str(text))
}

/// Calls a handler; what it gives.
fn call(t: &Thread, f: &Ref, args: &[Ref]) -> Res {
    let args: Vec<Value> = args.iter().map(Ref::v).collect();
    ops::call_pos(t, f.v(), &args)
}

/// Hands over the text that was put together.
pub fn flush(t: &Thread, v: Value) -> Res<()> {
    let text = locked(t, &parser(&v).text, std::mem::take);
    if text.is_empty() {
        return Ok(());
    }
    if let Some(f) = handler(t, v, "CharacterDataHandler") {
        call(t, &f, &[t.str(&text)])?;
    }
    Ok(())
}

fn text(t: &Thread, v: Value, f: &Ref, text: String) -> Res<()> {
    let p = parser(&v);
    if !p.buffers.load(Relaxed) {
        call(t, f, &[t.str(&text)])?;
        return Ok(());
    }
    let size = p.buffer_size.load(Relaxed);
    if locked(t, &p.text, |s| s.len() + text.len() > size) {
        flush(t, v)?;
        if text.len() > size {
            call(t, f, &[t.str(&text)])?;
            return Ok(());
        }
    }
    locked(t, &p.text, |s| s.push_str(&text));
    Ok(())
}

fn model(t: &Thread, v: Value, m: &Model) -> Res {
    let parts: Res<Vec<Ref>> = m.parts.iter().map(|p| t.deeper(|| model(t, v, p))).collect();
    let parts = tuple::from_refs(t, parts?);
    let name = name_or_none(t, v, m.name.as_deref())?;
    Ok(tuple::from_array(t, [t.int(m.kind.into()), t.int(m.quant.into()), name, parts]))
}

/// Hands an event over. An error's number, if the handler wants an error.
pub fn handle(t: &Thread, v: Value, event: Event) -> Res<Option<u8>> {
    let Event { what, raw, .. } = event;
    let what = match what {
        What::Text(data) => {
            match handler(t, v, "CharacterDataHandler") {
                Some(f) => text(t, v, &f, data)?,
                None => by_default(t, v, &raw)?,
            }
            return Ok(None);
        }
        other => other,
    };
    flush(t, v)?;
    match what {
        What::External { context, system, public } => {
            let Some(f) = handler(t, v, "ExternalEntityRefHandler") else {
                by_default(t, v, &raw)?;
                return Ok(None);
            };
            let args = [
                text_or_none(t, context.as_deref()),
                base(t, v),
                name_or_none(t, v, system.as_deref())?,
                name_or_none(t, v, public.as_deref())?,
            ];
            Ok(if agreed(t, &call(t, &f, &args)?)? { None } else { Some(21) })
        }
        What::NotStandalone => match handler(t, v, "NotStandaloneHandler") {
            Some(f) => Ok(if agreed(t, &call(t, &f, &[])?)? { None } else { Some(22) }),
            None => Ok(None),
        },
        what => {
            let called = match arguments(t, v, what)? {
                Some((f, args)) => {
                    call(t, &f, &args)?;
                    true
                }
                None => false,
            };
            if !called {
                by_default(t, v, &raw)?;
            }
            Ok(None)
        }
    }
}

/// Whether a handler that may refuse said yes.
fn agreed(t: &Thread, answer: &Ref) -> Res<bool> {
    let n = ops::index(t, answer.v())?;
    Ok(int::to_i64(n.v()) != Some(0))
}

fn by_default(t: &Thread, v: Value, raw: &str) -> Res<()> {
    if raw.is_empty() {
        return Ok(());
    }
    let f = handler(t, v, "DefaultHandlerExpand").or_else(|| handler(t, v, "DefaultHandler"));
    if let Some(f) = f {
        call(t, &f, &[t.str(raw)])?;
    }
    Ok(())
}

/// The handler of an event and its arguments; `None`: it has no handler.
fn arguments(t: &Thread, v: Value, what: What) -> Res<Option<(Ref, Vec<Ref>)>> {
    let wanted = |n: &str| handler(t, v, n);
    let id = |text: &Option<String>| name_or_none(t, v, text.as_deref());
    Ok(Some(match what {
        What::Start { name: element, attributes, given } => {
            let Some(f) = wanted("StartElementHandler") else { return Ok(None) };
            let element = name(t, v, &element)?;
            let attributes = self::attributes(t, v, &attributes, given)?;
            (f, vec![element, attributes])
        }
        What::End(element) => {
            let Some(f) = wanted("EndElementHandler") else { return Ok(None) };
            (f, vec![name(t, v, &element)?])
        }
        What::Pi(target, data) => {
            let Some(f) = wanted("ProcessingInstructionHandler") else { return Ok(None) };
            (f, vec![name(t, v, &target)?, t.str(&data)])
        }
        What::Comment(data) => {
            let Some(f) = wanted("CommentHandler") else { return Ok(None) };
            (f, vec![t.str(&data)])
        }
        What::StartCdata => {
            let Some(f) = wanted("StartCdataSectionHandler") else { return Ok(None) };
            (f, vec![])
        }
        What::EndCdata => {
            let Some(f) = wanted("EndCdataSectionHandler") else { return Ok(None) };
            (f, vec![])
        }
        What::StartNs(prefix, uri) => {
            let Some(f) = wanted("StartNamespaceDeclHandler") else { return Ok(None) };
            (f, vec![id(&prefix)?, id(&uri)?])
        }
        What::EndNs(prefix) => {
            let Some(f) = wanted("EndNamespaceDeclHandler") else { return Ok(None) };
            (f, vec![id(&prefix)?])
        }
        What::XmlDecl { version, encoding, standalone } => {
            let Some(f) = wanted("XmlDeclHandler") else { return Ok(None) };
            let standalone = t.int(standalone.into());
            (f, vec![text_or_none(t, version.as_deref()), text_or_none(t, encoding.as_deref()), standalone])
        }
        What::StartDoctype { name: doctype, system, public, internal } => {
            let Some(f) = wanted("StartDoctypeDeclHandler") else { return Ok(None) };
            (f, vec![name(t, v, &doctype)?, id(&system)?, id(&public)?, t.int(internal.into())])
        }
        What::EndDoctype => {
            let Some(f) = wanted("EndDoctypeDeclHandler") else { return Ok(None) };
            (f, vec![])
        }
        What::Element(element, content) => {
            let Some(f) = wanted("ElementDeclHandler") else { return Ok(None) };
            (f, vec![name(t, v, &element)?, model(t, v, &content)?])
        }
        What::Attlist { element, name: attribute, kind, default, required } => {
            let Some(f) = wanted("AttlistDeclHandler") else { return Ok(None) };
            let default = text_or_none(t, default.as_deref());
            let (element, attribute) = (name(t, v, &element)?, name(t, v, &attribute)?);
            (f, vec![element, attribute, t.str(&kind), default, t.int(required.into())])
        }
        What::Entity { name: entity, is_parameter, value, system, public, notation } => {
            let entity = name(t, v, &entity)?;
            let (base, system, public) = (base(t, v), id(&system)?, id(&public)?);
            if notation.is_some()
                && let Some(f) = wanted("UnparsedEntityDeclHandler")
            {
                return Ok(Some((f, vec![entity, base, system, public, id(&notation)?])));
            }
            let Some(f) = wanted("EntityDeclHandler") else { return Ok(None) };
            let value = text_or_none(t, value.as_deref());
            (f, vec![entity, t.int(is_parameter.into()), value, base, system, public, id(&notation)?])
        }
        What::Notation { name: notation, system, public } => {
            let Some(f) = wanted("NotationDeclHandler") else { return Ok(None) };
            (f, vec![name(t, v, &notation)?, base(t, v), id(&system)?, id(&public)?])
        }
        What::Skipped(entity, is_parameter) => {
            let Some(f) = wanted("SkippedEntityHandler") else { return Ok(None) };
            (f, vec![name(t, v, &entity)?, t.int(is_parameter.into())])
        }
        What::Text(_) | What::External { .. } | What::NotStandalone | What::Other => return Ok(None),
    }))
}

fn attributes(t: &Thread, v: Value, all: &[(String, String)], given: usize) -> Res {
    let p = parser(&v);
    let all = if p.specified.load(Relaxed) { &all[..given] } else { all };
    if p.ordered.load(Relaxed) {
        let flat = list::new(t);
        for (attribute, value) in all {
            list::append(t, flat.v(), name(t, v, attribute)?);
            list::append(t, flat.v(), t.str(value));
        }
        return Ok(flat);
    }
    let table = dict::new(t);
    for (attribute, value) in all {
        dict::set(t, table.v(), name(t, v, attribute)?.v(), t.str(value).v())?;
    }
    Ok(table)
}
