//! Weak references, proxies, modules, tracebacks, code objects.

use heddle_bytecode::{Code, Const};
use heddle_objects::native::{Def, def};
use heddle_objects::types::{
    code, dict, exceptions as exc, list, module, str, traceback, tuple, type_, weakref,
};
use heddle_objects::{Ref, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use std::sync::Arc;

#[test]
fn weak_references_and_others() {
    Thread::enter(&heddle_objects::runtime(), |t| {
        heddle_objects::boot(t);
        references(t);
        callbacks(t);
        cycles(t);
        proxies(t);
        modules(t);
        tracebacks(t);
        code_objects(t);
        t.m.collect();
    });
    stress();
}

fn text(t: &Thread, v: Value) -> String {
    ops::str_text(t, v).expect("it has a text")
}

fn class(t: &Thread, name: &str) -> Ref {
    let bases = tuple::from_values(t, &[]);
    ops::call_pos(t, type_::TYPE.get(), &[t.str(name).v(), bases.v(), dict::new(t).v()]).expect("a class")
}

fn object(t: &Thread) -> Ref {
    let c = class(t, "C");
    let shape = heddle_objects::typeobj::type_data(&c).first_shape.load(std::sync::atomic::Ordering::Relaxed);
    t.alloc(shape, heddle_objects::types::object::Plain)
}

fn references(t: &Thread) {
    let x = object(t);
    let r = weakref::new_ref(t, x.v(), Value::UNDEF).expect("a reference");
    assert!(weakref::new_ref(t, x.v(), Value::NONE).expect("the same").is(r.v()), "shared");
    assert!(ops::call_pos(t, r.v(), &[]).expect("it can be called").is(x.v()));
    let other = weakref::new_ref(t, x.v(), t.str("no callable").v()).expect("a reference");
    assert!(!other.is(r.v()));
    assert!(ops::equal(t, r.v(), other.v()).expect("references compare"));
    let all = (weakref::FUNCTIONS[1].f)(t, &[Value::NONE, x.v()]).expect("a list");
    let all = list::snapshot(t, all.v());
    assert!(all.len() == 2 && all[0].is(r.v()) && all[1].is(other.v()));
    let hash = ops::hash(t, x.v()).expect("objects hash");
    assert_eq!(ops::hash(t, r.v()).expect("so do references"), hash);
    let e = weakref::new_ref(t, Value::int32(1), Value::UNDEF).expect_err("ints have no weak references");
    assert_eq!(text(t, e.0.v()), "cannot create weak reference to 'int' object");
    drop((x, all));
    t.m.safepoint();
    assert!(weakref::get(t, r.v()).is_undef());
    assert_eq!(ops::hash(t, r.v()).expect("the hash is remembered"), hash);
    assert_eq!(
        text(t, ops::hash(t, other.v()).expect_err("that one is not").0.v()),
        "weak object has gone away"
    );
    assert!(ops::repr_text(t, r.v()).expect("a repr").ends_with("; dead>"));
}

static ORDER: Mutex<Vec<u64>> = Mutex::new(Vec::new());

fn note(_: &Thread, a: &[Value]) -> heddle_objects::Res {
    ORDER.lock().push(a[1].bits());
    Ok(Ref::NONE)
}

static NOTE: Def = def("note($module, reference, /)", note);

fn callback(t: &Thread) -> Ref {
    let m = module::new(t, "test");
    heddle_objects::types::descr::function(t, m.v(), &NOTE)
}

fn callbacks(t: &Thread) {
    let (x, f) = (object(t), callback(t));
    let refs: Vec<Ref> = (0..3).map(|_| weakref::new_ref(t, x.v(), f.v()).expect("a reference")).collect();
    let gone = weakref::new_ref(t, x.v(), f.v()).expect("a reference");
    drop(gone);
    t.m.safepoint();
    drop(x);
    t.m.safepoint();
    let want: Vec<u64> = refs.iter().rev().map(|r| r.v().bits()).collect();
    assert_eq!(std::mem::take(&mut *ORDER.lock()), want, "the newest first, the dead one not at all");
    assert!(ops::getattr_str(t, refs[0].v(), "__callback__").expect("it is there").is_none());
}

fn cycles(t: &Thread) {
    // A reference inside the garbage is not called back, one outside is.
    let (x, f) = (object(t), callback(t));
    let inside = weakref::new_ref(t, x.v(), f.v()).expect("a reference");
    let outside = weakref::new_ref(t, x.v(), f.v()).expect("a reference");
    for (name, v) in [("me", x.v()), ("inside", inside.v())] {
        ops::setattr(t, x.v(), t.intern(name).v(), v).expect("it has attributes");
    }
    drop((x, inside));
    t.m.collect();
    t.m.safepoint();
    assert_eq!(std::mem::take(&mut *ORDER.lock()), [outside.v().bits()]);
    assert!(weakref::get(t, outside.v()).is_undef());
}

fn proxies(t: &Thread) {
    let x = object(t);
    let p = weakref::new_proxy(t, x.v(), Value::NONE).expect("a proxy");
    assert!(weakref::new_proxy(t, x.v(), Value::NONE).expect("the same").is(p.v()));
    ops::setattr(t, p.v(), t.intern("a").v(), Value::int32(5)).expect("the object has attributes");
    assert_eq!(ops::getattr_str(t, x.v(), "a").expect("set").as_small_int(), Some(5));
    let e = ops::hash(t, p.v()).expect_err("proxies do not hash");
    assert_eq!(text(t, e.0.v()), "unhashable type: 'weakref.ProxyType'");
    drop(x);
    t.m.safepoint();
    let e = ops::getattr_str(t, p.v(), "a").expect_err("dead");
    assert!(exc::REFERENCE_ERROR.is_exact(e.0.v()));
    assert_eq!(text(t, e.0.v()), "weakly-referenced object no longer exists");
}

fn modules(t: &Thread) {
    let m = module::new(t, "some");
    ops::setattr(t, m.v(), t.intern("x").v(), Value::int32(1)).expect("modules have attributes");
    assert!(dict::get_str(t, module::dict_of(t, m.v()).v(), t.intern("x").v()).is(Value::int32(1)));
    let d = ops::instance_dict(t, m.v());
    assert!(d.is(module::dict_of(t, m.v()).v()), "one dict");
    let e = ops::getattr_str(t, m.v(), "y").expect_err("it has no y");
    assert_eq!(text(t, e.0.v()), "module 'some' has no attribute 'y'");
    assert!(ops::getattr_str(t, e.0.v(), "obj").expect("for the hint").is(m.v()));
    ops::setattr(t, m.v(), t.intern("__getattr__").v(), callback(t).v()).expect("it can be set");
    assert!(ops::getattr_str(t, m.v(), "y").expect("asked for").is_none());
    ORDER.lock().clear();
    let e = ops::call_pos(t, module::MODULE.get(), &[]).expect_err("a name is needed");
    assert_eq!(text(t, e.0.v()), "module() missing required argument 'name' (pos 1)");
}

fn tracebacks(t: &Thread) {
    let frame = t.str("a frame");
    let inner = traceback::new(t, Ref::UNDEF, frame.clone(), 2, 7);
    let outer = traceback::new(t, inner.clone(), frame.clone(), 0, 3);
    let e = ops::setattr(t, inner.v(), t.intern("tb_next").v(), outer.v()).expect_err("a loop");
    assert_eq!(text(t, e.0.v()), "traceback loop detected");
    let e = t.value_error("x").0;
    exc::set_traceback(t, e.v(), inner.v()).expect("a traceback");
    traceback::add(t, e.v(), frame, 4, 9);
    let tb = exc::traceback(t, e.v());
    assert_eq!(traceback::lineno(tb.v()), 9);
    assert!(traceback::next(t, tb.v()).is(inner.v()));
}

fn code_objects(t: &Thread) {
    let nested = Arc::new(Code { name: "g".into(), ..Code::default() });
    let c = Arc::new(Code {
        name: "f".into(),
        qualname: "C.f".into(),
        filename: "a.py".into(),
        first_line: 3,
        argcount: 1,
        varnames: vec!["x".into()],
        names: vec!["print".into()],
        registers: 4,
        first_temp: 1,
        constants: vec![
            Const::None,
            Const::Float(1.5f64.to_bits()),
            Const::Tuple([Const::Int(7), Const::str("name")].into()),
            Const::Code(nested),
        ],
        ..Code::default()
    });
    let v = code::new(t, &c).expect("its constants exist");
    let data = code::data(&v);
    assert!(str::is_interned(data.names[0].v()));
    let pair = data.constants[2].v();
    assert_eq!(tuple::items(&pair)[0].as_small_int(), Some(7));
    assert!(code::is_code(data.constants[3].v()));
    assert_eq!(ops::getattr_str(t, v.v(), "co_argcount").expect("a number").as_small_int(), Some(1));
    let shown = ops::repr_text(t, v.v()).expect("a repr");
    assert!(shown.starts_with("<code object f at 0x") && shown.ends_with(", file \"a.py\", line 3>"));
    let again = code::new(t, &Arc::new(Code { filename: "b.py".into(), ..(*c).clone() })).expect("code");
    assert!(ops::equal(t, v.v(), again.v()).expect("code compares"));
    let other = code::new(t, &Arc::new(Code { first_line: 4, ..(*c).clone() })).expect("code");
    assert!(!ops::equal(t, v.v(), other.v()).expect("code compares"));
    let missing = Arc::new(Code {
        constants: vec![Const::Tuple([Const::Bytes([1].into())].into())],
        ..Code::default()
    });
    let _ = code::new(t, &missing).map_err(|e| assert!(exc::SYSTEM_ERROR.is_instance(e.0.v())));
}

/// Many threads make and drop references to shared objects, which die meanwhile.
fn stress() {
    let shared: Arc<Mutex<Vec<u64>>> = Arc::new(Mutex::new(Vec::new()));
    let runtime = heddle_objects::runtime();
    std::thread::scope(|s| {
        for worker in 0..4u64 {
            let (shared, runtime) = (shared.clone(), runtime.clone());
            s.spawn(move || {
                Thread::enter(&runtime, |t| {
                    let f = callback(t);
                    let mut kept = vec![];
                    for round in 0..2000u64 {
                        let x = object(t);
                        let callback = if round % 3 == 0 { f.v() } else { Value::NONE };
                        let r = weakref::new_ref(t, x.v(), callback).expect("a reference");
                        // Each thread gives references away that others look through.
                        let given = {
                            let mut pool = shared.lock();
                            pool.push(r.clone().into_value().bits());
                            if pool.len() > 8 {
                                Some(pool.swap_remove((worker as usize + round as usize) % 8))
                            } else {
                                None
                            }
                        };
                        // SAFETY: the pool owned it.
                        let given = given.map(|bits| unsafe { Ref::own(Value::from_bits(bits)) });
                        if let Some(given) = &given {
                            let target = weakref::get(t, given.v());
                            if !target.is_undef() {
                                kept.push(weakref::new_ref(t, target.v(), Value::NONE).expect("a reference"));
                            }
                        }
                        if round % 16 == 0 {
                            kept.clear();
                        }
                        drop((x, r, given));
                        t.m.safepoint();
                    }
                });
            });
        }
    });
    Thread::enter(&runtime, |t| {
        let left = std::mem::take(&mut *shared.lock());
        for bits in left {
            // SAFETY: the pool owned it.
            let r = unsafe { Ref::own(Value::from_bits(bits)) };
            assert!(weakref::get(t, r.v()).is_undef(), "its object is gone");
        }
        t.m.collect();
    });
}
