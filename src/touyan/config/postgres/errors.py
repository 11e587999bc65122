"""The one error of this package; its text is a sentence to show on the console."""


class EmbeddedPostgresError(Exception):
    """The embedded database cannot be used; the text says why and what to do."""
