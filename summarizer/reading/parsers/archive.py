"""Zip archives of foreign origin: sizes are summed before and while reading."""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from summarizer.errors import InputError

MAX_UNPACKED_BYTES = 200 * 1024 * 1024  # of all members together: the longest books take 20 MB without pictures
MAX_MEMBERS = 10_000
MAX_MEMBER_BYTES = 48 * 1024 * 1024  # of one member that is read
_PARTS = (("word/document.xml", "docx"), ("ppt/presentation.xml", "pptx"), ("META-INF/container.xml", "epub"))
_OPEN_DOCUMENTS = {
    "text": "odt",
    "text-template": "odt",
    "text-master": "odt",
    "text-web": "odt",
    "presentation": "odp",
    "presentation-template": "odp",
}
_OPEN_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_REFUSED = (
    ("xl/workbook.xml", "таблица Excel", "Дайте файлу расширение .xlsx."),
    ("xl/workbook.bin", "таблица Excel", "Дайте файлу расширение .xlsb."),
    ("AndroidManifest.xml", "программа для Android", "Нужен документ с текстом."),
    ("META-INF/MANIFEST.MF", "программа на Java", "Нужен документ с текстом."),
)
_LOCKED = 0x1  # the flag of an encrypted member
_TOO_LARGE = "распаковывается больше чем в {limit:.0f} МБ; похоже на архивную бомбу. Сохраните его текст как .txt."


class Archive:
    """A zip archive that was checked for its size; members are read within the limits."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
            self.names = self._zip.namelist()
        except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise InputError("архив документа повреждён. Откройте его в редакторе и сохраните снова.") from error
        if len(self.names) > MAX_MEMBERS:
            raise InputError(
                f"в архиве документа {len(self.names)} частей, а читается до {MAX_MEMBERS}. "
                "Сохраните его текст как .txt."
            )
        if sum(member.file_size for member in self._zip.infolist()) > MAX_UNPACKED_BYTES:
            raise InputError(_TOO_LARGE.format(limit=MAX_UNPACKED_BYTES / 1024 / 1024))

    def format(self) -> str:
        """The document format whose parts the archive holds."""
        names = set(self.names)
        for part, format in _PARTS:
            if part in names:
                return format
        if any(name.lower().endswith(".fb2") for name in names):
            return "fb2"
        if "content.xml" in names and "mimetype" in names:
            return self._open_document()
        for part, kind, remedy in _REFUSED:
            if part in names:
                raise InputError(f"это {kind}. {remedy}")
        if "[Content_Types].xml" in names:  # its main part may have another name
            return "docx"
        raise InputError("это архив ZIP, а не документ. Распакуйте его и укажите файлы из него.")

    def _open_document(self) -> str:
        kind = self.read("mimetype").strip().decode("latin-1")[:100]
        format = _OPEN_DOCUMENTS.get(kind.removeprefix("application/vnd.oasis.opendocument."))
        if kind == _OPEN_SPREADSHEET:
            raise InputError("это таблица OpenDocument. Дайте файлу расширение .ods.")
        if format is None:
            raise InputError(
                f"это документ вида {kind}, а читаются тексты и презентации. Сохраните его текст как .odt или .txt."
            )
        return format

    def read(self, name: str) -> bytes:
        """One member, whatever its header says no more than ``MAX_MEMBER_BYTES``."""
        try:
            member = self._zip.getinfo(name)
            if member.flag_bits & _LOCKED:
                raise InputError("документ защищён паролем. Снимите пароль и сохраните его снова.")
            with self._zip.open(member) as file:
                data = file.read(MAX_MEMBER_BYTES + 1)
        except KeyError as error:
            raise InputError(
                f"в документе нет части {name}: он повреждён или другого формата. "
                "Откройте его в редакторе и сохраните снова."
            ) from error
        except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError(f"часть {name} документа повреждена. Сохраните документ снова.") from error
        if len(data) > MAX_MEMBER_BYTES:
            raise InputError(_TOO_LARGE.format(limit=MAX_MEMBER_BYTES / 1024 / 1024))
        return data

    def has(self, name: str) -> bool:
        """Whether there is a member of that name."""
        return name in self._zip.NameToInfo

    def read_if_there(self, name: str) -> bytes | None:
        """One member, or None where there is none of that name."""
        return self.read(name) if self.has(name) else None
