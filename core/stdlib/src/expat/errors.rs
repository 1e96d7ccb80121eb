//! The errors of XML parsers: their numbers, names and texts, and `pyexpat.errors` and `pyexpat.model`.

use super::ERROR;
use super::xml::Failure;
use crate::Module;
use crate::util::import;
use heddle_objects::types::{dict, module};
use heddle_objects::{Raised, Ref, Res, Thread, ops};

/// From number 1 on.
const TEXTS: &[(&str, &str)] = &[
    ("NO_MEMORY", "out of memory"),
    ("SYNTAX", "syntax error"),
    ("NO_ELEMENTS", "no element found"),
    ("INVALID_TOKEN", "not well-formed (invalid token)"),
    ("UNCLOSED_TOKEN", "unclosed token"),
    ("PARTIAL_CHAR", "partial character"),
    ("TAG_MISMATCH", "mismatched tag"),
    ("DUPLICATE_ATTRIBUTE", "duplicate attribute"),
    ("JUNK_AFTER_DOC_ELEMENT", "junk after document element"),
    ("PARAM_ENTITY_REF", "illegal parameter entity reference"),
    ("UNDEFINED_ENTITY", "undefined entity"),
    ("RECURSIVE_ENTITY_REF", "recursive entity reference"),
    ("ASYNC_ENTITY", "asynchronous entity"),
    ("BAD_CHAR_REF", "reference to invalid character number"),
    ("BINARY_ENTITY_REF", "reference to binary entity"),
    ("ATTRIBUTE_EXTERNAL_ENTITY_REF", "reference to external entity in attribute"),
    ("MISPLACED_XML_PI", "XML or text declaration not at start of entity"),
    ("UNKNOWN_ENCODING", "unknown encoding"),
    ("INCORRECT_ENCODING", "encoding specified in XML declaration is incorrect"),
    ("UNCLOSED_CDATA_SECTION", "unclosed CDATA section"),
    ("EXTERNAL_ENTITY_HANDLING", "error in processing external entity reference"),
    ("NOT_STANDALONE", "document is not standalone"),
    ("UNEXPECTED_STATE", "unexpected parser state - please send a bug report"),
    ("ENTITY_DECLARED_IN_PE", "entity declared in parameter entity"),
    ("FEATURE_REQUIRES_XML_DTD", "requested feature requires XML_DTD support in Expat"),
    ("CANT_CHANGE_FEATURE_ONCE_PARSING", "cannot change setting once parsing has begun"),
    ("UNBOUND_PREFIX", "unbound prefix"),
    ("UNDECLARING_PREFIX", "must not undeclare prefix"),
    ("INCOMPLETE_PE", "incomplete markup in parameter entity"),
    ("XML_DECL", "XML declaration not well-formed"),
    ("TEXT_DECL", "text declaration not well-formed"),
    ("PUBLICID", "illegal character(s) in public id"),
    ("SUSPENDED", "parser suspended"),
    ("NOT_SUSPENDED", "parser not suspended"),
    ("ABORTED", "parsing aborted"),
    ("FINISHED", "parsing finished"),
    ("SUSPEND_PE", "cannot suspend in external parameter entity"),
    (
        "RESERVED_PREFIX_XML",
        "reserved prefix (xml) must not be undeclared or bound to another namespace name",
    ),
    ("RESERVED_PREFIX_XMLNS", "reserved prefix (xmlns) must not be declared or undeclared"),
    ("RESERVED_NAMESPACE_URI", "prefix must not be bound to one of the reserved namespace names"),
    ("INVALID_ARGUMENT", "invalid argument"),
    ("NO_BUFFER", "a successful prior call to function XML_GetBuffer is required"),
    ("AMPLIFICATION_LIMIT_BREACH", "limit on input amplification factor (from DTD and entities) breached"),
    ("NOT_STARTED", "parser not started"),
];

/// The text of an error.
pub fn text(code: i64) -> Option<&'static str> {
    TEXTS.get(usize::try_from(code).ok()?.checked_sub(1)?).map(|(_, text)| *text)
}

/// An `ExpatError`.
pub fn raise(t: &Thread, failure: Failure) -> Raised {
    let (place, code) = (failure.place, i64::from(failure.code));
    let raised = t.error(
        &ERROR,
        format_args!("{}: line {}, column {}", text(code).unwrap_or("unknown"), place.line, place.column),
    );
    for (name, value) in [("code", code), ("offset", place.column as i64), ("lineno", place.line as i64)] {
        if let Err(e) = ops::setattr(t, raised.0.v(), t.intern(name).v(), t.int(value).v()) {
            return e;
        }
    }
    raised
}

const MODEL: &[(&str, i64)] = &[
    ("XML_CTYPE_EMPTY", 1),
    ("XML_CTYPE_ANY", 2),
    ("XML_CTYPE_MIXED", 3),
    ("XML_CTYPE_NAME", 4),
    ("XML_CTYPE_CHOICE", 5),
    ("XML_CTYPE_SEQ", 6),
    ("XML_CQUANT_NONE", 0),
    ("XML_CQUANT_OPT", 1),
    ("XML_CQUANT_REP", 2),
    ("XML_CQUANT_PLUS", 3),
];

/// Puts `errors` and `model` into the module, and into `sys.modules`.
pub fn add(t: &Thread, m: &Module) -> Res<()> {
    let sys = import(t, "sys")?;
    let modules = ops::getattr_str(t, sys.v(), "modules")?;
    let make = |short: &str, doc: &str| -> Res {
        let full = format!("pyexpat.{short}");
        let module = module::new(t, &full);
        put(t, &module, "__doc__", t.str(doc))?;
        ops::setitem(t, modules.v(), t.str(&full).v(), module.v())?;
        m.set(t, short, module.clone());
        Ok(module)
    };
    let errors = make("errors", "Constants used to describe error conditions.")?;
    let (codes, messages) = (dict::new(t), dict::new(t));
    for (k, (name, text)) in TEXTS.iter().enumerate() {
        let (code, text) = (t.int(k as i64 + 1), t.str(text));
        dict::set(t, codes.v(), text.v(), code.v())?;
        dict::set(t, messages.v(), code.v(), text.v())?;
        put(t, &errors, &format!("XML_ERROR_{name}"), text)?;
    }
    put(t, &errors, "codes", codes)?;
    put(t, &errors, "messages", messages)?;
    let model = make("model", "Constants used to interpret content model information.")?;
    for (name, value) in MODEL {
        put(t, &model, name, t.int(*value))?;
    }
    Ok(())
}

fn put(t: &Thread, module: &Ref, name: &str, value: Ref) -> Res<()> {
    ops::setattr(t, module.v(), t.intern(name).v(), value.v())
}
