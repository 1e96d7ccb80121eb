# Files in a fresh temporary directory: text, binary, modes, seeking, iteration, errors.
import os
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "f.txt")
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        print(f.write("é one\ntwo\n"), f.tell(), f.mode, f.closed)
        # expect: 10 11 w False
        print("three", file=f)
    with open(path, encoding="utf-8") as f:
        print([line.rstrip() for line in f], f.read() == "")
        # expect: ['é one', 'two', 'three'] True
    with open(path, "rb") as f:
        print(f.read(3), f.tell(), f.seek(-6, 2), f.read(), os.path.getsize(path))
        # expect: b'\xc3\xa9 ' 3 11 b'three\n' 17
    with open(path, "a+", encoding="utf-8") as f:
        f.write("four")
        f.seek(0)
        print(f.readlines()[-1])
        # expect: four
    with open(path, "r+b") as f:
        f.write(b"X")
        f.truncate(4)
    print(open(path, "rb").read())
    # expect: b'X\xa9 o'
    for bad in (lambda: open(path, "x"), lambda: open(os.path.join(folder, "nope")), lambda: open(folder, "w"), lambda: open(path, "rw"), lambda: open(path, "rb", encoding="utf-8"), lambda: open(path, "b")):
        try:
            bad()
        except (OSError, ValueError) as e:
            print(type(e).__name__, str(e).replace(folder, "DIR"))
    # expect: FileExistsError [Errno 17] File exists: 'DIR/f.txt'
    # expect: FileNotFoundError [Errno 2] No such file or directory: 'DIR/nope'
    # expect: IsADirectoryError [Errno 21] Is a directory: 'DIR'
    # expect: ValueError must have exactly one of create/read/write/append mode
    # expect: ValueError binary mode doesn't take an encoding argument
    # expect: ValueError Must have exactly one of create/read/write/append mode and at most one plus
    os.rename(path, path + ".new")
    os.mkdir(os.path.join(folder, "sub"))
    print(sorted(os.listdir(folder)), os.path.exists(path), os.path.isdir(os.path.join(folder, "sub")))
    # expect: ['f.txt.new', 'sub'] False True
    with open(path, "w") as f:
        pass
    try:
        f.write("x")
    except ValueError as e:
        print(e)
        # expect: I/O operation on closed file.
print(os.path.exists(folder))
# expect: False
