"""Who may use a page that is open to a network: names and passwords, asked for by the browser (HTTP Basic)."""

import hmac
import os
import secrets
import stat
from base64 import b64decode
from collections.abc import Mapping
from hashlib import scrypt, sha256
from pathlib import Path
from typing import Final

from summarizer.errors import OptionError
from summarizer.folder.writing import reason_of
from summarizer.page import russian

VARIABLE: Final = "SUMMARIZER_AUTH"  # USER:PASSWORD, which a list of processes does not show
MIN_PASSWORD: Final = 8  # characters; a page on a network is tried by machines
_SCRYPT_N: Final = 2**14  # 16 MB and about 40 ms for each guess (RFC 7914, 2.3: interactive logins)
_MAX_CREDENTIALS: Final = 1000  # characters of a header that is looked at


class Access:
    """Names with the hashes of their passwords; the passwords themselves are not kept.

    >>> access = Access({"anna": "zimniy-sad-7"})
    >>> from base64 import b64encode
    >>> access.is_granted("Basic " + b64encode(b"anna:zimniy-sad-7").decode())
    True
    >>> access.is_granted("Basic " + b64encode(b"anna:zimniy-sad-8").decode()), access.is_granted("")
    (False, False)
    """

    def __init__(self, passwords: Mapping[str, str]) -> None:
        """Raises OptionError for a name or a password that will not do."""
        for user, password in passwords.items():
            if not user or len(password) < MIN_PASSWORD:
                raise OptionError(russian.WEAK_PASSWORD.format(user=user, limit=MIN_PASSWORD))
        self._salt = secrets.token_bytes(16)
        self._hashes = {user: self._slow_hash(password) for user, password in passwords.items()}
        self._nobody = secrets.token_bytes(32)  # compared with for a name that is not known: the same time
        self._granted: set[bytes] = set()  # hashes of headers that were right: a page asks many times

    def is_granted(self, authorization: str) -> bool:
        """Whether an Authorization header names a user with the right password; slow for a new one."""
        if not authorization or len(authorization) > _MAX_CREDENTIALS:
            return False
        mark = sha256(self._salt + authorization.encode("utf-8", "surrogatepass")).digest()
        if mark in self._granted:  # of a hash under a secret salt: how far it agrees tells nothing
            return True
        user, password = _credentials(authorization)
        is_right = hmac.compare_digest(self._slow_hash(password), self._hashes.get(user, self._nobody))
        if is_right:
            self._granted.add(mark)
        return is_right

    def _slow_hash(self, password: str) -> bytes:
        secret = password.encode("utf-8", "surrogatepass")
        return scrypt(secret, salt=self._salt, n=_SCRYPT_N, r=8, p=1, dklen=32)


def read_access(
    pair: str | None = None, file: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Access | None:
    """Who may use the page: a USER:PASSWORD, a file with one on each line, or the variable; None: everybody.

    Raises:
        OptionError: It is no pair, a password is too short, or the file cannot be used.
    """
    lines = [pair] if pair else _lines_of(file) if file else [environment.get(VARIABLE, "")]
    pairs = dict(_split(line) for line in lines if line)
    if not pairs and (file or pair is not None):
        raise OptionError(russian.NO_USERS.format(file=file or "--auth"))
    return Access(pairs) if pairs else None


def _lines_of(file: Path) -> list[str]:
    try:
        if os.name == "posix" and file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
            raise OptionError(russian.OPEN_FILE.format(file=file))
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeError) as error:
        raise OptionError(russian.UNREADABLE_FILE.format(file=file, reason=_reason(error))) from error
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _reason(error: OSError | UnicodeError) -> str:
    if isinstance(error, UnicodeError):
        return "это не текст в UTF-8"
    return "такого файла нет" if isinstance(error, FileNotFoundError) else reason_of(error)


def _split(line: str) -> tuple[str, str]:
    user, colon, password = line.partition(":")
    if not colon:
        raise OptionError(russian.NO_PAIR)
    return user, password


def _credentials(authorization: str) -> tuple[str, str]:
    """The name and the password of a header of scheme Basic (RFC 7617); empty ones of any other."""
    scheme, _, encoded = authorization.partition(" ")
    try:
        decoded = b64decode(encoded.strip(), validate=True).decode("utf-8")
    except ValueError:
        return "", ""
    user, colon, password = decoded.partition(":")
    return (user, password) if colon and scheme.lower() == "basic" else ("", "")
