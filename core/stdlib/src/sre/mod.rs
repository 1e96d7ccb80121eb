//! `_sre`: regular expressions, over the engine crate. `re` compiles patterns to its codes.

mod matching;
mod pattern;
mod subject;

use crate::NativeModule;
use heddle_objects::native::{Def, def};
use heddle_objects::types::{list, str, tuple};
use heddle_objects::{Fixed, Ref, Res, Thread, Value, ops};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    init: |t, m| {
        m.set_int(t, "MAGIC", rustpython_sre_engine::SRE_MAGIC as i64);
        m.set_int(t, "CODESIZE", 4);
        m.set_int(t, "MAXREPEAT", rustpython_sre_engine::MAXREPEAT as i64);
        m.set_int(t, "MAXGROUPS", rustpython_sre_engine::MAXGROUPS as i64);
        m.set(t, "copyright", t.str("SRE engine: MIT licence"));
        Ok(())
    },
    ..NativeModule::new("_sre", FUNCTIONS)
};

const FUNCTIONS: &[Def] = &[
    def("compile(pattern, flags, code, groups, groupindex, indexgroup)", pattern::compile),
    def("getcodesize()", |t, _| Ok(t.int(4))),
    def("getlower(character, flags, /)", |t, a| {
        let (c, flags) = (ops::arg_i64(t, a[0])? as u32, ops::arg_i64(t, a[1])?);
        Ok(t.int(i64::from(if flags & 32 != 0 { lower(c) } else { ascii_lower(c) })))
    }),
    def("ascii_iscased(character, /)", |t, a| {
        let c = ops::arg_i64(t, a[0])? as u32;
        Ok(Ref::bool(c < 128 && (c as u8).is_ascii_alphabetic()))
    }),
    def("unicode_iscased(character, /)", |t, a| {
        let c = ops::arg_i64(t, a[0])? as u32;
        Ok(Ref::bool(lower(c) != c || rustpython_sre_engine::string::upper_unicode(c) != c))
    }),
    def("ascii_tolower(character, /)", |t, a| {
        Ok(t.int(i64::from(ascii_lower(ops::arg_i64(t, a[0])? as u32))))
    }),
    def("unicode_tolower(character, /)", |t, a| Ok(t.int(i64::from(lower(ops::arg_i64(t, a[0])? as u32))))),
    def("template(pattern, template, /)", |t, a| {
        if !list::is_list(a[1]) {
            return Err(t.type_error(format_args!(
                "template() argument 2 must be list, not {}",
                ops::type_name(a[1])
            )));
        }
        let parts = tuple::from_refs(t, list::snapshot(t, a[1]));
        Ok(t.alloc(pattern::TEMPLATE.shape(), pattern::Template { parts: Fixed::new(parts) }))
    }),
];

fn lower(c: u32) -> u32 {
    rustpython_sre_engine::string::lower_unicode(c)
}

fn ascii_lower(c: u32) -> u32 {
    rustpython_sre_engine::string::lower_ascii(c)
}

/// The piece `start..end` of a str or bytes-like subject, as the same kind.
fn piece(t: &Thread, subject: Value, start: usize, end: usize) -> Res {
    if str::STR.is_exact(subject) {
        let view = str::view(&subject);
        let end = end.min(view.len());
        if start == 0 && end == view.len() {
            return Ok(Ref::new(subject));
        }
        return Ok(str::new(t, view.slice(start.min(end)..end)));
    }
    if str::is_str(subject) {
        let view = str::view(&subject);
        let end = end.min(view.len());
        return Ok(str::new(t, view.slice(start.min(end)..end)));
    }
    let data = heddle_objects::types::buffer::to_vec(t, subject)?;
    let end = end.min(data.len());
    Ok(heddle_objects::types::bytes::new(t, &data[start.min(end)..end]))
}
