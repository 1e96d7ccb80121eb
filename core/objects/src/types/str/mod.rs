//! `str`: immutable text in the narrowest storage, with its hash cached, perhaps interned.
//!
//! Block: payload ([`Str`]), then the characters; text that does not fit a block lies outside it.
//! Here are storage, hashing, interning; the methods are in the other files, one family a file. It must never know how text is
//! searched or classified: that is `heddle_text`'s.

mod change;
mod class;
mod find;
mod format;
mod index;
mod iter;
mod make;
mod methods;
mod outside;
mod pad;
mod percent;
mod split;
mod translate;

pub use change::ascii;
pub(crate) use change::codec_arg;
pub use format::{FIELD_NAMES, FORMATTER, format_value, formatter_field_name_split, formatter_parser};
pub use index::concat;
pub use iter::{ASCII_ITERATOR, ITERATOR};
pub(crate) use pad::tab_size;
pub(crate) use percent::{Field, Target, run as percent};
pub use split::join_refs;
pub(crate) use translate::look_up;

use crate::error::Res;
use crate::payload::{Payload, VTable};
use crate::refs::Ref;
use crate::shape::shape;
use crate::slots::{Binary, Compare, Slots};
use crate::thread::{INTERNED, Thread};
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::value::Value;
use heddle_gc::Holds;
use heddle_text::{Buf, Kind, Owned, View};
use heddle_threads::sync::Mutex;
use heddle_threads::sync::atomic::{AtomicBool, AtomicU64, Ordering::*};
use outside::Outside;
use rustc_hash::FxHashMap;
use std::hash::Hasher;
use std::ops::Range;

/// Bytes of characters that are kept in the block.
const INLINE: usize = 4096;

/// A str's payload; the characters follow.
#[repr(C)]
pub struct Str {
    /// 0: not computed. Relaxed: every thread computes the same.
    hash: AtomicU64,
    len: usize,
    kind: Kind,
    /// The tail holds a pointer to the characters instead of the characters.
    outside: bool,
    interned: AtomicBool,
}

unsafe fn size_of_str(p: *mut u8) -> usize {
    // SAFETY: the caller passes a str's payload.
    let s = unsafe { &*p.cast::<Str>() };
    size_of::<Str>() + if s.outside { 8 } else { s.len * s.kind.width() }
}

unsafe fn trace(_: *mut u8, _: &mut dyn FnMut(Value)) {}

unsafe fn release(p: *mut u8) -> usize {
    // SAFETY: the caller passes a dead str's payload.
    unsafe {
        let s = &*p.cast::<Str>();
        if !s.outside {
            return 0;
        }
        p.add(size_of::<Str>()).cast::<Outside>().read().release()
    }
}

static TABLE: VTable = VTable {
    name: "Str",
    size: size_of::<Str>(),
    holds: Holds::NoCycle,
    trace,
    release,
    size_of: Some(size_of_str),
    finalise: None,
};

// SAFETY: the table is made for this type, which holds no references.
unsafe impl Payload for Str {
    fn vtable() -> &'static VTable {
        &TABLE
    }
}

impl Str {
    fn bare(kind: Kind, len: usize, outside: bool) -> Str {
        Str { hash: AtomicU64::new(0), len, kind, outside, interned: AtomicBool::new(false) }
    }

    /// The characters, if they are outside the block.
    fn outside(&self) -> Option<Outside> {
        let tail = std::ptr::from_ref(self).cast::<u8>().wrapping_add(size_of::<Str>());
        // SAFETY: the tail of a str outside its block is a pointer.
        self.outside.then(|| unsafe { tail.cast::<Outside>().read() })
    }

    fn data(&self) -> *const u8 {
        let tail = std::ptr::from_ref(self).cast::<u8>().wrapping_add(size_of::<Str>());
        // SAFETY: the tail of a str outside its block is a pointer.
        if self.outside { unsafe { tail.cast::<Outside>().read() }.data() } else { tail }
    }

    /// The characters.
    #[inline]
    pub fn view(&self) -> View<'_> {
        let data = self.data();
        // SAFETY: `new` wrote `len` units of this kind there; they never change and live as long as the object.
        unsafe {
            match self.kind {
                Kind::Ascii => View::Ascii(std::slice::from_raw_parts(data, self.len)),
                Kind::Latin1 => View::Latin1(std::slice::from_raw_parts(data, self.len)),
                Kind::Ucs2 => View::Ucs2(std::slice::from_raw_parts(data.cast(), self.len)),
                Kind::Ucs4 => View::Ucs4(std::slice::from_raw_parts(data.cast(), self.len)),
            }
        }
    }
}

/// The type `str`.
pub static STR: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::UNICODE_SUBCLASS | flags::MATCH_SELF,
    methods: methods::METHODS,
    doc: methods::DOC,
    ..TypeDef::new("str", Str::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(make::new);
    s.repr = Some(|t, v| Ok(from_owned(t, &view(&v).repr())));
    s.str = Some(|t, v| Ok(exact(t, v)));
    s.hash = Some(|_, v| Ok(hash(v)));
    s.compare = Some(|_, a, b, op| match (a.payload::<Str>(), b.payload::<Str>()) {
        (Some(x), Some(y)) => Ok(Ref::bool(match op {
            Compare::Eq => same_text(a, b),
            Compare::Ne => !same_text(a, b),
            _ => op.of(x.view().cmp(&y.view())),
        })),
        _ => Ok(Ref::NOT_IMPLEMENTED),
    });
    s.len = Some(|_, v| Ok(len(v)));
    s.iter = Some(iter::iter);
    s.getitem = Some(index::getitem);
    s.contains = Some(index::contains);
    s.concat = Some(index::add);
    s.repeat = Some(index::repeat);
    s.binary[Binary::Mod as usize] = Some(percent::modulo);
}

/// The same text as an instance of exactly `str`.
#[inline]
pub fn exact(t: &Thread, v: Value) -> Ref {
    if STR.is_exact(v) { Ref::new(v) } else { new(t, view(&v)) }
}

/// Part of a text: the object itself where that is all of an exact one.
#[inline]
pub fn part(t: &Thread, v: Value, range: Range<usize>) -> Ref {
    if range.len() == len(v) { exact(t, v) } else { new(t, view(&v).slice(range)) }
}

/// Calls `f` with the same text in its narrowest storage.
fn narrowed<R>(view: View, f: impl FnOnce(View) -> R) -> R {
    if view.kind() == Kind::Ascii || view.kind() == view.narrowest() {
        return f(view);
    }
    let mut buf = Buf::with_capacity(view.len());
    buf.push_view(view);
    f(buf.finish().view())
}

/// The shared strs of one Latin-1 character, and the empty one at the end: bits, 0 until there is one.
static SHARED: [AtomicU64; 257] = [const { AtomicU64::new(0) }; 257];

#[inline]
fn shared(t: &Thread, k: usize) -> Ref {
    // Acquire: pairs with the Release in `share`.
    match SHARED[k].load(Acquire) {
        0 => share(t, k),
        // SAFETY: an interned str, immortal.
        bits => Ref::new(unsafe { Value::from_bits(bits) }),
    }
}

#[cold]
fn share(t: &Thread, k: usize) -> Ref {
    let owned = if k == 256 { Owned::new() } else { Owned::from_char(k as u32) };
    let interned = intern_view(t, owned.view());
    // Release: pairs with the Acquire in `shared`. All threads store the same.
    SHARED[k].store(interned.v().bits(), Release);
    interned
}

fn new_with_shape(t: &Thread, shape_id: u32, view: View) -> Ref {
    narrowed(view, |view| new_narrow(t, shape_id, view))
}

/// A str with room for `len` characters of a kind, filled by `fill`, which writes `len * kind.width()` bytes.
///
/// # Safety
/// `fill` writes all of it, and `kind` is the narrowest for what it writes.
unsafe fn build(t: &Thread, shape_id: u32, kind: Kind, len: usize, fill: impl FnOnce(*mut u8)) -> Ref {
    let bytes = len * kind.width();
    if bytes > INLINE {
        // SAFETY: the caller's promise.
        return unsafe { build_outside(t, shape_id, kind, len, bytes, fill) };
    }
    let s = shape(shape_id);
    let size = (size_of::<Str>() + bytes).next_multiple_of(8) + s.extra_words() * 8;
    let o = t.alloc_raw(s, size);
    let p = o.payload::<u8>();
    // SAFETY: a fresh block of `size` bytes.
    unsafe {
        p.cast::<Str>().write(Str::bare(kind, len, false));
        fill(p.add(size_of::<Str>()));
    }
    t.finish_object(o, s, shape_id)
}

/// [`build`] with the characters outside the block, and room for `capacity` bytes of them.
///
/// # Safety
/// As of [`build`]; the characters are more than [`INLINE`] and at most `capacity` bytes.
unsafe fn build_outside(
    t: &Thread,
    shape_id: u32,
    kind: Kind,
    len: usize,
    capacity: usize,
    fill: impl FnOnce(*mut u8),
) -> Ref {
    let characters = Outside::new(len * kind.width(), capacity);
    fill(characters.data());
    t.m.charge(capacity as isize);
    // SAFETY: the characters are there, and count this str.
    unsafe { point_to(t, shape_id, kind, len, characters) }
}

/// A str of the first `len` characters of some outside its block.
///
/// # Safety
/// They are there, of the narrowest kind, and already count this str.
unsafe fn point_to(t: &Thread, shape_id: u32, kind: Kind, len: usize, characters: Outside) -> Ref {
    let s = shape(shape_id);
    let o = t.alloc_raw(s, size_of::<Str>() + 8 + s.extra_words() * 8);
    let p = o.payload::<u8>();
    // SAFETY: a fresh block of that size.
    unsafe {
        p.cast::<Str>().write(Str::bare(kind, len, true));
        p.add(size_of::<Str>()).cast::<Outside>().write(characters);
    }
    t.finish_object(o, s, shape_id)
}

fn bytes_of(view: View<'_>) -> &[u8] {
    match view {
        View::Ascii(s) | View::Latin1(s) => s,
        // SAFETY: any integers are bytes.
        View::Ucs2(s) => unsafe { std::slice::from_raw_parts(s.as_ptr().cast(), s.len() * 2) },
        // SAFETY: as above.
        View::Ucs4(s) => unsafe { std::slice::from_raw_parts(s.as_ptr().cast(), s.len() * 4) },
    }
}

fn new_narrow(t: &Thread, shape_id: u32, view: View) -> Ref {
    let from = bytes_of(view);
    // SAFETY: as many bytes as asked for; the view is of the narrowest kind.
    unsafe {
        build(t, shape_id, view.kind(), view.len(), |to| {
            std::ptr::copy_nonoverlapping(from.as_ptr(), to, from.len());
        })
    }
}

/// A new str of a view that is of the narrowest kind.
fn from_narrow(t: &Thread, view: View) -> Ref {
    match view.len() {
        0 => shared(t, 256),
        1 if view.get(0) < 256 => shared(t, view.get(0) as usize),
        _ => new_narrow(t, STR.shape(), view),
    }
}

/// A new str. The view may be wider than needed.
#[inline]
pub fn new(t: &Thread, view: View) -> Ref {
    match view.len() {
        0 => shared(t, 256),
        1 => from_char(t, view.get(0)),
        _ => new_with_shape(t, STR.shape(), view),
    }
}

/// A new instance of a subclass of `str`, whose first shape is `shape_id`.
pub fn new_subclass(t: &Thread, shape_id: u32, view: View) -> Ref {
    new_with_shape(t, shape_id, view)
}

/// A new str from a builder's text.
pub fn from_owned(t: &Thread, owned: &Owned) -> Ref {
    from_narrow(t, owned.view())
}

/// A new str of one character; those of Latin-1 are shared.
#[inline]
pub fn from_char(t: &Thread, c: u32) -> Ref {
    if c < 256 {
        return shared(t, c as usize);
    }
    new_narrow(t, STR.shape(), Owned::from_char(c).view())
}

/// Whether `v` is a str (or of a subclass).
#[inline(always)]
pub fn is_str(v: Value) -> bool {
    v.payload::<Str>().is_some()
}

/// The characters of a str.
///
/// # Panics
/// If `v` is no str.
#[inline]
pub fn view(v: &Value) -> View<'_> {
    v.expect::<Str>().view()
}

/// The characters, if `v` is a str.
#[inline]
pub fn try_view(v: &Value) -> Option<View<'_>> {
    v.payload::<Str>().map(Str::view)
}

/// The length in code points.
#[inline]
pub fn len(v: Value) -> usize {
    v.expect::<Str>().len
}

/// As Rust text; lone surrogates become U+FFFD. For messages.
pub fn lossy(v: Value) -> String {
    v.payload::<Str>().map_or_else(|| "?".to_string(), |s| s.view().to_string_lossy())
}

/// As Rust text; TypeError if `v` is no str, UnicodeEncodeError if it has lone surrogates.
pub fn to_utf8(t: &Thread, v: Value) -> Res<String> {
    let Some(text) = try_view(&v) else {
        return Err(t.type_error(format_args!("expected str, not {}", crate::ops::type_name(v))));
    };
    text.to_utf8().ok_or_else(|| {
        let surrogate = |c: u32| (0xD800..0xE000).contains(&c);
        let start = text.chars().position(surrogate).unwrap_or(0);
        let run = text.slice(start..text.len()).chars().take_while(|&c| surrogate(c)).count();
        crate::types::exceptions::encode_error(t, "utf-8", v, start, start + run, "surrogates not allowed")
    })
}

/// Whether a str is this text.
pub fn equals(v: Value, text: &str) -> bool {
    match try_view(&v) {
        Some(View::Ascii(s)) => s == text.as_bytes(),
        Some(other) => other.to_utf8().is_some_and(|s| s == text),
        None => false,
    }
}

/// The key of this process's hashes; set once at the start (`PYTHONHASHSEED`).
static HASH_KEY: (AtomicU64, AtomicU64) = (AtomicU64::new(0), AtomicU64::new(0));

/// Sets the key of str and bytes hashes. Before the first hash is computed.
pub fn set_hash_key(k0: u64, k1: u64) {
    HASH_KEY.0.store(k0, Relaxed);
    HASH_KEY.1.store(k1, Relaxed);
}

/// The hash of bytes, as str and bytes have it; never 0 but for nothing, never -1.
pub fn hash_bytes(bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    let mut hasher =
        siphasher::sip::SipHasher13::new_with_keys(HASH_KEY.0.load(Relaxed), HASH_KEY.1.load(Relaxed));
    hasher.write(bytes);
    match hasher.finish() as i64 {
        -1 => -2,
        0 => 1,
        h => h,
    }
}

fn hash_view(view: View) -> i64 {
    hash_bytes(bytes_of(view))
}

/// The hash of a str.
#[inline]
pub fn hash(v: Value) -> i64 {
    let s = v.expect::<Str>();
    let h = s.hash.load(Relaxed) as i64;
    if h != 0 || s.len == 0 {
        return h;
    }
    let h = hash_view(s.view());
    s.hash.store(h as u64, Relaxed);
    h
}

/// Whether two strs have the same characters.
#[inline]
pub fn same_text(a: Value, b: Value) -> bool {
    if a.is(b) {
        return true;
    }
    match (a.payload::<Str>(), b.payload::<Str>()) {
        (Some(x), Some(y)) => {
            let both_interned = x.interned.load(Relaxed) && y.interned.load(Relaxed);
            !both_interned && x.len == y.len && x.kind == y.kind && bytes_of(x.view()) == bytes_of(y.view())
        }
        _ => false,
    }
}

const SHARDS: usize = 64;

/// Interned strs (immortal) by their hash.
static TABLE_OF_INTERNED: [Mutex<FxHashMap<i64, Vec<Value>>>; SHARDS] =
    [const { Mutex::new(FxHashMap::with_hasher(rustc_hash::FxBuildHasher)) }; SHARDS];

fn find_interned(hash: i64, view: View) -> Option<Value> {
    let shard = TABLE_OF_INTERNED[hash as usize % SHARDS].lock();
    shard.get(&hash)?.iter().copied().find(|v| v.expect::<Str>().view() == view)
}

/// The interned str with these characters.
pub fn intern_view(t: &Thread, view: View) -> Ref {
    narrowed(view, |view| {
        let hash = hash_view(view);
        match find_interned(hash, view) {
            Some(v) => Ref::new(v),
            None => publish_interned(t, hash, new_narrow(t, STR.shape(), view)),
        }
    })
}

fn publish_interned(t: &Thread, hash: i64, new: Ref) -> Ref {
    let v = new.v();
    let s = v.expect::<Str>();
    s.hash.store(hash as u64, Relaxed);
    let found = {
        let mut shard = TABLE_OF_INTERNED[hash as usize % SHARDS].lock();
        let all = shard.entry(hash).or_default();
        let found = all.iter().copied().find(|x| x.expect::<Str>().view() == s.view());
        if found.is_none() {
            // SAFETY: held.
            unsafe {
                t.m.mark_seen(new.obj());
                t.m.immortalise(new.obj());
            }
            s.interned.store(true, Relaxed);
            all.push(v);
        }
        found
    };
    found.map_or(new, Ref::new)
}

/// Whether a str is interned.
#[inline(always)]
pub fn is_interned(v: Value) -> bool {
    v.payload::<Str>().is_some_and(|s| s.interned.load(Relaxed))
}

/// The interned str with the characters of `v`.
#[inline]
pub fn intern_value(t: &Thread, v: Value) -> Ref {
    let Some(s) = v.payload::<Str>() else { return Ref::new(v) };
    if s.interned.load(Relaxed) {
        return Ref::new(v);
    }
    let h = hash(v);
    if let Some(found) = find_interned(h, s.view()) {
        return Ref::new(found);
    }
    if STR.is_exact(v) {
        return publish_interned(t, h, Ref::new(v));
    }
    intern_view(t, s.view())
}

/// An attribute name as natives get it: an interned str, TypeError if it is none.
pub fn attr_name(t: &Thread, v: Value) -> Res {
    if !is_str(v) {
        return Err(
            t.type_error(format_args!("attribute name must be string, not '{}'", crate::ops::type_name(v)))
        );
    }
    Ok(intern_value(t, v))
}

impl Thread {
    /// A new str.
    pub fn str(&self, text: &str) -> Ref {
        if text.is_ascii() {
            return new(self, View::Ascii(text.as_bytes()));
        }
        let mut buf = Buf::with_capacity(text.len());
        buf.push_str(text);
        new(self, buf.finish().view())
    }

    /// The interned str with this text.
    pub fn intern(&self, text: &str) -> Ref {
        // Most texts are literals: one address, one str.
        let at = text.as_ptr() as usize;
        let lately = &self.interned[(at ^ at >> 8) % INTERNED];
        let known = lately.get();
        if let Some(s) = known.payload::<Str>()
            && matches!(s.view(), View::Ascii(known) if known == text.as_bytes())
        {
            // (Interned strs are immortal.)
            return self.hold(known);
        }
        let found = self.intern_slow(text);
        lately.set(found.v());
        found
    }

    fn intern_slow(&self, text: &str) -> Ref {
        if text.is_ascii() {
            return intern_view(self, View::Ascii(text.as_bytes()));
        }
        let mut buf = Buf::with_capacity(text.len());
        buf.push_str(text);
        intern_view(self, buf.finish().view())
    }
}
