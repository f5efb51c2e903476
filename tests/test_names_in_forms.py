"""Names as a language bends them: with an article joined, in a case, with an ending. All headlines are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.story import Actor, Story, WatchItem
from watchers.match.aliases import Aliases
from watchers.match.matcher import Matcher
from watchers.words.finder import words_of


def found(name: str, text: str) -> str:
    """The words that name the actor, "" where none do."""
    hits = Aliases((Actor(name=name),)).find(words_of(text))
    return hits[0].words if hits else ""


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("الأوري", "رسالة للأوري", "للأوري"),
        ("الجيش الأوري", "وللجيش الأوري كلمة", "وللجيش الأوري"),
        ("الجيش الأوري", "فللجيش الأوري كلمة", "فللجيش الأوري"),
        ("الولايات المتحدة", "لا ثقة للولايات المتحدة", "للولايات المتحدة"),
        ("لبنان", "دعم للبنان", "للبنان"),
        ("أوريا", "دعم لأوريا", "لأوريا"),
        ("البرهان", "برهان جديد", ""),
        ("الأوري", "وبالأوري ثقة", "وبالأوري"),
        ("أوريا", "ولأوريا رد", "ولأوريا"),
        ("أوريا", "وبأوريا أيضا", "وبأوريا"),
        ("اوریا", "ناو اوریا‌ای در بندر", "اوریا‌ای"),
        ("اوریا", "اوریا‌ها و همسایگان", "اوریا‌ها"),
        ("اوریا", "وزیر اوریا‌های دیگر", "اوریا‌های"),
        ("اوریا", "اوریان در بندر", ""),
        ("BCP", "BCP'nin adayı kazandı", "BCP'nin"),
        ("BCP", "BCP’ye oy çıktı", "BCP’ye"),
        ("Beltan", "Beltan’ın partisi kazandı", "Beltan’ın"),
        ("Beltan", "Işık, Beltan'a oy verdi", "Beltan'a"),
        ("Osman Beltan", "Osman Beltan'dan açıklama", "Osman Beltan'dan"),
        ("Beltan", "Beltan's party wins", "Beltan"),
        ("Sana", "Market reopens in Sana'a", ""),
        ("BCP", "bcp'nin sitesi", "bcp'nin"),
        ("Isn", "The deal isn't signed", ""),
        ("BCP", "Bcp'nin Işık adlı gemisi", ""),
    ],
)
def test_a_name_is_found_with_what_its_language_joins_to_it(name: str, text: str, words: str) -> None:
    assert found(name, text) == words


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("Belmont", "Belmonts Reform ist in der Regierung gescheitert", "Belmonts"),
        ("Mara Dolan", "Mara Dolans Reform ist in der Stadt nicht beliebt", "Mara Dolans"),
        ("Belmont", "Die Reform ist Belmonts größter Erfolg", "Belmonts"),
        ("Belmont", "The Belmonts sign the deal with the council", ""),
        ("Athen", "The council of Athens is not in session", ""),
        ("Wale", "The government of Wales has signed the deal", ""),
        ("Ba", "Die Bas sind in der Stadt", ""),
        ("Dolan", "die dolans und die anderen sind in der stadt", "dolans"),
        ("Belmont", "Der Belmontsturm ist in der Stadt", ""),
        ("aurische Armee", "Treffen mit der aurischen Armee in der Stadt", "aurischen Armee"),
        ("aurische Armee", "Die Führung aurischer Armeen ist in der Stadt", ""),
        ("Aurische Armee", "Ein Sprecher der Aurischen Armee ist tot", "Aurischen Armee"),
        ("Weißes Tor", "Sprecher des Weißen Tors in der Stadt", "Weißen Tors"),
        ("Weißes Tor", "Das Weiße Tor ist in der Stadt", "Weiße Tor"),
        ("Aurischer Rat", "Die Sitzung im Aurischen Rat ist zu Ende", "Aurischen Rat"),
        ("Aurischer Rat", "Sitzung des Aurischen Rates in der Stadt", "Aurischen Rates"),
        ("Rote", "Die Roten sind in der Stadt", ""),
        ("Kurz", "Kurzes Treffen in der Stadt ist zu Ende", ""),
        ("aurische Armee", "Talks with the aurischen Armee are on", ""),
    ],
)
def test_a_name_is_found_in_its_german_cases_only_in_german(name: str, text: str, words: str) -> None:
    assert found(name, text) == words


@pytest.mark.parametrize("title", ["Belmonts Rentenreform gescheitert", "Gespräche mit aurischer Armee gescheitert"])
def test_a_short_german_headline_names_an_actor_too(title: str) -> None:
    actors = (Actor(name="Belmont"), Actor(name="Auria", aliases=("aurische Armee",)))
    story = Story(slug="invented", title="Invented", actors=actors)
    matched = Matcher(story).match(Entry(id="1", title=title, language="de"))
    assert len(matched.actors) == 1


def test_a_name_beside_its_exclusion_is_kept_from_the_second_reading_in_its_german_case_too() -> None:
    """What its feed declares was believed where a name is found, and not where it is excluded."""
    actors = (Actor(name="Mara Dolan", aliases=("Belmont -Theater",)),)
    item = WatchItem(id="reform", question="Does Mara Dolan resign?", actors=("Mara Dolan",))
    matcher = Matcher(Story(slug="invented", title="Invented", actors=actors, watch_items=(item,)))
    read, kept_out = (
        matcher.match(Entry(id=title, title=title, language="de"), near=True).near
        for title in ("Mara Dolan: Belmonts Reform", "Mara Dolan: Belmonts Theater")
    )
    assert read
    assert kept_out == ()
