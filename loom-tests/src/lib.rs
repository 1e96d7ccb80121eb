//! Loom models: one small program a protocol, run by a model checker over the shipping code of
//! `heddle-threads` and `heddle-gc` under every interleaving and every stale value that the memory
//! orderings allow.
//!
//! A model with two threads is explored exhaustively, one with three up to a bound on preemptions.
//! Each model proves its worth by failing under the mutations that name it in
//! [`heddle_threads::Mutation::ALL`](heddle_threads::sync::Mutation); `src/bin/mutations.rs` runs
//! them all.
//!
//! Run `cargo loom [MODEL]` and `cargo loom-mutations [MUTATION ..]` from the top of the repository.
//! Without `--cfg loom` this crate is empty.
//!
//! To add a model: write a function in `models/<protocol>.rs`, name it in [`each_model`], and name it
//! in at least one mutation.

/// Calls the macro `$callback` with every model, by protocol (a file of `models`).
#[macro_export]
macro_rules! each_model {
    ($callback:ident) => {
        $callback! {
            stop_the_world:
                stop_against_attach, stop_against_detach, stop_against_exit, stop_against_start,
                stop_against_stop;
            alone: skipped_lock_against_second_thread;
            claim: merge_on_behalf_against_attach, claim_against_stop, claim_against_stop_and_attach,
                claim_against_exit_and_start;
            request: inbox_against_claim, inbox_against_detach, request_carries_data,
                request_reaches_claimer;
            qsbr: qsbr_retire_against_attach, qsbr_retire_against_reader, qsbr_retire_against_start,
                qsbr_retire_against_stopping_reader, qsbr_reclaim_by_another, qsbr_asked_reader_announces;
            byte_lock: byte_lock_excludes, byte_lock_parks_and_wakes, byte_lock_lets_barge,
                two_locks_against_two_locks;
            gc_count: owner_against_foreign, merge_against_last_decrement, two_foreigners_queue_once,
                two_foreigners_last_use, queue_against_zero_local;
            gc_slot: queue_against_exit, queue_against_adoption, queue_against_return;
            gc_credit: credit_against_merge_and_free;
            gc_try_incref: try_incref_against_last_decrement, try_incref_against_private_free,
                try_incref_against_reuse, fresh_header_against_stale_reader,
                fresh_immortal_against_stale_reader;
            gc_weak: weak_upgrade_against_death, weak_upgrade_against_resurrection,
                weak_upgrade_against_saving;
            gc_table: table_growth_against_reader, table_publish_against_reader, guarded_value_against_change;
            watch: absent_key_against_new_key;
            gc_heap: remote_free_against_owner, remote_free_is_found, remote_free_against_adoption,
                page_reuse_against_stale_reader;
        }
    };
}

#[cfg(loom)]
mod explore;
#[cfg(loom)]
pub mod models;
#[cfg(loom)]
mod objects;

#[cfg(loom)]
macro_rules! table {
    ($($protocol:ident: $($model:ident),+;)*) => {
        /// Every model with its name.
        pub const MODELS: &[(&str, fn())] =
            &[$($((stringify!($model), models::$protocol::$model as fn())),+),*];
    };
}
#[cfg(loom)]
each_model!(table);
