"""Whether a passage says that the event itself took place: its verbs, what governs them, and nouns of the deed."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.evidence import Phase
from watchers.judge.agreed import after_agree, agrees_to
from watchers.judge.charges import by_court, by_prosecutors, of_another_charge
from watchers.judge.contenders import brought_by_a_win, elected_before, only_counted
from watchers.judge.endsasked import asks_an_end, hindered
from watchers.judge.governing import governors, in_passing
from watchers.judge.lessening import lessened, object_of, threatened
from watchers.judge.nouns import describes, is_noun, names_another
from watchers.judge.objects import of_its_text, ordered_of_another, other_object
from watchers.judge.offices import ends_in_a_title, for_now, of_another_office, yet_to_be_confirmed
from watchers.judge.otherway import decides_otherwise
from watchers.judge.ownverbs import own_verbs
from watchers.judge.parties import one_side, own_word
from watchers.judge.phasing import PhaseReading, reading
from watchers.judge.scene import GOVERNS, Scene
from watchers.judge.subjects import of_another, of_folk
from watchers.judge.undonedeeds import undoes_the_deed
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.grammar import forms, stems
from watchers.words.stems import irregular, stem
from watchers.words.tokens import in_title_case

_SPOKEN_OF = forms("spoken_of")
_GERUNDS = forms("gerunds")
_TALKING = stems("talking")
_DETERMINERS = forms("determiners")
_PREPOSITIONS = forms("prepositions")
_BEATS = stems("beating")
_BREAKS = stems("breaking")
_RESIGNS = stems("resigning")
_STOPS = stems("stopping")
_GOVERNMENTS = stems("governments")
_MEANWHILE = frozenset({"also", "now"})
_GOES_ON = forms("is_or_was")
_SINCE = frozenset(tuple(stem(w) for w in p.split()) for p in forms("since_when"))
"""What puts a deed in the past only where it stands before it: "reopens airspace months after closure" is news."""
_REMOVES = stems("removing")


def happened(scene: Scene, question: Question, verbs: Iterable[Cue]) -> tuple[PhaseReading | None, PhaseReading | None]:
    """What happened for certain, and the best of what is less than that."""
    weaker: PhaseReading | None = None
    for cue in sorted(verbs, key=lambda c: (scene.gap(c), -c.size)):
        found = _verb(scene, question, cue)
        if found and found.phase is Phase.HAPPENED:
            return found, None
        weaker = weaker or found
    return None, weaker


def verbs(scene: Scene, question: Question) -> Iterable[Cue]:
    """The verbs of the event near its noun, without those that are part of a longer phrase or stand as nouns."""
    longer = scene.of("cancel", "deny", "less", "prospect", *question.classes("off", "against"))
    signs = scene.of(*question.classes("sign"))
    longer += [c for c in signs if not (_asked_in_full(scene, question, c) or ends_in_a_title(scene, c))]
    longer += [c for c in scene.of("demand") if c.size > 1]  # "calls for a vote" calls none
    off = scene.of(*question.classes("off"))
    for cue in (*scene.of(*question.classes("event")), *own_verbs(scene, question)):
        if (
            not scene.near(cue)
            or any(cue.within(o) or o.first < cue.first < o.last for o in longer)
            or any(o.first == cue.first and o.size > 1 for o in off)
            or is_noun(scene, cue)
            or _step(scene, question, cue)
            or (asks_an_end(question) and hindered(scene, (cue.first, cue.last)))
            or undoes_the_deed(scene, question, cue)
            or decides_otherwise(scene, question, cue)
            or (question.of_any_but_ends and scene.words.stems[cue.first] in _STOPS)
        ):
            continue
        if question.personal and (of_another(scene, cue, question.named) or ordered_of_another(scene, cue)):
            continue
        if _of_talks(scene, question, cue):
            continue
        if (question.personal or question.rivals) and of_folk(scene, cue):
            continue
        yield cue


def _asked_in_full(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether the very thing of a sign is asked about: "wins leadership" of a leadership, and not of an office it leads to."""
    last = scene.words.stems[cue.last - 1]
    return cue.size > 1 and last in question.named and last in question.nouns


def _step(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether it only brings the event nearer: who is impeached is not yet removed, who is approved by one not yet a member."""
    said, last = scene.words.stems, scene.words.tokens[cue.last - 1].word
    backs = said[cue.last - 1] in question.steps and last.endswith("s")  # "parliament backs"; no "impeachment"
    return said[cue.first] in question.steps or backs


def _of_talks(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether it is talks that do so, and more than talks is asked for: "talks conclude without a deal" concludes none."""
    tokens = scene.words.tokens
    talks = cue.first > 0 and cue.size == 1 and scene.words.stems[cue.first - 1] in _TALKING
    alone = all(
        t.is_mark or t.word in _PREPOSITIONS for t in tokens[cue.last : cue.last + 1]
    )  # "talks seal deal" seals one
    return talks and alone and question.nouns.isdisjoint(_TALKING)


def _verb(scene: Scene, question: Question, cue: Cue) -> PhaseReading | None:
    """What a verb of the event amounts to, given what governs it; None where it says nothing (a condition, a demand)."""
    governed = governors(scene, cue)
    then = scene.words.tokens[cue.last : cue.last + 2]
    none = [t.word for t in then[:1]] == ["no"] and not any(
        t.glued for t in then[1:]
    )  # "signed no pact"; a "no-fly zone"
    if "negation" in governed or none or _without_it(scene, cue):
        return reading(scene, Phase.DENIED, "the verb is negated", cue)
    done = "done" in governed
    if yet := _yet(scene, question, cue):
        return reading(scene, Phase.PLANNED, yet, cue)
    elsewhere = describes(scene, cue) or of_its_text(scene, cue) or bool(_of_something_else(scene, question, cue))
    if "condition" in governed or scene.asks(cue) or _background(scene, cue) or elsewhere:
        return None
    if _imperative(scene, cue) or ("demand" in governed and not done):
        return _asked_for(scene, question, cue)
    if (
        ("future" in governed or _listed(scene, cue))
        and not done
        and not (question.by_agreement and after_agree(scene, cue))
        and not brought_by_a_win(scene, question, cue)
        and not elected_before(scene, question, cue)
    ):
        return reading(scene, Phase.PLANNED, "yet to come", cue)
    return None if scene.explains(cue) else _asserted(scene, question, cue)


def told_aside(scene: Scene, question: Question) -> PhaseReading | None:
    """What an outcome's words are of instead, where they are of something else: "appointed deputy premier"."""
    for cue in scene.of(*question.classes("event")):
        of = "somebody of theirs" if (question.personal or question.rivals) and of_folk(scene, cue) else ""
        if scene.near(cue) and (of := of or _of_something_else(scene, question, cue)):
            return replace(reading(scene, Phase.NONE, f"of {of}", cue), aside=True)
    return None


def _of_something_else(scene: Scene, question: Question, cue: Cue) -> str:
    """Of what else a verb of the event tells; "" where it is of the event."""
    if of_another_office(scene, question, cue):
        return "another office, or none"
    if "government" in question.names and _named_after_one(scene, question, cue):
        return "what is named after a government"
    if charge := of_another_charge(scene, question, cue):
        return f"another charge, {charge}"
    return "who is beaten" if question.rivals and _beaten(scene, cue) else ""


def _named_after_one(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether a noun follows the government that is formed or joined: "gets new government website"."""
    rest = object_of(scene, cue) if scene.words.stems[cue.last - 1] in _GOVERNMENTS else None
    led = scene.words.tokens[rest[0]].word if rest else ""
    if rest is None or led.endswith("ed") or led in irregular():  # "government led by Unity"
        return False
    return names_another(scene, *rest, question.named | _GOVERNMENTS)


def _beaten(scene: Scene, cue: Cue) -> bool:
    """Whether who stands before the verb lost: "Dolan defeated", "Dolan beaten in run-off"."""
    participle = scene.words.tokens[cue.first].word.endswith(("ed", "en"))
    return participle and scene.words.stems[cue.first] in _BEATS and object_of(scene, cue) is None


def _imperative(scene: Scene, cue: Cue) -> bool:
    """Whether somebody is told to: what is quoted begins with the plain verb: ""Resign now", protesters tell Dolan"."""
    tokens = scene.words.tokens
    told = [t.word for t in tokens[max(0, cue.first - 4) : cue.first]]
    begins = scene.words.quoted(cue.first) and tokens[cue.first].raw[:1].isupper() and not in_title_case(tokens)
    begins = begins or (told[-1:] == [":"] and "to" in told)  # "Senators to Dolan: Approve it"
    return begins and not scene.words.tokens[cue.first].word.endswith(("s", "ed", "ing"))


def _asked_for(scene: Scene, question: Question, cue: Cue) -> PhaseReading | None:
    """Who is told to do it is nearer to it: "press Auria to reopen", "wants Dolan to resign"; nobody is to a pact, which takes two."""
    silent = question.between or scene.explains(cue)
    return None if silent else reading(scene, Phase.HEDGED, "somebody asks for it", cue)


def _without_it(scene: Scene, cue: Cue) -> bool:
    """Whether something else ended, went or met without the thing: "summit ends without joint statement"."""
    without = "without" in {t.word for t in scene.words.tokens[cue.last - 1 : cue.last + 1]}
    return without and any(cue.last <= a[0] <= cue.last + GOVERNS for a in scene.anchors)


def _yet(scene: Scene, question: Question, cue: Cue) -> str:
    """Why it is still to be done; "" where it is not plain."""
    if scene.asks(cue) or scene.clauses[cue.first].opener in {"if", "unless"}:
        return ""
    if threatened(scene, cue) and not question.between:
        return "threatened"
    return "agreed to, not yet done" if agrees_to(scene, cue) and not question.by_agreement else ""


def _asserted(scene: Scene, question: Question, cue: Cue) -> PhaseReading:
    if less := _less(scene, question, cue):
        return reading(scene, Phase.HEDGED, less, cue)
    if one_side(scene, question, cue):
        return reading(scene, Phase.PLANNED, "one side agrees", cue)
    return reading(scene, Phase.HAPPENED, "said to have happened", cue)


def _less(scene: Scene, question: Question, cue: Cue) -> str:
    """Why it is less than said to have happened; "" where it is said."""
    if scene.claimed(cue):
        return "somebody claims so"
    if in_passing(scene, cue):
        return "told in passing of somebody"
    themselves = not question.turned and _RESIGNS & question.named and not _REMOVES & question.named
    if themselves and scene.words.stems[cue.first] in _REMOVES:
        return "removed by others, and the question is whether they go themselves"
    if (
        less := _less_of_a_vote(scene, question, cue)
        or other_object(scene, question, cue)
        or lessened(scene, question, cue)
    ):
        return less
    if scene.words.tokens[cue.first].word.endswith("ing") and not _carried_by(scene, cue):
        return "an -ing form tells of no time"
    own = own_word(scene, question, cue) or (question.personal and by_court(scene, cue))
    told = (scene.told(cue) and not own) or by_prosecutors(scene, cue)
    return "somebody's word, not yet an event" if told else ""


def _less_of_a_vote(scene: Scene, question: Question, cue: Cue) -> str:
    if not (question.rivals or "plebiscite" in question.names):
        return ""
    if only_counted(scene):
        return "only a poll or an early count says so"
    if yet_to_be_confirmed(scene, question, cue):
        return "put forward, and yet to be confirmed"
    return "only for a time" if for_now(scene, question, cue) else ""


def _listed(scene: Scene, cue: Cue) -> bool:
    """Whether it is the second thing of a plan: "Auria to buy grain, sign deal"."""
    tokens = scene.words.tokens
    joined = cue.first > 0 and tokens[cue.first - 1].word in {",", "and"}
    plain = not tokens[cue.first].word.endswith(("s", "ed"))
    return joined and plain and any(t.word == "to" for t in tokens[: cue.first - 1])


def _carried_by(scene: Scene, cue: Cue) -> bool:
    """Whether an -ing form tells of a fact: after a subject ("Auria ending") or a deed ("signs order extending", "after ousting").

    "Questions about Auria ending it" tell of none.
    """
    if "done" in governors(scene, cue) or any(0 <= cue.first - c.last <= 1 for c in scene.of("after")):
        return True
    before = scene.words.tokens[cue.first - 1] if cue.first else None
    led = [t.word for t in scene.words.tokens[max(0, cue.first - 2) : cue.first] if t.word not in _MEANWHILE]
    going_on = bool(led) and led[-1] in _GOES_ON  # "is also stepping down"
    begins = cue.first < 2 or scene.words.tokens[cue.first - 2].is_mark  # noqa: PLR2004 - where a sentence begins a capital says nothing
    capital = before is not None and before.raw[:1].isupper() and not (begins or in_title_case(scene.words.tokens))
    if before is None or not (going_on or capital or any(a[1] == cue.first for a in scene.actors)):
        return False
    if (scene.words.tokens[cue.first].word in _GERUNDS or _befallen(scene, cue)) and not going_on:
        return False
    subject = cue.first - 1
    while subject and scene.words.tokens[subject - 1].raw[:1].isupper():
        subject -= 1
    return scene.words.tokens[subject - 1].word not in _SPOKEN_OF if subject else True


def _befallen(scene: Scene, cue: Cue) -> bool:
    """Whether what an -ing form names is hindered: "Kesh Opera reopening delayed", "put back", and not "reopening hailed"."""
    return any(c.first == cue.last and c.adverse for c in scene.cues)


def _background(scene: Scene, cue: Cue) -> bool:
    """Whether it is told as known: "the deal signed last year", "years after the truce began", "accused of the killing"."""
    ago = (c for c in scene.of("background") if scene.words.stems[c.first : c.last] not in _SINCE)
    past = any(0 <= c.first - cue.first < scene_reach(c) for c in ago)
    led = scene.words.tokens[cue.first - 1].word in _DETERMINERS if cue.first else False
    named = led or scene.words.tokens[cue.first].word.endswith("ing")  # who is "accused of fraud resigns"
    known = scene.of("background", "accused") if named else scene.of("background")
    return past or _broken(scene, cue) or any(0 < cue.first - c.last <= 1 for c in known)


def _broken(scene: Scene, cue: Cue) -> bool:
    """Whether a participle tells which thing is broken: "violates peace deal signed with Belmont"."""
    thing = next((a for a in scene.anchors if a[1] == cue.first), None)
    if thing is None or not scene.words.tokens[cue.first].word.endswith("ed"):
        return False
    return not _BREAKS.isdisjoint(scene.words.stems[max(0, thing[0] - GOVERNS) : thing[0]])


def scene_reach(cue: Cue) -> int:
    """How far after a verb what puts it in the past may stand."""
    return 4 + cue.size
