"""The clock strikes once: every task of the timetable, in its order, as the worker."""

import django

django.setup()

from sharedcare.celery import app  # noqa: E402  settings stand first
from sharedcare.timetable import TIMETABLE  # noqa: E402

if __name__ == "__main__":
    app.loader.import_default_modules()
    for task, _when, _why in TIMETABLE:
        app.tasks[task].run()
