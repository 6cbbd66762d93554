"""Words for parameters and their number in other languages than English."""

from __future__ import annotations

import re

# Written without spaces or as two words: each is one token, and stands for the English word.
_COUNTS = "総パラメータ数 总参数量 总參數量 總參數量 参数总量 参数总数 总参数 参数数量 参数个数 参数数目 参数量 參數量 參數數量 パラメータ総数 パラメーター数 パラメータ数"
_NOUNS = "参数 參數 パラメーター パラメータ 파라미터 매개변수"
_KOREAN = (r"총\s?파라미터(?:\s?개?수)?", r"파라미터\s?개?수", r"매개변수\s?개?수")

COUNT = "|".join([*_KOREAN, *_COUNTS.split()])
NOUN = "|".join(_NOUNS.split())
VIETNAMESE = r"(?:[Ss]ố(?:\s+lượng)?\s+)?[Tt]ham\s+số"
# Ideographs, kana and Hangul, which stand together without spaces.
UNPARTED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
# What joins such a word to a number, right behind it, and the counters between a number and the word.
JOINT = r"(?<=[参數数量ター수터])\s?(?:约为|大约为|约是|为|為|是|は|가|는|은)"
ABOUT = r"(?<=[参數数量ター])\s?(?:约|約|大约)"
COUNTER = r"(?<=[0-9kKmMbB万])\s?(?:개의?|個の?|个的?|個)(?=\s?(?:参|參|パ|파|매|可|不可|学習|$|[)。，、]))"
# What says no more than that this layer has so many: "this layer has altogether 1,290 parameters".
_HERE = "(?:(?:这一层|这层|该层|此层|本层)的?|一共|总共|共计|总计|合计|共|有|包含|含有|拥有){1,4}"
LEAD = (
    rf"{_HERE}(?=\s?(?:约|大约)?\s?[0-9][0-9,.]{{2,}}\s?[kKmMB]?\s?个?(?:可训练|可学习)?的?参数)"
    r"|(?:这一层|这层|该层|此层|本层)的?(?=(?:可训练|可学习)?参数)"
)
FROZEN = "不可训练的?|不可训的?"
TRAINABLE = "可训练的?|可学习的?|学習可能な"

# Words of languages that part words as English does.
NOUNS = frozenset(
    "paramètres paramètre параметров параметра параметры parametre parametreler parámetros parâmetros parametri "
    "parametrów parametern parametrar tham-số".split()
)
NUMBERS = frozenset("nombre número numero numéro количество число anzahl sayısı sayisi liczba".split())
JOINING = frozenset("de des der di los los".split())
# Languages that part thousands by points.
POINTED = frozenset(
    "tham-số parametre parametreler parámetros parâmetros parametri anzahl número numero sayısı sayisi".split()
)
# German nouns that English has too, but for the capital.
GERMAN = frozenset({"Parameter", "Parametern"})
# Words that part whom a number is said of from the number: "Das Netz hat", "Modèle avec".
VERBS = frozenset(
    "hat haben besitzt enthält umfasst mit avec possède contient compte comporte totalise con tiene contiene cuenta "
    "tem contém possui ha conta".split()
)
ARTICLES = frozenset(
    "das dieses der dieser die diese den dem ein eine einen insgesamt genau nur hier le la les ce cette un une au el este "
    "esta una uma il lo questo questa gli nur seulement exactement exactamente".split()
)
MODELS = frozenset(
    "modell netz netzwerk schicht klasse modèle réseau couche modelo rede red capa camada modello rete strato".split()
)
TRAINED = frozenset("trainierbare trainierbaren lernbare lernbaren trainierbarer".split())

_ANY = re.compile(
    "|".join(
        [
            "param[eèé]tr",
            "参数",
            "參數",
            "パラメ",
            "파라미터",
            "매개변수",
            "[пП]араметр",
            "parámetro",
            "parâmetro",
            "tham số",
        ]
    )
    .encode()
    .replace("[eèé]".encode(), b"(?:e|\xc3\xa8|\xc3\xa9)")
    .replace("[пП]".encode(), b"(?:\xd0\xbf|\xd0\x9f)")
)
_NEAR = 60
_DIGIT = re.compile(rb"[0-9]")


def may_count(raw: bytes) -> bool:
    """Whether a word for parameters stands near a number in lower-cased UTF-8."""
    if raw.isascii() and b"parametr" not in raw:
        return False
    return any(
        _DIGIT.search(raw, max(0, each.start() - _NEAR), each.end() + _NEAR) for each in _ANY.finditer(raw)
    )
