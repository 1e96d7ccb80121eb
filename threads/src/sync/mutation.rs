//! Mutations: steps of the shipping code that a loom model weakens on purpose.
//!
//! A model is worth something only if it fails when the code under it is wrong. Each [`Mutation`]
//! names one ordering or one step; the code asks [`weaken`] or [`mutated`] at that place. Outside
//! `--cfg loom` both are constants and vanish. Under loom one mutation, chosen at run time by the
//! `HEDDLE_MUTATION` environment variable, is in force for the whole process.

use super::atomic::Ordering;

/// Declares the mutations with the model that must catch each.
macro_rules! mutations {
    ($($(#[doc = $doc:expr])* $name:ident => $model:literal,)*) => {
        /// One deliberate defect. The variant's documentation says what it breaks.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Mutation { $($(#[doc = $doc])* $name),* }

        impl Mutation {
            /// Every mutation, with its name and the loom model that must fail under it.
            pub const ALL: &'static [(Mutation, &'static str, &'static str)] =
                &[$((Mutation::$name, stringify!($name), $model)),*];
        }
    };
}

mutations! {
    /// Attach reads the word with Relaxed: it may miss what the last holder of the slot wrote.
    AttachRelaxed => "stop_against_attach",
    /// Detach stores the word with Relaxed: the holder's writes are not published.
    DetachRelaxed => "stop_against_attach",
    /// The answer to a stop is counted with Relaxed: the thread's writes are not published.
    AnswerStopRelaxed => "stop_against_attach",
    /// The stopper reads the count of answers with Relaxed.
    PendingRelaxed => "stop_against_attach",
    /// The stopper takes a detached slot with Relaxed: it may miss the thread's last writes.
    StopRelaxed => "stop_against_attach",
    /// A thread that stops writes its word with Relaxed: its reads are not over for a scan that finds it stopped.
    StopHereRelaxed => "qsbr_retire_against_stopping_reader",
    /// Resume lets slots go with Relaxed: the stopper's writes are not published.
    ResumeRelaxed => "stop_against_attach",
    /// The stopper does not wait for attached threads to answer.
    StopDoesNotWait => "stop_against_attach",
    /// Detach ignores a stop request that has just arrived.
    DetachForgetsStop => "stop_against_detach",
    /// The stopper reads an ended thread's slot with Relaxed: it may miss that thread's last writes.
    StopReadsGoneRelaxed => "stop_against_exit",
    /// Who stops the world does not wait for a stop in progress.
    StopIgnoresStop => "stop_against_stop",
    /// A thread that starts does not wait for a stop in progress.
    RegisterDuringStop => "stop_against_start",
    /// The second thread runs before the first has stopped and learnt that it is not alone.
    SecondThreadDoesNotStop => "skipped_lock_against_second_thread",
    /// A claim reads the word with Relaxed: the claimer may miss the detached holder's writes.
    ClaimRelaxed => "merge_on_behalf_against_attach",
    /// Attach does not wait while somebody holds a claim on the slot.
    AttachIgnoresClaim => "merge_on_behalf_against_attach",
    /// Releasing a claim does not publish the claimer's writes.
    UnclaimRelaxed => "merge_on_behalf_against_attach",
    /// Register takes a slot that is claimed.
    RegisterIgnoresClaim => "claim_against_exit_and_start",
    /// Releasing a claim does not answer a stop that arrived meanwhile.
    UnclaimForgetsStop => "claim_against_stop",
    /// Releasing a claim into a stop forgets the thread that waits to attach.
    UnclaimForgetsWaiter => "claim_against_stop_and_attach",
    /// Releasing a claim forgets work that arrived meanwhile.
    UnclaimForgetsInbox => "inbox_against_claim",
    /// The push to an inbox does not tell the slot's word.
    PushWithoutRequest => "inbox_against_detach",
    /// A request is made with Relaxed: what was written before it is not published.
    RequestRelaxed => "request_carries_data",
    /// A safepoint takes its requests with Relaxed.
    AnswerRelaxed => "request_carries_data",
    /// A claimer takes requests with Relaxed.
    TakeRelaxed => "request_reaches_claimer",
    /// Detach ignores entries that arrived in the inbox.
    DetachForgetsInbox => "inbox_against_detach",
    /// Exit ignores entries that arrived in the inbox.
    ExitForgetsInbox => "queue_against_exit",
    /// QSBR's scan reads slots without a read-modify-write: it may miss a fresh attach.
    ScanWithPlainLoad => "qsbr_retire_against_attach",
    /// QSBR's scan reads the number of slots without a read-modify-write: it may miss a fresh thread.
    ScanMissesNewSlot => "qsbr_retire_against_start",
    /// A thread announces a quiescent state with Relaxed: its earlier reads are not ordered before.
    AnnounceRelaxed => "qsbr_retire_against_reader",
    /// The scan reads what a thread announced with Relaxed: that thread's reads may still go on.
    ScanSeenRelaxed => "qsbr_retire_against_reader",
    /// The epoch is read with Relaxed: what was unlinked before it may still be found.
    EpochRelaxed => "qsbr_retire_against_reader",
    /// The epoch advances with Relaxed: the unlinking is not published with it.
    AdvanceRelaxed => "qsbr_reclaim_by_another",
    /// A reader is asked to announce with Relaxed: it may announce an epoch that helps nobody.
    AskRelaxed => "qsbr_asked_reader_announces",
    /// Memory is reclaimed one epoch too early.
    ReclaimTooEarly => "qsbr_retire_against_reader",
    /// The byte lock is taken with Relaxed.
    LockRelaxed => "byte_lock_excludes",
    /// The byte lock is let go with Relaxed.
    UnlockRelaxed => "byte_lock_excludes",
    /// The byte lock is let go with Relaxed where somebody sleeps on it.
    UnlockSlowRelaxed => "byte_lock_lets_barge",
    /// Unlock does not wake the parked thread.
    UnlockForgetsParked => "byte_lock_parks_and_wakes",
    /// A thread parks without checking again that the lock is still held.
    ParkWithoutValidation => "byte_lock_parks_and_wakes",
    /// The second of two locks is waited for while the first is held.
    SecondLockWaits => "two_locks_against_two_locks",
    /// A foreign decrement that goes below zero does not queue.
    ForeignForgetsQueue => "owner_against_foreign",
    /// The merge publishes MERGED before it clears the owner (CPython 119999).
    MergePublishesEarly => "merge_against_last_decrement",
    /// Two foreign threads both queue the object.
    QueueTwice => "two_foreigners_queue_once",
    /// A thread that queues an object does not look whether its owner is detached or gone.
    QueueForgetsDetached => "queue_against_return",
    /// Register drops the requests that an ended thread has left to the next one.
    RegisterForgetsRequests => "queue_against_adoption",
    /// The queued decrement does not leave a reference with the queue.
    QueueKeepsNoReference => "queue_against_zero_local",
    /// The final decrement does not acquire the other threads' uses of the object.
    LastDecrementRelaxed => "two_foreigners_last_use",
    /// A payment does not release the payer's uses of the object.
    PayRelaxed => "two_foreigners_last_use",
    /// A credit is taken back without being struck from the table.
    CreditTakenTwice => "credit_against_merge_and_free",
    /// A credit of another object at the same table index is taken.
    CreditIgnoresObject => "credit_against_merge_and_free",
    /// `try_incref` takes an object whose count is a merged zero.
    TryIncrefTakesDead => "try_incref_against_last_decrement",
    /// `try_incref` takes an unseen object with no foreign count.
    TryIncrefTakesUnseen => "try_incref_against_private_free",
    /// A lock-free read does not check its slot again.
    ReadSkipsRecheck => "try_incref_against_reuse",
    /// `try_incref` succeeds without Acquire: the recheck may be stale.
    TryIncrefRelaxed => "fresh_header_against_stale_reader",
    /// A fresh object's shared word is stored with Relaxed.
    FreshHeaderRelaxed => "fresh_header_against_stale_reader",
    /// `try_incref` reads the IMMORTAL flag with Relaxed: the recheck may be stale.
    ImmortalRelaxed => "fresh_immortal_against_stale_reader",
    /// A weak reference is upgraded without checking that it was not cleared.
    UpgradeSkipsRecheck => "weak_upgrade_against_death",
    /// Death does not clear the weak references before the block is freed.
    DeathForgetsWeak => "weak_upgrade_against_death",
    /// Resurrection stores the count instead of adding to it.
    ResurrectByStore => "weak_upgrade_against_resurrection",
    /// A lock-free read checks the slot alone and not that its table is the current one.
    ReadSkipsTable => "table_growth_against_reader",
    /// A guarded read does not check its guard again.
    GuardSkipsRecheck => "guarded_value_against_change",
    /// A guarded value's reference is given up before its guard is changed.
    GuardChangesLate => "guarded_value_against_change",
    /// A new key can be found before the watch for absent ones has ended.
    WatchEndsLate => "absent_key_against_new_key",
    /// A replaced table is freed without waiting for readers.
    TableFreedAtOnce => "table_growth_against_reader",
    /// A grown table is published with Relaxed.
    PublishRelaxed => "table_publish_against_reader",
    /// The remote list is pushed with Relaxed.
    RemotePushRelaxed => "remote_free_against_owner",
    /// The owner takes the remote list with Relaxed.
    RemoteTakeRelaxed => "remote_free_against_owner",
    /// The owner takes the remote list without Release: it may still read what the next push writes.
    RemoteTakeUnreleased => "remote_free_against_owner",
    /// A page's first remote block does not put the page on its slot's list.
    RemoteForgetsPage => "remote_free_is_found",
    /// A block that another thread frees is announced to that thread's own slot, not the page's.
    RemoteReturnsToFreer => "remote_free_against_adoption",
    /// An empty page is given back without waiting for readers.
    PageGivenAtOnce => "page_reuse_against_stale_reader",
    /// An object is buried although its finaliser has saved it.
    SavedIsBuried => "weak_upgrade_against_saving",
    /// Exit hands the slot on without publishing its heap.
    ExitRelaxed => "queue_against_exit",
}

/// Whether `m` is in force. Constant false outside loom.
#[cfg(not(loom))]
#[inline(always)]
pub const fn mutated(_m: Mutation) -> bool {
    false
}

/// Whether `m` is in force in this process.
#[cfg(loom)]
pub fn mutated(m: Mutation) -> bool {
    use std::sync::OnceLock;
    static CHOSEN: OnceLock<Option<Mutation>> = OnceLock::new();
    let chosen = CHOSEN.get_or_init(|| {
        let name = std::env::var("HEDDLE_MUTATION").ok()?;
        let found = Mutation::ALL.iter().find(|(_, n, _)| *n == name);
        Some(found.unwrap_or_else(|| panic!("no mutation is called {name}")).0)
    });
    *chosen == Some(m)
}

/// `ordering`, or Relaxed when `m` is in force.
#[inline(always)]
pub fn weaken(m: Mutation, ordering: Ordering) -> Ordering {
    if mutated(m) { Ordering::Relaxed } else { ordering }
}
