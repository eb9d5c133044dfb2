"""One file per output format; the table of formats is in `kg.plugins`."""

from kg.export.protocol import Exporter, Options

__all__ = ["Exporter", "Options"]
