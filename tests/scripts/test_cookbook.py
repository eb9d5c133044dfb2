"""The cookbook: one answer to every question, in Cypher, on a server, in SPARQL and in NetworkX, and on its page."""

import re
import subprocess
import sys
from pathlib import Path

import neo4j
import pytest

import kg
from cookbook.main import main
from cookbook.pages import FOLDER, Page, pages, table
from kg.bolt import Server
from kg.export.neo4j import load
from kg.handle import Handle
from kg.query.server import run_on_server

pytest_plugins = "tests.neo4j_server"

PAGES = pages()
README = (FOLDER / "README.md").read_text(encoding="utf-8")
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)

# Whose answer on these stories is another one where what is denied or planned passes for a fact.
NEED_STANCE = (1, 2, 3, 4, 6, 8, 10, 12)


@pytest.fixture(scope="module")
def graph(stories: Path) -> Handle:
    """The graph of the invented stories."""
    return kg.open(stories)


@pytest.fixture(scope="module")
def loaded(graph: Handle, running: Server, driver: neo4j.Driver) -> Server:
    """A server that holds the invented stories."""
    driver.execute_query("MATCH (n) DETACH DELETE n")
    load(graph.graph, running)
    return running


def test_there_are_twenty_questions() -> None:
    assert [page.number for page in PAGES] == list(range(1, 21))
    assert len({page.title for page in PAGES}) == 20
    assert all(page.path.name.startswith(f"{page.number:02}-") for page in PAGES)


@every_page
def test_the_page_shows_the_answer(page: Page, graph: Handle) -> None:
    answer = graph.query(page.cypher)
    assert page.table == table(answer.columns, answer.rows), "scripts/ask --renew writes the new answers; read them"
    assert answer.rows


@every_page
def test_sparql_agrees(page: Page, graph: Handle) -> None:
    assert graph.sparql(page.sparql) == graph.query(page.cypher)


@every_page
def test_networkx_agrees(page: Page, graph: Handle) -> None:
    found = page.function()(graph.to_networkx())
    assert found == list(graph.query(page.cypher).rows)


@pytest.mark.neo4j
@every_page
def test_a_server_agrees(page: Page, graph: Handle, loaded: Server) -> None:
    assert run_on_server(loaded, page.cypher) == graph.query(page.cypher)


@pytest.mark.parametrize("number", NEED_STANCE)
def test_the_stories_tell_who_looks_at_the_stance(number: int, graph: Handle) -> None:
    page = PAGES[number - 1]
    anyhow = re.sub(r" ?\{stance: 'asserted'\}", "", page.cypher)
    anyhow = re.sub(r"[rs]\.stance = 'asserted'", "true", anyhow)
    assert anyhow != page.cypher
    assert graph.query(anyhow).rows != graph.query(page.cypher).rows


def test_a_reprint_would_count_where_sources_are_not_asked_for(graph: Handle) -> None:
    for number, word, instead in ((1, "r.sources", "size(r.articles)"), (14, "WHERE a.copy_of IS NULL", "")):
        text = PAGES[number - 1].cypher
        changed = text.replace(word, instead).replace("Ingrid Halvorsen", "Sanna Ekdal")
        right = text.replace("Ingrid Halvorsen", "Sanna Ekdal")
        assert graph.query(changed).rows != graph.query(right).rows


@every_page
def test_the_python_is_in_the_style_of_the_house(page: Page) -> None:
    for command in (["check", "--ignore", "D1"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--stdin-filename", "scripts/cookbook/page.py", "-"],
            input=page.python, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_index_links_to_every_page() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert {page.path.name for page in PAGES} <= set(links)
    for text in (README, *(page.path.read_text(encoding="utf-8") for page in PAGES)):
        assert [link for link in re.findall(r"\]\(([^)]+)\)", text) if not (FOLDER / link).exists()] == []


def test_ask_lists_and_answers(stories: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert " 6  Who met whom, when and where?" in capsys.readouterr().out.splitlines()
    answers = set()
    for engine in ("cypher", "sparql", "networkx"):
        assert main(["6", "--store", str(stories), "--in", engine]) == 0
        answers.add(capsys.readouterr().out)
    (answer,) = answers
    assert "2031-05-14  Drammen  Ilya Drazen" in answer
    assert main(["6", "--store", str(tmp_path / "none.db")]) != 0
    assert "none.db" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["21"])
