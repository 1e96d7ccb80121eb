# What a module puts into `__conditional_annotations__` is not written into unless it is a set.
for other in ("5", "frozenset()", "[]", "None"):
    try:
        exec(f"__conditional_annotations__ = {other}\nx: int = 1", {})
    except TypeError as e:
        print(e)
        continue
    raise SystemExit(f"{other} was taken for a set")
# expect: 'int' object is not a set
# expect: 'frozenset' object is not a set
# expect: 'list' object is not a set
# expect: 'NoneType' object is not a set
