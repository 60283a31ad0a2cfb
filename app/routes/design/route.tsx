import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { noQuestions, openPage } from "../../server/visit.server.ts";
import styles from "../../styles/design.css?url";
import tokensCss from "../../styles/tokens.css?raw";
import { Buttons, Fields, People, Ribbons, Said } from "./components.tsx";
import { Colours, Motion, Shapes, Spaces, Type } from "./foundations.tsx";
import { sampleCards, sampleFaces } from "./samples.server.ts";
import { Sessions } from "./sessions.tsx";
import { motionsIn, spacesIn, type Token, tokensIn } from "./tokens.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

export const links = () => [{ rel: "stylesheet", href: styles }];

/** All that pages are styled with, as text. */
const sheets = import.meta.glob<string>(["../../styles/*.css", "!**/design.css"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The design system, drawn by itself: what it says of the stylesheets it reads from them. In development only (routes.ts). */
export async function loader(arrival: LoaderFunctionArgs) {
  const { visit } = await openPage(arrival, noQuestions);
  const css = Object.values(sheets).join("\n");
  return {
    frame: visit.frame,
    title: "Design",
    groups: tokensIn(tokensCss),
    spaces: spacesIn(css),
    motions: Object.fromEntries(motionsIn(css)),
    cards: sampleCards(visit),
    faces: sampleFaces(visit),
  };
}

const PARTS: readonly (readonly [id: string, title: string])[] = [
  ["colour", "Colour"],
  ["type", "Type"],
  ["space", "Space"],
  ["shape", "Shape"],
  ["motion", "Motion"],
  ["buttons", "Buttons"],
  ["fields", "Fields"],
  ["said", "What is said"],
  ["ribbon", "The day ribbon"],
  ["people", "People"],
  ["sessions", "Sessions"],
  ["mails", "Mails"],
];

export default function Design() {
  const { frame, groups, spaces, motions, cards, faces } = useLoaderData<typeof loader>();
  const tokens = groups.flatMap((group) => group.tokens);
  const starting = (...starts: string[]): readonly Token[] =>
    tokens.filter(({ name }) => starts.some((start) => name.startsWith(start)));
  return (
    <div className="wide page design">
      <h1>Design</h1>
      <p className="lead">
        Two people, two places, one moment. Green is the room, rust is the irrevocable, the sun's yellow is
        now. Colours are shown in the light and in the dark, with their contrast where it counts.
      </p>
      <nav aria-label="Parts" className="design-parts">
        {PARTS.map(([id, title]) => (
          <a key={id} href={`#${id}`}>
            {title}
          </a>
        ))}
      </nav>
      <Part of="colour">
        <Colours groups={groups} />
      </Part>
      <Part of="type">
        <Type faces={starting("--serif", "--sans")} sizes={starting("--text-")} />
      </Part>
      <Part of="space">
        <p className="soft">
          Counted in the stylesheets. Between things it goes in steps of 4; what lies between those steps is
          inside of a thing.
        </p>
        <Spaces spaces={spaces} />
      </Part>
      <Part of="shape">
        <Shapes tokens={starting("--radius-", "--shadow")} />
      </Part>
      <Part of="motion">
        <Motion quick={starting("--quick")[0]?.light} motions={motions} />
      </Part>
      <Part of="buttons">
        <Buttons />
      </Part>
      <Part of="fields">
        <Fields />
      </Part>
      <Part of="said">
        <Said />
      </Part>
      <Part of="ribbon">
        <Ribbons />
      </Part>
      <Part of="people">
        <People faces={faces} />
      </Part>
      <Part of="sessions">
        <Sessions cards={cards} now={frame.now} />
      </Part>
      <Part of="mails">
        <p>
          The same type and colours, in what mail programs understand:{" "}
          <a href="/api/previews/mails">every mail in both languages</a>.
        </p>
      </Part>
    </div>
  );
}

function Part({ of, children }: { readonly of: string; readonly children: ReactNode }) {
  const title = PARTS.find(([id]) => id === of)?.[1];
  return (
    <section aria-labelledby={of}>
      <h2 id={of}>{title}</h2>
      {children}
    </section>
  );
}
