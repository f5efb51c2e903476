"""Which language a headline is in, told by its words. All headlines are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Phase, Stance
from bot.domain.story import Actor, Claim, Signal, Story, WatchItem, Weight
from watchers.judge.judgements import judge
from watchers.judge.whole import in_english
from watchers.match.matcher import Matcher
from watchers.words.languages import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sudanesische Armee lehnt Waffenruhe mit RSF ab", "de"),
        ("Armeechef Burhan will Waffenruhe mit RSF unterzeichnen", "de"),
        ("RSF-Miliz nimmt El Fascher ein", "de"),
        ("Keine Einigung im Tarifstreit", "de"),
        ("Regierung einigt sich auf Haushalt", "de"),
        ("Werften ohne Aufträge", "de"),
        ("Soudan : fin des négociations de Djeddah sans accord", "fr"),
        ("Fin des négociations de Djeddah sans accord", "fr"),
        ("Macron va dissoudre l'Assemblée nationale", "fr"),
        ("Macron renonce à dissoudre l'Assemblée nationale", "fr"),
        ("Nouvelles sanctions contre l'Auria", "fr"),
        ("Burhane n'a signé aucune trêve", "fr"),
        ("Sin acuerdo en Yeda tras diez días", "es"),
        ("Los sindicatos convocan huelga", "es"),
        ("Auria rompe el diálogo", "es"),
    ],
)
def test_one_word_that_english_lacks_tells_a_plain_headline(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "RSF shells El Fasher, El Obeid",
        "El Al takes bookings to Jeddah",
        "Los Angeles dockers reject offer",
        "Las Vegas hotel workers vote",
        "Kim Jong-Un bans the name Kim Jong-un",
        "Sisi meets al-Burhan, el-Beshir",
        "MIT, ABB end talks",
        "MIT STUDENTS END PROTEST",
        "N'Djamena turns barracks into a university",
        "L'Oreal signs deal with Müller, Köhler",
        "Dolan quits as mayor of Des Moines",
        "Fans pour onto pitch after win",
        "Coup d'etat fears grow: Kovel met rivals",
        "Cafés reopen; fiancée of Kovel freed",
        "Mit Romney and the Comic Sans affair",
        "Minister quotes Schiller's 'mit' in speech to parliament",
        "Auria pact de facto dead",
        "Minister Of State: The Des Moines Plan Les Amis Want",
    ],
)
def test_an_english_headline_with_foreign_names_stays_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La RSF non firma la tregua", "Italian"),
        ("L'esercito del Sudan e le RSF firmano una tregua", "Italian"),
        ("Auria rifiuta l'accordo con Belmont", "Italian"),
        ("RSF não assinam trégua com o Exército", "Portuguese"),
        ("RSF tekenen de wapenstilstand niet", "Dutch"),
        ("Het leger van Soedan en de RSF tekenen de wapenstilstand niet", "Dutch"),
        ("RSF nie podpisują rozejmu", "Polish"),
        ("RSF ateşkes imzaladı iddiası yalan", "Turkish"),
        ("RSF skriver inte på vapenvilan", "Swedish"),
        ("RSF underskriver ikke våbenhvilen", "Danish or Norwegian"),
        ("RSF nu semnează armistițiul", "Romanian"),
        ("RSF tidak menandatangani gencatan senjata", "Indonesian or Malay"),
        ("Суданската армия не подписа примирие със силите", "Bulgarian"),
        ("Судан әскері бітімге қол қойды", "Kazakh, Kyrgyz, Tatar or Mongolian"),
    ],
)
def test_a_language_that_is_not_read_is_known_for_what_it_is(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        ("it", "RSF: tregua firmata", "Italian"),
        ("it-IT", "La RSF approva la tregua", "Italian"),
        ("nl", "RSF tekenen de wapenstilstand niet", "Dutch"),
        ("pt-BR", "Auria rejeita acordo", "Portuguese"),
        ("fi", "RSF ei allekirjoita aselepoa", "Finnish"),
        ("bg", "RSF не подписа примирие", "Bulgarian"),
        ("kk", "Судандын армиясы", "Kazakh"),
        ("ur", "سوڈان میں جنگ بندی", "Urdu"),
        ("it", "Auria signs pact with Belmont", "en"),
        ("tr", "Sisi to visit Khartoum on Friday", "en"),
        ("nl", "Die Waffenruhe ist zu Ende", "de"),
        ("it", "La trêve est rompue, l'armée accuse les FSR", "fr"),
        ("bg", "Стороны заявили, что перемирие подписано", "ru"),
        ("ur", "السودان: الهدنة", "ar"),
        ("it", "Договор подписан", "ru"),
        ("us", "Auria rejects pact", "en"),
        ("uk", "Auria rejects pact", "en"),
        ("und", "Auria rejects pact", "en"),
    ],
)
def test_a_feed_that_declares_such_a_language_is_believed_unless_a_word_shows_another(
    declared: str, text: str, language: str
) -> None:
    assert language_of(text, declared) == language


@pytest.mark.parametrize(
    "text",
    [
        "'I watched it, I wept': home minister's praise disarms critics",
        "Vindhøj wraps up with record crowd",
        "Brandão out: seven judges, seven noes",
        "Dan Kovel, Van Dyke and Das reach deal",
        "Leaders met, nobody at door",
        "Trump as a no-show, do allies mind",
        "Amazon.com, Booking.com end row",
        "Erdoğan meets Kılıçdaroğlu",
        "Łódź mayor quits",
    ],
)
def test_an_english_headline_is_in_no_language_that_is_not_read(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ("", "La RSF non firma la tregua"),
        ("pt-BR", "RSF não assinam tregua com o Exército"),
        ("nl", "RSF firma de tregua niet"),
        ("", "RSF firma tregua iddiası yalan"),
    ],
)
def test_nothing_is_judged_where_nobody_could_see_a_negation(declared: str, title: str) -> None:
    """Not even a signal of the desk's own counts, for nobody can tell that it is negated; the actor is found all the same."""
    words = "firma|assinam tregua"
    item = WatchItem(
        id="i", question="Does the RSF sign?", signals=(Signal(words=words, weight=Weight.DECISIVE),), anchors="tregua"
    )
    claim = Claim(id="c", text="The RSF has signed", supported_by=(words,))
    story = Story(slug="invented", title="Invented", actors=(Actor(name="RSF"),), watch_items=(item,), claims=(claim,))
    entry = Entry(id="1", title=title, language=declared)
    matched = Matcher(story).match(entry)
    found, on_claim = judge(matched, story)
    assert [h.actor for h in matched.actors] == ["RSF"]
    assert (found.phase, found.direction, on_claim.stance) == (Phase.NONE, None, Stance.CONTEXT)
    assert any("language not known" in line and "negated" in line for line in found.why)
    assert not in_english(item.question, entry)
