"""Deeds that did not happen, told in other languages, each beside the same sentence where they did. All headlines are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase, Stance
from bot.domain.story import Claim, Direction, Signal, Story, WatchItem, Weight
from tests.test_foreign import ACTORS
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher
from watchers.words.tokens import tokenize

TRUCE = "truce|перемирие|هدنة|آتش‌بس|trêve|Waffenruhe|tregua"


def judged(title: str, declared: str, *, signals: tuple[Signal, ...] = ()) -> Judgement:
    asked = "Do Auria and Belmont sign a truce?"
    item = WatchItem(id="i", question=asked, anchors="" if signals else TRUCE, signals=signals)
    story = Story(slug="invented", title="Invented", actors=ACTORS, watch_items=(item,))
    return judge(Matcher(story).match(Entry(id="1", title=title, language=declared)), story)[0]


@pytest.mark.parametrize(
    ("declared", "title", "phase"),
    [
        ("de", "Auria unterzeichnet keine Waffenruhe mit Belmont", Phase.DENIED),
        ("de", "Auria unterzeichnet eine Waffenruhe mit Belmont", Phase.HAPPENED),
        ("de", "Auria und Belmont unterzeichnen vorerst keine neue Waffenruhe", Phase.DENIED),
        ("de", "Auria und Belmont unterzeichnen vorerst eine neue Waffenruhe", Phase.HAPPENED),
        ("de", "Auria unterzeichnet mit keinem der Nachbarn die Waffenruhe", Phase.DENIED),
        ("de", "Auria unterzeichnet weder Waffenruhe noch Abkommen", Phase.DENIED),
        ("de", "Auria unterzeichnet Waffenruhe und Abkommen", Phase.HAPPENED),
        ("de", "Noch keine Waffenruhe zwischen Auria und der Regierung in Belmont unterzeichnet", Phase.DENIED),
        ("de", "Neue Waffenruhe zwischen Auria und der Regierung in Belmont unterzeichnet", Phase.HAPPENED),
        ("de", "Niemand in der Regierung von Auria hat die Waffenruhe unterzeichnet", Phase.DENIED),
        ("de", "Auria würde die Waffenruhe mit den Nachbarn sofort unterzeichnen", Phase.PLANNED),
        ("de", "Auria hätte die Waffenruhe mit den Nachbarn fast unterzeichnet", Phase.PLANNED),
        ("de", "Die Waffenruhe wurde von Auria und Belmont unterzeichnet", Phase.HAPPENED),
        ("de", "Auria hatte die Waffenruhe mit den Nachbarn unterzeichnet", Phase.HAPPENED),
        ("de", "Die Würde des Amtes: Auria unterzeichnet die Waffenruhe", Phase.HAPPENED),
        ("de", "Auria unterzeichnet die Waffenruhe und macht keine weiteren Zusagen", Phase.HAPPENED),
        ("de", "Auria unterzeichnet mit der Stadt und den Belmont-Truppen keine Waffenruhe", Phase.DENIED),
        ("de", "Auria unterzeichnet keine Woche nach dem Treffen die Waffenruhe", Phase.HAPPENED),
        ("de", "Auria unterzeichnet nicht nur die Waffenruhe", Phase.HAPPENED),
        ("fr", "L'Auria et le Belmont n'ont signé aucune trêve", Phase.DENIED),
        ("fr", "L'Auria et le Belmont ont signé une trêve", Phase.HAPPENED),
        ("fr", "L'Auria n’a signé aucune trêve avec le Belmont", Phase.DENIED),
        ("fr", "L'Auria a signé une trêve avec le Belmont", Phase.HAPPENED),
        ("fr", "Trêve entre l'Auria et le Belmont : rien n'est signé", Phase.DENIED),
        ("fr", "Trêve entre l'Auria et le Belmont : rien de signé", Phase.DENIED),
        ("fr", "Trêve entre l'Auria et le Belmont : tout est signé", Phase.HAPPENED),
        ("fr", "Personne n'a signé la trêve en Auria, ni au Belmont", Phase.DENIED),
        ("fr", "L'Auria n'a signé qu'une trêve avec le Belmont", Phase.HAPPENED),
        ("fr", "L'Auria n'a pas signé la trêve avec le Belmont", Phase.DENIED),
        ("fr", "L'Auria a non seulement signé la trêve avec le Belmont", Phase.HAPPENED),
        ("fr", "Réuni à N'Djamena, l'Auria et le Belmont signent une trêve", Phase.HAPPENED),
        ("es", "Auria y Belmont firman ninguna tregua", Phase.DENIED),
        ("es", "Auria y Belmont firman una tregua por la paz", Phase.HAPPENED),
        ("es", "Auria y Belmont no firman ningún acuerdo sobre la tregua", Phase.DENIED),
        ("es", "Nadie en Auria firma la tregua con los vecinos", Phase.DENIED),
        ("es", "El gobierno de Auria firma la tregua con los vecinos", Phase.HAPPENED),
        ("es", "Auria firma la tregua sin ninguna condición para los vecinos", Phase.HAPPENED),
        ("es", "Auria firma una tregua que no prevé ninguna sanción en el país", Phase.HAPPENED),
        ("es", "Auria no solo firma la tregua con los vecinos", Phase.HAPPENED),
        ("es", "Auria tampoco firma la tregua con los vecinos", Phase.DENIED),
        ("ru", "Никто в Аурии не подписал перемирие", Phase.DENIED),
        ("ru", "Ни один министр Аурии перемирие не подписал", Phase.DENIED),
        ("ru", "Министр Аурии перемирие подписал", Phase.HAPPENED),
        ("ru", "Аурия подписала бы перемирие с Бельмонтом", Phase.PLANNED),
        ("ru", "Аурия не только подписала перемирие с Бельмонтом", Phase.HAPPENED),
        ("ar", "لم يوقع أحد في أوريا على الهدنة", Phase.DENIED),
        ("ar", "لم يوقعوا على الهدنة بين أوريا وبلمونت", Phase.DENIED),
        ("ar", "لا أحد في أوريا وقع على الهدنة", Phase.DENIED),
        ("ar", "وقعوا على الهدنة بين أوريا وبلمونت", Phase.HAPPENED),
        ("fa", "اوریا هیچ آتش‌بسی را امضا نکرد", Phase.DENIED),
        ("fa", "هیچ‌کس در اوریا آتش‌بس را امضا نکرده است", Phase.DENIED),
        ("fa", "اوریا از امضای آتش‌بس با بلمونت خودداری کرد", Phase.DENIED),
        ("fa", "اوریا آتش‌بس را امضا کرد", Phase.HAPPENED),
        ("fa", "اوریا نه تنها آتش‌بس را امضا کرد", Phase.HAPPENED),
    ],
)
def test_what_nobody_did_is_no_deed_in_any_language(declared: str, title: str, phase: Phase) -> None:
    assert judged(title, declared).phase is phase


@pytest.mark.parametrize(
    ("declared", "words", "title", "direction"),
    [
        ("de", "unterzeichnet", "Auria unterzeichnet keine Waffenruhe", Direction.AWAY),
        ("de", "unterzeichnet", "Auria unterzeichnet eine Waffenruhe", Direction.TOWARD),
        ("fr", "signé trêve", "L'Auria et le Belmont n'ont signé aucune trêve", Direction.AWAY),
        ("fr", "signé trêve", "L'Auria et le Belmont ont signé une trêve", Direction.TOWARD),
        ("fr", '"n\'ont signé"', "L'Auria et le Belmont n'ont signé aucune trêve", Direction.TOWARD),
        ("es", "firman tregua", "Nadie: ni Auria ni los vecinos firman la tregua", Direction.AWAY),
        ("es", "firman tregua", "Auria y los vecinos firman la tregua", Direction.TOWARD),
    ],
)
def test_a_signal_that_nobody_made_true_is_turned_round(
    declared: str, words: str, title: str, direction: Direction
) -> None:
    signal = Signal(words=words, weight=Weight.DECISIVE)
    assert judged(title, declared, signals=(signal,)).direction is direction


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("n'a", ["n'", "a"]),
        ("N’y", ["n'", "y"]),
        ("n'est", ["n'", "est"]),
        ("N'Djamena", ["n'djamena"]),
        ("I'm", ["i'm"]),
        ("o'clock", ["o'", "clock"]),
        ("Sana'a", ["sana'a"]),
        ("won't", ["won't"]),
        ("l'Auria", ["l'", "auria"]),
    ],
)
def test_a_french_not_stands_alone_and_the_name_of_a_town_stays_whole(text: str, words: list[str]) -> None:
    assert [t.word for t in tokenize(text)] == words


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("وقعت اشتباكات بين أوريا وبلمونت رغم الهدنة", Phase.NONE),
        ("غارة وقعت شمال العاصمة وقبل الهدنة بين أوريا وبلمونت", Phase.NONE),
        ("انفجار وقع في أوريا خلال الهدنة", Phase.NONE),
        ("وقع هجوم على أوريا بعد الهدنة", Phase.NONE),
        ("هجوم جديد وقع على الحدود بين أوريا وبلمونت رغم الهدنة", Phase.NONE),
        ("وقع زلزال في أوريا أثناء الهدنة", Phase.NONE),
        ("حادث وقع على الطريق في أوريا قبل الهدنة", Phase.NONE),
        ("وقعت خسائر كبيرة في أوريا رغم الهدنة", Phase.NONE),
        ("قصف يوقع قتلى في أوريا رغم الهدنة", Phase.NONE),
        ("أوريا: ضحايا وقعوا في القصف رغم الهدنة", Phase.NONE),
        ("وقعت أوريا الهدنة مع بلمونت", Phase.HAPPENED),
        ("وقعت الحكومة هدنة في أوريا", Phase.HAPPENED),
        ("وقع وزير خارجية أوريا الهدنة مع بلمونت", Phase.HAPPENED),
        ("أوريا وبلمونت وقعتا الهدنة", Phase.HAPPENED),
        ("رئيس أوريا وقع على الهدنة", Phase.HAPPENED),
        ("أوريا وبلمونت وقعتا في العاصمة على الهدنة", Phase.HAPPENED),
        ("الحكومة وقّعت في أوريا اتفاق الهدنة", Phase.HAPPENED),
        ("بعد الهجوم وقعت أوريا الهدنة", Phase.HAPPENED),
        ("رئيس أوريا يوقع الهدنة", Phase.HAPPENED),
        ("أوريا توقع على الهدنة", Phase.HAPPENED),
        ("رئيس أوريا: سنوقع الهدنة غدا", Phase.PLANNED),
        ("رئيس أوريا سيوقع الهدنة غدا", Phase.PLANNED),
        ("أوريا لم توقع الهدنة", Phase.DENIED),
        ("رئيس أوريا: ما وقعنا هدنة مع بلمونت", Phase.DENIED),
        ("رئيس أوريا: وقعنا هدنة مع بلمونت", Phase.HAPPENED),
        ("وقعت أوريا في أزمة رغم الهدنة", Phase.NONE),
        ("وقعت أوريا مع بلمونت اتفاق هدنة", Phase.HAPPENED),
        ("قصف على أوريا يوقع عشرات القتلى رغم الهدنة", Phase.NONE),
        ("هجوم على أوريا وقع قبل بدء الهدنة", Phase.NONE),
    ],
)
def test_an_arabic_verb_that_may_mean_occurred_is_signed_only_beside_what_is_signed(title: str, phase: Phase) -> None:
    assert judged(title, "ar").phase is phase


@pytest.mark.parametrize(
    ("words", "title", "phase"),
    [
        ("وقعت هدنة", "وقعت اشتباكات في أوريا رغم الهدنة", Phase.NONE),
        ("وقعت هدنة", "وقعت أوريا الهدنة مع بلمونت", Phase.HAPPENED),
        ("وقع هجوم", "وقع هجوم في أوريا رغم الهدنة", Phase.HAPPENED),
    ],
)
def test_a_signal_of_an_arabic_verb_keeps_the_meaning_its_other_words_give_it(
    words: str, title: str, phase: Phase
) -> None:
    assert judged(title, "ar", signals=(Signal(words=words, weight=Weight.DECISIVE),)).phase is phase


def test_an_attack_that_is_asked_about_occurred() -> None:
    item = WatchItem(id="i", question="Is there an attack on Auria?", anchors="هجوم|attack", actors=("Auria",))
    story = Story(slug="invented", title="Invented", actors=ACTORS, watch_items=(item,))
    entry = Entry(id="1", title="وقع هجوم كبير في أوريا", language="ar")
    assert judge(Matcher(story).match(entry), story)[0].phase is Phase.HAPPENED


def stance(title: str, declared: str, *, refuted: tuple[str, ...] = (), supported: tuple[str, ...] = ()) -> Stance:
    claim = Claim(id="c", text="Drones went to Auria", refuted_by=refuted, supported_by=supported)
    story = Story(slug="invented", title="Invented", actors=ACTORS, claims=(claim,))
    return judge(Matcher(story).match(Entry(id="1", title=title, language=declared)), story)[0].stance


@pytest.mark.parametrize(
    ("declared", "refuted", "title", "expected"),
    [
        ("fa", ("تکذیب پهپاد",), "اوریا ارسال پهپاد را تکذیب کرد", Stance.REFUTES),
        ("fa", ("رد پهپاد",), "اوریا ارسال پهپاد را رد کرد", Stance.REFUTES),
        ("fr", ("rejette drones", "bloc drones"), "L'Auria rejette en bloc les drones de la ville", Stance.REFUTES),
        ("fr", ("dément drones",), "L'Auria dément les drones dans la presse", Stance.REFUTES),
        ("es", ("descarta drones",), "Auria descarta los drones en la frontera", Stance.REFUTES),
        ("ru", ("отверг беспилотники",), "Министр Аурии отверг беспилотники", Stance.REFUTES),
        ("ar", ("تنفي مسيرات",), "أوريا تنفي إرسال مسيرات", Stance.REFUTES),
        ("de", ("dementiert Drohnen",), "Auria dementiert die Drohnen nicht", Stance.SUPPORTS),
    ],
)
def test_a_denial_that_the_desk_lists_itself_denies_nothing_of_its_own(
    declared: str, refuted: tuple[str, ...], title: str, expected: Stance
) -> None:
    assert stance(title, declared, refuted=refuted) is expected


@pytest.mark.parametrize(
    ("declared", "supported", "title"),
    [
        ("de", "Abkommen", "Auria kündigt Abkommen"),
        ("de", "Abkommen", "Kein Abkommen in Auria"),
        ("fr", "accord", "Pas d'accord en Auria avec les voisins"),
        ("es", "acuerdo", "Auria y los vecinos, sin acuerdo"),
        ("fa", "توافق", "اوریا از توافق خارج شد"),
        ("fa", "استعفا", "رئیس اوریا استعفا نداد"),
        ("ru", "переговоры", "Аурия прекратила переговоры"),
        ("ar", "اتفاق", "لا اتفاق في أوريا"),
    ],
)
def test_what_only_names_the_thing_is_denied_by_a_phrase_that_names_it_too(
    declared: str, supported: str, title: str
) -> None:
    assert stance(title, declared, supported=(supported,)) is Stance.REFUTES


@pytest.mark.parametrize(
    ("declared", "words", "title", "phase"),
    [
        ("fr", "retire trêve", "L'Auria se retire de la trêve avec le Belmont", Phase.CANCELLED),
        ("fa", "رد آتش‌بس", "اوریا آتش‌بس را رد کرد", Phase.CANCELLED),
        ("de", "Waffenruhe lehnt", "Auria lehnt die Waffenruhe in der Region ab", Phase.CANCELLED),
        ("fr", "retire trêve", "L'Auria ne se retire pas de la trêve avec le Belmont", Phase.HEDGED),
    ],
)
def test_a_signal_against_the_thing_keeps_its_weight_in_a_phrase_of_the_lexicon(
    declared: str, words: str, title: str, phase: Phase
) -> None:
    signal = Signal(words=words, direction=Direction.AWAY, weight=Weight.DECISIVE)
    assert judged(title, declared, signals=(signal,)).phase is phase


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ("de", "Auria unterzeichnet Waffenruhe mit keinem Geringeren als Belmont"),
        ("de", "Trotz keiner Mehrheit unterzeichnet Auria die Waffenruhe mit Belmont"),
        ("de", "Auria unterzeichnet nie dagewesene Waffenruhe mit Belmont"),
        ("es", "Nadie protesta y Auria y Belmont firman la tregua"),
        ("es", "Auria y Belmont firman una tregua nunca vista"),
        ("fr", "Auria et Belmont signent une trêve jamais vue"),
        ("fr", "Auria et Belmont signent la trêve comme si de rien n'était"),
    ],
)
def test_what_only_sounds_like_a_negation_leaves_a_deed_done(declared: str, title: str) -> None:
    assert judged(title, declared).phase is Phase.HAPPENED
