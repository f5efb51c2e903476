"""Which other of the item's actors did it or gets it: the rival for an office, the other bidder."""

from collections.abc import Iterable

from bot.domain.evidence import ActorHit, Match
from bot.domain.story import Story, WatchItem
from watchers.judge.casts import aliases_of, cast_of
from watchers.judge.outsiders import verb_at
from watchers.judge.scene import scene_of
from watchers.match.aliases import countries
from watchers.match.bynames import gives
from watchers.match.partnames import by_first_name, is_person, lands
from watchers.match.questions import CONSENTS
from watchers.words.finder import Place, Words, words_of
from watchers.words.grammar import forms, stems
from watchers.words.names import known_names
from watchers.words.phrasebook import lexicon
from watchers.words.tokens import in_title_case

_BEATS = stems("beating")
_OVERCOME = stems("beating") | stems("coming_after")
_AFTER = stems("coming_after")
_BESIDE = forms("beside_somebody")
_GIVES_UP = stems("giving_up")
_GETTER = forms("before_who_gets_it")
_TOGETHER = forms("together")
_ENDS_OBJECT = forms("ends_object")
_NEAR = 2
_BOTH = 2
_WHO = 4
"""Words that may say who somebody is before the name."""
_TO_WHOM = forms("determiners") | {"a", "of", "rival", "with"}
_DEALS = stems("deals_of_bodies")
_OFFICES = stems("holders") | stems("posts") | {"ceo"}
_LEADS = forms("asking") | forms("determiners")
_PASSIVE = forms("being")
_PREPOSITIONS = forms("prepositions")
_SELLS = stems("selling")


def rival(match: Match, item: WatchItem, story: Story, place: Place | None) -> str:
    """Which other of the item's did it, where the question is who gets something; "" for nobody.

    So it is where the other is the name next before the verb ("Brandt sworn in", "Brandt wins election, beating Kovel") or
    is given it ("king names Brandt premier"). Other bodies are rivals where the question begins with one: "Does the Reform
    Party win?".
    """
    cast, question = cast_of(story, item), words_of(item.question)
    hits = cast.aliases.find(question)
    beats = not _BEATS.isdisjoint(question.stems)  # "Does Brandt beat Kovel?" names the rival itself
    asked = frozenset(h.actor for h in hits if not beats or h.span.start < verb_at(item))
    alike = cast.people | (cast.bodies if asked & cast.bodies else set())
    alike |= cast.of_one_word if asked and asked <= cast.of_one_word else set()
    others = {a for a in match.actors if a in alike} - asked
    if not (asked and place and others):
        return ""
    words = words_of(match.passage)
    places = {words.place(h.span): h for h in _hits(match, story, words)}
    by = [t.word for t in words.tokens[place[1] : place[1] + 1]] == ["by"] and words.stems[place[0]] in _AFTER
    if by:  # "Brandt replaced by Kovel as prime minister"
        return next((places[p].actor for p in places if p[0] == place[1] + 1 and places[p].actor in others), "")
    if words.stems[place[1] - 1] == "behind":  # "Dolan rallies behind Kovel"
        return next((places[p].actor for p in places if p[0] == place[1] and places[p].actor in others), "")
    taker = min((p for p in places if _takes(words, place[1], p[0])), default=None)
    new = words.tokens[place[0]].word == "new" and taker  # "hails new premier Kovel"
    if new or gives(words, place[0]):  # "parliament elects Kovel prime minister"
        return places[taker].actor if taker and places[taker].actor in others else ""
    before = [p for p in sorted(places, reverse=True) if p[0] < place[0]]
    led = [p for p in before if not _beside_the_subject(words, p, places)] or before  # "Kovel's triumph: sworn in"
    if not led or places[led[0]].actor not in others or _other_name(words, led[0][1], place[0]):
        return ""
    return places[led[0]].actor


def _takes(words: Words, verb: int, name: int) -> bool:
    """Whether a name is the verb's object, with no more before it than who that is: "names former banker Kovel"."""
    between = words.tokens[verb:name]
    said = all(t.raw.islower() and t.word not in _PREPOSITIONS and not t.is_mark for t in between)
    return 0 <= name - verb <= 1 or (0 <= name - verb <= _WHO and said)


def _hits(match: Match, story: Story, words: Words) -> list[ActorHit]:
    """The names of the match's actors, and the first names that stand for one."""
    people, own = story.named(match.actors), set(match.names)
    firsts = (h for h in aliases_of(by_first_name(people)).find(words) if h.span in own)
    return [*aliases_of(people).find(words), *firsts]


def _beside_the_subject(words: Words, name: Place, names: Iterable[Place]) -> bool:
    """Whether who is named there is beaten, succeeded, or only with, under or after somebody: "Dolan, who beat Kovel, wins"."""
    first = name[0]
    while listed := next(
        (n for n in names if n[1] == first - 1 and words.tokens[first - 1].word in {"and", ","}), None
    ):
        first = listed[0]
    before = words.tokens[max(0, first - 2) : first]
    beaten = not _OVERCOME.isdisjoint(words.stems[max(0, first - 2) : first])
    return beaten or words.owns(name[1] - 1) or (bool(before) and before[-1].word in _BESIDE)


def another_subject(match: Match, item: WatchItem, story: Story, place: Place) -> str:
    """Which actor does it where the question asks whether another one does: "Norvex buys Halden"; "" for nobody.

    The name stands right before a verb of now, and the asked one nowhere before it, nor behind it as who gets it ("sells
    to Halden") or as part of a name ("accepts Halden bid"). A person of the item's acts for the country that is asked about,
    and of what "is dead" nobody says who did it.
    """
    question, words = words_of(item.question), words_of(match.passage)
    named = cast_of(story, item).aliases.find(question)
    asked = next((h for h in named if _is_subject(question, h, verb_at(item))), None)
    verb = words.tokens[place[0]].word
    passive = question.tokens[0].word in _PASSIVE or "be" in {t.word for t in question.tokens}
    if asked is None or passive or verb == "is" or not verb.endswith("s") or words.stems[place[0]] in CONSENTS | _SELLS:
        return ""
    hits = {words.place(h.span): h.actor for h in _hits(match, story, words)}
    led = {p: words.tokens[p[0] - 1].word if p[0] else "" for p in hits}  # "ban on Chatly takes effect"
    doer = next((hits[p] for p in hits if p[1] == place[0] and led[p] not in _PREPOSITIONS), asked.actor)
    own = [p for p, who in hits.items() if who == asked.actor]
    direct = (p for p in own if _ENDS_OBJECT.isdisjoint(t.word for t in words.tokens[place[1] : p[0]]))
    befalls = any(direct) and words.stems[place[0]] not in question.stems  # "Auria frees Dolan"
    one, other = (story.named((who,))[0] for who in (doer, asked.actor))
    leads = is_person(one) and other.name.casefold() in lands()
    same = leads or _go_together(one.names, other.names)
    if same or befalls or any(p[0] < place[0] or _gets_it(words, p) for p in own):
        return ""
    return doer


def another_person(match: Match, item: WatchItem, story: Story, place: Place, *, leaves: bool, alone: bool) -> str:
    """Which other person of the item's it befalls: "Marsh resigns", asked of Lund; "" for nobody.

    The asked one is not named, nor any office where it befalls people `alone`, or where somebody `leaves` not before the verb in its clause, and not as whom it is done to:
    "Marsh quits Lund's cabinet".
    """
    cast = cast_of(story, item)
    asked = next(iter(cast.aliases.find(words_of(item.question))), None)
    if asked is None or asked.actor not in cast.people:
        return ""
    words = words_of(match.passage)
    if asked.actor not in match.actors:
        nobody = "" if not alone or any(s in _OFFICES for s in words.stems) else "nobody who is named"
        return next((a for a in match.actors if a in cast.people), nobody)
    if not leaves:
        return ""
    clauses = scene_of(words, ()).clauses
    here = {
        p: h.actor for h in _hits(match, story, words) if clauses[(p := words.place(h.span))[0]] == clauses[place[0]]
    }
    own = [p for p, who in here.items() if who == asked.actor]
    done_to = any(0 <= p[0] - place[1] <= 1 and not words.owns(p[1] - 1) for p in own)
    led = max((p for p in here if p[1] <= place[0]), default=None)
    return here[led] if led and here[led] in cast.people and not done_to and all(p[0] > place[0] for p in own) else ""


def another_land(match: Match, item: WatchItem, story: Story) -> str:
    """The land a passage begins with where the question asks what another one does, which is not named: "Norland joins pact"; "" for none."""
    question, words = words_of(item.question), words_of(match.passage)
    subject = next((h for h in countries().find(question) if _is_subject(question, h, verb_at(item))), None)
    named = countries().find(words)
    if subject is None or any(h.actor == subject.actor for h in named):
        return ""
    names = (subject.actor, *known_names()[subject.actor])
    if any(_go_together(names, actor.names) for actor in story.named(match.actors)):
        return ""
    asked = {h.actor for h in countries().find(question)}
    own = {words.place(h.span) for h in _hits(match, story, words)}
    lead = next((h for h in named if words.place(h.span)[0] == 0), None)
    return lead.words if lead and lead.actor not in asked and words.place(lead.span) not in own else ""


def _go_together(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether a name of the one holds all words of a name of the other: a land and its parliament, "Niger" but not "Nigeria"."""
    first, second = ([set(words_of(name).stems) for name in names] for names in (some, others))
    return any(one <= other or other <= one for one in first for other in second)


def _is_subject(question: Words, hit: ActorHit, verb: int) -> bool:
    """Whether a question asks what that actor does: its name alone stands between "does" and the verb.

    It is no verb with another one behind it: "Does the Halden Rail strike end?".
    """
    first, last = question.place(hit.span)
    if any(c.tells and c.first == last + 1 for c in lexicon().find(question)):
        return False
    led = {t.word for t in question.tokens[:first]} - _LEADS
    return not led and [t.start for t in question.tokens[last : last + 1]] == [verb]


def _gets_it(words: Words, name: Place) -> bool:
    then = words.tokens[name[1] : name[1] + 1]
    part = bool(then) and not then[0].is_mark and then[0].word not in _ENDS_OBJECT
    return part or (name[0] > 0 and words.tokens[name[0] - 1].word in _GETTER | _TOGETHER)


def other_bidder(match: Match, item: WatchItem, story: Story, place: Place, *, gets: bool) -> str:
    """Which body whom the question does not name gives up there, or `gets` it, where it begins with another body; "" for none.

    "Oakmere drops bid" rules nothing out for Halden, and a "sale to Oakmere" is no sale to Halden. Both are bodies by their
    kind in the story file.
    """
    asked, bodies = cast_of(story, item).aliases.find(words_of(item.question)), cast_of(story).bodies
    if not asked or asked[0].actor not in bodies:
        return ""
    words = words_of(match.passage)
    places = {words.place(h.span): h.actor for h in cast_of(story).aliases.find(words)}
    if gets:
        who = next((places[p] for p in places if p[0] > place[0] and words.tokens[p[0] - 1].word in _GETTER), "")
    else:
        led = max((p for p in places if p[0] < place[0] and words.stems[place[0]] in _GIVES_UP), default=None)
        who = places[led] if led and not _other_name(words, led[1], place[0]) else ""
    return who if who in bodies - {h.actor for h in asked} else ""


def other_target(match: Match, item: WatchItem, story: Story, place: Place) -> str:
    """Whom it is done to there instead, where the question names two bodies and the passage one: "Norvex completes takeover of Oakmere"; "" for nobody.

    Nobody else is a part of a name that the question has: "blocks Halden takeover", of Halden Group.
    """
    question, words = words_of(item.question), words_of(match.passage)
    asked = {h.actor for h in cast_of(story, item).aliases.find(question)}
    named = (*cast_of(story).aliases.find(words), *countries().find(words))  # "abandons US merger"
    own = {n for h in named for n in range(*words.place(h.span))}
    if len(asked) < _BOTH or len(asked & set(match.actors)) != 1 or in_title_case(words.tokens):
        return ""
    for at in range(place[1], len(words.tokens)):
        token = words.tokens[at]
        if token.is_mark or (token.raw.islower() and token.word not in _TO_WHOM and words.stems[at] not in _DEALS):
            return ""
        if token.raw[:1].isupper():
            return "" if at in own or words.stems[at] in question.stems else token.raw
    return ""


def _other_name(words: Words, first: int, last: int) -> bool:
    """Whether a further name stands between: "Brandt yet to concede after Lula's win"; whose country's it is says nothing."""
    lands = {n for h in countries().find(words) for n in range(*words.place(h.span))}
    owners = {n for n in range(first, last) if words.owns(n) and n + _NEAR < last}  # "Kovel, Dolan's former aide, wins"
    return any(words.tokens[n].raw[:1].isupper() for n in range(first, last) if n not in lands | owners)
