"""XML of foreign origin, fed to a handler element by element; what could harm is refused."""

from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from summarizer.errors import InputError


def parse_guarded(data: bytes, handler: ContentHandler) -> None:
    """Feeds XML to the handler; entities, external ones above all, are refused."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import parseString

    try:
        parseString(data, handler)
    except DefusedXmlException as error:
        raise InputError(
            "в документе объявлены сущности XML или внешнее описание (DTD); они не читаются. Удалите DOCTYPE."
        ) from error
    except (SAXException, ValueError, LookupError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("разметка документа повреждена. Откройте его в редакторе и сохраните снова.") from error


def attribute(attrs: Any, local: str) -> str:
    """The value of an attribute whatever its prefix; "" where it is not there."""
    return next((str(value) for name, value in attrs.items() if name.rpartition(":")[2] == local), "")
