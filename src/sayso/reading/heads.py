"""The heads of the encoder: one visible list of what each token and each sentence can be."""

from __future__ import annotations

# Token heads: BIO tags over word pieces; "O" is 0, then B-x, I-x for each class in order.
TOKEN_HEADS: dict[str, tuple[str, ...]] = {
    "attribution": ("source", "cue", "content"),
    "mention": ("Person", "Organisation", "Location", "Nationality", "Weapon", "Temporal", "Quantity"),
    "place": ("place",),
    "time": ("time",),
    "perpetrator": ("perpetrator",),
    "target": ("target",),
    "where": ("where",),
    "speaker": ("speaker",),
    "accused": ("accused",),
    "toll": ("killed", "injured", "abducted", "arrested", "missing", "displaced"),
    "template": ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon"),
}

FAMILIES: dict[str, tuple[str, ...]] = {
    "battle": ("government-regains-territory", "non-state-actor-overtakes-territory", "armed-clash"),
    "remote": (
        "chemical-weapon", "air-drone-strike", "suicide-bomb", "shelling-artillery-missile",
        "remote-explosive-landmine-ied", "grenade",
    ),
    "civilians": ("sexual-violence", "attack", "abduction-forced-disappearance"),
    "protest": ("peaceful-protest", "protest-with-intervention", "excessive-force-against-protesters"),
    "riot": ("violent-demonstration", "mob-violence"),
    "strategic": (
        "agreement", "arrests", "change-to-group-activity", "disrupted-weapons-use",
        "headquarters-or-base-established", "looting-property-destruction",
        "non-violent-transfer-of-territory", "other-strategic",
    ),
}  # fmt: skip

# Sentence heads: independent yes/no per class, pooled over the sentence by an attention of the class's own.
SENTENCE_HEADS: dict[str, tuple[str, ...]] = {
    "event": ("event",),
    "family": tuple(FAMILIES),
    "type": tuple(t for family in FAMILIES.values() for t in family),
    "status": ("claimed", "denied", "attempted"),
    "act": (
        "assert", "claim-responsibility", "deny", "accuse", "condemn", "praise", "threaten", "demand", "promise",
        "apologise-or-regret", "other",
    ),
    "statement": ("statement",),
    "template-type": ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage"),
}  # fmt: skip

# Two spans belong to one attribution: (role, cue) pairs scored by a biaffine form over span states.
LINKS: tuple[str, ...] = ("source", "content")
LINK_WIDTH = 96
# Distance in word pieces between the spans' nearer ends, with its sign, in buckets with these upper edges.
DISTANCE_EDGES: tuple[int, ...] = (-64, -32, -16, -8, -4, -2, -1, 0, 1, 2, 4, 8, 16, 32, 64)


def token_slices() -> dict[str, tuple[int, int]]:
    """Columns of the one token-tag matrix that belong to each head."""
    out, begin = {}, 0
    for name, classes in TOKEN_HEADS.items():
        out[name] = (begin, begin + 1 + 2 * len(classes))
        begin = out[name][1]
    return out


def sentence_slices() -> dict[str, tuple[int, int]]:
    """Columns of the one sentence-class matrix that belong to each head."""
    out, begin = {}, 0
    for name, classes in SENTENCE_HEADS.items():
        out[name] = (begin, begin + len(classes))
        begin = out[name][1]
    return out
