"""Builds the package data of `kg/text/data` from public data packages; run `sh scripts/gazetteer/build`."""
