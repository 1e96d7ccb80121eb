//! `BufferedRWPair`: a reader and a writer in one object. Must never know what they are.

use super::super::base::BUFFERED_IO_BASE;
use super::super::unsupported;
use super::{READER, WRITER};
use crate::util::{init, shape_of_class};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::exceptions as exc;
use heddle_objects::{Ref, Res, Slot, Thread, Value, ops};

/// The pair's payload.
pub struct Pair {
    reader: Slot,
    writer: Slot,
}
heddle_objects::payload!(Pair { reader, writer });

/// `_io.BufferedRWPair`
pub static PAIR: NativeType = NativeType::new(TypeDef {
    base: Some(&BUFFERED_IO_BASE),
    flags: flags::BASE,
    methods: METHODS,
    getset: &[getter("closed", |t, v| {
        let writer = part(t, v, false)?;
        ops::getattr_str(t, writer.v(), "closed")
    })],
    doc: "A buffered reader and writer object together.",
    ..TypeDef::new("_io.BufferedRWPair", Pair::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.del = Some(super::super::base::finalise);
    s.new = Some(|t, cls, _| {
        Ok(t.alloc(shape_of_class(cls), Pair { reader: Slot::undef(), writer: Slot::undef() }))
    });
    init!(s, "BufferedRWPair($self, reader, writer, buffer_size=131072, /)", |t, a| {
        for (v, method, what) in [(a[1], "readable", "readable"), (a[2], "writable", "writable")] {
            let able = ops::call_method(t, v, method, &[])?;
            if !ops::truth(t, able.v())? {
                return Err(unsupported(t, &format!("File or stream is not {what}.")));
            }
        }
        let size =
            if a[3].is_undef() { t.int(super::super::DEFAULT_BUFFER_SIZE as i64) } else { Ref::new(a[3]) };
        let reader = ops::call_pos(t, READER.get(), &[a[1], size.v()])?;
        let writer = ops::call_pos(t, WRITER.get(), &[a[2], size.v()])?;
        let p = a[0].expect::<Pair>();
        p.reader.set(t, ops::object(a[0]), reader);
        p.writer.set(t, ops::object(a[0]), writer);
        Ok(Ref::NONE)
    });
}

fn part(t: &Thread, v: Value, reader: bool) -> Res {
    let p = v.expect::<Pair>();
    let part = if reader { &p.reader } else { &p.writer }.get(t, ops::object(v));
    part.some().ok_or_else(|| t.value_error("I/O operation on uninitialized object"))
}

macro_rules! forward {
    ($sig:literal, $name:literal, $reader:literal) => {
        def($sig, |t, a| {
            let part = part(t, a[0], $reader)?;
            let n = a.iter().skip(1).take_while(|v| !v.is_undef()).count();
            ops::call_method(t, part.v(), $name, &a[1..1 + n])
        })
    };
}

const METHODS: &[Def] = &[
    forward!("read($self, size=-1, /)", "read", true),
    forward!("read1($self, size=-1, /)", "read1", true),
    forward!("peek($self, size=0, /)", "peek", true),
    forward!("readinto($self, buffer, /)", "readinto", true),
    forward!("readinto1($self, buffer, /)", "readinto1", true),
    forward!("readable($self, /)", "readable", true),
    forward!("write($self, buffer, /)", "write", false),
    forward!("flush($self, /)", "flush", false),
    forward!("writable($self, /)", "writable", false),
    def("close($self, /)", |t, a| {
        let (reader, writer) = (part(t, a[0], true)?, part(t, a[0], false)?);
        let first = ops::call_method(t, writer.v(), "close", &[]);
        let second = ops::call_method(t, reader.v(), "close", &[]);
        match (first, second) {
            (Ok(_), second) => second,
            (Err(e), Ok(_)) => Err(e),
            (Err(e), Err(second)) => {
                exc::set_context_value(t, second.0.v(), e.0);
                Err(second)
            }
        }
    }),
    def("isatty($self, /)", |t, a| {
        let writer = part(t, a[0], false)?;
        let answer = ops::call_method(t, writer.v(), "isatty", &[])?;
        if !answer.is(Value::FALSE) {
            return Ok(answer);
        }
        let reader = part(t, a[0], true)?;
        ops::call_method(t, reader.v(), "isatty", &[])
    }),
    def("__getstate__($self, /)", super::super::no_pickle),
];
