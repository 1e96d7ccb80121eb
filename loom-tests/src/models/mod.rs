//! The models, one file a protocol.

pub mod alone;
pub mod byte_lock;
pub mod claim;
pub mod gc_count;
pub mod gc_credit;
pub mod gc_heap;
pub mod gc_slot;
pub mod gc_table;
pub mod gc_try_incref;
pub mod gc_weak;
pub mod qsbr;
pub mod request;
pub mod stop_the_world;
pub mod watch;
