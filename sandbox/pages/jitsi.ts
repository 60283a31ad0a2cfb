import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import type { Env, Sandbox } from "../context.ts";
import { exchange } from "../exchange.ts";
import { admitToJitsi, type JitsiGuest } from "../jitsi/admission.ts";
import { closedPage, insidePage, leftPage, onlyLooks } from "./call.ts";
import { PAGE_HEADERS } from "./layout.ts";

const KIND = "jitsi.participant";

interface Participant extends JitsiGuest {
  room: string;
  person: string;
  left: boolean;
}

/**
 * Jitsi's rooms: any name at all, at the root on a domain of one's own, under the customer's id at 8x8. Last of the sandbox's
 * pages, since every path that no other takes is a room's.
 */
export function jitsiPages(sandbox: Sandbox): Hono<Env> {
  const app = new Hono<Env>();
  app.post("/jitsi/leave", async (c) => {
    const id = new URLSearchParams(await c.req.text()).get("participant") ?? "";
    const me = sandbox.state.get<Participant>(KIND, id)?.body;
    if (me !== undefined) sandbox.state.put(KIND, { ...me, left: true });
    return c.html(leftPage(), 200, PAGE_HEADERS);
  });
  app.get("/:tenant{vpaas-magic-cookie-[A-Za-z0-9]+}/:room", (c) =>
    enter(sandbox, c, c.req.param("tenant"), c.req.param("room")),
  );
  app.get("/:room{[A-Za-z0-9_-]+}", (c) => enter(sandbox, c, null, c.req.param("room")));
  return app;
}

/** Rooms that people have been in, each with who is. */
export function jitsiRooms(sandbox: Sandbox): { room: string; participants: string[] }[] {
  const people = sandbox.state.list<Participant>(KIND).map(({ body }) => body);
  return [...new Set(people.map(({ room }) => room))].map((room) => ({
    room,
    participants: people.filter((person) => person.room === room).map(({ name }) => name),
  }));
}

async function enter(
  sandbox: Sandbox,
  c: Context<Env>,
  tenant: string | null,
  room: string,
): Promise<Response> {
  if (sandbox.options.jitsi === undefined) return c.notFound();
  const call = { service: "jitsi" as const, method: c.req.method, path: c.req.path, idempotencyKey: null };
  return exchange(sandbox, c.env, call, {
    refuse: () => null,
    answer: async (refusal) => {
      const headers = { ...PAGE_HEADERS, "content-type": "text/html; charset=utf-8" };
      const answered = (status: number, body: string) => ({ status, body, headers });
      if (refusal) return answered(Number(refusal.fault), String(await closedPage("Jitsi is not here.")));
      const admission = await admitToJitsi(sandbox, tenant, room, c.req.query("jwt") ?? null);
      if (!admission.admitted) return answered(403, String(await closedPage(admission.reason)));
      if (onlyLooks(c.req.method, c.req.header("sec-purpose"))) return answered(200, "");
      const others = sandbox.state.list<Participant>(KIND, room).filter(({ body }) => !body.left);
      const { guest } = admission;
      const me: Participant = { ...guest, id: randomUUID(), person: guest.id, room, left: false };
      sandbox.state.put(KIND, me, { parent: room });
      const names = others.map(({ body }) => body.name);
      const inside = { room, service: "Jitsi", me, others: names, leave: "/jitsi/leave" };
      return answered(200, String(await insidePage(inside)));
    },
  });
}
