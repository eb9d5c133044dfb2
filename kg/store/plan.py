"""What is run to fill the derived tables, step by step, with what the program finds out in between."""

from dataclasses import dataclass

Script = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Queries, and scripts of statements to be run one after the other, in the order of the fields.

    Queries are described where `kg.store.Snapshot` has the method of their name. Before some scripts the program fills
    tables of the temporary schema, and those named in brackets with entities and names.
    """

    number: Script
    """Makes `temp.local`, and tables for what the program finds: `joined`, `named`, `namesake`, `place`, `copied`."""
    judged: str
    identified: str
    draw_in: str
    """Of `temp.place`: inserts members of clusters that have to be numbered, too; empty where all are."""
    link: Script
    """Of `temp.joined`, `named` and `namesake`: fills `cluster`, `namesake` and `link`."""
    locate: Script
    """Fills `statements_at` and `mentions_at`."""
    tell: Script
    """Fills `said`."""
    copy: Script
    """Of `temp.copied`: fills `copy`."""
    clear: Script
    """Makes room for entities [`derived.entity`]."""
    members: str
    names: str
    facts: str
    call: Script
    """Fills `called`."""
    parties: str
    unname: Script
    """Makes room for names [`derived.renamed`]."""
    rename: Script
    """Puts the names into `called`."""
