//! `int`, `bool`, `float`, `complex` and the functions on numbers, against what CPython 3.14 shows.
//!
//! `numbers/cases.tsv` is written by `numbers/cases.py`.

mod eval;

use heddle_objects::builtins_num::FUNCTIONS;
use heddle_objects::types::{bool_, complex, float, int, str, tuple, type_};
use heddle_objects::{Args, Ref, Thread, native, ops, types::dict};

static MORE: &[native::Def] = &[
    native::def("repr(v, /)", |t, a| ops::repr(t, a[0])),
    native::def("hash(v, /)", |t, a| ops::hash(t, a[0]).map(|h| t.int(h))),
    native::def("format(v, spec, /)", |t, a| ops::format(t, a[0], a[1])),
];

fn subclass(t: &Thread, name: &str, base: Ref) -> Ref {
    let bases = tuple::from_values(t, &[base.v()]);
    ops::call(t, type_::TYPE.get(), Args::pos(&[t.str(name).v(), bases.v(), dict::new(t).v()]))
        .expect("a class")
}

#[test]
fn everything_is_as_in_cpython() {
    Thread::enter(&heddle_objects::runtime(), |t| {
        heddle_objects::boot(t);
        let subclasses = [
            ("I", subclass(t, "I", int::INT.get_ref())),
            ("F", subclass(t, "F", float::FLOAT.get_ref())),
            ("C", subclass(t, "C", complex::COMPLEX.get_ref())),
        ];
        let names = |t: &Thread, name: &str| match name {
            "int" => int::INT.get_ref(),
            "float" => float::FLOAT.get_ref(),
            "complex" => complex::COMPLEX.get_ref(),
            "bool" => bool_::BOOL.get_ref(),
            "type" => type_::TYPE.get_ref(),
            "str" => str::STR.get_ref(),
            "nan" => t.float(f64::NAN),
            "inf" => t.float(f64::INFINITY),
            _ => subclasses
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, class)| class.clone())
                .or_else(|| eval::find(t, FUNCTIONS, name))
                .or_else(|| eval::find(t, MORE, name))
                .unwrap_or(Ref::UNDEF),
        };
        let lines = include_str!("numbers/cases.tsv");
        let wrong = eval::compare_lines(t, &names, lines);
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), lines.lines().count(), wrong.join("\n"));
    });
}
