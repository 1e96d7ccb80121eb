//! `itertools`: building blocks for iterators. `infinite` never ends, `filters` choose, `join` puts together, `combine` are the
//! combinatoric ones; `groups` and `tee` each have a file.
//!
//! Two threads may share any iterator. What an iterator was made from stays in it until it dies; what changes is an atomic, a
//! slot, or a few words under a lock that is never held while Python code runs. So a shared iterator may skip or repeat an item
//! where CPython's may, but it never tears.

mod combine;
mod filters;
mod groups;
mod infinite;
mod islice;
mod join;
mod tee;

use crate::NativeModule;
use heddle_objects::native::{Def, def, def_doc};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: DOC,
    types: &[
        &join::ACCUMULATE,
        &join::BATCHED,
        &join::CHAIN,
        &combine::COMBINATIONS,
        &combine::COMBINATIONS_WITH_REPLACEMENT,
        &filters::COMPRESS,
        &infinite::COUNT,
        &infinite::CYCLE,
        &filters::DROPWHILE,
        &filters::FILTERFALSE,
        &groups::GROUPBY,
        &groups::GROUPER,
        &islice::ISLICE,
        &join::PAIRWISE,
        &combine::PERMUTATIONS,
        &combine::PRODUCT,
        &infinite::REPEAT,
        &filters::STARMAP,
        &filters::TAKEWHILE,
        &tee::TEE,
        &tee::TEE_DATA,
        &join::ZIP_LONGEST,
    ],
    ..NativeModule::new("itertools", FUNCTIONS)
};

const FUNCTIONS: &[Def] =
    &[def_doc("tee(iterable, n=2, /)", tee::tee, "Returns a tuple of n independent iterators.")];

/// `__sizeof__` of the combinatoric ones.
const SIZE_OF: Def = def("__sizeof__($self, /)", |t, a| {
    let shape = heddle_objects::shape::shape_of(heddle_objects::ops::object(a[0]));
    Ok(t.int(shape.size() as i64 + 16))
});

const DOC: &str = "Functional tools for creating and using iterators.\n\n\
Infinite iterators:\n\
count(start=0, step=1) --> start, start+step, start+2*step, ...\n\
cycle(p) --> p0, p1, ... plast, p0, p1, ...\n\
repeat(elem [,n]) --> elem, elem, elem, ... endlessly or up to n times\n";
