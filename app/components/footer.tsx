import { Form, useLocation } from "@remix-run/react";
import type { Frame } from "../frame.ts";
import { useLanguage } from "../messages/context.tsx";

/** Strangers choose a language here; whoever is signed in has it on the profile. */
export function Footer({ frame }: { readonly frame: Frame | null }) {
  const { locale, messages: t } = useLanguage();
  const { pathname, search } = useLocation();
  const other = locale === "en" ? "es" : "en";
  return (
    <footer className="footer">
      <div className="wide footer-row">
        <p>{t.footer.promise}</p>
        <a data-follow="" href="/api-reference" className="text-link">
          {t.footer.api}
        </a>
        {frame !== null && frame.viewer === null && (
          <Form method="post" action="/language" reloadDocument>
            <input type="hidden" name="return_to" value={`${pathname}${search}`} />
            <button type="submit" name="lang" value={other} className="link-button" lang={other}>
              {other === "es" ? "Español" : "English"}
            </button>
          </Form>
        )}
      </div>
    </footer>
  );
}
