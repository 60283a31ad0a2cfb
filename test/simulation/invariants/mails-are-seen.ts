import { mailKey } from "../../../domain/effects.ts";
import type { Invariant } from "./invariant.ts";

/** Whatever waits to be mailed is in the booking, and so in D1, from the step that asked for it: administrators see it wait. */
export const mailsAreSeen = (): Invariant => ({
  crashed: (world, host) => {
    const asked = new Set(host.booking?.mailsAsked.map(mailKey));
    for (const { key, effect } of host.disk.outbox) {
      if (effect.type === "mail" && !asked.has(key)) world.violate(`${host.id} has ${key} waiting, unseen`);
    }
  },
  logged: (world, host, event, fields) => {
    const key = String(fields["effect"]);
    if (event !== "effect_failed" || !key.startsWith("mail:")) return;
    const seen = host.booking?.mailsAsked.some((asked) => mailKey(asked) === key) ?? false;
    if (!seen) world.violate(`${host.id} tries ${key}, and nobody sees it wait`);
  },
});
