"""A table sent from outside: bytes in, numbered rows of clean text out, or a refusal
that says row, column and reason."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from core.refusal import Refusal

MAX_BYTES = 15_000_000  # three times the publisher's longest list
MAX_ROWS = 100_000
MAX_LINE_BYTES = 10_000
SHOWN = 50

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
NOT_TEXT = {
    b"PK\x03\x04": "is a ZIP archive or an Excel workbook: unpack it or save as CSV",
    b"\xd0\xcf\x11\xe0": "is an old Excel workbook: save the sheet as CSV",
    b"\x1f\x8b": "is a compressed file: unpack it",
    b"%PDF": "is a PDF: ask the publisher for the CSV",
    b"\xff\xfe": "is UTF-16 text: save it as UTF-8",
    b"\xfe\xff": "is UTF-16 text: save it as UTF-8",
    b"<": "is a web page or XML: download the CSV itself",
}
SPACES = re.compile(r"[ \t\xa0]+")


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file, and where."""

    row: int
    column: str
    sentence: str

    def __str__(self):
        return f"Row {self.row}, column {self.column}: {self.sentence}."


class FileRefused(Refusal):
    """Nothing of the file is used. Tells the first problems and counts the rest."""

    def __init__(self, problems: list[Problem], total: int):
        self.problems = problems
        self.total = total
        told = [str(problem) for problem in problems]
        if total > len(problems):
            told.append(f"And {total - len(problems):,} more.")
        super().__init__("\n".join(told))


@dataclass
class Problems:
    """What is wrong so far: the first are kept, all are counted."""

    shown: list[Problem] = field(default_factory=list)
    total: int = 0

    def add(self, row: int, column: str, sentence: str) -> None:
        self.total += 1
        if len(self.shown) < SHOWN:
            self.shown.append(Problem(row, column, sentence))

    def refuse_if_any(self) -> None:
        if self.total:
            raise FileRefused(self.shown, self.total)


def refusal(sentence: str) -> FileRefused:
    """Say why a whole file is refused: what its first cell already shows."""
    return FileRefused([Problem(1, "1", sentence)], 1)


def content(path: str) -> bytes:
    """Return what a file holds, and no more than is needed to see it is too large."""
    with open(path, "rb") as file:
        return file.read(MAX_BYTES + 1)


def lines(data: bytes) -> list[bytes]:
    """Split a file into lines.

    Raises: FileRefused if it is too large, or no text at all.
    """
    if len(data) > MAX_BYTES:
        raise refusal(f"the file is larger than {MAX_BYTES // 1_000_000} MB")
    data = data.removeprefix(BYTE_ORDER_MARK)
    beginning = data[:1000].lstrip()
    for signature, reason in NOT_TEXT.items():
        if beginning.startswith(signature):
            raise refusal(f"the file {reason}")
    if beginning.count(0) > len(beginning) // 4:
        raise refusal("the file is UTF-16 text or no text at all: save it as UTF-8")
    if data.count(b"\n") + data.count(b"\r") > 2 * MAX_ROWS:
        raise refusal(f"the file has more than {MAX_ROWS:,} rows")
    return data.splitlines()


def rows(
    numbered: Iterable[tuple[int, bytes]], problems: Problems
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row's number and cells; blank rows are passed over."""
    text = Text()
    for number, line in numbered:
        if len(line) > MAX_LINE_BYTES:
            problems.add(number, "1", f"the row is longer than {MAX_LINE_BYTES} bytes")
            continue
        try:
            cells = _cells(text.decode(line))
        except UnicodeDecodeError as error:
            column = line.count(b",", 0, error.start) + 1
            problems.add(number, str(column), _misfit(line[error.start], text.encoding))
        except csv.Error:
            problems.add(number, "1", "a quotation mark is not closed or stands alone")
        else:
            _tell_unreadable(number, cells, problems)
            if any(cells):
                yield number, cells


class Text:
    """Finds out whether a file is UTF-8 or Windows-1252; a mixture would be garbled."""

    def __init__(self):
        self.encoding = None  # not known before the first row with an accent

    def decode(self, line: bytes) -> str:
        if line.isascii():
            return line.decode("ascii")
        self.encoding = self.encoding or _encoding_of(line)
        if self.encoding != _encoding_of(line):
            at = next(at for at, byte in enumerate(line) if byte > 127)
            raise UnicodeDecodeError(self.encoding, line, at, at + 1, "a mixture")
        return line.decode(self.encoding)


def _encoding_of(line):
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return "Windows-1252"
    return "UTF-8"


def _misfit(byte, encoding):
    return f"byte 0x{byte:02X} does not fit {encoding}, which the file is written in"


def _cells(line):
    line = SPACES.sub(" ", line)
    return [cell.strip(" ") for cell in next(csv.reader((line,), strict=True), ())]


def _tell_unreadable(number, cells, problems):
    if _is_readable("".join(cells)):
        return
    for column, cell in enumerate(cells, start=1):
        if not _is_readable(cell):
            problems.add(number, str(column), "holds a character that cannot be shown")


def _is_readable(text):
    return text.isprintable() and "\ufffd" not in text
