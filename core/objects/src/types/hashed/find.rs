//! Searching: without the lock (and then Python code may run), or with it (and then it may not).

use super::table::{Probe, Table};
use super::{Hashed, alone};
use crate::error::{Raised, Res};
use crate::ops;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::{exceptions as exc, str};
use crate::value::Value;
use heddle_gc::Obj;
use heddle_gc::read::ReadError;

/// How keys with the same hash are told apart.
pub trait Rule {
    /// The answer without running Python code; `None`: only Python code knows. Both are kept alive.
    fn known(candidate: Value, key: Value) -> Option<bool>;
    /// The answer.
    fn ask(t: &Thread, candidate: Value, key: Value) -> Res<bool>;
}

/// As the language says: identity, then `==`.
pub struct PythonEq;

impl Rule for PythonEq {
    #[inline]
    fn known(candidate: Value, key: Value) -> Option<bool> {
        if candidate.is(key) {
            return Some(true);
        }
        if is_exact_str(key) {
            if is_exact_str(candidate) {
                return Some(str::same_text(candidate, key));
            }
            return if candidate.is_obj() { None } else { Some(false) };
        }
        (candidate.is_small_int() && key.is_small_int()).then_some(false)
    }

    fn ask(t: &Thread, candidate: Value, key: Value) -> Res<bool> {
        ops::equal(t, candidate, key)
    }
}

/// For names: strs by their text, and nothing else is equal to a name. Runs no Python code and needs no type.
pub struct Text;

impl Rule for Text {
    #[inline]
    fn known(candidate: Value, key: Value) -> Option<bool> {
        Some(str::same_text(candidate, key))
    }

    fn ask(_: &Thread, candidate: Value, key: Value) -> Res<bool> {
        Ok(str::same_text(candidate, key))
    }
}

/// Whether `v` is a str and of no subclass: it compares and hashes without Python code.
#[inline(always)]
pub fn is_exact_str(v: Value) -> bool {
    v.as_obj().is_some_and(|o| o.shape() == str::STR.shape())
}

/// The hash of a key; `what` says what it was to be if it has none.
#[inline(always)]
pub fn hash_key(t: &Thread, key: Value, what: &str) -> Res<i64> {
    if is_exact_str(key) {
        return Ok(str::hash(key));
    }
    if let Some(n) = key.as_small_int()
        && n.unsigned_abs() < (1 << 61) - 1
    {
        return Ok(if n == -1 { -2 } else { n });
    }
    ops::hash(t, key).map_err(|e| unhashable(t, key, what, e))
}

#[cold]
fn unhashable(t: &Thread, key: Value, what: &str, e: Raised) -> Raised {
    if !ops::type_of(e.0.v()).is(exc::TYPE_ERROR.get()) {
        return e;
    }
    match ops::str_text(t, e.0.v()) {
        Ok(why) => t.type_error(format_args!("cannot use '{}' as {what} ({why})", ops::type_name(key))),
        Err(other) => other,
    }
}

/// What a search without the lock found.
pub struct Found<const N: usize> {
    pub(super) table: Table<N>,
    pub(super) generation: u32,
    /// Entries before the search began.
    pub(super) used: u32,
    /// The entry, and the word of its key.
    pub(super) entry: Option<(u32, Value)>,
}

/// What a search with the lock found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Here {
    /// The key is in this entry.
    At(u32),
    /// The key is not there.
    Absent,
    /// There are keys that only Python code can tell from this one.
    Ask,
}

enum Verdict {
    Same,
    Other,
    /// The table is no longer what it was.
    Moved,
}

impl<const N: usize> Hashed<N> {
    /// Looks for a key without the lock. Python code may run (a safepoint may pass), but not after what was found was checked.
    #[inline(always)]
    pub(super) fn find<R: Rule>(&self, t: &Thread, o: Obj, hash: i64, key: Value) -> Res<Found<N>> {
        'again: loop {
            let table = self.table();
            // Before the search: an entry that comes later is behind this number.
            let used = table.used();
            let found = |entry| Found { table, generation: table.generation(), used, entry };
            let mut probe = Probe::new(hash, table.mask());
            loop {
                let place = table.place(probe.at);
                if place == 0 {
                    return Ok(found(None));
                }
                let entry = table.entry(place - 1);
                let candidate = entry.key().peek();
                if candidate.is(key) {
                    return Ok(found(Some((place - 1, candidate))));
                }
                if entry.hash() == hash && !candidate.is_undef() {
                    match self.judge::<R>(t, o, table, place - 1, candidate, key)? {
                        Verdict::Same => return Ok(found(Some((place - 1, candidate)))),
                        Verdict::Other => {}
                        Verdict::Moved => continue 'again,
                    }
                }
                probe.next();
            }
        }
    }

    /// Whether the key of an entry with the right hash is the one. The table is good again afterwards, unless it moved.
    #[inline(never)]
    fn judge<R: Rule>(
        &self,
        t: &Thread,
        o: Obj,
        table: Table<N>,
        e: u32,
        word: Value,
        key: Value,
    ) -> Res<Verdict> {
        let verdict = |same| if same { Verdict::Same } else { Verdict::Other };
        // Nobody else can take away what is there: no reference is needed to look at it.
        if (alone(t) || !word.is_obj())
            && let Some(same) = R::known(word, key)
        {
            return Ok(verdict(same));
        }
        let generation = table.generation();
        let slot = table.entry(e).key();
        let candidate = match slot.try_get(t, || self.is_current(table)) {
            Ok(candidate) => candidate,
            Err(ReadError::Changed) => return Ok(Verdict::Moved),
            Err(ReadError::Locked) => {
                let _lock = o.lock().lock(&t.m);
                if !self.is_still(table, generation) {
                    return Ok(Verdict::Moved);
                }
                slot.get_locked(t)
            }
        };
        if candidate.is_undef() {
            return Ok(Verdict::Other);
        }
        if let Some(same) = R::known(candidate.v(), key) {
            return Ok(verdict(same));
        }
        let same = R::ask(t, candidate.v(), key);
        drop(candidate);
        let same = same?;
        // Code has run: what was loaded before is void until it is seen to be the same.
        if !self.is_still(table, generation) || (same && !table.entry(e).key().peek().is(word)) {
            return Ok(Verdict::Moved);
        }
        Ok(verdict(same))
    }

    /// The value of a key (a set's key again); UNDEF if it is not there.
    #[inline(always)]
    pub fn get<R: Rule>(&self, t: &Thread, o: Obj, hash: i64, key: Value) -> Res {
        loop {
            let f = self.find::<R>(t, o, hash, key)?;
            let Some((e, word)) = f.entry else { return Ok(Ref::UNDEF) };
            match f.table.entry(e).value().try_get(t, || self.is_current(f.table)) {
                Ok(value) if !value.is_undef() => return Ok(value),
                // Deleted or replaced meanwhile.
                Ok(_) | Err(ReadError::Changed) => {}
                Err(ReadError::Locked) => {
                    let value = self.get_locked(t, o, &f, e, word);
                    if !value.is_undef() {
                        return Ok(value);
                    }
                }
            }
        }
    }

    /// The number of the entry that has this very key, as a hint for [`Hashed::get_at`].
    pub fn index_of(&self, hash: i64, key: Value) -> Option<u32> {
        let table = self.table();
        let mut probe = Probe::new(hash, table.mask());
        loop {
            match table.place(probe.at) {
                0 => return None,
                place if table.entry(place - 1).key().peek().is(key) => return Some(place - 1),
                _ => probe.next(),
            }
        }
    }

    /// The value of this very key, if it is in entry `e`; UNDEF: look it up. The hint may be of any age.
    #[inline(always)]
    pub fn get_at(&self, t: &Thread, e: u32, key: Value) -> Ref {
        let table = self.table();
        if e >= table.used() || !table.entry(e).key().peek().is(key) {
            return Ref::UNDEF;
        }
        table.entry(e).value().try_get(t, || self.is_current(table)).unwrap_or(Ref::UNDEF)
    }

    #[cold]
    fn get_locked(&self, t: &Thread, o: Obj, f: &Found<N>, e: u32, word: Value) -> Ref {
        let _lock = o.lock().lock(&t.m);
        if self.is_still(f.table, f.generation) && f.table.entry(e).key().peek().is(word) {
            f.table.entry(e).value().get_locked(t)
        } else {
            Ref::UNDEF
        }
    }

    /// Whether a key is there.
    #[inline(always)]
    pub fn contains<R: Rule>(&self, t: &Thread, o: Obj, hash: i64, key: Value) -> Res<bool> {
        Ok(self.find::<R>(t, o, hash, key)?.entry.is_some())
    }

    /// Looks for a key with the lock held: runs no code, and reads keys without references, which the lock pins.
    #[inline]
    pub fn find_locked<R: Rule>(&self, hash: i64, key: Value) -> Here {
        let table = self.table();
        let mut probe = Probe::new(hash, table.mask());
        let mut ask = false;
        loop {
            let place = table.place(probe.at);
            if place == 0 {
                return if ask { Here::Ask } else { Here::Absent };
            }
            let entry = table.entry(place - 1);
            let candidate = entry.key().peek();
            if candidate.is(key) {
                return Here::At(place - 1);
            }
            if entry.hash() == hash && !candidate.is_undef() {
                match R::known(candidate, key) {
                    Some(true) => return Here::At(place - 1),
                    Some(false) => {}
                    None => ask = true,
                }
            }
            probe.next();
        }
    }

    /// The entries whose keys have this hash; under the lock.
    pub fn with_hash(&self, hash: i64) -> Vec<u32> {
        let table = self.table();
        let mut probe = Probe::new(hash, table.mask());
        let mut all = vec![];
        loop {
            match table.place(probe.at) {
                0 => return all,
                place => {
                    let entry = table.entry(place - 1);
                    if entry.hash() == hash && !entry.is_deleted() {
                        all.push(place - 1);
                    }
                }
            }
            probe.next();
        }
    }

    /// With the lock held: whether what a search without it found is still so. `None`: search again.
    pub(super) fn check(&self, f: &Found<N>, hash: i64) -> Option<Here> {
        if !self.is_still(f.table, f.generation) {
            return None;
        }
        match f.entry {
            Some((e, word)) => f.table.entry(e).key().peek().is(word).then_some(Here::At(e)),
            // Entries only come behind those that were there.
            None => (f.used..f.table.used())
                .all(|e| f.table.entry(e).hash() != hash || f.table.entry(e).is_deleted())
                .then_some(Here::Absent),
        }
    }
}
