"""COPY the corpus into a Roundup 2.6 tracker (classic template, PostgreSQL back end, native word index).
Writes what Roundup's own API writes: _issue, _msg, links, journals, __textids/__words, and one file per message body.

usage: load_roundup.py N DBNAME TEMPLATE_DB TEMPLATE_HOME HOME PORT
"""

import os
import re
import shutil
import sys
import time

from common import connect, corpus, finish, recreate_from_template

ST = {"new": 1, "open": 5, "pending": 2, "resolved": 8, "closed": 8, "rejected": 8}
WORD = re.compile(r"(?u)\b\w{2,50}\b")


def main(n, db, tpl, tpl_home, home, port):
    recreate_from_template(tpl, db)
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(tpl_home, home)
    ini = open(f"{home}/config.ini").read()
    ini = re.sub(r"(?m)^name = roundup_tpl$", f"name = {db}", ini)
    ini = re.sub(r"(?m)^web = .*$", f"web = http://127.0.0.1:{port}/", ini)
    open(f"{home}/config.ini", "w").write(ini)
    t0 = time.time()
    with connect(db) as c:
        cur = c.cursor()
        cur.execute("set synchronous_commit=off")
        uid0 = c.execute("select max(id) from _user").fetchone()[0]
        agents = [r[0] for r in c.execute("select id from _user where _username like 'agent%' order by id")]
        have = {r[1]: r[0] for r in c.execute("select id,_username from _user")}
        i0 = c.execute("select max(id) from _issue").fetchone()[0]
        m0 = c.execute("select max(id) from _msg").fetchone()[0]
        w0 = c.execute("select max(_textid) from __textids").fetchone()[0]
        now = time.strftime("%F %T", time.gmtime())
        cust, U, UJ = [], [], []
        u = uid0
        for k in range(corpus.N_CUSTOMERS):
            x = corpus.customer(k)
            name = f"c{k:05d}"
            if name in have:
                cust.append(have[name])
                continue
            u += 1
            cust.append(u)
            U.append((u, 0, now, 1, now, 1, name, x["email"], x["name"], x["phone"], "User"))
            UJ.append((u, now, "1", "create", "{}"))
        for q in corpus.QUEUES:
            cur.execute(
                "insert into _keyword (id,__retired__,_activity,_actor,_creation,_creator,_name) values (%s,0,now(),1,now(),1,%s) on conflict do nothing",
                (corpus.QUEUES.index(q) + 1, q),
            )
        I, M, L, N, K, IJ, MJ, TI, W = [], [], [], [], [], [], [], [], []
        m, w = m0, w0

        def index(cls, item, prop, text):
            nonlocal w
            w += 1
            TI.append((w, cls, str(item), prop))
            for x in set(WORD.findall(text.upper())):
                W.append((x, w))

        def msg(issue, author, when, text):
            nonlocal m
            m += 1
            M.append((m, 0, when, author, when, author, author, when, f"<{m}.bench@example.com>", text[:60]))
            L.append((m, issue))
            MJ.append((m, when, str(author), "create", "{}"))
            MJ.append((m, when, str(author), "link", f"('issue', '{issue}', 'messages')"))
            index("msg", m, "content", text)
            d = f"{home}/db/files/msg/{m // 1000}"
            if not os.path.isdir(d):
                os.makedirs(d)
            with open(f"{d}/msg{m}", "w") as f:
                f.write(text)

        def flush():
            for tab, cols, rows in (
                (
                    "_user",
                    "id,__retired__,_activity,_actor,_creation,_creator,_username,_address,_realname,_phone,_roles",
                    U,
                ),
                ("user__journal", "nodeid,date,tag,action,params", UJ),
                (
                    "_issue",
                    "id,__retired__,_activity,_actor,_creation,_creator,_title,_priority,_status,_assignedto",
                    I,
                ),
                (
                    "_msg",
                    "id,__retired__,_activity,_actor,_creation,_creator,_author,_date,_messageid,_summary",
                    M,
                ),
                ("issue_messages", "linkid,nodeid", L),
                ("issue_nosy", "linkid,nodeid", N),
                ("issue_keyword", "linkid,nodeid", K),
                ("issue__journal", "nodeid,date,tag,action,params", IJ),
                ("msg__journal", "nodeid,date,tag,action,params", MJ),
                ("__textids", "_textid,_class,_itemid,_prop", TI),
                ("__words", "_word,_textid", W),
            ):
                if rows:
                    with cur.copy(f"copy {tab} ({cols}) from stdin") as cp:
                        for r in rows:
                            cp.write_row(r)
                    rows.clear()

        for t in corpus.tickets(n):
            i = t["id"] + i0
            cr, up = t["created"].strftime("%F %T"), t["updated"].strftime("%F %T")
            who = cust[t["customer"]]
            own = None if t["agent"] is None else agents[t["agent"]]
            st = ST[t["status"]]
            I.append((i, 0, up, own or who, cr, who, t["subject"], t["priority"], st, own))
            IJ.append((i, cr, str(who), "create", "{}"))
            index("issue", i, "title", t["subject"])
            msg(i, who, cr, t["body"])
            N.append((who, i))
            K.append((t["queue"] + 1, i))
            if own:
                N.append((own, i))
            for f in t["followups"]:
                a = (own or agents[0]) if f["by_agent"] else who
                msg(i, a, f["at"].strftime("%F %T"), f["body"])
                IJ.append((i, f["at"].strftime("%F %T"), str(a), "set", f"{{'messages': (('+', ['{m}']),)}}"))
            if st == 8:
                IJ.append((i, up, str(own or agents[0]), "set", "{'status': '1'}"))
            if len(I) >= 5000:
                flush()
        flush()
        for s, v in (
            ("_issue_ids", i0 + n),
            ("_msg_ids", m),
            ("_user_ids", u),
            ("___textids_ids", w),
            ("_keyword_ids", 10),
        ):
            cur.execute("select setval(%s,%s)", (s, v + 1))
    out = finish(db, t0, n)
    return out


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:7])
