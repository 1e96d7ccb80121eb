//! `BaseExceptionGroup`, `ExceptionGroup`, and what `except*` does with them (PEP 654).

use super::{
    Exception, Extra, bare, base, cause, context, data, get_field, given_matches, is_exception,
    is_exception_class, set_cause, set_context_value, set_field,
};
use crate::error::Res;
use crate::native::{Args, def, def_doc};
use crate::ops::{self, type_name};
use crate::payload::Payload;
use crate::refs::Ref;
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, flags, is_subtype, name_of};
use crate::types::{list, str, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::Ordering::*;

const MESSAGE: usize = 0;
/// A tuple.
const EXCEPTIONS: usize = 1;
/// The repr of what was given as exceptions, where that was neither a list nor a tuple.
const SHOWN: usize = 2;

/// `ExceptionGroup`: a group, and an Exception.
pub static EXCEPTION_GROUP: NativeType = NativeType::new(TypeDef {
    base: Some(&super::BASE_EXCEPTION_GROUP),
    more_bases: &[&super::EXCEPTION],
    flags: flags::BASE | flags::WEAKREF,
    ..TypeDef::new("ExceptionGroup", Exception::vtable, |_| ())
});

pub(super) fn slots(s: &mut Slots) {
    s.new = Some(new);
    s.init = Some(base::init);
    s.repr = Some(repr);
    s.str = Some(|t, e| {
        let n = exceptions(t, e).1;
        let message = ops::str_text(t, get_field(t, e, MESSAGE).some().unwrap_or(Ref::NONE).v())?;
        Ok(t.str(&format!("{message} ({n} sub-exception{})", if n == 1 { "" } else { "s" })))
    });
}

const fn read_only<const K: usize>(name: &'static str, doc: &'static str) -> GetSet {
    GetSet {
        name,
        get: super::field::<K>,
        set: Some(|t, _, _| Err(t.attribute_error("readonly attribute"))),
        doc,
    }
}

pub(super) const EXTRA: Extra = Extra {
    methods: &[
        def("derive($self, excs, /)", |t, a| {
            let message = get_field(t, a[0], MESSAGE).some().unwrap_or(Ref::NONE);
            ops::call_pos(t, super::BASE_EXCEPTION_GROUP.get(), &[message.v(), a[1]])
        }),
        def("split($self, matcher_value, /)", |t, a| {
            let matcher = Matcher::of(t, a[1])?;
            let (matching, rest) = split(t, a[0], &matcher, true)?;
            Ok(tuple::from_refs(t, vec![or_none(matching), or_none(rest)]))
        }),
        def("subgroup($self, matcher_value, /)", |t, a| {
            let matcher = Matcher::of(t, a[1])?;
            Ok(or_none(split(t, a[0], &matcher, false)?.0))
        }),
        def_doc(
            "__class_getitem__($cls, object, /)",
            |t, a| crate::types::type_attrs::generic_alias(t, a[0], a[1]),
            "Exception groups are generic over the type of their contained exceptions.",
        ),
    ],
    getset: &[
        read_only::<MESSAGE>("message", "exception message"),
        read_only::<EXCEPTIONS>("exceptions", "nested exceptions"),
    ],
};

fn or_none(r: Ref) -> Ref {
    r.some().unwrap_or(Ref::NONE)
}

/// Whether `v` is an exception group.
#[inline]
pub fn is_group(v: Value) -> bool {
    is_exception(v) && super::BASE_EXCEPTION_GROUP.is_instance(v)
}

/// The tuple of a group's exceptions, and their number; no exceptions if the constructor has not run.
pub(super) fn exceptions(t: &Thread, e: Value) -> (Ref, usize) {
    let all = get_field(t, e, EXCEPTIONS);
    let n = tuple::try_items(&all).map_or(0, <[Value]>::len);
    (all, n)
}

fn is_sequence(v: Value) -> bool {
    ops::slots_of(v).getitem.is_some() && !ops::type_data_of(v).has(flags::MAPPING | flags::DICT_SUBCLASS)
}

fn new(t: &Thread, cls: Value, args: Args) -> Res {
    let args = super::exact_args(t, args.positional(), 2, 2, "BaseExceptionGroup.__new__()")?;
    let (message, given) = (args[0], args[1]);
    if !str::is_str(message) {
        return Err(t.type_error(format_args!(
            "BaseExceptionGroup.__new__() argument 1 must be str, not {}",
            type_name(message)
        )));
    }
    if tuple::try_items(&given).is_none() && !list::is_list(given) && !is_sequence(given) {
        return Err(t.type_error("second argument (exceptions) must be a sequence"));
    }
    let all = ops::collect(t, given)?;
    if all.is_empty() {
        return Err(t.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let exception = super::EXCEPTION.get();
    let mut has_base_exceptions = false;
    for (k, e) in all.iter().enumerate() {
        if !is_exception(e.v()) {
            return Err(
                t.value_error(format_args!("Item {k} of second argument (exceptions) is not an exception"))
            );
        }
        has_base_exceptions |= !is_subtype(t, ops::type_of(e.v()), exception);
    }
    let mut class = cls;
    if cls.is(super::BASE_EXCEPTION_GROUP.get()) {
        if !has_base_exceptions {
            class = EXCEPTION_GROUP.get();
        }
    } else if has_base_exceptions && cls.is(EXCEPTION_GROUP.get()) {
        return Err(t.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
    } else if has_base_exceptions && is_subtype(t, cls, exception) {
        return Err(t.type_error(format_args!("Cannot nest BaseExceptions in '{}'", name_of(cls))));
    }
    let shown = if tuple::try_items(&given).is_some() || list::is_list(given) {
        Ref::UNDEF
    } else {
        ops::repr(t, given)?
    };
    let e = bare(t, class, tuple::from_values(t, args));
    set_field(t, e.v(), MESSAGE, Ref::new(message));
    set_field(t, e.v(), EXCEPTIONS, tuple::from_refs(t, all));
    set_field(t, e.v(), SHOWN, shown);
    Ok(e)
}

fn repr(t: &Thread, e: Value) -> Res {
    let message = ops::repr_text(t, get_field(t, e, MESSAGE).some().unwrap_or(Ref::NONE).v())?;
    let shown = get_field(t, e, SHOWN);
    let shown = if !shown.is_undef() {
        ops::str_text(t, shown.v())?
    } else {
        let (all, _) = exceptions(t, e);
        let args = super::args(t, e);
        // Shown as what was given: a list or a tuple.
        match (tuple::items(&args), tuple::try_items(&all)) {
            ([_, given], Some(items)) if list::is_list(*given) => {
                let as_list = list::from_refs(t, items.iter().map(|&v| Ref::new(v)).collect());
                ops::repr_text(t, as_list.v())?
            }
            (_, Some(_)) => ops::repr_text(t, all.v())?,
            (_, None) => "()".to_string(),
        }
    };
    Ok(t.str(&format!("{}({message}, {shown})", base::class_name(t, e))))
}

/// A group of these exceptions: `BaseExceptionGroup(message, exceptions)`.
pub fn new_group(t: &Thread, message: &str, exceptions: Vec<Ref>) -> Res {
    group_of(t, message, tuple::from_refs(t, exceptions))
}

fn group_of(t: &Thread, message: &str, exceptions: Ref) -> Res {
    let message = t.str(message);
    ops::call_pos(t, super::BASE_EXCEPTION_GROUP.get(), &[message.v(), exceptions.v()])
}

/// What `split` looks for.
enum Matcher<'a> {
    /// An exception class or a tuple of them.
    Class(Value),
    /// A predicate.
    Call(Value),
    /// These very exceptions.
    These(&'a [Value]),
}

impl Matcher<'_> {
    fn of(t: &Thread, v: Value) -> Res<Matcher<'static>> {
        let is_type = crate::types::type_::is_type(v);
        if ops::is_callable(v) && !is_type {
            return Ok(Matcher::Call(v));
        }
        if is_exception_class(v) {
            return Ok(Matcher::Class(v));
        }
        if tuple::try_items(&v).is_some_and(|items| items.iter().all(|&c| is_exception_class(c))) {
            return Ok(Matcher::Class(v));
        }
        Err(t.type_error(
            "expected an exception type, a tuple of exception types, or a callable (other than a class)",
        ))
    }

    fn matches(&self, t: &Thread, e: Value) -> Res<bool> {
        match *self {
            Matcher::Class(class) => Ok(given_matches(t, e, class)),
            Matcher::Call(f) => {
                let r = ops::call_pos(t, f, &[e])?;
                ops::truth(t, r.v())
            }
            Matcher::These(all) => Ok(!is_group(e) && all.iter().any(|v| v.is(e))),
        }
    }
}

/// What matches, and the rest (if it is wanted); UNDEF for nothing.
fn split(t: &Thread, e: Value, matcher: &Matcher, want_rest: bool) -> Res<(Ref, Ref)> {
    if matcher.matches(t, e)? {
        return Ok((Ref::new(e), Ref::UNDEF));
    }
    if !is_group(e) {
        return Ok((Ref::UNDEF, if want_rest { Ref::new(e) } else { Ref::UNDEF }));
    }
    let (all, _) = exceptions(t, e);
    let (mut matching, mut rest) = (vec![], vec![]);
    for &inner in tuple::try_items(&all).unwrap_or(&[]) {
        let (m, r) = t.deeper(|| split(t, inner, matcher, want_rest))?;
        matching.extend(m.some());
        rest.extend(r.some());
    }
    let matching = subset(t, e, matching)?;
    let rest = if want_rest { subset(t, e, rest)? } else { Ref::UNDEF };
    Ok((matching, rest))
}

/// A group like `original` with only these exceptions; UNDEF if there are none.
fn subset(t: &Thread, original: Value, exceptions: Vec<Ref>) -> Res {
    if exceptions.is_empty() {
        return Ok(Ref::UNDEF);
    }
    let exceptions = list::from_refs(t, exceptions);
    let part = ops::call_method(t, original, "derive", &[exceptions.v()])?;
    if !is_group(part.v()) {
        return Err(t.type_error("derive must return an instance of BaseExceptionGroup"));
    }
    let (from, to) = (data(&original), data(&part));
    let tb = from.traceback.get(t, ops::object(original));
    to.traceback.set(t, part.obj(), tb);
    set_context_value(t, part.v(), context(t, original));
    set_cause(t, part.v(), cause(t, original));
    to.suppress.store(from.suppress.load(Relaxed), Relaxed);
    let name = t.intern("__notes__");
    let notes = ops::getattr_opt(t, original, name.v())?;
    if !notes.is_undef()
        && (tuple::try_items(&notes).is_some() || list::is_list(notes.v()) || is_sequence(notes.v()))
    {
        let copy = ops::collect(t, notes.v())?;
        let copy = list::from_refs(t, copy);
        ops::setattr(t, part.v(), name.v(), copy.v())?;
    }
    Ok(part)
}

/// `except* class`: the part of `e` that does not match, and the part that does (a group in any case); UNDEF for nothing. `e` may
/// be None: then there is neither.
pub fn match_group(t: &Thread, e: Value, class: Value) -> Res<(Ref, Ref)> {
    if e.is_none_or_undef() {
        return Ok((Ref::UNDEF, Ref::UNDEF));
    }
    if given_matches(t, e, class) {
        if is_group(e) {
            return Ok((Ref::UNDEF, Ref::new(e)));
        }
        // A naked exception is handled as the only one of a group.
        return Ok((Ref::UNDEF, new_group(t, "", vec![Ref::new(e)])?));
    }
    if !is_group(e) {
        return Ok((Ref::new(e), Ref::UNDEF));
    }
    let pair = ops::call_method(t, e, "split", &[class])?;
    let Some(items) = tuple::try_items(&pair) else {
        return Err(t.type_error(format_args!(
            "{}.split must return a tuple, not {}",
            type_name(e),
            type_name(pair.v())
        )));
    };
    if items.len() < 2 {
        return Err(t.type_error(format_args!(
            "{}.split must return a 2-tuple, got tuple of size {}",
            type_name(e),
            items.len()
        )));
    }
    let part = |v: Value| if v.is_none() { Ref::UNDEF } else { Ref::new(v) };
    Ok((part(items[1]), part(items[0])))
}

/// Whether two groups differ in nothing but their exceptions: one was split from the other and not raised anew.
fn same_metadata(t: &Thread, a: Value, b: Value) -> Res<bool> {
    if !is_group(a) || !is_group(b) {
        return Ok(false);
    }
    let (x, y) = (data(&a), data(&b));
    if !x.traceback.peek().is(y.traceback.peek())
        || !x.cause.peek().is(y.cause.peek())
        || !x.context.peek().is(y.context.peek())
    {
        return Ok(false);
    }
    let (m, n) = (base::notes(t, a)?, base::notes(t, b)?);
    if list::is_list(m.v()) && list::is_list(n.v()) {
        // Splitting copies the list.
        let (m, n) = (list::snapshot(t, m.v()), list::snapshot(t, n.v()));
        return Ok(m.len() == n.len() && m.iter().zip(&n).all(|(p, q)| p.is(q.v())));
    }
    Ok(m.is(n.v()))
}

fn leaves(t: &Thread, e: Value, out: &mut Vec<Ref>) -> Res<()> {
    if !is_group(e) {
        out.push(Ref::new(e));
        return Ok(());
    }
    let (all, _) = exceptions(t, e);
    for &inner in tuple::try_items(&all).unwrap_or(&[]) {
        t.deeper(|| leaves(t, inner, out))?;
    }
    Ok(())
}

/// The end of a `try` with `except*`: what is raised, UNDEF for nothing. `original` was caught; `list` has, in order, what the
/// handlers raised or reraised, and the part that none of them matched (None for nothing).
pub fn prep_reraise_star(t: &Thread, original: Value, list: &[Value]) -> Res {
    if list.is_empty() {
        return Ok(Ref::UNDEF);
    }
    if !is_group(original) {
        // Only one clause can have run for a naked exception.
        return Ok(if list[0].is_none_or_undef() { Ref::UNDEF } else { Ref::new(list[0]) });
    }
    let (mut raised, mut reraised) = (vec![], vec![]);
    for &e in list.iter().filter(|e| !e.is_none_or_undef()) {
        if same_metadata(t, e, original)? {
            leaves(t, e, &mut reraised)?;
        } else {
            raised.push(Ref::new(e));
        }
    }
    let mut again = Ref::UNDEF;
    if !reraised.is_empty() {
        let these: Vec<Value> = reraised.iter().map(Ref::v).collect();
        again = split(t, original, &Matcher::These(&these), false)?.0;
    }
    if raised.is_empty() {
        return Ok(again);
    }
    raised.extend(again.some());
    if raised.len() > 1 {
        return group_of(t, "", list::from_refs(t, raised));
    }
    Ok(raised.pop().unwrap_or(Ref::UNDEF))
}
