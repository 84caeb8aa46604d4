"""COPY the corpus into a Request Tracker 5.0 database, row for row as RT itself writes them
(checked against tickets made through RT's API): per ticket 1 Tickets row, 4 role Groups + 4 Principals,
2 GroupMembers, 6 CachedGroupMembers, 1 Create transaction + 1 Attachment (body as quoted-printable, which is
what RT stores on PostgreSQL for non-ASCII text), 1 Status transaction when it is closed, 1 Correspond per follow-up.
EmailRecord rows (copies of outgoing mail) are left out, in RT's favour.

usage: load_rt.py N DBNAME TEMPLATE_DB
"""

import quopri
import sys
import time

from common import connect, corpus, finish, recreate_from_template

ST = {
    "new": "new",
    "open": "open",
    "pending": "stalled",
    "resolved": "resolved",
    "closed": "resolved",
    "rejected": "rejected",
}
EPOCH = "1970-01-01 00:00:00"
HDR = (
    'Content-Type: text/plain; charset="utf-8"\nContent-Disposition: inline\nContent-Transfer-Encoding: binary\nMIME-Version: 1.0\n'
    "X-Mailer: MIME-tools 5.510 (Entity 5.510)\nX-RT-Original-Encoding: utf-8\nContent-Length: %d\n"
)


def qp(s: str) -> str:
    return quopri.encodestring(s.encode()).decode()


def main(n, db, tpl):
    recreate_from_template(tpl, db)
    t0 = time.time()
    with connect(db) as c:
        cur = c.cursor()
        cur.execute("set synchronous_commit=off")
        mx = {
            t: c.execute(f"select coalesce(max(id),0) from {t}").fetchone()[0]
            for t in (
                "principals",
                "groupmembers",
                "cachedgroupmembers",
                "transactions",
                "attachments",
                "tickets",
            )
        }
        agents = [r[0] for r in c.execute("select id from users where name like 'agent%' order by name")]
        queues = {r[1]: r[0] for r in c.execute("select id,name from queues")}
        qid = [queues[q] for q in corpus.QUEUES]
        nobody = c.execute("select id from users where name='Nobody'").fetchone()[0]
        grp = {r[1]: r[0] for r in c.execute("select id,name from groups where domain='SystemInternal'")}
        have = {r[1]: r[0] for r in c.execute("select id,name from users where name like 'c0%'")}
        P, U, G, GM, CGM, TK, TX, AT = [], [], [], [], [], [], [], []
        pid, gm, cgm, tx, at = (
            mx["principals"],
            mx["groupmembers"],
            mx["cachedgroupmembers"],
            mx["transactions"],
            mx["attachments"],
        )

        def add_member(g, m, who, when):
            nonlocal gm, cgm
            gm += 1
            GM.append((gm, g, m, who, when, who, when))
            cgm += 1
            CGM.append((cgm, g, m, cgm, g, 0))

        def add_group(name, desc, domain, inst, who, when):
            nonlocal pid, cgm
            pid += 1
            P.append((pid, "Group", 0))
            G.append((pid, name, desc, domain, inst, who, when, who, when))
            cgm += 1
            CGM.append((cgm, pid, pid, cgm, pid, 0))
            return pid

        def flush():
            for tab, cols, rows in (
                ("principals", "id,principaltype,disabled", P),
                (
                    "users",
                    "id,name,password,comments,emailaddress,realname,creator,created,lastupdatedby,lastupdated",
                    U,
                ),
                (
                    "groups",
                    "id,name,description,domain,instance,creator,created,lastupdatedby,lastupdated",
                    G,
                ),
                ("groupmembers", "id,groupid,memberid,creator,created,lastupdatedby,lastupdated", GM),
                ("cachedgroupmembers", "id,groupid,memberid,via,immediateparentid,disabled", CGM),
                (
                    "tickets",
                    "id,effectiveid,queue,type,owner,subject,initialpriority,finalpriority,priority,timeestimated,timeworked,status,timeleft,told,starts,started,due,resolved,lastupdatedby,lastupdated,creator,created",
                    TK,
                ),
                (
                    "transactions",
                    "id,objecttype,objectid,timetaken,type,field,oldvalue,newvalue,data,creator,created",
                    TX,
                ),
                (
                    "attachments",
                    "id,transactionid,parent,subject,contenttype,contentencoding,content,headers,creator,created",
                    AT,
                ),
            ):
                if rows:
                    with cur.copy(f"copy {tab} ({cols}) from stdin") as cp:
                        for r in rows:
                            cp.write_row(r)
                    rows.clear()

        now = time.strftime("%F %T", time.gmtime())
        cust = []
        for i in range(corpus.N_CUSTOMERS):
            k = corpus.customer(i)
            if k["email"] in have:
                cust.append(have[k["email"]])
                continue
            pid += 1
            u = pid
            cust.append(u)
            P.append((u, "User", 0))
            U.append(
                (
                    u,
                    k["email"],
                    "*NO-PASSWORD*",
                    "Autocreated when added as a watcher",
                    k["email"],
                    k["name"],
                    1,
                    now,
                    1,
                    now,
                )
            )
            g = add_group("UserEquiv", f"ACL equiv. for user {u}", "ACLEquivalence", u, 1, now)
            for x in (g, grp["Everyone"], grp["Unprivileged"]):
                add_member(x, u, 1, now)
        flush()
        base = mx["tickets"]
        for t in corpus.tickets(n):
            i = t["id"] + base
            cr, up = t["created"].strftime("%F %T"), t["updated"].strftime("%F %T")
            own = nobody if t["agent"] is None else agents[t["agent"]]
            who = agents[i % 10]
            st = ST[t["status"]]
            closed = st in ("resolved", "rejected")
            TK.append(
                (
                    i,
                    i,
                    qid[t["queue"]],
                    "ticket",
                    own,
                    t["subject"],
                    t["priority"] * 20,
                    0,
                    t["priority"] * 20,
                    0,
                    0,
                    st,
                    0,
                    None,
                    EPOCH,
                    EPOCH if st == "new" else up,
                    EPOCH,
                    up if closed else EPOCH,
                    who,
                    up,
                    who,
                    cr,
                )
            )
            for role in ("AdminCc", "Cc", "Owner", "Requestor"):
                g = add_group(role, None, "RT::Ticket-Role", i, who, cr)
                if role == "Owner":
                    add_member(g, own, who, cr)
                elif role == "Requestor":
                    add_member(g, cust[t["customer"]], who, cr)
            tx += 1
            TX.append((tx, "RT::Ticket", i, 0, "Create", None, None, None, None, who, cr))
            at += 1
            AT.append(
                (
                    at,
                    tx,
                    0,
                    t["subject"],
                    "text/plain",
                    "quoted-printable",
                    qp(t["body"]),
                    HDR % len(t["body"].encode()),
                    who,
                    cr,
                )
            )
            for f in t["followups"]:
                tx += 1
                w = who if f["by_agent"] else cust[t["customer"]]
                ft = f["at"].strftime("%F %T")
                TX.append((tx, "RT::Ticket", i, 0, "Correspond", None, None, None, "No Subject", w, ft))
                at += 1
                AT.append(
                    (
                        at,
                        tx,
                        0,
                        None,
                        "text/plain",
                        "quoted-printable",
                        qp(f["body"]),
                        HDR % len(f["body"].encode()),
                        w,
                        ft,
                    )
                )
            if closed:
                tx += 1
                TX.append((tx, "RT::Ticket", i, 0, "Status", "Status", "open", st, None, who, up))
            if len(TK) >= 5000:
                flush()
        flush()
        for tab, v in (
            ("principals", pid),
            ("groupmembers", gm),
            ("cachedgroupmembers", cgm),
            ("transactions", tx),
            ("attachments", at),
            ("tickets", base + n),
        ):
            cur.execute("select setval(%s, %s)", (f"{tab}_id_seq", v))
    return finish(db, t0, n)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
