//! Size classes: blocks of 32 to 256 bytes in steps of 16, then four steps a doubling up to 8 KiB.
//! At most a quarter of a block is wasted, and less than 16 bytes of a small one.

use super::PAYLOAD_OFFSET;

/// The number of classes.
pub(crate) const CLASSES: usize = 35;

/// Block sizes, header included.
pub(crate) const SIZES: [u32; CLASSES] = sizes();

const fn sizes() -> [u32; CLASSES] {
    let mut t = [0; CLASSES];
    let mut k = 0;
    let mut size = 32u32;
    while k < CLASSES {
        t[k] = size;
        size += if size < 256 {
            16
        } else {
            // A quarter of the power of two below or at `size`.
            (1 << (31 - size.leading_zeros())) / 4
        };
        k += 1;
    }
    t
}

/// A block size. Computed once a layout, then passed to every allocation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SizeClass(pub(crate) u8);

impl SizeClass {
    /// The smallest class whose blocks hold `payload` bytes behind the header, if there is one.
    pub const fn for_payload(payload: usize) -> Option<Self> {
        let mut k = 0;
        while k < CLASSES {
            if SIZES[k] as usize >= payload.saturating_add(PAYLOAD_OFFSET) {
                return Some(Self(k as u8));
            }
            k += 1;
        }
        None
    }

    /// Bytes that a block of this class has behind its header.
    pub const fn payload(self) -> usize {
        SIZES[self.0 as usize] as usize - PAYLOAD_OFFSET
    }

    /// Bytes of a block of this class.
    pub const fn block(self) -> usize {
        SIZES[self.0 as usize] as usize
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    #[test]
    fn sizes_rise_in_steps_of_sixteen_and_waste_little() {
        assert_eq!((SIZES[0], SIZES[CLASSES - 1]), (32, 8192));
        for w in SIZES.windows(2) {
            assert!(w[0] < w[1] && w[1] % 16 == 0);
            assert!(w[1] <= 256 || (w[1] - w[0]) * 4 <= w[0].next_power_of_two(), "{w:?}");
        }
    }

    #[test]
    fn every_payload_gets_the_smallest_class_that_holds_it() {
        for payload in 0..=8192 - PAYLOAD_OFFSET {
            let class = SizeClass::for_payload(payload).expect("small enough");
            assert!(class.payload() >= payload);
            assert!(class.0 == 0 || SizeClass(class.0 - 1).payload() < payload);
        }
        assert_eq!(SizeClass::for_payload(8192 - PAYLOAD_OFFSET + 1), None);
        assert_eq!(SizeClass::for_payload(usize::MAX), None);
    }
}
