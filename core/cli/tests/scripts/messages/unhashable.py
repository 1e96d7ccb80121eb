# Unhashable keys and elements name the container's role and the type.
class E:
    def __eq__(self, o): return True

values = ([], {}, set(), bytearray(), E(), ([],), {1: 2}.keys(), slice([], 1))
for v in values:
    for action in (lambda: hash(v), lambda: {v: 1}, lambda: {v}, lambda: {}.get(v), lambda: v in {1}, lambda: frozenset([v]), lambda: {}.setdefault(v, 1), lambda: {1: 2}.pop(v)):
        try:
            action()
        except TypeError as e:
            print(e)
# expect: unhashable type: 'list'
# expect: cannot use 'list' as a dict key (unhashable type: 'list')
# expect: cannot use 'list' as a set element (unhashable type: 'list')
# expect: cannot use 'list' as a dict key (unhashable type: 'list')
# expect: cannot use 'list' as a set element (unhashable type: 'list')
# expect: cannot use 'list' as a set element (unhashable type: 'list')
# expect: cannot use 'list' as a dict key (unhashable type: 'list')
# expect: cannot use 'list' as a dict key (unhashable type: 'list')
# expect: unhashable type: 'dict'
# expect: cannot use 'dict' as a dict key (unhashable type: 'dict')
# expect: cannot use 'dict' as a set element (unhashable type: 'dict')
# expect: cannot use 'dict' as a dict key (unhashable type: 'dict')
# expect: cannot use 'dict' as a set element (unhashable type: 'dict')
# expect: cannot use 'dict' as a set element (unhashable type: 'dict')
# expect: cannot use 'dict' as a dict key (unhashable type: 'dict')
# expect: cannot use 'dict' as a dict key (unhashable type: 'dict')
# expect: unhashable type: 'set'
# expect: cannot use 'set' as a dict key (unhashable type: 'set')
# expect: cannot use 'set' as a set element (unhashable type: 'set')
# expect: cannot use 'set' as a dict key (unhashable type: 'set')
# expect: cannot use 'set' as a set element (unhashable type: 'set')
# expect: cannot use 'set' as a dict key (unhashable type: 'set')
# expect: cannot use 'set' as a dict key (unhashable type: 'set')
# expect: unhashable type: 'bytearray'
# expect: cannot use 'bytearray' as a dict key (unhashable type: 'bytearray')
# expect: cannot use 'bytearray' as a set element (unhashable type: 'bytearray')
# expect: cannot use 'bytearray' as a dict key (unhashable type: 'bytearray')
# expect: cannot use 'bytearray' as a set element (unhashable type: 'bytearray')
# expect: cannot use 'bytearray' as a set element (unhashable type: 'bytearray')
# expect: cannot use 'bytearray' as a dict key (unhashable type: 'bytearray')
# expect: cannot use 'bytearray' as a dict key (unhashable type: 'bytearray')
# expect: unhashable type: 'E'
# expect: cannot use 'E' as a dict key (unhashable type: 'E')
# expect: cannot use 'E' as a set element (unhashable type: 'E')
# expect: cannot use 'E' as a dict key (unhashable type: 'E')
# expect: cannot use 'E' as a set element (unhashable type: 'E')
# expect: cannot use 'E' as a set element (unhashable type: 'E')
# expect: cannot use 'E' as a dict key (unhashable type: 'E')
# expect: cannot use 'E' as a dict key (unhashable type: 'E')
# expect: unhashable type: 'list'
# expect: cannot use 'tuple' as a dict key (unhashable type: 'list')
# expect: cannot use 'tuple' as a set element (unhashable type: 'list')
# expect: cannot use 'tuple' as a dict key (unhashable type: 'list')
# expect: cannot use 'tuple' as a set element (unhashable type: 'list')
# expect: cannot use 'tuple' as a set element (unhashable type: 'list')
# expect: cannot use 'tuple' as a dict key (unhashable type: 'list')
# expect: cannot use 'tuple' as a dict key (unhashable type: 'list')
# expect: unhashable type: 'dict_keys'
# expect: cannot use 'dict_keys' as a dict key (unhashable type: 'dict_keys')
# expect: cannot use 'dict_keys' as a set element (unhashable type: 'dict_keys')
# expect: cannot use 'dict_keys' as a dict key (unhashable type: 'dict_keys')
# expect: cannot use 'dict_keys' as a set element (unhashable type: 'dict_keys')
# expect: cannot use 'dict_keys' as a set element (unhashable type: 'dict_keys')
# expect: cannot use 'dict_keys' as a dict key (unhashable type: 'dict_keys')
# expect: cannot use 'dict_keys' as a dict key (unhashable type: 'dict_keys')
# expect: unhashable type: 'list'
# expect: cannot use 'slice' as a dict key (unhashable type: 'list')
# expect: cannot use 'slice' as a set element (unhashable type: 'list')
# expect: cannot use 'slice' as a dict key (unhashable type: 'list')
# expect: cannot use 'slice' as a set element (unhashable type: 'list')
# expect: cannot use 'slice' as a set element (unhashable type: 'list')
# expect: cannot use 'slice' as a dict key (unhashable type: 'list')
# expect: cannot use 'slice' as a dict key (unhashable type: 'list')
