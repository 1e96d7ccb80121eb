"""Importing from the library inside the executable: a path hook for entries below its root."""

import _heddle
import _frozen_importlib
import _frozen_importlib_external
import sys

_ROOT = _heddle.root


def _relative(path):
    """The part of a path below the root, or None."""
    if path == _ROOT:
        return ""
    if path.startswith(_ROOT + "/"):
        return path[len(_ROOT) + 1:]
    return None


class EmbeddedLoader:
    """Loads one module of the library."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        code = self.get_code(self.name)
        _frozen_importlib._call_with_frames_removed(exec, code, module.__dict__)

    def get_filename(self, fullname=None):
        return self.path

    def is_package(self, fullname=None):
        return self.path.endswith("/__init__.py")

    def get_code(self, fullname=None):
        return _heddle.code(_relative(self.path), self.path)

    def get_data(self, path):
        relative = _relative(path)
        data = None if relative is None else _heddle.read(relative)
        if data is None:
            raise FileNotFoundError(2, "No such file or directory", path)
        return data

    def get_source(self, fullname=None):
        return _frozen_importlib_external.decode_source(self.get_data(self.path))

    def path_stats(self, path):
        return {"mtime": 0, "size": len(self.get_data(path))}

    def get_resource_reader(self, name):
        from importlib.readers import FileReader
        return None

    def __eq__(self, other):
        return self.__class__ is other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)


class EmbeddedFinder:
    """Finds modules in one folder of the library."""

    def __init__(self, path):
        relative = _relative(path) if isinstance(path, str) else None
        if relative is None or not _heddle.is_dir(relative):
            raise ImportError("not in the embedded library", path=path)
        self.path = path
        self._relative = relative

    def find_spec(self, fullname, target=None):
        tail = fullname.rpartition(".")[2]
        base = f"{self._relative}/{tail}" if self._relative else tail
        for suffix, package in (("/__init__.py", True), (".py", False)):
            if _heddle.exists(base + suffix):
                path = f"{_ROOT}/{base}{suffix}"
                loader = EmbeddedLoader(fullname, path)
                spec = _frozen_importlib.ModuleSpec(fullname, loader, origin=path, is_package=package)
                if package:
                    spec.submodule_search_locations = [f"{_ROOT}/{base}"]
                spec.has_location = True
                spec.cached = None
                return spec
        return None

    def invalidate_caches(self):
        pass

    def iter_modules(self, prefix=""):
        for name in _heddle.list_dir(self._relative):
            full = f"{self._relative}/{name}" if self._relative else name
            if _heddle.is_dir(full):
                if _heddle.exists(full + "/__init__.py"):
                    yield prefix + name, True
            elif name.endswith(".py") and name != "__init__.py":
                yield prefix + name[:-3], False


def install():
    sys.path_hooks.insert(0, EmbeddedFinder)
