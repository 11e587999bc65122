"""Made-up petitions and what the office wrote on them."""

import random
from datetime import date

import pytest

from touyan.demonstration.rules import acts, corpus, grammar, texts
from touyan.demonstration.rules.places import Place
from touyan.intake.rules.words import Kind
from touyan.kernel.document_number import find_numbers, normalise_number
from touyan.linkage.rules.features import PersonFeature, PetitionFeatures
from touyan.linkage.rules.scoring import propose
from touyan.linkage.rules.texts import text_features

PLACE = Place("539901", "云南省", "南岭市", "松岭县", "松岭县人民检察院")
TODAY, LATER = date(2022, 3, 1), date(2022, 9, 1)


def _petition(seed: int, kind: str, petitioner: str = "赵立冬") -> texts.PetitionText:
    rng = random.Random(seed)
    return texts.petition_text(rng, kind=kind, place=PLACE, petitioner=petitioner, on=TODAY)


def test_the_kinds_are_those_of_the_register() -> None:
    assert set(texts.KINDS) == {kind.value for kind in Kind} == set(acts.OUTCOMES)
    assert all(texts.scenarios(kind) for kind in texts.KINDS)


def test_a_seed_always_gives_the_same_petition() -> None:
    assert _petition(7, "report") == _petition(7, "report")
    assert _petition(7, "report") != _petition(8, "report")


def test_a_choice_that_is_a_fact_stays_and_one_of_words_changes() -> None:
    sentence = grammar.compile_text("[!铁锹|木棍|砖头][打人|伤人[了|]]{me}")
    rng, facts = random.Random(1), {"me": "我", "fixed": "12345"}
    said = {grammar.render(sentence, facts, rng) for _ in range(40)}
    assert len({text[:2] for text in said}) == 1
    assert len(said) == 3
    assert grammar.slots(sentence) == {"me"}


@pytest.mark.parametrize("broken", ["[甲|乙", "甲]", "[甲|[乙]"])
def test_a_broken_template_is_found_at_once(broken: str) -> None:
    with pytest.raises(ValueError):
        grammar.compile_text(broken)


@pytest.mark.parametrize("kind", texts.KINDS)
def test_petitions_are_of_believable_length_and_complete(kind: str) -> None:
    for seed in range(120):
        petition = _petition(seed, kind, "" if seed % 7 == 0 else "赵立冬")
        assert 80 <= len(petition.text) <= 300
        assert petition.title
        assert petition.claims
        whole = petition.text + petition.title + "".join(petition.claims)
        assert not set(whole) & set("[]{}|!")
        assert not petition.accused_person or not petition.accused_unit
        if petition.challenged:
            assert petition.challenged.decided_on < TODAY
            assert petition.challenged.organ_name


def test_challenged_numbers_are_understood_where_they_are_cited() -> None:
    for seed in range(60):
        petition = _petition(seed, "criminal_petition")
        assert petition.challenged
        if petition.challenged.number in petition.text:
            assert find_numbers(petition.text) == [normalise_number(petition.challenged.number)]


def test_texts_vary() -> None:
    said = {_petition(seed, kind).text for seed in range(200) for kind in texts.KINDS}
    assert len(said) == 200 * len(texts.KINDS)


def _features(number: int, petition: texts.PetitionText, on: date, *, who: int) -> PetitionFeatures:
    challenged = [normalise_number(petition.challenged.number)] if petition.challenged else []
    return PetitionFeatures(
        id=number,
        channel="letter",
        received_on=on,
        kind=petition.kind,
        persons=(PersonFeature("petitioner", f"赵立冬{who}", b"%d" % who),),
        subjects=tuple(filter(None, [petition.accused_person, petition.accused_unit])),
        challenged=frozenset(challenged),
        text=text_features(petition.text),
        matter_open=False,
    )


@pytest.mark.parametrize("kind", texts.KINDS)
def test_a_paraphrase_is_found_as_a_repeat_and_a_stranger_is_not(kind: str) -> None:
    repeats = strangers = 0
    for seed in range(40):
        first, other = _petition(seed, kind), _petition(seed + 1000, kind)
        again = texts.paraphrase(random.Random(seed), first, earlier_on=TODAY)
        candidates = [_features(1, first, TODAY, who=1), _features(3, other, TODAY, who=3)]
        found = propose(_features(2, again, LATER, who=1), candidates)
        repeats += found.relation == "repeat" and found.candidate_id == 1
        stranger = propose(_features(4, other, LATER, who=4), candidates[:1])
        strangers += stranger.relation == "first"
    assert repeats >= 30
    assert strangers >= 38


def test_a_chaser_asks_and_an_addition_adds() -> None:
    petition = _petition(3, "civil_petition")
    chaser = texts.chaser(random.Random(1), petition, earlier_on=TODAY)
    assert text_features(chaser.text).chasing
    assert petition.title in chaser.text
    assert "2022年3月1日" in texts.addition(random.Random(1), petition, earlier_on=TODAY).text


@pytest.mark.parametrize("kind", texts.KINDS)
def test_every_act_can_be_written_on_every_kind(kind: str) -> None:
    rng, petition = random.Random(2), _petition(2, kind)
    for act in acts.ACTS:
        for outcome in acts.OUTCOMES[kind] if act == "answer" else ("",):
            for _ in range(12):
                said = acts.act_text(
                    rng,
                    act,
                    petition=petition,
                    received_on=TODAY,
                    handler="钱承办",
                    outcome=outcome,
                )
                assert len(said) > 30
                assert not set(said) & set("[]{}|!")


def test_the_outcome_of_a_kind_is_one_of_its_own() -> None:
    rng = random.Random(1)
    assert {acts.outcome_of(rng, "suggestion") for _ in range(9)} == {"explained"}


def test_no_answer_or_relief_hangs_on_a_promise_to_stop() -> None:
    written = "".join(
        line
        for name in ("acts", "leading")
        for block in corpus.blocks(name)
        for line in block["text"]
    )
    assert not any(word in written for word in ("承诺不再", "息诉罢访", "保证不再", "停访"))
