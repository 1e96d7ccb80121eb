# Cells can be read and written from outside; an empty one says so.
def f():
    x = 1

    def g():
        return x

    return g

g = f()
cell = g.__closure__[0]
print(cell.cell_contents)
# expect: 1
cell.cell_contents = "new"
print(g())
# expect: new
del cell.cell_contents
try:
    cell.cell_contents
except ValueError as e:
    print(e)
    # expect: Cell is empty
try:
    g()
except NameError as e:
    print(e)
    # expect: cannot access free variable 'x' where it is not associated with a value in enclosing scope
Cell = type(cell)
print(Cell(5).cell_contents, Cell(1) == Cell(1), Cell(1) < Cell(2), Cell() < Cell(0))
# expect: 5 True True True
try:
    Cell() .cell_contents
except ValueError as e:
    print(e)
    # expect: Cell is empty
