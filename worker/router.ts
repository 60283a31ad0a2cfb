import { type Context, Hono } from "hono";
import { routePath } from "hono/route";
import { missingHeaders } from "../auth/answer-headers.ts";
import { type Credential, claimIn, credentialOf } from "../auth/credential.ts";
import { isUnsafe } from "../auth/origin.ts";
import { isId } from "../domain/ids.ts";
import { nothingWaited, serverTiming, tell, type Waited } from "../telemetry/measured.ts";
import { BOOKMARK_HEADER, seenBy } from "./bookmark-header.ts";
import { type Env, settingsIn } from "./env.ts";
import { refuseFlood } from "./flood.ts";
import { grouped } from "./grouped.ts";
import { health } from "./health.ts";
import { MAIL_PREVIEWS, mailPreview } from "./mail-previews.ts";
import { openApiDocument } from "./openapi.ts";
import { OPERATIONS, RAW_OPERATIONS } from "./operations/all.ts";
import { notFound, problem, problemResponse } from "./problems.ts";
import { respond } from "./respond.ts";
import { serviceFrom } from "./services.ts";
import { unexpected } from "./unexpected.ts";

interface Bound {
  Bindings: Env;
  Variables: {
    /** What came to say who asks. */
    credential: Credential;
    /** Who asked, once that is known. */
    person?: string;
    waited: Waited;
  };
}

type App = Hono<Bound>;

/** The Worker's HTTP side: a route for each operation, one refusal for a wrong method, one for everything else. */
export function router(): App {
  const app: App = new Hono();
  app.onError((error, context) => unexpected(error, context.req.raw));
  app.notFound(() => problemResponse(notFound()));
  app.use(async (context, next) => {
    const arrivedAt = Date.now();
    const waited = nothingWaited();
    context.set("waited", waited);
    await next();
    // Not on the answer itself: an object's, such as an open socket's, cannot be changed.
    for (const [name, value] of missingHeaders(context.res.headers, context.req.url))
      context.header(name, value);
    const took = Date.now() - arrivedAt;
    context.header("Server-Timing", serverTiming({ part: "api", waited, took }));
    tellRequest(context, took);
  });
  app.use(async (context, next) => {
    const appOrigin = String(settingsIn(context.env)["APP_ORIGIN"] ?? "");
    const credential = await credentialOf(context.req.raw.headers, appOrigin);
    context.set("credential", credential);
    const flood = await refuseFlood(context.env, context.req.raw, claimIn(credential));
    return flood === null ? next() : problemResponse(flood);
  });
  for (const operation of OPERATIONS) {
    app.on(operation.method, operation.path, async (context) => {
      const credential = context.get("credential");
      const seen = seenBy(context.req.raw.headers, credential);
      const service = serviceFrom(context.env, seen, context.get("waited"));
      const asked = { request: context.req.raw, params: context.req.param(), credential };
      const answer = await respond(operation, service, asked, (id) => context.set("person", id));
      const bookmark = isUnsafe(operation.method) ? service.bookmark() : null;
      if (bookmark !== null) answer.headers.set(BOOKMARK_HEADER, bookmark);
      return answer;
    });
  }
  for (const raw of RAW_OPERATIONS) {
    app.on(raw.method, raw.path, async (context) => {
      const service = serviceFrom(context.env, undefined, context.get("waited"));
      const answer = await raw.handle(service, context.req.raw, context.req.param());
      return answer instanceof Response ? answer : problemResponse(answer);
    });
  }
  app.get("/healthz", (context) => health(context.env));
  app.get(`${MAIL_PREVIEWS}/:name?`, (context) =>
    mailPreview(serviceFrom(context.env).settings, context.req.raw, context.req.param("name")),
  );
  app.get("/api/openapi.json", (context) => {
    const { APP_ORIGIN } = serviceFrom(context.env).settings;
    return context.json(openApiDocument(APP_ORIGIN), 200, { "Cache-Control": "public, max-age=300" });
  });
  refuseOtherMethods(app);
  return app;
}

/** @param took in milliseconds. */
function tellRequest(context: Context<Bound>, took: number): void {
  const { req, res, env } = context;
  const route = routePath(context, -1);
  const id = route.includes("/bookings/:id") ? req.param("id") : undefined;
  tell(
    {
      event: "request",
      part: "api",
      method: req.method,
      route,
      status: res.status,
      took,
      ...context.get("waited"),
      request: req.header("cf-ray") ?? null,
      person: context.get("person") ?? null,
      booking: id !== undefined && isId(id) ? id : null,
    },
    env.ANALYTICS,
  );
}

function refuseOtherMethods(app: App): void {
  const routes = [
    ...OPERATIONS,
    ...RAW_OPERATIONS,
    { method: "GET", path: "/healthz" },
    { method: "GET", path: "/api/openapi.json" },
  ];
  for (const [path, some] of grouped(routes, (route) => route.path)) {
    const allowed = some.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
    app.all(path, () =>
      problemResponse({
        ...problem("method_not_allowed", `Use ${allowed}.`),
        headers: { Allow: allowed },
      }),
    );
  }
}
