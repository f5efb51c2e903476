"""Whether somebody has an office by its name or its house: "is prime minister", "enters No 10"; and what looks like it.

"Is prime minister's friend", "enters No 10 for talks" and "Protesters enter Downing Street" tell of no office.
"""

from watchers.judge.scene import Scene
from watchers.words.cues import Cue
from watchers.words.grammar import forms, stems
from watchers.words.stems import of_manner
from watchers.words.tokens import Token

_OFFICES = stems("heads_of_government") | {"chancellor", "minist"}
_ENTERS = frozenset({"enter", "move", "walk"})
_HOUSES = forms("houses_of_office")
_CALLED = forms("so_it_is") | {"was"}
_FOLLOWS = (forms("ends_object") | forms("follows_an_office")) - {"'s"}
_IN_NAME = forms("only_in_name")
_FIRSTS = forms("ordinals")
_VISITS = stems("visiting")
_PRONOUNS = frozenset({"he", "she"})
_NEAR = 4


def in_name_only(scene: Scene, cue: Cue) -> str:
    """What words of an office or its house are of instead; "" where somebody has it, or where they are no such words."""
    house = scene.words.stems[cue.first] in _ENTERS and scene.words.tokens[cue.last - 1].word in _HOUSES
    called = scene.words.tokens[cue.first].word in _CALLED and scene.words.stems[cue.last - 1] in _OFFICES
    if not (house or called):
        return ""
    then = scene.words.tokens[cue.last : cue.last + _NEAR]
    if then and not _may_follow(then[0]):
        return "what is named after an office"
    if called:
        return "who has it in name only" if _IN_NAME & {t.word for t in then} else ""
    if _visits(scene, cue):
        return "a visit"
    return "" if _somebody_leads(scene, cue) else "somebody else"


def _may_follow(token: Token) -> bool:
    """Whether what follows is no part of the name: a mark, a preposition, an "again", a "promising"."""
    joins = token.glued or token.word == "'s"
    return not joins and (
        token.is_mark or token.word in _FOLLOWS or token.word.endswith("ing") or of_manner(token.word)
    )


def _visits(scene: Scene, cue: Cue) -> bool:
    """Whether it is only for a while: "enters No 10 for talks", "to meet Kovel"; not "for first time"."""
    then = [t.word for t in scene.words.tokens[cue.last : cue.last + _NEAR]]
    some_time = then[:1] == ["for"] and _FIRSTS.isdisjoint(then)
    return some_time or not _VISITS.isdisjoint(scene.words.stems[cue.last : cue.last + _NEAR])


def _somebody_leads(scene: Scene, cue: Cue) -> bool:
    """Whether an actor, or a "he", stands before the verb, and nobody of theirs: "Dolan enters", not "Dolan's dog enters"."""
    tokens = scene.words.tokens
    if cue.first and tokens[cue.first - 1].word in _PRONOUNS:
        return True
    ends = [a[1] for a in (*scene.actors, *scene.named) if a[1] <= cue.first]
    return bool(ends) and tokens[max(ends)].word != "'s"
