"""Paper read back: the words of an answer, also where the answer is a PDF."""

import re
from io import BytesIO

from pypdf import PdfReader

PDF = "application/pdf"


def words_of(response):
    """All that an answer says; of a paper its title and what can be selected."""
    body = b"".join(response)
    if response.headers.get("Content-Type") != PDF:
        return body.decode(errors="replace")
    return words_on(body)


def words_on(pdf):
    read = PdfReader(BytesIO(pdf))
    return "\n".join(
        [str(read.metadata), *(page.extract_text() for page in read.pages)]
    )


def pages_of(pdf):
    return len(PdfReader(BytesIO(pdf)).pages)


def title_of(pdf):
    return PdfReader(BytesIO(pdf)).metadata.title


def language_of(pdf):
    return _root_of(pdf)["/Lang"]


def is_accessible(pdf):
    """Tagged, and says of itself that it is made for all readers (PDF/UA-1)."""
    root = _root_of(pdf)
    told = root["/Metadata"].get_data().decode()
    is_tagged = bool(root["/MarkInfo"]["/Marked"])
    return is_tagged and bool(re.search(r"pdfuaid:part\W+1\b", told))


def _root_of(pdf):
    return PdfReader(BytesIO(pdf)).trailer["/Root"]
