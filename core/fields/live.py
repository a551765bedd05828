"""Fields: a line that the server says while a form is being filled in."""

from core.fields.markup import attributes, markup


class Live:
    """What the server makes of some answers, beside them, as soon as one changes.

    ``also`` are sent with them and listened to as well. Without a script the line
    stays empty, and the page that follows saving says the same.
    """

    pieces = ()

    def __init__(self, url, *asks, also=()):
        self.url, self.asks, self.also = url, asks, also

    def draw(self, form):
        ids = [f"#{form[name].auto_id}" for name in (*self.asks, *self.also)]
        is_answered = any(form[name].value() for name in self.asks)
        heard = ["load"] if is_answered else []
        heard += [f"change from:{each}" for each in ids]
        asking = {
            "hx-get": self.url,
            "hx-trigger": ", ".join(heard),
            "hx-include": ", ".join(ids),
            "hx-select": ".app-live__said",
            "hx-sync": "this:queue last",
        }
        return markup(
            '<div class="app-live" role="status"{}></div>', attributes(asking)
        )
