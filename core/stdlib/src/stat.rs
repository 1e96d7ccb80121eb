//! `_stat`: the bits of file modes.

use crate::NativeModule;
use heddle_objects::native::{Def, def_doc};
use heddle_objects::types::int;
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "S_IFMT_: file type bits\nS_IFDIR: directory\nS_IFCHR: character device\nS_IFBLK: block device\n\
          S_IFREG: regular file\nS_IFIFO: fifo (named pipe)\nS_IFLNK: symbolic link\nS_IFSOCK: socket file\n",
    init: |t, m| {
        CONSTANTS.iter().for_each(|(name, value)| m.set_int(t, name, *value));
        Ok(())
    },
    ..NativeModule::new("_stat", FUNCTIONS)
};

const TYPE: u32 = 0o170000;

macro_rules! is_type {
    ($($name:literal $bits:literal $doc:literal)*) => {
        &[
            $(def_doc(concat!($name, "(mode, /)"), |t, a| Ok(Ref::bool($bits != 0 && mode(t, a[0])? & TYPE == $bits)),
                concat!($name, "(mode) -> bool\n\nReturn True if mode is from ", $doc, "."))),*,
            def_doc("S_IFMT(mode, /)", |t, a| Ok(t.int(i64::from(mode(t, a[0])? & TYPE))),
                "Return the portion of the file's mode that describes the file type."),
            def_doc("S_IMODE(mode, /)", |t, a| Ok(t.int(i64::from(mode(t, a[0])? & 0o7777))),
                "Return the portion of the file's mode that can be set by os.chmod()."),
            def_doc("filemode(mode, /)", |t, a| Ok(t.str(&file_mode(mode(t, a[0])?))),
                "Convert a file's mode to a string of the form '-rwxrwxrwx'"),
        ]
    };
}

const FUNCTIONS: &[Def] = is_type! {
    "S_ISDIR" 0o040000 "a directory"
    "S_ISCHR" 0o020000 "a character special device file"
    "S_ISBLK" 0o060000 "a block special device file"
    "S_ISREG" 0o100000 "a regular file"
    "S_ISFIFO" 0o010000 "a FIFO (named pipe)"
    "S_ISLNK" 0o120000 "a symbolic link"
    "S_ISSOCK" 0o140000 "a socket"
    "S_ISDOOR" 0 "a door"
    "S_ISPORT" 0 "an event port"
    "S_ISWHT" 0 "a whiteout"
};

fn mode(t: &Thread, v: Value) -> Res<u32> {
    let n = ops::index(t, v)?;
    if int::is_negative(n.v()) {
        return Err(t.overflow_error("can't convert negative value to unsigned int"));
    }
    match int::to_i64(n.v()) {
        Some(n) => u32::try_from(n).map_err(|_| t.overflow_error("mode out of range")),
        None => Err(t.overflow_error("Python int too large to convert to C unsigned long")),
    }
}

fn file_mode(mode: u32) -> String {
    let kind = match mode & TYPE {
        0o100000 => '-',
        0o040000 => 'd',
        0o120000 => 'l',
        0o060000 => 'b',
        0o020000 => 'c',
        0o010000 => 'p',
        0o140000 => 's',
        _ => '?',
    };
    let mut text = String::from(kind);
    for (shift, special, letters) in [(6, 0o4000, "sS"), (3, 0o2000, "sS"), (0, 0o1000, "tT")] {
        let bits = mode >> shift & 7;
        text.push(if bits & 4 != 0 { 'r' } else { '-' });
        text.push(if bits & 2 != 0 { 'w' } else { '-' });
        text.push(match (mode & special != 0, bits & 1 != 0) {
            (true, true) => letters.as_bytes()[0] as char,
            (true, false) => letters.as_bytes()[1] as char,
            (false, true) => 'x',
            (false, false) => '-',
        });
    }
    text
}

const CONSTANTS: &[(&str, i64)] = &[
    ("S_IFDIR", 0o040000),
    ("S_IFCHR", 0o020000),
    ("S_IFBLK", 0o060000),
    ("S_IFREG", 0o100000),
    ("S_IFIFO", 0o010000),
    ("S_IFLNK", 0o120000),
    ("S_IFSOCK", 0o140000),
    ("S_IFDOOR", 0),
    ("S_IFPORT", 0),
    ("S_IFWHT", 0),
    ("S_ISUID", 0o4000),
    ("S_ISGID", 0o2000),
    ("S_ISVTX", 0o1000),
    ("S_ENFMT", 0o2000),
    ("S_IREAD", 0o400),
    ("S_IWRITE", 0o200),
    ("S_IEXEC", 0o100),
    ("S_IRWXU", 0o700),
    ("S_IRUSR", 0o400),
    ("S_IWUSR", 0o200),
    ("S_IXUSR", 0o100),
    ("S_IRWXG", 0o070),
    ("S_IRGRP", 0o040),
    ("S_IWGRP", 0o020),
    ("S_IXGRP", 0o010),
    ("S_IRWXO", 0o007),
    ("S_IROTH", 0o004),
    ("S_IWOTH", 0o002),
    ("S_IXOTH", 0o001),
    ("UF_SETTABLE", 0xffff),
    ("UF_NODUMP", 0x1),
    ("UF_IMMUTABLE", 0x2),
    ("UF_APPEND", 0x4),
    ("UF_OPAQUE", 0x8),
    ("UF_NOUNLINK", 0x10),
    ("UF_COMPRESSED", 0x20),
    ("UF_TRACKED", 0x40),
    ("UF_DATAVAULT", 0x80),
    ("UF_HIDDEN", 0x8000),
    ("SF_SETTABLE", 0xffff_0000),
    ("SF_ARCHIVED", 0x1_0000),
    ("SF_IMMUTABLE", 0x2_0000),
    ("SF_APPEND", 0x4_0000),
    ("SF_NOUNLINK", 0x10_0000),
    ("SF_SNAPSHOT", 0x20_0000),
    ("SF_FIRMLINK", 0x80_0000),
    ("SF_DATALESS", 0x4000_0000),
    ("ST_MODE", 0),
    ("ST_INO", 1),
    ("ST_DEV", 2),
    ("ST_NLINK", 3),
    ("ST_UID", 4),
    ("ST_GID", 5),
    ("ST_SIZE", 6),
    ("ST_ATIME", 7),
    ("ST_MTIME", 8),
    ("ST_CTIME", 9),
];
