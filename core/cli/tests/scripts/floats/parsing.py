# float() of strings, and what it refuses.
print(float("1.5"), float("  -2e3\n"), float("+.5"), float("5."), float("1_000.5"), float("inf"), float("-Infinity"), float("NaN"), float("1e400"), float("1e-400"), float(b"2.5"), float("٣.5"), float())
# expect: 1.5 -2000.0 0.5 5.0 1000.5 inf -inf nan inf 0.0 2.5 3.5 0.0
print(float("010"), float("1E5"), float("0.1e1"), float(10 ** 20), float(True))
# expect: 10.0 100000.0 1.0 1e+20 1.0
for bad in ("", "x", "1.5.2", "1e", "e5", "--1", "1__0", "_1", "1_", "0x10", "1 2", "nanx", None, [], 1j, "1e5.0"):
    try:
        print(repr(bad), float(bad))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: ValueError could not convert string to float: ''
# expect: ValueError could not convert string to float: 'x'
# expect: ValueError could not convert string to float: '1.5.2'
# expect: ValueError could not convert string to float: '1e'
# expect: ValueError could not convert string to float: 'e5'
# expect: ValueError could not convert string to float: '--1'
# expect: ValueError could not convert string to float: '1__0'
# expect: ValueError could not convert string to float: '_1'
# expect: ValueError could not convert string to float: '1_'
# expect: ValueError could not convert string to float: '0x10'
# expect: ValueError could not convert string to float: '1 2'
# expect: ValueError could not convert string to float: 'nanx'
# expect: TypeError float() argument must be a string or a real number, not 'NoneType'
# expect: TypeError float() argument must be a string or a real number, not 'list'
# expect: TypeError float() argument must be a string or a real number, not 'complex'
# expect: ValueError could not convert string to float: '1e5.0'
print(float("179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880"))
# expect: 1.7976931348623157e+293
