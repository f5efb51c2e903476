"""What a passage says of something that may end: it ended, it is under strain, or it holds."""

from bot.domain.evidence import Phase
from watchers.judge.fightingends import fighting_ends, of_fighting
from watchers.judge.governing import governors
from watchers.judge.lessening import object_of, takes_another
from watchers.judge.otherends import ends_another, led_by
from watchers.judge.parties import own_word
from watchers.judge.phasing import NOTHING, PhaseReading, reading
from watchers.judge.recalled import of_no_news
from watchers.judge.scene import GOVERNS, Scene
from watchers.judge.twosides import two_sides_of_an_end
from watchers.judge.undoings import TALKS_OFF, of_something_else, of_talks
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.finder import within
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import lexicon

HOLDS = "it holds"
_IS = forms("is_over")
_AVERTS = stems("averting")
_TAKES = stems("doing_no_longer")
_CLOSE = forms("after_over")
_RESUMES = stems("resuming")
_TALKING = stems("talking")
_PEACE = stems("peace") | _TALKING
_SILENCE = stems("silence")
_LEAVING = forms("leaving_dead")
_SO_MANY = forms("so_many")
_SPANS = stems("spans")
_ACCUSES = stems("accusing")
_ENDS_NAMED = stems("ends_named") | stems("stopping")
_HOLDS = stems("held_or_last")
_MANNER = forms("after_holding")
_DESCRIBES = stems("describing_strain")


def read_ending(scene: Scene, question: Question) -> PhaseReading:
    """Phases of the end: happened is "it is over", hedged is strain, denied is "it holds"; holding outweighs strain.

    Of something that goes on, like a walkout, its own verbs say that it holds, and what rules such events out ends it.
    Of fighting trouble is no strain: it goes on, unless what troubles it are talks.
    """
    if silent := of_no_news(scene):
        return silent
    if sides := two_sides_of_an_end(scene):
        return sides
    ended, weaker = _ended(scene, question)
    short = (_eased(scene) or _goes_on(scene, question)) if question.hostile else _strain(scene, question)
    short = (_talks_off(scene) if _lasting(question) else None) or short
    return ended or _held(scene, question) or weaker or short or NOTHING


def _kinds(question: Question, own: str, *events: str) -> tuple[str, ...]:
    return (own, *(f"{kind}:{name}" for kind in events for name in _lasting(question)))


def _lasting(question: Question) -> tuple[str, ...]:
    """The kinds of what goes on that are asked about; of fighting that is none the lexicon knows, none."""
    unknown = question.hostile and question.of_any_kind
    return () if unknown else question.lasting


def _longest(scene: Scene, wanted: tuple[str, ...], *others: str) -> list[Cue]:
    """The cues of the wanted kinds that are no part of a longer one, in reading order, each once."""
    found = dict.fromkeys(c for kind in wanted for c in scene.longest(kind, *wanted, *others))
    return sorted(found, key=lambda c: c.first)


def _ended(scene: Scene, question: Question) -> tuple[PhaseReading | None, PhaseReading | None]:
    weaker: PhaseReading | None = None
    ends = (*_kinds(question, "ended", "off"), *(() if _lasting(question) else ("cancel",)))
    ends = (*ends, "event:opening", "deed:opening") if _shut(question) else ends
    for cue in _longest(scene, ends, *_kinds(question, "held", "event", "sign"), "strain"):
        if _no_end(scene, question, cue):
            continue
        governed = governors(scene, cue)
        if "negation" in governed or _ends_the_end(scene, cue):
            return reading(scene, Phase.DENIED, "the end is negated", cue), None
        told = scene.told(cue) and not own_word(scene, question, cue)
        open_yet = (governed & {"future", "claim", "demand"} and "done" not in governed) or _accused(scene, cue)
        if open_yet or _of(scene, cue) or told or _for_a_time(scene, cue):
            weaker = weaker or reading(scene, Phase.HEDGED, "an end is spoken of", cue)
            continue
        return reading(scene, Phase.HAPPENED, "said to have ended", cue), None
    return None, weaker


def _accused(scene: Scene, cue: Cue) -> bool:
    """Whether somebody is only accused of it: "accuses Auria of ending truce"."""
    return not _ACCUSES.isdisjoint(scene.words.stems[max(0, cue.first - GOVERNS) : cue.first])


def _for_a_time(scene: Scene, cue: Cue) -> bool:
    """Whether it only rests for so long: "strike suspended for one day"."""
    tokens, clauses = scene.words.tokens, scene.clauses
    for at in range(cue.last, min(len(tokens) - 2, cue.last + GOVERNS)):
        counts = tokens[at + 1].word[:1].isdigit() or tokens[at + 1].word in _SO_MANY | {"a", "an"}
        here = clauses[at].number == clauses[cue.first].number
        if tokens[at].word == "for" and here and counts and scene.words.stems[at + 2] in _SPANS:
            return True
    return False


def _ends_the_end(scene: Scene, cue: Cue) -> bool:
    """Whether it is a plan to end it that is off: "calls off plan to end strike", and not "calls off strike to end misery"."""
    after = scene.words.stems[cue.last : cue.last + GOVERNS]
    off = any(c.first == cue.first for c in scene.of("cancel"))
    if not off or "to" not in after or _ENDS_NAMED.isdisjoint(after[after.index("to") :]):
        return False
    return any(a[0] > cue.last + after.index("to") for a in scene.anchors)


def _shut(question: Question) -> bool:
    """Whether it asks if what is closed opens: a strait "stops being closed"."""
    return "closing" in question.names


def _no_end(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether a word of ending says nothing of the thing's end: it is far off, a condition, a count, or of something else."""
    if not scene.near(cue) or scene.asks(cue) or _counted(scene, cue):
        return True
    if "event:ratification" in cue.kinds and not _lasting(
        question
    ):  # who ratifies a pay deal ends a strike, and no treaty
        return True
    if "condition" in governors(scene, cue) or scene.words.stems[cue.first] in _AVERTS or _about(scene, cue):
        return True
    goes_on = bool(_RESUMES & set(scene.words.stems[cue.first : cue.last])) or _of_peace(scene, cue)
    called_off = "cancel" in cue.kinds
    holds = any(cue.first < a[0] and a[1] < cue.last for a in scene.anchors)  # "declares truce void"
    of_another = called_off and not holds and takes_another(scene.words, (cue.first, cue.last), question)
    fighting = not _SILENCE.isdisjoint(question.named) and of_fighting(scene.words, cue.last - 1)
    if (question.hostile and goes_on) or fighting or of_another or _talks_end(scene, cue):
        return True
    led = led_by(scene, cue)
    if ends_another(scene, question, cue, led):
        return True
    transitive = not led or called_off or scene.words.stems[cue.first] in _TAKES
    return transitive and of_something_else(scene, cue)


def _talks_end(scene: Scene, cue: Cue) -> bool:
    """Whether it is talks that end, and the thing neither ends nor is ended by them: "talks over strike collapse"; not "strike ends, talks collapse"."""
    here, roots = scene.clauses[cue.first].number, scene.words.stems
    own = (a for a in scene.anchors if a[1] == cue.first and _TALKING.isdisjoint(roots[: a[0]]))
    beside = (*own, *(a for a in scene.anchors if 0 <= a[0] - cue.last < GOVERNS))
    return of_talks(scene, cue) and all(scene.clauses[a[0]].number != here for a in beside)


def _counted(scene: Scene, cue: Cue) -> bool:
    """Whether it counts people: "leaves ten dead", "at least 12 dead"; "Line 5 dead" tells of a plan."""
    led = [t.word for t in scene.words.tokens[max(0, cue.first - GOVERNS) : cue.first]]
    many = any(w[:1].isdigit() or w in _SO_MANY for w in led)
    leaving = not _LEAVING.isdisjoint(led) and (many or not _LEAVING.isdisjoint(led[-2:-1]))
    return scene.words.tokens[cue.first].word == "dead" and leaving


def _about(scene: Scene, cue: Cue) -> bool:
    """Whether an "over" only leads to something: "strikes over pay"; "the truce is over" and "Truce over: ..." say it ended."""
    after = scene.words.tokens[cue.last : cue.last + 1]
    led = scene.words.tokens[cue.first - 1].word if cue.first else ""
    closed = not after or after[0].is_mark or after[0].word in _CLOSE
    return scene.words.tokens[cue.last - 1].word == "over" and not closed and led not in _IS


def _of(scene: Scene, cue: Cue) -> bool:
    """Whether it is a noun that only names an end: "as end of truce looms"; "hails end of siege" takes it for granted."""
    after = scene.words.tokens[cue.last : cue.last + 1]
    granted = any(c.last == cue.first and scene.text(c).casefold() != "with" for c in scene.of("after"))
    return cue.size == 1 and bool(after) and after[0].word == "of" and not granted


def _held(scene: Scene, question: Question) -> PhaseReading | None:
    shut = ("event:closing",) if _shut(question) else ()
    for cue in _longest(scene, (*_kinds(question, "held", "event", "sign"), *shut), "ended", "strain"):
        governed = governors(scene, cue)
        silent = scene.asks(cue) or scene.explains(cue) or scene.inside_anchor(cue) or _holds_a_thing(scene, cue)
        silent = silent or _more_blows(scene, question, cue)
        if not scene.near(cue) or silent or governed & {"condition", "demand"}:
            continue
        if "negation" in governed or any(c.first == cue.last for c in scene.of("deny", "cancel")):
            return reading(scene, Phase.HEDGED, "holding is negated", cue)
        if not _lasting(question) and any(0 <= cue.first - c.last <= 1 for c in scene.of("hostilities")):
            return reading(scene, Phase.HEDGED, "hostilities go on", cue)
        return reading(scene, Phase.DENIED, HOLDS, cue)
    return None


def _holds_a_thing(scene: Scene, cue: Cue) -> bool:
    """Whether it is held or comes last, and nothing holds or lasts: "to hold referendum", "last patient"."""
    alone = cue.size == 1 and scene.words.stems[cue.first] in _HOLDS
    then = scene.words.tokens[cue.last : cue.last + 1]
    taken = bool(then) and scene.words.stems[cue.last] in lexicon().content(scene.words)
    return alone and taken and then[0].word not in _MANNER


def _talks_off(scene: Scene) -> PhaseReading | None:
    """Of what goes on, like a walkout: the talks that would end it do not go on."""
    off = (c for c in scene.longest("ended", "held") if _talks_end(scene, c) and scene.near(c) and not scene.asks(c))
    cue = next((c for c in off if not governors(scene, c) & {"condition", "negation", "future"}), None)
    return reading(scene, Phase.DENIED, TALKS_OFF, cue) if cue else None


def _strain(scene: Scene, question: Question) -> PhaseReading | None:
    quiet = fighting_ends(scene.words)
    hostile = () if _lasting(question) or quiet else ("hostilities",)
    blows = (c for c in scene.longest("held", "ended") if not quiet and _more_blows(scene, question, c))
    others = ("ended", "held", "event:truce")  # "end hostilities"
    for cue in (*blows, *_longest(scene, (*_kinds(question, "strain", "against"), *hostile), *others)):
        named = (
            cue.size == 1 and scene.words.stems[cue.first] in question.named
        )  # the "travel warning" that is asked about
        unsaid = governors(scene, cue) & {"condition", "negation"} or scene.asks(cue)
        if scene.reached(cue) and not (named or unsaid or _describes(scene, cue)):
            return reading(scene, Phase.HEDGED, "under strain", cue)
    return None


def _more_blows(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether it tells of more strikes, which a walkout goes on by and a truce does not."""
    return not (_lasting(question) or question.hostile) and "strike" in scene.words.stems[cue.first : cue.last]


def _describes(scene: Scene, cue: Cue) -> bool:
    """Whether it only describes what follows: "a fragile truce", and not "truce fragile as ..."."""
    then = next(iter(scene.words.stems[cue.last : cue.last + 1]), "")
    return scene.words.stems[cue.first] in _DESCRIBES and then in lexicon().content(scene.words)


def _eased(scene: Scene) -> PhaseReading | None:
    """Talks, an offer, or those who fight losing heart; not where the talks themselves fail."""
    failed = {c.first for c in scene.of("ended", "cancel", "deny")}
    for cue in scene.longest("easing", "ended", "held"):
        if cue.last in failed or not scene.reached(cue) or scene.asks(cue) or scene.explains(cue):
            continue
        if not governors(scene, cue) & {"condition", "negation"}:
            return reading(scene, Phase.HEDGED, "an end comes nearer", cue)
    return None


def _goes_on(scene: Scene, question: Question) -> PhaseReading | None:
    """Any trouble with fighting is more of it: it grows, is called for, flares up, is feared, or talks on its end fail."""
    kinds = ("growing", "hostilities", *_kinds(question, "strain", "against"))
    failed = (c for c in scene.of("ended", "cancel", "deny") if _of_peace(scene, c))
    for cue in (*_longest(scene, kinds, "ended", "held"), *failed):
        named = within((cue.first, cue.last), scene.anchors)
        talks = "growing" in cue.kinds and _of_peace(scene, cue)
        free = scene.reached(cue) and not (named or talks or scene.explains(cue) or scene.asks(cue))
        close = "growing" not in cue.kinds or (scene.near(cue) and scene.gap(cue) <= GOVERNS)
        if free and close and not governors(scene, cue) & {"condition", "negation"}:
            return reading(scene, Phase.DENIED, "it goes on", cue)
    return None


def _of_peace(scene: Scene, cue: Cue) -> bool:
    """Whether it is what would end the fighting that is off: "talks collapse", "truce is over"; not "truce ends fighting"."""
    before = {*scene.words.stems[max(0, cue.first - 2) : cue.first]}
    here = (a for a in scene.anchors if scene.clauses[a[0]] == scene.clauses[cue.first])
    before.update(
        *(
            scene.words.stems[first:last]
            for first, last in here
            if -GOVERNS <= first - cue.last <= 1 or 0 <= cue.first - last <= GOVERNS
        )
    )
    taken = object_of(scene, cue)
    ends = (a for a in scene.anchors if taken and taken[0] <= a[0] < taken[1])
    return bool(_PEACE & before) and all(_PEACE & set(scene.words.stems[slice(*a)]) for a in ends)
