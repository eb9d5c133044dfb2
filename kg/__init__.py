"""News articles into a knowledge graph of people, places, organizations and events."""

__version__ = "0.1.0"
