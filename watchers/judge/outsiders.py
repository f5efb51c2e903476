"""Who else is party to it, or did it: others than the item's actors, and the rival of the one it asks about.

One actor of several is enough to find an item, so "Norland seals pact with Auria" finds a pact between Auria and
Belmont. It must not be taken for it: where only one of the item's parties is named, and a stranger is, the general
lexicon's word that it happened is hedged. The story file's own signals are not: an editor wrote those.
"""

from bot.domain.evidence import ActorHit, Match
from bot.domain.story import Story, WatchItem
from watchers.judge.casts import aliases_of, cast_of
from watchers.judge.partners import joined, mediates, partner
from watchers.judge.scene import scene_of
from watchers.match.aliases import countries, everyone
from watchers.words.finder import Place, Words, compiled, words_of
from watchers.words.grammar import forms, stems
from watchers.words.names import known_names, usual_names
from watchers.words.phrasebook import lexicon
from watchers.words.tokens import in_title_case

_PARTIES = 2
_ORDERED = 2
"""Words between an order and what it does."""
_DECIDERS = stems("deciders")
_BODIES = stems("bodies")
_AUXILIARIES = forms("auxiliaries")
_MANY_OF_THEM = stems("many_of_a_kind")
_BODY_OF_LAW = stems("bodies_of_law")
_STATES = stems("states")
_WHERE = forms("where")
_SAYS = forms("says")
_HEARS = forms("hears")
_AIMED = forms("inside_a_place") | forms("aimed_at")
_HELD = stems("offices_of_places")


def stranger(match: Match, item: WatchItem, story: Story, place: Place, *, granted: bool = False) -> str:
    """Who else is party to it; "" for nobody.

    Whoever it was done with ("signs pact with Borduria"), and where one of the item's own parties is missing, who else is
    named in the clause. Where it is taken for granted, whoever stands before it speaks of it and is no party: "Norland
    hails Auria's release".
    """
    words = words_of(match.passage)
    if len(item.actors) < _PARTIES:
        return partner(words, place, story.folded_names)
    own = _own_names(item, story)
    if len(match.actors) >= _PARTIES:
        return partner(words, place, own)
    clauses = scene_of(words, ()).clauses
    here = [words.tokens[at] for at, clause in enumerate(clauses) if clause == clauses[place[0]]]
    since = words.tokens[place[0]].start if granted else here[0].start
    hits = [h for h in countries().find(words) if since <= h.span.start < here[-1].end]
    named = [words.span(p) for p in places_of(match, story, words)]  # "British Steel" is no Briton
    apart = (h for h in hits if not any(s.start <= h.span.start < s.end for s in named))
    strangers = (h for h in apart if not own & {n.casefold() for n in (h.actor, h.words, *known_names()[h.actor])})
    things = compiled(item.anchors).everywhere(words) if item.anchors else ()
    strangers = (h for h in strangers if not _names_the_thing(words, words.place(h.span), things))
    other = next((h.words for h in strangers if not _is_place(words, h)), "") or joined(words, place[0], own)
    return other or partner(words, place, own)


def _names_the_thing(words: Words, name: Place, things: tuple[Place, ...]) -> bool:
    """Whether a land only tells which thing is meant, or who mediated: a "U.N. truce", the "Singapore summit", "US-brokered"."""
    return mediates(words, name[1]) or any(a[0] <= name[0] < a[1] or a[0] == name[1] for a in things)


def _own_names(item: WatchItem, story: Story) -> frozenset[str]:
    return story.once(("names", item.question, item.actors), lambda: _names_asked(item, story))


def _names_asked(item: WatchItem, story: Story) -> frozenset[str]:
    """All names of the item's actors, and of the countries its question names, in small letters."""
    actors = story.actors_of(item)
    asked = {h.actor for h in countries().find(words_of(item.question))}
    names = (n for a in actors for n in (*a.names, *usual_names(a.name)))
    return frozenset(n.casefold() for n in (*names, *asked, *(n for a in asked for n in known_names()[a])))


def doer(match: Match, item: WatchItem, story: Story, place: Place, *, given: bool = False) -> str:
    """Who did it right before the verb and is none of the item's: "Norland grounds the jet", "states leave"; "" for nobody.

    Who signs the order that does it did it: "White House signs order lifting sanctions". Others without a name ("states")
    count where the one the question begins with is not named in the passage. What is `given`, as an office, a country that
    the question names gives.
    """
    words = words_of(match.passage)
    if others := _crowd(match, item, story, place, words) or _other_body(item, words, place):
        return others
    if other := _in_another_clause(match, item, story, words, place):
        return other
    parts = cast_of(story, item).first_words  # the "UN" of its Council
    asked = {
        h.actor.casefold() for h in countries().find(words_of(item.question)) if given or h.span.start < verb_at(item)
    }
    own = places_of(match, story, words)
    verb = _signed(words, place[0])
    for hit in countries().find(words):
        known = {hit.words.casefold(), hit.actor.casefold(), *(n.casefold() for n in known_names()[hit.actor])}
        mine = not known.isdisjoint(story.folded_names) or not (known.isdisjoint(parts) and known.isdisjoint(asked))
        at = words.place(hit.span)
        whence = any(o[1] == at[0] - 1 for o in own) and words.tokens[at[0] - 1].word == "of"
        if at[1] == verb and not (mine or whence):  # "Dolan of Auria wins" is Dolan
            return hit.words
    return ""


def _signed(words: Words, at: int) -> int:
    """Where the verb stands that a deed hangs on which an order does: "signs" of "signs order lifting"; else the deed's own."""
    done = [c.first for c in scene_of(words, ()).of("done") if 0 <= at - c.last <= _ORDERED]
    return done[-1] if done and words.tokens[at].word.endswith("ing") else at


def subject_of_a_sentence(match: Match, place: Place) -> str:
    """Who did it by name in a sentence of the summary that names nobody of the story's: "Karst signs truce"; "" for nobody.

    A word with a capital where the sentence begins is no name by itself.
    """
    words = words_of(match.passage)
    if match.where != "summary" or match.names:
        return ""
    last = place[0]
    while last and words.tokens[last - 1].word in _AUXILIARIES:
        last -= 1
    first = last
    while first and words.tokens[first - 1].raw[:1].isupper():
        first -= 1
    begins = first == 0 and last - first == 1
    thing = any(lexicon().is_thing(words.stems[n]) or words.stems[n] in _BODIES for n in range(first, last))
    return "" if begins or thing else " ".join(t.raw for t in words.tokens[first:last])


def _in_another_clause(match: Match, item: WatchItem, story: Story, words: Words, place: Place) -> str:
    """The name right before the verb where all of the item's actors stand apart: "ECB cuts rates, Fed holds"; "" for nobody.

    A body that the question has for its actor's, or that decides for others, is nobody else. In a headline that is all
    capitals nobody's name can be told.
    """
    clauses, tokens = scene_of(words, ()).clauses, words.tokens
    own = places_of(match, story, words)
    here = [p for p in own if clauses[p[0]] == clauses[place[0]]]
    beside = any(not any(t.is_mark for t in tokens[place[1] : p[0]]) for p in here)
    topic = any(t.word == ":" for p in own for t in tokens[p[1] : p[1] + 1])  # "Fed: Powell cuts rates"
    if beside or topic or in_title_case(tokens):
        return ""
    first = place[0]
    while first and (tokens[first - 1].raw[:1].isupper() or tokens[first - 1].word == "of"):
        first -= 1
    said = set(words.stems[first : place[0]])
    decides = said & (frozenset(words_of(item.question).stems) | _BODIES | _DECIDERS) - _MANY_OF_THEM
    thing = all(lexicon().is_thing(words.stems[n]) for n in range(first, place[0]))  # "Truce agreed"
    return "" if decides or thing else " ".join(t.raw for t in tokens[first : place[0]])


def _other_body(item: WatchItem, words: Words, place: Place) -> str:
    """The commission right before the verb, where the question asks what a court does."""
    asked = _BODY_OF_LAW.intersection(words_of(item.question).stems)
    at = place[0] - 1
    other = at >= 0 and words.stems[at] in _DECIDERS - asked
    alone = asked.isdisjoint(words.stems)  # "Court commission bans Unity"
    return words.tokens[at].raw if asked and other and alone else ""


def verb_at(item: WatchItem) -> int:
    """Where in the question its first verb of an event stands: who is named before it is to do it."""
    words = words_of(item.question)
    return next((words.tokens[c.first].start for c in lexicon().find(words) if c.tells), len(item.question))


def _crowd(match: Match, item: WatchItem, story: Story, place: Place, words: Words) -> str:
    """The plural right before a verb in its plain form, where the question asks what one actor does that is not named."""
    first = next((h.actor for h in cast_of(story, item).aliases.find(words_of(item.question))), "")
    if place[0] == 0 or first in {"", *match.actors} or words.tokens[place[0]].word.endswith(("s", "ed")):
        return ""
    return words.tokens[place[0] - 1].raw if words.stems[place[0] - 1] in _STATES else ""


def elsewhere(match: Match, item: WatchItem, story: Story, place: Place, *, office: bool) -> str:
    """Of, in, against, for or on which other place than the question's it is: "banned in India", "sanctions on Cuba"; "" for none.

    So is a land that owns the thing where the question's is another's: "approves Norland's accession", for Karst's.

    It is a country after one of these or a "to" behind the verb, of an `office` any name after its "of". A question without a
    place, and a passage that names the question's place too, have no other.
    """
    asked = _places_asked(item, story)
    words = words_of(match.passage)
    if owner := _owner_of_another(item, story, words, place):
        return f"of {owner}"
    asked_lands = {h.actor for h in countries().find(words_of(item.question))}
    others = {words.place(h.span): h.words for h in countries().find(words) if h.actor not in asked_lands}
    apart = {n for span in others for n in range(*span)}  # the "United" of another kingdom
    if not asked or any(s in asked for n, s in enumerate(words.stems) if n not in apart):
        return ""
    if inside := next((name for (first, _), name in others.items() if place[0] < first < place[1]), ""):
        return f"of {inside}"  # "declares Norland free of cholera"
    lands = {first: name for (first, _), name in others.items()}
    titled = in_title_case(words.tokens)
    until = next((n for n in range(place[1], len(words.tokens)) if words.tokens[n].is_mark), len(words.tokens))
    for at in range(place[1], until - 1):  # "banned, turns to India for growth" tells where it goes next
        led = words.tokens[at].word
        then = at + 1 + (words.tokens[at + 1].word == "the")
        if led in _AIMED and then in lands:
            return f"{led} {lands[then]}"
        if (
            office
            and led == "of"
            and not titled
            and words.tokens[at + 1].raw[:1].isupper()
            and words.stems[at - 1] in _HELD
        ):
            return f"of {words.tokens[at + 1].raw}"
    return ""


def of_another_land(match: Match, item: WatchItem, story: Story, place: Place) -> str:
    """The land that is none of the question's whose office somebody gets there: "Thailand's Srettha sworn in"; "" for none."""
    words = words_of(match.passage)
    own = _own_names(item, story)
    if not any(h.actor.casefold() in own for h in countries().find(words_of(item.question))):
        return ""
    clauses = scene_of(words, ()).clauses
    for hit in countries().find(words):
        at = words.place(hit.span)
        names = {hit.actor.casefold(), hit.words.casefold()}
        if at[1] <= place[0] and clauses[at[0]] == clauses[place[0]] and own.isdisjoint(names):
            return hit.words
    return ""


def _owner_of_another(item: WatchItem, story: Story, words: Words, place: Place) -> str:
    """The land right behind the verb that owns what it is done to, where another land owns what is asked about."""
    question = words_of(item.question)
    if not any(question.owns(question.place(h.span)[1] - 1) for h in countries().find(question)):
        return ""
    own = _own_names(item, story)
    hits = ((words.place(h.span), h) for h in countries().find(words))
    behind = (h for p, h in hits if 0 <= p[0] - place[1] <= 1 and words.owns(p[1] - 1))
    return next((h.words for h in behind if own.isdisjoint({h.words.casefold(), h.actor.casefold()})), "")


def _places_asked(item: WatchItem, story: Story) -> frozenset[str]:
    return story.once(("places", item.question, item.actors), lambda: _asked_places(item, story))


def _asked_places(item: WatchItem, story: Story) -> frozenset[str]:
    """The stems of the places that the question names after an "in" or "on" or the like, by all their names.

    Where there are any behind its verb, only those: "does the Union, in Kesh, lift sanctions on Belmont" is about Belmont.
    """
    words, cast = words_of(item.question), cast_of(story, item)
    hits = (h for h in cast.aliases.find(words) if h.actor in cast.people)
    people = {n for h in hits for n in range(*words.place(h.span))}
    found: set[int] = set()
    for at, token in enumerate(words.tokens):
        led = words.tokens[at - 1].word if at else ""
        if token.raw[:1].isupper() and led in _AIMED | {"the"} and at not in people:
            found.add(at)
    behind = {n for n in found if words.tokens[n].start > verb_at(item)}
    kept = behind or found
    lands = {h.actor for h in countries().find(words) if not kept.isdisjoint(range(*words.place(h.span)))}
    named = frozenset(words.stems[n] for n in kept)
    return named.union(*(words_of(n).stems for land in lands for n in (land, *known_names()[land])))


def _is_place(words: Words, hit: ActorHit) -> bool:
    """Whether it says only where or on whose word: "in Norland", "sent to Norland", "Norland says"."""
    before = ["", "", *(t.word for t in words.tokens if t.end <= hit.span.start)]
    after = next((t.word for t in words.tokens if t.start >= hit.span.end), "")
    sent = before[-1] == "to" and before[-2] not in _HEARS and after != "'s"
    return sent or before[-1] in _WHERE or after in _SAYS


def belonging(match: Match, story: Story, place: Place, named: frozenset[str]) -> str:
    """Whoever of the actor's it befell, where the actor is named before it as an owner only: "Dolan's deputy resigns".

    Whom the question itself names by those very words (`named`, stems) is no other: "Auria's president impeached".
    """
    words = words_of(match.passage)
    own = aliases_of(story.named(match.actors))
    clauses = scene_of(words, ()).clauses
    last = words.tokens[place[1] - 1].end
    hits = [h for h in own.find(words) if h.span.start < last]
    here = [h for h in hits if clauses[place[0]] == clauses[words.place(h.span)[0]]]
    ends = [words.place(h.span)[1] for h in here]
    if not ends or any([t.word for t in words.tokens[end : end + 1]] != ["'s"] for end in ends):
        return ""
    first = ends[-1] + 1
    owned = words.tokens[first : place[0]]
    if not owned or set(words.stems[first : place[0]]) <= named:
        return ""
    return f"{here[-1].words}'s {' '.join(t.raw for t in owned)}"


def places_of(match: Match, story: Story, words: Words) -> tuple[Place, ...]:
    """Where the names of the match's actors stand, and what stands for one of them."""
    hits = aliases_of(story.named(match.actors)).find(words)
    known = {h.span for h in cast_of(story).aliases.find(words)}
    return tuple(map(words.place, (*(h.span for h in hits), *(n for n in match.names if n not in known))))


def names_of(match: Match, story: Story, actor: str) -> tuple[Place, ...]:
    """Where this actor's names stand, if the match has it."""
    words = words_of(match.passage)
    hits = aliases_of(story.named(match.actors)).find(words)
    return tuple(words.place(h.span) for h in hits if h.actor == actor)


def speaker(words: Words) -> str:
    """On whose word a headline is: the country named next before its first reporting verb, else the first named."""
    hits = everyone().find(words)
    verbs = [words.tokens[c.first].start for c in scene_of(words, ()).of("report", "claim", "deny")]
    before = [h for h in hits if verbs and h.span.end <= verbs[0]]
    return (before[-1] if before else hits[0]).actor if hits else ""
