//! The models, one file a protocol.

pub mod alone;
pub mod byte_lock;
pub mod claim;
pub mod qsbr;
pub mod request;
pub mod stop_the_world;
