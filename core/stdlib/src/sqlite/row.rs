//! `sqlite3.Row`: a tuple with the names of its columns.

use super::cursor;
use crate::util::{new, shape_of_class};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::refs::Fixed;
use heddle_objects::slots::{Compare, Slots};
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::exceptions::INDEX_ERROR;
use heddle_objects::types::{int, list, slice, str, tuple};
use heddle_objects::{Ref, Res, Value, ops};

/// A row's payload.
pub struct Row {
    data: Fixed,
    description: Fixed,
}
heddle_objects::payload!(Row { data, description });

/// `sqlite3.Row`
pub static ROW: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    methods: METHODS,
    ..TypeDef::new("sqlite3.Row", <Row as Payload>::vtable, slots)
});

const METHODS: &[Def] = &[def("keys($self, /)", |t, a| {
    let names = list::new(t);
    for name in names_of(&a[0])? {
        list::append(t, names.v(), Ref::new(name));
    }
    Ok(names)
})];

fn names_of(v: &Value) -> Res<Vec<Value>> {
    let description = v.expect::<Row>().description.v();
    Ok(tuple::try_items(&description)
        .unwrap_or(&[])
        .iter()
        .filter_map(|d| tuple::try_items(d)?.first().copied())
        .collect())
}

fn data(v: Value) -> Value {
    v.expect::<Row>().data.v()
}

fn slots(s: &mut Slots) {
    new!(s, "Row($type, cursor, data, /)", |t, a| {
        let Some(description) = cursor::description(t, a[1]) else {
            let name = ops::type_name(a[1]);
            return Err(t.type_error(format_args!("Row() argument 1 must be sqlite3.Cursor, not {name}")));
        };
        if tuple::try_items(&a[2]).is_none() {
            let name = ops::type_name(a[2]);
            return Err(t.type_error(format_args!("Row() argument 2 must be tuple, not {name}")));
        }
        let row = Row { data: Fixed::new(Ref::new(a[2])), description: Fixed::new(description) };
        Ok(t.alloc(shape_of_class(a[0]), row))
    });
    s.len = Some(|t, v| ops::len(t, data(v)));
    s.iter = Some(|t, v| ops::iter(t, data(v)));
    s.hash = Some(|t, v| Ok(ops::hash(t, v.expect::<Row>().description.v())? ^ ops::hash(t, data(v))?));
    s.getitem = Some(|t, v, key| {
        if str::is_str(key) {
            let wanted = str::lossy(key);
            for (k, name) in names_of(&v)?.into_iter().enumerate() {
                if str::lossy(name).eq_ignore_ascii_case(&wanted) {
                    return ops::getitem(t, data(v), t.int(k as i64).v());
                }
            }
            return Err(t.error(&INDEX_ERROR, "No item with that key"));
        }
        if int::is_int(key) || slice::SLICE.is_exact(key) || ops::slots_of(key).index.is_some() {
            return ops::getitem(t, data(v), key);
        }
        Err(t.error(&INDEX_ERROR, "Index must be int or string"))
    });
    s.compare = Some(|t, a, b, op| {
        if !matches!(op, Compare::Eq | Compare::Ne) || !ROW.is_instance(b) || !ROW.is_instance(a) {
            return Ok(Ref::NOT_IMPLEMENTED);
        }
        let (x, y) = (a.expect::<Row>(), b.expect::<Row>());
        let same =
            ops::equal(t, x.description.v(), y.description.v())? && ops::equal(t, x.data.v(), y.data.v())?;
        Ok(Ref::bool(same == (op == Compare::Eq)))
    });
}
