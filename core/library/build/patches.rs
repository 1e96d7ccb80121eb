//! Applies a list of exact replacements to the library's files.
//!
//! The list is a text file:
//!
//! ```text
//! # a comment, between patches only
//! @@ io.py
//! the lines to be found
//! @@ =
//! the lines to put in their place
//! @@ end
//! ```
//!
//! The lines to be found must stand in the file exactly once: a newer library in which they changed fails the build, so that no
//! patch is lost in silence.

use crate::Files;

/// Applies every patch of `list`.
pub fn apply(list: &str, files: &mut Files) -> Result<(), String> {
    let mut lines = list.split_inclusive('\n').enumerate();
    while let Some((index, line)) = lines.next() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let at = |message: &str| format!("line {}: {message}", index + 1);
        let path =
            line.strip_prefix("@@ ").map(str::trim).ok_or_else(|| at("a patch starts with `@@ PATH`"))?;
        let mut until = |mark: &str| -> Result<String, String> {
            let mut block = String::new();
            for (_, line) in lines.by_ref() {
                if line.trim_end() == mark {
                    return Ok(block);
                }
                block.push_str(line);
            }
            Err(at(&format!("no `{mark}` ends the block")))
        };
        let (search, replacement) = (until("@@ =")?, until("@@ end")?);
        replace(files, path, &search, &replacement).map_err(|message| at(&message))?;
    }
    Ok(())
}

fn replace(files: &mut Files, path: &str, search: &str, replacement: &str) -> Result<(), String> {
    let content = files.get_mut(path).ok_or_else(|| format!("no file {path} in the library"))?;
    let text = std::str::from_utf8(content).map_err(|_| format!("{path} is not UTF-8"))?;
    // Whole lines: a match that begins in the middle of a line is another text.
    let found: Vec<usize> = text
        .match_indices(search)
        .map(|(at, _)| at)
        .filter(|at| *at == 0 || text.as_bytes()[at - 1] == b'\n')
        .collect();
    let [at] = found[..] else {
        return Err(format!("the lines to be found stand {} times in {path}, not once", found.len()));
    };
    let patched = [&text[..at], replacement, &text[at + search.len()..]].concat();
    *content = patched.into_bytes();
    Ok(())
}
