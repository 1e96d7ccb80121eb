# Conversions of more than 4300 digits are refused unless the limit is lifted; powers of two are not limited.
big = 10 ** 5000
for action in (lambda: str(big), lambda: int("1" * 5000), lambda: f"{big}", lambda: repr(big), lambda: "%d" % big):
    try:
        action()
        print("no error")
    except ValueError as e:
        print(str(e).split(";")[0])
# expect: Exceeds the limit (4300 digits) for integer string conversion
# expect: Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits
# expect: Exceeds the limit (4300 digits) for integer string conversion
# expect: Exceeds the limit (4300 digits) for integer string conversion
# expect: Exceeds the limit (4300 digits) for integer string conversion
print(len(hex(big)), int("f" * 6000, 16).bit_length(), len(str(10 ** 4299)))
# expect: 4155 24000 4300
import sys
print(sys.int_info.default_max_str_digits, sys.get_int_max_str_digits())
# expect: 4300 4300
