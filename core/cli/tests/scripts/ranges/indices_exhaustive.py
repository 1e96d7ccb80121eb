# slice.indices agrees with a simple model for all small cases.
def model(start, stop, step, n):
    step = 1 if step is None else step
    low, high = (0, n) if step > 0 else (-1, n - 1)
    def clip(v, default):
        if v is None: return default
        if v < 0: return max(v + n, low)
        return min(v, high)
    return (clip(start, low if step > 0 else high), clip(stop, high if step > 0 else low), step)

options = (None, -7, -3, -1, 0, 1, 2, 5, 9)
count = 0
for n in (0, 1, 4):
    text = "abcdef"[:n]
    for start in options:
        for stop in options:
            for step in (None, -3, -1, 1, 2):
                got = slice(start, stop, step).indices(n)
                assert got == model(start, stop, step, n), (start, stop, step, n, got)
                assert text[start:stop:step] == "".join(text[i] for i in range(*got))
                count += 1
print(count)
# expect: 1215
