"""What a page shows before the items of its lists: HTML holds rules for it, not the text."""

from collections.abc import Mapping

from summarizer.reading.parsers.elements.numbering import FORMATS, count_of, written

BULLET = "- "


class ListLabels:
    """The labels of one list, item by item.

    >>> labels = ListLabels("ol", {"type": "a", "start": "2"})
    >>> labels.next({}), labels.next({"value": "5"}), labels.next({}), ListLabels("ul", {}).next({})
    ('b) ', 'e) ', 'f) ', '- ')
    """

    def __init__(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """Takes the tag of a list; one that counts down says where from, or its items get no numbers."""
        is_down = "reversed" in attributes
        self._is_numbered = tag == "ol" and not (is_down and "start" not in attributes)
        self._format = FORMATS.get(attributes.get("type") or "", "decimal")
        self._step = -1 if is_down else 1
        self._number = count_of(attributes.get("start") or "")

    def next(self, attributes: Mapping[str, str | None]) -> str:
        """What stands before the next item."""
        if not self._is_numbered:
            return BULLET
        number = count_of(attributes.get("value") or "", self._number)
        self._number = number + self._step
        is_letter = self._format.endswith("Letter") and number > 0
        return f"{written(number, self._format)}{')' if is_letter else '.'} "
