pass
"text"
...
x
x.y
