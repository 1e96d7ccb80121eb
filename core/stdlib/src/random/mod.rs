//! `_random`: the Mersenne Twister, with CPython's ways to seed it. The generator itself is in `twister`.

mod twister;

use crate::NativeModule;
use crate::util::{no_keywords, shape_of_class};
use heddle_numeric::Int;
use heddle_numeric::int::{arith, convert};
use heddle_objects::native::{Def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::{int, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use twister::{N, Twister};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "Module implements the Mersenne Twister random number generator.",
    types: &[&RANDOM],
    ..NativeModule::new("_random", &[])
};

/// A generator's payload.
pub struct Random {
    state: Mutex<Twister>,
}
heddle_objects::payload!(Random {}, plain);

/// `_random.Random`
static RANDOM: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    methods: METHODS,
    doc: "Random() -> create a random number generator with its own internal state.",
    ..TypeDef::new("_random.Random", Random::vtable, slots)
});

const METHODS: &[Def] = &[
    def_doc(
        "random($self, /)",
        |t, a| {
            let f = a[0].expect::<Random>().state.lock().float();
            Ok(t.float(f))
        },
        "random() -> x in the interval [0, 1).",
    ),
    def_doc(
        "seed($self, n=None, /)",
        |t, a| seed(t, a[0], a[1]).map(|()| Ref::NONE),
        "seed([n]) -> None.\n\nDefaults to use urandom and falls back to a combination\nof the current time and the process identifier.",
    ),
    def_doc(
        "getstate($self, /)",
        |t, a| {
            let words = a[0].expect::<Random>().state.lock().words();
            Ok(tuple::from_refs(t, words.iter().map(|&w| t.int(i64::from(w))).collect()))
        },
        "getstate() -> tuple containing the current state.",
    ),
    def_doc("setstate($self, state, /)", set_state, "setstate(state) -> None.  Restores generator state."),
    def_doc("getrandbits($self, k, /)", bits, "getrandbits(k) -> x.  Generates an int with k random bits."),
];

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| {
        Ok(t.alloc(shape_of_class(cls), Random { state: Mutex::new(Twister::from_key(&[0])) }))
    });
    s.init = Some(|t, v, args| {
        no_keywords(t, "Random", args)?;
        if args.all.len() > 1 {
            return Err(
                t.type_error(format_args!("Random expected at most 1 argument, got {}", args.all.len()))
            );
        }
        seed(t, v, args.all.first().copied().unwrap_or(Value::NONE))
    });
}

fn seed(t: &Thread, v: Value, with: Value) -> Res<()> {
    let key = if with.is_none_or_undef() {
        from_system()
    } else if let Some(n) = int::try_view(&with) {
        words(arith::abs(n))
    } else {
        let hash = ops::hash(t, with)? as u64;
        vec![hash as u32, (hash >> 32) as u32]
    };
    // The highest words that are zero do not count, but there is one at least.
    let used = key.iter().rposition(|&w| w != 0).map_or(1, |k| k + 1);
    *v.expect::<Random>().state.lock() = Twister::from_key(&key[..used]);
    Ok(())
}

fn words(n: Int) -> Vec<u32> {
    let length = (heddle_numeric::int::bits::bit_length(n.view()) as usize).div_ceil(32).max(1);
    let bytes = convert::to_bytes(n.view(), length * 4, false, false).unwrap_or_else(|_| vec![0; 4]);
    bytes.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect()
}

fn from_system() -> Vec<u32> {
    let mut key = vec![0u32; N];
    // SAFETY: the buffer is as long as said. More than 256 bytes may come in pieces; what is missing stays 0.
    let got = unsafe { libc::getrandom(key.as_mut_ptr().cast(), N * 4, 0) };
    if got <= 0 {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        key = vec![now.as_nanos() as u32, (now.as_nanos() >> 32) as u32, std::process::id()];
    }
    key
}

fn set_state(t: &Thread, a: &[Value]) -> Res {
    let Some(items) = tuple::try_items(&a[1]) else {
        return Err(t.type_error("state vector must be a tuple"));
    };
    if items.len() != N + 1 {
        return Err(t.value_error("state vector is the wrong size"));
    }
    let mut new = [0u32; N];
    for (word, item) in new.iter_mut().zip(items) {
        let Some(n) = int::try_view(item) else { return Err(t.type_error("an integer is required")) };
        if n.is_negative() {
            return Err(t.overflow_error("can't convert negative value to unsigned int"));
        }
        let Some(n) = convert::to_u64(n) else {
            return Err(t.overflow_error("Python int too large to convert to C unsigned long"));
        };
        *word = n as u32;
    }
    let Some(at) = int::try_view(&items[N]) else { return Err(t.type_error("an integer is required")) };
    match convert::to_i64(at).and_then(|n| usize::try_from(n).ok()).filter(|&n| n <= N) {
        Some(at) => *a[0].expect::<Random>().state.lock() = Twister::from_words(new, at),
        None => return Err(t.value_error("invalid state")),
    }
    Ok(Ref::NONE)
}

fn bits(t: &Thread, a: &[Value]) -> Res {
    let k = ops::index(t, a[1])?;
    if int::is_negative(k.v()) {
        return Err(t.value_error("Cannot convert negative int"));
    }
    let Some(k) = int::to_u64(k.v()) else {
        return Err(t.overflow_error("Python int too large for C uint64_t"));
    };
    let state = &a[0].expect::<Random>().state;
    if k == 0 {
        return Ok(t.int(0));
    }
    if k <= 32 {
        let word = state.lock().next();
        return Ok(t.int(i64::from(word >> (32 - k))));
    }
    let length = k.div_ceil(32);
    let mut bytes = Vec::new();
    if length > u64::from(u32::MAX) || bytes.try_reserve_exact(length as usize * 4).is_err() {
        return Err(t.memory_error(""));
    }
    let mut state = state.lock();
    for at in 0..length {
        let left = k - at * 32;
        let word = state.next();
        bytes.extend_from_slice(&(if left < 32 { word >> (32 - left) } else { word }).to_le_bytes());
    }
    drop(state);
    Ok(int::from_int(t, convert::from_bytes(&bytes, false, false)))
}
