import { expect, test } from "vitest";
import { startApp } from "../support/node/app.ts";

const MINUTE = 60_000;

test.each([
  ["whereby", "/whereby/"],
  ["jitsi", "jwt="],
])("at %s both get a way in, and a stranger learns nothing", async (provider, mark) => {
  const app = await startApp({ env: { VIDEO_PROVIDER: provider } });
  try {
    const mentor = await app.person("video-mentor", ["mentor"]);
    const mentee = await app.person("video-mentee", ["mentee"]);
    const stranger = await app.person("video-stranger", ["mentee"]);
    const taken = await app.takeOver("video-soon", { mentor, mentee, startsAt: Date.now() + 5 * MINUTE });
    expect(taken.status, taken.text).toBe(201);
    const path = "/api/bookings/video-soon/video-link";
    for (const { token } of [mentor, mentee]) {
      const link = await app.call("GET", path, { token });
      expect([link.status, link.text]).toEqual([200, expect.stringContaining(mark)]);
    }
    expect((await app.call("GET", path, { token: stranger.token })).status).toBe(404);
  } finally {
    await app.remove();
  }
});
