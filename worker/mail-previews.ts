import { html } from "hono/html";
import { EXAMPLES, type Example, type ExampleHouse } from "../mail/examples.ts";
import { notFound, problemResponse } from "./problems.ts";
import type { Settings } from "./settings.ts";

/** Where the previews are: the list (also `?as=json`), and behind it `/NAME?lang=es&as=text`, or `as=json` with its files. */
export const MAIL_PREVIEWS = "/api/previews/mails";

const LANGUAGES = ["en", "es"] as const;

/**
 * Every mail as people get it, for whoever works on them. In a local run only, which `ALLOW_PLATFORM_ADMINS` says it is: a
 * deployment has no such page.
 * @param name of one of the examples; absent for the list.
 */
export async function mailPreview(settings: Settings, request: Request, name?: string): Promise<Response> {
  if (settings.ALLOW_PLATFORM_ADMINS !== "1") return problemResponse(notFound());
  const house = {
    appOrigin: settings.APP_ORIGIN,
    supportEmail: settings.SUPPORT_EMAIL,
    emailFrom: settings.EMAIL_FROM,
  };
  const { searchParams } = new URL(request.url);
  const as = searchParams.get("as");
  if (name === undefined) {
    return as === "json" ? Response.json(EXAMPLES.map((one) => one.name)) : page(String(await list(house)));
  }
  const example = EXAMPLES.find((one) => one.name === name);
  if (example === undefined) return problemResponse(notFound());
  const mail = example.write(searchParams.get("lang") === "es" ? "es" : "en", house);
  if (as === "json") return Response.json(mail);
  if (as !== "text") return page(mail.html);
  return new Response(mail.text, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
}

function list(house: ExampleHouse) {
  const versions = (example: Example) =>
    LANGUAGES.map((language) => {
      const at = `${MAIL_PREVIEWS}/${example.name}?lang=${language}`;
      return html`<li lang="${language}">
        <a href="${at}">${example.write(language, house).subject}</a> · <a href="${at}&as=text">text</a>
      </li>`;
    });
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Mails</title>
        <style>
          body { font: 15px/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
        </style>
      </head>
      <body>
        <h1>Mails</h1>
        ${EXAMPLES.map((example) => html`<h2>${example.name}</h2><ul>${versions(example)}</ul>`)}
      </body>
    </html>`;
}

const page = (document: string): Response =>
  new Response(document, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    },
  });
