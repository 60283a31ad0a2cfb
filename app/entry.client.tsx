import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { LanguageProvider } from "./messages/context.tsx";
import { isLocale } from "./messages/locale.ts";

/** One language is loaded: the page's own. Changing it is a new page. */
async function start(): Promise<void> {
  const { lang } = document.documentElement;
  const locale = isLocale(lang) ? lang : "en";
  const messages =
    locale === "es" ? (await import("./messages/es.ts")).es : (await import("./messages/en.ts")).en;
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <LanguageProvider value={{ locale, messages }}>
          <RemixBrowser />
        </LanguageProvider>
      </StrictMode>,
    );
  });
}

void start();
