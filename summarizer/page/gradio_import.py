"""Gradio imported without the stubs that it writes for editors beside its own files.

For each of its classes of widgets, at every import, it parses the class's file, fills a template and compares
the outcome with a ``.pyi`` beside it, which it writes where they differ. Here nobody programs with these, and they take
as long as all the rest of the import.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Final

_MODULE: Final = "gradio.component_meta"
_WRITER: Final = "create_or_modify_pyi"


def leave_out_stubs() -> None:
    """To be called before Gradio is imported first; where it has no such function any more, nothing changes."""
    if _MODULE not in sys.modules:
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Gradio's own module with a loader around its own; nothing for any other."""
        if fullname != _MODULE:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and spec.loader:
            spec.loader = _Loader(spec.loader)
        return spec


class _Loader(Loader):
    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """The loader's own."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """The module with a writer that does nothing."""
        self._loader.exec_module(module)
        if hasattr(module, _WRITER):
            setattr(module, _WRITER, lambda *_: None)
