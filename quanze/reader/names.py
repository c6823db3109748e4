"""Names of bodies in a slot of a sentence or a cell: lists split, shared endings given back, posts taken apart."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from quanze.reader.lexicon import alternatives, words
from quanze.reader.tokens import vocabulary
from quanze.reader.wording import normalise, tidy
from quanze.text import abbreviation

_ENDINGS = words("agency_ending")
BODY_ENDINGS = words("council_ending")
_CLASS_HEAD = re.compile(
    r"(?:各|相關|有關|其他|其它|所有|全體|所屬|所轄|本府各|市府各|府內|本府所屬|地方|中央(?:及地方)?(?:相關|有關"
    r"|各|目的|主管)|直轄市|縣\(市\)|鄉\(鎮|目的事業|需求|權責|執行|受補助"
    r"|各級|該管|業管)"
)
_CLASS_TAIL = re.compile(
    r"(?:目的事業主管機關|(?:相關|有關|各|主管|權責|執行|業務|所屬|所轄|公務|各級|各一級|各二級)(?:權責|業務)?(?:機關|單位|局處"
    r"|局室|處室|部會|科室)(?:\(構\)|\(單位\))?|機關\(構\)|各機關學校|各級學校)$"
)
_NO_CLASS = re.compile(
    r"(?:撥打|聯絡|洽詢|電洽)[\u3400-\u9fff]+$|(?:擴大|鼓勵|引導|促進|強化|加強|提升|落實|補助|邀請|結合|輔導|協調|整合|串聯|提供|轉知|要求|宣導|動員|連結)[\u3400-\u9fff]{0,6}(?:學校|團體|機關|單位|業者|企業|廠商)$"
    r"|各?(?:相關|有關)之?(?:機關|單位|人員|部門|局處室?)$|各?(?:機關|單位)$|各(?:推動|工作)?(?:小組|分組|組|領域|部門)$"
    r"|(?:其他|其它|各該)(?:機關|單位)?$|[下左前]列|本[府院部署局會處所校](?:各)?(?:單位|機關|科室|處室|課室)$|(?:所屬|附屬|業務|幕僚)(?:各)?(?:單位|機關|科室|處室)$|(?:逕洽|請洽|洽(?!公))|有(?=[\u3400-\u9fff]{2,}[局處署]$)|書面|.*主管機關所$"
)
"""Words so wide that they name no body nor a class of bodies one could ask."""
_EVERYBODY = re.compile(
    r"(?:各|全體|全部|所有|全|本府|本市|市府|縣府|府內|其他|相關|有關|所屬|一級|之)+"
    r"(?:局處(?:室|會|署)?|局室|機關(?:單位|學校)?|單位|處室|科室|課室|部會|部門|課)"
)
_ROLE_NAMED = re.compile(
    r"(?:主政|主辦|主責|協辦|會辦|協管|召集|執行|承辦|權責|彙整|推動|業務|幕僚|主\(協\)辦)(?:之)?(?:機關|單位"
    r"|局處)(?:\(構\)|\(單位\))?$"
    r"|(?:委託|受託|指導|贊助|補助|合作|支援|發文|收文|提案|督導|考核|評鑑|參與|參加|規劃|設計|施工|監造|使用|申請|受理|通報|查報"
    r"|聯絡|聯繫|發布|公告|承包|得標|出席|列席|提供|填報|接管)單位$"
)
_POST = re.compile(f"{alternatives('post')}(?:{alternatives('post_tail')})?$")
_STEMS = frozenset(words("stem"))
SHORT_NAMES = frozenset(words("short_name"))
_AREA = re.compile(rf"(?:[\u3400-\u9fff]{{1,3}}{alternatives('area_ending')}|[東西南北中])$")
_ALL = r"(?:all|each|every|any)(?: of)?(?: the)?"
_UNNAMED = r"(?:other|various|several|multiple|relevant|appropriate|applicable|concerned|respective|affected|related)"
_OF_GOVERNMENT = (
    r"(?:department|agency|agencie|service|bureau|office|directorate|division|unit|team|ministry|ministrie|bodie)s?"
)
_AS_NEEDED = r"(?: (?:as|where|if) (?:needed|required|appropriate|necessary|applicable|relevant))?"
_ENGLISH_EVERYBODY = re.compile(
    rf"{_ALL} (?:(?:city|council|county|town|municipal|government|public|internal|other|relevant) )*"
    rf"{_OF_GOVERNMENT}{_AS_NEEDED}",
    re.IGNORECASE,
)
_ENGLISH_CLASS = re.compile(
    rf"(?:{_ALL}|{_UNNAMED}|local|community|partner|external|participating|neighbou?ring)"
    r"(?: (?!and\b)[a-z-]+){0,2} (?:partners|stakeholders|organi[sz]ations|schools|authorities|businesses|residents"
    r"|communities|groups|NGOs|non-?profits|councils|boroughs|universities|developers|operators)"
    rf"{_AS_NEEDED}",
    re.IGNORECASE,
)
WITH_OTHERS = re.compile(rf",? (?:and|or|&) (?=(?:{_ALL}|{_UNNAMED}) [a-z])", re.IGNORECASE)
"""What parts a name from a class behind it: Parks and all departments."""
_ENGLISH_NOBODY = (
    rf"various|several|multiple|(?:city|council|county|government)-?wide|everyone|everybody|stakeholders|partners"
    rf"|(?:all )?(?:{_UNNAMED} )+(?:{_OF_GOVERNMENT}|part(?:y|ies)|partners|stakeholders){_AS_NEEDED}"
)
UNSETTLED = (
    r"尚?[待未](?:定|訂|議|洽|指定|確定|確認|決定|協調|研議|研商|洽談|指派|分派|分工|議定|商議|核定)"
    r"|(?:協調|研議|研商|洽談|商議)中|另[定訂]|TB[ACD]"
)
"""Pattern of what says that a thing is yet to be settled."""
_NONE = re.compile(r"(?:無|免|暫無|不適用|N/?A|NIL|NONE|NOT APPLICABLE|-+|/+|\.+|…+|0|[RACIS])$", re.IGNORECASE)
"""What says that there is nobody, and needs no word about it."""
_NOBODY = re.compile(
    rf"(?:{UNSETTLED}|本(?:府|院|部|署|局|會|處|所|中心|校|公司)(?:單位)?|所屬(?:機關|單位)|同上|各該(?:機關|單位)?|該等|所[列示]|書面.*|各|等|其他|其它|相關|有關|各?(?:相關|有關)之?(?:機關"
    r"|單位|局處室?|部門|人員)?|單位|機關|與會(?:機關|單位)?|"
    rf"全體|全部|所有|[0-9.]+|{_ENGLISH_NOBODY})$",
    re.IGNORECASE,
)
_ROLE_WORD = re.compile(
    "|".join(
        re.escape(word)
        for word, category in vocabulary().items()
        if category in ("lead", "support", "review", "do", "title", "member", "appoint", "and")
    )
)
_NO_NAME = re.compile(
    r"[0-9%。;:?!]|罰|元$|以上|以下|(?<=.)之|的|為|應|得|不|可|每|另|依|於|並|且|其|者|進行|提供|辦理|推動|負責"
    r"|研擬|訂定|擬定|規劃|加強|落實|執行|協助|"
    r"完成|召開|檢討|審議|持續|強化|配合|說明|備註"
)
_OF_THE_NAME = (
    r"(?!和(?:平|美鎮|[\u3400-\u9fff](?<![東西南北中各該本])(?:[里村]|國[小中民]|高[中級]|社區|派出所))|暨[南大]|為民服務"
    r"|以(?:馬內利|琳|勒|色列)|及(?:人(?:國|中|高)|第)|由仁|並進國)"
)
"""What begins a name with the sign of a word that joins two: 和平區公所, 暨南國際大學, 為民服務中心."""
_LEADING = re.compile(
    rf"(?:[本全該]案(?=[請由交])|(?<![\u3400-\u9fff])有(?=[\u3400-\u9fff]{{2,8}}[局處署]))?(?:分別)?"
    rf"(?:{_OF_THE_NAME}(?:請|洽請|函請|商請|並?由|另由|以|為|會同|協同|必要時(?:得?洽)?|並|及|與|和|暨|包括|包含|計有|:|：|-))+"
)
_TAIL = re.compile(
    r"(?:等(?:相關|有關|各)?(?:[0-9零一二三四五六七八九十]{1,3}個?)?(?:機關\(單位\)|機關單位|機關\(構\)|機關|單位"
    r"|局處室|局處|部會|人員)?"
    r"|[0-9二三四五六七八九十]{1,2}(?:個)?(?:局處|機關|單位)|[依按](?:其|各自)?(?:職權|權責|職掌|職責|職能|法)(?:分工)?|共同|分別|之|。|;|\.|，|、|:)+$"
)
_ELIDED = (
    r"(?:等)?(?:各)?(?P<s>局\(處\)|處\(局\)|局\(科\)|科\(局\)|主管機關|機關|局處室|局處|處室|局室|科室|部會|局會"
    r"|局署|局|處|署|部|科|課|室|公所|委員會|分局|分處|大隊"
    r"|中心|司)$"
)
_ELIDE = re.compile(_ELIDED)
_MERGED_SUFFIX = re.compile(r"各(局|處|署|科|部|會)[、，/](處|室|署|會|科|局)(?![\u3400-\u9fff](?!.?(?:為|協|主|共)))")
_SEPARATOR = re.compile(r"[、，,;；\n/·+]|(?<=[)」\u3400-\u9fff])[ ]+(?=[「(\u3400-\u9fff])")
_LEVELS = re.compile(
    r"直轄市長?(?:、|及|與)縣\(市\)長?|鄉\(?鎮、市(?:、區)?\)?|鄉、鎮、市(?:、區)?"
    r"|(?<=各)縣、市(?:、區)?|縣、市、區"
)
"""Levels of government that share one name (直轄市、縣(市)政府) and are one class."""
_SPACED = re.compile(r"(?<=[局處署部會所科室府隊院心])[ \u3000]+(?=[\u3400-\u9fff])")
_CONJUNCTION = re.compile(r"以及|及|與|和|暨|或")
_JOINS = re.compile(rf"{_OF_THE_NAME}(?:{_CONJUNCTION.pattern})")
_GENERIC = ("分處", "分局", "分署", "單位", "機關", "機構", "該局", "該處", "所屬", "所屬機關", "所屬單位")
_NO_BODY = re.compile(
    r"(?:社會|機會|都會|全部|內部|外部|局部|幹部|[東西南北中]部|處所|場所|住所|用處|好處|到處|教室|居室|溫室|聚會"
    r"|團隊|運動會|博覽會|座談會|說明會|公聽會|研討會|發表會|記者會|音樂會|園遊會|人員|集會|宴會|[布佈格結]局|公開場|市場|農場|職場|立場|現場|車站|網站|各處|各局|各部)$"
)
_BARE = {
    "辦公室",
    "局",
    "處",
    "署",
    "部",
    "院",
    "科",
    "課",
    "室",
    "會",
    "府",
    "所",
    "隊",
    "館",
    "局處",
    "機關",
    "單位",
    "部會",
    "機構",
    "委員會",
    "政府",
    "公所",
    "中心",
    "團體",
    "公司",
    "處室",
    "學校",
}
_VERB = re.compile(
    r"推動|負責|辦理|會同|偕同|邀集|召集|主辦|協辦|擔任|兼任|擬定|擬訂|研訂|應(?![急用變])|得|將(?!軍)|需要|以利|提供|進行|透過|依據"
    r"|配合|屬於|指定|受理(?!窗口|中心)|後轉|(?:承辦|主辦|協辦|負責)之|主持|召開|[市縣區鄉鎮]長(?=.{2})|(?<=.)[則係](?=.)|(?<=.{2})依(?=.)|(?<![外社邦建])交(?![通流易響控保接管誼際界部大])|仍屬|(?<![附所直隸眷家親])屬|任務|業務權責|執行局處合作|計畫之|事項|情形|並|(?<!業)者|會議$|聘請|遴[選派聘]|[指推選薦]派|請(?=.)|(?<=[局處署部所會司府組心])[向於](?=.{2})"
)
_SECTION = re.compile(r"[\u3400-\u9fff]{2}(?:委員會|局|處|署|部|政府|中心)[\u3400-\u9fff]{2,6}[組股]$")
"""A section behind the name of its agency: 考核委員會綜合計畫組."""
_ACTS_ON = re.compile(
    r"(?:局|處|署|部|公所|政府|委員會|課|科|中心|公司|所)(?:彙報|回報|通報|提報|陳報|函報|提送|轉送|協調|督導|監督|輔導|通知|邀請|委託|洽請|函請|檢討|協同|結合|會商|指導|補助|要求|通令|提醒|核轉|轉知|轉請|轉達|函轉|會同|偕同|攜手|聯手|邀集|協助|配合|責成|指示|指派|請|洽)(?=.{2,})"
)
"""An agency that does something to another is no name: 水利處督導各區公所."""
_NOT_ITS_NAME = re.compile(
    r"^(?:上述|前述|上開|前開|前揭|下列)|(?<=[局處署部會所科室組府])[設置设]{1,2}[在於于](?=.)|(?<=.)妥處$"
)
"""It points at what was named before, says where it is kept (辦公室設在秘書處) or ends on what is to be done (妥處)."""
_DONE_TO = re.compile(r"(?:[監督導考核協調整合指揮溝通檢討彙審議查研規劃]{2,4})(?:及|與)?(?:本|各|所屬)")
"""What is done to somebody: 督導本局 is no agency."""
_UNIT_VERB = re.compile(r"(?:推動|執行)(?=(?:辦公室|小組|中心|委員會|處|科|組)$)")
"""A verb that is part of the name of a unit: 綠能推動辦公室."""
_SELF = re.compile(
    r"(?:[市縣轄]內|[甲乙丙丁]方|本府|本市政府|市府|縣府|本縣政府|[市縣]政府|本市|本縣|本院|本部|本署|本局|本會|本處|本公所|本所|本校|本公司|本中心|本館)(?=[\u3400-\u9fff])"
)
_UNDER = re.compile(r"[\u3400-\u9fff]{2,12}?[局處署部院府]所屬(?=[\u3400-\u9fff]{4})")
"""Before the name of an agency, the one that it is under: 本府衛生局所屬."""
_OFFICES = ("辦公室", "办公室", "辦公廳", "办公厅")
_PARTY = re.compile("[甲乙丙丁]方")
"""A party of an agreement, whose name its head gives."""
_ASSOCIATION = re.compile(r"(?:[協公學農漁工商總]|聯合|基金|水利|紅十字|促進|策進|發展|同業|家長|自治)會$")
"""The ends of names of associations, which are no councils."""
_OF_COUNCIL = re.compile(r"(?:推動|工作|審議|諮詢|管理)?(?:委員會|小組|會報|會|組)$")
_LEFT_OUT = re.compile(r"(?:委員|推動|審議|諮詢|諮議|管理|工作|協調|督導|審查|專案|小|分|會)*")
_BEGINS_AS_NAME = re.compile(r"[\u3400-\u9fff]{2,8}?(?:局|處|署|公所|政府|委員會)(?=[\u3400-\u9fff])")
_UNIT_END = re.compile(
    r"(?:[東西南北中一二三四五六七八九十]區|巡防區|區隊|分隊|總隊|工作站|管理站|[一二三四五六七八九十]組|營業所|服務所|廠|場)$"
)
"""The end of a unit of an agency."""
_LATIN_BODY = re.compile(r"[A-Z][\w&.'’-]*(?: (?:[A-Z][\w&.'’-]*|of|for|and|the|on|&|de|in|to))*")


@dataclass(frozen=True)
class Name:
    """A name as a list gave it: in full, the forms it may also be found under, and whether its ending was given back.

    ``parts`` are the pieces of the source that make it up when they stood apart. ``guessed`` is set where only its
    place in a list says that it is the name of a body.
    """

    text: str
    aliases: tuple[str, ...] = ()
    shared: bool = False
    parts: tuple[str, ...] = ()
    guessed: bool = False


def ends_as_body(text: str) -> bool:
    """Whether a name ends like a council, committee or group."""
    return text.endswith(BODY_ENDINGS)


def ends_as_agency(text: str) -> bool:
    """Whether a name ends like a public body and is more than the ending."""
    return text.endswith(_ENDINGS) and text not in _BARE and len(text) > 1 and not _NO_BODY.search(text)


def is_class(text: str) -> bool:
    """Whether a name means several bodies (各中央目的事業主管機關, 相關局處, 縣(市)政府, all departments)."""
    norm = normalise(text)
    if norm.isascii():
        return bool(_ENGLISH_CLASS.fullmatch(norm)) or is_everybody(norm)
    ended = norm.endswith((*_ENDINGS, "機關(構)", "學校", "團體"))
    return bool((_CLASS_HEAD.match(norm) and ended) or _CLASS_TAIL.search(norm))


def is_everybody(text: str) -> bool:
    """Whether a class has no limit but the government itself, as 各局處 and all departments have none; 各區公所 has."""
    norm = normalise(text)
    return bool((_ENGLISH_EVERYBODY if norm.isascii() else _EVERYBODY).fullmatch(norm))


CHANGED = re.compile(
    r"\((?=[^()]*[局處署部會所科室組府院心隊]\))[^()]*?(?:(?:改|移|轉|換)(?:由|為|歸|隸|交|撥|列|制為|名為)|併[入為]|整併|納入|原(?:為|由|屬|係|是|主辦)|更名|(?<=[年月日])(?:起|後)由)[^()]*\)"
    r"|\((?:自|從)[0-9]{2,4}年[^()]{0,8}起[^()]*[局處署部會所科室組府院心隊]\)"
)
"""Who has it later, or had it before, in brackets behind a name: （115年起改由環保局）; no part of a name."""


@lru_cache(maxsize=16_384)
def is_agency(text: str) -> bool:
    """Whether text in a slot for an agency is the name of one, and no clause."""
    norm = normalise(text)
    if "(" in norm and CHANGED.search(norm):
        return False
    if norm.isascii():
        return bool(_LATIN_BODY.fullmatch(norm)) and len(norm) > 1
    if norm.count("(") != norm.count(")"):
        return False
    core = _LEVELS.sub("地方", re.sub(r"\([^()]{0,20}\)$", "", norm))
    if (
        not 2 <= len(core) <= 32
        or any(c in "。:;「」!?、" for c in re.sub(r"\([^()]{0,20}\)", "", core))
        or core[0] in "在於由之如惟但並請設依"
    ):
        return False
    if _ROLE_NAMED.search(core) or _NO_CLASS.match(core) or _ACTS_ON.search(core) or _DONE_TO.match(core):
        return False
    if _NOT_ITS_NAME.search(core):
        return False
    if ends_as_body(core) and not core.endswith(
        ("委員會", "促進會", "策進會", "發展會", "推動小組", "指揮中心", "應變中心")
    ):
        return False
    return (ends_as_agency(core) or is_class(core) or bool(_SECTION.search(core))) and not _VERB.search(
        _UNIT_VERB.sub("", core)
    )


def agency_kind(text: str) -> str:
    """The code of the agency's kind, from how its name ends."""
    norm = normalise(text)
    if is_class(norm):
        return "class"
    if norm.isascii():
        return (
            "international"
            if re.fullmatch(r"[A-Z-]{2,12}|UN[ -].*|.*(?:United Nations|World |International ).*", norm)
            else "bureau"
        )
    if norm.endswith("政府"):
        return "government"
    if norm.endswith("公所"):
        return "office"
    if norm.endswith(("部", "院")) or (norm.endswith("委員會") and not re.search(r"[市縣]政府", norm)):
        return "ministry"
    if re.match(r"聯合國|世界|國際", norm):
        return "international"
    if norm.endswith("事務所"):
        return "office"
    return "bureau"


def split_agencies(text: str, known: Collection[str] = ()) -> list[Name]:
    """The names in a list like 「東區、西區公所、警察局及文化局」, endings shared by several given back to each.

    ``known`` are names met elsewhere; with them 民政及社會處 is two when 民政處 is one of them.
    """
    text = tidy(_SPACED.sub("、", text))
    whole = normalise(text)

    def spelled(part: str) -> str:
        at = whole.find(part)
        return text[at : at + len(part)] if at >= 0 else part

    return [
        Name(
            "".join(spelled(p) for p in n.parts) or spelled(n.text),
            tuple(spelled(a) for a in n.aliases),
            n.shared,
            guessed=n.guessed,
        )
        for n in _split(whole, known)
    ]


def _split(norm: str, known: Collection[str]) -> list[Name]:
    norm = _TAIL.sub("", norm)
    head = _LEADING.match(norm)
    if head:
        norm = norm[head.end() :]
    norm = _MERGED_SUFFIX.sub(r"各\1\2", norm)
    pieces = _pieces(norm, known)
    names: list[Name] = []
    waiting: list[str] = []
    for piece, after in pieces:
        piece = _TAIL.sub("", piece.strip(" 「」")) if not _ELIDE.search(piece) else piece.strip(" 「」")
        if not piece:
            continue
        shared = _ELIDE.search(piece)
        explicit = bool(shared and shared.start() and re.match(r"等|各", piece[shared.start() :])) and not is_class(
            piece
        )
        if waiting or explicit:
            if shared is None and not ends_as_agency(piece):
                if after in "，,;" or len(piece) > 8:
                    names.extend(_as_written(w) for w in (*waiting, piece))
                    waiting = []
                else:
                    waiting.append(piece)
                continue
            names.extend(_give_back([*waiting], piece, known))
            waiting = []
            continue
        if (
            not ends_as_agency(piece)
            and not is_class(piece)
            and not piece.isascii()
            and not _POST.search(piece)
            and len(piece) <= 8
            and "(" not in piece
            and after in "、/· "
        ):
            waiting.append(piece)
            continue
        names.append(_bracketed(piece))
    names.extend(_as_written(w) for w in waiting)
    return names


def _as_written(piece: str) -> Name:
    """A piece without an ending: a body by its place at most, and never completed."""
    return Name(piece, guessed=piece not in SHORT_NAMES)


_BESIDE_A_NAME = re.compile(r"但|由|不含|不包[括含]|改(?!良|善)|原(?:由|為|係)")
"""Words before a name that are no part of it."""


def may_name(text: str) -> bool:
    """Whether text without a body's ending could still be a body's name, as 慈濟 or 家樂福 in a list of partners."""
    norm = normalise(text).strip()
    if norm in SHORT_NAMES:
        return True
    if (
        _BESIDE_A_NAME.match(norm)
        or _ROLE_WORD.search(norm)
        or (_POST.search(norm) and not norm.endswith(("里長", "村長")))
    ):
        return False
    if _VERB.search(_UNIT_VERB.sub("", norm)):
        return False
    if _BEGINS_AS_NAME.match(norm) and not _UNIT_END.search(norm):
        return False  # 都市發展局接手: a name and a word that is none
    if re.search(r"(?:自行|自己|所有權人|所有人|使用人|管理人|行為人|申請人|住戶|民眾|業主|當事人)$", norm):
        return False
    return (
        2 <= len(norm) <= 12
        and norm not in _BARE
        and not names_nobody(norm)
        and not _NO_NAME.search(norm)
        and not is_document_like(norm)
    )


def is_document_like(norm: str) -> bool:
    """Whether text ends like a plan, a law or a measure and so names no body."""
    return bool(
        re.search(
            r"(?:計畫|方案|條例|辦法|要點|法|措施|策略|目標|指標|系統|工程|活動|設備|設施|作業|業務|工作|事項|機制)$",
            norm,
        )
    )


def names_nobody(text: str) -> bool:
    """Whether a cell or slot says in so many words that no body is named (無, N/A, 待定, 相關單位)."""
    norm = normalise(text).strip()
    return bool(_NONE.match(norm) or _NOBODY.match(norm))


_PIECE = re.compile(r"[^、,，;；\n/]+")


def without_nobody(text: str) -> tuple[str, list[str]]:
    """A list of agencies without its pieces that name nobody, and these pieces: 工務局、待定 is 工務局 and 待定.

    Where all name nobody, the text is as it was.
    """
    plain = WITH_OTHERS.sub(";", text) if text.isascii() else text
    pieces = [found[0].strip() for found in _PIECE.finditer(plain)]
    nobody = [piece for piece in pieces if names_nobody(piece)]
    if not nobody or len(nobody) == len(pieces):
        return text, []
    return ("; " if text.isascii() else "、").join(p for p in pieces if p not in nobody), nobody


def says_none(text: str) -> bool:
    """Whether a cell says that there is nobody, as a dash and 無 do and 待定 and 相關單位 do not."""
    return bool(_NONE.match(normalise(text).strip()))


_MORE_THAN_A_NAME = re.compile(
    rf"儘速|盡速|儘快|積極|持續|主動|務必|^(?:{alternatives('ask', 'hope')}|貴)(?=.{{3}})|"
    r"率先$|(?:與會|出席|列席)$|(?<=[局處署部會所])(?:亦|也|並|則|且)(?=.{3})|(?<=[局處署部所])會$"
    rf"|^(?:訂定|制定|修正|檢附|檢送|感謝|肯定|頒發|參訪|視察|前往|成立|設立|籌組|組成|非(?!營利|政府)|爰|特(?=[\u3400-\u9fff]{{4}}))|^(?:{alternatives('no_name')})(?=.{{3}})|^原(?:委任|由|屬|隸)|^[有含](?=[\u3400-\u9fff]{{2,}}[局處署])|^(?:各|下列|上述|相關)(?:小組|分組|工作小組|組)|人員|年度|用地予|優先至|立即|親自|(?<=[局處署部院府])(?:參考|參照)|[\[\]〔〕]"
    rf"|(?<=[局處署部])長(?={alternatives('surname')}[\u3400-\u9fff])"
    r"|(?<!目)的|下設|內設|^(?:研提|提報)|送(?=[本該])|(?<=[府局處署部院所關])(?:委託|委由|委請|補助|邀請|結合|函請|會商|會同|協商|設(?![備計施政]))(?=.{2})"
)


def more_than_a_name(text: str) -> bool:
    """Whether text ends like an agency and has a verb of asking before the name, or how something is done within it."""
    return bool(_MORE_THAN_A_NAME.search(normalise(text)))


def _pieces(norm: str, known: Collection[str]) -> list[tuple[str, str]]:
    """Split at separators outside brackets, and at conjunctions between two whole names; each with what follows it."""
    parts: list[tuple[str, str]] = []
    depth, last = 0, 0
    levels = {i for m in _LEVELS.finditer(norm) for i in range(*m.span())}
    for i, c in enumerate(norm):
        if i in levels:
            continue
        if c in "(「":
            depth += 1
        elif c in ")」":
            depth = max(0, depth - 1)
        elif depth == 0 and _SEPARATOR.match(norm, i):
            parts.append((norm[last:i], c))
            last = i + 1
    parts.append((norm[last:], ""))
    parts = [(p.strip(), s) for p, s in parts if p.strip()]
    elided = any(not ends_as_agency(p) and not is_class(p) and len(p) <= 6 for p, _ in parts[:-1])
    done: list[tuple[str, str]] = []
    for part, after in parts:
        plain = part[joined.end() :] if (joined := _JOINS.match(part)) else part
        pieces = _conjoined(plain, elided, known, listed=len(parts) > 1)
        done.extend((p, "、") for p in pieces[:-1])
        done.append((pieces[-1], after))
    return done


_ONE_NAME = re.compile(r"(?:農村發展及水土保持|林業及自然保育|社會及家庭|國民及學前教育|中小及新創企業)署")
"""Names of one agency with a word for "and", whose second half could be another one."""


def may_be_two(text: str) -> bool:
    """Whether a name may be those of two, 統一超商及新聞局, of which the second alone ends as a body; a line may also
    part them."""
    norm = _ONE_NAME.sub("署", normalise(text).strip())
    parts = [(norm[: m.start()].strip(), norm[m.end() :].strip()) for m in _PARTS_TWO.finditer(norm)]
    return any(_stands_apart(a, b) and may_name(a) for a, b in parts if a and b)


_PARTS_TWO = re.compile(rf"{_CONJUNCTION.pattern}|\n")


def _stands_apart(left: str, right: str) -> bool:
    """慈濟及消防局: what follows is a whole name of its own, what precedes no stem that could share its ending."""
    whole = _stemmed(right) or (_OF_TOWN.search(right) is not None and left[-1] not in "鄉鎮市區")
    return whole and not any(left.endswith(s) for s in _STEMS) and len(left) <= 6 and not left.isascii()


_OF_TOWN = re.compile("[鄉鎮市區]公所\\Z")


def _conjoined(part: str, elided: bool, known: Collection[str], listed: bool = False) -> list[str]:
    within = {i for m in _ONE_NAME.finditer(part) for i in range(*m.span())}
    for found in _CONJUNCTION.finditer(part):
        if found.start() in within:
            continue
        left, right = part[: found.start()], part[found.end() :]
        if not left or not right or right in _GENERIC or _inside_bracket(part, found.start()):
            continue
        whole_left = (
            ends_as_agency(left)
            or bool(_POST.search(left))
            or is_class(left)
            or left in SHORT_NAMES
            or bool(_PARTY.fullmatch(left))
        )
        whole_right = (
            ends_as_agency(right.split("、")[0])
            or bool(_POST.search(right))
            or is_class(right)
            or bool(_CONJUNCTION.search(right))
            or bool(_PARTY.fullmatch(right))
        )
        ending = _ELIDE.search(right)
        shared = ending is not None and left + ending["s"] in known
        if listed and _stands_apart(left, right) and may_name(left):
            return [left, *_conjoined(right, elided, known)]
        if (whole_left and whole_right) or (elided and whole_right and len(left) <= 6) or (shared and not whole_left):
            return [*_conjoined(left, elided or shared, known), *_conjoined(right, elided or shared, known)]
    return [part]


def _stemmed(name: str) -> bool:
    """Whether a name is a known stem with one of the usual endings."""
    return name[:-1] in _STEMS and name[-1:] in "局處署部"


def is_short_or_stemmed(name: str) -> bool:
    """Whether a name is one in common use: a known stem with an ending, or a known short form."""
    plain = normalise(name)
    return plain in SHORT_NAMES or _stemmed(plain)


def _inside_bracket(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _give_back(stems: list[str], piece: str, known: Collection[str]) -> list[Name]:
    """The names of a run whose last one carries the ending for all; a part that is no known stem stays as written."""
    found = _ELIDE.search(piece)
    if found is None or not found.start():
        return [*(_as_written(s) for s in stems), Name(piece)]
    suffix, own = found["s"], piece[: found.start()]
    if not re.match(r"等|各", piece[found.start() :]):
        if stems and len(stems[-1]) == 1 and len(piece) > len(suffix) + 1:
            suffix = piece[len(stems[-1]) :]
        return [*(_ended(s, suffix, known) for s in stems), Name(piece)]
    return [_ended(s, suffix, known, _alternatives(s, suffix)) for s in [*stems, own]]


def _ended(stem: str, suffix: str, known: Collection[str], more: tuple[str, ...] = ()) -> Name:
    """A stem with the ending it shares, when it is known to be one."""
    plain = re.sub(r"^(?:本府|市府|縣府|本市|本縣|[\u3400-\u9fff]{2,3}[市縣](?:政府)?)(?=[\u3400-\u9fff]{2})", "", stem)
    area = bool(_AREA.match(stem)) and suffix.endswith("公所")
    if not area and stem not in _STEMS and plain not in _STEMS and stem + suffix not in known:
        return _as_written(stem)
    return Name(stem + suffix, (stem, *more) if more or len(stem) > 1 else (), True, (stem, suffix))


def _alternatives(stem: str, suffix: str) -> tuple[str, ...]:
    """建設局 and 建設處 for 建設局處, so that either is found."""
    letters = suffix.replace("(", "").replace(")", "")
    return (
        tuple(stem + c for c in letters)
        if 1 < len(letters) <= 3 and letters not in ("公所", "大隊", "中心", "委員會")
        else ()
    )


def _bracketed(piece: str) -> Name:
    """A name with a remark in brackets behind it: the section of a bureau, or a short form."""
    found = re.fullmatch(r"(?P<n>[^()]+)\((?P<b>[^()]{1,20})\)", piece)
    if not found or not ends_as_agency(found["n"]) or found["b"] in ("局", "處", "科", "室", "構", "單位"):
        return Name(piece)
    if ends_as_agency(found["b"]) and not re.search(r"[科課組室股館場廠站隊校所]$", found["b"]):
        return Name(piece)  # 市場監管局(知識產權局) is one body of two names, and keeps both
    inner = re.sub(r"^(?:以下簡稱|下稱|簡稱|以下稱)", "", found["b"])
    return Name(found["n"], (inner,) if inner != found["b"] or abbreviation.is_short(inner, found["n"]) else ())


def abbreviates(short: str, full: str) -> bool:
    """Whether one name is an abbreviation of the other, see ``quanze.text.abbreviation``."""
    return abbreviation.abbreviates(normalise(short), normalise(full))


def shortens(short: str, full: str) -> bool:
    """Whether a short name is the end of a council's full one, whole or without 委員 … (甲部法規委員會: 法規會)."""
    if not 3 <= len(short) <= 16 or short[-1] not in "會組報" or _ASSOCIATION.search(short):
        return False
    stem = _OF_COUNCIL.sub("", short)
    stem = stem if len(stem) > 1 else short[:-1]
    at = full.rfind(stem)
    left = full[at + len(stem) :]
    return at > 0 and left[-1:] == short[-1] and bool(_LEFT_OUT.fullmatch(left[:-1]))


def may_be_council(text: str) -> bool:
    """Whether a name may be that of a body with seats and of no agency (法規會; 甲院某委員會 is a commission)."""
    norm = normalise(text)
    commission = re.search(r"^(?:國家|中央|公平)|院.{2,}委員會$", norm)
    return norm.endswith("會") and not _ASSOCIATION.search(norm) and norm not in SHORT_NAMES and not commission


def without_self(text: str) -> str:
    """A name without 本府, 本市 or the like before it, when a whole name remains."""
    under = _UNDER.match(normalise(text))
    if under and ends_as_agency(text[under.end() :]) and not is_class(text[under.end() :]):
        return text[under.end() :]
    found = _SELF.match(normalise(text))
    if found and (ends_as_agency(text[found.end() :]) or is_class(text[found.end() :])):
        rest = text[found.end() :]
        # 市政府辦公室 is an office of its own, and 辦公室 alone that of nobody.
        return rest if rest not in _OFFICES and (not is_class(rest) or len(rest) > 3) else text
    return text


def post_of(text: str) -> tuple[str, str]:
    """A post taken apart: the agency (empty when none is named) and the post, as in 甲部乙署署長."""
    norm = normalise(text)
    if re.match(r"直轄市長(?:、|及|或)縣\(市\)長", norm):
        return "", text
    either = re.match(r".*?(?=或)", norm)
    if either and _POST.search(either[0]):
        norm, text = either[0], text[: either.end()]
    found = _POST.search(norm)
    if not found:
        return "", ""
    cut = found.start()
    either_head = re.match(r"([局處])\([局處]\)長$", norm[cut:])
    if either_head:
        # 社會局(處)長 heads the 社會局(處).
        return text[: len(norm) - 1], text[cut:]
    return text[:cut], text[cut:]


_SURNAME = alternatives("surname")
_WITH_PERSON = re.compile(
    rf"(?P<post>{alternatives('post')}){_SURNAME}[\u3400-\u9fff]{{1,2}}(?<![局處署部會所科室院隊組司長])(?=$|[、，及與和暨])"
    rf"|(?<![\u3400-\u9fff]){_SURNAME}(?P<called>副?(?:市長|縣長|局長|處長|署長|部長|院長|秘書長|區長|鄉長|鎮長|主委)$)"
)
"""Somebody by name, behind a post or before it: 市長某某某, 某市長."""


def without_people(text: str) -> str:
    """Posts without the names of those who hold them today, who may be others tomorrow."""
    return _WITH_PERSON.sub(lambda m: m["post"] or m["called"], text)


def split_posts(text: str) -> list[str]:
    """The posts of a list like 「甲部次長及乙部次長」; one post held by either of two stays one."""
    text = tidy(text)
    whole = normalise(text)
    norm = _TAIL.sub("", whole)
    head = _LEADING.match(norm)
    if head:
        norm = norm[head.end() :]
    posts: list[str] = []
    for part in re.split(r"[、，,]", _LEVELS.sub(lambda m: m[0].replace("、", "\ufffc"), norm)):
        part = part.replace("\ufffc", "、")
        posts.extend(_posts_and(part))
    spelled = [text[whole.find(p) :][: len(p)] for p in posts if p]
    if len(spelled) > 2 and post_of(spelled[-1])[1] and not post_of(spelled[0])[1]:
        return _posts_of_each(spelled)
    if len(spelled) == 1 or (len(spelled) > 1 and not post_of(spelled[0])[1]):
        return _one_post_for_all(spelled)
    return spelled


def _posts_of_each(posts: list[str]) -> list[str]:
    """「甲課、乙課課長及各里里長」: agencies before a post have that post, and the list may go on behind it."""
    done: list[str] = []
    waiting: list[str] = []
    for post in posts:
        waiting.append(post)
        if post_of(post)[1]:
            done.extend(_one_post_for_all(waiting) if len(waiting) > 1 else waiting)
            waiting = []
    return done


def _one_post_for_all(posts: list[str]) -> list[str]:
    """「民政處、農業處及觀光處處長」: the heads of three, each with the post named last."""
    agency, post = post_of(posts[-1])
    agency = re.sub("[之的]$", "", agency)
    if not post or not agency:
        return posts
    names = [n.text for n in split_agencies("、".join([*posts[:-1], agency]))]
    if len(names) < 2 or not all(is_agency(n) for n in names):
        return posts
    return [
        n + (n[-1] + "長" if re.fullmatch(r"[局處署科室所]長", post) and n[-1] in "局處署科室所" else post)
        for n in names
    ]


def _posts_and(part: str) -> list[str]:
    for found in re.finditer(r"以及|及|與|和|暨", part):
        left, right = part[: found.start()], part[found.end() :]
        if _POST.search(left) and right:
            return [left, *_posts_and(right)]
    return [part]
