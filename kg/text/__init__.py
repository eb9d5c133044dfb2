"""Pure functions on names, dates, places and sentences."""
