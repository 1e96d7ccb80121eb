# Exceptions handled in loops: break, continue and else behave as without them.
def scan(items):
    out = []
    for item in items:
        try:
            value = int(item)
        except ValueError:
            if item == "stop":
                break
            continue
        except TypeError:
            out.append(None)
        else:
            out.append(value)
        finally:
            out.append("|")
    else:
        out.append("exhausted")
    return out

print(scan(["1", "x", None, "2"]))
# expect: [1, '|', '|', None, '|', 2, '|', 'exhausted']
print(scan(["1", "stop", "2"]))
# expect: [1, '|', '|']
n = 0
while True:
    try:
        n += 1
        if n < 5:
            raise ValueError
        break
    except ValueError:
        continue
print(n)
# expect: 5
total = 0
for i in range(1000):
    try:
        if i % 3 == 0:
            raise KeyError(i)
        total += 1
    except KeyError as e:
        total += e.args[0] % 2
print(total)
# expect: 833
