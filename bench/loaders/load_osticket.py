"""LOAD DATA of the corpus into an osTicket 1.18 database (MariaDB), rows as osTicket's own API writes them:
ticket, ticket__cdata, thread, thread_entry, thread_event, form_entry(+values), and the ost__search full-text table.

usage: load_osticket.py N DBNAME TEMPLATE_DB
"""

import os
import subprocess
import sys
import tempfile
import time

import pymysql
from common import corpus

CONN = dict(
    host="127.0.0.1", port=int(os.environ.get("BENCH_MYPORT", "53306")), user="bench", password="bench"
)
ST = {"new": 1, "open": 1, "pending": 1, "resolved": 2, "closed": 3, "rejected": 3}


def esc(v):
    if v is None:
        return r"\N"
    return str(v).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def main(n, db, tpl):
    a = ["-h127.0.0.1", f"-P{CONN['port']}", "-ubench", "-pbench"]
    subprocess.run(
        f"mysql {' '.join(a)} -e 'drop database if exists {db}; create database {db} default character set utf8mb4' && mysqldump {' '.join(a)} {tpl} | mysql {' '.join(a)} {db}",
        shell=True,
        check=True,
    )
    t0 = time.time()
    c = pymysql.connect(db=db, charset="utf8mb4", local_infile=True, autocommit=True, **CONN)
    cur = c.cursor()

    def q1(sql):
        cur.execute(sql)
        return cur.fetchone()[0] or 0

    cur.execute("set sql_mode='', foreign_key_checks=0, unique_checks=0")
    for i in range(1, 10):
        cur.execute("create temporary table x as select * from ost_staff where staff_id=1")
        cur.execute(
            "update x set staff_id=%s, username=%s, email=%s, firstname='Agent', lastname=%s",
            (i + 1, f"agent{i}", f"agent{i}@example.org", str(i)),
        )
        cur.execute(
            "insert into ost_staff select * from x on duplicate key update ost_staff.updated=ost_staff.updated"
        )
        cur.execute("drop table x")
        cur.execute(
            "insert ignore into ost_staff_dept_access (staff_id,dept_id,role_id,flags) select %s,dept_id,role_id,flags from ost_staff_dept_access where staff_id=1",
            (i + 1,),
        )
    u0, e0 = q1("select max(id) from ost_user"), q1("select max(id) from ost_user_email")
    t0id, th0, en0, fe0, ev0 = (
        q1(f"select max({k}) from {t}")
        for k, t in (
            ("ticket_id", "ost_ticket"),
            ("id", "ost_thread"),
            ("id", "ost_thread_entry"),
            ("id", "ost_form_entry"),
            ("id", "ost_thread_event"),
        )
    )
    rows = {
        k: []
        for k in (
            "ost_user (id,org_id,default_email_id,status,name,created,updated)",
            "ost_user_email (id,user_id,flags,address)",
            "ost_user__cdata (user_id,phone,notes)",
            "ost_ticket (ticket_id,number,user_id,status_id,dept_id,sla_id,staff_id,ip_address,source,isanswered,est_duedate,closed,lastupdate,created,updated)",
            "ost_ticket__cdata (ticket_id,subject,priority)",
            "ost_thread (id,object_id,object_type,lastresponse,lastmessage,created)",
            "ost_thread_entry (id,pid,thread_id,staff_id,user_id,type,flags,poster,source,title,body,format,ip_address,created,updated)",
            "ost_thread_event (id,thread_id,thread_type,event_id,staff_id,team_id,dept_id,topic_id,username,uid,uid_type,annulled,timestamp)",
            "ost_form_entry (id,form_id,object_id,object_type,sort,created,updated)",
            "ost_form_entry_values (entry_id,field_id,value,value_id)",
            "ost__search (object_type,object_id,title,content)",
        )
    }
    U, UE, UC, T, TC, TH, EN, EV, FE, FV, S = rows.values()

    def flush():
        for k, v in rows.items():
            if v:
                with tempfile.NamedTemporaryFile("w", suffix=".tsv", delete=False) as f:
                    f.writelines("\t".join(map(esc, r)) + "\n" for r in v)
                tab, cols = k.split(" ", 1)
                cur.execute(
                    f"load data local infile '{f.name}' into table {tab} character set utf8mb4 {cols}"
                )
                os.unlink(f.name)
                v.clear()

    now = time.strftime("%F %T", time.gmtime())
    names = []
    fe, ev, en = fe0, ev0, en0
    for i in range(corpus.N_CUSTOMERS):
        x = corpus.customer(i)
        names.append(x["name"])
        uid = u0 + 1 + i
        U.append((uid, 0, e0 + 1 + i, 0, x["name"], now, now))
        UE.append((e0 + 1 + i, uid, 0, f"k{i:05d}@example.com"))
        UC.append((uid, x["phone"], ""))
        fe += 1
        FE.append((fe, 1, uid, "U", 1, now, now))
        FV += [(fe, 3, x["phone"], None), (fe, 4, None, None)]
        S.append(("U", uid, x["name"], f"k{i:05d}@example.com"))
    for t in corpus.tickets(n):
        i, th = t["id"] + t0id, t["id"] + th0
        cr, up = t["created"].strftime("%F %T"), t["updated"].strftime("%F %T")
        uid, poster, st, dept = (
            u0 + 1 + t["customer"],
            names[t["customer"]],
            ST[t["status"]],
            t["queue"] % 3 + 1,
        )
        sid = 0 if t["agent"] is None else t["agent"] + 1
        closed = up if st > 1 else None
        num = f"{(i * 7919) % 9000000 + 1000000}"
        answered = int(bool(t["followups"]))
        T.append((i, num, uid, st, dept, 1, sid, "127.0.0.1", "API", answered, up, closed, up, cr, up))
        pr = {1: 4, 2: 3, 3: 2, 4: 2, 5: 1}[t["priority"]]
        TC.append((i, t["subject"], pr))
        TH.append((th, i, "T", up if answered else None, up, cr))
        en += 1
        EN.append(
            (
                en,
                0,
                th,
                0,
                uid,
                "M",
                1,
                poster,
                "API",
                t["subject"],
                t["body"],
                "text",
                "127.0.0.1",
                cr,
                "0000-00-00 00:00:00",
            )
        )
        S += [("T", i, f"{num} {t['subject']}", t["subject"]), ("H", en, t["subject"], t["body"])]
        first = en
        ev += 1
        EV.append((ev, th, "T", 1, 0, 0, dept, 0, "SYSTEM", uid, "U", 0, cr))
        for f in t["followups"]:
            en += 1
            at = f["at"].strftime("%F %T")
            EN.append(
                (
                    en,
                    first,
                    th,
                    (sid or 1) if f["by_agent"] else 0,
                    0 if f["by_agent"] else uid,
                    "R" if f["by_agent"] else "M",
                    0,
                    "Agent" if f["by_agent"] else poster,
                    "",
                    "",
                    f["body"],
                    "text",
                    "127.0.0.1",
                    at,
                    at,
                )
            )
            S.append(("H", en, "", f["body"]))
        if sid:
            ev += 1
            EV.append((ev, th, "T", 4, sid, 0, dept, 0, "agent0", 1, "S", 0, cr))
        if closed:
            ev += 1
            EV.append((ev, th, "T", 2, sid, 0, dept, 0, "agent0", 1, "S", 0, closed))
        fe += 1
        FE.append((fe, 2, i, "T", 1, cr, cr))
        FV += [(fe, 20, t["subject"], None), (fe, 22, "Normal", pr)]
        if len(T) >= 10000:
            flush()
    flush()
    load_s = time.time() - t0
    for tab in (
        "ost_ticket",
        "ost_thread",
        "ost_thread_entry",
        "ost_thread_event",
        "ost_user",
        "ost_ticket__cdata",
        "ost__search",
        "ost_form_entry_values",
    ):
        cur.execute(f"analyze table {tab}")
    cur.execute(
        "select table_name, data_length+index_length from information_schema.tables where table_schema=%s order by 2 desc",
        (db,),
    )
    r = cur.fetchall()
    out = {
        "db": db,
        "tickets": n,
        "load_s": round(load_s, 1),
        "db_mb": round(float(sum(x[1] or 0 for x in r)) / 1e6, 1),
        "top_tables_mb": {x[0]: round(float(x[1]) / 1e6, 1) for x in r[:6]},
    }
    print(out)
    return out


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
