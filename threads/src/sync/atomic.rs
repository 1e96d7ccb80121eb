//! std's atomics as types of their own, so that clippy can forbid std's everywhere else, and a
//! metered backend can take their place. Same methods, same meaning; see `std::sync::atomic`.

use std::sync::atomic as std_atomic;
pub use std_atomic::Ordering;

/// Passes methods on to the std type inside.
macro_rules! methods {
    ($value:ty; $($name:ident($($arg:ident: $type:ty),*) -> $ret:ty;)*) => {$(
        #[doc = concat!("`", stringify!($name), "` of the std type.")]
        #[inline(always)]
        pub fn $name(&self, $($arg: $type),*) -> $ret {
            self.0.$name($($arg),*)
        }
    )*};
}

macro_rules! atomic {
    ($($(#[$doc:meta])* $name:ident $([$t:ident])?: $value:ty { $($extra:tt)* })*) => {$(
        $(#[$doc])*
        #[repr(transparent)]
        pub struct $name $(<$t>)? (std_atomic::$name $(<$t>)?);

        impl $(<$t>)? $name $(<$t>)? {
            /// An atomic that holds `value`.
            #[inline(always)]
            pub const fn new(value: $value) -> Self {
                Self(std_atomic::$name::new(value))
            }

            methods! { $value;
                load(order: Ordering) -> $value;
                store(value: $value, order: Ordering) -> ();
                swap(value: $value, order: Ordering) -> $value;
                compare_exchange(from: $value, to: $value, ok: Ordering, err: Ordering)
                    -> Result<$value, $value>;
                compare_exchange_weak(from: $value, to: $value, ok: Ordering, err: Ordering)
                    -> Result<$value, $value>;
                $($extra)*
            }
        }

        impl $(<$t>)? std::fmt::Debug for $name $(<$t>)? {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

macro_rules! integers {
    ($($name:ident: $value:ident)*) => {
        atomic! {$(
            #[doc = concat!("An atomic `", stringify!($value), "`.")]
            $name: $value {
                fetch_add(value: $value, order: Ordering) -> $value;
                fetch_sub(value: $value, order: Ordering) -> $value;
                fetch_and(value: $value, order: Ordering) -> $value;
                fetch_or(value: $value, order: Ordering) -> $value;
                fetch_max(value: $value, order: Ordering) -> $value;
            }
        )*}
    };
}

integers! { AtomicU8: u8 AtomicU16: u16 AtomicU32: u32 AtomicU64: u64 AtomicUsize: usize AtomicIsize: isize }

atomic! {
    /// An atomic `bool`.
    AtomicBool: bool {}
    /// An atomic `*mut T`.
    AtomicPtr[T]: *mut T {}
}

impl AtomicU32 {
    /// The word's address, for a futex.
    #[inline(always)]
    pub fn as_ptr(&self) -> *mut u32 {
        self.0.as_ptr()
    }
}

impl Default for AtomicU32 {
    fn default() -> Self {
        Self::new(0)
    }
}
