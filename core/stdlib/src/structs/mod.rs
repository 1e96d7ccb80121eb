//! `_struct`: values as bytes in the layouts of C. `format` parses layouts, `values` converts.

pub mod format;
mod unpacker;
pub mod values;

use crate::NativeModule;
use crate::util::{arg_size, init, shape_of_class};
use format::Layout;
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::buffer::{Buffer, BufferMut};
use heddle_objects::types::exceptions::{EXCEPTION, Exception};
use heddle_objects::types::{bytes, str, tuple};
use heddle_objects::{Raised, Ref, Res, Slot, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use std::fmt::Display;
use std::sync::Arc;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "Functions to convert between Python values and C structs.\n\
          Python bytes objects are used to hold the data representing the C struct\n\
          and also as format strings (explained below) to describe the layout of data\nin the C struct.\n",
    types: &[&STRUCT, &ERROR],
    ..NativeModule::new("_struct", FUNCTIONS)
};

/// `struct.error`
static ERROR: NativeType = NativeType::new(TypeDef {
    base: Some(&EXCEPTION),
    flags: flags::BASE | flags::WEAKREF,
    ..TypeDef::new("struct.error", <Exception as Payload>::vtable, |_| ())
});

/// A `struct.error`.
#[cold]
pub fn error(t: &Thread, message: impl Display) -> Raised {
    t.error(&ERROR, message)
}

const FUNCTIONS: &[Def] = &[
    def_doc(
        "_clearcache()",
        |_, _| {
            drop(std::mem::take(&mut *CACHE.lock()));
            Ok(Ref::NONE)
        },
        "Clear the internal cache.",
    ),
    def_doc(
        "calcsize(format, /)",
        |t, a| Ok(t.int(cached(t, a[0])?.size as i64)),
        "Return size in bytes of the struct described by the format string.",
    ),
    def_doc(
        "pack",
        |t, a| {
            let args = tuple::items(&a[0]);
            let Some((&format, rest)) = args.split_first() else {
                return Err(t.type_error("missing format argument"));
            };
            pack(t, &*cached(t, format)?, rest)
        },
        "pack(format, v1, v2, ...) -> bytes\n\nReturn a bytes object containing the values v1, v2, ... packed according\nto the format string.  See help(struct) for more on format strings.",
    ),
    def_doc(
        "pack_into",
        |t, a| {
            let args = tuple::items(&a[0]);
            let Some((&format, rest)) = args.split_first() else {
                return Err(t.type_error("missing format argument"));
            };
            pack_into(t, &*cached(t, format)?, rest)
        },
        "pack_into(format, buffer, offset, v1, v2, ...)\n\nPack the values v1, v2, ... according to the format string and write\nthe packed bytes into the writable buffer buf starting at offset.  Note\nthat the offset is a required argument.  See help(struct) for more\non format strings.",
    ),
    def_doc(
        "unpack(format, buffer, /)",
        |t, a| unpack(t, &*cached(t, a[0])?, a[1]),
        "Return a tuple containing values unpacked according to the format string.\n\nThe buffer's size in bytes must be calcsize(format).",
    ),
    def_doc(
        "unpack_from(format, /, buffer, offset=0)",
        |t, a| unpack_from(t, &*cached(t, a[0])?, a[1], a[2]),
        "Return a tuple containing values unpacked according to the format string.\n\nThe buffer's size, minus offset, must be at least calcsize(format).",
    ),
    def_doc(
        "iter_unpack(format, buffer, /)",
        |t, a| unpacker::new(t, cached(t, a[0])?, a[1]),
        "Return an iterator yielding tuples unpacked from the given bytes.\n\nThe bytes are unpacked according to the format string, like\na repeated invocation of unpack_from().",
    ),
];

/// Layouts of formats that were used.
static CACHE: Mutex<Vec<(String, Arc<Layout>)>> = Mutex::new(Vec::new());
const CACHED: usize = 100;

fn format_text(t: &Thread, v: Value) -> Res<String> {
    let text = if str::is_str(v) {
        match str::view(&v) {
            heddle_text::View::Ascii(s) => String::from_utf8_lossy(s).into_owned(),
            _ => {
                // As `str.encode` says it.
                let encoding = t.str("ascii");
                ops::call_method(t, v, "encode", &[encoding.v()])?;
                String::new()
            }
        }
    } else if let Some(b) = bytes::try_view(&v) {
        b.iter().map(|&b| b as char).collect()
    } else {
        return Err(t.type_error(format_args!(
            "Struct() argument 1 must be a str or bytes object, not {}",
            ops::type_name(v)
        )));
    };
    if text.contains('\0') {
        return Err(error(t, "embedded null character"));
    }
    Ok(text)
}

fn cached(t: &Thread, format: Value) -> Res<Arc<Layout>> {
    let text = format_text(t, format)?;
    if let Some((_, layout)) = CACHE.lock().iter().find(|(f, _)| *f == text) {
        return Ok(layout.clone());
    }
    let layout = Arc::new(format::parse(&text).map_err(|e| error(t, e))?);
    let mut cache = CACHE.lock();
    if cache.len() >= CACHED {
        cache.clear();
    }
    cache.push((text, layout.clone()));
    Ok(layout)
}

fn check_count(t: &Thread, function: &str, layout: &Layout, given: usize) -> Res<()> {
    if given == layout.values {
        return Ok(());
    }
    Err(error(t, format_args!("{function} expected {} items for packing (got {given})", layout.values)))
}

fn pack(t: &Thread, layout: &Layout, values: &[Value]) -> Res {
    check_count(t, "pack", layout, values.len())?;
    Ok(bytes::from_vec(t, values::pack(t, layout, values)?))
}

fn pack_into(t: &Thread, layout: &Layout, args: &[Value]) -> Res {
    let (buffer, offset, values) = match args {
        [] => return Err(error(t, "pack_into expected buffer argument")),
        [_] => return Err(error(t, "pack_into expected offset argument")),
        [buffer, offset, values @ ..] => (*buffer, *offset, values),
    };
    check_count(t, "pack_into", layout, values.len())?;
    let Some(memory) = BufferMut::get(t, buffer)? else {
        return Err(t.type_error(format_args!(
            "argument must be read-write bytes-like object, not {}",
            ops::type_name(buffer)
        )));
    };
    let (offset, len) = (arg_size(t, offset)?, memory.len());
    let at = match place(t, layout, offset, len)? {
        Some(at) => at,
        None if offset < 0 => {
            return Err(error(t, format_args!("no space to pack {} bytes at offset {offset}", layout.size)));
        }
        None => return Err(too_small(t, "pack_into", "packing", layout, offset, len)),
    };
    let packed = values::pack(t, layout, values)?;
    memory.write(t, at, &packed)?;
    Ok(Ref::NONE)
}

fn too_small(t: &Thread, function: &str, what: &str, layout: &Layout, offset: isize, len: usize) -> Raised {
    error(
        t,
        format_args!(
            "{function} requires a buffer of at least {} bytes for {what} {} bytes at offset {offset} (actual \
             buffer size is {len})",
            (layout.size as u128) + offset as u128,
            layout.size
        ),
    )
}

/// Where an offset is in a buffer; `None` if there is not enough room behind it.
fn place(t: &Thread, layout: &Layout, offset: isize, len: usize) -> Res<Option<usize>> {
    let at = if offset < 0 {
        if offset.unsigned_abs() < layout.size {
            return Ok(None);
        }
        match len.checked_add_signed(offset) {
            Some(at) => at,
            None => {
                return Err(error(t, format_args!("offset {offset} out of range for {len}-byte buffer")));
            }
        }
    } else {
        offset as usize
    };
    Ok(if len >= at && len - at >= layout.size { Some(at) } else { None })
}

fn unpack(t: &Thread, layout: &Layout, buffer: Value) -> Res {
    let buffer = Buffer::get(t, buffer)?;
    if buffer.len() != layout.size {
        return Err(error(t, format_args!("unpack requires a buffer of {} bytes", layout.size)));
    }
    Ok(values::unpack(t, layout, &buffer))
}

fn unpack_from(t: &Thread, layout: &Layout, buffer: Value, offset: Value) -> Res {
    let offset = if offset.is_undef() { 0 } else { arg_size(t, offset)? };
    let buffer = Buffer::get(t, buffer)?;
    match place(t, layout, offset, buffer.len())? {
        Some(at) => Ok(values::unpack(t, layout, &buffer[at..at + layout.size])),
        None if offset < 0 => {
            Err(error(t, format_args!("not enough data to unpack {} bytes at offset {offset}", layout.size)))
        }
        None => Err(too_small(t, "unpack_from", "unpacking", layout, offset, buffer.len())),
    }
}

/// `Struct`'s payload.
pub struct Struct {
    /// The format, a str; UNDEF before `__init__`.
    format: Slot,
    layout: Mutex<Option<Arc<Layout>>>,
}
heddle_objects::payload!(Struct { format });

/// `_struct.Struct`
static STRUCT: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::WEAKREF,
    methods: METHODS,
    getset: &[
        getter("format", |t, v| {
            layout_of(t, v)?;
            Ok(v.expect::<Struct>().format.get(t, ops::object(v)))
        }),
        getter("size", |t, v| {
            let layout = v.expect::<Struct>().layout.lock().clone();
            Ok(t.int(layout.map_or(-1, |l| l.size as i64)))
        }),
    ],
    doc: "Struct(fmt) --> compiled struct object",
    ..TypeDef::new("_struct.Struct", Struct::vtable, slots)
});

const METHODS: &[Def] = &[
    def_doc(
        "pack($self, /, *values)",
        |t, a| pack(t, &*layout_of(t, a[0])?, tuple::items(&a[1])),
        "S.pack(v1, v2, ...) -> bytes\n\nReturn a bytes object containing values v1, v2, ... packed according\nto the format string S.format.  See help(struct) for more on format\nstrings.",
    ),
    def_doc(
        "pack_into($self, /, *args)",
        |t, a| pack_into(t, &*layout_of(t, a[0])?, tuple::items(&a[1])),
        "S.pack_into(buffer, offset, v1, v2, ...)\n\nPack the values v1, v2, ... according to the format string S.format\nand write the packed bytes into the writable buffer buf starting at\noffset.  Note that the offset is a required argument.  See\nhelp(struct) for more on format strings.",
    ),
    def_doc(
        "unpack($self, buffer, /)",
        |t, a| unpack(t, &*layout_of(t, a[0])?, a[1]),
        "Return a tuple containing unpacked values.",
    ),
    def_doc(
        "unpack_from($self, /, buffer, offset=0)",
        |t, a| unpack_from(t, &*layout_of(t, a[0])?, a[1], a[2]),
        "Return a tuple containing unpacked values.\n\nValues are unpacked according to the format string Struct.format.",
    ),
    def_doc(
        "iter_unpack($self, buffer, /)",
        |t, a| unpacker::new(t, layout_of(t, a[0])?, a[1]),
        "Return an iterator yielding tuples.",
    ),
    def("__sizeof__($self, /)", |t, a| {
        let items = layout_of(t, a[0])?.items.len();
        Ok(t.int((64 + items * size_of::<format::Item>()) as i64))
    }),
];

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| {
        Ok(t.alloc(shape_of_class(cls), Struct { format: Slot::undef(), layout: Mutex::new(None) }))
    });
    init!(s, "Struct($self, /, format)", |t, a| {
        let text = format_text(t, a[1])?;
        let layout = Arc::new(format::parse(&text).map_err(|e| error(t, e))?);
        let s = a[0].expect::<Struct>();
        s.format.set(t, ops::object(a[0]), t.str(&text));
        *s.layout.lock() = Some(layout);
        Ok(Ref::NONE)
    });
    s.repr = Some(|t, v| {
        layout_of(t, v)?;
        let format = v.expect::<Struct>().format.get(t, ops::object(v));
        Ok(t.str(&format!("{}({})", crate::util::short_name(v), ops::repr_text(t, format.v())?)))
    });
}

fn layout_of(t: &Thread, v: Value) -> Res<Arc<Layout>> {
    let layout = v.expect::<Struct>().layout.lock().clone();
    layout.ok_or_else(|| t.runtime_error("Struct object is not initialized"))
}
