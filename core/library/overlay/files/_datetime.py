"""`_datetime`: the classes of `_pydatetime` under the name of the accelerator, for programs that import it by that name."""

from _pydatetime import *
from _pydatetime import __doc__
