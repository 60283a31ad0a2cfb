import { type ReactNode, useRef } from "react";
import { Skeleton } from "../sessions/skeleton.tsx";
import { contrast } from "./contrast.ts";
import type { Space, Token, TokenGroup } from "./tokens.ts";

/** Set by script: the pages' policy allows no style in HTML, and this page makes no exception of itself. */
const styled = (style: Partial<CSSStyleDeclaration>) => (element: HTMLElement | null) =>
  element && Object.assign(element.style, style);

const isColour = ({ light }: Token): boolean => /^(#|rgb)/.test(light);
const isPlain = (value: string): boolean => value.startsWith("#");

/** Both schemes of each colour beside each other, whichever one the page is seen in. */
export function Colours({ groups }: { readonly groups: readonly TokenGroup[] }) {
  const tokens = new Map(groups.flatMap((group) => group.tokens.map((token) => [token.name, token])));
  return groups
    .filter((group) => group.tokens.some(isColour))
    .map(({ title, note, tokens: own }) => (
      <Named key={title} title={title} note={note}>
        <ul className="design-swatches">
          {own.filter(isColour).map((token) => (
            <Swatch key={token.name} token={token} ground={tokens.get(groundOf(token.name))} />
          ))}
        </ul>
      </Named>
    ));
}

/** What a colour is seen on: "--on-room" on the room, all else on paper. */
const groundOf = (name: string): string => (name.startsWith("--on-") ? name.replace("on-", "") : "--paper");

function Swatch({ token, ground }: { readonly token: Token; readonly ground: Token | undefined }) {
  const { name, light, dark } = token;
  return (
    <li>
      <p className="design-pair">
        {ground && <Half colour={light} ground={ground.light} />}
        {ground && <Half colour={dark ?? light} ground={ground.dark ?? ground.light} />}
      </p>
      <code>{name}</code>
      <span className="soft">{isPlain(light) ? `${light} · ${dark ?? light}` : light}</span>
    </li>
  );
}

/** The least that WCAG asks of anything: what has less is not there to be read. */
const LEAST_CONTRAST = 3;

function Half({ colour, ground }: { readonly colour: string; readonly ground: string }) {
  const ratio = isPlain(colour) ? contrast(colour, ground) : 0;
  return (
    <span className="design-half" ref={styled({ background: ground, color: colour })}>
      <span className="design-dot" ref={styled({ background: colour })} />
      {ratio >= LEAST_CONTRAST && ratio.toFixed(1)}
    </span>
  );
}

export function Type({
  faces,
  sizes,
}: {
  readonly faces: readonly Token[];
  readonly sizes: readonly Token[];
}) {
  return (
    <dl className="design-scale">
      {faces.map(({ name, light }) => (
        <div key={name}>
          <dt>
            <code>{name}</code> <span className="soft">{light}</span>
          </dt>
          <dd className="design-face" ref={styled({ fontFamily: `var(${name})` })}>
            Ana Souza, Søren, Oluwaseun Adébáyọ̀ · 0123456789
          </dd>
        </div>
      ))}
      {sizes.map(({ name, light }) => (
        <div key={name}>
          <dt>
            <code>{name}</code> <span className="soft">{light}</span>
          </dt>
          <dd ref={styled({ fontSize: `var(${name})` })}>
            <span className="serif">One moment,</span> in both your days, at 9:00 AM
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Fewer uses than this are an adjustment for the eye. */
const KEPT_USES = 5;

export function Spaces({ spaces }: { readonly spaces: readonly Space[] }) {
  return (
    <table className="design-spaces">
      <thead className="unseen">
        <tr>
          <th scope="col">Pixels</th>
          <th scope="col">Drawn</th>
          <th scope="col">Uses</th>
        </tr>
      </thead>
      <tbody>
        {spaces
          .filter(({ uses }) => uses >= KEPT_USES)
          .map(({ pixels, uses }) => (
            <tr key={pixels}>
              <th scope="row">{pixels}</th>
              <td>
                <span
                  className={pixels % 4 === 0 ? "design-space" : "design-space is-between"}
                  ref={styled({ width: `${pixels}px` })}
                />
              </td>
              <td className="soft">{uses} times</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

export function Shapes({ tokens }: { readonly tokens: readonly Token[] }) {
  return (
    <ul className="design-swatches">
      {tokens.map(({ name, light }) => (
        <li key={name}>
          <span
            className="design-shape"
            ref={styled(
              name === "--shadow" ? { boxShadow: `var(${name})` } : { borderRadius: `var(${name})` },
            )}
          />
          <code>{name}</code>
          {name !== "--shadow" && <span className="soft">{light}</span>}
        </li>
      ))}
    </ul>
  );
}

/** @param motions what moves by itself, by the name of its keyframes. */
export function Motion({
  quick,
  motions,
}: {
  readonly quick: string | undefined;
  readonly motions: Readonly<Record<string, string>>;
}) {
  return (
    <div className="design-motion">
      <Named title="--quick" note={`${quick}: what answers a finger.`}>
        <button type="button" className="button">
          Press
        </button>
      </Named>
      <Named title="pulse" note={`${motions["pulse"]}: a session runs.`}>
        <button type="button" className="button button-room is-running">
          Join Call
        </button>
      </Named>
      <Named title="rise" note={`${motions["rise"]}: a dialog comes.`}>
        <Dialog />
      </Named>
      <div className="design-whole">
        <Named title="breathe" note={`${motions["breathe"]}: rows are waited for.`}>
          <Skeleton rows={3} />
        </Named>
      </div>
    </div>
  );
}

function Dialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button type="button" className="button" onClick={() => dialog.current?.showModal()}>
        Open a dialog
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby="dialog-title">
        <h2 id="dialog-title">A question</h2>
        <p className="soft">The browser's own dialog keeps the focus in it, and gives it back.</p>
        <form method="dialog" className="actions">
          <button type="submit" className="button">
            Go Back
          </button>
        </form>
      </dialog>
    </>
  );
}

export function Named({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="design-named">
      <h3>{title}</h3>
      {note !== "" && <p className="soft">{note}</p>}
      {children}
    </div>
  );
}
