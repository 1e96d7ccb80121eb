//! The methods of arrays.

use super::kind::Form;
use super::{
    ARRAY, append, append_bytes, append_text, copy_bytes, extend, kind_of, len, make, pickle, resize,
    sequence, with,
};
use crate::util::{arg_size, class_getitem, slice_index};
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::types::buffer::Buffer;
use heddle_objects::types::{bytes, exceptions, list, seq, str, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};

pub const METHODS: &[Def] = &[
    def_doc(
        "append($self, v, /)",
        |t, a| append(t, a[0], a[1]).map(|()| Ref::NONE),
        "Append new value v to the end of the array.",
    ),
    def_doc(
        "buffer_info($self, /)",
        |t, a| {
            let (address, n) = with(t, a[0], |bytes| (bytes.as_ptr() as i64, bytes.len()));
            let n = n / kind_of(a[0]).size;
            Ok(tuple::from_refs(t, vec![t.int(address), t.int(n as i64)]))
        },
        "Return a tuple (address, length) giving the current memory address and the length in items of the buffer used to hold array's contents.",
    ),
    def_doc(
        "byteswap($self, /)",
        |t, a| {
            let size = kind_of(a[0]).size;
            with(t, a[0], |bytes| bytes.chunks_exact_mut(size).for_each(<[u8]>::reverse));
            Ok(Ref::NONE)
        },
        "Byteswap all items of the array.",
    ),
    def_doc(
        "clear($self, /)",
        |t, a| resize(t, a[0], Vec::clear).map(|()| Ref::NONE),
        "Remove all items from the array.",
    ),
    def_doc(
        "count($self, v, /)",
        |t, a| {
            let (mut n, mut from) = (0, 0);
            while let Some(k) = sequence::find(t, a[0], a[1], from, usize::MAX)? {
                n += 1;
                from = k + 1;
            }
            Ok(t.int(n))
        },
        "Return number of occurrences of v in the array.",
    ),
    def_doc(
        "extend($self, bb, /)",
        |t, a| extend(t, a[0], a[1]).map(|()| Ref::NONE),
        "Append items to the end of the array.",
    ),
    def_doc(
        "frombytes($self, buffer, /)",
        |t, a| {
            let given = Buffer::get(t, a[1])?.into_vec();
            append_bytes(t, a[0], &given).map(|()| Ref::NONE)
        },
        "Appends items from the string, interpreting it as an array of machine values, as if it had been read from a file using the fromfile() method.",
    ),
    def_doc(
        "fromfile($self, f, n, /)",
        from_file,
        "Read n objects from the file object f and append them to the end of the array.",
    ),
    def_doc(
        "fromlist($self, list, /)",
        |t, a| {
            if !list::is_list(a[1]) {
                return Err(t.type_error("arg must be list"));
            }
            let items = list::snapshot(t, a[1]);
            sequence::append_all(t, a[0], &items).map(|()| Ref::NONE)
        },
        "Append items to array from list.",
    ),
    def_doc(
        "fromunicode($self, ustr, /)",
        |t, a| {
            if !str::is_str(a[1]) {
                return Err(t.type_error(format_args!(
                    "fromunicode() argument must be str, not {}",
                    ops::type_name(a[1])
                )));
            }
            if kind_of(a[0]).form != Form::Char {
                return Err(
                    t.value_error("fromunicode() may only be called on unicode type arrays ('u' or 'w')")
                );
            }
            append_text(t, a[0], a[1]).map(|()| Ref::NONE)
        },
        "Extends this array with data from the unicode string ustr.",
    ),
    def_doc(
        "index($self, v, start=0, stop=9223372036854775807, /)",
        index,
        "Return index of first occurrence of v in the array.\n\nRaise ValueError if the value is not present.",
    ),
    def_doc(
        "insert($self, i, v, /)",
        |t, a| {
            let at = arg_size(t, a[1])?;
            let kind = kind_of(a[0]);
            let item = kind.item(t, a[2])?;
            resize(t, a[0], |bytes| {
                let n = (bytes.len() / kind.size) as isize;
                let k = (if at < 0 { (at + n).max(0) } else { at.min(n) }) as usize * kind.size;
                bytes.splice(k..k, item[..kind.size].iter().copied());
            })?;
            Ok(Ref::NONE)
        },
        "Insert a new item v into the array before position i.",
    ),
    def_doc(
        "pop($self, i=-1, /)",
        |t, a| {
            let at = if a[1].is_undef() { -1 } else { arg_size(t, a[1])? };
            let n = len(t, a[0]);
            if n == 0 {
                return Err(t.index_error("pop from empty array"));
            }
            let taken = match seq::wrap_index(at, n) {
                Some(k) => sequence::take(t, a[0], k)?,
                None => None,
            };
            taken.ok_or_else(|| t.index_error("pop index out of range"))
        },
        "Return the i-th element and delete it from the array.\n\ni defaults to -1.",
    ),
    def_doc(
        "remove($self, v, /)",
        |t, a| match sequence::find(t, a[0], a[1], 0, usize::MAX)? {
            Some(k) => sequence::take(t, a[0], k).map(|_| Ref::NONE),
            None => Err(t.value_error("array.remove(x): x not in array")),
        },
        "Remove the first occurrence of v in the array.",
    ),
    def_doc(
        "reverse($self, /)",
        |t, a| {
            let size = kind_of(a[0]).size;
            with(t, a[0], |bytes| {
                bytes.reverse();
                bytes.chunks_exact_mut(size).for_each(<[u8]>::reverse);
            });
            Ok(Ref::NONE)
        },
        "Reverse the order of the items in the array.",
    ),
    def_doc(
        "tobytes($self, /)",
        |t, a| Ok(bytes::from_vec(t, copy_bytes(t, a[0]))),
        "Convert the array to an array of machine values and return the bytes representation.",
    ),
    def_doc(
        "tofile($self, f, /)",
        |t, a| {
            for block in copy_bytes(t, a[0]).chunks(64 << 10) {
                let block = t.bytes(block);
                ops::call_method(t, a[1], "write", &[block.v()])?;
            }
            Ok(Ref::NONE)
        },
        "Write all items (as machine values) to the file object f.",
    ),
    def_doc(
        "tolist($self, /)",
        |t, a| Ok(list::from_refs(t, sequence::values(t, a[0])?)),
        "Convert array to an ordinary list with the same items.",
    ),
    def_doc(
        "tounicode($self, /)",
        |t, a| {
            if kind_of(a[0]).form != Form::Char {
                return Err(
                    t.value_error("tounicode() may only be called on unicode type arrays ('u' or 'w')")
                );
            }
            sequence::text(t, a[0])
        },
        "Extends this array with data from the unicode string ustr.",
    ),
    def_doc("__copy__($self, /)", copy, "Return a copy of the array."),
    def_doc("__deepcopy__($self, unused, /)", copy, "Return a copy of the array."),
    def_doc("__reduce_ex__($self, value, /)", pickle::reduce, "Return state information for pickling."),
    def_doc(
        "__sizeof__($self, /)",
        |t, a| {
            let held = with(t, a[0], |bytes| bytes.capacity());
            let shape = heddle_objects::shape::shape_of(ops::object(a[0]));
            Ok(t.int((shape.size() + 16 + held) as i64))
        },
        "Size of the array in memory, in bytes.",
    ),
    def("__class_getitem__($type, object, /)", class_getitem),
];

fn copy(t: &Thread, a: &[Value]) -> Res {
    let bytes = copy_bytes(t, a[0]);
    Ok(make(t, ARRAY.get(), kind_of(a[0]), bytes))
}

fn index(t: &Thread, a: &[Value]) -> Res {
    let n = len(t, a[0]) as isize;
    let bound = |v: Value, default: usize| -> Res<usize> {
        if v.is_undef() {
            return Ok(default);
        }
        let k = slice_index(t, v)?;
        Ok(if k < 0 { (k + n).max(0) } else { k } as usize)
    };
    let (start, stop) = (bound(a[2], 0)?, bound(a[3], usize::MAX)?);
    match sequence::find(t, a[0], a[1], start, stop)? {
        Some(k) => Ok(t.int(k as i64)),
        None => Err(t.value_error("array.index(x): x not in array")),
    }
}

fn from_file(t: &Thread, a: &[Value]) -> Res {
    let n = arg_size(t, a[2])?;
    if n < 0 {
        return Err(t.value_error("negative count"));
    }
    let Some(wanted) = (n as usize).checked_mul(kind_of(a[0]).size).filter(|&n| n < isize::MAX as usize)
    else {
        return Err(t.memory_error(""));
    };
    let count = t.int(wanted as i64);
    let read = ops::call_method(t, a[1], "read", &[count.v()])?;
    let Some(data) = bytes::try_view(&read) else { return Err(t.type_error("read() didn't return bytes")) };
    append_bytes(t, a[0], data)?;
    if data.len() != wanted {
        return Err(t.error(&exceptions::EOF_ERROR, "read() didn't return enough bytes"));
    }
    Ok(Ref::NONE)
}
