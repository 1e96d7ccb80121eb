//! The methods of mappings.

use super::{Fault, open, with, writable};
use heddle_objects::native::{Def, def};
use heddle_objects::types::{buffer, bytes, seq};
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// The first (or last) place of `what` between two bounds.
fn find(t: &Thread, a: &[Value], last: bool) -> Res {
    let what = buffer::to_vec(t, a[1])?;
    let bound = |v: Value| if v.is_none_or_undef() { Ok(None) } else { ops::index_clamped(t, v).map(Some) };
    let (start, end) = (bound(a[2])?, bound(a[3])?);
    let found = open(t, a[0], |m, _| {
        let all = m.bytes();
        let clamp = |n: Option<isize>, default: usize| match n {
            None => default,
            Some(n) if n < 0 => all.len().saturating_add_signed(n),
            Some(n) => (n as usize).min(all.len()),
        };
        let start = clamp(start, if last { 0 } else { m.position.min(all.len()) });
        let end = clamp(end, all.len());
        let Some(part) = all.get(start..end) else { return Ok(None) };
        let at = if what.is_empty() {
            Some(if last { part.len() } else { 0 })
        } else if last {
            part.windows(what.len()).rposition(|w| w == what)
        } else {
            part.windows(what.len()).position(|w| w == what)
        };
        Ok(at.map(|k| k + start))
    })?;
    Ok(t.int(found.map_or(-1, |k| k as i64)))
}

fn read(t: &Thread, a: &[Value]) -> Res {
    let n = if a[1].is_none_or_undef() {
        None
    } else if seq::is_index(a[1]) {
        usize::try_from(ops::index_isize(t, a[1])?).ok()
    } else {
        let name = ops::type_name(a[1]);
        return Err(t.type_error(format_args!("argument should be integer or None, not '{name}'")));
    };
    let part = open(t, a[0], |m, _| {
        let rest = m.rest();
        let part = rest[..n.unwrap_or(rest.len()).min(rest.len())].to_vec();
        m.position += part.len();
        Ok(part)
    })?;
    Ok(bytes::from_vec(t, part))
}

fn seek(t: &Thread, a: &[Value]) -> Res {
    let by = ops::index_isize(t, a[1])?;
    let whence = if a[2].is_undef() { 0 } else { ops::arg_i32(t, a[2])? };
    let at = open(t, a[0], |m, _| {
        let len = m.bytes().len();
        let base = match whence {
            0 => 0,
            1 => m.position as isize,
            2 => len as isize,
            _ => return Err(Fault::Value("unknown seek type")),
        };
        let at = base.checked_add(by).and_then(|n| usize::try_from(n).ok()).filter(|n| *n <= len);
        m.position = at.ok_or(Fault::Value("seek out of range"))?;
        Ok(m.position)
    })?;
    Ok(t.int(at as i64))
}

fn write(t: &Thread, a: &[Value]) -> Res {
    let data = buffer::to_vec(t, a[1])?;
    writable(t, a[0], |m| {
        let at = m.position;
        let to = m.bytes_mut().get_mut(at..).and_then(|rest| rest.get_mut(..data.len()));
        to.ok_or(Fault::Value("data out of range"))?.copy_from_slice(&data);
        m.position += data.len();
        Ok(())
    })?;
    Ok(t.int(data.len() as i64))
}

/// A place that must not be negative.
fn place(t: &Thread, v: Value) -> Res<Option<usize>> {
    Ok(usize::try_from(ops::index_isize(t, v)?).ok())
}

fn advise(t: &Thread, a: &[Value]) -> Res {
    let how = ops::arg_i32(t, a[1])?;
    let start = if a[2].is_undef() { Some(0) } else { place(t, a[2])? };
    let length = if a[3].is_none_or_undef() { Some(usize::MAX) } else { place(t, a[3])? };
    open(t, a[0], |m, _| {
        let start =
            start.filter(|n| *n < m.bytes().len()).ok_or(Fault::Value("madvise start out of bounds"))?;
        m.advise(how, start, length.ok_or(Fault::Value("madvise length invalid"))?)
    })?;
    Ok(Ref::NONE)
}

fn close(t: &Thread, a: &[Value]) -> Res {
    let done = with(t, a[0], |m, exports| {
        if exports > 0 {
            return Err(Fault::Exported("cannot close exported pointers exist"));
        }
        m.close();
        Ok(())
    });
    done.map(|()| Ref::NONE).map_err(|fault| fault.raise(t))
}

/// The methods.
pub(super) const METHODS: &[Def] = &[
    def("close($self, /)", close),
    def("find($self, view, start=None, end=None, /)", |t, a| find(t, a, false)),
    def("rfind($self, view, start=None, end=None, /)", |t, a| find(t, a, true)),
    def("flush($self, offset=0, size=None, /)", |t, a| {
        let from = if a[1].is_undef() { Some(0) } else { place(t, a[1])? };
        let size = if a[2].is_none_or_undef() { None } else { Some(place(t, a[2])?) };
        open(t, a[0], |m, _| {
            let bad = || Fault::Value("flush values out of range");
            let len = m.bytes().len();
            let from = from.filter(|n| *n <= len).ok_or_else(bad)?;
            let size = match size {
                None => len - from,
                Some(n) => n.filter(|n| *n <= len - from).ok_or_else(bad)?,
            };
            m.flush(from, size)
        })?;
        Ok(Ref::NONE)
    }),
    def("madvise($self, option, start=0, length=None, /)", advise),
    def("move($self, dest, src, count, /)", |t, a| {
        let (to, from, n) = (place(t, a[1])?, place(t, a[2])?, place(t, a[3])?);
        writable(t, a[0], |m| {
            let bad = || Fault::Value("source, destination, or count out of range");
            let (Some(to), Some(from), Some(n)) = (to, from, n) else { return Err(bad()) };
            let all = m.bytes_mut();
            let fits = |at: usize| at.checked_add(n).is_some_and(|end| end <= all.len());
            if !fits(to) || !fits(from) {
                return Err(bad());
            }
            all.copy_within(from..from + n, to);
            Ok(())
        })?;
        Ok(Ref::NONE)
    }),
    def("read($self, n=None, /)", read),
    def("read_byte($self, /)", |t, a| {
        let byte = open(t, a[0], |m, _| {
            let byte = *m.rest().first().ok_or(Fault::Value("read byte out of range"))?;
            m.position += 1;
            Ok(byte)
        })?;
        Ok(t.int(byte.into()))
    }),
    def("readline($self, /)", |t, a| {
        let line = open(t, a[0], |m, _| {
            let rest = m.rest();
            let end = rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |k| k + 1);
            let line = rest[..end].to_vec();
            m.position += end;
            Ok(line)
        })?;
        Ok(bytes::from_vec(t, line))
    }),
    def("resize($self, newsize, /)", |t, a| {
        let len = place(t, a[1])?;
        open(t, a[0], |m, exports| {
            if exports > 0 {
                return Err(Fault::Exported("mmap can't resize with extant buffers exported."));
            }
            m.resize(len.ok_or(Fault::Value("new size out of range"))?)
        })?;
        Ok(Ref::NONE)
    }),
    def("seek($self, pos, whence=0, /)", seek),
    def("seekable($self, /)", |_, _| Ok(Ref::TRUE)),
    def("size($self, /)", |t, a| Ok(t.int(open(t, a[0], |m, _| m.size())?))),
    def("tell($self, /)", |t, a| Ok(t.int(open(t, a[0], |m, _| Ok(m.position))? as i64))),
    def("write($self, bytes, /)", write),
    def("write_byte($self, byte, /)", |t, a| {
        let n = ops::arg_i64(t, a[1])?;
        let byte = u8::try_from(n).map_err(|_| {
            t.overflow_error(if n < 0 {
                "unsigned byte integer is less than minimum"
            } else {
                "unsigned byte integer is greater than maximum"
            })
        })?;
        writable(t, a[0], |m| {
            let at = m.position;
            *m.bytes_mut().get_mut(at).ok_or(Fault::Value("write byte out of range"))? = byte;
            m.position += 1;
            Ok(())
        })?;
        Ok(Ref::NONE)
    }),
    def("__enter__($self, /)", |t, a| open(t, a[0], |_, _| Ok(())).map(|()| Ref::new(a[0]))),
    def("__exit__($self, exc_type, exc_value, traceback, /)", close),
];
