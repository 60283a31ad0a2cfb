import { text } from "./letter.ts";
import { type RenderedMail, set } from "./render.ts";
import { wordsFor } from "./words/words.ts";

export interface SignInMail {
  /** Six digits. */
  readonly code: string;
  /** A page of ours with one button: opened, it does nothing yet. */
  readonly link: string;
  readonly locale: string;
  readonly appOrigin: string;
}

/** The mail with the code. Throws when the link leads elsewhere than to our own pages (a bug). */
export function renderSignInMail(mail: SignInMail): RenderedMail {
  const { code, link, locale, appOrigin } = mail;
  if (new URL(link).origin !== new URL(appOrigin).origin)
    throw new Error("a sign-in link must lead to our own origin");
  const words = wordsFor(locale);
  const { signIn } = words;
  return set(
    {
      language: words.language,
      subject: signIn.subject(code),
      preview: signIn.body,
      title: signIn.title,
      blocks: [text(signIn.body), { kind: "code", code }, text(signIn.orLink)],
      button: { label: signIn.button, href: link, tone: "accent" },
      notes: [signIn.ignore],
      footer: signIn.footer,
    },
    [],
  );
}
