"""Deterministic synthetic corpus of Chinese complaint tickets.

One generator feeds every system, so all of them hold the same words with the
same frequencies and a search word has the same number of hits everywhere.

    for t in tickets(100_000): ...

Ticket = dict(id, subject, body, customer, created, updated, status, priority,
queue, agent, followups=[dict(by_agent, at, body)]).  10 % of the tickets carry
3 follow-ups.  `created` is non-decreasing with id over the last `days` days.
"""

from __future__ import annotations

import datetime as dt
import random

N_CUSTOMERS = 20_000
N_AGENTS = 10
QUEUES = ["售后服务", "物流配送", "产品质量", "账单退款", "门店投诉"]
# abstract status -> share.  about 12 % of all tickets are still open.
STATUS = [("new", 3), ("open", 7), ("pending", 2), ("resolved", 35), ("closed", 50), ("rejected", 3)]
ACTIVE = ("new", "open", "pending")

# selectivity class -> words (2-4 characters) used by the search scenarios of every
# system.  Measured share of tickets hit: rare 0.1 %, mid 2.5 %, common 9-20 %.
SEARCH = {
    "rare": ["指纹锁", "榨汁机", "儿童座椅", "电饼铛", "咖啡机", "扫地机", "净水器", "按摩椅"],
    "mid": ["昆明", "兰州", "厦门", "青岛", "海口", "温州", "佛山", "宁波"],
    "common": ["退款", "快递", "质量", "投诉", "发票", "破损"],
}

_SUR = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
_GIV = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文玉兰红玲飞鹏宇浩轩梓涵雨欣怡晨阳子墨佳琪思远嘉慧雪琳凯峰志建国海波"
_CITY = "北京 上海 广州 深圳 杭州 南京 苏州 成都 重庆 武汉 西安 长沙 郑州 青岛 沈阳 大连 厦门 福州 合肥 济南 昆明 南宁 贵阳 太原 兰州 哈尔滨 长春 石家庄 无锡 宁波 东莞 佛山 温州 泉州 南昌 海口 银川 西宁 乌鲁木齐 呼和浩特".split()
_PROD_COMMON = "冰箱 洗衣机 空调 电视机 热水器 手机 笔记本电脑 耳机 路由器 充电宝 沙发 床垫 衣柜 餐桌 羽绒服 运动鞋 连衣裙 双肩包 行李箱 奶粉 纸尿裤 牛奶 水果礼盒 月饼 面膜 洗面奶 口红 会员卡 话费 宽带".split()
_PROD_RARE = SEARCH["rare"]
_PROBLEM = [
    "收到后发现外包装严重破损",
    "使用不到三天就无法开机",
    "运行时噪音非常大",
    "打开后有很刺鼻的异味",
    "配送员没有打电话就直接放在门口",
    "快递显示已经签收但我本人没有收到",
    "承诺次日送达结果延迟了整整一周",
    "安装师傅上门后乱收费",
    "实物颜色和页面描述完全不一致",
    "尺码明显偏小而且做工粗糙",
    "接口处一直漏水",
    "充值之后余额没有到账",
    "账单里多扣了两笔费用",
    "申请的电子发票迟迟没有开具",
    "保质期只剩下不到一个月",
    "少发了一件赠品",
    "屏幕出现了明显的亮线",
    "电池续航远远达不到宣传的时间",
    "门店的服务员态度十分恶劣",
    "优惠券无法正常使用",
    "质量实在太差用了两次就坏了",
    "预约的上门时间改了三次还是没有人来",
]
_PROCESS = [
    "我已经联系客服五次每次都说会有专员回电",
    "在线客服只会复制粘贴官方回复",
    "打了热线电话等了四十分钟才接通",
    "门店经理推脱说这不归他们负责",
    "申请售后被系统自动驳回没有说明理由",
    "客服承诺两个工作日处理现在已经过去十天",
    "维修点说配件缺货要等一个月",
    "工作人员态度冷淡让我自己想办法",
    "上门检测之后说是人为损坏拒绝保修",
    "提交的凭证照片一直显示审核中",
    "同样的情况我邻居也遇到过",
    "沟通了好几轮仍然没有任何结果",
]
_DEMAND = [
    "希望尽快给我办理全额退款",
    "要求更换一台全新的产品",
    "请安排专人上门取件并退款",
    "希望公司给出书面道歉和合理赔偿",
    "如果三天内得不到解决我将向消费者协会投诉",
    "请核实清楚以后给我一个明确的答复",
    "要求按照承诺赔付延误的损失",
    "希望加强对一线员工的培训管理",
    "请尽快补发缺少的配件",
    "保留通过法律途径维权的权利",
]
_FEEL = [
    "非常失望",
    "实在令人气愤",
    "真的很无奈",
    "感觉被欺骗了",
    "以后再也不会购买了",
    "作为老顾客很心寒",
    "家里老人急着用非常着急",
    "希望引起重视",
]
_REPLY = [
    "您好，非常抱歉给您带来不便，我们已经登记您反映的问题并转交相关部门核实，将在两个工作日内与您联系。",
    "经核查，您的订单确实存在配送异常，我们已为您申请补偿，请您注意查收短信通知，如有疑问请随时联系。",
    "您好，维修工程师已与您约定上门时间，届时请保持电话畅通，检测结果会第一时间反馈给您，感谢理解。",
    "退款申请已经审核通过，款项将在三到五个工作日内原路返回，请您留意账户变动，祝您生活愉快。",
    "我昨天按照要求重新上传了照片和发票，但是系统还是提示材料不全，麻烦再帮我看一下到底缺少什么。",
    "已经过了约定的时间还是没有人联系我，请尽快处理，否则我会继续向上级部门反映这个情况。",
]


def customer(i: int) -> dict:
    r = random.Random(7_000_000 + i)
    name = r.choice(_SUR) + r.choice(_GIV) + (r.choice(_GIV) if r.random() < 0.7 else "")
    return {
        "id": i,
        "name": name,
        "email": f"c{i:05d}@example.com",
        "phone": f"1{r.randrange(30, 99)}{r.randrange(10**8):08d}",
    }


def agent(i: int) -> dict:
    return {
        "id": i,
        "username": f"agent{i}",
        "name": f"坐席{i:02d}",
        "email": f"agent{i}@example.com",
        "password": "bench-Pass-123",
    }


def one(r: random.Random) -> tuple[str, str]:
    """subject (~20 chars), body (~120 chars)"""
    prod = r.choice(_PROD_RARE) if r.random() < 0.008 else r.choice(_PROD_COMMON)
    city = r.choice(_CITY)
    prob, prob2 = r.choice(_PROBLEM), r.choice(_PROBLEM)
    dem = r.choice(_DEMAND)
    subject = f"{city}用户反映{prod}{prob[:10]}"
    body = (
        f"本人{r.randrange(1, 13)}月{r.randrange(1, 29)}日在{city}购买了{prod}，订单号{r.randrange(10**9, 10**10)}，"
        f"{prob}，而且{prob2}。{r.choice(_PROCESS)}，{r.choice(_FEEL)}。{r.choice(_PROCESS)}。{dem}！"
    )
    return subject, body


def tickets(n: int, *, days: int = 730, seed: int = 20260101, now: dt.datetime | None = None):
    r = random.Random(seed)
    now = now or dt.datetime.now(dt.timezone.utc).replace(microsecond=0)
    start = now - dt.timedelta(days=days)
    step = days * 86400 / n
    names = [s for s, _ in STATUS]
    weights = [w for _, w in STATUS]
    pool = r.choices(names, weights, k=100_003)
    for i in range(1, n + 1):
        created = start + dt.timedelta(seconds=int((i - 1) * step))
        status = pool[i % 100_003]
        subject, body = one(r)
        ups = []
        at = created
        if r.random() < 0.10:
            for k in range(3):
                at = min(at + dt.timedelta(minutes=r.randrange(20, 3000)), now)
                ups.append({"by_agent": k != 1, "at": at, "body": r.choice(_REPLY) + r.choice(_PROCESS)})
        updated = at if ups else min(created + dt.timedelta(minutes=r.randrange(10, 8000)), now)
        yield {
            "id": i,
            "subject": subject,
            "body": body,
            "customer": r.randrange(N_CUSTOMERS),
            "created": created,
            "updated": updated,
            "status": status,
            "priority": r.choices((1, 2, 3, 4, 5), (3, 12, 60, 20, 5))[0],
            "queue": r.randrange(len(QUEUES)),
            "agent": None if status == "new" or r.random() < 0.1 else r.randrange(N_AGENTS),
            "followups": ups,
        }


if __name__ == "__main__":
    import collections
    import time

    t0 = time.time()
    n = 100_000
    L = collections.Counter()
    hits = collections.Counter()
    for t in tickets(n):
        L["body"] += len(t["body"])
        L["subj"] += len(t["subject"])
        L["ups"] += len(t["followups"])
        L[t["status"]] += 1
        for cls, ws in SEARCH.items():
            for w in ws:
                hits[cls, w] += w in t["body"] or w in t["subject"]
    print(f"{time.time() - t0:.1f}s", "avg body", L["body"] / n, "avg subject", L["subj"] / n, dict(L))
    for k, v in sorted(hits.items()):
        print(k, v, f"{v / n:.2%}")
