//! `_queue`: `SimpleQueue`, which threads wait on.
//!
//! The items are under the object's lock. A counter of puts, under a lock of its own, is what sleepers watch: it is read before the
//! queue is found empty, so a put in between is not slept through. Sleepers are detached.

use crate::NativeModule;
use crate::util::{class_getitem, flag, shape_of_class};
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::payload::{Payload, Traced};
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::exceptions::{EXCEPTION, Exception};
use heddle_objects::types::{float, int};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::{Condvar, Mutex};
use std::cell::UnsafeCell;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "C implementation of the Python queue module.\n\
          This module is an implementation detail, please do not use it directly.",
    types: &[&SIMPLE_QUEUE, &EMPTY],
    ..NativeModule::new("_queue", &[])
};

/// `_queue.Empty`
static EMPTY: NativeType = NativeType::new(TypeDef {
    base: Some(&EXCEPTION),
    flags: flags::BASE | flags::WEAKREF,
    doc: "Exception raised by Queue.get(block=0)/get_nowait().",
    ..TypeDef::new("_queue.Empty", <Exception as Payload>::vtable, |_| ())
});

/// The items: owned words, touched under the queue's lock only.
struct Items(UnsafeCell<VecDeque<Value>>);

impl Traced for Items {
    fn each(&self, visit: &mut dyn FnMut(Value)) {
        // SAFETY: the collector looks at objects at rest: nobody holds the lock across a safepoint.
        unsafe { &*self.0.get() }.iter().for_each(|&v| visit(v));
    }
}

/// A queue's payload.
pub struct SimpleQueue {
    items: Items,
    puts: Mutex<u64>,
    changed: Condvar,
}
heddle_objects::payload!(SimpleQueue { items });

/// `_queue.SimpleQueue`
static SIMPLE_QUEUE: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::WEAKREF,
    methods: METHODS,
    doc: "Simple, unbounded, reentrant FIFO queue.",
    ..TypeDef::new("_queue.SimpleQueue", SimpleQueue::vtable, slots)
});

const METHODS: &[Def] = &[
    def_doc(
        "put($self, /, item, block=True, timeout=None)",
        put,
        "Put the item on the queue.\n\n\
         The optional 'block' and 'timeout' arguments are ignored, as this method\n\
         never blocks.  They are provided for compatibility with the Queue class.",
    ),
    def_doc(
        "put_nowait($self, /, item)",
        put,
        "Put an item into the queue without blocking.\n\n\
         This is exactly equivalent to `put(item)` and is only provided\n\
         for compatibility with the Queue class.",
    ),
    def_doc(
        "get($self, /, block=True, timeout=None)",
        get,
        "Remove and return an item from the queue.\n\n\
         If optional args 'block' is true and 'timeout' is None (the default),\n\
         block if necessary until an item is available. If 'timeout' is\n\
         a non-negative number, it blocks at most 'timeout' seconds and raises\n\
         the Empty exception if no item was available within that time.\n\
         Otherwise ('block' is false), return an item if one is immediately\n\
         available, else raise the Empty exception ('timeout' is ignored\nin that case).",
    ),
    def_doc(
        "get_nowait($self, /)",
        |t, a| take(t, a[0]).some().ok_or_else(|| empty(t)),
        "Remove and return an item from the queue without blocking.\n\n\
         Only get an item if one is immediately available. Otherwise\nraise the Empty exception.",
    ),
    def_doc(
        "empty($self, /)",
        |t, a| Ok(Ref::bool(with(t, a[0], |q| q.is_empty()))),
        "Return True if the queue is empty, False otherwise (not reliable!).",
    ),
    def_doc(
        "qsize($self, /)",
        |t, a| Ok(t.int(with(t, a[0], |q| q.len()) as i64)),
        "Return the approximate size of the queue (not reliable!).",
    ),
    def("__class_getitem__($type, object, /)", class_getitem),
];

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, args| {
        if !args.all.is_empty() {
            return Err(t.type_error("SimpleQueue() takes no positional arguments"));
        }
        let payload = SimpleQueue {
            items: Items(UnsafeCell::new(VecDeque::new())),
            puts: Mutex::new(0),
            changed: Condvar::new(),
        };
        Ok(t.alloc(shape_of_class(cls), payload))
    });
}

fn with<R>(t: &Thread, v: Value, f: impl FnOnce(&mut VecDeque<Value>) -> R) -> R {
    let o = ops::object(v);
    let q = v.expect::<SimpleQueue>();
    let _lock = o.lock().lock(&t.m);
    // SAFETY: the lock is held, and `f` runs no Python code.
    f(unsafe { &mut *q.items.0.get() })
}

fn put(t: &Thread, a: &[Value]) -> Res {
    let item = Ref::new(a[1]).into_value();
    with(t, a[0], |q| q.push_back(item));
    let q = a[0].expect::<SimpleQueue>();
    *q.puts.lock() += 1;
    q.changed.notify_one();
    Ok(Ref::NONE)
}

/// The first item; UNDEF if there is none.
fn take(t: &Thread, v: Value) -> Ref {
    // SAFETY: the queue owned it, and it was taken out under the lock.
    with(t, v, |q| q.pop_front()).map_or(Ref::UNDEF, |v| unsafe { Ref::own(v) })
}

fn empty(t: &Thread) -> Raised {
    t.error_args(&EMPTY, &[])
}

/// The main thread looks for signals this often while it waits.
const SIGNALS: Duration = Duration::from_millis(50);

fn get(t: &Thread, a: &[Value]) -> Res {
    let block = flag(t, a[1], true)?;
    let timeout = if !block || a[2].is_none_or_undef() { None } else { Some(seconds(t, a[2])?) };
    let deadline = timeout.and_then(|d| Instant::now().checked_add(d));
    let q = a[0].expect::<SimpleQueue>();
    loop {
        let seen = *q.puts.lock();
        let item = take(t, a[0]);
        if !item.is_undef() {
            return Ok(item);
        }
        let left = deadline.map(|d| d.saturating_duration_since(Instant::now()));
        if !block || left.is_some_and(|left| left.is_zero()) {
            return Err(empty(t));
        }
        let most = if t.is_main.get() { Some(left.map_or(SIGNALS, |left| left.min(SIGNALS))) } else { left };
        t.blocking(|| {
            let mut puts = q.puts.lock();
            if *puts == seen {
                match most {
                    Some(most) => q.changed.wait_timeout(&mut puts, most),
                    None => q.changed.wait(&mut puts),
                }
            }
        });
        crate::util::check_signals(t)?;
    }
}

/// A timeout.
fn seconds(t: &Thread, v: Value) -> Res<Duration> {
    let seconds = if let Some(f) = float::get(v) {
        if f.is_nan() {
            return Err(t.value_error("Invalid value NaN (not a number)"));
        }
        f
    } else if ops::slots_of(v).index.is_some() || int::is_int(v) {
        let n = ops::index(t, v)?;
        int::to_i64(n.v()).ok_or_else(|| t.overflow_error("timestamp too large to convert to C PyTime_t"))?
            as f64
    } else {
        return Err(t.type_error(format_args!(
            "'{}' object cannot be interpreted as an integer or float",
            ops::type_name(v)
        )));
    };
    if seconds < 0.0 {
        return Err(t.value_error("'timeout' must be a non-negative number"));
    }
    // Nanoseconds in 63 bits.
    if seconds > 9_223_372_036.0 {
        return Err(t.overflow_error("timestamp out of range for C PyTime_t"));
    }
    Ok(Duration::from_secs_f64(seconds))
}
