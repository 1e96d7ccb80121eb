//! Writes the embedded library to a folder, to be looked at or compared: `extract FOLDER`.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("usage: extract FOLDER");
        std::process::exit(2);
    };
    for path in heddle_library::all_paths() {
        let target = Path::new(&folder).join(path);
        std::fs::create_dir_all(target.parent().expect("a folder"))?;
        std::fs::write(target, heddle_library::read(path).expect("listed"))?;
    }
    Ok(())
}
