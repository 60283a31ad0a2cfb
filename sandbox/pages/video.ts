import { Hono } from "hono";
import type { Env, Sandbox } from "../context.ts";
import { enter, leave, type Participant, presentIn } from "../daily/meetings.ts";
import { findRoom, type Room } from "../daily/rooms.ts";
import { admit } from "../daily/tokens.ts";
import { closedPage, insidePage, leftPage, onlyLooks } from "./call.ts";
import { type Html, PAGE_HEADERS } from "./layout.ts";

/** Daily's room, where one meets instead of `https://DOMAIN.daily.co/ROOM?t=TOKEN`. Opening the page is entering. */
export function videoPages(sandbox: Sandbox): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/video/:room", async (c) => {
    sandbox.advance();
    const room = findRoom(sandbox, c.req.param("room"));
    if (room === null) return c.html(closedPage("There is no such room."), 404, PAGE_HEADERS);
    const admission = await admit(sandbox, room, c.req.query("t") ?? null);
    if (!admission.admitted) return c.html(closedPage(admission.reason), 403, PAGE_HEADERS);
    if (onlyLooks(c.req.method, c.req.header("sec-purpose"))) return c.body(null, 200, PAGE_HEADERS);
    const others = presentIn(sandbox, room.name);
    const me = enter(sandbox, room, admission.guest);
    return c.html(inside(room, me, others), 200, PAGE_HEADERS);
  });
  app.post("/video/:room/leave", async (c) => {
    sandbox.advance();
    const participant = new URLSearchParams(await c.req.text()).get("participant") ?? "";
    leave(sandbox, participant);
    return c.html(leftPage(), 200, PAGE_HEADERS);
  });
  return app;
}

function inside(room: Room, me: Participant, others: Participant[]): Html {
  return insidePage({
    room: room.name,
    service: "Daily",
    me: { id: me.id, name: nameOf(me), owner: me.owner },
    others: others.map(nameOf),
    leave: `/video/${room.name}/leave`,
  });
}

function nameOf(participant: Participant): string {
  return participant.user_name ?? "Guest";
}
