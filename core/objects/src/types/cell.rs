//! `cell`: a variable that closures share.

use crate::native::Args;
use crate::ops;
use crate::payload::Payload;
use crate::refs::{Ref, Slot};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, getset};
use crate::value::Value;

/// A cell's payload.
pub struct Cell {
    /// What the variable holds; UNDEF: nothing.
    pub contents: Slot,
}
crate::payload!(Cell { contents });

/// `cell`
pub static CELL: NativeType = NativeType::new(TypeDef {
    getset: &[getset(
        "cell_contents",
        |t, v| {
            let found = get(t, v);
            if found.is_undef() { Err(t.value_error("Cell is empty")) } else { Ok(found) }
        },
        |t, v, new| {
            set(t, v, Ref::new(new));
            Ok(())
        },
    )],
    ..TypeDef::new("cell", Cell::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(|t, _, args: Args| {
        let contents = match args.positional() {
            [] => Ref::UNDEF,
            [v] => Ref::new(*v),
            more => {
                return Err(
                    t.type_error(format_args!("cell expected at most 1 argument, got {}", more.len()))
                );
            }
        };
        Ok(new(t, contents))
    });
    s.repr = Some(|t, v| {
        let found = get(t, v);
        let address = super::descr::address(v);
        if found.is_undef() {
            return Ok(t.str(&format!("<cell at {address:#x}: empty>")));
        }
        let held = super::descr::address(found.v());
        Ok(t.str(&format!("<cell at {address:#x}: {} object at {held:#x}>", ops::type_name(found.v()))))
    });
    s.compare = Some(|t, a, b, op| {
        if !is_cell(b) {
            return Ok(Ref::NOT_IMPLEMENTED);
        }
        let (x, y) = (get(t, a), get(t, b));
        match (x.is_undef(), y.is_undef()) {
            (false, false) => ops::compare(t, x.v(), y.v(), op),
            (x, y) => Ok(Ref::bool(op.of((!x).cmp(&!y)))),
        }
    });
}

/// A new cell.
pub fn new(t: &Thread, contents: Ref) -> Ref {
    t.alloc(CELL.shape(), Cell { contents: Slot::new(contents) })
}

/// Whether `v` is a cell.
pub fn is_cell(v: Value) -> bool {
    v.payload::<Cell>().is_some()
}

/// What a cell holds; UNDEF: nothing.
#[inline(always)]
pub fn get(t: &Thread, cell: Value) -> Ref {
    cell.expect::<Cell>().contents.get(t, ops::object(cell))
}

/// Puts something into a cell.
#[inline(always)]
pub fn set(t: &Thread, cell: Value, contents: Ref) {
    cell.expect::<Cell>().contents.set(t, ops::object(cell), contents);
}
