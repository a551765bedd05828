"""What the log says of an error: where it happened, and nothing of any person.

The words of an error can hold what somebody typed or what a row holds, and an address
whom a page is about: so the log has the kind of error, its way through the code, the
method and the name of the route.
"""

import logging
import traceback


class Wordless(logging.Formatter):
    """One entry for each error, without its words."""

    def format(self, record):
        return "\n".join([self._head(record), *_way(_error_of(record))])

    def _head(self, record):
        request = getattr(record, "request", None)
        status = getattr(record, "status_code", "")
        where = f"{status} {request.method} {_route(request)}" if request else ""
        facts = (self.formatTime(record), record.levelname, record.name, where.strip())
        return " ".join(filter(None, facts))


def _route(request):
    match = getattr(request, "resolver_match", None)
    return match.view_name if match else "(no route)"


def _error_of(record):
    return record.exc_info[1] if record.exc_info else None


def _way(error):
    """Where it came through, and before it where what caused it did."""
    while error is not None:
        yield type(error).__qualname__
        yield from "".join(traceback.format_tb(error.__traceback__)).splitlines()
        hidden = None if error.__suppress_context__ else error.__context__
        error = error.__cause__ or hidden
