# Indexing and slicing by code point, whatever the width of the characters.
for s in ("abc", "àéî", "日本語", "a😀é日"):
    print([s[i] for i in range(-len(s), len(s))] == list(s) * 2, s[::-1], s[1:], s[:-1], len(s), s[1:2] == s[1])
# expect: True cba bc ab 3 True
# expect: True îéà éî àé 3 True
# expect: True 語本日 本語 日本 3 True
# expect: True 日é😀a 😀é日 a😀é 4 True
for i in (3, -4, 100):
    try:
        "abc"[i]
    except IndexError as e:
        print(e)
# expect: string index out of range
# expect: string index out of range
# expect: string index out of range
for bad in ("x", None, 1.0):
    try:
        "abc"[bad]
    except TypeError as e:
        print(e)
# expect: string indices must be integers, not 'str'
# expect: string indices must be integers, not 'NoneType'
# expect: string indices must be integers, not 'float'
try:
    "abc".__setitem__
except AttributeError as e:
    print(e)
    # expect: 'str' object has no attribute '__setitem__'
print("abc"[True], "abc"[5:], "abc"[2:1], "a😀"[1], list("é😀"))
# expect: b   😀 ['é', '😀']
