"""The pages of what closed matters teach: scrutinies on both sides, what a campaign taught."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cast import Cast
from tests.database.campaigns.stories import FOUND, in_batch, serving
from tests.database.matters.stories import Story

from touyan.campaigns.actions.learning import name_cause, open_scrutiny, send_scrutiny
from touyan.campaigns.models import Campaign, Scrutiny
from touyan.desk.aftercare.learning import TOLD_PER_PAGE
from touyan.intake.models import Wall
from touyan.matters.models import Matter
from touyan.organs.models import Account
from touyan.organs.rules.roles import Role

Browse = Callable[..., Client]
TELLING = ("吴秀兰", "13800138000", "文新街道", "不服故意伤害案", "误工费", "申诉人")


@pytest.fixture
def now() -> datetime:
    """The pages ask the real clock."""
    return timezone.localtime()


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


@pytest.fixture
def chief(cast: Cast) -> Account:
    return serving(cast, cast.organ_of(cast.zhou), "郑国栋", Role.CHIEF)


class TestScrutiny:
    def begun(self, story: Story, client_of: Browse, **changes: str) -> Scrutiny:
        matter = story.handling()
        client = client_of(story.cast.li)
        url = reverse("begin-scrutiny", args=[matter.public_id])
        assert "（2024）浙0106刑初118号" in client.get(url).content.decode()
        data = {
            "origin": FOUND.origin, "unit_name": "成都市锦江区人民检察院", "error": "E1",
            "findings": FOUND.findings, "advice": FOUND.advice, **changes,
        }  # fmt: skip
        client.post(url, data)
        return Scrutiny.objects.get()

    def test_it_is_written_sent_read_and_answered(
        self, story: Story, client_of: Browse, chief: Account
    ) -> None:
        scrutiny = self.begun(story, client_of)
        assert scrutiny.unit == story.cast.organ_of(story.cast.zhou)
        url = reverse("scrutiny", args=[scrutiny.public_id])
        unit, head = client_of(chief), client_of(story.cast.he)
        assert unit.get(url).status_code == 404
        assert client_of(story.cast.li).post(f"{url}send/").status_code == 403
        assert "Send to the unit" in head.get(url).content.decode()
        head.post(f"{url}send/")
        assert "Findings to answer" in unit.get("/").content.decode()
        listed = unit.get(f"{reverse('scrutinies')}?side=received").content.decode()
        assert FOUND.origin in listed
        assert FOUND.findings in unit.get(url).content.decode()
        unit.post(f"{url}answer/", {"answer": "已复查", "mended": "已补充调取病历"})
        assert "已补充调取病历" in head.get(url).content.decode()

    def test_an_office_above_that_sees_the_matter_answers_from_its_page_too(
        self, story: Story, client_of: Browse
    ) -> None:
        city = story.cast.organ_of(story.cast.zhao_city)
        scrutiny = self.begun(story, client_of, unit_name=city.name)
        url = reverse("scrutiny", args=[scrutiny.public_id])
        page = client_of(story.cast.he).get(url).content.decode()
        assert "is in the directory" in page
        send_scrutiny(scrutiny_id=scrutiny.public_id, by=story.cast.he, now=story.now)
        chief = client_of(story.cast.zhao_city)
        assert "Answer the findings" in chief.get(url).content.decode()
        assert "Answer the findings" not in client_of(story.cast.he).get(url).content.decode()
        chief.post(f"{url}answer/", {"answer": "已复查", "mended": "已补充调取病历"})
        assert "Answer the findings" not in chief.get(url).content.decode()

    def test_a_unit_outside_the_directory_is_said_to_be_so_before_sending(
        self, story: Story, client_of: Browse
    ) -> None:
        scrutiny = self.begun(story, client_of, unit_name="杭州市公安局")
        url = reverse("scrutiny", args=[scrutiny.public_id])
        page = client_of(story.cast.he).get(url).content.decode()
        assert "杭州市公安局 is not in the directory" in page
        client_of(story.cast.he).post(f"{url}send/")
        assert "Enter the answer received" in client_of(story.cast.li).get(url).content.decode()

    def test_nothing_the_unit_gets_tells_of_the_petition(
        self, story: Story, client_of: Browse, chief: Account
    ) -> None:
        scrutiny = self.begun(story, client_of)
        send_scrutiny(scrutiny_id=scrutiny.public_id, by=story.cast.he, now=story.now)
        matter, unit = scrutiny.matter, client_of(chief, language="zh-hans")
        url = reverse("scrutiny", args=[scrutiny.public_id])
        telling = (*TELLING, matter.number, str(matter.public_id),
                   matter.belongings.get().petition.number)  # fmt: skip
        pages = (url, f"{url}answer/", f"{reverse('scrutinies')}?side=received", "/",
                 reverse("scrutinies"), reverse("revisits"), reverse("matters"))  # fmt: skip
        for address in pages:
            page = unit.get(address).content.decode()
            assert not [word for word in telling if word in page], address
        for hidden in ("matter", "begin-scrutiny", "name-cause"):
            assert unit.get(reverse(hidden, args=[matter.public_id])).status_code == 404

    def test_the_papers_of_either_side_say_nothing_of_the_petition(
        self, story: Story, client_of: Browse, chief: Account
    ) -> None:
        from touyan.workflows.scrutiny_paper import letter_of

        scrutiny = self.begun(story, client_of)
        done = send_scrutiny(scrutiny_id=scrutiny.public_id, by=story.cast.he, now=story.now)
        text = letter_of(done, now=story.now).text
        assert done.number in text
        assert FOUND.advice in text
        assert "认定事实错误" in text
        assert not [word for word in (*TELLING, done.matter.number) if word in text]
        url = reverse("scrutiny", args=[scrutiny.public_id])
        for who in (chief, story.cast.li):
            answer = client_of(who).get(f"{url}opinion.pdf")
            assert answer.content.startswith(b"%PDF")
            assert client_of(who).get(f"{url}opinion.docx").content.startswith(b"PK")

    def test_a_name_in_the_text_stops_the_sending_and_is_named(
        self, story: Story, client_of: Browse
    ) -> None:
        scrutiny = self.begun(story, client_of, findings="吴秀兰的病历没有调取")
        url = reverse("scrutiny", args=[scrutiny.public_id])
        page = client_of(story.cast.he).post(f"{url}send/", follow=True).content.decode()
        assert "“吴秀兰” names a party of the matter" in page
        assert Scrutiny.objects.get().sent_at is None
        client_of(story.cast.li).post(f"{url}write/", {
            "origin": FOUND.origin, "unit_name": "成都市公安局", "error": "E1",
            "findings": FOUND.findings, "advice": FOUND.advice,
        })  # fmt: skip
        written = Scrutiny.objects.get()
        assert (written.unit, written.unit_name) == (None, "成都市公安局")

    def test_the_walled_chief_finds_nothing_where_something_lies(
        self, story: Story, client_of: Browse, chief: Account
    ) -> None:
        scrutiny = self.begun(story, client_of)
        send_scrutiny(scrutiny_id=scrutiny.public_id, by=story.cast.he, now=story.now)
        petition = scrutiny.matter.belongings.get().petition
        Wall.objects.create(petition=petition, person=chief.person, reason="complained of")
        unit, url = client_of(chief), reverse("scrutiny", args=[scrutiny.public_id])
        for address in (url, f"{url}answer/", f"{url}opinion.pdf", f"{url}opinion.docx"):
            assert unit.get(address).status_code == 404
        assert unit.post(f"{url}answer/", {"answer": "有", "mended": "有"}).status_code == 404
        assert (
            FOUND.origin not in unit.get(f"{reverse('scrutinies')}?side=received").content.decode()
        )
        assert "Findings to answer" not in unit.get("/").content.decode()


class TestWhatACampaignTaught:
    def told(self, story: Story, number: int = 3) -> tuple[Campaign, list[Matter]]:
        matters = [story.handling() for _n in range(number)]
        for matter in matters:
            in_batch(matter, story)
        campaign = Campaign.objects.get()
        for matter, codes in zip(matters, (("R01", "R05"), ("R01",), ()), strict=True):
            for code in codes:
                name_cause(matter_id=matter.public_id, code=code, reason="阅卷", by=story.cast.li,
                           now=story.now)  # fmt: skip
        scrutiny = open_scrutiny(matter_id=matters[0].public_id, findings=FOUND, by=story.cast.li,
                                 now=story.now)  # fmt: skip
        send_scrutiny(scrutiny_id=scrutiny.public_id, by=story.cast.he, now=story.now)
        return campaign, matters

    def figures(self, client: Client, campaign: Campaign) -> tuple[int, dict[str, int]]:
        found = client.get(reverse("campaign-learning", args=[campaign.public_id])).context["found"]
        shown = {one.code: one.number for one in (*found.causes, *found.errors)}
        return len(found.whole), {**shown, "unnamed": found.unnamed.number}

    def test_every_figure_opens_the_matters_it_counts(
        self, story: Story, client_of: Browse
    ) -> None:
        campaign, matters = self.told(story)
        client = client_of(story.cast.he)
        assert self.figures(client, campaign) == (3, {"R01": 2, "R05": 1, "E1": 1, "unnamed": 1})
        url = reverse("learning-matters", args=[campaign.public_id])
        page = client.get(f"{url}?by=cause&code=R01").content.decode()
        assert [m.number in page for m in matters] == [True, True, False]
        page = client.get(f"{url}?by=cause&code=none").content.decode()
        assert [m.number in page for m in matters] == [False, False, True]
        assert client.get(f"{url}?by=cause&code=R99").status_code == 404

    def test_what_units_were_told_is_paged(self, story: Story, client_of: Browse) -> None:
        campaign, matters = self.told(story)
        for _n in range(TOLD_PER_PAGE):
            more = open_scrutiny(matter_id=matters[1].public_id, findings=FOUND, by=story.cast.li,
                                 now=story.now)  # fmt: skip
            send_scrutiny(scrutiny_id=more.public_id, by=story.cast.he, now=story.now)
        url = reverse("campaign-learning", args=[campaign.public_id])
        client = client_of(story.cast.he)
        first, second = (client.get(url, {"page": n}).context["told"] for n in (1, 2))
        assert (len(first), len(second)) == (TOLD_PER_PAGE, 1)
        assert f"{TOLD_PER_PAGE + 1} sent" in client.get(url).content.decode()

    def test_whoever_is_walled_off_a_matter_finds_no_gap_that_tells_of_it(
        self, story: Story, client_of: Browse
    ) -> None:
        campaign, matters = self.told(story)
        petition = matters[1].belongings.get().petition
        Wall.objects.create(petition=petition, person=story.cast.sun.person, reason="complained of")
        client = client_of(story.cast.sun)
        assert self.figures(client, campaign) == (2, {"R01": 1, "R05": 1, "E1": 1, "unnamed": 1})
        page = client.get(reverse("campaign-learning", args=[campaign.public_id])).content.decode()
        assert matters[1].number not in page
        assert self.figures(client_of(story.cast.he), campaign)[0] == 3

    def test_the_report_is_taken_in_word_and_pdf_with_the_matters_of_the_reader(
        self, story: Story, client_of: Browse
    ) -> None:
        from touyan.workflows.learning_report import letter_of

        campaign, matters = self.told(story)
        petition = matters[1].belongings.get().petition
        Wall.objects.create(petition=petition, person=story.cast.sun.person, reason="complained of")
        text = letter_of(campaign, batch=None, by=story.cast.sun, now=story.now).text
        assert "原处理决定认定事实有误：1件" in text
        assert "共2件" in text
        assert matters[0].number in text
        assert matters[1].number not in text
        url = reverse("learning-pdf", args=[campaign.public_id])
        assert client_of(story.cast.he).get(url).content.startswith(b"%PDF")
        url = reverse("learning-docx", args=[campaign.public_id])
        assert client_of(story.cast.he).get(f"{url}?batch=1").content.startswith(b"PK")

    def test_a_stranger_finds_no_campaign_and_nothing_taught(
        self, story: Story, client_of: Browse
    ) -> None:
        campaign, _matters = self.told(story)
        url = reverse("campaign-learning", args=[campaign.public_id])
        assert client_of(story.cast.zhou).get(url).status_code == 404

    def test_the_pages_keep_within_their_queries(
        self, story: Story, client_of: Browse, django_assert_max_num_queries: Any
    ) -> None:
        campaign, _matters = self.told(story)
        client = client_of(story.cast.he)
        client.get("/")
        for name, args in (("campaign-learning", [campaign.public_id]), ("scrutinies", [])):
            with django_assert_max_num_queries(14 if args else 12):
                assert client.get(reverse(name, args=args)).status_code == 200
