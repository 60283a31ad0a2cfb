import type { LinksFunction } from "@remix-run/cloudflare";
import { Links, Outlet, Scripts } from "@remix-run/react";
import type { ReactNode } from "react";
import { Announcer } from "./components/announcer.tsx";
import { useFollowing } from "./components/following.ts";
import { Footer } from "./components/footer.tsx";
import { Header } from "./components/header.tsx";
import { Skies } from "./components/ribbon.tsx";
import { Scrolling } from "./components/scrolling.tsx";
import { Turn } from "./components/turn.tsx";
import hanken from "./fonts/hanken-grotesk-latin-400-600.woff2?url";
import newsreader from "./fonts/newsreader-latin-500.woff2?url";
import { useFrame, useOwnZone } from "./frame.ts";
import { useLanguage } from "./messages/context.tsx";
import { useOfflineCopy } from "./offline/copy.ts";
import { useNonce } from "./security/nonce.tsx";
import { useDocumentClock } from "./session/clock.ts";
import styles from "./styles/app.css?url";

export { ErrorBoundary } from "./components/failure.tsx";

export const links: LinksFunction = () => [
  { rel: "preload", href: hanken, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "preload", href: newsreader, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "stylesheet", href: styles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  { rel: "apple-touch-icon", href: "/icon-192.png" },
  { rel: "manifest", href: "/manifest.webmanifest" },
];

/**
 * The browser's own zone, for pages that are read before somebody has a profile. Text of ours, no data in it. Temporal where there is
 * one: a first DateTimeFormat makes its browser read all of its formats, for 15 ms at best, and no page needs them.
 */
const TELL_ZONE = `try{var s=location.protocol=="https:";document.cookie=(s?"__Host-":"")+"tz="+encodeURIComponent(globalThis.Temporal?Temporal.Now.timeZoneId():Intl.DateTimeFormat().resolvedOptions().timeZone)+"; path=/; max-age=31536000; samesite=lax"+(s?"; secure":"")}catch{}`;

export function Layout({ children }: { readonly children: ReactNode }) {
  const { messages: t } = useLanguage();
  const nonce = useNonce();
  const framed = useFrame();
  const frame = framed?.frame ?? null;
  return (
    <>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#faf8f4" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#12151d" media="(prefers-color-scheme: dark)" />
        <title>{framed === null ? "Meridian" : `${framed.title} · Meridian`}</title>
        <Links />
      </head>
      <body>
        <a className="skip" href="#main">
          {t.nav.skip}
        </a>
        <Skies />
        <Announcer>
          <Turn>
            <Header frame={frame} />
          </Turn>
          <Turn>
            <main id="main" tabIndex={-1}>
              {children}
            </main>
          </Turn>
          <Turn>
            <Footer frame={frame} />
          </Turn>
        </Announcer>
        <script
          nonce={nonce}
          suppressHydrationWarning
          // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, with nobody's data in it
          dangerouslySetInnerHTML={{ __html: TELL_ZONE }}
        />
        <Scrolling nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </>
  );
}

export default function App() {
  const frame = useFrame()?.frame ?? null;
  useDocumentClock(frame?.now ?? null);
  useFollowing();
  useOwnZone(frame);
  useOfflineCopy(frame);
  return <Outlet />;
}
