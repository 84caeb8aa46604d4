"""How people, places and goods are named in Chinese (folded to simplified): where a name begins and ends."""

from __future__ import annotations

import re
from typing import Final

SURNAMES: Final = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易常武乔贺赖龚文"
    "严莫洪倪庞施陶翁俞柯詹简游温欧温祝阮骆葛管卓霍甘冼邝颜温简涂尤"
)
# A given name holds none of these, and a name of goods or of a place does not reach over them.
NAME_STOP: Final = frozenset(
    "说叫让在跟把给对告不就也都还问来去收拿打发回受态要没有是的了着过和与及或为被从到向等再又先后上下很帮处接口人经理客服师傅工号老先女士小姐,。!?;:、()\"“”'‘’ 「」\n先一二三四五六七八九十吗呢吧啊话我你他她它咗嘅冇唔话佢"
)
NOT_A_NAME: Final = re.compile(
    r"高峰|常常|常年|方便|方面|马上|金额|白天|曾经|段时|石沉|夏天|余额|文件|周[一二三四五六日末]|易燃|钱|江湖|高兴|高度|高达|顾客|管理|游客|游戏|温馨|简单|简直|康复|黄色|白色|毛病|史上|程序|雷同|武断|许诺|许可|施工|管我|孔雀|龙虾|田地"
)
FOREIGN: Final = re.compile(
    r"(?<![A-Za-z])(?:(?:Miss|Ms|Mrs?|Dr)\.?\s[A-Z][a-z]{1,14}|[A-Z](?:先生|小姐|女士|经理|經理))"
)
LATIN_SPEAKER: Final = re.compile(
    r"(?<![A-Za-z])[A-Z][a-z]{2,14}(?=说|話|话|讲|講|跟我|告诉|告訴|姐|哥|小姐|先生)"
)
LATIN_NAME: Final = re.compile(r"阿?(?:(?:Miss|Ms|Mr|Mrs)\.?\s)?[A-Z][a-z]{1,14}(?![a-z])")
LINKS: Final = frozenset(",:(一那名姓叫是为")
HEADS: Final = SURNAMES | LINKS | frozenset("小阿老 0123456789")
FUNCTION_LINK: Final = re.compile(r"(?:[,:(]|一个|那个)?(?:名字?叫做?|姓名|叫做?|是|为)?[:]?\s?")
LONE: Final = re.compile(r"[小阿](?P<given>[\u4e00-\u9fff])(?=[说讲告让就给跟把帮没也,。!?答打回拍亲绕接签])")
NUMBERED: Final = re.compile(
    r"(?<![\d路街.#a-z-])(?P<badge>\d{3,6}|\d{1,2}(?=号(?:技师|师傅|理发师)))号(?=说|讲|告诉|话务|客服|坐席|接线|技师|师傅|理发师|小姐|先生|员工|柜员|的?客服)"
)
NUMBER_AFTER: Final = re.compile(r"\d{3,5}号?(?![\d次个元块天小点分年月日:-])")
BADGE: Final = re.compile(r"(?:号码|号|是|为|:|\s){0,3}(?P<badge>[a-z]{0,3}-?\d{2,10})")
CARRIED: Final = re.compile(r"[a-z]{0,3}\d{3,6}号?$")
NOT_LITTLE: Final = frozenset("时区心孩票店米程高白黄龙吃费狗猫车路学提贴偷伙声字说")

PLACE_STOP: Final = frozenset(
    "在到去从是的了我你他她您于和与给向由这那某该们对把被让叫等有个间离找说来过看都就很也又还及为以请次上下内同各每附整全因,。!?;:、()\"“”'‘’ 「」\n住用送发寄回问跑打叫约订买做办进出往没不要想经入拿楼隔家地旁边嘅咗喺去几家前后另开换跟比您第再已能会可只连门当每吃喝逛带点约称至今达折走些所之众诉求提什么写条话呢成塞0123456789"
)
PLACE_TAIL: Final = re.compile(
    r"(?:[一二三四五六七八九十\d]段|\d{1,4}弄)?(?:\d{1,5}(?:-\d{1,4})?号?)?(?:之\d)?(?:\d{1,3}号?楼|[a-z\d一二三四五六]{1,2}[栋座区期](?![别域]))?(?:[a-z]座)?"
)
NO_PLACE_NAME: Final = PLACE_STOP - {"楼", "家", "新", "同", "国"} | frozenset(
    "人事情客服员工老板态度时候路口"
)
# These stop a name only when it is already long enough: 家乐生活馆, 万和路.
SOFT_STOP: Final = frozenset("和家有来上下内同新国达边")
NAMED_THERE: Final = re.compile(
    r"(?:附近|旁边?|对面|边上?|楼下)?[的嘅](?:那家|嗰间)?(?P<name>[\u4e00-\u9fff]{2,5})(?=[,。!?;])"
)
UNMARKED_NAME: Final = re.compile(
    r"[\u4e00-\u9fff]{1,5}[记楼轩居坊阁斋庄馆面吧屋堂园府厅行舍苑店家社廊](?=[,。!?;、:的])"
)
LONGEST_PLACE: Final = 10

# A name of goods reaches back over none of these.
PRODUCT_STOP: Final = NAME_STOP | frozenset(
    "个件台份只双套条张把部间盒瓶箱袋斤杯碗块辆枚本次款种支颗粒堂节这那哪们买订购定点办用开卖送寄退换修做吃喝看租借报装付花扣洗戴穿带想能会可请将已刚家您当每几两整单之于以因所如但可而且店间现同其另某该此才太真挺更最原些多少够完成得天年月日号元钱找选充领抽种换交学带续取消费抢提供生产升级绑贵行司里内外中剩前就全拍推荐门找弄坏俾走搭配"
)
LONGEST_PRODUCT: Final = 5
_CLASS = "[个件台份只双套条张把部盒瓶箱包袋斤杯碗块辆枚本款种支盆束幅副对组间位节堂门颗粒罐桶篮株单床项罗]"
# Before goods that the text is about: somebody bought, ordered, sent, used them.
GOT: Final = re.compile(
    rf"(?:买|订|购|点|寄|收到|发来|办|办理|租|报|充|用|装|送|做|吃|喝|选|领|还清|贷|定|开通|投保|换|拍|抢|囤|修|洗|叫|运|煲|卖|升级|领取|申请|补办|签|坐|搭|乘)(?:了|的|咗|过|到|来|回|左)?(?:[一两二三四五六七八九十几\d]{{0,3}}多?{_CLASS}|这{_CLASS}|那{_CLASS})?的?$"
)
BEFORE_GOODS: Final = frozenset(
    ',。!?;:、(（“"「『《 \n的個个件台份只双套条张把部盒瓶箱包袋斤杯碗辆枚本款支盆束对间节们嗰啲该此'
)
NEW_GOODS: Final = re.compile(
    rf"(?:购买|订购|选购|网购|团购|预[订定]|定[制做]|入手|下单|拍|收到|投保|开通|[买订点寄报办租充用送叫])(?:了|的|咗|过|到)?(?:[一两二三四五六七八九十几\d]{{0,3}}多?{_CLASS}|这{_CLASS})?的?(?P<name>[\u4e00-\u9fffa-z0-9]{{2,9}}?)(?=[,。!?;:、(（]|不|没|坏|才|就|居然|竟|结果|到|收|漏|有|是|质量|一[打用开穿]|里|上|在|用|开|刚|连|根本|完全|都|也|发|拿|换|送|被|的|要|准备|打算|$)"
)
BOUGHT_LAST: Final = frozenset("了的咗到过手")
BOUGHT_NEXT: Final = frozenset("了的咗到过个一两三四五六七八九十几")
NO_GOODS: Final = re.compile(
    r"(?:真|订|购|后悔|好|多|大|太|特|非|从|在|给|过|吗|吧|了|假货|东西|产品|商品|货|外卖|菜|时候|人|地方|价格|全款|第|这|那|一|套餐|会员|服务|房|票|单|快递|车|你|我|他|它|她|钱|什么|啥|最|全|是|很|也|都|就|不|没|同|当|之|以|后|前|两|三|几|\d)"
)
MODEL: Final = re.compile(
    r"\s?[a-z]{0,4}\d{1,4}[a-z]{0,3}(?:\s?(?:pro|max|plus|ultra|mini|se))?(?![\d.元块%年月日天号寸])|\s?(?:pro|max|plus)\b"
)
