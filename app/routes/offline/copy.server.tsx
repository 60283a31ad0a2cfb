import { renderToStaticMarkup } from "preact-render-to-string";
import type { Viewer } from "../../../auth/viewer.ts";
import { Mark } from "../../components/icons.tsx";
import { Skies } from "../../components/ribbon.tsx";
import hanken from "../../fonts/hanken-grotesk-latin-400-600.woff2?url";
import newsreader from "../../fonts/newsreader-latin-500.woff2?url";
import { LanguageProvider } from "../../messages/context.tsx";
import type { Visit } from "../../server/visit.server.ts";
import { whenWords } from "../../session/card.server.ts";
import { minutesOf, type SessionCard } from "../../session/card.ts";
import { OtherPerson } from "../../session/other-person.tsx";
import { LargeRibbons } from "../../session/ribbons.tsx";
import styles from "../../styles/app.css?url";

/** The page that is shown without a network: one session in words, whole, and how old it is. @param card null: none is ahead. */
export function copyOf(card: SessionCard | null, visit: Visit<Viewer>): string {
  const { locale, now, t } = visit;
  const body = (
    <LanguageProvider value={{ locale, messages: t }}>
      <html lang={locale}>
        <head>
          <meta charSet="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
          <meta name="color-scheme" content="light dark" />
          <title>{`${t.offline.title} · Meridian`}</title>
          <link rel="stylesheet" href={styles} />
          <link rel="preload" href={hanken} as="font" type="font/woff2" crossOrigin="anonymous" />
          <link rel="preload" href={newsreader} as="font" type="font/woff2" crossOrigin="anonymous" />
          <script src="/offline.js" defer />
        </head>
        <body>
          <Skies />
          <header className="header">
            <div className="wide header-row">
              <p className="brand">
                <Mark />
                <span>Meridian</span>
              </p>
            </div>
          </header>
          <main className="wide page">
            <h1>{t.offline.title}</h1>
            <p className="lead">
              {t.offline.asOf}{" "}
              <time dateTime={new Date(now).toISOString()} data-age="">
                {whenWords(now, visit)}
              </time>{" "}
              <span data-age-words="" />. {t.offline.mayHaveChanged}
            </p>
            {card === null ? <p className="notice">{t.offline.none}</p> : <Next card={card} visit={visit} />}
            <p className="actions">
              <a href="/sessions" className="button button-primary">
                {t.failure.again}
              </a>
            </p>
          </main>
        </body>
      </html>
    </LanguageProvider>
  );
  return `<!doctype html>${renderToStaticMarkup(body)}`;
}

function Next({ card, visit }: { readonly card: SessionCard; readonly visit: Visit<Viewer> }) {
  const { t } = visit;
  return (
    <section className="hero" aria-labelledby="hero-title">
      <div className="hero-main">
        <h2 id="hero-title">
          {t.hero.title(card.time)} <bdi>{card.other.name}</bdi>
        </h2>
        <p className="soft">{card.when}</p>
        <div className="hero-person">
          {/* A photo is a request: initials need none. */}
          <OtherPerson card={{ ...card, other: { ...card.other, photo: false } }} size="card" />
        </div>
        <p className="soft">{t.offline.joining(card.terms?.opens ?? "")}</p>
      </div>
      <div className="hero-day">
        <p className="hero-date">{card.day.full}</p>
        <p className="soft">{t.duration(minutesOf(card))}</p>
        <LargeRibbons card={card} />
      </div>
    </section>
  );
}
