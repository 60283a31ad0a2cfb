import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { html } from "hono/html";
import type { Env, Sandbox } from "../context.ts";
import { type Meeting, meetingOfRoom } from "../whereby/meetings.ts";
import { closedPage, insidePage, leftPage, onlyLooks } from "./call.ts";
import { PAGE_HEADERS, page } from "./layout.ts";

const KIND = "whereby.participant";

interface Participant {
  id: string;
  room: string;
  displayName: string;
  externalId: string | null;
  host: boolean;
  left: boolean;
}

/**
 * Whereby's room, where one meets instead of `https://SUBDOMAIN.whereby.com/ROOM`. Opening the page with the room's key is
 * entering as its host; without it one knocks at a locked room, and is let in once a host is there.
 */
export function wherebyPages(sandbox: Sandbox): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/whereby/:room", (c) => {
    const meeting = meetingOfRoom(sandbox, c.req.param("room"));
    if (meeting === null) return c.html(closedPage("There is no such room."), 404, PAGE_HEADERS);
    if (onlyLooks(c.req.method, c.req.header("sec-purpose"))) return c.body(null, 200, PAGE_HEADERS);
    const others = present(sandbox, meeting.name);
    const host = c.req.query("roomKey") === meeting.roomKey;
    const me: Participant = {
      id: randomUUID(),
      room: meeting.name,
      displayName: c.req.query("displayName") ?? "Guest",
      externalId: c.req.query("externalId") ?? null,
      host,
      left: false,
    };
    if (meeting.locked && !host && !others.some((other) => other.host)) {
      announce(sandbox, meeting, me, "room.client.knocked");
      const waiting = html`<h1>You have knocked</h1><p>The host will let you in.</p>
<form><button>Knock again</button></form>`;
      return c.html(page("Knocking", waiting, true), 200, PAGE_HEADERS);
    }
    sandbox.state.transaction(() => {
      sandbox.state.put(KIND, me, { parent: me.room });
      announce(sandbox, meeting, me, "room.client.joined");
    });
    const call = {
      room: meeting.name,
      service: "Whereby",
      me: { id: me.id, name: me.displayName, owner: host },
      others: others.map(({ displayName }) => displayName),
      leave: `/whereby/${meeting.name}/leave`,
    };
    return c.html(insidePage(call), 200, PAGE_HEADERS);
  });
  app.post("/whereby/:room/leave", async (c) => {
    const id = new URLSearchParams(await c.req.text()).get("participant") ?? "";
    const me = sandbox.state.get<Participant>(KIND, id)?.body;
    const meeting = meetingOfRoom(sandbox, c.req.param("room"));
    if (me !== undefined && meeting !== null && !me.left) {
      sandbox.state.put(KIND, { ...me, left: true });
      announce(sandbox, meeting, me, "room.client.left");
    }
    return c.html(leftPage(), 200, PAGE_HEADERS);
  });
  return app;
}

const present = (sandbox: Sandbox, room: string): Participant[] =>
  sandbox.state.list<Participant>(KIND, room).flatMap(({ body }) => (body.left ? [] : [body]));

function announce(sandbox: Sandbox, meeting: Meeting, person: Participant, type: string): void {
  const id = randomUUID();
  const data = {
    meetingId: meeting.id,
    roomName: `/${meeting.name}`,
    roomSessionId: null,
    subdomain: "sandbox",
    roleName: person.host ? "host" : "visitor",
    displayName: person.displayName,
    participantId: person.id,
    metadata: null,
    externalId: person.externalId,
  };
  const createdAt = new Date(sandbox.now()).toISOString();
  const body = JSON.stringify({ id, apiVersion: "1.0", createdAt, type, data });
  sandbox.webhooks.queue({ service: "whereby", id, type, body });
}
