"""What the heads of a table mean, by the words they are made of."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from quanze.reader.columns import Head
from quanze.reader.tables.head_words import head_of_words, only_year, spans_years, year_of_head
from quanze.reader.wording import DATE, date_of, normalise, one_line, tidy, with_eras

LEADS = (
    "主辦|主責|主政|權責|權管|負責|承辦|牽頭|執行|統籌|主導|召集|彙整|主管|責任|業管|業務|職掌|執掌|推動|辦理|實施|擔當|主擔當|所管|規劃|落實|推進|承擔"
    "|主要權責|主要負責|主要主辦|主"
)
SUPPORTS = (
    "協辦|會辦|協管|協同|配合|協力|支援|協助|合辦|合作|參與|參加|配合辦理|配合執行|協同辦理|協助辦理|會同|關係|關連|連攜|連携|共同"
    "|次要|協作|成員|共同(?:執行|辦理|推動|主辦)"
)
REVIEWERS = "督導|督管|督考|管制考核|追蹤管考|管考|審查|考核|列管|監督|審議|檢核"
UNITS = (
    "政策局|部[·・/、]?課|部[·・/、]?局|機關單位|科別|夥伴|伙伴|局處室|機關|單位|局處|科室|部門|處室|局室|課室|部課|部署|部局|機構|部會|者|課|科|主體|先|局"
    "|處"
)
_ALONE = (
    "主要權責|主要負責|主辦|主責|主政|主導|統籌|承辦|牽頭|召集|權責|負責|協作|協辦|會辦|協管|合辦|配合|協同|協助|協力|支援"
    "|督導|督考|管制考核|管考|權管|權責分工"
)
_ROLES = (
    ("CONVENES", rf"(?:主要)?(?:{LEADS})(?:業務)?(?:之)?(?:{UNITS})"),
    ("CO_ORGANIZES", rf"(?:主要)?(?:{SUPPORTS})(?:業務|責任)?(?:之)?(?:{UNITS})"),
    ("REVIEWS", rf"(?:{REVIEWERS})(?:{UNITS})"),
)
_EN_LEAD = (
    r"(?:joint |overall |main |primary |key )?(?:lead(?:ing)?|responsible|accountable|implementing|coordinating"
    r"|co-ordinating|custodian|executing|convening)"
)
_EN_SUPPORT = (
    r"(?:key |other |main |external |internal )?(?:support(?:ing)?|partner(?:s|ing)?|contributing|collaborating"
    r"|co-?operating|assisting|delivery|participating)"
)
_EN_UNIT = (
    r"(?:agenc(?:y|ies)|departments?|depts?\.?|part(?:y|ies)|offices?|bod(?:y|ies)|organi[sz]ations?|entit(?:y|ies)"
    r"|units?|teams?|bureaus?|authorit(?:y|ies)|services?|directorates?|sections?|groups?|functions?|"
    r"partners?|ministr(?:y|ies)|institutions?|actors?|person|staff|division|\(s\)|/)"
)
_ENGLISH = (
    (
        "CONVENES",
        rf"(?:{_EN_LEAD}(?: {_EN_UNIT})*|(?:the )?{_EN_UNIT} (?:in charge|responsible|accountable)(?: (?:of|for) .+)?"
        r"|(?:project |action |risk )?owners?|(?:primary |main |lead "
        rf"|overall )?responsibility"
        rf"|(?:led|delivered) by|lead(?: |/)?(?:agency|dept\.?)|leads? ?/ ?co-?leads?|(?:delivery|implementation"
        rf"|project) lead"
        rf"|(?:lead|responsible) officers?(?: ?/ ?| (?:and |or )?){_EN_UNIT}"
        rf"|{_EN_UNIT} ?/ ?(?:lead |responsible )?officers?"
        rf"|who is responsible\??|by whom|persons? (?:in charge|responsible)"
        r"|(?:city |council |county |town |municipal |staff )?leads?(?:\(s\))?"
        rf"|custodian(?: agency)?|conven(?:er|es)|who(?: leads?)?|in charge)",
    ),
    (
        "CO_ORGANIZES",
        rf"(?:{_EN_SUPPORT}(?: {_EN_UNIT})*|{_EN_SUPPORT} officers?(?: ?(?:/|,|and) ?{_EN_UNIT})*"
        r"|consulted|collaborators?|supported by|support(?: from)?"
        r"|co-organi[sz]e(?:s|rs?)"
        r"|contributors?"
        rf"|secondary responsibility|in support|{_EN_UNIT} (?:concerned|involved)|(?:concerned|involved) {_EN_UNIT}"
        r"|co-?leads?|in partnership with|working with|who (?:else )?(?:supports?|helps?)"
        rf"|who else is involved|others? involved|(?:key )?stakeholders?)\??",
    ),
    ("REVIEWS", r"(?:review(?:er|ed by|s)?|oversight(?: body)?|approved by|monitoring (?:agency|body))"),
)
_BASE = "(?:基準|基期|基線|基礎|基數|基(?=值))"
_LATEST = re.compile("目前|當前|最新|最近|Latest|Current|Most", re.IGNORECASE)
_OF_A_YEAR = ("target", "result", "computed")
_OTHER = (
    (
        "beside",  # columns of our own list of roles, which the words of others do not name
        r"預估值?|推估值?|Kind|Under target|Source's word|Distance|Path|Locator|Quote|Origin"
        r"|Valid (?:from|to)|Agency group"
        r"|Letters"
        r"|(?:Item|Agency) ID",
    ),
    (
        "leadless",
        r"主\(協\)辦.*|主協辦.*|主、協辦.*|主/協辦.*|主辦/協辦.*|主辦\(協辦\).*|(?:主辦|主責)(?:及|與|、|/)協辦.*"
        r"|權責分工",
    ),
    ("role_column", r".{0,4}角色(?:別)?|職責|權責(?:別|類型|角色)|分工(?:角色|性質)?|任務角色|役割|Role(?: type)?"),
    ("letter", r"字母|代號|Letter"),
    ("inherited", r"承襲|間接|Inherited|Indirect"),
    (
        "number",
        r"(?:措施|計畫|行動|策略|任務|工作|案件)(?:編號|代碼|序號)|(?:[A-Z]{2,6} )?Ref\.?"
        r"|編號?|編次|順序|番號|代號|代碼|案號|流水號|項次|序號|序|項目編號|項目?次|編碼|WBS ?No\.?|No\.?|#|Number"
        r"|(?:Action|Item|Measure|Task|Strategy|Policy) ?(?:No\.?|[Nn]umber|ID|[Cc]ode)|Ref\.?(?: ?no\.?)?|ID"
        r"|Item no\.?",
    ),
    (
        "subgroup",
        r"(?:推動|負責|所屬|主責|分工|工作|任務|專案|功能|業務|專責)?(?:小組|分組|組別|編組|工作組|組)(?:別|名稱)?"
        r"|(?:Working |Task )?group|Subgroup",
    ),
    ("code", r"(?:指標|目標)(?:代碼|編號|代號)|(?:Indicator )?[Cc]ode"),
    (
        "baseline",
        rf"(?:{DATE}|[0-9]{{2,4}}年?(?:度)?){_BASE}(?:值|數)?"
        r"|(?:FY ?)?(?:19|20)[0-9]{2}(?:[/-][0-9]{2})? [Bb]aseline(?: value)?"
        rf"|{_BASE}年(?:度|份)?\((?:{DATE}|[0-9]{{2,4}}年?)\)"
        r"|(?:Baseline|Base year) ?\((?:FY ?)?(?:19|20)[0-9]{2}(?:[/-][0-9]{2})?\)",
    ),
    ("baseline_year", rf"{_BASE}(?:年(?:度|份|期)?|期別)|Base(?:line)?[- ]?year"),
    (
        "current",
        rf"(?:{DATE}|(?:19|20)[0-9]{{2}}年?)?(?:度)?(?:目前|當前|最新|最近|現況|現狀|現状)(?:年)?"
        r"(?:值|數值|情形|量|數|實績|成果|狀況|數據)?(?:\(.{2,10}\))?",
    ),
    (
        "current",
        r"(?:Latest|Current|Most recent)(?: value| figure| data| status| performance| level| position| result"
        r"| actual)? ?\(?(?:as (?:at|of) )?(?:FY ?)?(?:19|20)[0-9]{2}(?:[/-][0-9]{2})?\)?"
        r"|(?:19|20)[0-9]{2} (?:latest|current)(?: value| figure)?",
    ),
    (
        "computed",
        rf"(?:{DATE}|(?:19|20)[0-9]{{2}}年?)?(?:度)?(?:年度|累計|目標|指標|預定|實際|計畫|工作)*"
        r"(?:達成率|達標率|執行率|完成率|達成比率|達成比例|完成比例|完成度|達成度|進度百分比|(?:執行|辦理|工作)?進度\([%％]\))(?:\([%％]\))?"
        r"|(?:(?:19|20)[0-9]{2} )?(?:%|Per ?cent(?:age)?) ?(?:of target )?"
        r"(?:achieved|completed?|met|attained|done|of target)(?: \(%\))?"
        r"|(?:Target )?(?:Achievement|Completion|Attainment|Delivery)(?: (?:rate|ratio|%|percentage))(?: ?\(%\))?"
        r"|% ?progress|Progress ?\(?%\)?",
    ),
    (
        "baseline",
        rf"(?:{DATE}|(?:19|20)[0-9]{{2}}年?)?"
        rf"(?:{_BASE}|現況|初始|現狀)(?:年)?(?:基礎)?(?:值|數值|情形|量|數)?(?:\(.{{2,10}}\))?|{_BASE}年.{{0,8}}值"
        r"|.{0,10}?(?:計畫)?(?:策定|目標設定|設定|訂定|擬訂|基準|計畫當初)(?:時|當初)(?:點)?(?:的|の)?(?:現況|現狀)?(?:值|數值)?(?:\(.{2,14}\))?"
        r"|Baseline(?: value)?",
    ),
    (
        "indicator",
        r"(?:關鍵|主要|量化|工作|成果|追蹤|預期)?(?:績效|衡量|評估|管考|檢核|成效|KPI|考核)?(?:指標)(?:名稱|項目"
        r"|及單位|內容|\(KPI\))?|KPIs?|績效衡量|查核點指標"
        r"|衡量標準|年度(?:績效)?指標|(?:[Ss]uccess |[Oo]utcome |[Oo]utput )(?:[Mm]easures?|[Cc]riteria)"
        r"|[\u3040-\u30ff\u3400-\u9fff]{1,16}[のす][\u3040-\u30ff\u3400-\u9fff]{0,4}指標"
        r"|(?:取組|成果|活動|數值)指標|How (?:we will|we'll"
        r"|will we) (?:measure"
        r"|know|track)(?: \w+)?\??|(?:Key )?(?:[Pp]erformance )?(?:[Ii]ndicators?|[Mm]etrics?"
        r"|(?<=[Pp]erformance )[Mm]easures?|[Mm]easures? of success)(?: name)?",
    ),
    ("unit", r"(?:計量|指標|量測|衡量|KPI)?單位|Units?(?: of measure)?"),
    (
        "target",
        r"(?:年度|今年度|預期|預定|量化|質化|分|中長期|數值|計畫|總|分年|歷年|各年|累計|績效|最終|期末|努力|到達|達成|長期的?|中期的?)?目標(?:值|量|數)?(?:\(.{1,12}\))?"
        r"|.{0,10}年.{0,4}目標值?|預期(?:值|達成值)"
        r"|(?:FY ?)?(?:19|20)[0-9]{2} [Gg]oals?(?: value)?"
        r"|(?:Interim )?Milestones? \((?:FY ?)?(?:19|20)[0-9]{2}\)|(?:19|20)[0-9]{2} [Mm]ilestones?"
        r"|(?!.*SDG).{0,10}[Tt]argets?(?: value)?(?: ?(?:by )?(?:19|20)[0-9]{2})?",
    ),
    (
        "result",
        r"(?:年度|實際|執行|累計|分年|歷年|歷次|歷史|近年|各年度?)*(?:實績|成果|達成|實際|完成)(?:值|數|量|情形"
        r"|績效)|實績|達成情形"
        r"|.{0,10}年度?(?:進捗|進展)(?:狀況|情況|值)"
        r"|.{0,10}年.{0,4}(?:實績值?|成果值?|實際值?|達成值"
        r"|執行成果)|實際|達成"
        r"|(?:(?:19|20)[0-9]{2}(?:[/-][0-9]{2})? |[Ll]atest |[Mm]ost recent |[Cc]urrent )?"
        r"(?:[Rr]esults?|Achieved|[Aa]ctual)"
        r"(?: (?:in )?(?:19|20)[0-9]{2})?",
    ),
    ("direction", r"(?:期望|目標|指標|變動)方向|(?:Wanted |Desired )?[Dd]irection"),
    (
        "begin",
        r"(?:預定|計畫|開始|起始)?(?:開始|起始|啟動|開工)(?:日期?|時間|年度?|時期|年月)"
        r"|Start(?:s|ing)?(?: date| year)?|Begins?",
    ),
    (
        "end",
        r"(?:預定|計畫)?(?:結束|終了)(?:日期?|時間|年度?|時期|年月)|End(?:s|ing)?(?: date| year)?|Finish(?: date)?",
    ),
    (
        "due",
        r"目標年(?:度|份)?|完成日|(?:預定|預計|計畫)進度|預[計定]完成|(?:完成|預定完成|預計完成|應完成|截止|達成)(?:期限|時限|時間|日期|時程|年度?|年限|日)|辦理(?:期限|時限)|時限"
        r"|期限|時間節點"
        r"|完成時間節點|時限要求|何時(?:完成|辦竣)|(?:Delivery|Due) date|Due(?: by)?|Estimated completion"
        r"|Deadlines?|(?:Target |Planned |Expected )?[Cc]ompletion(?: date| year)?|By when\??"
        r"|Complete(?:d)? by|To (?:take place|be (?:completed|delivered|done|achieved)) by|(?:進度|時間)要求"
        r"|Target (?:date|year)",
    ),
    (
        "period",
        r"(?:執行|辦理|推動|計畫|實施|預定|起訖|工作|規劃)?(?:期程|期間|年度|時期|時程|日期|時間|時間安排|時間進度|時程規劃|年期"
        r"|起[迄訖](?:時間|期間|日期)|起迄年|年限|起迄|年次計畫"
        r"|進度時程|進度安排|(?:實施|工作|推動)?時間表)(?:\(.{1,6}\))?|スケジュール|Period|Time ?scale"
        r"|(?:Implementation )?(?:Time ?line|Time ?frame)|Timing|Schedule|Years?|When\??",
    ),
    (
        "sdg",
        r"細項目標(?:編號|代碼)?|永續目標|(?:對應|連結|相應|關聯)?(?:之)?(?:聯合國)?(?:永續發展目標|SDGs?"
        r"|永續發展細項目標"
        r"|SDGs?細項目標|SDGs?目標"
        r"|T?SDGs?指標)(?:\(SDGs?\))?(?:細項)?(?:目標|指標)?(?:對應|連結)?|(?:Related |UN )?SDG(?: goal| target)?s?",
    ),
    (
        "beside",
        r"(?:承辦|聯絡|負責|業務|責任)(?:人員|人|窗口)|(?:牽頭|分管|責任|掛帥)領導|聯絡(?:電話|方式)"
        r"|(?:Responsible |Lead |Accountable )?(?:officer|contact|manager|official)s?"
        r"|(?:Portfolio holder|Lead (?:[Cc]ouncillor|[Mm]ember))s?|(?:目標|工作|質量|品質|標準)要求"
        r"|(?:預期|量化|計畫|減碳|減量"
        r"|執行)?(?:效益|成效|減碳量|減量效益|減碳效益|產出)(?!(?:衡量|評估)?指標)(?:.{0,12})|(?:所需|計畫|總|年度)?(?:經費|預算)(?:需求"
        r"|來源|金額|額度)?(?:.{0,14})|.{1,12}(?:經費|預算|決算|概算|補助款|自籌款|配合款)(?:數|金額|額度)?(?:\(.{1,10}\))?|(?:預算|經費)(?:執行|支用|動支)率|備註|備注|備考|說明|聯[系繫]人|予算額|附註|管考(?:建議|意見|情形|結果)|(?:年度)?(?:查核點|里程碑)"
        r"|目標達成情形|.{0,4}(?:理由|原因)|(?:執行|推動|辦理)(?:狀態|狀況|現況)|(?:目前)?進度(?:說明)?|列管(?:情形|狀態|建議)|(?:資料|數據)(?:來源|提供)(?:單位|機關|局處)|(?:計算|辦理|推動|評量|評估"
        r"|衡量|檢核)(?:方式|方法|公式|體制)|(?:取組|進捗"
        r"|進展)(?:狀況|情況)"
        r"|辦理情形|執行情形|執行進度|進度|辦理進度|資料來源|優先(?:順序|度)?|風險.{0,6}|出處|位置|引文|路徑|距離"
        r"|來源.{0,4}|生效日|失效日|.{0,8}識別碼|合計|小計|總計|機關類別"
        r"|字母依據|狀態|Benefits?|Expected .+|.*[Bb]enefits?|Budget|Costs?.*|Funding.*|Notes?|Remarks?|Status|Priority"
        r"|Informed|Impact.*|Comments?"
        r"|Milestones?|Progress(?: to date)?|Source|Total|RAG(?: status| rating)?|(?:Latest "
        r"|Progress |Status )?[Uu]pdates?"
        r"|Resourc(?:e|es|ing)|Difficulty|Equity.*|GHG.*|Cumulative.*|Savings?.*",
    ),
    (
        "agency",
        r"(?:機關|局處|單位名稱|部會|機關單位)(?:\(單位\)|/單位|名稱|別)?|部門/機關"
        r"|(?:City|Council|County) department|Agency|Department|Organi[sz]ation|Directorate|Ministry|Bureau|Division"
        r"|Branch|Business unit|Service area"
        r"|Body|Agencies|Departments",
    ),
    (
        "level",
        r"(?:推動|實施|重點|關鍵|績效|具體的な?|主な|基本|總體|大|中|小|行動|因應|調適|減量|發展|執行|上位|核心|具體|主要|細部|工作"
        r"|任務|施政|計畫|子|次|策略|政策"
        r"|各|目標)*(?:策略|戰略|面向|構面|領域|部門|目標策略|主軸|方向|類別|類型"
        r"|方針|目標|措施|作為|項目|細項|選項|舉措|分解|內容|計畫|方案|事項|要項|要目|重點|任務|工作|行動|做法|作法|作業"
        r"|業務|專案|行動計畫"
        r"|工作計畫"
        r"|施策[之の](?:方向性?|柱)|施策|取組|取り組み|取組み)(?:名稱|別|內容|及內容|說明|項目)?(?:/.{2,8})?"
        r"|(?:主要|工作|具體)職責(?:任務|內容)?|(?:權責|職責|負責|分工|分辦|應辦|主辦|承辦|任務)(?:工作)?(?:事項|業務|工作|項目|內容|分工)"
        r"|(?:會議|主席|市長|縣長|首長|召集人|委員)?(?:決議|裁示|指示|交辦|列管|管制|追蹤|辦理"
        r"|應辦)(?:事項|案件|內容)|(?:會議|大會)?決議|(?:主席|市長|縣長)?裁示|案由|議題(?:領域)?"
        r"|(?:事業|取組|施策)の?(?:名|內容|概要)|實施要[領項]|課題"
        r"|願景|建議(?:事項|內容)?|(?:重點)?プロジェクト(?:名)?|取組[之の]方向性?"
        r"|(?:活動|建設|整改|改善|服務|工程)(?:項目|內容|措施|事項|任務)|(?:會議)?結論(?:事項)?|(?:年度|本年度)?(?:工作|推動|施政)重點"
        r"|What (?:we|will we|we'll)(?: will)? do|(?:Implementation |Key "
        r"|Next )?[Ss]teps?"
        r"|(?:Focus|Priority|Goal|Thematic|Action|Strategic|Policy|Work|Programme?|Key [Rr]esult) areas?"
        r"|Strategic (?:[Dd]irections?|[Pp]riorit(?:y|ies))"
        r"|(?:Key "
        r"|Priority |Proposed |Planned |Specific )?(?:(?:Sub-?)?[Aa]ctions?(?: items?)?"
        r"|Directives?|Motions?|Tactics?|Work items?|Commitments?|Work ?streams?"
        r"|Deliverables?|Polic(?:y|ies)|Outcomes?|Measures?"
        r"|Tasks?|Activit(?:y|ies)|Projects?|Initiatives?"
        r"|Strateg(?:y|ies)|Sectors?|Themes?|Goals?|Objectives?|Pillars?|Items?|Programmes?|Programs?"
        r"|Recommendations?)(?: name| title| description)?",
    ),
)
_BY_NOUN = (
    ("indicator", r"[\u3400-\u9fff]{1,8}(?:指標|KPI)(?:名稱|項目)?"),
    (
        "level",
        r"(?:[\u3040-\u30ff\u3400-\u9fff]{2,8})?(?:策略|戰略|措施|行動|計[畫劃]|項目|要項|作為|方案|工作|任務|專案|主軸|構面"
        r"|面向|施策|取組|對策|对策|対策|事業|舉措|事項|活動|課題|議題|領域|步驟|作法|政策|方針)(?:名稱)?|專案|案名",
    ),
    ("target", r"[\u3400-\u9fff]{2,6}目標"),
    ("due", r"[\u3400-\u9fff]{1,6}(?:期限|時限)"),
    ("period", r"[\u3400-\u9fff]{1,6}(?:期程|期間|時程|月份|年月|時間)|[短中長]{2,3}期"),
    ("beside", r"[\u3400-\u9fff]{0,8}(?:分管|責任|主管|牽頭|掛帥).{0,3}領導"),
)
"""Heads by their last noun, where no other pattern knows them: 減碳行動, 關鍵量測指標."""
_NO_NOUN = re.compile(r"經費|預算|備註|來源|聯絡|說明|配合|情形|狀況|進度|注意|其他|達成|實際|SDG")
_YEAR = re.compile(rf"(?P<y>{DATE}|(?:19|20)[0-9]{{2}})(?:度)?(?P<rest>.*)\Z")
_LAST_YEAR = re.compile(r"(?P<y>(?:令和|平成)(?:元|[0-9]{1,2})年|(?:19|20)[0-9]{2}|(?<![0-9])[0-9]{3}年)(?:度)?\)?\Z")
_UP_TO_YEAR = re.compile(r"(?:截至|累計至|至)(?P<y>[0-9]{2,3}年|(?:19|20)[0-9]{2}(?=年))")
"""截至114年9月達成值."""
_ONE_YEAR = re.compile(r"[^0-9]*(?P<y>(?:19|20)[0-9]{2})[^0-9]*")
"""FY2026 target: the one year that a head names anywhere."""
_YEAR_WITHOUT_SIGN = re.compile(r"^(1[0-9]{2}|9[0-9])(?=(?:現[況狀]|基[準期]|目標|實績|達成|成果|實際|預期|預定|累計))")
"""The ROC year of a head such as 113目標值."""
_EXPECTED = re.compile("預[期計定估]")
_REACHED = "(?:實績|成果|實際|達成|執行|完成)"
_NUMBERED = re.compile(r"(?:Action|Item|Measure|Task|Strategy|Policy|Project) ?#", re.IGNORECASE)
_BESIDE_HAN = re.compile(r"(?<=[\u3400-\u9fff]) +(?=\S)|(?<=\S) +(?=[\u3400-\u9fff])")


@cache
def _compiled() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], ...]:
    def all_of(pairs: tuple[tuple[str, str], ...], flags: int = 0) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((kind, re.compile(rf"(?:{pattern})\Z", flags)) for kind, pattern in pairs)

    return all_of(_ROLES), all_of(_ENGLISH, re.IGNORECASE), all_of(_OTHER, re.IGNORECASE)


_OF_ONE = re.compile(
    r"(?<=\w)/(?=(?:agency|department|dept|office|organi[sz]ation|team|division|unit)s?\b)", re.IGNORECASE
)
"""The stroke of Lead Agency/Department; that of Lead/Partner parts two roles."""


@lru_cache(maxsize=4_096)
def role_of(text: str) -> str:
    """The relationship that a role word or a head made of one stands for; empty when it is none."""
    plain = re.sub(r"\s+", "", text) if not text.isascii() else _OF_ONE.sub(" ", text.strip())
    plain = re.sub(r"^(?:共同|聯合)(?=[主協承])|(?<=[課部署關位處門])等\Z", "", plain)
    plain = re.sub(
        r"^(?:指標|措施|計畫|工作|任務)(?=(?:主[辦責政擔]|擔當|負責|協辦|權責|承辦))|^業務(?=主[辦責政管]|權責|承辦|負責)",
        "",
        plain,
    )
    plain = re.sub(r"^(?:中央|地方|市府|縣府|本府|府內|府外|外部|民間)(?=[主協承配合夥伙權負])", "", plain)
    if plain in ("夥伴", "伙伴"):
        return "CO_ORGANIZES"
    chinese, english, _ = _compiled()
    for pattern_of in (chinese, english):
        for type_, pattern in pattern_of:
            if pattern.match(plain):
                return type_
    alone = re.fullmatch(rf"(?:{_ALONE})", plain)
    if alone:
        return (
            "CO_ORGANIZES"
            if re.fullmatch(rf"(?:{SUPPORTS})", plain)
            else "REVIEWS"
            if re.fullmatch(rf"(?:{REVIEWERS})", plain)
            else "CONVENES"
        )
    return ""


_UNIT_BEHIND = re.compile(rf"(?:{UNITS})\Z")
_TWO = re.compile(rf"(?P<a>[^()]+)\((?P<b>[^()]+)\)(?P<unit>{UNITS})\Z")
"""主責(協同)單位: two roles that share the word for who has them."""


def _several_roles(plain: str) -> set[str]:
    """The roles that a head names one beside another, 執行單位/協力單位; none when it names something else too."""
    two = _TWO.match(plain)
    parts = [two["a"], two["b"]] if two else re.split(r"[/、及與和或]", plain)
    unit = _UNIT_BEHIND.search(plain)
    if len(parts) < 2 or plain.isascii() or unit is None:
        return set()
    roles = {role_of(p) or role_of(p + unit[0]) for p in parts}
    return set() if "" in roles else roles


_MAY_SAY = re.compile(r"[^\W\d_]|#|(?:19|20)[0-9]{2}")
"""What a head has at the least: a letter, the sign of a number or a year."""
_LONG, _LONGEST = 40, 70
"""Characters of the longest head, and of the longest in English with something behind its noun."""


@lru_cache(maxsize=4_096)
def meaning(text: str, *, by_noun: bool = True) -> Head | None:
    """What one head says; None when it is none of ours. Without ``by_noun`` its last noun alone is not enough, as where
    a value is asked about: 綠屋頂計畫."""
    word = tidy(one_line(text))
    norm = normalise(word) if word.isascii() else _BESIDE_HAN.sub("", normalise(word))
    plain = re.sub(r"^[0-9一二三四五六七八九十]+[.、]|[:*※#⁰¹²³⁴-⁹]+$|\([一二三四註※0-9]{1,2}\)$", "", norm).strip()
    plain = re.sub(r"^\(([^()]+)\)$", r"\1", plain)
    if not 1 <= len(plain) <= (_LONGEST if plain.isascii() else _LONG):
        return None
    if not _MAY_SAY.search(plain):
        return None
    if len(plain) > _LONG:
        role = role_of(plain)
        return Head("role", word, role) if role else _with_topic(plain, word) or _before_preposition(plain, word)
    if _NUMBERED.fullmatch(norm):
        return Head("number", word)
    plain = _YEAR_WITHOUT_SIGN.sub(r"\1年", plain)
    plain = _with_eras(plain)
    bare = re.sub(r"\([^()]{1,14}\)$|(?:及|/|、)(?:承辦|聯絡)?(?:人員|窗口|人)$", "", plain).strip()
    if (aimed := _TARGET_OF_YEAR.fullmatch(plain)) and (when := year_of(aimed["year"])):
        return Head("target", word, "", when)
    several = _several_roles(plain)
    if several:
        return Head("role", word, several.pop()) if len(several) == 1 else Head("leadless", word)
    for candidate in dict.fromkeys((plain, bare, re.sub(r"名稱$", "", bare))):
        if candidate and not re.match(r"主(?:\(協\)|協|、協|/協)", candidate):
            role = role_of(candidate)
            if role:
                return Head("role", word, role)
    if (beside := _OF_WHOM.fullmatch(plain)) and (role := role_of(beside["role"])) and not role_of(beside["noun"]):
        named = meaning(beside["noun"])
        if named is not None and named.kind == "level":
            return Head("level", word, role)
    both = head_of_words(plain, word) if re.search(r"&| and |/|[與及和、]", plain) else None
    if both is not None and both.kind == "indicator":
        return both  # Metric & target, 指標與目標值
    for kind, pattern in _compiled()[2]:
        if pattern.match(plain) or (bare and pattern.match(bare)):
            year = (
                _YEAR.match(plain) or _LAST_YEAR.search(plain) or _ONE_YEAR.fullmatch(plain) or _UP_TO_YEAR.match(plain)
            )
            if kind == "current":
                return Head(kind, word, "", year_in(word), sure=not _LATEST.match(re.sub("^[0-9年度]+", "", plain)))
            if kind not in _OF_A_YEAR:
                return Head(kind, word)
            if kind == "result" and _EXPECTED.search(plain):
                kind = "target"  # 114年度預期成果
            spans = spans_years(plain)
            when = year_of(year["y"]) if year and not spans else year_of_head(plain)
            return Head(kind, word, "", when, sure=not spans)
    year = _YEAR.match(plain)
    if year and re.fullmatch(
        rf"(?:度)?(?:(?:(?:目標|預期|預定|累計|預估)值?|{_REACHED}[值數量]?)(?:\([^()]{{1,14}}\))?)?", year["rest"]
    ):
        kind = "result" if re.search(_REACHED, year["rest"]) else "target"
        return Head(kind, word, "", year_of(year["y"]), sure=bool(year["rest"]))
    for kind, nouns in _BY_NOUN if by_noun else ():
        if re.fullmatch(nouns, bare) and not _NO_NOUN.search(bare) and not (kind == "target" and year_of_head(plain)):
            return Head(kind, word)
    if not by_noun:
        return None
    described = _DESCRIBED.fullmatch(plain)
    named = meaning(described["noun"]) if described else None
    if named is not None and named.kind in ("level", "indicator"):
        return replace(named, word=word)
    behind = _YEAR_BEHIND.fullmatch(plain)
    if behind and (dated := meaning(f"{behind['year']}{behind['noun']}", by_noun=False)) is not None and dated.year:
        return replace(dated, word=word)
    return (
        _with_topic(plain, word)
        or head_of_words(plain, word)
        or _of_two_languages(plain, word)
        or _before_preposition(plain, word)
    )


_WITH_TOPIC = re.compile(
    r"(?:Actions?|Tasks?|Activities|Projects?) ?[-–:] ?(?=.{4})|(?:行動|措施|工作項目|計畫)[-–:](?=..)"
)
"""Action - Grassland: the table is about grassland, and the column of actions."""


def _with_topic(plain: str, word: str) -> Head | None:
    return Head("level", word, sure=False) if _WITH_TOPIC.match(plain) else None


_OF_WHOM = re.compile(r"(?P<noun>[\u3400-\u9fff]{2,})(?:[及與和、/]|\((?=.*\)\Z))(?P<role>[\u3400-\u9fff]{2,8})\)?\Z")
"""措施及權責機關: each cell of tasks says in brackets who answers for them."""
_TARGET_OF_YEAR = re.compile(r"目標年(?:度|份)?\((?P<year>(?:民國)?1[0-9]{2}年?|(?:19|20)[0-9]{2}年?)度?\)")
"""目標年(2026) over figures; 目標年 alone is over the years by which targets are meant."""
_YEAR_BEHIND = re.compile(r"(?P<noun>[\u3400-\u9fff]{2,8})\((?P<year>(?:民國)?1[0-9]{2}年|(?:19|20)[0-9]{2}年)度?\)")
"""預期成果(114年) says what 114年預期成果 does."""
_DESCRIBED = re.compile(
    r"(?P<noun>.{2,}?)(?: ?(?:&|\band\b|/) ?|[及與和])(?:brief |short )?"
    r"(?:descriptions?|details?|說明|內容|要求|概述|摘要)",
    re.IGNORECASE,
)
"""Activity title & description: the noun before says what the column holds."""


def without_description(word: str) -> str:
    """A head without the description that its cells have behind the name."""
    described = _DESCRIBED.fullmatch(word)
    return described["noun"] if described else word


_BEHIND_NOUN = re.compile(
    r"(?P<noun>[A-Za-z][A-Za-z '-]*?) (?:at|of|for|to be|to|by|in|on|under|with|needed|required|necessary)\b", re.I
)
_RELATIONAL = re.compile(r"(?:number|no|date|level|type|kind|area|source|means|cost|way|status|description)s?", re.I)
"""Nouns that say something of what is named behind them."""


def _before_preposition(plain: str, word: str) -> Head | None:
    """What the noun of an English head says, with what belongs to it behind: Indicator at the level of objectives,
    Actions to be taken; a role so named is to be checked."""
    found = _BEHIND_NOUN.match(plain) if plain.isascii() else None
    if found is None or _RELATIONAL.fullmatch(found["noun"].split()[-1]) or re.search(r"[.,;:]", plain):
        return None
    head = meaning(found["noun"])
    if head is None or head.kind == "number":
        return None
    return replace(head, word=word, sure=head.kind not in ("role", "leadless", "level", "target", "result"))


_TWO_LANGUAGES = re.compile(r"(?P<han>[^A-Za-z]*[\u3400-\u9fff]) ?[/(|]? ?(?P<latin>[A-Za-z][A-Za-z /&()-]{2,})\)?\Z")


def _of_two_languages(plain: str, word: str) -> Head | None:
    """What a head says in Chinese and in English, 主辦機關Lead agency; None where they differ."""
    found = _TWO_LANGUAGES.fullmatch(plain)
    if not found:
        return None
    said = [head for part in ("han", "latin") if (head := meaning(found[part].strip(" ()")))]
    same = len({(head.kind, head.role) for head in said}) == 1
    return replace(said[0], word=word) if same else None


def bare_year(text: str) -> str:
    """The Western year of a head that is a year and nothing else (113, 113年, FY25, 2024/25); empty when it is none."""
    plain = re.sub(r"^\((.+)\)$", r"\1", normalise(tidy(text)))
    return only_year(re.sub(r"\.0$", "", plain))


def _with_eras(norm: str) -> str:
    """A head with the years of Japanese eras in full; R4 or H2 among Latin letters alone is a code."""
    return norm if norm.isascii() else with_eras(norm)


def year_in(word: str) -> str:
    """The Western year that a head names anywhere: 基準年(110), 現状値(R4); empty when it names none."""
    found = re.search(rf"{DATE}|(?:19|20)[0-9]{{2}}|(?<![0-9])[0-9]{{2,3}}(?![0-9])", _with_eras(normalise(word)))
    return year_of_head(word) or (year_of(found[0]) if found else "")


def year_of(text: str) -> str:
    """The Western year of a Western or ROC year."""
    return date_of(text if "年" in text or len(text) == 4 else f"{text}年")[:4]
