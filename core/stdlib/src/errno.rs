//! `errno`: the system's error numbers by name.

use crate::NativeModule;
use heddle_objects::types::dict;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "This module makes available standard errno system symbols.\n\n\
          The value of each symbol is the corresponding integer value,\n\
          e.g., on most systems, errno.ENOENT equals the integer 2.\n\n\
          The dictionary errno.errorcode maps numeric codes to symbol names,\n\
          e.g., errno.errorcode[2] could be the string 'ENOENT'.\n\n\
          Symbols that are not relevant to the underlying system are not defined.\n\n\
          To map error codes to error messages, use the function os.strerror(),\n\
          e.g. os.strerror(2) could return 'No such file or directory'.",
    init: |t, m| {
        let codes = dict::new(t);
        for (name, number) in NUMBERS {
            m.set_int(t, name, i64::from(*number));
            let number = t.int(i64::from(*number));
            dict::set(t, codes.v(), number.v(), t.intern(name).v())?;
        }
        m.set(t, "errorcode", codes);
        Ok(())
    },
    ..NativeModule::new("errno", &[])
};

macro_rules! numbers {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name)),*] };
}

/// Of two names for one number, the later is in `errorcode`.
const NUMBERS: &[(&str, i32)] = numbers! {
    ENODEV EHOSTUNREACH ENOMSG ENODATA ENOTBLK ENOSYS EPIPE EINVAL EOVERFLOW EINTR EUSERS ENOTEMPTY ENOBUFS EPROTO
    EREMOTE ECHILD ELOOP EXDEV E2BIG ESRCH EMSGSIZE EAFNOSUPPORT EHOSTDOWN EPFNOSUPPORT ENOPROTOOPT EBUSY EWOULDBLOCK
    EAGAIN EISCONN ESHUTDOWN ENONET EBADR ENOTCONN EBADRQC ENETRESET EBADF ENOLCK EDOM EALREADY EBADE EBADSLT
    ECONNREFUSED EDESTADDRREQ ENOTDIR EISDIR EROFS EFBIG ENOMEM ENOTTY EPERM ECHRNG ECONNRESET EFAULT ENAMETOOLONG
    EINPROGRESS EACCES EMFILE ENFILE ETIMEDOUT ENOTUNIQ EEXIST ENOSPC ENXIO EPROTONOSUPPORT EPROTOTYPE ERANGE
    ESOCKTNOSUPPORT ESPIPE ESTALE ETOOMANYREFS ETXTBSY EIO ENOENT EADDRINUSE EADDRNOTAVAIL EDQUOT EMLINK EMULTIHOP
    ECONNABORTED EDEADLK EDEADLOCK EILSEQ EIDRM ENETDOWN ENETUNREACH ENOEXEC ENOLINK ENOSR ENOSTR ENOTSOCK EOPNOTSUPP
    ENOTSUP ETIME EBADMSG ECANCELED EOWNERDEAD ENOTRECOVERABLE EADV EBADFD EBFONT ECOMM EDOTDOT EHWPOISON EISNAM
    EKEYEXPIRED EKEYREJECTED EKEYREVOKED EL2HLT EL2NSYNC EL3HLT EL3RST ELIBACC ELIBBAD ELIBEXEC ELIBMAX ELIBSCN
    ELNRNG EMEDIUMTYPE ENAVAIL ENOANO ENOCSI ENOKEY ENOMEDIUM ENOPKG ENOTNAM EREMCHG EREMOTEIO ERESTART ERFKILL
    ESRMNT ESTRPIPE EUCLEAN EUNATCH EXFULL
};
