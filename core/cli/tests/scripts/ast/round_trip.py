# A tree of the parser has CPython's nodes and places, and can be changed and compiled.
import ast

tree = ast.parse("def f(a, *b, c=1):\n    return [a, f'{b!r:>{c}}x']\n")
print(ast.dump(tree.body[0].body[0], include_attributes=True))
# expect: Return(value=List(elts=[Name(id='a', ctx=Load(), lineno=2, col_offset=12, end_lineno=2, end_col_offset=13), JoinedStr(values=[FormattedValue(value=Name(id='b', ctx=Load(), lineno=2, col_offset=18, end_lineno=2, end_col_offset=19), conversion=114, format_spec=JoinedStr(values=[Constant(value='>', lineno=2, col_offset=22, end_lineno=2, end_col_offset=23), FormattedValue(value=Name(id='c', ctx=Load(), lineno=2, col_offset=24, end_lineno=2, end_col_offset=25), conversion=-1, lineno=2, col_offset=23, end_lineno=2, end_col_offset=26)], lineno=2, col_offset=21, end_lineno=2, end_col_offset=26), lineno=2, col_offset=17, end_lineno=2, end_col_offset=27), Constant(value='x', lineno=2, col_offset=27, end_lineno=2, end_col_offset=28)], lineno=2, col_offset=15, end_lineno=2, end_col_offset=29)], ctx=Load(), lineno=2, col_offset=11, end_lineno=2, end_col_offset=30), lineno=2, col_offset=4, end_lineno=2, end_col_offset=30)


class Double(ast.NodeTransformer):
    def visit_Constant(self, node):
        if isinstance(node.value, int):
            return ast.copy_location(ast.Constant(node.value * 10), node)
        return node


names = {}
exec(compile(ast.fix_missing_locations(Double().visit(tree)), "made", "exec"), names)
print(names["f"](1, 2))
# expect: [1, '      (2,)x']
print(ast.literal_eval("{'a': [1, -2, (3, 4)]}"))
# expect: {'a': [1, -2, (3, 4)]}
print(ast.unparse(ast.parse("x = (1+2)*3")))
# expect: x = (1 + 2) * 3

for made in [
    ast.Expression(ast.Name("x")),
    ast.Expression(ast.Pass(lineno=1, col_offset=0)),
    ast.Expression(ast.Name("x", ast.Store(), lineno=1, col_offset=0)),
]:
    try:
        compile(made, "made", "eval")
    except (TypeError, ValueError) as e:
        print(type(e).__name__, str(e)[:48])
# expect: TypeError required field "lineno" missing from expr
# expect: TypeError expected some sort of expr, but got Pass()
# expect: ValueError expression must have Load context but has Store
