"""Zip archives of foreign origin: sizes are summed before and while reading."""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from summarizer.errors import InputError

MAX_UNPACKED_BYTES = 200 * 1024 * 1024  # of all members together: the longest books take 20 MB without pictures
MAX_MEMBERS = 10_000
MAX_MEMBER_BYTES = 48 * 1024 * 1024  # of one member that is read
_LOCKED = 0x1  # the flag of an encrypted member
_TOO_LARGE = "распаковывается больше чем в {limit:.0f} МБ; похоже на архивную бомбу."


class Archive:
    """A zip archive that was checked for its size; members are read within the limits."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
            self.names = self._zip.namelist()
        except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise InputError("архив документа повреждён. Откройте его в редакторе и сохраните снова.") from error
        if len(self.names) > MAX_MEMBERS:
            raise InputError(f"в архиве документа {len(self.names)} частей, а читается до {MAX_MEMBERS}.")
        if sum(member.file_size for member in self._zip.infolist()) > MAX_UNPACKED_BYTES:
            raise InputError(_TOO_LARGE.format(limit=MAX_UNPACKED_BYTES / 1024 / 1024))

    def read(self, name: str) -> bytes:
        """One member, whatever its header says no more than ``MAX_MEMBER_BYTES``."""
        try:
            member = self._zip.getinfo(name)
            if member.flag_bits & _LOCKED:
                raise InputError("документ защищён паролем. Снимите пароль и сохраните его снова.")
            with self._zip.open(member) as file:
                data = file.read(MAX_MEMBER_BYTES + 1)
        except KeyError as error:
            raise InputError(f"в документе нет части {name}: он повреждён или другого формата.") from error
        except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError(f"часть {name} документа повреждена. Сохраните документ снова.") from error
        if len(data) > MAX_MEMBER_BYTES:
            raise InputError(_TOO_LARGE.format(limit=MAX_MEMBER_BYTES / 1024 / 1024))
        return data

    def read_if_there(self, name: str) -> bytes | None:
        """One member, or None where there is none of that name."""
        return self.read(name) if name in self.names else None
