import { describe, expect, it } from "vitest";
import { isForTheWorker, isPlainlySpelled } from "../../functions/mounts.ts";

describe("what the Worker answers", () => {
  it("is the API, webhooks, the health check and calendar feeds", () => {
    for (const path of ["/api", "/api/bookings", "/webhooks/stripe", "/healthz", "/calendar/secret.ics"])
      expect(isForTheWorker(path), path).toBe(true);
    for (const path of ["/", "/sessions", "/calendar", "/api-reference", "/API/bookings", "/admin/refunds"])
      expect(isForTheWorker(path), path).toBe(false);
  });
});

describe("a path", () => {
  it("is plainly spelled without a percent, and with one only where a character needs it", () => {
    for (const path of ["/admin/refunds", "/mentors/demo-ngaio_~.1", "/mentors/%C3%A9%20%2F%40%5B%60%7B%7F"])
      expect(isPlainlySpelled(path), path).toBe(true);
  });

  it("is another spelling of a page's path otherwise: what guards that page by its path does not know it", () => {
    const unreserved = "ABCXYZabcxyz0189-._~";
    for (const character of unreserved) {
      const code = character.charCodeAt(0).toString(16);
      expect(isPlainlySpelled(`/x%${code}`), character).toBe(false);
      expect(isPlainlySpelled(`/x%${code.toUpperCase()}`), character).toBe(false);
    }
  });
});
