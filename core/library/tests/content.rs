//! What is in the library, how it is found, and what Heddle changed in it.

use heddle_library::identity;
use heddle_library::{all_paths, exists, is_dir, list_dir, read, size};

fn text(path: &str) -> String {
    String::from_utf8(read(path).unwrap_or_else(|| panic!("no {path}"))).expect("UTF-8")
}

/// The published tree has 718 modules; 164 are left out, and Heddle adds five. (That each compiles is the compiler's test.)
#[test]
fn every_module_is_there() {
    let modules = all_paths().filter(|path| path.ends_with(".py")).count();
    assert_eq!(modules, 559);
    for module in
        ["os.py", "asyncio/taskgroups.py", "encodings/utf_8.py", "zoneinfo/__init__.py", "_pydecimal.py"]
    {
        assert!(exists(module), "{module}");
    }
    for folder in ["idlelib", "tkinter", "turtledemo", "test", "lib2to3"] {
        assert!(!is_dir(folder), "{folder}");
    }
    assert!(all_paths().all(|path| !path.contains("__pycache__") && !path.ends_with(".pyc")));
}

#[test]
fn every_path_is_found_in_every_way() {
    let all: Vec<&str> = all_paths().collect();
    assert!(all.is_sorted() && all.len() > 555);
    for path in all {
        assert!(exists(path) && !is_dir(path), "{path}");
        assert_eq!(read(path).map(|content| content.len()), size(path), "{path}");
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        assert!(is_dir(folder) && !exists(folder), "{folder}");
        assert!(list_dir(folder).contains(&(name, false)), "{path}");
    }
}

#[test]
fn folders_are_listed_like_a_file_system_does() {
    let mut found = 0;
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let listed = list_dir(&folder);
        assert!(listed.is_sorted(), "{folder}");
        for (name, is_folder) in listed {
            let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
            if is_folder {
                assert!(is_dir(&path), "{path}");
                folders.push(path);
            } else {
                found += 1;
            }
        }
    }
    assert_eq!(found, all_paths().len());
}

#[test]
fn what_is_not_there_is_not_found() {
    for path in ["", "json", "json/", "/json", "json/__init__", "zzz", "json/__init__.py/", "\u{10FFFF}"] {
        assert!(!exists(path) && read(path).is_none() && size(path).is_none(), "{path}");
    }
    // `jso` is the beginning of a folder's name, `json.tool` that of no file's, `json/__init__.py` is a file.
    for path in ["jso", "json/", "json.tool", "json/__init__.py", "os.py", "zzz"] {
        assert!(!is_dir(path) && list_dir(path).is_empty(), "{path}");
    }
    assert!(is_dir("") && is_dir("json") && is_dir("xml/etree"));
}

#[test]
fn the_bundled_wheel_is_whole() {
    let listed = list_dir("ensurepip/_bundled");
    let [(name, false)] = listed[..] else { panic!("{listed:?}") };
    assert!(name.starts_with("pip-") && name.ends_with("-py3-none-any.whl"), "{name}");
    let wheel = read(&format!("ensurepip/_bundled/{name}")).expect("the wheel");
    assert!(wheel.starts_with(b"PK\x03\x04"));
    assert!(
        text("ensurepip/__init__.py")
            .contains(&format!("_PIP_VERSION = {:?}", name.split('-').nth(1).unwrap()))
    );
}

#[test]
fn no_other_runtime_is_left_in_it() {
    for path in all_paths().filter(|path| path.ends_with(".py")) {
        let content = read(path).expect("listed");
        let found = content.windows(10).any(|window| window.eq_ignore_ascii_case(b"rustpython"));
        assert!(!found, "{path} speaks of another runtime");
    }
}

#[test]
fn heddle_says_who_it_is() {
    assert!(text("platform.py").contains("name = 'Heddle'"));
    for module in ["site.py", "sysconfig/__init__.py"] {
        assert!(text(module).contains("def _get_implementation():\n    return 'Heddle'\n"), "{module}");
    }
    let data: Vec<&str> = all_paths().filter(|path| path.starts_with("_sysconfigdata_t_")).collect();
    assert_eq!(data.len(), 1, "{data:?}");
    assert!(text(data[0]).contains("'Py_GIL_DISABLED': 1,"));
    assert_eq!(identity::HEXVERSION, 0x030e_07f0);
    // `platform` takes `sys.version` apart: version, words, (build), [compiler].
    let version = identity::version();
    assert!(version.starts_with("3.14.7 free-threading build (heddle) [Heddle 0."), "{version}");
    assert!(version.ends_with(']'), "{version}");
}
