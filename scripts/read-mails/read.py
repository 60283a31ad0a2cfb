"""Reads every mail and calendar file of a folder and compares it with what was written: `npm run read-mails`."""

import email
import email.policy
import email.utils
import json
import pathlib
import sys
from datetime import datetime, timezone

import icalendar

FOLDER = pathlib.Path(sys.argv[1])
STARTS_AT = datetime(2026, 11, 27, 14, tzinfo=timezone.utc)
HOUSE = json.loads((FOLDER / "house.json").read_text("utf-8"))
PAGE = HOUSE["origin"] + "/sessions/"
ORGANIZER = "mailto:" + email.utils.parseaddr(HOUSE["sender"])[1]
failures = []


def same(where, what, read, written):
    if read != written:
        failures.append(f"{where}: {what} is {read!r}, and was written as {written!r}")


def lines(text):
    return text.replace("\r\n", "\n").strip()


def event_of(where, content):
    calendar = icalendar.Calendar.from_ical(content)
    events = calendar.walk("VEVENT")
    same(where, "the number of events", len(events), 1)
    same(where, "VERSION", str(calendar["VERSION"]), "2.0")
    return calendar, events[0]


def read_invitation(where, part, written):
    content = part.get_content()
    content = content.decode("utf-8") if isinstance(content, bytes) else content
    same(where, "the file", lines(content), lines(written["content"]))
    same(where, "the file's type", part.get_content_type(), "text/calendar")
    calendar, event = event_of(where, content)
    method = str(calendar["METHOD"])
    same(where, "the method of the header", part["content-type"].params.get("method"), method)
    cancels = written["filename"].startswith("cancelled")
    same(where, "METHOD", method, "CANCEL" if cancels else "REQUEST")
    same(where, "SEQUENCE", int(event["SEQUENCE"]), 1 if cancels else 0)
    same(where, "STATUS", str(event["STATUS"]), "CANCELLED" if cancels else "CONFIRMED")
    same(where, "UID", str(event["UID"]), "example@meridian")
    same(where, "LOCATION", str(event["LOCATION"]), PAGE + "example")
    same(where, "DTSTART", event.decoded("DTSTART"), STARTS_AT)
    same(where, "ORGANIZER", str(event["ORGANIZER"]).lower(), ORGANIZER)
    if "ATTENDEE" not in event:
        failures.append(f"{where}: nobody is invited")


def read_mail(file):
    written = json.loads(file.with_suffix(".json").read_text("utf-8"))
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    where = file.stem
    for part in message.walk():
        for defect in part.defects:
            failures.append(f"{where}: {defect!r}")
    same(where, "the subject", message["subject"], written["subject"])
    same(where, "the recipient", message["to"].addresses[0].addr_spec, written["to"])
    for kind in ("plain", "html"):
        body = message.get_body((kind,))
        name = "text" if kind == "plain" else "html"
        same(where, name, lines(body.get_content()), lines(written[name]))
    files = [part for part in message.iter_attachments()]
    same(where, "the number of files", len(files), len(written["attachments"]))
    for part, file_written in zip(files, written["attachments"]):
        same(where, "the file's name", part.get_filename(), file_written["filename"])
        read_invitation(where, part, file_written)


def read_feed():
    written = json.loads((FOLDER / "feed.json").read_text("utf-8"))
    calendar = icalendar.Calendar.from_ical((FOLDER / "feed.ics").read_bytes())
    same("feed", "METHOD", str(calendar["METHOD"]), "PUBLISH")
    events = calendar.walk("VEVENT")
    same("feed", "the number of events", len(events), len(written))
    for event, session in zip(events, written):
        where = f"feed, {session['id']}"
        cancelled = session["status"] == "cancelled"
        same(where, "UID", str(event["UID"]), session["id"] + "@meridian")
        same(where, "STATUS", str(event["STATUS"]), "CANCELLED" if cancelled else "CONFIRMED")
        same(where, "SEQUENCE", int(event["SEQUENCE"]), 1 if cancelled else 0)
        same(where, "LOCATION", str(event["LOCATION"]), PAGE + session["id"])
        same(where, "DTSTART", event.decoded("DTSTART"), STARTS_AT)
        lead = "Cancelled: session with " if cancelled else "Session with "
        same(where, "SUMMARY", str(event["SUMMARY"]), lead + session["otherName"])


mails = sorted(FOLDER.glob("*.eml"))
for mail in mails:
    read_mail(mail)
read_feed()
for failure in failures:
    print(failure, file=sys.stderr)
if failures or not mails:
    sys.exit(1)
print(f"{len(mails)} mails, their calendar files and a feed: Python reads what was written")
