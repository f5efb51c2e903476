"""Which language a headline is in, told by its words. All headlines are invented."""

import pytest

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
        ("Nuevas sanciones contra Auria", "es"),
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
