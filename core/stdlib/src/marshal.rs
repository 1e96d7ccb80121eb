//! `marshal`: CPython's format for everything but code objects, which are the bytecode crate's own serialisation.

use crate::NativeModule;
use heddle_numeric::int::{IntRef, convert};
use heddle_objects::native::{Def, def};
use heddle_objects::types::{
    buffer, bytes, code, complex, dict, exceptions as exc, float, int, list, set, str, tuple,
};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use std::sync::Arc;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    init: |t, m| {
        m.set_int(t, "version", 5);
        Ok(())
    },
    ..NativeModule::new("marshal", FUNCTIONS)
};

const FUNCTIONS: &[Def] = &[
    def("dumps(value, version=5, /, *, allow_code=True)", |t, a| {
        let mut out = vec![];
        write(t, a[0], &mut out, 0)?;
        Ok(bytes::new(t, &out))
    }),
    def("dump(value, file, version=5, /, *, allow_code=True)", |t, a| {
        let mut out = vec![];
        write(t, a[0], &mut out, 0)?;
        ops::call_method(t, a[1], "write", &[bytes::new(t, &out).v()])
    }),
    def("loads(bytes, /, *, allow_code=True)", |t, a| {
        let data = buffer::to_vec(t, a[0])?;
        let mut r = Reader { data: &data, at: 0, refs: vec![] };
        present(t, r.read(t, 0)?)
    }),
    def("load(file, /, *, allow_code=True)", |t, a| {
        let data = ops::call_method(t, a[0], "read", &[])?;
        let data = buffer::to_vec(t, data.v())?;
        let mut r = Reader { data: &data, at: 0, refs: vec![] };
        present(t, r.read(t, 0)?)
    }),
];

fn present(t: &Thread, r: Ref) -> Res {
    if r.is_undef() { Err(t.type_error("NULL object in marshal data for object")) } else { Ok(r) }
}

/// Nesting beyond this is refused, as CPython does.
const DEPTH: usize = 2000;

fn size(t: &Thread, n: usize, out: &mut Vec<u8>) -> Res<()> {
    let n = i32::try_from(n).map_err(|_| t.value_error("unmarshallable object"))?;
    out.extend(n.to_le_bytes());
    Ok(())
}

fn write(t: &Thread, v: Value, out: &mut Vec<u8>, depth: usize) -> Res<()> {
    if depth > DEPTH {
        return Err(t.value_error("object too deeply nested to marshal"));
    }
    let many = |code: u8, items: &[Ref], out: &mut Vec<u8>| -> Res<()> {
        out.push(code);
        size(t, items.len(), out)?;
        items.iter().try_for_each(|i| t.deeper(|| write(t, i.v(), out, depth + 1)))
    };
    match v {
        v if v.is_none() => out.push(b'N'),
        v if v.is(Value::TRUE) => out.push(b'T'),
        v if v.is(Value::FALSE) => out.push(b'F'),
        v if v.is(Value::ELLIPSIS) => out.push(b'.'),
        v if v.is(exc::STOP_ITERATION.get()) => out.push(b'S'),
        v if int::INT.is_exact(v) => match int::view(&v) {
            IntRef::Small(n) if i32::try_from(n).is_ok() => {
                out.push(b'i');
                out.extend((n as i32).to_le_bytes());
            }
            n => {
                out.push(b'l');
                let (negative, digits) = convert::to_digits15(n);
                let count = digits.len() as i32;
                out.extend((if negative { -count } else { count }).to_le_bytes());
                digits.iter().for_each(|d| out.extend(d.to_le_bytes()));
            }
        },
        v if float::FLOAT.is_exact(v) => {
            out.push(b'g');
            out.extend(float::get(v).unwrap_or(0.0).to_le_bytes());
        }
        v if complex::COMPLEX.is_exact(v) => {
            out.push(b'y');
            let Some(c) = complex::get(v) else { return Err(t.value_error("unmarshallable object")) };
            out.extend(c.re.to_le_bytes());
            out.extend(c.im.to_le_bytes());
        }
        v if str::STR.is_exact(v) => {
            let text = str::view(&v).to_wtf8();
            out.push(if str::is_interned(v) { b't' } else { b'u' });
            size(t, text.len(), out)?;
            out.extend(text);
        }
        v if tuple::TUPLE.is_exact(v) => {
            let items: Vec<Ref> = tuple::items(&v).iter().map(|v| Ref::new(*v)).collect();
            many(b'(', &items, out)?;
        }
        v if list::LIST.is_exact(v) => many(b'[', &list::snapshot(t, v), out)?,
        v if set::SET.is_exact(v) => many(b'<', &set::items(t, v), out)?,
        v if set::FROZENSET.is_exact(v) => many(b'>', &set::items(t, v), out)?,
        v if dict::DICT.is_exact(v) => {
            out.push(b'{');
            for (k, value) in dict::items(t, v) {
                t.deeper(|| write(t, k.v(), out, depth + 1))?;
                t.deeper(|| write(t, value.v(), out, depth + 1))?;
            }
            out.push(b'0');
        }
        v if code::is_code(v) => {
            let data = heddle_bytecode::to_bytes(&code::data(&v).code);
            out.push(b'c');
            size(t, data.len(), out)?;
            out.extend(data);
        }
        v if bytes::BYTES.is_exact(v) || ops::slots_of(v).buffer.is_some() => {
            let data = buffer::to_vec(t, v)?;
            out.push(b's');
            size(t, data.len(), out)?;
            out.extend(data);
        }
        _ => return Err(t.value_error("unmarshallable object")),
    }
    Ok(())
}

struct Reader<'a> {
    data: &'a [u8],
    at: usize,
    refs: Vec<Ref>,
}

impl Reader<'_> {
    fn take(&mut self, t: &Thread, n: usize) -> Res<&[u8]> {
        let end = self.at.checked_add(n).filter(|e| *e <= self.data.len());
        let Some(end) = end else { return Err(t.eof_error("marshal data too short")) };
        let found = &self.data[self.at..end];
        self.at = end;
        Ok(found)
    }

    fn byte(&mut self, t: &Thread) -> Res<u8> {
        match self.data.get(self.at) {
            Some(b) => {
                self.at += 1;
                Ok(*b)
            }
            None => Err(t.eof_error("EOF read where object expected")),
        }
    }

    fn number(&mut self, t: &Thread) -> Res<i32> {
        let b = self.take(t, 4)?;
        Ok(i32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    fn count(&mut self, t: &Thread) -> Res<usize> {
        let n = self.number(t)?;
        usize::try_from(n).map_err(|_| t.value_error("bad marshal data (size out of range)"))
    }

    fn double(&mut self, t: &Thread) -> Res<f64> {
        let b = self.take(t, 8)?;
        Ok(f64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]]))
    }

    fn items(&mut self, t: &Thread, n: usize, depth: usize) -> Res<Vec<Ref>> {
        let mut items = vec![];
        for _ in 0..n {
            let item = self.read(t, depth + 1)?;
            items.push(present(t, item)?);
        }
        Ok(items)
    }

    /// One object; UNDEF for the null that ends a dict.
    fn read(&mut self, t: &Thread, depth: usize) -> Res {
        if depth > DEPTH {
            return Err(t.value_error("recursion limit exceeded"));
        }
        let code = self.byte(t)?;
        let (flagged, code) = (code & 0x80 != 0, code & 0x7f);
        let place = self.refs.len();
        if flagged {
            self.refs.push(Ref::UNDEF);
        }
        let r = t.deeper(|| self.object(t, code, depth))?;
        if flagged {
            self.refs[place] = r.clone();
        }
        Ok(r)
    }

    fn text(&mut self, t: &Thread, n: usize, intern: bool) -> Res {
        let data = self.take(t, n)?;
        let Some(text) = heddle_text::Owned::from_wtf8(data) else {
            return Err(t.value_error("bad marshal data (invalid text)"));
        };
        Ok(if intern { str::intern_view(t, text.view()) } else { str::from_owned(t, &text) })
    }

    fn object(&mut self, t: &Thread, code: u8, depth: usize) -> Res {
        Ok(match code {
            b'0' => Ref::UNDEF,
            b'N' => Ref::NONE,
            b'T' => Ref::TRUE,
            b'F' => Ref::FALSE,
            b'.' => Ref::immediate(Value::ELLIPSIS),
            b'S' => exc::STOP_ITERATION.get_ref(),
            b'i' => t.int(i64::from(self.number(t)?)),
            b'l' => {
                let n = self.number(t)?;
                let count = n.unsigned_abs() as usize;
                let data = self.take(t, count * 2)?;
                let digits: Vec<u16> =
                    data.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
                match convert::from_digits15(n < 0, &digits) {
                    Some(n) => int::from_int(t, n),
                    None => return Err(t.value_error("bad marshal data (digit out of range in long)")),
                }
            }
            b'g' => t.float(self.double(t)?),
            b'y' => {
                let (re, im) = (self.double(t)?, self.double(t)?);
                t.complex(re, im)
            }
            b's' => {
                let n = self.count(t)?;
                let data = self.take(t, n)?;
                bytes::new(t, data)
            }
            b'u' | b'a' => {
                let n = self.count(t)?;
                self.text(t, n, false)?
            }
            b't' | b'A' => {
                let n = self.count(t)?;
                self.text(t, n, true)?
            }
            b'z' | b'Z' => {
                let n = self.byte(t)? as usize;
                self.text(t, n, code == b'Z')?
            }
            b'(' | b')' => {
                let n = if code == b')' { self.byte(t)? as usize } else { self.count(t)? };
                tuple::from_refs(t, self.items(t, n, depth)?)
            }
            b'[' => {
                let n = self.count(t)?;
                list::from_refs(t, self.items(t, n, depth)?)
            }
            b'<' => {
                let n = self.count(t)?;
                set::from_refs(t, self.items(t, n, depth)?)?
            }
            b'>' => {
                let n = self.count(t)?;
                set::frozen_from_refs(t, self.items(t, n, depth)?)?
            }
            b'{' => {
                let d = dict::new(t);
                loop {
                    let key = self.read(t, depth + 1)?;
                    if key.is_undef() {
                        break;
                    }
                    let value = self.read(t, depth + 1)?;
                    dict::set(t, d.v(), key.v(), present(t, value)?.v())?;
                }
                d
            }
            b'r' => {
                let n = self.count(t)?;
                match self.refs.get(n) {
                    Some(r) if !r.is_undef() => r.clone(),
                    _ => return Err(t.value_error("bad marshal data (invalid reference)")),
                }
            }
            b'c' => {
                let n = self.count(t)?;
                let data = self.take(t, n)?;
                match heddle_bytecode::from_bytes(data) {
                    Ok(c) => code::new(t, &Arc::new(c))?,
                    Err(e) => return Err(t.value_error(format_args!("bad marshal data ({e:?})"))),
                }
            }
            _ => return Err(t.value_error("bad marshal data (unknown type code)")),
        })
    }
}
