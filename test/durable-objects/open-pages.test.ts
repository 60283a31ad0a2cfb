import "../worker/support/settings.ts";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { listenerObject } from "../../durable-objects/client.ts";
import { PING, PONG, SESSION_HEADER } from "../../durable-objects/listener-contract.ts";
import { hears, type OpenPage, pageOf } from "../worker/support/listening.ts";

const NAMESPACE = (env as unknown as { LISTENER: DurableObjectNamespace }).LISTENER;

const stub = (userId: string) => NAMESPACE.get(NAMESPACE.idFromName(userId));

async function open(userId: string): Promise<OpenPage> {
  const headers = { Upgrade: "websocket", [SESSION_HEADER]: "session" };
  return pageOf(await listenerObject(NAMESPACE, userId).fetch(new Request("https://live/", { headers })));
}

const PEOPLE = 20;
const PAGES = 50;

test("a thousand listeners sleep, are answered in their sleep, and hear when they are told", async () => {
  const people = Array.from({ length: PEOPLE }, (_, i) => `sleeper-${i}`);
  const pages = new Map<string, readonly OpenPage[]>();
  for (const id of people) pages.set(id, await Promise.all(Array.from({ length: PAGES }, () => open(id))));

  for (const id of people) await evictDurableObject(stub(id));
  // The platform answers: the object itself hangs up on whoever says anything to it.
  const all = [...pages.values()].flat();
  for (const page of all) page.send(PING);
  await vi.waitFor(() => expect(all.every((page) => page.said.includes(PONG))).toBe(true));
  expect(all.some((page) => page.closed() !== null)).toBe(false);

  for (const id of people) await listenerObject(NAMESPACE, id).tell({ booking: `of-${id}`, version: 3 });
  for (const id of people) for (const page of pages.get(id) ?? []) await hears(page, `of-${id}`, 3);
  expect(all.every((page) => page.heard.length === 1)).toBe(true);
});

test("it keeps nothing that costs while nobody is there: no alarm, not a byte of storage", async () => {
  await open("keeper");
  await listenerObject(NAMESPACE, "keeper").tell({ booking: "b", version: 1 });
  await runInDurableObject(stub("keeper"), async (_instance, state) => {
    expect(await state.storage.getAlarm()).toBeNull();
    expect((await state.storage.list()).size).toBe(0);
  });
});

test("a page that says anything but its ping is hung up on, and the others are not", async () => {
  const [chatty, quiet] = [await open("chatty"), await open("chatty")];
  chatty.send("tell me more");
  await vi.waitFor(() => expect(chatty.closed()).toBe(1008));
  expect(quiet.closed()).toBeNull();
});

test("a page that has gone away does not keep the others from hearing", async () => {
  const headers = { Upgrade: "websocket", [SESSION_HEADER]: "session" };
  const answer = await listenerObject(NAMESPACE, "leaver").fetch(new Request("https://live/", { headers }));
  answer.webSocket?.accept();
  answer.webSocket?.close(1000, "gone");
  const stays = await open("leaver");
  await listenerObject(NAMESPACE, "leaver").tell({ booking: "b", version: 2 });
  await hears(stays, "b", 2);
});
