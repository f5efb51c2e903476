"""Entries in other languages: phases by each language's own lexicon. All headlines are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase, Stance
from bot.domain.story import Actor, Claim, Direction, Polarity, Signal, Story, WatchItem, Weight
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher
from watchers.words.languages import language_of

ACTORS = (
    Actor(name="Auria", aliases=("Аурия", "أوريا", "اوریا", "Aurie", "Aurien", "オーリア")),
    Actor(name="Belmont", aliases=("Бельмонт", "بلمونت", "بلمونت")),
)
PACT = "pact|соглашение|اتفاق|اتفاقية|توافق|accord|Abkommen|acuerdo|協定"
TRUCE = "truce|перемирие|هدنة|آتش‌بس|trêve|Waffenruhe|tregua"


def judged(title: str, *, anchors: str = PACT, polarity: Polarity = Polarity.HAPPENS, declared: str = "") -> Judgement:
    item = WatchItem(id="i", question="Do Auria and Belmont sign a pact?", anchors=anchors, polarity=polarity)
    story = Story(slug="invented", title="Invented", actors=ACTORS, watch_items=(item,))
    return judge(Matcher(story).match(Entry(id="1", title=title, language=declared)), story)[0]


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Аурия и Бельмонт подписали соглашение", Phase.HAPPENED),
        ("Соглашение между Аурией и Бельмонтом подписано", Phase.HAPPENED),
        ("Аурия не подписала соглашение с Бельмонтом", Phase.DENIED),
        ("Аурия и Бельмонт подпишут соглашение в пятницу", Phase.PLANNED),
        ("Аурия вышла из соглашения с Бельмонтом", Phase.CANCELLED),
        ("Аурия отвергла соглашение", Phase.DENIED),
        ("Подписала ли Аурия соглашение?", Phase.NONE),
        ("أوريا وبلمونت توقعان الاتفاق", Phase.HAPPENED),
        ("أوريا توصلت إلى اتفاق مع بلمونت", Phase.HAPPENED),
        ("أوريا لم توقع الاتفاق", Phase.DENIED),
        ("هل وقعت أوريا الاتفاق؟", Phase.NONE),
        ("أوريا ترفض الاتفاق مع بلمونت", Phase.DENIED),
        ("أوريا على وشك توقيع اتفاق مع بلمونت", Phase.PLANNED),
        ("أوريا تلغي الاتفاق مع بلمونت", Phase.CANCELLED),
        ("اوریا و بلمونت توافق را امضا کردند", Phase.HAPPENED),
        ("اوریا توافق را امضا نکرد", Phase.DENIED),
        ("اوریا در آستانه توافق با بلمونت", Phase.PLANNED),
        ("اوریا توافق با بلمونت را رد کرد", Phase.DENIED),
        ("توافق اوریا و بلمونت لغو شد", Phase.CANCELLED),
        ("L'Auria et le Belmont signent un accord", Phase.HAPPENED),
        ("L'Auria et le Belmont vont signer un accord", Phase.PLANNED),
        ("L'Auria ne signe pas l'accord avec le Belmont", Phase.DENIED),
        ("L'Auria rejette l'accord avec le Belmont", Phase.DENIED),
        ("L'Auria s'oppose au projet d'accord avec le Belmont", Phase.DENIED),
        ("L'Auria se retire de l'accord avec le Belmont", Phase.CANCELLED),
        ("Auria und Belmont haben das Abkommen unterzeichnet", Phase.HAPPENED),
        ("Auria hat das Abkommen mit Belmont nicht unterzeichnet", Phase.DENIED),
        ("Auria und Belmont wollen das Abkommen unterzeichnen", Phase.PLANNED),
        ("Auria lehnt das Abkommen mit Belmont ab", Phase.DENIED),
        ("Auria steigt aus dem Abkommen mit Belmont aus", Phase.CANCELLED),
        ("Auria y Belmont firman el acuerdo", Phase.HAPPENED),
        ("Auria no firma el acuerdo con Belmont", Phase.DENIED),
        ("Auria y Belmont firmarán el acuerdo el lunes", Phase.PLANNED),
        ("Auria rechaza el acuerdo con Belmont", Phase.DENIED),
        ("Auria cancela el acuerdo con Belmont", Phase.CANCELLED),
    ],
)
def test_the_phase_is_read_in_the_languages_own_words(title: str, phase: Phase) -> None:
    assert judged(title).phase is phase


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Перемирие между Аурией и Бельмонтом сорвано", Phase.HAPPENED),
        ("Перемирие в Аурии соблюдается", Phase.DENIED),
        ("انهارت الهدنة بين أوريا وبلمونت", Phase.HAPPENED),
        ("La trêve entre l'Auria et le Belmont tient", Phase.DENIED),
        ("La trêve entre l'Auria et le Belmont s'effondre", Phase.HAPPENED),
        ("Die Waffenruhe in Auria und Belmont ist zu Ende", Phase.HAPPENED),
        ("La tregua entre Auria y Belmont se mantiene", Phase.DENIED),
    ],
)
def test_an_end_is_read_too(title: str, phase: Phase) -> None:
    assert judged(title, anchors=TRUCE, polarity=Polarity.ENDS).phase is phase


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Аурия не подпишет соглашение с Бельмонтом", Phase.DENIED),
        ("Соглашение Аурии и Бельмонта подписано не будет", Phase.DENIED),
        ("Соглашение между Аурией и Бельмонтом вступило в силу", Phase.HAPPENED),
        ("Голосование о соглашении Аурии с Бельмонтом назначено на май", Phase.PLANNED),
        ("أوريا: لن نوقع الاتفاق مع بلمونت", Phase.DENIED),
        ("لم يتم توقيع الاتفاق بين أوريا وبلمونت", Phase.DENIED),
        ("عدم توقيع الاتفاق بين أوريا وبلمونت يثير القلق", Phase.DENIED),
        ("أوريا ترجئ توقيع الاتفاق مع بلمونت", Phase.DENIED),
        ("توافق اوریا و بلمونت امضا شده است", Phase.HAPPENED),
        ("توافق اوریا و بلمونت هنوز امضا نشده است", Phase.DENIED),
        ("امضای توافق اوریا و بلمونت به تأخیر افتاد", Phase.DENIED),
        ("L'Auria et le Belmont : pas de traité, mais un accord ?", Phase.DENIED),
        ("L'Auria ne signera pas l'accord avec le Belmont", Phase.DENIED),
        ("Auria no firmará el acuerdo con Belmont", Phase.DENIED),
        ("Auria y Belmont, a un paso de firmar el acuerdo", Phase.PLANNED),
        ("Auria y Belmont se levantan de la mesa sin acuerdo", Phase.CANCELLED),
        ("Auria ist gegen ein Abkommen mit den Nachbarn", Phase.DENIED),
    ],
)
def test_what_is_not_done_is_no_deed_and_no_plan(title: str, phase: Phase) -> None:
    assert judged(title).phase is phase


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Аурия и Бельмонт продлили режим прекращения огня, перемирие на 45 дней", Phase.DENIED),
        ("Аурия объявила о выходе из перемирия с Бельмонтом", Phase.HAPPENED),
        ("Аурия не нарушала перемирие с Бельмонтом", Phase.DENIED),
        ("Аурия не будет продлевать перемирие с Бельмонтом", Phase.HEDGED),
        ("أوريا تعلن انتهاء الهدنة مع بلمونت", Phase.HAPPENED),
        ("مخاوف من انهيار الهدنة بين أوريا وبلمونت", Phase.PLANNED),
        ("أوريا وبلمونت يمددان الهدنة 45 يوما", Phase.DENIED),
        ("الهدنة بين أوريا وبلمونت لا تزال صامدة", Phase.DENIED),
        ("آتش‌بس اوریا و بلمونت تمدید نشد", Phase.HEDGED),
        ("آتش‌بس اوریا و بلمونت نقض نشده است", Phase.DENIED),
        ("L'Auria met fin à la trêve avec le Belmont", Phase.HAPPENED),
        ("La tregua entre Auria y Belmont salta por los aires", Phase.HAPPENED),
        ("Auria wirft den Belmont-Truppen Bruch der Waffenruhe in der Region vor", Phase.HEDGED),
        ("Die Waffenruhe zwischen Auria und Belmont geht weiter", Phase.DENIED),
    ],
)
def test_what_goes_on_or_is_called_over_is_read_too(title: str, phase: Phase) -> None:
    declared = "fa" if "آتش" in title else ""
    assert judged(title, anchors=TRUCE, polarity=Polarity.ENDS, declared=declared).phase is phase


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Перемирие между Аурией и Бельмонтом не соблюдается", Phase.HEDGED),
        ("La trêve entre l'Auria et le Belmont n'est pas respectée", Phase.HEDGED),
        ("L'Auria nie avoir violé la trêve avec le Belmont", Phase.DENIED),
        ("Auria niega haber violado la tregua con Belmont", Phase.DENIED),
        ("أوريا لن تمدد الهدنة مع بلمونت", Phase.HEDGED),
        ("وساطة لإنهاء الهدنة بين أوريا وبلمونت", Phase.PLANNED),
        ("اوریا به آتش‌بس با بلمونت پایبند نیست", Phase.HEDGED),
        ("اوریا و بلمونت: آتش بس تمدید شد", Phase.DENIED),
        ("Auria kündigt die Waffenruhe mit dem Nachbarn auf", Phase.HAPPENED),
        ("Auria bricht die Waffenruhe mit der Stadt nicht", Phase.DENIED),
    ],
)
def test_a_negation_turns_what_holds_and_what_strains(title: str, phase: Phase) -> None:
    assert judged(title, anchors=TRUCE, polarity=Polarity.ENDS, declared="fa").phase is phase


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        (
            "Das Abkommen von Auria und Belmont soll nach Angaben der Regierung am Freitag unterzeichnet werden",
            Phase.PLANNED,
        ),
        ("Auria unterzeichnet das Abkommen mit der Stadt nicht", Phase.DENIED),
        ("Auria kündigt das Abkommen mit dem Nachbarn auf", Phase.CANCELLED),
        ("Соглашение Аурии и Бельмонта: подписание ожидается", Phase.PLANNED),
        ("Аурия не уступила: соглашение с Бельмонтом подписано", Phase.HAPPENED),
        ("В Аурии арестован критик соглашения с Бельмонтом", Phase.NONE),
    ],
)
def test_a_verb_is_read_as_its_clause_holds_it(title: str, phase: Phase) -> None:
    assert judged(title).phase is phase


@pytest.mark.parametrize(
    ("question", "anchors", "title", "phase"),
    [
        ("Is Auria convicted?", "суд", "Суд оправдал главу Аурии", Phase.CANCELLED),
        ("Is Auria convicted?", "суд", "Суд приговорил главу Аурии", Phase.HAPPENED),
        ("Are the sanctions on Auria lifted?", "санкции", "Союз продлил санкции против Аурии", Phase.DENIED),
        ("Are the sanctions on Auria lifted?", "санкции", "Союз снял санкции против Аурии", Phase.HAPPENED),
        (
            "Are the sanctions on Auria lifted?",
            "Sanktionen",
            "Die Union verhängt neue Sanktionen gegen die Auria",
            Phase.DENIED,
        ),
        (
            "Are the sanctions on Auria lifted?",
            "Sanktionen",
            "Die Union hebt die Sanktionen gegen Auria auf",
            Phase.HAPPENED,
        ),
        ("Are the sanctions on Auria lifted?", "تحریم", "اتحادیه تحریم‌های اوریا را لغو کرد", Phase.HAPPENED),
    ],
)
def test_another_kind_of_event_is_no_answer(question: str, anchors: str, title: str, phase: Phase) -> None:
    item = WatchItem(id="i", question=question, anchors=anchors)
    story = Story(slug="invented", title="Invented", actors=ACTORS, watch_items=(item,))
    assert judge(Matcher(story).match(Entry(id="1", title=title)), story)[0].phase is phase


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Рубио", "на 5 млрд руб. в год", False),
        ("Баку", "полный бак бензина", False),
        ("Китай", "на берегу нашли кит", False),
        ("Россия", "Дэвид Росс приехал", False),
        ("Россия", "с Россией и о России", True),
        ("Китай", "в Китае", True),
        ("حزب‌الله", "حزب الله لبنان", True),
    ],
)
def test_a_name_keeps_what_tells_it_from_other_words(name: str, text: str, found: bool) -> None:
    story = Story(slug="invented", title="Invented", actors=(Actor(name="A", aliases=(name,)),))
    assert bool(Matcher(story).match(Entry(id="1", title=text)).actors) is found


@pytest.mark.parametrize(
    ("declared", "title", "phase"),
    [
        ("fr", "Auria signe un accord", Phase.HAPPENED),
        ("fr-FR", "Auria rejette un accord", Phase.DENIED),
        ("FR", "Auria va signer un accord", Phase.PLANNED),
        ("de-at", "Auria unterzeichnet Abkommen", Phase.HAPPENED),
        ("de", "Auria dementiert Abkommen", Phase.DENIED),
        ("de", "Auria kündigt Abkommen", Phase.CANCELLED),
        ("es", "Auria firma acuerdo con Belmont", Phase.HAPPENED),
        ("es", "Auria niega un acuerdo", Phase.DENIED),
        ("fa-IR", "اوريا توافق امضا نكرد", Phase.DENIED),
    ],
)
def test_a_short_headline_is_read_in_the_language_its_feed_declares(declared: str, title: str, phase: Phase) -> None:
    assert judged(title, declared=declared).phase is phase
    assert judged(title).phase is Phase.NONE, "nothing in it tells its language"


@pytest.mark.parametrize(
    ("declared", "title", "phase"),
    [
        ("fr", "Auria signs pact with Belmont", Phase.HAPPENED),
        ("de", "Auria rejects pact", Phase.DENIED),
        ("es", "Auria cancels pact", Phase.CANCELLED),
        ("en-US", "Аурия и Бельмонт подписали соглашение", Phase.HAPPENED),
        ("en-US", "اوریا و بلمونت توافق را امضا کردند", Phase.HAPPENED),
        ("ar", "اوریا در آستانه توافق با بلمونت", Phase.PLANNED),
        ("en", "Auria hat das Abkommen mit Belmont nicht unterzeichnet", Phase.DENIED),
        ("tr", "Auria signs pact with Belmont", Phase.HAPPENED),
    ],
)
def test_what_a_feed_declares_never_overrules_the_words_themselves(declared: str, title: str, phase: Phase) -> None:
    assert judged(title, declared=declared).phase is phase


def test_a_signal_negated_in_the_declared_language_is_no_signal() -> None:
    item = WatchItem(id="i", question="Is there a pact?", signals=(Signal(words="Abkommen", weight=Weight.DECISIVE),))
    story = Story(slug="invented", title="Invented", actors=ACTORS, watch_items=(item,))
    title = "Auria dementiert Abkommen"
    turned = [
        judge(Matcher(story).match(Entry(id="1", title=title, language=declared)), story)[0].direction
        for declared in ("", "de")
    ]
    assert turned == [Direction.TOWARD, Direction.AWAY]


def test_a_claim_denied_in_the_declared_language_is_refuted() -> None:
    claim = Claim(id="c", text="There is a pact", supported_by=("Abkommen",))
    story = Story(slug="invented", title="Invented", actors=ACTORS, claims=(claim,))
    title = "Auria dementiert Abkommen"
    stances = [
        judge(Matcher(story).match(Entry(id="1", title=title, language=declared)), story)[0].stance
        for declared in ("", "de")
    ]
    assert stances == [Stance.SUPPORTS, Stance.REFUTES]


def test_a_language_without_a_lexicon_says_nothing_and_names_it() -> None:
    said = judged("オーリア が 協定 に 署名")
    assert said.phase is Phase.NONE
    assert any("language not known" in line for line in said.why)


def test_a_signal_of_the_story_file_is_turned_round_where_it_is_negated() -> None:
    item = WatchItem(
        id="i",
        question="Is there a pact?",
        signals=(Signal(words="подписали соглашение", weight=Weight.DECISIVE),),
    )
    story = Story(slug="invented", title="Invented", actors=ACTORS, watch_items=(item,))

    def direction(title: str) -> Direction | None:
        return judge(Matcher(story).match(Entry(id="1", title=title)), story)[0].direction

    assert direction("Аурия и Бельмонт подписали соглашение") is Direction.TOWARD
    assert direction("Аурия и Бельмонт не подписали соглашение") is Direction.AWAY


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Auria signs pact with Belmont", "en"),
        ("Pact signed in Las Vegas de la Torre says mayor of the town", "en"),
        ("'Final talks' due between Mara Dolan and Ursula von der Leyen", "en"),
        ("Von der Leyen survives no-confidence vote", "en"),
        ("MPs censure von der Leyen", "en"),
        ("Kesh Rejects UN Force; AU Confirms Pullout", "en"),
        ("UN convoy enters Bab al-Kesh", "en"),
        ("AUF DER STRASSE NACH KESH", "de"),
        ("Von der Leyen gewinnt die Wahl im Parlament", "de"),
        ("Ursula von der Leyen und die Minister sind nicht einig", "de"),
        ("El acuerdo con Belmont entra en vigor", "es"),
        ("Der Vertrag ist nicht in Kraft", "de"),
        ("Le traité n'est pas en vigueur", "fr"),
        ("Договор подписан", "ru"),
        ("توافق امضا شد", "fa"),
        ("آتش‌بس تمدید نشد", "fa"),
        ("Угоду не підписали", "Ukrainian or Belarusian"),
        ("معاہدے پر دستخط نہیں ہوئے", "Urdu"),
        ("وقعت الحكومة اتفاقا في المدينة", "ar"),
        ("合同已签署", "Cjk script"),
        ("", "en"),
    ],
)
def test_the_language_is_told_by_script_and_common_words(text: str, language: str) -> None:
    assert language_of(text) == language
