"""What is run to fill the derived tables, step by step, with what the program finds out in between."""

from dataclasses import dataclass

Script = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Queries, and scripts of statements to be run one after the other, in the order of the fields.

    Queries are described where `kg.store.Snapshot` has the method of their name. What goes to tables of the temporary
    schema before a script is said there; between `clear` and `call` the entities go to `derived.entity`, and between
    `unname` and `rename` the names to `derived.renamed`.
    """

    number: Script  # makes `temp.local`, and `joined`, `named`, `namesake`, `place` and `copied` for what is to come
    judged: str
    identified: str
    draw_in: (
        Script  # of `temp.place`: has whoever claims one of these numbered, too; the last one inserts their members
    )
    link: Script  # of `temp.joined`, `named` and `namesake`: fills `cluster`, `namesake` and `link`
    locate: Script  # fills `statements_at` and `mentions_at`
    tell: Script  # fills `said`
    copy: Script  # of `temp.copied`: fills `copy`
    clear: Script
    members: str
    names: str
    facts: str
    call: Script  # fills `called`
    parties: str
    unname: Script
    rename: Script  # puts what was renamed into `called`
