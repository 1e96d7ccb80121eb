# What a program can see of how it was started. (The first line is one to be skipped.)
import _imp, _tracemalloc, faulthandler, os, sys

names = [name for name in dir(sys.flags) if not name.startswith(('_', 'n_')) and name not in ('count', 'index')]
# These differ by design in a build without the lock.
names = [name for name in names if name not in ('gil', 'thread_inherit_context', 'context_aware_warnings')]
usual = {'hash_randomization': 1, 'int_max_str_digits': 4300}
flags = [f'{name}={value:d}' for name in names if (value := getattr(sys.flags, name)) != usual.get(name, 0)]
argv = list(sys.argv)
if argv[0].startswith('/'):
    argv[0] = '-m'
path = sys.path[:[entry.endswith('.zip') for entry in sys.path].index(True)]
# With -i the prompt runs this again.
if not os.path.exists('report.out'):
    out = open('report.out', 'w')
    print('argv', argv, file=out)
    print('orig_argv', sys.orig_argv[1:], file=out)
    print('flags', *flags, file=out)
    print('warnoptions', sys.warnoptions, file=out)
    print('xoptions', sys._xoptions, file=out)
    print('path', path, file=out)
    print('pycache_prefix', repr(sys.pycache_prefix), file=out)
    print('stdio', sys.stdout.encoding, sys.stdout.errors, sys.stdin.errors, sys.stderr.errors, file=out)
    print('unbuffered', sys.stdout.write_through, file=out)
    frames = _tracemalloc.get_traceback_limit() if _tracemalloc.is_tracing() else 0
    columns = next(compile('a', '', 'exec').co_positions())[2] is not None
    print('others', 'check_pycs', _imp.check_hash_based_pycs, 'tracemalloc', frames, 'faulthandler', faulthandler.is_enabled(),
          'cpu_count', sys._get_cpu_count_config(), 'columns', columns, file=out)
    out.close()
