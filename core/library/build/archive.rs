//! Writes the archive; `src/archive.rs` reads it and describes its format.

use crate::Files;

/// Packs the files, which come sorted by path.
pub fn pack(files: &Files, level: i32) -> Vec<u8> {
    let mut index = Vec::new();
    let mut names: Vec<u8> = Vec::new();
    let mut data: Vec<u8> = Vec::new();
    for (path, content) in files {
        let packed = zstd::bulk::compress(content, level).expect("compression in memory");
        // A wheel is compressed already: stored as it is, which its two equal lengths say.
        let stored = if packed.len() < content.len() { &packed } else { content };
        for number in [names.len(), path.len(), data.len(), stored.len(), content.len()] {
            index.extend(number32(number));
        }
        names.extend(path.as_bytes());
        data.extend(stored);
    }
    let mut archive = Vec::from(*b"HEDDLE1\n");
    archive.extend(number32(files.len()));
    archive.extend(number32(names.len()));
    archive.extend(index);
    archive.extend(names);
    archive.extend(data);
    archive
}

fn number32(number: usize) -> [u8; 4] {
    u32::try_from(number).expect("the library is smaller than 4 GiB").to_le_bytes()
}
