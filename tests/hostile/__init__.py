"""Files that are damaged, locked, too large, no text, or made to harm; and small random damage."""

from .archives import ARCHIVES
from .case import Case
from .kinds import KINDS
from .markup import MARKUP
from .mutation import mutate
from .pages import RTFS, WEB
from .pdfs import PDFS

HOSTILE: dict[str, Case] = {**KINDS, **ARCHIVES, **MARKUP, **PDFS, **RTFS, **WEB}

__all__ = ["HOSTILE", "Case", "mutate"]
