"""The one kind of error that is told to the person instead of being shown as a traceback."""


class ExportError(Exception):
    """One sentence that says what is wrong with the source or the options, and what to do."""
