"""What went wrong, told apart from how it came about: a letter says back the grievance, never the scene it is set in."""

from __future__ import annotations

import re

from amends.practice.replies.check.words import Words

# Subjects that are a fault by themselves; the others (a refund, a booking, a delivery) are only what it is about.
FAULTS = frozenset({"attitude", "hygiene", "noise", "unreachable", "missing", "quality", "packaging"})
# What did not happen, happened wrongly, or is in a bad state.
WRONG = re.compile(
    r"没有?(?!关系|想到|办法)|沒有?(?!關係|想到|辦法)|未(?!来|來|必)|不(?!约而|約而|禁|至于|至於|错|錯|过|過|但|仅|僅|同|断|斷|知不觉|论|論|用(?!了)|必|该|該|应|應|管|用说|好意思)|冇|唔(?!錯|错|該|该|知)"
    r"|無(?!論)|无(?!论)|拒|坏|壞|烂|爛|漏|缺|(?<!少)少(?!少|年|爷|數|数)|多收|多扣|乱|亂|私自|擅自|强制|強制|强行|強行|自动(?:续|扣|開|开)|自動(?:續|扣|開)"
    r"|迟|遲|晚(?!上|餐|饭|飯|間|间|會|会|安)|错(?!过)|錯(?!過)|取消|断|斷|慢|拖|难|難|虚假|虛假|不实|假(?!如|期|日|设|設)|骗|騙|诱导|誘導|误导|誤導|隐瞒|隱瞞"
    r"|(?<!分)裂|漏水|滴水|湿漉|濕漉|积水|積水|堵|塌|坑|脏|髒|臭|异味|異味|霉|锈|鏽|破|碎|瑕疵|故障|死机|死機|卡顿|卡頓|闪退|閃退|噪|吵|扰|异响|異響|抖[动動]|震[动動]|晃[动動]|[全都][凉涼冷](?:的|了|掉|$)|[顿頓]挫|[渗滲]油|[烧燒]机油|失[灵靈]|跑偏|熄火|自燃|起火|[卡]滞|腐[蚀蝕]|[损損][坏壞毁]|擾|污|油烟|油煙|扬尘|揚塵"
    r"|推诿|推諉|推脱|推卸|推来|推來|踢皮球|敷衍|拖延|欠(?=[我您了着著薪])|还欠|還欠|拖欠|冷漠|恶劣|惡劣|威胁|威脅|恐吓|恐嚇|辱|骂|罵|凶|兇|黑面|黑臉|白眼|嘲|讽|諷|歧视|歧視|轰炸|轟炸"
    r"|[绝絕]收|[黑浓濃]烟|破[坏壞]|[发發]?[痒癢](?!痒肉)|[红紅][肿腫]|起疹|皮疹|[脱脫掉][头頭]?[发發]|[头頭][疼痛晕暈皮]|(?<!心)疼(?!爱)|[发發]炎|发烧|發燒|感冒|生病|退不了|换不了|換不了|蚊(?!香|子的)|蟑螂|曱甴|咬|嬉闹|嘻鬧|声大|聲大|声音.{0,3}大|聲音.{0,3}大|[叫吵]醒|烟味|煙味|湿的|濕的|得?太?小$|很小|太小|好[小紧緊]|[太很][紧緊]|偏[小大紧緊短长長]|太挤|擠|热死|熱死|发烫|發燙|发热|發熱|失效|不灵|不靈|太硬|很硬|很薄|太薄|掉粉|脱妆|脫妝|结块|結塊|刺鼻|难闻|難聞|粗糙|劣质|劣質|假货|假貨|翻新|不值|翹|翘|歪|凹|皱|皺|松脱|鬆脫|脱落|脫落|掉(?:了|漆|色|毛|下|落)|褪|刮|划痕|劃痕|潮(?!流)|[是太很又了有]点?[软軟硬酸苦咸鹹腥焦糊冷凉涼](?:的|了|掉|$)|下陷|塌陷|[腰背肩颈頸][酸痠]|降[价價]|降了\d|已经凉|已經涼|凉(?:的|得)?透|涼(?:的|得)?透|融化|化成水|蔫|冷掉|涼掉|没味|沒味"
    r"|细得|細得|很[乾干](?!净|淨)|[缩縮]水|[压壓]扁|[扁瘪癟][了的]|[松鬆](?:了|的|[动動]|垮)|黑屏|花屏|白屏|[闪閃]个?不停|起球|起皱|起皺|[开開][线線胶膠]|脱[胶膠]|[变變]形|[弯彎]曲|鼓包|漏光|掉[线線电電]|[发發][黄黃黑霉]|涩|澀|不甜|空的|[发發][错錯]|串味|有味|油[腻膩]|[关關]不[上紧緊严嚴]|[馊餿]|流了|[流漏洒灑][出得满滿]|[变變][质質]|[过過]期(?:了|的|食)|有[点點些](?:儿|兒)?(?!好|喜|甜头|意)[\u4e00-\u9fff]{1,4}$|[较較](?:老|旧|舊|低|差|慢|吵|薄|大|小)|容易[掉坏壞断斷破脏髒起卡松鬆裂]|(?:卫生|衛生|[环環]境|服务|服務|味道|品[质質]|[质質]量|内容|內容)一般|不管(?:了|我|您|我们|我們)?$|拆除|强拆|強拆|莫名|太(?!享受|好|棒|[满滿]意|[赞讚]|感[谢謝]|喜[欢歡]|完美|[贴貼]心|太|阳|陽|空|古)|贵|貴|涨|漲|高于|高於|高出|远高|遠高|只有|僅有|仅有|只得|剩|一再|反复|反覆|又(?:出现|出現|坏|壞|扣|变|變|说|說)|还是一样|還是一樣|迟迟|遲遲|至今|依然|仍然|仍未|到现在|到現在"
    r"|(?:被|遭)(?!告知)|损失|損失|受伤|受傷|不适|不適|过敏|過敏|影响|影響|危险|危險|隐患|隱患|违约|違約|侵犯|泄露|洩露|外洩|投诉无|變反|反而|催收|催债|催債|延误|延誤|延迟|延遲|拉肚子|腹泻|腹瀉|呕吐|嘔吐|中毒|烫伤|燙傷|摔|相差|不符|不一致|对不上|對不上"
    r"|等(?:了|到|咗|左|足)|久等|催(?!化)|才(?=送|來|来|到|給|给|回|有人|能|肯)|说好|說好|答应|答應|承诺|承諾|差(?!点|點|不多|旅)"
    r"|\basked (?:why|where|when)\b|\bwhere(?: is|[\x27\u2019]?s| are) (?:my|our|the)\b|\bfor (?:over|more than|almost|nearly|about|the (?:last|past)) \w+ (?:hours|days|weeks|months|years)\b(?! warranty)"
    r"|\b(?:said|promised|told (?:me|us)|was told|were told)\b.{0,12}\bwould\b|\bpromised\b"
    r"|\b(?:not|never|no|nor|without|nobody|none|nothing|neither|refus\w+|fail\w*|den(?:y|ied|ies)|declin\w+|cancel\w*|late|wrong\w*|incorrect\w*|inaccura\w+|erroneous\w*|error\w*|mistake\w*|torn|tore|ripped|frayed|scratched|stain\w*|bent|dent(?:s|ed)?|mou?ld\w*|smell\w*|smelt|stank|stinks?|noisy|loud|lumpy|stale|burnt|undercooked|raw|overflow\w*|pothole\w*|uneven|unsafe|faded|broke\w*|damag\w+|leak\w*|stuck|lost|missing|delay\w*|still|yet|only|instead|twice|double|unauthori[sz]ed|overcharg\w*|charged|charges?|fees?|rude\w*|dirty|cold|closed|stopped|ignored|hung up|fault\w*|defect\w*|problem\w*|unable|swell\w*|swollen|swelled|hospital|sick|ill|vomit\w*|allerg\w+|hurt|injur\w+|burn(?:s|ed|t)|bled|chok\w+|rash|harass\w*|threat\w*|stolen|theft|hack\w*|compromis\w+|disappear\w*|worse|too|slow\w*|dropped|declined|expired|blocked|locked|frozen|freezes|crash(?:es|ed|ing)|lags|malfunction\w*|stranded|waiting|awaiting|\w+n[\x27\u2019]t)\b",
    re.I,
)
# The customer's own steps on the way there. They count only where the sentence goes on to say what came of them.
OWN_STEP = re.compile(
    r"^(?:(?:then|so|after that|again|next|later|finally|today|yesterday|eventually),? )?(?:i|we|my (?:wife|husband|son|daughter|mother|father|partner|friend)) (?:\w+ly |then |also |again |have |had |even |just )*"
    r"(?:called|spoke|advised|told|asked(?! why| where| when)|contacted|inquired|emailed|wrote|explained|decided|followed up|informed|requested|fill?ed|sent|submitted|scheduled|mailed|faxed|reached|visited|went|bought|purchased|ordered|booked|signed|opened|applied|received an? (?:text|email|letter|call)|work|lived?|am an?(?! victim)|was going|have been a|noticed|found that|learned|know|understand|believe|feel|think)\b"
    r"|^(?:[您我]|本人)?(?:们|們)?(?:就|便|于是|於是|随后|隨後|然后|然後)?(?:打电话|打電話|致电|致電|去电|去電|询问|詢問|咨询|諮詢|反映|投诉|投訴|联系|聯絡|聯繫|汇报|匯報|告知|查询|查詢|查看)"
    r"|^(?:[^，]{1,10}[年月日号號天周週末一二三四五六时時候])?(?:[我您]|本人)(?:们|們|先生|太太|妈妈|媽媽|家人)?[^，没沒未不]{0,4}(?:去|到(?!现在|現在|底)|来到|來到|前往|买|買|购|購|订|訂|付|交|报名|報名)"
    r"|^(?:在|和|跟|与|與)[^，没沒未不]{1,8}(?:买|買|购|購|订|訂|提出|说|說)了?"
    r"|^[您我][^，]{0,4}[进進]去"
    r"|(?:股东|股東|业主|業主|车主|車主|居民|员工|員工|老客户|老顧客|会员|會員|学生|學生)$"
    r"|^(?:我叫|我是|我们是|我們是|本人是|本人系|您叫|您是)",
    re.I,
)
AND_THEN = re.compile(
    r"\b(?:but|and (?:nobody|no one|nothing|never|still|was told)|however|without|yet|no (?:answer|reply|response|result)|never|nobody|not|unauthori[sz]ed)\b|[没沒未不冇無无唔]",
    re.I,
)
# What is asked for stands among the wishes.
REQUEST = re.compile(r"^(?:退还|退還|退回|停止|不[再在](?=骚扰|騷擾|打|联|聯))")
# The same where nothing that follows makes it a story.
SURELY_A_REQUEST = re.compile(
    r"^[^没沒未不拒无無才只说說答承]*(?:进行|進行|予以|[给給]予|[给給][与與])[^，]{0,4}(?:赔偿|賠償|补偿|補償|查[处處]|整改|核[实實]|撤[销銷]|退[还還]|退款|答[复覆])$"
    r"|^(?:(?:帮助|幫助|协助|協助)(?!中心)|[帮幫替][我忙](?:追|要回|退|[讨討]|[维維][权權]|解[决決]|[处處]理|查)|[给給][^，]{1,6}提供|赔偿|賠償|原价退|原價退|全额退|全額退|撤销(?!了)|撤銷(?!了)|恢复(?!了)|恢復(?!了)|核实(?!了)|核實(?!了)|不要再|别再|別再|立案(?!了))"
)
# A condition, a threat or a reason leads to a grievance and is none.
CONDITION = re.compile(
    r"^(?:早上|上午|下午|晚上)?\d{1,2}[:：]\d\d(?:終於|终于|才)?(?:到|抵[達达]|[開开]始|[進进]|入|排)[^，不沒没未無无]{0,16}$|^(?:假设|假設|虽说|雖說|如果|如(?=不|再|若)|若|要是|要不是|假如|倘若|万一|萬一|再不|再敢|还敢|還敢|否则|否則|不然|除非|为了|為了|由于|由於|鉴于|鑒於|身为|身為|作为|作為|随着|隨著|对于|對於|关于|關於|与其|與其|[我您]?(?:想着|想著|以为|以為|觉得|覺得|相信|(?:一直)?认为|(?:一直)?認為|本想|原以为|原以為|原本以为)|(?:还是|還是)(?=[您我选選去来來换換算别別]|老老[实實])|或者|结论|結論|[先再](?:說|说|來|来))|[这這]样$|[这這]樣$|(?:如下|以下|下列)[^，。]{0,8}$"
    r"|^(?:if|unless|should you|being that|since (?:i|we)|so please|please|enclosed (?:is|are|you)|attached (?:is|are|you)|as (?:i|you) (?:know|can)|in order)\b",
    re.I,
)


# "This has already harmed us" needs what went before it; what our people answered is not what they did.
SAID_OR_SO = re.compile(
    r"^[这這](?![\d一二两兩三四五几幾些]*[个個次款件家种種些台份张張位是本部双雙条條瓶盒包块塊批间間杯碗道顿頓套])"
    r"|^(?:服务员|服務員|服務人員|服务人员|客服|店员|店員|店家|他们|他們|对方|對方|工作人员|工作人員|销售|銷售|業務|经理|經理)(?:人员|人員)?(?:就|只|先|卻|却|也|都|又|还|還)?(?:说|說|表示|回复|回覆|回答|答复|答覆|解释|解釋)"
)

# What begins so speaks of something that stands in the clause before it.
POINTS_BACK = re.compile(
    r"[“「这這那连連其他她它该該此才也又还還]|不能|无法|無法|[没沒]法|对方|對方|(?:it|its|this|that|these|those|they|their|he|she|his|her|you wrote)\b",
    re.I,
)


def leads_on(clause: str) -> bool:
    """Whether a clause is a condition, a request, an answer, or a step of the customer's of which nothing came yet."""
    if any(found.search(clause) for found in (CONDITION, SAID_OR_SO, SURELY_A_REQUEST)):
        return True
    before = OWN_STEP.search(clause) or REQUEST.search(clause)
    return bool(before and not AND_THEN.search(clause, before.end()))


def goes_wrong(clause: str, words: Words) -> bool:
    return bool(WRONG.search(clause) or FAULTS & set(words.topics_in(clause)))
