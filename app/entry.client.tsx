import { RemixBrowser } from "@remix-run/react";
import { hydrate } from "preact";
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
    stateDecoded(),
  ]);
  hydrate(
    <LanguageProvider value={{ locale, messages }}>
      <RemixBrowser />
    </LanguageProvider>,
    document,
  );
}

/** Remix suspends above everything until the page's data is decoded: a page that comes alive must have it first. */
async function stateDecoded(): Promise<void> {
  try {
    RemixBrowser({});
  } catch (decoding) {
    await decoding;
  }
}

void start();
