//! A mapping: its memory, its position and its file. Must never know Python's objects.

use super::{Fault, system};

/// What may be done with the memory.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Default,
    Read,
    Write,
    Copy,
}

/// How to map.
pub(super) struct Plan {
    pub access: Access,
    flags: i32,
    protection: i32,
}

impl Plan {
    /// What `access`, or else the system's own numbers, mean.
    pub fn new(access: i32, flags: i32, protection: i32) -> Option<Plan> {
        const BOTH: i32 = libc::PROT_READ | libc::PROT_WRITE;
        let (access, flags, protection) = match access {
            0 if protection & BOTH == BOTH => (Access::Default, flags, protection),
            0 if protection & libc::PROT_WRITE != 0 => (Access::Write, flags, protection),
            0 => (Access::Read, flags, protection),
            1 => (Access::Read, libc::MAP_SHARED, libc::PROT_READ),
            2 => (Access::Write, libc::MAP_SHARED, BOTH),
            3 => (Access::Copy, libc::MAP_PRIVATE, BOTH),
            _ => return None,
        };
        Some(Plan { access, flags, protection })
    }
}

/// A mapping.
pub(super) struct Map {
    start: *mut u8,
    len: usize,
    /// From 0 up to any place, even beyond the end.
    pub position: usize,
    pub access: Access,
    offset: i64,
    /// A copy of the file's descriptor; -1: none.
    fd: i32,
    track: bool,
    flags: i32,
}

// SAFETY: plain memory of the process, used under the object's lock.
unsafe impl Send for Map {}

impl Drop for Map {
    fn drop(&mut self) {
        self.close();
    }
}

/// The size of a page.
pub(super) fn page_size() -> usize {
    // SAFETY: no preconditions.
    unsafe { libc::sysconf(libc::_SC_PAGESIZE) as usize }
}

/// The size of a descriptor's file; `None`: it is something else.
fn file_size(fd: i32) -> Result<Option<i64>, Fault> {
    // SAFETY: all zeros is one, with room for the answer.
    let mut st: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: as above.
    if unsafe { libc::fstat(fd, &mut st) } < 0 {
        return Err(system());
    }
    Ok((st.st_mode & libc::S_IFMT == libc::S_IFREG).then_some(st.st_size))
}

/// Maps `len` bytes (0: all of the file) from `offset` on.
pub(super) fn create(fd: i32, len: usize, offset: i64, plan: Plan, track: bool) -> Result<Map, Fault> {
    let mut len = len;
    let mut flags = plan.flags;
    let mut own = -1;
    if fd == -1 {
        flags |= libc::MAP_ANONYMOUS;
    } else {
        if let Some(size) = file_size(fd)? {
            if len == 0 {
                if size == 0 {
                    return Err(Fault::Value("cannot mmap an empty file"));
                }
                if offset >= size {
                    return Err(Fault::Value("mmap offset is greater than file size"));
                }
                len = (size - offset) as usize;
            } else if offset > size || size - offset < len as i64 {
                return Err(Fault::Value("mmap length is greater than file size"));
            }
        }
        if track {
            // SAFETY: plain numbers.
            own = unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) };
            if own < 0 {
                return Err(system());
            }
        }
    }
    // SAFETY: a new place of the system's choice.
    let start = unsafe { libc::mmap(std::ptr::null_mut(), len, plan.protection, flags, fd, offset) };
    if start == libc::MAP_FAILED {
        let fault = system();
        if own >= 0 {
            // SAFETY: made above.
            unsafe { libc::close(own) };
        }
        return Err(fault);
    }
    let start = start.cast();
    Ok(Map { start, len, position: 0, access: plan.access, offset, fd: own, track, flags })
}

impl Map {
    pub fn is_closed(&self) -> bool {
        self.start.is_null()
    }

    /// Lets the memory go.
    pub fn close(&mut self) {
        if self.fd >= 0 {
            // SAFETY: the mapping's own.
            unsafe { libc::close(self.fd) };
            self.fd = -1;
        }
        if !self.start.is_null() {
            // SAFETY: mapped by `create`; nobody borrows it, for the caller holds the lock and there are no exports.
            unsafe { libc::munmap(self.start.cast(), self.len) };
            (self.start, self.len) = (std::ptr::null_mut(), 0);
        }
    }

    pub fn bytes(&self) -> &[u8] {
        if self.is_closed() {
            return &[];
        }
        // SAFETY: mapped memory; the caller holds the lock.
        unsafe { std::slice::from_raw_parts(self.start, self.len) }
    }

    /// The bytes to change: only if the access allows it.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        if self.is_closed() || self.access == Access::Read {
            return &mut [];
        }
        // SAFETY: mapped memory that can be written to; the caller holds the lock.
        unsafe { std::slice::from_raw_parts_mut(self.start, self.len) }
    }

    /// The bytes from the position on.
    pub fn rest(&self) -> &[u8] {
        self.bytes().get(self.position..).unwrap_or(&[])
    }

    pub fn shown(&self) -> String {
        if self.is_closed() {
            return "<mmap.mmap closed=True>".into();
        }
        let access = match self.access {
            Access::Default => "ACCESS_DEFAULT",
            Access::Read => "ACCESS_READ",
            Access::Write => "ACCESS_WRITE",
            Access::Copy => "ACCESS_COPY",
        };
        let (len, at, offset) = (self.len, self.position, self.offset);
        format!("<mmap.mmap closed=False, access={access}, length={len}, pos={at}, offset={offset}>")
    }

    /// The size of the file, or of the mapping where it is not known.
    pub fn size(&self) -> Result<i64, Fault> {
        if self.fd >= 0 {
            return Ok(file_size(self.fd)?.unwrap_or(0));
        }
        if self.track {
            Err(Fault::System(libc::EBADF))
        } else {
            Err(Fault::Value("can't get size with trackfd=False"))
        }
    }

    /// Changes the length of the mapping and its file.
    pub fn resize(&mut self, len: usize) -> Result<(), Fault> {
        if matches!(self.access, Access::Read | Access::Copy) {
            return Err(Fault::Type("mmap can't resize a readonly or copy-on-write memory map."));
        }
        if self.fd < 0 && !self.track && self.flags & libc::MAP_ANONYMOUS == 0 {
            return Err(Fault::Value("mmap can't resize with trackfd=False."));
        }
        let end = (len as i64).checked_add(self.offset).ok_or(Fault::Value("new size out of range"))?;
        // SAFETY: plain numbers.
        if self.fd >= 0 && unsafe { libc::ftruncate(self.fd, end) } < 0 {
            return Err(system());
        }
        // SAFETY: the whole of the mapping, which nobody borrows.
        let start = unsafe { libc::mremap(self.start.cast(), self.len, len, libc::MREMAP_MAYMOVE) };
        if start == libc::MAP_FAILED {
            return Err(system());
        }
        (self.start, self.len) = (start.cast(), len);
        Ok(())
    }

    /// Writes changes to the file.
    pub fn flush(&self, from: usize, len: usize) -> Result<(), Fault> {
        if matches!(self.access, Access::Read | Access::Copy) {
            return Ok(());
        }
        // SAFETY: within the mapping, as the caller has checked.
        match unsafe { libc::msync(self.start.add(from).cast(), len, libc::MS_SYNC) } {
            n if n < 0 => Err(system()),
            _ => Ok(()),
        }
    }

    /// Tells the system how part of the memory will be used.
    pub fn advise(&self, how: i32, from: usize, len: usize) -> Result<(), Fault> {
        let len = len.min(self.len - from);
        // SAFETY: within the mapping, as the caller has checked.
        match unsafe { libc::madvise(self.start.add(from).cast(), len, how) } {
            n if n < 0 => Err(system()),
            _ => Ok(()),
        }
    }
}
