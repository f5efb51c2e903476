"""Outcomes in other languages: told only by a verb of the very kind that is asked about, of the thing or the person. All headlines are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase
from bot.domain.story import Actor, Polarity, Story, WatchItem
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher

ACTORS = (
    Actor(name="Auria", aliases=("Аурия", "أوريا", "اوریا", "Aurien", "Aurie")),
    Actor(name="Belmont", aliases=("Бельмонт", "بلمونت")),
    Actor(name="Dolan", aliases=("Долан", "دولان"), kind="person"),
    Actor(name="Vara", aliases=("Вара", "فارا", "وارا"), kind="person"),
)
TRUCE = (
    'truce|перемирие|هدنة|"وقف إطلاق النار"|آتش‌بس|trêve|"cessez-le-feu"|Waffenruhe|Feuerpause|tregua|"alto el fuego"'
)
ELECTION = "election|выборы|انتخابات|élection|présidentielle|Wahl|Präsidentschaftswahl|elecciones"
TRIAL = "trial|суд|محكمة|حكم|دادگاه|حکم|procès|tribunal|Gericht|Prozess|Urteil|juicio|tribunal"
OFFICE = "resignation|отставка|премьер|الحكومة|استعفا|démission|poste|Rücktritt|Amt|dimisión|cargo|ministro"
DEAL = "deal|соглашение|договор|اتفاق|توافق|accord|Abkommen|acuerdo"
BOTH = ("Auria", "Belmont")
ITEMS = (
    WatchItem(id="truce", question="Do Auria and Belmont agree on a truce?", actors=BOTH, anchors=TRUCE),
    WatchItem(id="deal", question="Do Auria and Belmont sign the deal?", actors=BOTH, anchors=DEAL),
    WatchItem(id="elect", question="Does Dolan win the election?", actors=("Dolan", "Vara"), anchors=ELECTION),
    WatchItem(id="trial", question="Is Dolan convicted?", actors=("Dolan",), anchors=TRIAL),
    WatchItem(id="quit", question="Does Dolan resign?", actors=("Dolan",), anchors=OFFICE),
    WatchItem(
        id="ends",
        question="Does the truce between Auria and Belmont end?",
        actors=BOTH,
        anchors=TRUCE,
        polarity=Polarity.ENDS,
    ),
)


def judged(title: str, asked: str, declared: str) -> Judgement | None:
    """What an entry says of one of the items; None where it says nothing of it at all."""
    story = Story(slug="invented", title="Invented", actors=ACTORS, watch_items=ITEMS)
    found = judge(Matcher(story).match(Entry(id="1", title=title, language=declared)), story)
    return next((j for j in found if j.match.target.id == asked), None)


@pytest.mark.parametrize(
    ("declared", "asked", "title", "phase"),
    [
        ("ru", "deal", "Президенты Аурии и Бельмонта поставили подписи под соглашением", Phase.HAPPENED),
        ("ru", "elect", "Долан выиграл президентские выборы", Phase.HAPPENED),
        ("ru", "elect", "Победителем выборов стал Долан", Phase.HAPPENED),
        ("ru", "elect", "Долан проиграл выборы", Phase.CANCELLED),
        ("ru", "elect", "Долан признал поражение на выборах", Phase.CANCELLED),
        ("ru", "elect", "Долан снялся с выборов", Phase.CANCELLED),
        ("ru", "trial", "Суд признал Долана виновным", Phase.HAPPENED),
        ("ru", "trial", "Суд оправдал Долана", Phase.CANCELLED),
        ("ar", "truce", "الهدنة بين أوريا وبلمونت تدخل حيز التنفيذ", Phase.HAPPENED),
        ("ar", "truce", "أوريا توافق على هدنة مع بلمونت", Phase.HAPPENED),
        ("ar", "truce", "أوريا وبلمونت تعلنان وقف إطلاق النار", Phase.HAPPENED),
        ("ar", "deal", "أوريا وبلمونت توقعان اتفاقا", Phase.HAPPENED),
        ("ar", "deal", "توقيع اتفاق بين أوريا وبلمونت", Phase.HAPPENED),
        ("ar", "elect", "انتخاب دولان رئيسا بعد انتخابات", Phase.HAPPENED),
        ("ar", "elect", "دولان يخسر الانتخابات أمام فارا", Phase.CANCELLED),
        ("ar", "elect", "دولان يقر بهزيمته في الانتخابات", Phase.CANCELLED),
        ("ar", "trial", "المحكمة تدين دولان", Phase.HAPPENED),
        ("ar", "trial", "محكمة تحكم على دولان بالسجن عشر سنوات", Phase.HAPPENED),
        ("fa", "truce", "آتش بس بین اوریا و بلمونت آغاز شد", Phase.HAPPENED),
        ("fa", "truce", "اوریا آتش‌بس با بلمونت را پذیرفت", Phase.HAPPENED),
        ("fa", "deal", "اوریا از توافق با بلمونت خارج شد", Phase.CANCELLED),
        ("fa", "elect", "دولان پیروز انتخابات شد", Phase.HAPPENED),
        ("fa", "elect", "دولان برنده انتخابات شد", Phase.HAPPENED),
        ("fa", "elect", "وارا در انتخابات بر دولان پیروز شد", Phase.CANCELLED),
        ("fa", "elect", "دولان شکست در انتخابات را پذیرفت", Phase.CANCELLED),
        ("fa", "trial", "دادگاه دولان را محکوم کرد", Phase.HAPPENED),
        ("fa", "trial", "دادگاه دولان را تبرئه کرد", Phase.CANCELLED),
        ("fr", "truce", "L'Auria accepte une trêve avec Belmont", Phase.HAPPENED),
        ("fr", "truce", "Accord de cessez-le-feu entre l'Auria et Belmont", Phase.HAPPENED),
        ("fr", "deal", "Signature d'un accord entre l'Auria et Belmont", Phase.HAPPENED),
        ("fr", "elect", "Dolan vainqueur de l'élection présidentielle", Phase.HAPPENED),
        ("fr", "elect", "Dolan perd l'élection face à Vara", Phase.CANCELLED),
        ("fr", "elect", "Dolan reconnaît sa défaite à la présidentielle", Phase.CANCELLED),
        ("fr", "trial", "Dolan reconnu coupable par le tribunal", Phase.HAPPENED),
        ("fr", "trial", "Procès : Dolan relaxé", Phase.CANCELLED),
        ("fr", "ends", "La trêve entre l'Auria et Belmont a pris fin", Phase.HAPPENED),
        ("fr", "elect", "Présidentielle : Dolan reconnaît sa défaite", Phase.CANCELLED),
        ("fr", "elect", "Dolan a reconnu sa défaite à la présidentielle", Phase.CANCELLED),
        ("fr", "elect", "Dolan annonce son retrait de la présidentielle", Phase.CANCELLED),
        ("fr", "elect", "Dolan battu à la présidentielle par Vara", Phase.CANCELLED),
        ("fr", "elect", "Dolan gagne l'élection", Phase.HAPPENED),
        ("fr", "deal", "L'Auria annonce qu'elle quitte l'accord avec Belmont", Phase.CANCELLED),
        ("de", "truce", "Auria stimmt Waffenruhe mit Belmont zu", Phase.HAPPENED),
        ("de", "truce", "Auria und Belmont haben sich auf eine Feuerpause verständigt", Phase.HAPPENED),
        ("de", "elect", "Dolan zum Präsidenten gewählt: Wahl entschieden", Phase.HAPPENED),
        ("de", "elect", "Dolan ist Sieger der Präsidentschaftswahl", Phase.HAPPENED),
        ("de", "elect", "Dolan verliert Präsidentschaftswahl gegen Vara", Phase.CANCELLED),
        ("de", "elect", "Dolan gesteht Niederlage bei Wahl ein", Phase.CANCELLED),
        ("de", "trial", "Gericht spricht Dolan schuldig", Phase.HAPPENED),
        ("de", "elect", "Wahl in Auria: Dolan zum Präsidenten gewählt", Phase.HAPPENED),
        ("de", "elect", "Dolan nach der Wahl zum Kanzler gewählt", Phase.HAPPENED),
        ("de", "elect", "Dolan mit großer Mehrheit zum Präsidenten gewählt - Wahl ohne Zwischenfälle", Phase.HAPPENED),
        ("de", "elect", "Dolan bei Wahl zur Präsidentin gewählt", Phase.HAPPENED),
        ("de", "elect", "Dolan hat die Wahl gewonnen", Phase.HAPPENED),
        ("de", "elect", "Wahlsieg für Dolan bei der Wahl in Auria", Phase.HAPPENED),
        ("de", "elect", "Dolan hat die Wahl verloren", Phase.CANCELLED),
        ("de", "elect", "Dolan räumt Niederlage bei der Wahl ein", Phase.CANCELLED),
        ("es", "truce", "Auria acepta una tregua con Belmont", Phase.HAPPENED),
        ("es", "elect", "Dolan pierde las elecciones ante Vara", Phase.CANCELLED),
        ("es", "elect", "Dolan reconoce su derrota en las elecciones", Phase.CANCELLED),
        ("es", "trial", "El tribunal condena a Dolan a diez años", Phase.HAPPENED),
        ("es", "trial", "Dolan, declarado culpable por el tribunal", Phase.HAPPENED),
        ("es", "trial", "El tribunal absuelve a Dolan", Phase.CANCELLED),
    ],
)
def test_an_outcome_is_told_by_a_verb_of_its_kind(declared: str, asked: str, title: str, phase: Phase) -> None:
    found = judged(title, asked, declared)
    assert found is not None
    assert found.phase is phase, found.why


@pytest.mark.parametrize(
    ("declared", "asked", "title", "phase"),
    [
        ("ru", "truce", "Бельмонт не согласился на перемирие с Аурией", Phase.DENIED),
        ("ru", "elect", "Долан лидирует на выборах по данным экзитполов", Phase.HEDGED),
        ("ru", "deal", "Аурия и Бельмонт договорились продолжить переговоры о соглашении", Phase.PLANNED),
        ("ru", "elect", "Долан победил в первом туре выборов", Phase.HEDGED),
        ("ar", "truce", "لا هدنة بين أوريا وبلمونت", Phase.DENIED),
        ("ar", "deal", "أوريا وبلمونت ستوقعان اتفاقا الجمعة", Phase.PLANNED),
        ("ar", "deal", "قد توقع أوريا وبلمونت اتفاقا", Phase.PLANNED),
        ("ar", "deal", "دولان: أوريا وبلمونت وقعتا اتفاقا", Phase.HEDGED),
        ("ar", "deal", "قال دولان إن أوريا وقعت اتفاقا مع بلمونت", Phase.PLANNED),
        ("ar", "deal", "أوريا أعلنت استئناف المفاوضات مع بلمونت حول الاتفاق", Phase.PLANNED),
        ("ar", "deal", "أوريا وبلمونت تتفقان على مواصلة المحادثات حول الاتفاق", Phase.PLANNED),
        ("fa", "deal", "دولان گفت اوریا و بلمونت توافق امضا کردند", Phase.HEDGED),
        ("fa", "deal", "اوریا اعلام کرد هیئتی برای مذاکره درباره توافق به بلمونت می‌فرستد", Phase.PLANNED),
        ("fr", "truce", "Pas de trêve entre l'Auria et Belmont", Phase.DENIED),
        ("fr", "deal", "L'Auria et Belmont signeront un accord vendredi", Phase.PLANNED),
        ("fr", "deal", "Selon Dolan, l'Auria et Belmont ont signé un accord", Phase.HEDGED),
        ("fr", "deal", "Sans accord, l'Auria et Belmont se séparent", Phase.DENIED),
        ("fr", "deal", "L'Auria annonce le report de l'accord avec Belmont", Phase.DENIED),
        ("fr", "deal", "L'Auria et Belmont s'accordent sur un calendrier pour l'accord", Phase.HEDGED),
        ("fr", "truce", "L'Auria conclut un cycle de pourparlers avec Belmont sur la trêve", Phase.PLANNED),
        ("fr", "elect", "Dolan remporte la primaire avant l'élection", Phase.HEDGED),
        ("de", "truce", "Auria bietet Belmont Waffenruhe an", Phase.PLANNED),
        ("de", "truce", "Keine Waffenruhe zwischen Auria und Belmont", Phase.DENIED),
        ("de", "truce", "Gespräche über Waffenruhe zwischen Auria und Belmont gescheitert", Phase.DENIED),
        ("de", "deal", "Laut Dolan haben Auria und Belmont ein Abkommen unterzeichnet", Phase.HEDGED),
        ("de", "deal", "Belmont behauptet, Auria habe das Abkommen unterzeichnet", Phase.HEDGED),
        ("de", "deal", "Auria weigert sich, das Abkommen mit Belmont zu unterzeichnen", Phase.DENIED),
        ("de", "elect", "Dolan als Kandidat für die Wahl gewählt", Phase.HEDGED),
        ("de", "deal", "Auria und Belmont einigen sich auf Gespräche über ein Abkommen", Phase.PLANNED),
        ("de", "elect", "Dolan gewinnt in Umfragen vor der Wahl an Zustimmung", Phase.HEDGED),
        ("de", "elect", "Dolan zum Spitzenkandidaten für die Wahl gewählt", Phase.HEDGED),
        ("es", "truce", "No habrá tregua entre Auria y Belmont", Phase.DENIED),
        ("es", "deal", "Auria nombra un negociador para el acuerdo con Belmont", Phase.PLANNED),
        ("es", "deal", "Según Dolan, Auria y Belmont firmaron un acuerdo", Phase.HEDGED),
        ("es", "deal", "Auria y Belmont acuerdan seguir negociando el acuerdo", Phase.PLANNED),
        ("es", "elect", "Dolan gana la primera vuelta de las elecciones", Phase.HEDGED),
    ],
)
def test_what_is_somebodys_word_a_hope_or_only_talked_of_is_a_sign(
    declared: str, asked: str, title: str, phase: Phase
) -> None:
    found = judged(title, asked, declared)
    assert found is not None
    assert found.phase is phase, found.why


@pytest.mark.parametrize(
    ("declared", "asked", "title"),
    [
        ("ru", "trial", "Суд отложил заседание по делу Долана"),
        ("ru", "trial", "Начался суд над Доланом"),
        ("ru", "deal", "Аурия подписала закон о соглашении с Бельмонтом"),
        ("ru", "deal", "Аурия и Бельмонт объявили о начале работы над соглашением"),
        ("ru", "truce", "Аурия объявила о гибели двух солдат Бельмонта во время перемирия"),
        ("ru", "elect", "Долан победил в дебатах перед выборами"),
        ("ru", "trial", "Суд приговорил адвоката Долана к пяти годам"),
        ("ru", "quit", "Министр внутренних дел ушел в отставку, Долан принял отставку"),
        ("ru", "ends", "Аурия и Бельмонт завершили обмен пленными в рамках перемирия"),
        ("ar", "deal", "أوريا تعلن شروطها لاتفاق مع بلمونت"),
        ("ar", "deal", "أوريا تعيد فتح الحدود مع بلمونت بعد الاتفاق"),
        ("ar", "elect", "دولان أعلن برنامجه في الانتخابات"),
        ("ar", "elect", "دولان وافق على مناظرة قبل الانتخابات"),
        ("ar", "trial", "المحكمة ترفض طلب دولان"),
        ("ar", "trial", "المحكمة وافقت على طلب دولان"),
        ("ar", "trial", "دولان يستأنف الحكم أمام محكمة"),
        ("ar", "ends", "انتهت محادثات الهدنة بين أوريا وبلمونت"),
        ("ar", "ends", "أوريا رفعت الحصار بعد الهدنة مع بلمونت"),
        ("ar", "truce", "أوريا أعلنت مقتل جنديين في بلمونت رغم الهدنة"),
        ("ar", "deal", "أوريا وافقت على إرسال وفد إلى بلمونت لبحث الاتفاق"),
        ("ar", "deal", "البرلمان في أوريا أقر قانونا بشأن الاتفاق مع بلمونت"),
        ("ar", "deal", "أوريا تتوقع اتفاقا مع بلمونت"),
        ("ar", "elect", "دولان يفوز بدعم حزب قبل الانتخابات"),
        ("ar", "ends", "انتهاء زيارة وزير أوريا إلى بلمونت رغم الهدنة"),
        ("fa", "deal", "اوریا شرایط خود برای توافق با بلمونت را اعلام کرد"),
        ("fa", "elect", "دولان نامزدی خود در انتخابات را اعلام کرد"),
        ("fa", "trial", "دادگاه دولان برگزار شد"),
        ("fa", "trial", "دادگاه دولان به تعویق افتاد"),
        ("fa", "trial", "دادگاه درخواست دولان را رد کرد"),
        ("fa", "ends", "آتش‌بس به جنگ اوریا و بلمونت پایان داد"),
        ("fa", "ends", "مذاکرات آتش‌بس اوریا و بلمونت پایان یافت"),
        ("fa", "truce", "اوریا اعلام کرد پهپاد بلمونت را در زمان آتش‌بس سرنگون کرد"),
        ("fa", "elect", "دولان در مناظره پیش از انتخابات پیروز شد"),
        ("fa", "ends", "اوریا به بازداشت شهروندان بلمونت پس از آتش‌بس پایان داد"),
        ("fr", "deal", "L'Auria annonce ses conditions pour un accord avec Belmont"),
        ("fr", "deal", "L'Auria arrête un espion de Belmont malgré l'accord"),
        ("fr", "deal", "L'Auria rouvre la frontière avec Belmont après l'accord"),
        ("fr", "elect", "Dolan annonce sa candidature à la présidentielle"),
        ("fr", "elect", "Le parti approuve la candidature de Dolan à l'élection"),
        ("fr", "trial", "Le tribunal reporte le procès de Dolan"),
        ("fr", "trial", "Le tribunal rejette la demande de Dolan"),
        ("fr", "trial", "L'avocat de Dolan condamné par le tribunal"),
        ("fr", "ends", "La trêve met fin à la guerre entre l'Auria et Belmont"),
        ("fr", "elect", "Dolan annonce qu'il sera candidat à la présidentielle"),
        ("fr", "deal", "L'Auria annonce l'ouverture de discussions avec Belmont sur un accord"),
        ("fr", "deal", "L'Auria approuve l'envoi de négociateurs pour un accord avec Belmont"),
        ("fr", "truce", "L'Auria annonce des frappes sur Belmont malgré la trêve"),
        ("fr", "truce", "L'Auria annonce avoir abattu un drone de Belmont en pleine trêve"),
        ("fr", "trial", "Le tribunal annonce la date du procès de Dolan"),
        ("fr", "trial", "Le tribunal approuve la libération de Dolan"),
        ("fr", "deal", "L'Auria signe un contrat avec Belmont avant l'accord"),
        ("fr", "deal", "L'Auria adopte une loi sur l'accord avec Belmont"),
        ("fr", "trial", "Dolan condamne la décision du tribunal"),
        ("fr", "trial", "Dolan a condamné la décision du tribunal"),
        ("fr", "trial", "Le tribunal condamne un proche de Dolan"),
        ("fr", "trial", "Le procureur demande que Dolan soit condamné par le tribunal"),
        ("fr", "ends", "L'Auria met fin aux vols vers Belmont malgré la trêve"),
        ("de", "deal", "Auria verabschiedet Gesetz zum Abkommen mit Belmont"),
        ("de", "deal", "Auria verkündet Bedingungen für Abkommen mit Belmont"),
        ("de", "deal", "Auria zieht Truppen nach Abkommen mit Belmont ab"),
        ("de", "trial", "Gericht verschiebt Prozess gegen Dolan"),
        ("de", "ends", "Waffenruhe zwischen Auria und Belmont beendet Krieg"),
        ("de", "ends", "Auria und Belmont beenden Gefangenenaustausch während Waffenruhe"),
        ("de", "deal", "Auria beschließt Gesetz für das Abkommen mit Belmont"),
        ("de", "truce", "Auria vereinbart mit Belmont ein Treffen zur Waffenruhe"),
        ("de", "elect", "Dolan gewinnt TV-Duell vor der Wahl"),
        ("de", "trial", "Dolan verurteilt Urteil des Gerichts"),
        ("de", "trial", "Das Gericht verurteilt einen Berater von Dolan"),
        ("de", "trial", "Dolans Anwalt vor Gericht wegen Betrugs verurteilt"),
        ("de", "ends", "Auria beendet nach der Waffenruhe mit Belmont die Blockade"),
        ("es", "deal", "Auria anuncia sus condiciones para un acuerdo con Belmont"),
        ("es", "deal", "Auria reabre la frontera con Belmont tras el acuerdo"),
        ("es", "elect", "Dolan anuncia su candidatura a las elecciones"),
        ("es", "elect", "El partido aprueba la candidatura de Dolan a las elecciones"),
        ("es", "trial", "El tribunal aplaza el juicio contra Dolan"),
        ("es", "trial", "El tribunal rechaza el recurso de Dolan"),
        ("es", "trial", "El tribunal nombra un abogado para Dolan"),
        ("es", "ends", "La tregua pone fin a la guerra entre Auria y Belmont"),
        ("es", "deal", "Auria anuncia nuevas conversaciones con Belmont sobre el acuerdo"),
        ("es", "truce", "Auria anuncia la muerte de dos soldados de Belmont en plena tregua"),
        ("es", "trial", "El tribunal anuncia la fecha del juicio de Dolan"),
        ("es", "deal", "Auria firma un contrato con Kesh antes del acuerdo con Belmont"),
        ("es", "deal", "Auria aprueba una ley sobre el acuerdo con Belmont"),
        ("es", "truce", "Auria anuncia la captura de soldados de Belmont durante la tregua"),
        ("es", "elect", "Dolan gana apoyo antes de las elecciones"),
        ("es", "elect", "Dolan gana el debate de las elecciones"),
        ("es", "trial", "Dolan ha condenado el ataque al tribunal"),
        ("es", "quit", "Dimite un ministro de Dolan"),
        ("es", "ends", "Auria levanta el bloqueo a Belmont tras la tregua"),
        ("es", "ends", "Auria termina la obra de un puente con Belmont pese a la tregua"),
    ],
)
def test_another_deed_near_the_thing_says_nothing(declared: str, asked: str, title: str) -> None:
    found = judged(title, asked, declared)
    assert found is not None
    assert found.phase is Phase.NONE, found.why
