import * as z from "zod";

/** Of a local run (worker/mail-previews.ts). */
const PREVIEWS = "/api/previews/mails";

const mailShape = z.object({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  attachments: z.array(z.object({ filename: z.string(), content: z.string(), contentType: z.string() })),
});

export interface PreviewedMail {
  readonly name: string;
  readonly language: "en" | "es";
  /** The page that shows it, from the root. */
  readonly path: string;
  readonly mail: z.output<typeof mailShape>;
}

/** Every mail that a running stack can show, in both languages. @param url the stack's. */
export async function previewedMails(url: string): Promise<PreviewedMail[]> {
  const names = z.array(z.string()).parse(await json(`${url}${PREVIEWS}?as=json`));
  const wanted = names.flatMap((name) => (["en", "es"] as const).map((language) => ({ name, language })));
  return Promise.all(
    wanted.map(async ({ name, language }) => {
      const path = `${PREVIEWS}/${name}?lang=${language}`;
      return { name, language, path, mail: mailShape.parse(await json(`${url}${path}&as=json`)) };
    }),
  );
}

async function json(address: string): Promise<unknown> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}
