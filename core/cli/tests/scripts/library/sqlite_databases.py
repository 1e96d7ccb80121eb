# Statements, rows, transactions, and Python functions that the database calls.
import sqlite3

c = sqlite3.connect(":memory:")
c.execute("create table t(a integer primary key, b text)")
cursor = c.executemany("insert into t(b) values(?)", [("x",), ("y",), ("z",)])
assert cursor.rowcount == 3 and c.in_transaction
c.commit()
assert c.execute("select b from t where a > :least", {"least": 1}).fetchall() == [("y",), ("z",)]
try:
    with c:
        c.execute("delete from t")
        raise KeyError
except KeyError:
    assert c.execute("select count(*) from t").fetchone() == (3,)
c.row_factory = sqlite3.Row
row = c.execute("select a as number, b from t").fetchone()
assert row["NUMBER"] == 1 and row.keys() == ["number", "b"] and tuple(row) == (1, "x")
c.row_factory = None


class Longest:
    def __init__(self):
        self.text = ""

    def step(self, text):
        self.text = max(self.text, text)

    def finalize(self):
        return self.text


c.create_function("twice", 1, lambda v: v * 2)
c.create_aggregate("most", 1, Longest)
c.create_collation("backwards", lambda a, b: (a < b) - (a > b))
assert c.execute("select twice(b) from t order by b collate backwards").fetchone() == ("zz",)
assert c.execute("select most(b) from t").fetchone() == ("z",)
for sql, parameters in [("selct", ()), ("select ?", ()), ("insert into t(a) values(1)", ()), ("select twice(null)", ())]:
    try:
        c.execute(sql, parameters).fetchall()
    except sqlite3.Error as e:
        print(type(e).__name__, e)
c.close()
# expect: OperationalError near "selct": syntax error
# expect: ProgrammingError Incorrect number of bindings supplied. The current statement uses 1, and there are 0 supplied.
# expect: IntegrityError UNIQUE constraint failed: t.a
# expect: OperationalError user-defined function raised exception
