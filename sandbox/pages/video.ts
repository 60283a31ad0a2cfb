import { Hono } from "hono";
import { html, raw } from "hono/html";
import type { Env, Sandbox } from "../context.ts";
import { enter, leave, type Participant, presentIn } from "../daily/meetings.ts";
import { findRoom, type Room } from "../daily/rooms.ts";
import { admit } from "../daily/tokens.ts";
import { type Html, PAGE_HEADERS, page } from "./layout.ts";

/** Daily's room, where one meets instead of `https://DOMAIN.daily.co/ROOM?t=TOKEN`. Opening the page is entering. */
export function videoPages(sandbox: Sandbox): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/video/:room", async (c) => {
    sandbox.advance();
    const room = findRoom(sandbox, c.req.param("room"));
    if (room === null) return c.html(closed("There is no such room."), 404, PAGE_HEADERS);
    const admission = await admit(sandbox, room, c.req.query("t") ?? null);
    if (!admission.admitted) return c.html(closed(admission.reason), 403, PAGE_HEADERS);
    // A browser that merely prepares for a click, or a scanner's HEAD, is nobody who came.
    const onlyLooking = c.req.method !== "GET" || (c.req.header("sec-purpose") ?? "").includes("prefetch");
    if (onlyLooking) return c.body(null, 200, PAGE_HEADERS);
    const others = presentIn(sandbox, room.name);
    const me = enter(sandbox, room, admission.guest);
    return c.html(inside(room, me, others), 200, PAGE_HEADERS);
  });
  app.post("/video/:room/leave", async (c) => {
    sandbox.advance();
    const participant = new URLSearchParams(await c.req.text()).get("participant") ?? "";
    leave(sandbox, participant);
    return c.html(
      page("Left", html`<h1>You have left the call</h1><p class="soft">You can close this tab.</p>`, true),
      200,
      PAGE_HEADERS,
    );
  });
  return app;
}

function closed(reason: string): Html {
  return page("Cannot join", html`<h1>You cannot join this call</h1><p>${reason}</p>`, true);
}

function inside(room: Room, me: Participant, others: Participant[]): Html {
  const names = others.map(nameOf);
  // Closing the tab is leaving: the beacon is what still gets through then.
  const script = `addEventListener("pagehide", () => {
  const form = document.querySelector("form");
  navigator.sendBeacon(form.action, new URLSearchParams(new FormData(form)));
});`;
  return page(
    `Room ${room.name}`,
    html`<h1>You are in the call</h1>
<section><dl>
<dt>You are</dt><dd id="me">${nameOf(me)}</dd>
<dt>Role</dt><dd id="role">${me.owner ? "owner" : "participant"}</dd>
<dt>Room</dt><dd id="room">${room.name}</dd>
<dt>Also here</dt><dd id="others">${names.length === 0 ? "nobody yet" : names.join(", ")}</dd>
</dl></section>
<form method="post" action="/video/${room.name}/leave"><input type="hidden" name="participant" value="${me.id}">
<button>Leave the call</button></form>
<script>${raw(script)}</script>`,
    true,
  );
}

function nameOf(participant: Participant): string {
  return participant.user_name ?? "Guest";
}
