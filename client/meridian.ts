import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./api.d.ts";

// The HTTP API for programs in TypeScript: every path, parameter, body and answer is typed from the OpenAPI document
// (`npm run client` writes api.d.ts again).

/** What our webhooks carry. */
export type PlatformEvent = components["schemas"]["PlatformEvent"];

/**
 * @param origin Meridian's address, such as `https://app.example.com`.
 * @param token a platform's key, or a person's token.
 */
export const meridian = (origin: string, token: string): Client<paths> =>
  createClient<paths>({ baseUrl: origin, headers: { Authorization: `Bearer ${token}` } });
