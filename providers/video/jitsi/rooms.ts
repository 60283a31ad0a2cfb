import type { VideoRooms } from "../port.ts";
import { type JitsiKey, jitsiToken } from "./tokens.ts";

export interface JitsiOptions {
  /** Host, with a port where it has one: `meet.example.com`, `8x8.vc`. */
  readonly domain: string;
  readonly appId: string;
  readonly key: JitsiKey;
}

/** Of this machine, where nobody has a certificate. */
const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Jitsi behind its port, on a domain of one's own or at 8x8. Its rooms are whatever a token names: there is nothing to make, to
 * look for or to remove, so it needs no answer from anybody and can stand in for a service that gives none. It keeps no log that
 * could be read, so its evidence is never complete.
 */
export function jitsiRooms({ domain, appId, key }: JitsiOptions): VideoRooms {
  const host = URL.parse(`https://${domain}`)?.hostname ?? domain;
  const origin = `${LOCAL_HOSTS.includes(host) ? "http" : "https"}://${domain}`;
  // 8x8: every customer's rooms lie under the customer's own id.
  const base = key.kind === "private" ? `${origin}/${appId}` : origin;
  return {
    provider: "jitsi",
    makeRoom: async ({ name }) => ({ provider: "jitsi", name, url: `${base}/${name}` }),
    isThere: async () => true,
    removeRoom: async () => {},
    attendance: null,
    async joinUrl(guest) {
      const url = new URL(guest.room.url);
      url.searchParams.set("jwt", await jitsiToken(guest, { host, appId, key }));
      return url.href;
    },
  };
}
