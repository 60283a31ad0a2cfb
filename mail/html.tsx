/** @jsxImportSource hono/jsx */
// biome-ignore-all lint/correctness/useJsxKeyInIterable: rendered once, to a string; keys would mean nothing.
import { raw } from "hono/html";
import type { Block, Button, Fact, Letter } from "./letter.ts";

// Tables and inline styles, since mail programs know little else; the dark colours in a media query for those that do.
// DESIGN, "Tokens". Classes exist for the dark only.

const SERIF = "Newsreader, Georgia, 'Times New Roman', serif";
const SANS = "'Hanken Grotesk', -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

const DARK = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .paper { background-color: #12151d !important; }
  .card { background-color: #1a1f2b !important; border-color: #2a3040 !important; }
  .ink { color: #eceae4 !important; }
  .soft { color: #a9afbd !important; }
  .line { border-color: #2a3040 !important; }
  .accent { background-color: #9db4f0 !important; color: #12151d !important; }
  .room { background-color: #3fc58a !important; color: #06251a !important; }
}
@media (max-width: 600px) { .inside { padding: 24px 20px !important; } }
`;

const TONES = { accent: "#2f4b8f", room: "#137a4b" } as const;

/** A letter as an HTML document of 560 px. Everything that people wrote is escaped by the renderer. */
export function htmlMail(letter: Letter): string {
  return `<!doctype html>${String(<Document letter={letter} />)}`;
}

function Document({ letter }: { letter: Letter }) {
  return (
    <html lang={letter.language} dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        {/* Without it, some phones make calls and appointments out of times and codes. */}
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>{letter.subject}</title>
        <style>{raw(DARK)}</style>
      </head>
      <body class="paper" style="margin:0;padding:0;background-color:#faf8f4;">
        <div style="display:none;max-height:0;overflow:hidden;">{letter.preview}</div>
        <table
          role="presentation"
          class="paper"
          width="100%"
          cellpadding="0"
          cellspacing="0"
          style="background-color:#faf8f4;"
        >
          <tr>
            <td align="center" style="padding:24px 12px;">
              <Card letter={letter} />
              <p class="soft" style={`margin:16px 0 0;max-width:560px;font:13px/20px ${SANS};color:#5c6474;`}>
                <Words text={letter.footer} />
              </p>
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
}

function Card({ letter }: { letter: Letter }) {
  return (
    <table
      role="presentation"
      class="card"
      width="560"
      cellpadding="0"
      cellspacing="0"
      style="width:100%;max-width:560px;background-color:#ffffff;border:1px solid #e6e1d8;border-radius:20px;"
    >
      <tr>
        <td class="inside" style="padding:32px;">
          <h1
            class="ink"
            style={`margin:0 0 16px;font:500 24px/32px ${SERIF};letter-spacing:-0.012em;color:#1c2230;`}
          >
            <Words text={letter.title} />
          </h1>
          {letter.blocks.map((block) => (
            <BlockOf block={block} />
          ))}
          <ButtonOf button={letter.button} />
          {letter.notes.map((note) => (
            <p class="soft" style={`margin:16px 0 0;font:14px/20px ${SANS};color:#5c6474;`}>
              <Words text={note} />
            </p>
          ))}
        </td>
      </tr>
    </table>
  );
}

function BlockOf({ block }: { block: Block }) {
  switch (block.kind) {
    case "text":
      return (
        <p class="ink" style={`margin:0 0 16px;font:15px/24px ${SANS};color:#1c2230;`}>
          <Words text={block.text} />
        </p>
      );
    case "facts":
      return <Facts rows={block.rows} />;
    case "quote":
      return <Quote label={block.label} lines={block.lines} />;
    case "code":
      return (
        <p
          class="ink"
          style={`margin:0 0 16px;font:500 40px/48px ${SERIF};letter-spacing:0.12em;color:#1c2230;`}
        >
          {block.code}
        </p>
      );
  }
}

function Facts({ rows }: { rows: readonly Fact[] }) {
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 16px;">
      {rows.map(({ label, value }) => (
        <tr>
          <td class="line" style="padding:8px 0;border-top:1px solid #e6e1d8;">
            <span class="soft" style={`display:block;font:13px/20px ${SANS};color:#5c6474;`}>
              <Words text={label} />
            </span>
            <span class="ink" style={`display:block;font:15px/24px ${SANS};color:#1c2230;`}>
              <Words text={value} />
            </span>
          </td>
        </tr>
      ))}
    </table>
  );
}

function Quote({ label, lines }: { label: string; lines: readonly string[] }) {
  return (
    <div style="margin:0 0 16px;">
      <p class="soft" style={`margin:0 0 4px;font:13px/20px ${SANS};color:#5c6474;`}>
        <Words text={label} />
      </p>
      <blockquote
        class="ink line"
        style={`margin:0;padding:0 0 0 12px;border-left:3px solid #e6e1d8;font:15px/24px ${SANS};color:#1c2230;`}
      >
        {lines.map((line) => (
          <span dir="auto" style="display:block;min-height:24px;">
            {line}
          </span>
        ))}
      </blockquote>
    </div>
  );
}

function ButtonOf({ button }: { button: Button }) {
  const colour = TONES[button.tone];
  return (
    <table role="presentation" cellpadding="0" cellspacing="0" style="margin:8px 0 0;">
      <tr>
        <td class={button.tone} style={`border-radius:12px;background-color:${colour};`}>
          <a
            class={button.tone}
            href={button.href}
            style={`display:inline-block;padding:12px 24px;border-radius:12px;background-color:${colour};font:600 15px/24px ${SANS};color:#ffffff;text-decoration:none;`}
          >
            {button.label}
          </a>
        </td>
      </tr>
    </table>
  );
}

/** A line of ours, in which isolates around people's names become the element that HTML has for them. */
function Words({ text }: { text: string }) {
  const parts = text.split(/\u2068([^\u2069]*)\u2069/);
  return <>{parts.map((part, index) => (index % 2 === 1 ? <bdi>{part}</bdi> : <Unbroken text={part} />))}</>;
}

/** What spaces that do not break hold together stays in one line, dashes and all: a dash between two digits would break. */
function Unbroken({ text }: { text: string }) {
  const parts = text.split(/([^ ]*\u00a0[^ ]*)/);
  return (
    <>
      {parts.map((part, index) => (index % 2 === 1 ? <span style="white-space:nowrap;">{part}</span> : part))}
    </>
  );
}
