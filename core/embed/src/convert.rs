//! Values between Rust and Python.
//!
//! Must never know where they come from.

use heddle_objects::types::{float, int, list, str, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// What a Rust value of a type can be made from.
pub trait FromPython: Sized {
    /// The Rust value of a Python one. TypeError, OverflowError or ValueError if there is none.
    fn from_python(t: &Thread, v: Value) -> Res<Self>;
}

/// What a Python value can be made of.
pub trait IntoPython {
    /// The Python value.
    fn into_python(self, t: &Thread) -> Ref;
}

/// Positional arguments: a tuple of up to four values.
pub trait IntoArgs {
    /// The arguments in order.
    fn into_args(self, t: &Thread) -> Vec<Ref>;
}

macro_rules! integers {
    ($($ty:ty)*) => {$(
        impl FromPython for $ty {
            fn from_python(t: &Thread, v: Value) -> Res<$ty> {
                let n = ops::index(t, v)?;
                let fits = int::to_i64(n.v()).and_then(|n| <$ty>::try_from(n).ok());
                fits.ok_or_else(|| t.overflow_error(concat!("Python int too large for a Rust ", stringify!($ty))))
            }
        }
        impl IntoPython for $ty {
            fn into_python(self, t: &Thread) -> Ref {
                t.int(i64::from(self))
            }
        }
    )*};
}
integers!(i8 i16 i32 i64 u8 u16 u32);

impl FromPython for usize {
    fn from_python(t: &Thread, v: Value) -> Res<usize> {
        let n = i64::from_python(t, v)?;
        usize::try_from(n).map_err(|_| t.overflow_error("can't convert a negative int to a Rust usize"))
    }
}

impl FromPython for f64 {
    fn from_python(t: &Thread, v: Value) -> Res<f64> {
        float::from_any(t, v)
    }
}

impl FromPython for bool {
    fn from_python(t: &Thread, v: Value) -> Res<bool> {
        ops::truth(t, v)
    }
}

impl FromPython for () {
    fn from_python(_: &Thread, _: Value) -> Res<()> {
        Ok(())
    }
}

impl FromPython for String {
    /// The text of a `str`; a ValueError if it has lone surrogates.
    fn from_python(t: &Thread, v: Value) -> Res<String> {
        let Some(view) = str::try_view(&v) else {
            return Err(t.type_error(format_args!("a str is wanted, not {}", ops::type_name(v))));
        };
        view.to_utf8().ok_or_else(|| t.value_error("the str has surrogates, which a Rust String cannot hold"))
    }
}

impl<T: FromPython> FromPython for Option<T> {
    fn from_python(t: &Thread, v: Value) -> Res<Option<T>> {
        if v.is_none() { Ok(None) } else { T::from_python(t, v).map(Some) }
    }
}

impl<T: FromPython> FromPython for Vec<T> {
    /// The items of any iterable.
    fn from_python(t: &Thread, v: Value) -> Res<Vec<T>> {
        ops::collect(t, v)?.iter().map(|item| T::from_python(t, item.v())).collect()
    }
}

impl<A: FromPython, B: FromPython> FromPython for (A, B) {
    fn from_python(t: &Thread, v: Value) -> Res<(A, B)> {
        match ops::collect(t, v)?.as_slice() {
            [a, b] => Ok((A::from_python(t, a.v())?, B::from_python(t, b.v())?)),
            items => Err(t.value_error(format_args!("two items are wanted, not {}", items.len()))),
        }
    }
}

impl IntoPython for f64 {
    fn into_python(self, t: &Thread) -> Ref {
        t.float(self)
    }
}

impl IntoPython for bool {
    fn into_python(self, _: &Thread) -> Ref {
        Ref::bool(self)
    }
}

impl IntoPython for &str {
    fn into_python(self, t: &Thread) -> Ref {
        t.str(self)
    }
}

impl IntoPython for String {
    fn into_python(self, t: &Thread) -> Ref {
        t.str(&self)
    }
}

impl<T: IntoPython> IntoPython for Option<T> {
    fn into_python(self, t: &Thread) -> Ref {
        self.map_or(Ref::NONE, |v| v.into_python(t))
    }
}

impl<T: IntoPython> IntoPython for Vec<T> {
    /// A list.
    fn into_python(self, t: &Thread) -> Ref {
        let items = self.into_iter().map(|v| v.into_python(t)).collect();
        list::from_refs(t, items)
    }
}

impl<A: IntoPython, B: IntoPython> IntoPython for (A, B) {
    /// A tuple.
    fn into_python(self, t: &Thread) -> Ref {
        let items = vec![self.0.into_python(t), self.1.into_python(t)];
        tuple::from_refs(t, items)
    }
}

macro_rules! arguments {
    ($($name:ident)*) => {
        impl<$($name: IntoPython),*> IntoArgs for ($($name,)*) {
            #[allow(non_snake_case, unused_variables)]
            fn into_args(self, t: &Thread) -> Vec<Ref> {
                let ($($name,)*) = self;
                vec![$($name.into_python(t)),*]
            }
        }
    };
}
arguments!();
arguments!(A);
arguments!(A B);
arguments!(A B C);
arguments!(A B C D);
