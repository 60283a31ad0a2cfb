import { html, raw } from "hono/html";
import { type Html, page } from "./layout.ts";

/** What one sees inside a call, whichever service's it is. */
export interface Call {
  room: string;
  service: string;
  me: { id: string; name: string; owner: boolean };
  others: string[];
  /** Where the form goes that leaves. */
  leave: string;
}

export function insidePage({ room, service, me, others, leave }: Call): Html {
  // Closing the tab is leaving: the beacon is what still gets through then.
  const script = `addEventListener("pagehide", () => {
  const form = document.querySelector("form");
  navigator.sendBeacon(form.action, new URLSearchParams(new FormData(form)));
});`;
  return page(
    `Room ${room}`,
    html`<h1>You are in the call</h1>
<section><dl>
<dt>You are</dt><dd id="me">${me.name}</dd>
<dt>Role</dt><dd id="role">${me.owner ? "owner" : "participant"}</dd>
<dt>Room</dt><dd id="room">${room}</dd>
<dt>Service</dt><dd id="service">${service}</dd>
<dt>Also here</dt><dd id="others">${others.length === 0 ? "nobody yet" : others.join(", ")}</dd>
</dl></section>
<form method="post" action="${leave}"><input type="hidden" name="participant" value="${me.id}">
<button>Leave the call</button></form>
<script>${raw(script)}</script>`,
    true,
  );
}

export const closedPage = (reason: string): Html =>
  page("Cannot join", html`<h1>You cannot join this call</h1><p>${reason}</p>`, true);

export const leftPage = (): Html =>
  page("Left", html`<h1>You have left the call</h1><p class="soft">You can close this tab.</p>`, true);

/** A browser that merely prepares for a click, or a scanner's HEAD, is nobody who came. */
export const onlyLooks = (method: string, purpose: string | undefined): boolean =>
  method !== "GET" || (purpose ?? "").includes("prefetch");
