//! Reads the archive that `build/archive.rs` writes.
//!
//! All numbers are little-endian `u32`:
//!
//! ```text
//! "HEDDLE1\n"
//! number of files; length of all names
//! for each file, sorted by path: offset and length of its path in the names; offset in the data, length there, full length
//! the names, one behind the other
//! the data: each file by itself, zstd's frame, or as it is if its two lengths are equal
//! ```
//!
//! What it must never know: which files these are. It trusts the archive, which the same build made: a damaged one panics.

const MAGIC: &[u8; 8] = b"HEDDLE1\n";
const HEADER: usize = 16;
const ENTRY: usize = 20;

/// An archive in memory. A file is named by its place in the index.
pub struct Archive {
    bytes: &'static [u8],
}

impl Archive {
    pub const fn new(bytes: &'static [u8]) -> Self {
        Archive { bytes }
    }

    /// The number of files.
    pub fn len(&self) -> usize {
        debug_assert_eq!(&self.bytes[..8], MAGIC);
        self.number(8)
    }

    /// The path of a file.
    pub fn path(&self, file: usize) -> &'static str {
        let (offset, length) = (self.field(file, 0), self.field(file, 1));
        let start = self.names() + offset;
        std::str::from_utf8(&self.bytes[start..start + length]).expect("paths are UTF-8")
    }

    /// The length of a file's content.
    pub fn size(&self, file: usize) -> usize {
        self.field(file, 4)
    }

    /// The content of a file.
    pub fn unpack(&self, file: usize) -> Vec<u8> {
        let (offset, length, full) = (self.field(file, 2), self.field(file, 3), self.field(file, 4));
        let start = self.names() + self.number(12) + offset;
        let stored = &self.bytes[start..start + length];
        if length == full {
            return stored.to_vec();
        }
        zstd::bulk::decompress(stored, full).expect("the archive is whole")
    }

    /// The file with this path.
    pub fn find(&self, path: &str) -> Option<usize> {
        let file = self.first(|other| other < path.as_bytes());
        (file < self.len() && self.path(file) == path).then_some(file)
    }

    /// Whether some file lies in this folder.
    pub fn is_dir(&self, path: &str) -> bool {
        !self.inside(path).is_empty()
    }

    /// The names in a folder, sorted, and whether each is a folder.
    pub fn list_dir(&self, path: &str) -> Vec<(&'static str, bool)> {
        let skip = if path.is_empty() { 0 } else { path.len() + 1 };
        let mut names: Vec<(&'static str, bool)> = Vec::new();
        for file in self.inside(path) {
            let rest = &self.path(file)[skip..];
            let entry = rest.split_once('/').map_or((rest, false), |(folder, _)| (folder, true));
            // The files of one folder are neighbours.
            if names.last() != Some(&entry) {
                names.push(entry);
            }
        }
        // `a.py` sorts before `a/b.py`, but `a` before `a.py`.
        names.sort_unstable();
        names
    }

    /// The files in a folder and in the folders inside it: they are neighbours, because the paths are sorted bytewise.
    fn inside(&self, folder: &str) -> std::ops::Range<usize> {
        if folder.is_empty() {
            return 0..self.len();
        }
        let start = self.first(|path| before_folder(path, folder.as_bytes(), b'/'));
        // '0' is the character after '/'.
        let end = self.first(|path| before_folder(path, folder.as_bytes(), b'/' + 1));
        start..end
    }

    /// The first file whose path is not `before`, by binary search.
    fn first(&self, before: impl Fn(&[u8]) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.path(middle).as_bytes()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn names(&self) -> usize {
        HEADER + ENTRY * self.len()
    }

    fn field(&self, file: usize, field: usize) -> usize {
        assert!(file < self.len(), "no file {file}");
        self.number(HEADER + ENTRY * file + 4 * field)
    }

    fn number(&self, offset: usize) -> usize {
        let bytes = self.bytes[offset..offset + 4].try_into().expect("four bytes");
        u32::from_le_bytes(bytes) as usize
    }
}

/// Whether a path sorts before the folder's name followed by `separator`, without building that string.
fn before_folder(path: &[u8], folder: &[u8], separator: u8) -> bool {
    path.iter().lt(folder.iter().chain([&separator]))
}
