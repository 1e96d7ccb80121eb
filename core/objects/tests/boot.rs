//! The built-in types come into being and know one another.

use heddle_objects::types::{dict, list, object, str, tuple, type_};
use heddle_objects::{Args, Ref, Thread, Value, ops};

fn main_thread(f: impl FnOnce(&Thread)) {
    Thread::enter(&heddle_objects::runtime(), |t| {
        heddle_objects::boot(t);
        f(t);
    });
}

#[test]
fn types_know_their_bases() {
    main_thread(|t| {
        assert!(ops::type_of(type_::TYPE.get()).is(type_::TYPE.get()));
        assert!(ops::type_of(object::OBJECT.get()).is(type_::TYPE.get()));
        let s = t.str("hello");
        assert!(str::STR.is_exact(s.v()));
        assert!(object::OBJECT.is_instance(s.v()));
        assert!(object::OBJECT.is_instance(Value::int32(3)));
        let name = ops::getattr_str(t, str::STR.get(), "__name__").expect("types have names");
        assert!(str::equals(name.v(), "str"));
        let d = dict::new(t);
        dict::set(t, d.v(), s.v(), Value::int32(1)).expect("strs hash");
        assert_eq!(dict::get(t, d.v(), t.str("hello").v()).expect("strs compare").as_small_int(), Some(1));
        let pair = tuple::from_values(t, &[s.v(), Value::NONE]);
        assert_eq!(ops::len(t, pair.v()).expect("tuples have a length"), 2);
        let l = list::from_refs(t, vec![Ref::NONE, pair]);
        assert_eq!(list::len(t, l.v()), 2);
        // A class made by `type(name, bases, namespace)`.
        let bases = tuple::from_values(t, &[]);
        let ns = dict::new(t);
        let ty = ops::call(t, type_::TYPE.get(), Args::pos(&[t.str("C").v(), bases.v(), ns.v()]))
            .expect("a class");
        assert!(type_::is_type(ty.v()));
        drop((d, l));
        t.m.collect();
    });
}
