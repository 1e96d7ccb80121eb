//! The ticker: a thread that asks those with debts, every few milliseconds, to pay the old ones.
//!
//! Without it a reference that a busy thread owes might wait for that thread's next blocking call.
//! It starts with the second thread of a runtime; a program on one thread needs none, because a
//! debt that would be the last is paid at once. It holds nothing and touches only slot words.

use crate::slot::{SlotData, TICK};
use heddle_threads::Registry;
#[cfg(not(loom))]
use heddle_threads::registry::word;
use std::sync::Arc;

#[cfg(not(loom))]
mod native {
    use super::*;
    use heddle_threads::Event;
    use heddle_threads::sync::atomic::Ordering::Relaxed;
    use heddle_threads::sync::{Mutex, thread};
    use std::time::Duration;

    /// Debts are paid between two and three of these after they were made.
    const PERIOD: Duration = Duration::from_millis(5);

    /// The ticker of one runtime.
    pub(crate) struct Ticker {
        running: Mutex<Option<Running>>,
    }

    struct Running {
        stop: Arc<Event>,
        thread: thread::JoinHandle<()>,
    }

    impl Ticker {
        pub fn new() -> Self {
            Self { running: Mutex::new(None) }
        }

        /// Starts it, once.
        pub fn start(&self, registry: &Arc<Registry<SlotData>>) {
            let mut running = self.running.lock();
            if running.is_some() {
                return;
            }
            let stop = Arc::new(Event::new());
            let (event, registry) = (stop.clone(), registry.clone());
            let body = move || {
                while !event.wait_timeout(PERIOD) {
                    tick(&registry);
                }
            };
            let named = thread::Builder::new().name("heddle-ticker".into());
            // Without a ticker debts are paid later, not never: carry on if no thread can be had.
            if let Ok(thread) = named.spawn(body) {
                *running = Some(Running { stop, thread });
            }
        }

        /// In the child of a fork the thread does not exist; forget it, so that it can start again.
        pub fn forget_after_fork(&self) {
            std::mem::forget(self.running.lock().take());
        }
    }

    fn tick(registry: &Registry<SlotData>) {
        for slot in registry.slots() {
            if word::phase(slot.word()) == word::ATTACHED && slot.data().owes.load(Relaxed) {
                registry.request(slot.index(), TICK);
            }
        }
    }

    impl Drop for Ticker {
        fn drop(&mut self) {
            if let Some(Running { stop, thread }) = self.running.lock().take() {
                stop.set();
                // A panic there has been reported on its own thread.
                let _ = thread.join();
            }
        }
    }
}

#[cfg(not(loom))]
pub(crate) use native::Ticker;

/// Models have no clock, and no ticker.
#[cfg(loom)]
pub(crate) struct Ticker;

#[cfg(loom)]
impl Ticker {
    pub fn new() -> Self {
        let _ = TICK;
        Self
    }

    pub fn start(&self, _registry: &Arc<Registry<SlotData>>) {}

    pub fn forget_after_fork(&self) {}
}
