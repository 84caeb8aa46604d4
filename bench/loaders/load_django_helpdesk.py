"""COPY the corpus into a django-helpdesk 2.6 database.

usage: load_django_helpdesk.py N DBNAME TEMPLATE_DB   (template = freshly migrated, with bench users)
"""

import sys
import time
import uuid

from common import connect, corpus, finish, recreate_from_template

STATUS = {"new": 1, "open": 1, "pending": 2, "resolved": 3, "closed": 4, "rejected": 5}


def main(n: int, db: str, tpl: str) -> dict:
    recreate_from_template(tpl, db)
    t0 = time.time()
    with connect(db) as c:
        staff = [r[0] for r in c.execute("select id from auth_user where is_staff order by id")]
        for q, title in enumerate(corpus.QUEUES, 1):
            c.execute(
                "insert into helpdesk_queue (id,title,slug,email_address,locale,allow_public_submission,allow_email_submission,"
                "enable_notifications_on_email_events,email_box_type,email_box_ssl,socks_proxy_type,logging_type,logging_dir,permission_name,"
                "new_ticket_cc,updated_ticket_cc) overriding system value values "
                "(%s,%s,%s,'','en',true,false,false,null,false,null,'none',null,'','','') on conflict do nothing",
                (q, title, f"q{q}"),
            )
        cur = c.cursor()
        cur.execute(
            "create temp table fu (ticket_id int, date timestamptz, title text, comment text, public bool, user_id int)"
        )
        ups = []
        with cur.copy(
            "copy helpdesk_ticket (id,title,created,modified,submitter_email,status,on_hold,description,priority,assigned_to_id,queue_id,secret_key) from stdin"
        ) as cp:
            for t in corpus.tickets(n):
                a = None if t["agent"] is None else staff[t["agent"] % len(staff)]
                cp.write_row(
                    (
                        t["id"],
                        t["subject"],
                        t["created"],
                        t["updated"],
                        f"c{t['customer']:05d}@example.com",
                        STATUS[t["status"]],
                        False,
                        t["body"],
                        t["priority"],
                        a,
                        t["queue"] + 1,
                        str(uuid.UUID(int=t["id"])),
                    )
                )
                for u in t["followups"]:
                    ups.append((t["id"], u["at"], "评论", u["body"], True, a if u["by_agent"] else None))
        with cur.copy(
            "copy helpdesk_followup (ticket_id,date,title,comment,public,user_id) from stdin"
        ) as cp:
            for u in ups:
                cp.write_row(u)
        cur.execute("select setval(pg_get_serial_sequence('helpdesk_ticket','id'), %s)", (n,))
        cur.execute("select setval(pg_get_serial_sequence('helpdesk_queue','id'), 10)")
    return finish(db, t0, n)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
