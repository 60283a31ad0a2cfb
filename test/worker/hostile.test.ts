import { beforeAll, describe, expect, test } from "vitest";
import { call, hoursAhead, KEY, type Somebody, somebody, takeOver, uniqueId } from "./support/api.ts";
import "./support/outside.ts";

// SCENARIOS 31: bodies and searches that break things elsewhere get a 4xx or a correct answer, never a 500.

let mentor: Somebody;
let mentee: Somebody;

beforeAll(async () => {
  [mentor, mentee] = [
    await somebody(["mentor"], { name: "Łukasz %_ O’Brien عمر" }),
    await somebody(["mentee"]),
  ];
  await takeOver(uniqueId(), mentor, mentee, hoursAhead(60));
});

const LONG_NAME = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren-1234567";

describe("searches", () => {
  test.each([
    "%",
    "_",
    "' or 1=1 --",
    "\\",
    "*",
    "🙂",
    "\u202Eabc",
    LONG_NAME,
    "é".repeat(60),
    "a ".repeat(90),
    "\u200B",
    "𝒳",
  ])("%j", async (q) => {
    const answer = await call("GET", `/api/bookings?q=${encodeURIComponent(q)}`, { token: mentee.token });
    expect(answer.status).toBe(200);
  });

  test("words begin words, folded; % and _ are letters like any other", async () => {
    const found = async (q: string) =>
      (await call("GET", `/api/bookings?q=${encodeURIComponent(q)}`, { token: mentee.token })).json.data
        .length;
    expect([await found("lukasz"), await found("BRI"), await found("عمر"), await found("%_")]).toEqual([
      1, 1, 1, 1,
    ]);
    expect([await found("ukasz"), await found("_"), await found("L%")]).toEqual([0, 0, 0]);
  });

  test("broken percent-encoding and repeated parameters", async () => {
    for (const query of ["q=%", "q=%E0%A4%A", "limit=5&limit=abc", "=&&=x"]) {
      expect((await call("GET", `/api/bookings?${query}`, { token: mentee.token })).status).toBe(200);
    }
  });
});

describe("bodies", () => {
  const cancel = (raw: BodyInit, headers: Record<string, string> = {}) =>
    call("POST", "/api/bookings/nothing-here/cancel", {
      token: mentee.token,
      raw,
      headers: { "content-type": "application/json", ...headers },
    });

  test("10 MB is refused, and what is nested a thousand times deep", async () => {
    expect((await cancel("x".repeat(10 * 1024 * 1024))).status).toBe(413);
    expect((await cancel("[".repeat(60_000))).status).toBe(400);
    expect((await cancel(`{"reason":${"[".repeat(20_000)}${"]".repeat(20_000)}}`)).status).toBe(400);
  });

  test("NUL and halves of surrogates are 400, not 500; other odd text is text", async () => {
    for (const reason of ['"a\\u0000b"', '"\\ud800"', '"\\udc00\\ud800"', '{"x":"\\u0000"}', "7"]) {
      const refused = await cancel(`{"reason":${reason}}`);
      expect([reason, refused.status, refused.json.code]).toEqual([reason, 400, "invalid_request"]);
    }
    expect((await cancel(JSON.stringify({ reason: "🙂 %s \u202Eabc <b>=cmd|'/c'" }))).status).toBe(404);
  });

  test("1,000 characters of reason, as people count them; compressed bodies are not taken", async () => {
    expect((await cancel(JSON.stringify({ reason: "🙂".repeat(1_000) }))).status).toBe(404);
    expect((await cancel(JSON.stringify({ reason: "🙂".repeat(1_001) }))).status).toBe(400);
    expect((await cancel("{}", { "content-encoding": "gzip" })).status).toBe(415);
  });

  test("an absent body is {}", async () => {
    const refused = await call("POST", "/api/bookings/nothing-here/cancel", { token: mentee.token });
    expect(refused.status).toBe(404);
  });

  test("what people write comes back as they wrote it, as data", async () => {
    const id = uniqueId();
    await takeOver(id, mentor, mentee, hoursAhead(80));
    const reason = 'line one\r\nBcc: a@b.test\n=HYPERLINK("x") <script>';
    const { json } = await call("POST", `/api/bookings/${id}/cancel`, {
      token: mentee.token,
      body: { reason, share_reason: true },
    });
    expect(json.cancellation_reason).toBe(reason);
    expect((await call("GET", `/api/bookings/${id}`, { token: mentor.token })).json.cancellation_reason).toBe(
      reason,
    );
  });
});

describe("names and headlines", () => {
  let put = 0;
  const as = async (fields: Record<string, unknown>) => {
    const id = uniqueId();
    const who = { email: `named-${++put}@example.test`, roles: ["mentor"], timezone: "UTC", locale: "en" };
    return call("PUT", `/api/platform/users/${id}`, { token: KEY, body: { ...who, name: "Ana", ...fields } });
  };
  const UNSEEN = [
    "\u200B",
    "\u2800",
    "\u3164",
    "\u00AD\uFEFF\u2060",
    "\u0301",
    "\u200D",
    " \u00B4 ",
    "\uFFA0",
  ];
  const TURNING = ["\u202EEvil moc.live", "Ana\u202C", "A\u2066na", "\u061CAna", "Ana\u200E", "\u200Fשלום"];

  test.each(["name", "headline"])(
    "%s: nobody is called what cannot be seen, or turns what stands beside it",
    async (field) => {
      for (const [texts, message] of [
        [UNSEEN, /can be seen/],
        [TURNING, /change the direction/],
      ] as const) {
        for (const text of texts) {
          const refused = await as({ [field]: text });
          expect([JSON.stringify(text), refused.status]).toEqual([JSON.stringify(text), 400]);
          expect(refused.json.errors).toEqual([{ field, message: expect.stringMatching(message) }]);
        }
      }
    },
  );

  test("joiners inside, every script, and what is a sign alone are names; a headline may be empty", async () => {
    // Persian is written with a non-joiner, a family of emoji with joiners.
    const names = ["علی‌رضا", "👨‍👩‍👧", "שלום", "Nguyễn Thị", "क्‍ष", "李", "%_", "X Æ A-12", "ㅤ김"];
    for (const name of names)
      expect([name, (await as({ name, headline: name })).status]).toEqual([name, 201]);
    expect((await as({ headline: " " })).json).toMatchObject({ name: "Ana", headline: null });
  });
});

test("forged ids lead nowhere, on any call", async () => {
  const stranger = await somebody(["mentee"]);
  const id = uniqueId();
  await takeOver(id, mentor, mentee, hoursAhead(100));
  const [foreign, forged] = [id, uniqueId()];
  const calls: [string, string, unknown?][] = [
    ["GET", ""],
    ["GET", "/video-link"],
    ["GET", "/calendar.ics"],
    ["POST", "/cancel", {}],
    ["POST", "/review", { rating: 5 }],
  ];
  for (const [method, path, body] of calls) {
    const ask = { token: stranger.token, ...(body === undefined ? {} : { body }) };
    const [one, two] = [
      await call(method, `/api/bookings/${foreign}${path}`, ask),
      await call(method, `/api/bookings/${forged}${path}`, ask),
    ];
    expect([one.status, one.text]).toEqual([404, two.text]);
  }
  expect((await call("GET", `/api/bookings/${id}`, { token: mentee.token })).json.status).toBe("confirmed");
  expect((await call("GET", "/api/mentors/nobody/slots", { token: KEY })).status).toBe(403);
  expect((await call("GET", "/api/mentors/nobody/slots", { token: stranger.token })).status).toBe(404);
});
