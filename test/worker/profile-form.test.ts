import { expect, test } from "vitest";
import { action } from "../../app/routes/profile/route.tsx";
import { browserSession, ORIGIN, somebody } from "./support/api.ts";
import { dashboardContext } from "./support/dashboard-context.ts";

test("a profile that is refused comes back with what was typed into its fields, and with no other", async () => {
  const { id } = await somebody(["mentee"]);
  const request = new Request(`${ORIGIN}/profile`, {
    method: "POST",
    headers: { cookie: `__Host-meridian=${await browserSession(id)}`, origin: ORIGIN },
    body: new URLSearchParams({
      name: "Ana",
      headline: "Hello",
      timezone: "Nowhere/At_All",
      "not a field": "x",
    }),
  });
  const context = await dashboardContext(request, { APP_ORIGIN: ORIGIN, DASHBOARD_SERVICE: {} });
  const answer = await action({ request, params: {}, context });
  expect(answer).toMatchObject({ init: { status: 400 }, data: { errors: { timezone: "zone" } } });
  expect((answer as { data: { values: unknown } }).data.values).toEqual({
    name: "Ana",
    headline: "Hello",
    photo_url: "",
    timezone: "Nowhere/At_All",
    locale: "",
  });
});
