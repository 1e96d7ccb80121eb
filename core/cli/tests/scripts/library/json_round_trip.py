# json: dumps and loads of all kinds, options, and errors with positions.
import json

data = {"s": "é\"\n", "i": 1, "f": 1.5, "t": True, "n": None, "l": [1, [2, {}]], "big": 10 ** 20, "neg": -0.0}
text = json.dumps(data)
print(text, json.loads(text) == data)
# expect: {"s": "\u00e9\"\n", "i": 1, "f": 1.5, "t": true, "n": null, "l": [1, [2, {}]], "big": 100000000000000000000, "neg": -0.0} True
print(json.dumps(data, ensure_ascii=False)[:12], json.dumps({"b": 1, "a": [1, 2]}, sort_keys=True, indent=2).split("\n"), json.dumps([1, {"a": 2}], separators=(",", ":")), json.dumps((1, 2)), json.dumps({1: "a", None: "b", True: "c", 1.5: "d"}), json.dumps(float("inf")))
# expect: {"s": "é\"\n ['{', '  "a": [', '    1,', '    2', '  ],', '  "b": 1', '}'] [1,{"a":2}] [1, 2] {"1": "c", "null": "b", "1.5": "d"} Infinity
print(json.loads(' [1, 2.0, "x\\u00e9\\ud83d\\ude00", null, true, 1e3, -5, {"a": {}}] '), json.loads("5"), json.loads(b'"b"'), json.loads("[1.5]", parse_float=str), json.loads('{"a": 1}', object_pairs_hook=list), json.loads('{"a": 1, "a": 2}'), json.loads('{"x": 1}', object_hook=lambda d: ("obj", d)), json.loads("NaN") != json.loads("NaN"))
# expect: [1, 2.0, 'xé😀', None, True, 1000.0, -5, {'a': {}}] 5 b ['1.5'] [('a', 1)] {'a': 2} ('obj', {'x': 1}) True
for bad in ("", "{", "[1,]", '{"a" 1}', "{'a': 1}", "nul", '"abc', "[1] 2", '"\x01"', '{"a": 1,}', "01", '"\\x"'):
    try:
        json.loads(bad)
    except json.JSONDecodeError as e:
        print(repr(bad), "|", e, "|", e.pos)
# expect: '' | Expecting value: line 1 column 1 (char 0) | 0
# expect: '{' | Expecting property name enclosed in double quotes: line 1 column 2 (char 1) | 1
# expect: '[1,]' | Illegal trailing comma before end of array: line 1 column 3 (char 2) | 2
# expect: '{"a" 1}' | Expecting ':' delimiter: line 1 column 6 (char 5) | 5
# expect: "{'a': 1}" | Expecting property name enclosed in double quotes: line 1 column 2 (char 1) | 1
# expect: 'nul' | Expecting value: line 1 column 1 (char 0) | 0
# expect: '"abc' | Unterminated string starting at: line 1 column 1 (char 0) | 0
# expect: '[1] 2' | Extra data: line 1 column 5 (char 4) | 4
# expect: '"\x01"' | Invalid control character at: line 1 column 2 (char 1) | 1
# expect: '{"a": 1,}' | Illegal trailing comma before end of object: line 1 column 8 (char 7) | 7
# expect: '01' | Extra data: line 1 column 2 (char 1) | 1
# expect: '"\\x"' | Invalid \escape: line 1 column 2 (char 1) | 1
class E(json.JSONEncoder):
    def default(self, o): return sorted(o) if isinstance(o, set) else super().default(o)
print(json.dumps({"s": {3, 1}}, cls=E), json.dumps([object], default=str))
# expect: {"s": [1, 3]} ["<class 'object'>"]
loop = []
loop.append(loop)
for bad in (lambda: json.dumps(object), lambda: json.dumps(loop), lambda: json.dumps({(1,): 2}), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.loads(5)):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: TypeError Object of type type is not JSON serializable
# expect: ValueError Circular reference detected
# expect: TypeError keys must be str, int, float, bool or None, not tuple
# expect: ValueError Out of range float values are not JSON compliant: nan
# expect: TypeError the JSON object must be str, bytes or bytearray, not int
print(json.dumps({(1,): 2, "k": 1}, skipkeys=True))
# expect: {"k": 1}
