//! The Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998), seeded by an array of words as its authors' reference does.
//! Must never know Python.

/// Words of state.
pub const N: usize = 624;
const M: usize = 397;

/// A generator.
pub struct Twister {
    words: [u32; N],
    at: usize,
}

fn mixed(words: &[u32; N], k: usize, factor: u32) -> u32 {
    let before = words[k - 1];
    words[k] ^ (before ^ before >> 30).wrapping_mul(factor)
}

/// The place after `k`; the first word takes over the last one when all have been mixed.
fn after(words: &mut [u32; N], k: usize) -> usize {
    if k + 1 < N {
        return k + 1;
    }
    words[0] = words[N - 1];
    1
}

impl Twister {
    fn from_word(seed: u32) -> Twister {
        let mut words = [0; N];
        words[0] = seed;
        for k in 1..N {
            let before: u32 = words[k - 1];
            words[k] = 1_812_433_253u32.wrapping_mul(before ^ before >> 30).wrapping_add(k as u32);
        }
        Twister { words, at: N }
    }

    /// Seeded by words, one at least.
    pub fn from_key(key: &[u32]) -> Twister {
        let mut words = Twister::from_word(19_650_218).words;
        let (mut k, mut j) = (1, 0);
        for _ in 0..N.max(key.len()) {
            words[k] = mixed(&words, k, 1_664_525).wrapping_add(key[j]).wrapping_add(j as u32);
            k = after(&mut words, k);
            j = if j + 1 >= key.len() { 0 } else { j + 1 };
        }
        for _ in 0..N - 1 {
            words[k] = mixed(&words, k, 1_566_083_941).wrapping_sub(k as u32);
            k = after(&mut words, k);
        }
        words[0] = 0x8000_0000;
        Twister { words, at: N }
    }

    /// From a state that [`Twister::words`] gave.
    pub fn from_words(words: [u32; N], at: usize) -> Twister {
        Twister { words, at }
    }

    /// The state: the words, then how many of them are used up.
    pub fn words(&self) -> Vec<u32> {
        let mut all = self.words.to_vec();
        all.push(self.at as u32);
        all
    }

    fn turn(&mut self) {
        for k in 0..N {
            let y = self.words[k] & 0x8000_0000 | self.words[(k + 1) % N] & 0x7fff_ffff;
            let odd = if y & 1 != 0 { 0x9908_b0df } else { 0 };
            self.words[k] = self.words[(k + M) % N] ^ y >> 1 ^ odd;
        }
        self.at = 0;
    }

    /// The next 32 bits.
    pub fn next(&mut self) -> u32 {
        if self.at >= N {
            self.turn();
        }
        let mut y = self.words[self.at];
        self.at += 1;
        y ^= y >> 11;
        y ^= y << 7 & 0x9d2c_5680;
        y ^= y << 15 & 0xefc6_0000;
        y ^ y >> 18
    }

    /// The next float in `[0, 1)`, of 53 bits.
    pub fn float(&mut self) -> f64 {
        let (high, low) = (f64::from(self.next() >> 5), f64::from(self.next() >> 6));
        (high * 67_108_864.0 + low) * (1.0 / 9_007_199_254_740_992.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Twister;

    #[test]
    fn numbers_are_pythons() {
        let mut r = Twister::from_key(&[5]);
        assert_eq!(r.float(), 0.6229016948897019);
        let mut r = Twister::from_key(&[0]);
        assert_eq!(r.float(), 0.8444218515250481);
        let mut r = Twister::from_key(&[0, 0, 0, 16]);
        let (low, high) = (r.next(), r.next());
        assert_eq!(u64::from(high) << 32 | u64::from(low), 1484549092569213973);
    }
}
