//! `pyexpat.xmlparser`: a parser behind a mutex, handlers, and settings. No lock is held while a handler runs.

use super::errors::raise;
use super::handlers::{self, HANDLERS};
use super::xml::input::Encoding;
use super::xml::{Failure, Next, Parser, Wanted};
use crate::compress::locked;
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::payload::{Payload, obj};
use heddle_objects::refs::Slot;
use heddle_objects::typeobj::{GetSet, NativeType, TypeDef, flags, getset, getter};
use heddle_objects::types::buffer;
use heddle_objects::types::{bytes, dict, int, str};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use heddle_threads::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering::Relaxed};

/// A parser's payload.
pub struct XmlParser {
    /// In the order of [`handlers::NAMES`].
    pub handlers: [Slot; HANDLERS],
    /// A dict, or None.
    pub intern: Slot,
    /// A str, or UNDEF.
    pub base: Slot,
    parser: Mutex<Parser>,
    /// Text that waits for more, if text is put together.
    pub text: Mutex<String>,
    /// `buffer_text`
    pub buffers: AtomicBool,
    /// `buffer_size`
    pub buffer_size: AtomicUsize,
    /// `ordered_attributes`
    pub ordered: AtomicBool,
    /// `specified_attributes`
    pub specified: AtomicBool,
    prefixes: AtomicBool,
    expands: AtomicBool,
    parameter: AtomicU8,
    foreign: AtomicBool,
    error: AtomicU8,
    busy: AtomicBool,
}
heddle_objects::payload!(XmlParser { handlers, intern, base });

/// `pyexpat.xmlparser`
pub static PARSER: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    methods: METHODS,
    getset: GETSET,
    doc: "XML parser",
    ..TypeDef::new("pyexpat.xmlparser", <XmlParser as Payload>::vtable, |_| ())
});

fn get(v: &Value) -> &XmlParser {
    v.expect::<XmlParser>()
}

fn make(t: &Thread, parser: Parser, intern: Ref) -> Ref {
    let payload = XmlParser {
        handlers: std::array::from_fn(|_| Slot::undef()),
        intern: Slot::new(intern),
        base: Slot::undef(),
        parser: Mutex::new(parser),
        text: Mutex::new(String::new()),
        buffers: AtomicBool::new(false),
        buffer_size: AtomicUsize::new(8192),
        ordered: AtomicBool::new(false),
        specified: AtomicBool::new(false),
        prefixes: AtomicBool::new(false),
        expands: AtomicBool::new(true),
        parameter: AtomicU8::new(0),
        foreign: AtomicBool::new(false),
        error: AtomicU8::new(0),
        busy: AtomicBool::new(false),
    };
    t.alloc(PARSER.shape(), payload)
}

/// An optional str argument.
fn text_or_none(t: &Thread, v: Value, function: &str, name: &str) -> Res<Option<String>> {
    if v.is_none_or_undef() {
        return Ok(None);
    }
    if !str::is_str(v) {
        let given = ops::type_name(v);
        return Err(
            t.type_error(format_args!("{function}() argument '{name}' must be str or None, not {given}"))
        );
    }
    str::to_utf8(t, v).map(Some)
}

/// The encoding of this name, from the codecs if it is none of ours.
fn encoding(t: &Thread, name: &str) -> Res<Encoding> {
    if let Some(known) = Encoding::named(name) {
        return Ok(known);
    }
    let all: Vec<u8> = (0..=255).collect();
    let all = bytes::new(t, &all);
    let decoded = ops::call_method(t, all.v(), "decode", &[t.str(name).v(), t.str("replace").v()])?;
    let decoded = decoded.v();
    let Some(view) = str::try_view(&decoded) else {
        return Err(t.type_error("decoder must return str"));
    };
    if view.len() != 256 {
        return Err(t.value_error("multi-byte encodings are not supported"));
    }
    let mut table = Box::new([None; 256]);
    for (slot, cp) in table.iter_mut().zip(view.chars()) {
        *slot = char::from_u32(cp).filter(|c| *c != '\u{FFFD}');
    }
    Ok(Encoding::Table(table))
}

/// `ParserCreate(...)`
pub fn create(t: &Thread, a: &[Value]) -> Res {
    let name = text_or_none(t, a[0], "ParserCreate", "encoding")?;
    let separator = text_or_none(t, a[1], "ParserCreate", "namespace_separator")?;
    if separator.as_ref().is_some_and(|s| s.chars().count() > 1) {
        return Err(t.value_error("namespace_separator must be at most one character, omitted, or None"));
    }
    let intern = match a[2] {
        v if v.is_undef() => dict::new(t),
        v if v.is_none() => Ref::NONE,
        v if dict::is_dict(v) => Ref::new(v),
        _ => return Err(t.type_error("intern must be a dictionary")),
    };
    let known = match name {
        Some(name) => Some(encoding(t, &name)?),
        None => None,
    };
    Ok(make(t, Parser::new(known, separator), intern))
}

impl XmlParser {
    /// Runs `f` on the parser, detached.
    fn with<R>(&self, t: &Thread, f: impl FnOnce(&mut Parser) -> R) -> R {
        locked(t, &self.parser, f)
    }

    fn wanted(&self) -> Wanted {
        let has = |name| !self.handlers[handlers::index(name)].peek().is_none_or_undef();
        Wanted {
            raw: has("DefaultHandler") || has("DefaultHandlerExpand"),
            keep_entities: !self.expands.load(Relaxed),
            external: has("ExternalEntityRefHandler"),
            parameter: self.parameter.load(Relaxed),
            prefixes: self.prefixes.load(Relaxed),
            foreign: self.foreign.load(Relaxed),
        }
    }
}

/// Parses bytes: what `Parse` gives.
fn parse(t: &Thread, v: Value, data: &[u8], is_str: bool, last: bool) -> Res {
    let p = get(&v);
    if p.busy.swap(true, Relaxed) {
        return Err(t.runtime_error("Parse cannot be called while the parser is parsing"));
    }
    let done = parse_alone(t, v, data, is_str, last);
    p.busy.store(false, Relaxed);
    if done.is_err() {
        p.with(t, |x| x.finished = true);
    }
    done
}

fn parse_alone(t: &Thread, v: Value, data: &[u8], is_str: bool, last: bool) -> Res {
    let p = get(&v);
    let fail = |failure: Failure| {
        p.error.store(failure.code, Relaxed);
        Err(raise(t, failure))
    };
    let over = p.with(t, |x| {
        if x.finished {
            return Some(Failure { code: 36, place: x.current });
        }
        if is_str {
            x.fix_utf8();
        }
        x.feed(data, last);
        None
    });
    if let Some(failure) = over {
        return fail(failure);
    }
    loop {
        let wanted = p.wanted();
        let (unknown, next) = p.with(t, |x| {
            x.wanted = wanted;
            match x.unknown_encoding() {
                Some(name) => (Some(name), Ok(Next::Wait)),
                None => (None, x.next()),
            }
        });
        if let Some(name) = unknown {
            let table = encoding(t, &name)?;
            p.with(t, |x| x.set_encoding(Some(table)));
            continue;
        }
        match next {
            Ok(Next::Event(event)) => {
                if let Some(code) = handlers::handle(t, v, event)? {
                    let place = p.with(t, |x| x.current);
                    return fail(Failure { code, place });
                }
            }
            Ok(Next::Wait) => break,
            Err(failure) => {
                handlers::flush(t, v)?;
                return fail(failure);
            }
        }
    }
    handlers::flush(t, v)?;
    Ok(t.int(1))
}

const METHODS: &[Def] = &[
    def_doc(
        "Parse($self, data, isfinal=False, /)",
        |t, a| {
            let last = !a[2].is_undef() && ops::truth(t, a[2])?;
            if str::is_str(a[1]) {
                let text = str::to_utf8(t, a[1])?;
                return parse(t, a[0], text.as_bytes(), true, last);
            }
            let data = buffer::to_vec(t, a[1])?;
            parse(t, a[0], &data, false, last)
        },
        "Parse XML data.\n\n'isfinal' should be true at end of input.",
    ),
    def_doc(
        "ParseFile($self, file, /)",
        |t, a| {
            let read = ops::getattr_opt(t, a[1], t.intern("read").v())?;
            if read.is_undef() {
                return Err(t.type_error("argument must have 'read' attribute"));
            }
            loop {
                let data = ops::call_pos(t, read.v(), &[t.int(2048).v()])?;
                if !buffer::is_buffer(data.v()) {
                    return Err(t.type_error(format_args!(
                        "read() did not return a bytes object (type={})",
                        ops::type_name(data.v())
                    )));
                }
                let data = buffer::to_vec(t, data.v())?;
                let done = parse(t, a[0], &data, false, data.is_empty())?;
                if data.is_empty() {
                    return Ok(done);
                }
            }
        },
        "Parse XML data from file-like object.",
    ),
    def_doc(
        "SetBase($self, base, /)",
        |t, a| {
            if !str::is_str(a[1]) {
                let name = ops::type_name(a[1]);
                return Err(t.type_error(format_args!("SetBase() argument must be str, not {name}")));
            }
            get(&a[0]).base.set(t, obj(a[0]), Ref::new(a[1]));
            Ok(Ref::NONE)
        },
        "Set the base URL for the parser.",
    ),
    def_doc(
        "GetBase($self, /)",
        |t, a| Ok(handlers::base(t, a[0])),
        "Return base URL string for the parser.",
    ),
    def_doc(
        "GetInputContext($self, /)",
        |_, _| Ok(Ref::NONE),
        "Return the untranslated text of the input that caused the current event.\n\nIf the event was generated by a large amount of text (such as a start tag\nfor an element with many attributes), not all of the text may be available.",
    ),
    def_doc(
        "ExternalEntityParserCreate($self, context, encoding=<unrepresentable>, /)",
        |t, a| {
            let this = get(&a[0]);
            let context = text_or_none(t, a[1], "ExternalEntityParserCreate", "context")?;
            let name = text_or_none(t, a[2], "ExternalEntityParserCreate", "encoding")?;
            let known = match name {
                Some(name) => Some(encoding(t, &name)?),
                None => None,
            };
            let child = this.with(t, |x| x.child(context.is_some(), known));
            let new = make(t, child, this.intern.get(t, obj(a[0])));
            let made = new.expect::<XmlParser>();
            for (to, from) in made.handlers.iter().zip(&this.handlers) {
                to.set(t, new.obj(), from.get(t, obj(a[0])));
            }
            made.base.set(t, new.obj(), this.base.get(t, obj(a[0])));
            made.buffers.store(this.buffers.load(Relaxed), Relaxed);
            made.buffer_size.store(this.buffer_size.load(Relaxed), Relaxed);
            made.ordered.store(this.ordered.load(Relaxed), Relaxed);
            made.specified.store(this.specified.load(Relaxed), Relaxed);
            made.prefixes.store(this.prefixes.load(Relaxed), Relaxed);
            made.expands.store(this.expands.load(Relaxed), Relaxed);
            made.parameter.store(this.parameter.load(Relaxed), Relaxed);
            Ok(new)
        },
        "Create a parser for parsing an external entity based on the information passed to the ExternalEntityRefHandler.",
    ),
    def_doc(
        "SetParamEntityParsing($self, flag, /)",
        |t, a| {
            let flag = ops::arg_i32(t, a[1])?;
            let p = get(&a[0]);
            if !(0..=2).contains(&flag) || !p.with(t, |x| x.is_fresh()) {
                return Ok(t.int(0));
            }
            p.parameter.store(flag as u8, Relaxed);
            Ok(t.int(1))
        },
        "Controls parsing of parameter entities (including the external DTD subset).\n\nPossible flag values are XML_PARAM_ENTITY_PARSING_NEVER,\nXML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE and\nXML_PARAM_ENTITY_PARSING_ALWAYS. Returns true if setting the flag\nwas successful.",
    ),
    def_doc(
        "UseForeignDTD($self, flag=True, /)",
        |t, a| {
            let flag = a[1].is_undef() || ops::truth(t, a[1])?;
            let p = get(&a[0]);
            if !p.with(t, |x| x.is_fresh()) {
                let place = p.with(t, |x| x.current);
                return Err(raise(t, Failure { code: 26, place }));
            }
            p.foreign.store(flag, Relaxed);
            Ok(Ref::NONE)
        },
        "Allows the application to provide an artificial external subset if one is not specified as part of the document instance.\n\nThis readily allows the use of a 'default' document type controlled by the\napplication, while still getting the advantage of providing document type\ninformation to the parser. 'flag' defaults to True if not provided.",
    ),
    def("GetReparseDeferralEnabled($self, /)", |t, a| Ok(Ref::bool(get(&a[0]).with(t, |x| x.deferral)))),
    def("SetReparseDeferralEnabled($self, enabled, /)", |t, a| {
        let on = ops::truth(t, a[1])?;
        get(&a[0]).with(t, |x| x.deferral = on);
        Ok(Ref::NONE)
    }),
];

fn flag(v: bool) -> Res {
    Ok(Ref::bool(v))
}

fn no_delete(t: &Thread, value: Value) -> Res<()> {
    if value.is_undef() { Err(t.runtime_error("Cannot delete attribute")) } else { Ok(()) }
}

fn place(t: &Thread, v: Value, f: fn(&Parser) -> i64) -> Res {
    Ok(t.int(get(&v).with(t, |x| f(x))))
}

macro_rules! handler {
    ($k:literal) => {
        getset(
            handlers::NAMES[$k],
            |t, v| {
                let held = get(&v).handlers[$k].get(t, obj(v));
                Ok(if held.is_undef() { Ref::NONE } else { held })
            },
            |t, v, value| {
                no_delete(t, value)?;
                let p = get(&v);
                match handlers::NAMES[$k] {
                    "CharacterDataHandler" => handlers::flush(t, v)?,
                    "DefaultHandler" => p.expands.store(false, Relaxed),
                    "DefaultHandlerExpand" => p.expands.store(true, Relaxed),
                    _ => {}
                }
                p.handlers[$k].set(t, obj(v), Ref::new(value));
                Ok(())
            },
        )
    };
}

macro_rules! switch {
    ($name:literal, $field:ident, $before:expr) => {
        getset(
            $name,
            |_, v| flag(get(&v).$field.load(Relaxed)),
            |t, v, value| {
                no_delete(t, value)?;
                let on = ops::truth(t, value)?;
                let before: fn(&Thread, Value) -> Res<()> = $before;
                before(t, v)?;
                get(&v).$field.store(on, Relaxed);
                Ok(())
            },
        )
    };
}

const GETSET: &[GetSet] = &[
    handler!(0),
    handler!(1),
    handler!(2),
    handler!(3),
    handler!(4),
    handler!(5),
    handler!(6),
    handler!(7),
    handler!(8),
    handler!(9),
    handler!(10),
    handler!(11),
    handler!(12),
    handler!(13),
    handler!(14),
    handler!(15),
    handler!(16),
    handler!(17),
    handler!(18),
    handler!(19),
    handler!(20),
    handler!(21),
    getter("intern", |t, v| Ok(get(&v).intern.get(t, obj(v)))),
    getter("CurrentLineNumber", |t, v| place(t, v, |x| x.current.line as i64)),
    getter("CurrentColumnNumber", |t, v| place(t, v, |x| x.current.column as i64)),
    getter("CurrentByteIndex", |t, v| {
        place(t, v, |x| if x.is_fresh() && !x.finished { -1 } else { x.current.index as i64 })
    }),
    getter("ErrorLineNumber", |t, v| place(t, v, |x| x.current.line as i64)),
    getter("ErrorColumnNumber", |t, v| place(t, v, |x| x.current.column as i64)),
    getter("ErrorByteIndex", |t, v| {
        place(t, v, |x| if x.is_fresh() && !x.finished { -1 } else { x.current.index as i64 })
    }),
    getter("ErrorCode", |t, v| Ok(t.int(get(&v).error.load(Relaxed).into()))),
    getter("buffer_used", |t, v| Ok(t.int(locked(t, &get(&v).text, |s| s.chars().count()) as i64))),
    switch!("buffer_text", buffers, handlers::flush),
    switch!("namespace_prefixes", prefixes, |_, _| Ok(())),
    switch!("ordered_attributes", ordered, |_, _| Ok(())),
    switch!("specified_attributes", specified, |_, _| Ok(())),
    getset(
        "buffer_size",
        |t, v| Ok(t.int(get(&v).buffer_size.load(Relaxed) as i64)),
        |t, v, value| {
            no_delete(t, value)?;
            if !int::is_int(value) {
                return Err(t.type_error("buffer_size must be an integer"));
            }
            let size = int::to_i64(value).unwrap_or(i64::MAX);
            if size <= 0 {
                return Err(t.value_error("buffer_size must be greater than zero"));
            }
            if size > i64::from(i32::MAX) {
                return Err(t.value_error(format_args!("buffer_size must not be greater than {}", i32::MAX)));
            }
            handlers::flush(t, v)?;
            get(&v).buffer_size.store(size as usize, Relaxed);
            Ok(())
        },
    ),
];
