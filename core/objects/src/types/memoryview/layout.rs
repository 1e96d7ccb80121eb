//! Where the items of a view lie in a run of bytes.
//!
//! It must never know objects: all here is arithmetic, and every place is checked against the bytes that are there.

/// Format, shape and strides.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// As the struct module writes it.
    pub format: Box<str>,
    /// Bytes of an item.
    pub itemsize: usize,
    /// Items along each dimension.
    pub shape: Box<[usize]>,
    /// Bytes from item to item along each dimension.
    pub strides: Box<[isize]>,
    /// Where the first item lies.
    pub offset: usize,
}

impl Layout {
    /// `count` items one after another.
    pub fn flat(format: &str, itemsize: usize, count: usize) -> Layout {
        Layout {
            format: format.into(),
            itemsize,
            shape: [count].into(),
            strides: [itemsize as isize].into(),
            offset: 0,
        }
    }

    /// Strides of items one after another in C order.
    pub fn c_strides(shape: &[usize], itemsize: usize) -> Box<[isize]> {
        let mut strides = vec![0; shape.len()];
        let mut step = itemsize as isize;
        for (stride, n) in strides.iter_mut().zip(shape).rev() {
            *stride = step;
            step = step.saturating_mul(*n as isize);
        }
        strides.into()
    }

    /// How many dimensions there are.
    pub fn dims(&self) -> usize {
        self.shape.len()
    }

    /// How many items there are.
    pub fn items(&self) -> usize {
        self.shape.iter().product()
    }

    /// Bytes of all items.
    pub fn bytes(&self) -> usize {
        self.items() * self.itemsize
    }

    fn is_contiguous(&self, mut dims: impl Iterator<Item = usize>) -> bool {
        let mut step = self.itemsize as isize;
        self.items() == 0
            || dims.all(|k| {
                let fits = self.shape[k] == 1 || self.strides[k] == step;
                step *= self.shape[k] as isize;
                fits
            })
    }

    /// Whether the items lie one after another in C order: the last index moves fastest.
    pub fn is_c_contiguous(&self) -> bool {
        self.is_contiguous((0..self.dims()).rev())
    }

    /// Whether the items lie one after another in Fortran order: the first index moves fastest.
    pub fn is_f_contiguous(&self) -> bool {
        self.is_contiguous(0..self.dims())
    }

    /// Where an item lies.
    pub fn place(&self, indices: &[usize]) -> usize {
        let distance: isize = indices.iter().zip(&self.strides).map(|(k, stride)| *k as isize * stride).sum();
        (self.offset as isize + distance) as usize
    }

    /// Where each item lies, in C order.
    pub fn places(&self) -> Vec<usize> {
        let mut places = vec![self.offset as isize];
        for (n, stride) in self.shape.iter().zip(&self.strides) {
            places = places.iter().flat_map(|at| (0..*n as isize).map(move |k| at + k * stride)).collect();
        }
        places.into_iter().map(|at| at as usize).collect()
    }

    /// The bytes of all items in C order; `None` if they are not all there.
    pub fn gather(&self, all: &[u8]) -> Option<Vec<u8>> {
        if self.is_c_contiguous() {
            return all.get(self.offset..self.offset + self.bytes()).map(<[u8]>::to_vec);
        }
        let mut out = Vec::with_capacity(self.bytes());
        if let ([n], [stride]) = (&*self.shape, &*self.strides) {
            for k in 0..*n as isize {
                let at = (self.offset as isize + k * stride) as usize;
                out.extend_from_slice(all.get(at..at + self.itemsize)?);
            }
            return Some(out);
        }
        for at in self.places() {
            out.extend_from_slice(all.get(at..at + self.itemsize)?);
        }
        Some(out)
    }

    /// Writes the bytes of all items, given in C order; `None` if they are not all there.
    pub fn scatter(&self, all: &mut [u8], new: &[u8]) -> Option<()> {
        if self.is_c_contiguous() {
            all.get_mut(self.offset..self.offset + self.bytes())?.copy_from_slice(new);
            return Some(());
        }
        if self.itemsize == 0 {
            return Some(());
        }
        for (at, item) in self.places().into_iter().zip(new.chunks_exact(self.itemsize)) {
            all.get_mut(at..at + self.itemsize)?.copy_from_slice(item);
        }
        Some(())
    }

    /// The same items with the first index moving slowest and the dimensions turned round.
    pub fn transposed(&self) -> Layout {
        let (mut shape, mut strides) = (self.shape.clone(), self.strides.clone());
        shape.reverse();
        strides.reverse();
        Layout { shape, strides, ..self.clone() }
    }

    /// Some of the first dimension's items: `count` from `start` on, `step` apart.
    pub fn sliced(&self, start: isize, step: isize, count: usize) -> Layout {
        let mut layout = self.clone();
        if count > 0 {
            layout.offset = (layout.offset as isize + start * layout.strides[0]) as usize;
        }
        layout.shape[0] = count;
        layout.strides[0] = layout.strides[0].wrapping_mul(step);
        layout
    }
}
