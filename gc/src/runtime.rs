//! One runtime: the registry, the arena, the weak table, the collector, the ticker. A value, not a
//! process singleton.

use crate::collect::Collector;
use crate::heap::Arena;
use crate::slot::SlotData;
use crate::ticker::Ticker;
use crate::weak::WeakTable;
use crate::{Language, Mutator};
use heddle_threads::Registry;
use heddle_threads::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::Arc;

/// How a runtime is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Threads that a collection uses, the collecting one among them; at least 1.
    pub collector_threads: usize,
    /// Live bytes below which no collection starts by itself.
    pub first_collection: usize,
    /// GC-stress mode: a collection at every n-th safepoint's answer. 0: off.
    pub stress: u32,
}

impl Default for Config {
    fn default() -> Self {
        let cores = if cfg!(loom) { 1 } else { std::thread::available_parallelism().map_or(1, |n| n.get()) };
        Self { collector_threads: cores, first_collection: 16 << 20, stress: 0 }
    }
}

/// One runtime; shared by its threads through an `Arc`.
pub struct Runtime<L: Language> {
    language: L,
    pub(crate) registry: Arc<Registry<SlotData>>,
    pub(crate) weak: WeakTable,
    pub(crate) collector: Collector,
    pub(crate) ticker: Ticker,
    pub(crate) stress: AtomicU32,
    // Last: the registry's retired pages go back to it when the registry is dropped.
    pub(crate) arena: Arc<Arena>,
}

impl<L: Language> Runtime<L> {
    /// A runtime for `language` with the default configuration.
    pub fn new(language: L) -> Arc<Self> {
        Self::with_config(language, Config::default())
    }

    /// A runtime for `language`.
    pub fn with_config(language: L, config: Config) -> Arc<Self> {
        Arc::new(Self {
            language,
            registry: Arc::new(Registry::new(SlotData::new)),
            weak: WeakTable::new(),
            collector: Collector::new(&config),
            ticker: Ticker::new(),
            stress: AtomicU32::new(config.stress),
            arena: Arc::new(Arena::new()),
        })
    }

    /// The language.
    #[inline(always)]
    pub fn language(&self) -> &L {
        &self.language
    }

    /// Gives the calling OS thread a slot and attaches it. Waits while the world is stopped; an OS
    /// thread that is attached already must not call this (see `Registry::register`).
    pub fn attach(self: &Arc<Self>) -> Mutator<L> {
        let mutator = self.attach_unpolled();
        // An adopted slot's inbox may have entries.
        mutator.safepoint();
        mutator
    }

    /// [`Runtime::attach`] without the safepoint that it ends with: for a language whose finalisers need to find their thread,
    /// which first has to be set up. The caller polls as soon as it is.
    pub fn attach_unpolled(self: &Arc<Self>) -> Mutator<L> {
        let mutator = Mutator::unpolled(self.clone(), self.registry.register());
        if self.registry.crowded() {
            self.ticker.start(&self.registry);
        }
        mutator
    }

    /// Whether collections begin by themselves from now on; those that are asked for do in any case.
    pub fn set_automatic(&self, on: bool) {
        self.collector.set_automatic(on);
    }

    /// Switches GC-stress mode: a collection at every `every`-th safepoint. 0: off.
    pub fn set_stress(&self, every: u32) {
        // Relaxed: each thread picks it up when its count runs out, or when it attaches.
        self.stress.store(every, Relaxed);
    }
}
