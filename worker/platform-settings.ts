import * as z from "zod";
import { fromBase64 } from "../providers/signature.ts";

// Where our own webhooks go, and what signs them. The address is the operator's, and still no way into a private network.

export const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

/** Names that no public resolver answers for (RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`), and names without a dot. */
const PRIVATE_NAME = /^[^.]+$|\.(localhost|local|internal|home\.arpa)$/;

/**
 * A host that the public internet knows by name. An address in its place is refused whether or not its range is a private one: no
 * receiver needs it, and a list of ranges is never whole. (`URL` writes every form of an IPv4 address with four numbers.)
 */
const isPublicName = (hostname: string): boolean =>
  !PRIVATE_NAME.test(hostname.replace(/\.$/, "")) && !/^[\d.]+$|^\[/.test(hostname);

/** @param local whether this is a run on one machine: only there may a receiver be on it, and without https. */
export function isWebhookUrl(text: string, local: boolean): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "" || url.hash !== "") return false;
  if (url.protocol === "https:" && isPublicName(url.hostname)) return true;
  return local && ["http:", "https:"].includes(url.protocol) && LOCAL_HOSTS.includes(url.hostname);
}

/** Standard Webhooks, "Signature scheme": 192 to 512 bits. In bytes. */
const [SECRET_MIN, SECRET_MAX] = [24, 64];

const decoded = (text: string): Uint8Array<ArrayBuffer> | null => {
  const secret = fromBase64(text.trim().replace(/^whsec_/, ""));
  return secret !== null && secret.length >= SECRET_MIN && secret.length <= SECRET_MAX ? secret : null;
};

/** One secret, or two separated by a comma while one replaces the other. Parsed to bytes. */
export const webhookSecrets = z.string().transform((text, context) => {
  const secrets = text.split(",").map(decoded);
  const known = secrets.filter((secret) => secret !== null);
  if (known.length === secrets.length && known.length <= 2) return known;
  context.addIssue({
    code: "custom",
    message: `must be whsec_ and base64 of ${SECRET_MIN} to ${SECRET_MAX} bytes, or two such separated by a comma`,
  });
  return z.NEVER;
});
