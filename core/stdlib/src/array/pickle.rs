//! How arrays are pickled: by numbers for the machine's representations, so that another machine can read them.

use super::kind::{self, Form, KINDS, Kind};
use super::{ARRAY, append, append_bytes, copy_bytes, is_array, kind_of, sequence};
use heddle_objects::native::{Def, def_doc};
use heddle_objects::typeobj::is_subtype;
use heddle_objects::types::{bytes, int, list, str, tuple, type_};
use heddle_objects::{Ref, Res, Thread, Value, attr, ops};

pub const FUNCTIONS: &[Def] = &[def_doc(
    "_array_reconstructor(arraytype, typecode, mformat_code, items, /)",
    reconstruct,
    "Internal. Used for pickling support.",
)];

/// `__reduce_ex__`
pub fn reduce(t: &Thread, a: &[Value]) -> Res {
    let Some(protocol) = int::to_i64(a[1]) else {
        return Err(t.type_error("__reduce_ex__ argument should be an integer"));
    };
    let v = a[0];
    let kind = kind_of(v);
    let class = Ref::new(ops::type_of(v));
    let attributes = if attr::own_names(t, v).is_empty() { Ref::NONE } else { ops::instance_dict(t, v) };
    let code = str::from_char(t, kind.code as u32);
    let parts = if protocol < 3 {
        let items = list::from_refs(t, sequence::values(t, v)?);
        vec![class, tuple::from_refs(t, vec![code, items]), attributes]
    } else {
        let module = crate::util::import(t, "array")?;
        let make = ops::getattr_str(t, module.v(), "_array_reconstructor")?;
        let data = bytes::from_vec(t, copy_bytes(t, v));
        let args = vec![class, code, t.int(kind.machine), data];
        vec![make, tuple::from_refs(t, args), attributes]
    };
    Ok(tuple::from_refs(t, parts))
}

/// Size and form of a representation, and whether the most significant byte comes first.
fn representation(machine: i64) -> Option<(usize, Form, bool)> {
    use Form::*;
    let big = machine & 1 == 1;
    Some(match machine {
        0 => (1, Unsigned, false),
        1 => (1, Signed, false),
        2 | 3 => (2, Unsigned, big),
        4 | 5 => (2, Signed, big),
        6 | 7 => (4, Unsigned, big),
        8 | 9 => (4, Signed, big),
        10 | 11 => (8, Unsigned, big),
        12 | 13 => (8, Signed, big),
        14 | 15 => (4, Float, big),
        16 | 17 => (8, Float, big),
        // UTF-16, then UTF-32.
        18 | 19 => (2, Char, big),
        20 | 21 => (4, Char, big),
        _ => return None,
    })
}

fn reconstruct(t: &Thread, a: &[Value]) -> Res {
    let class = a[0];
    if !type_::is_type(class) {
        return Err(t.type_error(format_args!(
            "first argument must be a type object, not {}",
            ops::type_name(class)
        )));
    }
    if !is_subtype(t, class, ARRAY.get()) {
        return Err(t.type_error(format_args!(
            "{} is not a subtype of {}",
            heddle_objects::typeobj::name_of(class),
            ARRAY.def.name
        )));
    }
    let code = str::try_view(&a[1]).filter(|view| view.len() == 1).map(|view| view.get(0));
    let Some(own) = code.and_then(kind::of) else {
        return Err(t.value_error("second argument must be a valid type code"));
    };
    let machine = ops::arg_i64(t, a[2])?;
    let Some((size, form, big)) = representation(machine) else {
        return Err(t.value_error("third argument must be a valid machine format code."));
    };
    let Some(data) = bytes::try_view(&a[3]) else {
        return Err(
            t.type_error(format_args!("fourth argument should be bytes, not {}", ops::type_name(a[3])))
        );
    };
    if data.len() % size != 0 {
        return Err(t.value_error("bytes length not a multiple of item size"));
    }
    let fits = |k: &&Kind| k.size == size && k.form == form;
    let kind = if own.machine == machine || form == Form::Char {
        own
    } else {
        KINDS.iter().find(fits).unwrap_or(own)
    };
    let code = str::from_char(t, kind.code as u32);
    let made = ops::call_pos(t, class, &[code.v()])?;
    if !is_array(made.v()) {
        return Err(t.type_error("the class made no array"));
    }
    let mut data = data.to_vec();
    if big {
        data.chunks_exact_mut(size).for_each(<[u8]>::reverse);
    }
    if form == Form::Char && size == 2 {
        let units: Vec<u16> = data.chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
        for c in char::decode_utf16(units) {
            let c = c.map_or_else(|e| u32::from(e.unpaired_surrogate()), |c| c as u32);
            append(t, made.v(), str::from_char(t, c).v())?;
        }
    } else if kind.size == size {
        append_bytes(t, made.v(), &data)?;
    } else {
        return Err(t.value_error("third argument must be a valid machine format code."));
    }
    Ok(made)
}
