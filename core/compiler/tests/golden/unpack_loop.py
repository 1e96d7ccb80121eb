def f(d):
    for k, v in d.items():
        if v is not None and k not in d:
            d[k] += v
