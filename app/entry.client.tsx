import { RemixBrowser } from "@remix-run/react";
import { hydrate } from "preact";
import { hydrateInTurns, nextTask } from "./components/turn.tsx";
import { LanguageProvider } from "./messages/context.tsx";
import { isLocale } from "./messages/locale.ts";

/** One language is loaded: the page's own. Changing it is a new page. */
async function start(): Promise<void> {
  const { lang } = document.documentElement;
  const locale = isLocale(lang) ? lang : "en";
  const [messages] = await Promise.all([
    locale === "es"
      ? import("./messages/es.ts").then(({ es }) => es)
      : import("./messages/en.ts").then(({ en }) => en),
    routerMade(),
  ]);
  await nextTask();
  hydrateInTurns(() =>
    hydrate(
      <LanguageProvider value={{ locale, messages }}>
        <RemixBrowser />
      </LanguageProvider>,
      document,
    ),
  );
}

/**
 * What Remix does before it first draws, done before it is asked to, so that a page comes alive in shorter steps: it decodes the
 * page's data (which must be there before anything is drawn) and makes its router. What it throws is the promise of the data, and then
 * that its first hook is for components only.
 */
async function routerMade(): Promise<void> {
  try {
    RemixBrowser({});
  } catch (reason) {
    if (!(reason instanceof Promise)) return;
    await reason;
    await nextTask();
    return routerMade();
  }
}

void start();
