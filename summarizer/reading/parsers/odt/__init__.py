"""odt → text; ``presentations.odp`` reads by the same files.

``styles``    which styles hide or raise their text
``lists``     which numbers and bullets the text's lists show
``document``  feeds both, then the text
"""

from summarizer.reading.parsers.odt.document import parse_odt

__all__ = ["parse_odt"]
