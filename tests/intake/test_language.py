import pytest

from sayso.errors import WrongLanguage
from sayso.intake.language import check_english

OTHERS = {
    "German": "Die Armee sagte am Montag, dass zwei Männer in der Stadt getötet und drei verletzt worden seien.",
    "French": "L'armée a déclaré lundi que deux hommes avaient été tués dans la ville et trois autres blessés.",
    "Spanish": "El ejército dijo el lunes que dos hombres murieron en la ciudad y que otros tres fueron heridos.",
    "Dutch": "Het leger zei maandag dat twee mannen in de stad waren gedood en dat er drie gewonden waren of vermist.",
    "Arabic": "قال الجيش يوم الاثنين إن رجلين قتلا في المدينة وأصيب ثلاثة آخرون بجروح خطيرة",
    "Russian": "Армия заявила в понедельник, что двое мужчин были убиты в городе и ещё трое ранены.",
}


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_named(language: str) -> None:
    with pytest.raises(WrongLanguage, match=language):
        check_english(OTHERS[language])


@pytest.mark.parametrize(
    "text",
    [
        "The army said on Monday that two men were killed in the town.",
        "THE ARMY SAID ON MONDAY THAT TWO MEN WERE KILLED IN THE TOWN OF SAN SALVADOR BY GUERRILLAS.",
        "Harakat Hezbollah al-Nujaba, Kata'ib Sayyid al-Shuhada and Asa'ib Ahl al-Haq condemned strikes on al-Qa'im.",
        "Two killed in Kabul",
        "El Salvador: Farabundo Marti",
        "",
        "1234 5678",
        "Dead: Abdul Rahman Khan, 34; Mohammad Nazari, 12; Gul Agha Sherzai, 61; all of Kandahar city.",
    ],
)
def test_english_with_foreign_names_passes(text: str) -> None:
    check_english(text)


def test_half_a_surrogate_pair_does_no_harm() -> None:
    check_english("\ud800 " * 20 + "one two three four five six seven eight nine ten eleven")
