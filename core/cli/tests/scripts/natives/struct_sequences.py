# Struct sequences: made from a sequence and a dict, copied, replaced, reduced.
import copy
import os
import time

t = time.struct_time("123456789", {"tm_zone": "here"})
print(t.tm_zone, copy.copy(t).tm_zone, t[:3], copy.replace(t, tm_zone="there", tm_year=2).tm_zone)
# expect: here here ('1', '2', '3') there
r = os.stat_result(range(10), {"st_atime": -1.0})
print(r.st_atime, r == tuple(range(10)))
# expect: -1.0 True
for bad in (
    lambda: time.struct_time("1234567890", {"tm_zone": "twice"}),
    lambda: time.struct_time("123456789", {"nothing": 1}),
    lambda: time.struct_time("123456789", dict=None),
    lambda: copy.replace(r, st_mode=1),
    lambda: copy.replace(t, nothing=1),
):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: time.struct_time() got duplicate or unexpected field name(s)
# expect: time.struct_time() got duplicate or unexpected field name(s)
# expect: time.struct_time() takes a dict as second arg, if any
# expect: __replace__() is not supported for os.stat_result because it has unnamed field(s)
# expect: Got unexpected field name(s): ['nothing']
