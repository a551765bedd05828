"""The mark of a view that needs no permission."""


def open_to_all(why):
    """Mark a view that needs no sign-in, with the reason."""

    def decorate(view):
        view.policy = why
        return view

    return decorate
