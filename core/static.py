"""Static files: hashed names, compressed, cached for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Hashes the imports inside our modules too, so that they can be cached as well.

    A file that is missing stops `collectstatic`, not a page. Tests take the plain
    storage (settings_test), so that they need no collecting.
    """

    support_js_module_import_aggregation = True
