import a.b.c, d.e as f
from . import g as h
from .i.j import k, l
from m import *
