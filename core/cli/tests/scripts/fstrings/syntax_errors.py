# What an f-string may not contain.
for text in ("f'{}'", "f'{x'", "f'}'", "f'{x!z}'", "f'{x!}'", "f'{x:{y:{z:{w}}}}'", "f'{lambda x: 1}'", "f'{a b}'", "f'{*}'", "f'{x!r y}'",
             "f'{x = y = 1}'", "f'{'", "f'{x:'", "f'{yield}'", "f'{!r}'", "f'{ }'", "f'{x:{}}'", "b'' f'{x}'", "f'{x +}'", "f'''{", "f'{pass}'", "f'{x; y}'"):
    try:
        compile(text, "<t>", "exec")
        print(text, "fine")
    except SyntaxError as e:
        print(text, "|", e.msg)
# expect: f'{}' | f-string: valid expression required before '}'
# expect: f'{x' | f-string: expecting '}'
# expect: f'}' | f-string: single '}' is not allowed
# expect: f'{x!z}' | f-string: invalid conversion character 'z': expected 's', 'r', or 'a'
# expect: f'{x!}' | f-string: missing conversion character
# expect: f'{x:{y:{z:{w}}}}' | f-string: expressions nested too deeply
# expect: f'{lambda x: 1}' | f-string: lambda expressions are not allowed without parentheses
# expect: f'{a b}' | invalid syntax. Perhaps you forgot a comma?
# expect: f'{*}' | f-string: expecting a valid expression after '{'
# expect: f'{x!r y}' | f-string: expecting ':' or '}'
# expect: f'{x = y = 1}' | f-string: expecting '!', or ':', or '}'
# expect: f'{' | f-string: expecting '}'
# expect: f'{x:' | f-string: expecting '}', or format specs
# expect: f'{yield}' | 'yield' outside function
# expect: f'{!r}' | f-string: valid expression required before '!'
# expect: f'{ }' | f-string: valid expression required before '}'
# expect: f'{x:{}}' | f-string: valid expression required before '}'
# expect: b'' f'{x}' | cannot mix bytes and nonbytes literals
# expect: f'{x +}' | f-string: expecting '=', or '!', or ':', or '}'
# expect: f'''{ | '{' was never closed
# expect: f'{pass}' | f-string: expecting a valid expression after '{'
# expect: f'{x; y}' | f-string: expecting '=', or '!', or ':', or '}'
