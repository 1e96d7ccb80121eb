//! `_json`: strings here, values in `scanner` (text to values) and `encoder` (values to text).

mod encoder;
mod scanner;

use crate::NativeModule;
use heddle_objects::native::{Def, def_doc};
use heddle_objects::types::{str, tuple};
use heddle_objects::{Raised, Res, Thread, Value, ops};
use heddle_text::{Buf, View};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "json speedups\n",
    init: |t, m| {
        m.set(t, "make_scanner", scanner::SCANNER.get_ref());
        m.set(t, "make_encoder", encoder::ENCODER.get_ref());
        Ok(())
    },
    ..NativeModule::new("_json", FUNCTIONS)
};

const FUNCTIONS: &[Def] = &[
    def_doc(
        "encode_basestring(string, /)",
        encode_plain,
        "encode_basestring(string) -> string\n\nReturn a JSON representation of a Python string",
    ),
    def_doc(
        "encode_basestring_ascii(string, /)",
        encode_ascii,
        "encode_basestring_ascii(string) -> string\n\nReturn an ASCII-only JSON representation of a Python string",
    ),
    def_doc(
        "scanstring(string, end, strict=True, /)",
        scan_string,
        "scanstring(string, end, strict=True) -> (string, end)\n\nScan the string s for a JSON string. End is the index of the\ncharacter in s after the quote that started the JSON string.\nUnescapes all valid JSON string escape sequences and raises ValueError\non attempt to decode an invalid string. If strict is False then literal\ncontrol characters are allowed in the string.\n\nReturns a tuple of the decoded string and the index of the character in s\nafter the end quote.",
    ),
];

fn check_str(t: &Thread, v: Value) -> Res<()> {
    if str::is_str(v) {
        return Ok(());
    }
    Err(t.type_error(format_args!("first argument must be a string, not {}", ops::type_name(v))))
}

fn encode_plain(t: &Thread, a: &[Value]) -> Res {
    check_str(t, a[0])?;
    let mut out = Buf::with_capacity(str::len(a[0]) + 2);
    quote(&mut out, str::view(&a[0]), false);
    Ok(str::new(t, out.finish().view()))
}

fn encode_ascii(t: &Thread, a: &[Value]) -> Res {
    check_str(t, a[0])?;
    let mut out = Buf::with_capacity(str::len(a[0]) + 2);
    quote(&mut out, str::view(&a[0]), true);
    Ok(str::new(t, out.finish().view()))
}

/// Whether a character stands for itself.
fn is_plain(c: u32, ascii: bool) -> bool {
    c >= 0x20 && c != u32::from('"') && c != u32::from('\\') && (!ascii || c < 0x7f)
}

/// Writes a string with its quotes.
fn quote(out: &mut Buf, view: View, ascii: bool) {
    out.push_str("\"");
    let mut from = 0;
    for at in 0..view.len() {
        let c = view.get(at);
        if is_plain(c, ascii) {
            continue;
        }
        out.push_view(view.slice(from..at));
        from = at + 1;
        let short = match char::from_u32(c) {
            Some('"') => "\\\"",
            Some('\\') => "\\\\",
            Some('\n') => "\\n",
            Some('\r') => "\\r",
            Some('\t') => "\\t",
            Some('\x08') => "\\b",
            Some('\x0c') => "\\f",
            _ => "",
        };
        if !short.is_empty() {
            out.push_str(short);
        } else if c >= 0x10000 {
            let c = c - 0x10000;
            out.push_str(&format!("\\u{:04x}\\u{:04x}", 0xd800 | c >> 10, 0xdc00 | c & 0x3ff));
        } else {
            out.push_str(&format!("\\u{c:04x}"));
        }
    }
    out.push_view(view.slice(from..view.len()));
    out.push_str("\"");
}

/// A `JSONDecodeError`.
#[cold]
fn decode_error(t: &Thread, message: &str, text: Value, at: usize) -> Raised {
    let make = || {
        let module = crate::util::import(t, "json.decoder")?;
        let wanted = t.intern("JSONDecodeError");
        let class = ops::getattr(t, module.v(), wanted.v())?;
        let (message, at) = (t.str(message), t.int(at as i64));
        ops::call_pos(t, class.v(), &[message.v(), text, at.v()])
    };
    match make() {
        Ok(e) if heddle_objects::types::exceptions::is_exception(e.v()) => Raised(e),
        Ok(_) => t.type_error("exceptions must derive from BaseException"),
        Err(e) => e,
    }
}

fn scan_string(t: &Thread, a: &[Value]) -> Res {
    let end = crate::util::arg_size(t, a[1])?;
    let strict = crate::util::flag(t, a[2], true)?;
    check_str(t, a[0])?;
    let Some(end) = usize::try_from(end).ok().filter(|&end| end <= str::len(a[0])) else {
        return Err(t.value_error("end is out of bounds"));
    };
    let (text, next) = scanner::string(t, a[0], end, strict)?;
    Ok(tuple::from_refs(t, vec![text, t.int(next as i64)]))
}
