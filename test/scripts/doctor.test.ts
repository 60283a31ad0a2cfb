import { readdirSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import { whatStands } from "../../scripts/deploy/rollback.ts";
import { lookAtAccount } from "../../scripts/doctor/account.ts";
import { lookAtBindings } from "../../scripts/doctor/bindings.ts";
import { type Deployment, NO_DATABASE, readDeployment } from "../../scripts/doctor/deployment.ts";
import { type Finding, isWrong, tell } from "../../scripts/doctor/finding.ts";
import { lookAtMail } from "../../scripts/doctor/mail.ts";
import { lookAtSettings } from "../../scripts/doctor/settings.ts";
import { DAILY_EVENTS, lookAtWebhooks, RESEND_EVENTS, STRIPE_EVENTS } from "../../scripts/doctor/webhooks.ts";
import { DAILY_KEY, post, world } from "../sandbox/support.ts";
import { type CloudflareApi, cloudflareApi, DATABASE_ID } from "../support/node/cloudflare-api.ts";

const ORIGIN = "https://meridian.example";

const good: Deployment = {
  environment: "production",
  appOrigin: ORIGIN,
  databaseIds: {
    pages: "11111111-2222-3333-4444-555555555555",
    worker: "11111111-2222-3333-4444-555555555555",
  },
  workerName: "meridian-api",
  boundByPages: ["meridian-api"],
  unbound: [],
  pagesVars: { APP_ORIGIN: ORIGIN, FORM_ACTION_ORIGINS: "https://checkout.stripe.com https://*.daily.co" },
  emailBindings: [],
  workerSettings: {
    APP_ORIGIN: ORIGIN,
    SESSION_SECRET: "s".repeat(32),
    STRIPE_SECRET_KEY: "sk_live_1",
    STRIPE_WEBHOOK_SECRET: "whsec_1",
    DAILY_API_KEY: "key",
    DAILY_DOMAIN: "meridian",
    DAILY_WEBHOOK_SECRET: "ZGFpbHk=",
    EMAIL_FROM: "sessions@meridian.example",
    RESEND_API_KEY: "re_1",
    RESEND_WEBHOOK_SECRET: "whsec_cmVzZW5k",
  },
  asking: { STRIPE_SECRET_KEY: "sk_live_1" },
};

const wrongOf = (findings: readonly Finding[]): string[] =>
  findings.filter(isWrong).map(({ what, remedy }) => `${what}: ${remedy}`);
const settings = (changed: Partial<Deployment>, there: readonly string[] = []): string[] =>
  wrongOf(lookAtSettings({ ...good, ...changed }, there));
const withSettings = (changed: Record<string, string>): string[] =>
  settings({ workerSettings: { ...good.workerSettings, ...changed } });

describe("settings", () => {
  test("nothing is wrong when all is there, here or at Cloudflare", () => {
    expect(settings({})).toEqual([]);
    const { STRIPE_SECRET_KEY: _secret, ...without } = good.workerSettings;
    expect(settings({ workerSettings: without })).toHaveLength(1);
    expect(settings({ workerSettings: without }, ["STRIPE_SECRET_KEY"])).toEqual([]);
  });

  test("each that is missing or malformed is named, with what to do and without its value", () => {
    const lines = withSettings({ SESSION_SECRET: "", STRIPE_SECRET_KEY: "pk_of_the_wrong_kind" });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^SESSION_SECRET is missing: put SESSION_SECRET=… into \.dev\.vars\.production$/,
    );
    expect(lines[1]).toMatch(/^STRIPE_SECRET_KEY must begin with sk_test_/);
    expect(lines.join()).not.toContain("pk_of_the_wrong_kind");
  });

  test("what the chosen services lack is told at once, and not once all else is there", () => {
    const lacking = [
      "SESSION_SECRET",
      "DAILY_API_KEY",
      "DAILY_WEBHOOK_SECRET",
      "RESEND_API_KEY",
      "RESEND_WEBHOOK_SECRET",
    ];
    const lines = withSettings(Object.fromEntries(lacking.map((name) => [name, ""])));
    expect(lines.map((line) => line.split(" ")[0])).toEqual(lacking);
    expect(lines.at(-1)).toContain("put RESEND_WEBHOOK_SECRET=… into .dev.vars.production");
  });

  test("the two configurations must agree where the app is", () => {
    expect(withSettings({ APP_ORIGIN: "https://other.example" })).toHaveLength(1);
    expect(settings({ pagesVars: {} })[0]).toMatch(/^APP_ORIGIN is empty/);
  });

  test("Cloudflare's email needs its binding", () => {
    const workerSettings = { ...good.workerSettings, EMAIL_PROVIDER: "cloudflare" };
    expect(settings({ workerSettings })).toEqual([
      expect.stringMatching(/^EMAIL is missing: .*\[\[send_email\]\].*worker\/wrangler\.toml/),
    ]);
    expect(settings({ workerSettings, emailBindings: ["EMAIL"] })).toEqual([]);
  });

  test("the policy must name the checkout and the video service in use", () => {
    const pagesVars = { ...good.pagesVars, FORM_ACTION_ORIGINS: "https://checkout.stripe.com" };
    expect(settings({ pagesVars })).toEqual([expect.stringMatching(/does not name daily\.co/)]);
  });

  const PEM = parseEnv(String.raw`KEY="-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----"`)["KEY"];
  const JITSI = { VIDEO_PROVIDER: "jitsi", JITSI_APP_ID: "meridian" };
  test.each([
    [
      "https://*.whereby.com",
      { VIDEO_PROVIDER: "whereby", WHEREBY_API_KEY: "k", WHEREBY_WEBHOOK_SECRET: "s" },
    ],
    ["https://meet.example.com", { ...JITSI, JITSI_DOMAIN: "meet.example.com", JITSI_APP_SECRET: "secret" }],
    [
      "https://8x8.vc",
      { ...JITSI, JITSI_DOMAIN: "8x8.vc", JITSI_KEY_ID: "kid", JITSI_PRIVATE_KEY: PEM ?? "" },
    ],
  ])("another video service, as docs/operations.md has it: %s", (origin, video) => {
    const ours = Object.entries(good.workerSettings).filter(([name]) => !name.startsWith("DAILY_"));
    const workerSettings = { ...Object.fromEntries(ours), DAILY_DOMAIN: "", ...video };
    const pagesVars = { ...good.pagesVars, FORM_ACTION_ORIGINS: `https://checkout.stripe.com ${origin}` };
    expect(settings({ workerSettings, pagesVars })).toEqual([]);
    expect(settings({ workerSettings })).toEqual([
      expect.stringMatching(/^FORM_ACTION_ORIGINS does not name/),
    ]);
  });

  test("what is fit for a laptop only is refused, and real money in a preview", () => {
    expect(withSettings({ ALLOW_PLATFORM_ADMINS: "1" })).toEqual([
      expect.stringMatching(/^ALLOW_PLATFORM_ADMINS/),
    ]);
    expect(withSettings({ STRIPE_API_BASE: "http://localhost:8790" })).toEqual([
      expect.stringMatching(/^STRIPE_API_BASE must be an https address/),
    ]);
    expect(settings({ environment: "preview" })).toEqual([expect.stringMatching(/a live key in a preview/)]);
  });
});

describe("bindings", () => {
  const bindings = (changed: Partial<Deployment>): string[] =>
    wrongOf(lookAtBindings({ ...good, ...changed }));

  test("fit together, or are named", () => {
    expect(bindings({})).toEqual([]);
    expect(bindings({ databaseIds: { pages: "a", worker: "b" } })[0]).toMatch(/^database_id differs/);
    expect(bindings({ databaseIds: { pages: NO_DATABASE, worker: NO_DATABASE } })).toEqual([
      expect.stringMatching(/^database_id is a placeholder: .*d1 create meridian`/),
    ]);
    expect(bindings({ boundByPages: ["meridian-api", "other"] })[0]).toMatch(/^wrangler.toml binds other/);
    expect(bindings({ unbound: ["ratelimits FEED_RATE in worker/wrangler.toml"] })).toHaveLength(1);
  });

  test.each(["preview", "production"] as const)(
    "%s: the two wrangler.toml of this project do",
    (environment) => {
      const deployment = readDeployment(environment, null);
      expect(deployment.unbound).toEqual([]);
      // Whoever deploys from here fills in their own.
      expect(bindings({ ...deployment, databaseIds: good.databaseIds })).toEqual([]);
    },
  );

  test("a preview without one of production's bindings is found", () => {
    const { workerName, boundByPages } = readDeployment("preview", null);
    expect([workerName, new Set(boundByPages)]).toEqual(["meridian-api-preview", new Set([workerName])]);
  });
});

describe("webhooks and mail, asked of the services in their own words", () => {
  const askingOf = (base: string): Record<string, string> => ({
    STRIPE_SECRET_KEY: "sk_test_meridian",
    STRIPE_API_BASE: base,
    DAILY_API_KEY: DAILY_KEY,
    DAILY_API_BASE: `${base}/daily/v1`,
    RESEND_API_KEY: "re_meridian",
    RESEND_API_BASE: `${base}/resend`,
    EMAIL_FROM: "Meridian <sessions@mail.meridian.example>",
  });

  test("what nobody registered is wrong; registered, it is well; switched off or too narrow, it is wrong again", async () => {
    const { sandbox, stripe } = await world();
    const asking = askingOf(sandbox.url);
    const look = async (): Promise<string[]> => wrongOf(await lookAtWebhooks(ORIGIN, asking, []));
    expect(await look()).toEqual([
      expect.stringMatching(
        /^Stripe sends nothing to https:\/\/meridian.example\/webhooks\/stripe: .*refund\.failed/,
      ),
      expect.stringMatching(/^Daily sends nothing to .*\/webhooks\/daily: .*participant\.joined/),
      expect.stringMatching(/^Resend sends nothing to .*\/webhooks\/resend/),
    ]);

    const { id } = await stripe.webhookEndpoints.create({
      url: `${ORIGIN}/webhooks/stripe`,
      enabled_events: [...STRIPE_EVENTS],
    });
    const bearer = { authorization: `Bearer ${DAILY_KEY}` };
    const daily = { url: `${ORIGIN}/webhooks/daily`, eventTypes: [...DAILY_EVENTS] };
    expect((await post(`${sandbox.url}/daily/v1/webhooks`, daily, bearer)).status).toBe(200);
    const resend = { endpoint: `${ORIGIN}/webhooks/resend`, events: [...RESEND_EVENTS] };
    const made = await post(`${sandbox.url}/resend/webhooks`, resend, {
      authorization: "Bearer re_meridian",
    });
    expect(made.status).toBe(200);
    expect(await look()).toEqual([]);

    await stripe.webhookEndpoints.update(id, { enabled_events: ["refund.updated"] });
    expect(await look()).toEqual([
      expect.stringMatching(/^Stripe does not tell of checkout.session.completed, /),
    ]);
    await stripe.webhookEndpoints.update(id, { disabled: true });
    expect(await look()).toEqual([expect.stringMatching(/^Stripe has stopped sending/)]);
  });

  test("more endpoints than fit on one page are all looked at", async () => {
    const { sandbox, stripe } = await world();
    const ours = { url: `${ORIGIN}/webhooks/stripe`, enabled_events: ["*" as const] };
    await stripe.webhookEndpoints.create(ours);
    for (let n = 0; n < 100; n++) {
      await stripe.webhookEndpoints.create({ ...ours, url: `https://other.example/${n}` });
    }
    const { STRIPE_SECRET_KEY, STRIPE_API_BASE } = askingOf(sandbox.url);
    const findings = await lookAtWebhooks(
      ORIGIN,
      {
        STRIPE_SECRET_KEY: STRIPE_SECRET_KEY ?? "",
        STRIPE_API_BASE: STRIPE_API_BASE ?? "",
        VIDEO_PROVIDER: "jitsi",
        EMAIL_PROVIDER: "cloudflare",
      },
      [],
    );
    expect(findings.map(({ state }) => state)).toEqual(["good"]);
  });

  test("a key that is refused is wrong; one that is not here, or may not ask, is no fault, and no key is ever told", async () => {
    const { sandbox } = await world();
    const asking = {
      ...askingOf(sandbox.url),
      STRIPE_SECRET_KEY: "nonsense_0123",
      DAILY_API_KEY: "another_4567",
    };
    const findings = await lookAtWebhooks(ORIGIN, asking, []);
    expect(wrongOf(findings).join("\n")).toMatch(
      /Stripe refuses STRIPE_SECRET_KEY[\s\S]*Daily refuses DAILY_API_KEY/,
    );
    const said: string[] = [];
    tell(findings, (line) => said.push(line));
    expect(said.join("\n")).not.toMatch(/nonsense_0123|another_4567|re_meridian/);
    const nobody = await lookAtWebhooks(
      ORIGIN,
      {
        ...asking,
        DAILY_API_KEY: "k",
        DAILY_API_BASE: "http://localhost:1",
      },
      [],
    );
    expect(nobody.map(({ state }) => state)).toEqual(["wrong", "unknown", "wrong"]);
  });

  test("a service whose key is not here is not asked: where the key is is told, and what to register by hand", async () => {
    const asking = { EMAIL_FROM: "sessions@meridian.example" };
    const look = async (there: readonly string[] | null): Promise<Finding[]> => [
      ...(await lookAtWebhooks(ORIGIN, asking, there)),
      ...(await lookAtMail(asking, there)),
    ];
    const whys = async (there: readonly string[] | null) =>
      (await look(there)).map(({ state, what }) => `${state} ${what}`);
    const why = (service: string, where: string) => `unknown ${service} was not asked: its key ${where}`;
    const nowhere = "is nowhere yet, neither here nor at Cloudflare";
    expect(await whys(["STRIPE_SECRET_KEY", "RESEND_API_KEY"])).toEqual([
      why("Stripe", "is at Cloudflare only"),
      why("Daily", nowhere),
      why("Resend", "is at Cloudflare only"),
      why("Resend", "is at Cloudflare only"),
    ]);
    expect(new Set(await whys(null))).toEqual(
      new Set(
        ["Stripe", "Daily", "Resend"].map((service) =>
          why(service, "is not here, and Cloudflare does not tell what it has"),
        ),
      ),
    );
    const [stripe, daily, resend] = (await look([])).map(({ remedy }) => remedy);
    expect(stripe).toContain(`${ORIGIN}/webhooks/stripe for ${STRIPE_EVENTS.join(", ")}`);
    expect(daily).toContain(`${ORIGIN}/webhooks/daily for ${DAILY_EVENTS.join(", ")}`);
    expect(resend).toContain(`${ORIGIN}/webhooks/resend for ${RESEND_EVENTS.join(", ")}`);
  });

  test("the domain that mails come from is unknown, then known and not verified, then verified", async () => {
    const { sandbox } = await world();
    const asking = askingOf(sandbox.url);
    const look = async (): Promise<string[]> => wrongOf(await lookAtMail(asking, []));
    const bearer = { authorization: "Bearer re_meridian" };
    expect(await look()).toEqual([expect.stringMatching(/^Resend does not know mail\.meridian\.example/)]);
    const made = await post(`${sandbox.url}/resend/domains`, { name: "mail.meridian.example" }, bearer);
    const { id } = (await made.json()) as { id: string };
    expect(await look()).toEqual([expect.stringMatching(/is not verified at Resend but not_started/)]);
    await post(`${sandbox.url}/resend/domains/${id}/verify`, {}, bearer);
    expect(await look()).toEqual([]);
  });
});

describe("the account, asked by wrangler's own commands", { timeout: 120_000 }, () => {
  let api: CloudflareApi | undefined;
  afterEach(async () => {
    vi.unstubAllEnvs();
    await api?.close();
    api = undefined;
  });
  async function account(): Promise<CloudflareApi> {
    api = await cloudflareApi();
    for (const [name, value] of Object.entries(api.environment)) vi.stubEnv(name, value);
    return api;
  }
  const deployment: Deployment = { ...good, databaseIds: { pages: DATABASE_ID, worker: DATABASE_ID } };

  test("a new one: no project, no Worker, every migration pending, which deploying mends", async () => {
    const { there } = await account();
    there.set("/pages/projects", []);
    const { findings, secrets } = await lookAtAccount(deployment);
    expect(secrets).toEqual([]);
    const [project, migrations, replication] = findings.filter(isWrong);
    expect(project?.remedy).toContain("npx wrangler pages project create meridian --production-branch main");
    const all = readdirSync(path.resolve(import.meta.dirname, "../../migrations")).filter((name) =>
      name.endsWith(".sql"),
    );
    expect(migrations).toMatchObject({ area: "database", mayWait: true });
    expect(migrations?.what).toContain(`${all.length} pending: ${all.sort().join(", ")}`);
    expect(replication).toMatchObject({ area: "database", mayWait: true });
    expect(`${replication?.what}: ${replication?.remedy}`).toMatch(
      /^read replication is off.*Settings: enable.*docs\/operations\.md/,
    );
  });

  test("what Cloudflare does not tell of replicas is no fault", async () => {
    const { there } = await account();
    there.set(`/d1/database/${DATABASE_ID}`, { uuid: DATABASE_ID, name: "meridian", version: "production" });
    const { findings } = await lookAtAccount(deployment);
    const told = findings.filter(({ what }) => what.startsWith("its read replication"));
    expect(told.map(({ state }) => state)).toEqual(["unknown"]);
  });

  test("one that is deployed to: secrets by their names, nothing pending, and what to go back to", async () => {
    const { there, database } = await account();
    const secrets = [{ name: "SESSION_SECRET", type: "secret_text" }];
    there.set("/workers/scripts/meridian-api/secrets", secrets);
    there.set("/pages/projects", [{ name: "meridian", domains: [], created_on: "2026-11-01T00:00:00Z" }]);
    const version = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
    const latest = {
      id: "d1",
      source: "wrangler",
      strategy: "percentage",
      created_on: "2026-11-01T00:00:00Z",
      author_email: "o@x.test",
      versions: [{ version_id: version, percentage: 100 }],
    };
    there.set("/workers/scripts/meridian-api/deployments", { deployments: [latest] });
    const described = { uuid: DATABASE_ID, name: "meridian", version: "production" };
    there.set(`/d1/database/${DATABASE_ID}`, { ...described, read_replication: { mode: "auto" } });
    there.set(`/d1/database/${DATABASE_ID}/time_travel/bookmark`, { bookmark: "00000001-0000" });
    database.exec("create table d1_migrations (id integer primary key, name text, applied_at text)");
    for (const name of readdirSync(path.resolve(import.meta.dirname, "../../migrations"))) {
      database.prepare("insert into d1_migrations (name) values (?)").run(name);
    }
    const found = await lookAtAccount(deployment);
    expect(wrongOf(found.findings)).toEqual([]);
    expect(found.secrets).toEqual(["SESSION_SECRET"]);
    expect(await whatStands("production")).toEqual({
      workerVersion: version,
      bookmark: "00000001-0000",
      pagesDeployment: null,
    });
  });

  test("nobody is signed in: said once, and nothing else is asked", async () => {
    const { there, asked } = await account();
    there.clear();
    const { findings, secrets } = await lookAtAccount(deployment);
    expect(secrets).toBeNull();
    expect(findings).toEqual([expect.objectContaining({ area: "account", state: "wrong" })]);
    expect(asked.every((call) => !call.includes("secrets"))).toBe(true);
  });
});
