"""What entries in other languages call false, tell of long ago, only ask, or only name, beside what did happen. All headlines are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase, Stance
from bot.domain.story import Claim, Polarity, Signal, Story, WatchItem, Weight
from tests.test_foreign import ACTORS
from tests.test_foreign_negation import TRUCE
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher


def judged(
    title: str, declared: str, *, signals: tuple[Signal, ...] = (), polarity: Polarity = Polarity.HAPPENS
) -> Judgement:
    asked = "Do Auria and Belmont sign a truce?"
    item = WatchItem(id="i", question=asked, anchors="" if signals else TRUCE, signals=signals, polarity=polarity)
    story = Story(slug="invented", title="Invented", actors=ACTORS, watch_items=(item,))
    return judge(Matcher(story).match(Entry(id="1", title=title, language=declared)), story)[0]


def said(judgement: Judgement) -> str:
    return "\n".join(judgement.why)


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ("de", "Falschmeldung: Auria unterzeichnet Waffenruhe mit Belmont"),
        ("de", "Fake: Auria unterzeichnet die Waffenruhe mit Belmont"),
        ("de", "Achtung, Fake: Auria unterzeichnet die Waffenruhe mit Belmont"),
        ("de", "Auria unterzeichnet die Waffenruhe mit Belmont – eine Falschmeldung"),
        ("fr", "Fausse annonce : l'Auria signe la trêve avec le Belmont"),
        ("fr", "Intox : l'Auria et le Belmont ont signé une trêve"),
        ("fr", "L'Auria et le Belmont ont signé une trêve : c'est faux"),
        ("es", "Bulo: Auria firma la tregua con los vecinos"),
        ("es", "Noticia falsa: Auria y Belmont firman una tregua"),
        ("es", "Es falso que Auria firmó la tregua con los vecinos"),
        ("ru", "Фейк: Аурия подписала перемирие с Бельмонтом"),
        ("ru", "Аурия подписала перемирие с Бельмонтом — это фейк"),
        ("ar", "شائعة: أوريا وقعت الهدنة مع بلمونت"),
        ("ar", "خبر كاذب: أوريا وقعت الهدنة مع بلمونت"),
        ("ar", "خبر كاذب عن أوريا وقعت الهدنة مع بلمونت"),
        ("fa", "خبر جعلی: اوریا آتش‌بس را امضا کرد"),
        ("fa", "شایعه: اوریا آتش‌بس را امضا کرد"),
    ],
)
def test_what_is_called_false_is_no_deed(declared: str, title: str) -> None:
    found = judged(title, declared)
    assert found.phase is Phase.NONE
    assert "told as not so" in said(found)


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ("de", "Vor einem Jahr unterzeichneten Auria und Belmont eine Waffenruhe"),
        ("de", "Vor zwei Jahren haben Auria und Belmont eine vorläufige Waffenruhe unterzeichnet"),
        ("de", "Auria und Belmont unterzeichneten vor mehr als zehn Jahren eine Waffenruhe"),
        ("de", "Auria und Belmont haben im vergangenen Jahr eine Waffenruhe unterzeichnet"),
        ("fr", "Il y a un an, l'Auria et le Belmont ont signé une trêve"),
        ("fr", "L'Auria et le Belmont ont signé une trêve il y a dix ans"),
        ("fr", "L'an dernier, l'Auria et le Belmont ont signé une trêve"),
        ("es", "Hace un año Auria y Belmont firmaron una tregua"),
        ("es", "Hace más de dos años, Auria y Belmont firmaron una tregua"),
        ("es", "Auria y Belmont firmaron la tregua el año pasado"),
        ("ru", "Год назад Аурия и Бельмонт подписали перемирие"),
        ("ru", "Аурия и Бельмонт пять лет назад подписали перемирие"),
        ("ru", "В прошлом году Аурия и Бельмонт подписали перемирие"),
        ("ar", "قبل عام وقعت أوريا الهدنة مع بلمونت"),
        ("ar", "أوريا وقعت الهدنة مع بلمونت قبل ثلاث سنوات"),
        ("ar", "أوريا وقعت الهدنة مع بلمونت العام الماضي"),
        ("fa", "سال گذشته اوریا و بلمونت آتش‌بس را امضا کردند"),
        ("fa", "اوریا و بلمونت دو سال پیش آتش‌بس را امضا کردند"),
    ],
)
def test_what_was_long_ago_is_no_news(declared: str, title: str) -> None:
    found = judged(title, declared)
    assert found.phase is Phase.NONE
    assert "long ago" in said(found)


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ("de", "Jahrestag: Auria und Belmont unterzeichneten die Waffenruhe"),
        ("de", "Auria feiert den Jahrestag der unterzeichneten Waffenruhe"),
        ("fr", "L'Auria célèbre l'anniversaire de la trêve signée avec le Belmont"),
        ("es", "Auria celebra el aniversario de la tregua firmada con los vecinos"),
        ("ru", "Аурия отметила годовщину перемирия, которое подписал Бельмонт"),
        ("ar", "أوريا تحيي ذكرى الهدنة التي وقعت مع بلمونت"),
        ("fa", "سالگرد آتش‌بس اوریا و بلمونت که در پایتخت امضا شد"),
    ],
)
def test_an_anniversary_of_the_thing_is_no_news(declared: str, title: str) -> None:
    found = judged(title, declared)
    assert found.phase is Phase.NONE
    assert "looked back on" in said(found)


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ("de", "Warum Auria die Waffenruhe unterzeichnet hat"),
        ("de", "Waffenruhe: Warum Auria mit den Nachbarn unterzeichnet hat"),
        ("de", "Unklar ist, ob Auria die Waffenruhe unterzeichnet hat"),
        ("fr", "L'Auria a-t-elle signé la trêve avec le Belmont"),
        ("fr", "La trêve : l'Auria et le Belmont ont-ils signé"),
        ("fr", "Pourquoi l'Auria a signé la trêve avec le Belmont"),
        ("fr", "Est-ce que l'Auria signe la trêve"),
        ("es", "Por qué Auria firma la tregua con los vecinos"),
        ("es", "Cómo Auria firmó la tregua con los vecinos"),
        ("ru", "Почему Аурия подписала перемирие с Бельмонтом"),
        ("ru", "Подписала ли Аурия перемирие с Бельмонтом"),
        ("ru", "Перемирие: зачем Аурия подписала его"),
        ("ar", "لماذا وقعت أوريا الهدنة مع بلمونت"),
        ("ar", "هل وقعت أوريا الهدنة مع بلمونت"),
        ("fa", "چرا اوریا آتش‌بس را امضا کرد"),
        ("fa", "آیا اوریا آتش‌بس را امضا کرد"),
    ],
)
def test_a_question_without_its_mark_is_no_deed(declared: str, title: str) -> None:
    found = judged(title, declared)
    assert found.phase is Phase.NONE
    assert "a question" in said(found)


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ("de", "Auria hat die mit Belmont unterzeichneten Regeln der Waffenruhe verletzt"),
        ("de", "Auria droht mit dem Bruch der unterzeichneten Waffenruhe"),
        ("fr", "L'Auria viole la trêve signée avec le Belmont"),
        ("fr", "La trêve signée par l'Auria est violée"),
        ("es", "Auria viola la tregua firmada con los vecinos"),
        ("ru", "Аурия нарушила подписанное с Бельмонтом перемирие"),
        ("ru", "Министр Аурии раскрыл текст подписанного перемирия"),
        ("ar", "أوريا تتهم بلمونت بخرق الهدنة التي وقعت في العاصمة"),
        ("fa", "اوریا آتش‌بس امضا شده را نقض کرد"),
    ],
)
def test_a_participle_that_names_the_thing_is_no_deed(declared: str, title: str) -> None:
    assert judged(title, declared).phase is Phase.NONE


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ("de", "Auria hat die unterzeichnete Waffenruhe gebrochen"),
        ("fr", "L'Auria rompt la trêve signée avec le Belmont"),
        ("fr", "La trêve signée il y a un an par l'Auria est rompue"),
        ("es", "Auria rompe la tregua firmada hace un año con los vecinos"),
        ("ru", "Аурия сорвала подписанное год назад перемирие"),
        ("ar", "انهارت الهدنة التي وقعت في أوريا قبل عام"),
        ("fa", "اوریا به آتش‌بس امضا شده پایان داد"),
    ],
)
def test_beside_such_a_participle_the_main_verb_counts(declared: str, title: str) -> None:
    assert judged(title, declared, polarity=Polarity.ENDS).phase is Phase.HAPPENED


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ("de", "Nach Falschmeldung: Auria unterzeichnet die Waffenruhe"),
        ("de", "Kein Fake: Auria unterzeichnet die Waffenruhe"),
        ("de", "Auria unterzeichnet die Waffenruhe wie vor einem Jahr"),
        ("de", "Vor einem Jahr noch im Krieg, nun unterzeichnen Auria und Belmont die Waffenruhe"),
        ("de", "Auria unterzeichnet die vor einem Jahr vereinbarte Waffenruhe"),
        ("de", "Am Jahrestag des Krieges unterzeichnen Auria und Belmont eine Waffenruhe"),
        ("de", "Auria unterzeichnet die Waffenruhe: Warum das wichtig ist"),
        ("de", "Auria und Belmont unterzeichneten die Waffenruhe"),
        ("de", "Gestern unterzeichneten die Nachbarn Auria und Belmont die Waffenruhe"),
        ("fr", "L'Auria et le Belmont ont signé une trêve, a-t-il déclaré"),
        ("fr", "Il y a un an en guerre, l'Auria et le Belmont signent aujourd'hui une trêve"),
        ("fr", "L'Auria signe la trêve conclue il y a un an"),
        ("fr", "L'Auria signe une trêve pour l'anniversaire de la paix"),
        ("fr", "Trêve signée entre l'Auria et le Belmont"),
        ("fr", "L'Auria et le Belmont ont signé : la trêve expliquée, pourquoi maintenant"),
        ("es", "En el aniversario de la guerra, Auria y Belmont firman la tregua"),
        ("es", "Tregua firmada entre Auria y Belmont"),
        ("es", "Auria firma la tregua que hace un año buscaba"),
        ("ru", "Аурия подписала согласованное год назад перемирие"),
        ("ru", "Перемирие подписано: почему Аурия уступила"),
        ("ru", "После фейка: Аурия подписала перемирие"),
        ("ru", "В годовщину войны Аурия и Бельмонт подписали перемирие"),
        ("ar", "أوريا وقعت الهدنة قبل نهاية عام 2026"),
        ("ar", "بعد الشائعة: أوريا وقعت الهدنة مع بلمونت"),
        ("ar", "في ذكرى الحرب أوريا وقعت الهدنة مع بلمونت"),
        ("de", "Die im Exil lebende Regierung von Auria unterzeichnet die Waffenruhe"),
        ("de", "Auria hat mit der im Norden aktiven Miliz eine Waffenruhe unterzeichnet"),
        ("de", "Auria unterzeichnet die Waffenruhe nach dem Krieg, der vor zwei Jahren begann"),
        ("fr", "Le président de l'Auria élu il y a un an signe la trêve"),
        ("fr", "L'Auria signe une trêve après une guerre commencée il y a deux ans"),
        ("es", "Auria firma la tregua en una guerra que empezó hace dos años"),
        ("es", "Auria y Belmont firman la primera tregua desde hace diez años"),
        ("ru", "Избранный год назад глава Аурии подписал перемирие"),
        ("ar", "أوريا وقعت الهدنة مع بلمونت لأول مرة منذ عشر سنوات"),
        ("ar", "أوريا وقعت الهدنة لإنهاء الحرب التي اندلعت قبل عامين"),
        ("fa", "اوریا آتش‌بس را در جنگی که دو سال پیش آغاز شد امضا کرد"),
        ("fa", "اوریا آتش‌بس را امضا کرد: چرا اکنون"),
        ("fa", "پس از شایعه: اوریا آتش‌بس را امضا کرد"),
    ],
)
def test_what_is_told_now_stays_a_deed(declared: str, title: str) -> None:
    assert judged(title, declared).phase is Phase.HAPPENED


@pytest.mark.parametrize(
    ("declared", "title", "phase"),
    [
        ("de", "Vor einem Jahr lehnte Auria die Waffenruhe mit den Nachbarn ab", Phase.NONE),
        ("ru", "Год назад Аурия отвергла перемирие с Бельмонтом", Phase.NONE),
        ("de", "Auria dementiert die Waffenruhe mit den Nachbarn: Fake News", Phase.DENIED),
        ("fr", "Pourquoi l'Auria n'a pas signé la trêve", Phase.DENIED),
        ("ru", "Почему Аурия отвергла перемирие", Phase.DENIED),
        ("de", "Vor einem Jahr unterzeichneten sie die Waffenruhe, nun will Auria sie verlängern", Phase.PLANNED),
    ],
)
def test_a_denial_is_no_news_where_it_is_long_past_and_stays_one_where_it_is_explained_or_called_false(
    declared: str, title: str, phase: Phase
) -> None:
    assert judged(title, declared).phase is phase


@pytest.mark.parametrize(
    ("declared", "words", "title", "phase"),
    [
        ("de", "unterzeichnet Waffenruhe", "Falschmeldung: Auria unterzeichnet die Waffenruhe", Phase.NONE),
        ("de", "unterzeichnet Waffenruhe", "Warum Auria die Waffenruhe unterzeichnet hat", Phase.NONE),
        ("de", "unterzeichnet Waffenruhe", "Auria unterzeichnet die Waffenruhe", Phase.HAPPENED),
        ("fr", "signé trêve", "Il y a un an, l'Auria et le Belmont ont signé une trêve", Phase.NONE),
        ("fr", "trêve", "Il y a un an, l'Auria et le Belmont ont signé une trêve", Phase.NONE),
        ("fr", "trêve", "Pourquoi la trêve entre l'Auria et le Belmont", Phase.NONE),
        ("fr", "trêve signée", "L'Auria viole la trêve signée avec le Belmont", Phase.NONE),
        ("ru", "подписали перемирие", "Аурия и Бельмонт подписали перемирие", Phase.HAPPENED),
        ("ru", "подписали перемирие", "Год назад Аурия и Бельмонт подписали перемирие", Phase.NONE),
        ("es", "bulo tregua", "Bulo: Auria firma la tregua con los vecinos", Phase.HAPPENED),
    ],
)
def test_a_signal_is_held_the_same_way(declared: str, words: str, title: str, phase: Phase) -> None:
    assert judged(title, declared, signals=(Signal(words=words, weight=Weight.DECISIVE),)).phase is phase


def test_a_claim_gets_no_support_from_what_is_called_false() -> None:
    claim = Claim(id="c", text="Drones went to Auria", supported_by=("Drohnen",))
    story = Story(slug="invented", title="Invented", actors=ACTORS, claims=(claim,))

    def stance(title: str) -> Stance:
        return judge(Matcher(story).match(Entry(id="1", title=title, language="de")), story)[0].stance

    assert stance("Neue Drohnen sind in der Stadt von Auria") is Stance.SUPPORTS
    assert stance("Falschmeldung: Neue Drohnen sind in der Stadt von Auria") is Stance.CONTEXT
