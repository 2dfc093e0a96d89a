"""odt → text. Of odp, ``presentations`` reads slides by the same files.

``styles``    which styles hide or raise their text
``lists``     which numbers and bullets lists show
``content``   feeds both, then any OpenDocument's text
``document``  what of that is particular to odt
"""

from summarizer.reading.parsers.odt.document import parse_odt

__all__ = ["parse_odt"]
