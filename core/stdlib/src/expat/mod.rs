//! `pyexpat`: XML parsers with expat's interface. `xml` parses, `object` is the parser as Python has it, `handlers` calls back.

mod errors;
mod handlers;
mod object;
mod xml;

use crate::NativeModule;
use heddle_objects::native::{Def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::exceptions::{EXCEPTION, Exception};
use heddle_objects::types::{list, tuple};
use heddle_objects::{Ref, ops};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "Python wrapper for Expat parser.",
    types: &[&ERROR],
    init: |t, m| {
        m.set(t, "error", ERROR.get_ref());
        m.set(t, "XMLParserType", object::PARSER.get_ref());
        m.set(t, "EXPAT_VERSION", t.str("expat_2.7.3"));
        m.set(t, "version_info", tuple::from_array(t, [t.int(2), t.int(7), t.int(3)]));
        m.set(t, "native_encoding", t.str("UTF-8"));
        for (name, value) in [
            ("XML_PARAM_ENTITY_PARSING_NEVER", 0),
            ("XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE", 1),
            ("XML_PARAM_ENTITY_PARSING_ALWAYS", 2),
        ] {
            m.set_int(t, name, value);
        }
        let features = list::new(t);
        for (name, value) in [
            ("sizeof(XML_Char)", 1),
            ("sizeof(XML_LChar)", 1),
            ("XML_DTD", 0),
            ("XML_CONTEXT_BYTES", 1024),
            ("XML_NS", 0),
            ("XML_BLAP_MAX_AMP", 100),
            ("XML_BLAP_ACT_THRES", 8_388_608),
            ("XML_GE", 0),
        ] {
            list::append(t, features.v(), tuple::from_array(t, [t.str(name), t.int(value)]));
        }
        m.set(t, "features", features);
        errors::add(t, m)
    },
    ..NativeModule::new("pyexpat", FUNCTIONS)
};

/// `xml.parsers.expat.ExpatError`
static ERROR: NativeType = NativeType::new(TypeDef {
    base: Some(&EXCEPTION),
    flags: flags::BASE | flags::WEAKREF | flags::DICT | flags::MUTABLE,
    ..TypeDef::new("xml.parsers.expat.ExpatError", <Exception as Payload>::vtable, |_| ())
});

const FUNCTIONS: &[Def] = &[
    def_doc(
        "ParserCreate(encoding=None, namespace_separator=None, intern=<unrepresentable>)",
        object::create,
        "Return a new XML parser object.",
    ),
    def_doc(
        "ErrorString(code, /)",
        |t, a| {
            let code = ops::arg_i64(t, a[0])?;
            Ok(errors::text(code).map_or(Ref::NONE, |text| t.str(text)))
        },
        "Returns string error for given number.",
    ),
];
