//! `unicodedata`: the Unicode character database. The tables and the algorithms are `heddle_text::unicode`'s.

use crate::NativeModule;
use heddle_objects::native::{Def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::exceptions::KEY_ERROR;
use heddle_objects::types::str;
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use heddle_text::unicode::{self, Form, Version};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "This module provides access to the Unicode Character Database which\n\
          defines character properties for all Unicode characters. The data in\n\
          this database is based on the UnicodeData.txt file version\n\
          16.0.0 which is publicly available from the Unicode Consortium\n\
          at https://www.unicode.org/Public/16.0.0/ucd/UnicodeData.txt.\n\
          \n\
          The module uses the same names and symbols as defined by the\n\
          UnicodeData File Format 16.0.0.",
    types: &[&UCD],
    init: |t, m| {
        m.set(t, "unidata_version", t.str("16.0.0"));
        m.set(t, "ucd_3_2_0", t.alloc(UCD.shape(), Database));
        Ok(())
    },
    ..NativeModule::new("unicodedata", FUNCTIONS)
};

/// The payload of a database of another version: 3.2.
pub struct Database;
heddle_objects::payload!(Database {}, plain);

/// `unicodedata.UCD`
static UCD: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    methods: METHODS,
    getset: &[getter("unidata_version", |t, _| Ok(t.str("3.2.0")))],
    ..TypeDef::new("unicodedata.UCD", Database::vtable, |_| ())
});

type Of = fn(&Thread, Version, &[Value]) -> Res;

macro_rules! both {
    ($($name:literal, $parameters:literal, $f:path, $doc:literal;)*) => {
        const FUNCTIONS: &[Def] = &[$(def_doc(concat!($name, "(", $parameters, ")"), |t, a| { const F: Of = $f; F(t, Version::Now, a) }, $doc)),*];
        const METHODS: &[Def] = &[$(def_doc(concat!($name, "($self, ", $parameters, ")"), |t, a| { const F: Of = $f; F(t, Version::Old, &a[1..]) }, $doc)),*];
    };
}

both! {
    "bidirectional", "chr, /", bidirectional, "Returns the bidirectional class assigned to the character chr as string.\n\nIf no such value is defined, an empty string is returned.";
    "category", "chr, /", category, "Returns the general category assigned to the character chr as string.";
    "combining", "chr, /", combining, "Returns the canonical combining class assigned to the character chr as integer.\n\nReturns 0 if no combining class is defined.";
    "decimal", "chr, default=<unrepresentable>, /", decimal, "Converts a Unicode character into its equivalent decimal value.\n\nReturns the decimal value assigned to the character chr as integer.\nIf no such value is defined, default is returned, or, if not given,\nValueError is raised.";
    "decomposition", "chr, /", decomposition, "Returns the character decomposition mapping assigned to the character chr as string.\n\nAn empty string is returned in case no such mapping is defined.";
    "digit", "chr, default=<unrepresentable>, /", digit, "Converts a Unicode character into its equivalent digit value.\n\nReturns the digit value assigned to the character chr as integer.\nIf no such value is defined, default is returned, or, if not given,\nValueError is raised.";
    "east_asian_width", "chr, /", east_asian_width, "Returns the east asian width assigned to the character chr as string.";
    "is_normalized", "form, unistr, /", is_normalized, "Return whether the Unicode string unistr is in the normal form 'form'.\n\nValid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'.";
    "lookup", "name, /", lookup, "Look up character by name.\n\nIf a character with the given name is found, return the\ncorresponding character.  If not found, KeyError is raised.";
    "mirrored", "chr, /", mirrored, "Returns the mirrored property assigned to the character chr as integer.\n\nReturns 1 if the character has been identified as a \"mirrored\"\ncharacter in bidirectional text, 0 otherwise.";
    "name", "chr, default=<unrepresentable>, /", name, "Returns the name assigned to the character chr as a string.\n\nIf no name is defined, default is returned, or, if not given,\nValueError is raised.";
    "normalize", "form, unistr, /", normalize, "Return the normal form 'form' for the Unicode string unistr.\n\nValid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'.";
    "numeric", "chr, default=<unrepresentable>, /", numeric, "Converts a Unicode character into its equivalent numeric value.\n\nReturns the numeric value assigned to the character chr as float.\nIf no such value is defined, default is returned, or, if not given,\nValueError is raised.";
}

/// The character that a function with other arguments, or with none, got.
fn character(t: &Thread, function: &str, alone: bool, v: Value) -> Res<u32> {
    let at = if alone { "argument" } else { "argument 1" };
    let Some(view) = str::try_view(&v) else {
        let name = ops::type_name(v);
        return Err(t.type_error(format_args!("{function}() {at} must be a unicode character, not {name}")));
    };
    match view.len() {
        1 => Ok(view.get(0)),
        n => Err(t.type_error(format_args!(
            "{function}(): {at} must be a unicode character, not a string of length {n}"
        ))),
    }
}

fn or_default(t: &Thread, default: Value, message: &str) -> Res {
    if default.is_undef() { Err(t.value_error(message)) } else { Ok(Ref::new(default)) }
}

fn bidirectional(t: &Thread, version: Version, a: &[Value]) -> Res {
    Ok(t.intern(version.bidirectional(character(t, "bidirectional", true, a[0])?)))
}

fn category(t: &Thread, version: Version, a: &[Value]) -> Res {
    Ok(t.intern(version.category(character(t, "category", true, a[0])?)))
}

fn combining(t: &Thread, version: Version, a: &[Value]) -> Res {
    Ok(t.int(version.combining(character(t, "combining", true, a[0])?).into()))
}

fn decimal(t: &Thread, version: Version, a: &[Value]) -> Res {
    let cp = character(t, "decimal", false, a[0])?;
    match version.decimal(cp) {
        Some(n) => Ok(t.int(n.into())),
        None => or_default(t, a[1], "not a decimal"),
    }
}

fn digit(t: &Thread, _: Version, a: &[Value]) -> Res {
    match unicode::digit(character(t, "digit", false, a[0])?) {
        Some(n) => Ok(t.int(n.into())),
        None => or_default(t, a[1], "not a digit"),
    }
}

fn numeric(t: &Thread, version: Version, a: &[Value]) -> Res {
    match version.numeric(character(t, "numeric", false, a[0])?) {
        Some(n) => Ok(t.float(n)),
        None => or_default(t, a[1], "not a numeric character"),
    }
}

fn decomposition(t: &Thread, version: Version, a: &[Value]) -> Res {
    Ok(t.str(&version.decomposition(character(t, "decomposition", true, a[0])?)))
}

fn east_asian_width(t: &Thread, version: Version, a: &[Value]) -> Res {
    Ok(t.intern(version.east_asian_width(character(t, "east_asian_width", true, a[0])?)))
}

fn mirrored(t: &Thread, version: Version, a: &[Value]) -> Res {
    Ok(t.int(version.is_mirrored(character(t, "mirrored", true, a[0])?).into()))
}

fn name(t: &Thread, version: Version, a: &[Value]) -> Res {
    let cp = character(t, "name", false, a[0])?;
    match unicode::name(cp).filter(|_| version.is_assigned(cp)) {
        Some(name) => Ok(t.str(&name)),
        None => or_default(t, a[1], "no such name"),
    }
}

/// No name is longer.
const LONGEST: usize = 256;

fn lookup(t: &Thread, version: Version, a: &[Value]) -> Res {
    let name = if str::is_str(a[0]) {
        str::to_utf8(t, a[0])?
    } else {
        let data = heddle_objects::types::buffer::to_vec(t, a[0])?;
        String::from_utf8_lossy(&data).into_owned()
    };
    let missing = |text: String| -> Raised { t.error(&KEY_ERROR, text) };
    if name.len() > LONGEST {
        return Err(missing("name too long".to_string()));
    }
    if let Some(text) = unicode::sequence(&name) {
        return Ok(t.str(text));
    }
    match unicode::by_name(&name).filter(|&cp| version.is_assigned(cp)) {
        Some(cp) => Ok(str::from_char(t, cp)),
        None => Err(missing(format!("undefined character name '{name}'"))),
    }
}

fn form_and_text(t: &Thread, function: &str, a: &[Value]) -> Res<Form> {
    for (k, v) in a.iter().enumerate() {
        if !str::is_str(*v) {
            let name = ops::type_name(*v);
            return Err(t.type_error(format_args!("{function}() argument {} must be str, not {name}", k + 1)));
        }
    }
    match str::lossy(a[0]).as_str() {
        "NFC" => Ok(Form::Nfc),
        "NFKC" => Ok(Form::Nfkc),
        "NFD" => Ok(Form::Nfd),
        "NFKD" => Ok(Form::Nfkd),
        _ => Err(t.value_error("invalid normalization form")),
    }
}

fn is_normalized(t: &Thread, version: Version, a: &[Value]) -> Res {
    let form = form_and_text(t, "is_normalized", a)?;
    Ok(Ref::bool(unicode::is_normalized(version, form, str::view(&a[1]))))
}

fn normalize(t: &Thread, version: Version, a: &[Value]) -> Res {
    let form = form_and_text(t, "normalize", a)?;
    Ok(match unicode::normalize(version, form, str::view(&a[1])) {
        Some(text) => str::from_owned(t, &text),
        None => str::exact(t, a[1]),
    })
}
