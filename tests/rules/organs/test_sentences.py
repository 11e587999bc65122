"""Every sentence of the tree import has its Chinese."""

from pathlib import Path

from touyan.organs.rules.directory import KINDS
from touyan.organs.rules.tree_problems import every_sentence

TABLE = Path(__file__).parents[3] / "i18n" / "organs-rules.tsv"


def test_every_sentence_is_translated_with_the_same_parameters() -> None:
    lines = (line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line)
    chinese = {cells[0]: cells[1] for cells in lines}
    for sentence in (*every_sentence(), *KINDS.values()):
        assert sentence in chinese, sentence
        assert _parameters(sentence) == _parameters(chinese[sentence]), sentence


def _parameters(sentence: str) -> set[str]:
    return {part.split(")s")[0] for part in sentence.split("%(")[1:]}
