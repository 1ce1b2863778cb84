"""The two nights of the sample reports as accounts made by hand, in our own words."""

from __future__ import annotations

from datetime import date

from sayso.model.account import Account
from sayso.model.claim import Act, Measure
from sayso.model.event import Status
from sayso.model.place import PlacePrecision
from tests.incidents.by_hand import Paper

CENTCOM, IRAQ, PMU = "US Central Command", "Iraqi government", "Popular Mobilization Units"
SOHR, RESISTANCE = "Syrian Observatory for Human Rights", "Islamic Resistance in Iraq"
TOWER = ("Tower 22", PlacePrecision.SITE, "JO")
JORDAN = ("Jordan", PlacePrecision.COUNTRY, "JO")
QAIM = ("al-Qa'im", PlacePrecision.TOWN, "IQ")
IN_SYRIA = ("Syria", PlacePrecision.COUNTRY, "SY")
NIGHT, STRIKES = date(2024, 1, 28), date(2024, 2, 2)
INJURED, KILLED = Measure.INJURED, Measure.KILLED


def tower() -> list[Account]:
    first = Paper("r1", "Harbour Post", date(2024, 1, 28))
    first.tells(
        "Three service members were killed and 25 injured by a drone at a base in Jordan, US Central Command said."
    )
    first.figure("Three", 3, KILLED, by=CENTCOM, who="service members").figure("25", 25, INJURED, by=CENTCOM)
    first.says(Act.ASSERT, CENTCOM)
    first.tells("President Biden blamed groups backed by Iran.").says(Act.ACCUSE, "Joe Biden", "groups backed by Iran")
    first.tells("The attack did not take place inside the kingdom but across the border, Jordan's spokesman said.")
    first.says(Act.DENY, "government of Jordan")
    second = Paper("r2", "Lowland Courier", date(2024, 1, 29))
    second.tells("At least 34 soldiers were injured in Jordan, US Central Command said, and three killed at Tower 22.")
    second.figure("At least 34", 34, INJURED, by=CENTCOM, high=None, who="soldiers")
    second.figure("three", 3, KILLED, by=CENTCOM)
    second.tells("Hours earlier the command had put the injured at 25.").figure("25", 25, INJURED, by=CENTCOM)
    second.tells("The Islamic Resistance in Iraq claimed responsibility.").says(Act.CLAIM_RESPONSIBILITY, RESISTANCE)
    second.tells("Tehran said that it had no link to the attack.").says(Act.DENY, "Tehran")
    third = Paper("r3", "Frontier Voice", date(2024, 2, 3))
    third.tells("Three soldiers died and about 40 others were hurt at Tower 22, near the border of Jordan and Syria.")
    third.figure("Three", 3, KILLED, who="soldiers").figure("about 40", 40, INJURED, who="others")
    fourth = Paper("r4", "Example News", date(2024, 2, 3))
    fourth.tells("The attack on Tower 22 in Jordan, unclaimed so far, is blamed on the Islamic Resistance in Iraq.")
    fourth.says(Act.ACCUSE, "Washington", RESISTANCE)
    return [
        first.account(NIGHT, places=[JORDAN], status=Status.DENIED, targets=["US military"]),
        second.account(NIGHT, places=[TOWER, JORDAN], claimed_by=[RESISTANCE], status=Status.DENIED),
        third.account(NIGHT, places=[TOWER], claimed_by=[RESISTANCE], countries=("JO", "SY")),
        fourth.account(NIGHT, places=[TOWER, JORDAN], agency="Agence France-Presse"),
    ]


def strikes() -> list[Account]:
    baghdad = Paper("r5", "Two Rivers Daily", date(2024, 2, 3))
    baghdad.tells(
        "At least 16 people were killed, civilians among them, and 23 wounded in al-Qa'im, the government said."
    )
    baghdad.figure("At least 16", 16, KILLED, by=IRAQ, who="people", high=None).figure("23", 23, INJURED, by=IRAQ)
    baghdad.tells("Later the government, too, said that 25 had been wounded in al-Qa'im.")
    baghdad.figure("25", 25, INJURED, by=IRAQ)
    baghdad.tells("The Popular Mobilization Units said that 36 people were injured.").figure("36", 36, INJURED, by=PMU)
    militia = Paper("r6", "Frontier Voice", date(2024, 2, 3))
    militia.tells("The Popular Mobilization Units said that 16 people were killed and 36 injured in al-Qa'im.")
    militia.figure("16", 16, KILLED, by=PMU, who="people").figure("36", 36, INJURED, by=PMU)
    militia.says(Act.ASSERT, PMU)
    syria = Paper("r7", "Levant Observer", date(2024, 2, 3))
    syria.tells("At least 23 members of armed groups were killed in Syria, the Observatory said later on Saturday.")
    syria.figure("At least 23", 23, KILLED, by=SOHR, who="members of armed groups", high=None)
    syria.tells("In the morning it had counted 18 dead in Syria.").figure("18", 18, KILLED, by=SOHR)
    syria.tells("In Iraq 16 people were killed, including civilians, the government in Baghdad said.")
    syria.figure("16", 16, KILLED, by=IRAQ, who="people")
    wire = Paper("r8", "Crossroads Wire", date(2024, 2, 4))
    wire.tells("All 16 people killed in al-Qa'im were fighters and medics, groups backed by Iran said.")
    wire.figure("16", 16, KILLED, by="Iran-backed groups", who="fighters and medics")
    wire.tells("By our count 39 people were killed in Iraq and Syria.").figure("39", 39, KILLED, who="people")
    return [
        baghdad.account(STRIKES, places=[QAIM], by=["US military"]),
        militia.account(STRIKES, places=[QAIM], by=["US military"]),
        syria.account(STRIKES, places=[IN_SYRIA], by=["US military"], countries=("SY", "IQ")),
        wire.account(STRIKES, places=[QAIM, IN_SYRIA], by=["US military"]),
    ]
