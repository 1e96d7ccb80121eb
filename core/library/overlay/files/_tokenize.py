"""Heddle's place for CPython's tokenizer as a module: it says that it is not there."""


class TokenizerIter:
    def __init__(self, readline, *, encoding=None, extra_tokens=False):
        raise NotImplementedError("the tokenizer is not there yet as a module")
