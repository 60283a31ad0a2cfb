import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../support/node/api.ts";
import { type App, startApp } from "../support/node/app.ts";
import type { Mail } from "../support/node/sandbox-client.ts";
import { until } from "../support/node/until.ts";
import { browserCookie, DAY, hourAhead, MINUTE } from "./support/people.ts";
import { pageShape, problemIn, refusal, singleShape } from "./support/shapes.ts";

// Scenarios 25 and 30 to 33: who must not learn or do anything, and what people write to see what breaks.

let app: App;
let mentor: Person;
let mentee: Person;
let stranger: Person;

beforeAll(async () => {
  app = await startApp();
  mentor = await app.person("h-mentor", ["mentor"], { name: 'Bob "<img src=x onerror=alert(1)>" O\'Neil' });
  mentee = await app.person("h-mentee", ["mentee"], { name: '=HYPERLINK("http://evil.test") 🎻 שלום' });
  stranger = await app.person("h-stranger", ["mentor", "mentee"]);
});
afterAll(() => app.remove());

const get = (path: string, person: Person) => app.call("GET", path, { token: person.token });
const cancel = (id: string, person: Person, body: unknown = {}) =>
  app.call("POST", `/api/bookings/${id}/cancel`, { token: person.token, body });

async function taken(id: string, startsAt: number): Promise<void> {
  const made = await app.takeOver(id, { mentor, mentee, startsAt });
  expect(made.status, made.text).toBe(201);
}

describe("ids (scenario 30)", () => {
  const CALLS: [string, string, unknown?][] = [
    ["GET", ""],
    ["GET", "/video-link"],
    ["GET", "/calendar.ics"],
    ["POST", "/cancel", { reason: "mine" }],
    ["POST", "/review", { rating: 1 }],
  ];

  test.each(["confirmed and ahead", "open to join", "over"])(
    "a foreign booking that is %s looks exactly like one that never was, on every call",
    async (when) => {
      const startsAt = { "confirmed and ahead": hourAhead(90), "open to join": Date.now() + 5 * MINUTE }[
        when
      ];
      const id = `h-${when.replaceAll(" ", "-")}`;
      await taken(id, startsAt ?? Date.now() - 2 * DAY);
      for (const [method, path, body] of CALLS) {
        const asked = { token: stranger.token, body };
        const foreign = await app.call(method, `/api/bookings/${id}${path}`, asked);
        const forged = await app.call(method, `/api/bookings/h-never-was${path}`, asked);
        expect([refusal(foreign), foreign.text]).toEqual([[404, "not_found"], forged.text]);
        expect([...foreign.headers.keys()].sort()).toEqual([...forged.headers.keys()].sort());
      }
      expect((await get(`/api/bookings/${id}`, mentee)).json).toMatchObject({
        cancelled_at: null,
        review: null,
      });
    },
  );

  test("forged ids are 404 whatever they are made of", async () => {
    for (const id of [
      "..%2F..%2Fadmin",
      "%00",
      "'%20or%201=1--",
      "x".repeat(41),
      "%F0%9F%98%80",
      "%E0%A4%A",
      "undefined",
    ])
      for (const [method, path, body] of CALLS) {
        const answer = await app.call(method, `/api/bookings/${id}${path}`, { token: mentee.token, body });
        expect([id, path, answer.status]).toEqual([id, path, 404]);
      }
  });

  test("a cursor of one person opens nothing of another", async () => {
    await taken("h-page-one", hourAhead(100));
    await taken("h-page-two", hourAhead(102));
    const { next_cursor } = pageShape.parse((await get("/api/bookings?limit=1", mentee)).json);
    const theirs = pageShape.parse((await get(`/api/bookings?cursor=${next_cursor}`, stranger)).json);
    expect(theirs).toEqual({ data: [], next_cursor: null });
  });

  test("the token of a removed person is nobody's: 401", async () => {
    const gone = await app.person("h-gone", ["mentee"]);
    expect((await get("/api/bookings", gone)).status).toBe(200);
    expect((await app.platform("DELETE", "/api/platform/users/h-gone")).status).toBe(204);
    expect(refusal(await get("/api/bookings", gone))).toEqual([401, "unauthorized"]);
    expect(refusal(await cancel("h-page-one", gone))).toEqual([401, "unauthorized"]);
  });
});

describe("bodies and queries (scenario 31)", () => {
  const send = (body: BodyInit, type = "application/json") =>
    fetch(new URL("/api/bookings/h-page-one/cancel", app.url), {
      method: "POST",
      headers: { "content-type": type, authorization: `Bearer ${stranger.token}` },
      body,
    });

  /** Sends the beginning of a body and waits for the answer: whoever read to the end before answering would never answer. */
  const beginning = (bytes: number, announced: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const sent = request(new URL("/api/bookings/h-page-one/cancel", app.url), {
        method: "POST",
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${stranger.token}`,
          ...announced,
        },
      });
      sent.once("error", reject);
      sent.once("response", (answer) => {
        sent.off("error", reject).on("error", () => {});
        sent.destroy();
        resolve(answer.statusCode);
      });
      sent.write(new Uint8Array(bytes).fill(0x20));
    });

  test("10 MB, announced or not, is 413 before it was read; broken JSON is 400; deep nesting is 400", async () => {
    expect(await beginning(1, { "content-length": String(10 * 1024 * 1024) })).toBe(413);
    expect(await beginning(80 * 1024, { "transfer-encoding": "chunked" })).toBe(413);
    for (const broken of ["{", "{'a':1}", "\u0000", '{"reason":"\ud800', "[1,]"])
      expect((await send(broken)).status).toBe(400);
    expect((await send("[".repeat(30_000))).status).toBe(400);
    expect((await send(`{"reason":${"[".repeat(5_000)}${"]".repeat(5_000)}}`)).status).toBe(400);
    const hidden = '{"__proto__":{"share_reason":true},"constructor":1}';
    expect((await send(hidden)).status).toBe(400);
  });

  test.each([
    "\u0000",
    "🎻",
    "%",
    "_",
    "\\",
    "'",
    '"',
    "؜מ‏שה",
    "é".repeat(30),
    "x".repeat(200),
    "a b ".repeat(49),
    "*",
    "MATCH",
    " \t\n",
  ])("searched for %j: a correct answer", async (q) => {
    const answer = await get(`/api/bookings?q=${encodeURIComponent(q)}`, mentee);
    expect([200, 400]).toContain(answer.status);
    if (answer.status === 200) pageShape.parse(answer.json);
    else problemIn(answer);
  });

  test("emoji and right-to-left names are found; percent and underscore are letters like any other", async () => {
    const found = async (q: string) =>
      pageShape.parse((await get(`/api/bookings?q=${encodeURIComponent(q)}`, mentor)).json).data.length;
    expect([(await found("🎻")) > 0, (await found("שלום")) > 0, await found("%"), await found("_")]).toEqual([
      true,
      true,
      0,
      0,
    ]);
    for (const raw of ["q=%", "q=%E0%A4%A", "q=%ff", "limit=1&limit=0", "q[]=a"])
      expect((await get(`/api/bookings?${raw}`, mentee)).status).toBeLessThan(500);
  });

  test("NUL and half surrogates in text are 400", async () => {
    for (const reason of ["a\\u0000b", "\\ud83c"])
      expect((await send(`{"reason":"${reason}"}`)).status).toBe(400);
  });
});

describe("what people write (scenario 33)", () => {
  const REASON =
    "=cmd|calc\r\nBcc: all@evil.test\r\n<script>alert(1)</script> https://evil.test/x [a](http://evil.test)\r\nEND:VEVENT";
  const unfolded = (ics: string) => ics.replace(/\r\n[ \t]/g, "");

  const cancellationMail = (person: Person): Promise<Mail> =>
    until(
      async () => (await app.sandbox.inbox(person.email)).find(({ subject }) => /cancel/i.test(subject)),
      {
        what: `a mail to ${person.email}`,
      },
    );

  test("a shared reason comes back as data, and is harmless in mail and calendar", async () => {
    await taken("h-reason", hourAhead(110));
    const cancelled = await cancel("h-reason", mentee, { reason: REASON, share_reason: true });
    expect(singleShape.parse(cancelled.json).cancellation_reason).toBe(REASON);
    expect((await get("/api/bookings/h-reason", mentor)).json).toMatchObject({ cancellation_reason: REASON });
    for (const person of [mentor, mentee]) {
      const mail = await cancellationMail(person);
      expect(mail.subject).not.toMatch(/[\r\n]/);
      expect(mail.html).not.toMatch(/<script|<img src=x|href="https?:\/\/evil/i);
      const [ics] = mail.attachments.map(({ content }) =>
        unfolded(Buffer.from(content, "base64").toString()),
      );
      expect(ics).toMatch(/METHOD:CANCEL/);
      expect(ics?.match(/^(BEGIN|END):VEVENT\r$/gm)).toHaveLength(2);
    }
    const file = unfolded((await get("/api/bookings/h-reason/calendar.ics", mentor)).text);
    expect(file.match(/^(BEGIN|END):VEVENT\r$/gm)).toHaveLength(2);
    expect(file).not.toMatch(/^Bcc/m);
  });
});

describe("the room's address (scenario 25)", () => {
  test("stands in no list, no foreign answer, no mail, no page and no log", async () => {
    const link = await get("/api/bookings/h-open-to-join/video-link", mentee);
    expect(link.status, link.text).toBe(200);
    const cookie = await browserCookie(app, mentee.id);
    const page = async (path: string) => {
      const response = await fetch(new URL(path, app.url), { headers: { cookie } });
      expect([path, response.status]).toEqual([path, 200]);
      return response.text();
    };
    const rooms = (await app.sandbox.ledger()).rooms.map(({ name }) => name);
    expect(rooms.length).toBeGreaterThan(0);
    const told = [
      (await get("/api/bookings", mentee)).text,
      (await get("/api/bookings?status=past", mentee)).text,
      (await get("/api/bookings/h-open-to-join", stranger)).text,
      (await get("/api/bookings/h-reason", mentor)).text,
      (await get("/api/bookings/h-over", mentor)).text,
      (await get("/api/bookings/h-open-to-join/calendar.ics", mentee)).text,
      ...(await Promise.all(["/sessions", "/sessions?status=past", "/sessions/h-open-to-join"].map(page))),
      JSON.stringify(await app.sandbox.inbox()),
      app.log(),
    ].join("\n");
    for (const room of rooms) expect(told).not.toContain(room);
  });

  test("a copied link is dead once the booking is cancelled: its room is gone", async () => {
    const [host, guest] = [await app.person("h-host", ["mentor"]), await app.person("h-guest", ["mentee"])];
    await app.takeOver("h-copied", { mentor: host, mentee: guest, startsAt: Date.now() + 5 * MINUTE });
    const { url } = (await get("/api/bookings/h-copied/video-link", guest)).json as { url: string };
    const room = new URL(url).pathname.split("/").at(-1) ?? "";
    const off = await app.platform("POST", "/api/platform/bookings/h-copied/cancel", {
      reason: "ill",
      refund: false,
    });
    expect(off.status).toBe(200);
    await until(async () => (await app.sandbox.ledger()).rooms.every(({ name }) => name !== room), {
      what: "no room",
    });
    expect(refusal(await get("/api/bookings/h-copied/video-link", guest))).toEqual([403, "cancelled"]);
    expect((await fetch(url)).status).toBeGreaterThanOrEqual(400);
    expect(singleShape.parse((await get("/api/bookings/h-copied", guest)).json).video_call_url).toBeNull();
  });
});

test("nothing of all this was an error of ours", () => {
  expect(app.log()).not.toContain("internal_error");
});
