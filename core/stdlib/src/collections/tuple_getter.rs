//! `_tuplegetter`: a descriptor that reads one item of a tuple: the fields of named tuples.

use crate::util::{arg_size, new};
use heddle_objects::native::def;
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, getset};
use heddle_objects::types::tuple;
use heddle_objects::{Ref, Slot, ops};

/// The payload.
pub struct TupleGetter {
    index: isize,
    doc: Slot,
}
heddle_objects::payload!(TupleGetter { doc });

/// `collections._tuplegetter`
pub static TUPLE_GETTER: NativeType = NativeType::new(TypeDef {
    methods: &[def("__reduce__($self, /)", |t, a| {
        let g = a[0].expect::<TupleGetter>();
        let args = vec![t.int(g.index as i64), g.doc.get(t, ops::object(a[0]))];
        Ok(tuple::from_refs(t, vec![TUPLE_GETTER.get_ref(), tuple::from_refs(t, args)]))
    })],
    getset: &[getset(
        "__doc__",
        |t, v| Ok(v.expect::<TupleGetter>().doc.get(t, ops::object(v)).some().unwrap_or(Ref::NONE)),
        |t, v, new| {
            v.expect::<TupleGetter>().doc.set(t, ops::object(v), Ref::new(new));
            Ok(())
        },
    )],
    ..TypeDef::new("collections._tuplegetter", TupleGetter::vtable, slots)
});

fn slots(s: &mut Slots) {
    new!(s, "_tuplegetter($type, index, doc, /)", |t, a| {
        let payload = TupleGetter { index: arg_size(t, a[1])?, doc: Slot::new(Ref::new(a[2])) };
        Ok(t.alloc(crate::util::shape_of_class(a[0]), payload))
    });
    s.repr = Some(|t, v| {
        let g = v.expect::<TupleGetter>();
        let doc = ops::repr_text(t, g.doc.get(t, ops::object(v)).v())?;
        Ok(t.str(&format!("_tuplegetter({}, {doc})", g.index)))
    });
    s.descr_get = Some(|t, v, instance, _| {
        let g = v.expect::<TupleGetter>();
        if instance.is_none_or_undef() {
            return Ok(Ref::new(v));
        }
        let Some(items) = tuple::try_items(&instance) else {
            return Err(t.type_error(format_args!(
                "descriptor for index '{}' for tuple subclasses doesn't apply to '{}' object",
                g.index,
                ops::type_name(instance)
            )));
        };
        match usize::try_from(g.index).ok().and_then(|k| items.get(k)) {
            Some(&item) => Ok(Ref::new(item)),
            None => Err(t.index_error("tuple index out of range")),
        }
    });
    s.descr_set = Some(|t, _, _, value| {
        let what = if value.is_undef() { "delete" } else { "set" };
        Err(t.attribute_error(format_args!("can't {what} attribute")))
    });
}
