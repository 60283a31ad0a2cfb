import { useEffect, useRef, useState } from "react";
import type { Kind, Wish } from "./devices.ts";
import { Choice, Meter, Speaker } from "./parts.tsx";
import { useDevices } from "./use-devices.ts";
import { useTestCallWords } from "./words.ts";

/** The test itself. Without JavaScript there is none: until the page is alive its place is kept, with no button that does nothing. */
export function Trial() {
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  return (
    <div className={alive ? "trial" : "trial is-waking"}>
      <Running />
    </div>
  );
}

function Running() {
  const w = useTestCallWords();
  const { phase, opened, lists, wish, start, stop } = useDevices();
  const [heard, setHeard] = useState(false);
  const problems = opened?.problems ?? null;
  const failed = problems !== null && problems.camera !== null && problems.microphone !== null;
  const begin = (wanted: Wish) => {
    setHeard(false);
    start(wanted);
  };
  const press = () => {
    if (opened !== null && !failed) stop();
    else if (phase !== "asking") begin(wish);
  };
  return (
    <>
      <Picture stream={problems?.camera === null ? (opened?.stream ?? null) : null}>
        {phase === "asking" ? w.asking : phase === "off" || failed ? w.off : w.noPicture}
      </Picture>
      <div className="trial-side">
        {policyForbids() ? (
          <Reload />
        ) : (
          <button
            type="button"
            className={opened !== null && !failed ? "button" : "button button-primary"}
            onClick={press}
            aria-disabled={phase === "asking" && opened === null}
          >
            {opened === null ? w.start : failed ? w.again : w.stop}
          </button>
        )}
        <div className="trial-said" role="status">
          {(["camera", "microphone"] as const).map((kind) => (
            <Said
              key={kind}
              kind={kind}
              problem={problems === null ? undefined : problems[kind]}
              heard={heard}
            />
          ))}
          {heard && problems?.camera === null && <p className="soft">{w.ready}</p>}
        </div>
        {opened !== null && lists !== null && (
          <>
            <Choice
              kind="camera"
              devices={lists.videoinput}
              chosen={wish.camera}
              onChoose={(camera) => start({ ...wish, camera })}
            />
            <Choice
              kind="microphone"
              devices={lists.audioinput}
              chosen={wish.microphone}
              onChoose={(microphone) => begin({ ...wish, microphone })}
            />
          </>
        )}
        {opened !== null && problems?.microphone === null && (
          <Meter stream={opened.stream} onHeard={setHeard} />
        )}
        <Speaker devices={lists?.audiooutput ?? []} />
      </div>
    </>
  );
}

/** One line for each device: it works, or what is wrong and what to do. */
function Said({
  kind,
  problem,
  heard,
}: {
  readonly kind: Kind;
  /** Undefined before anything was tried. */
  readonly problem: keyof ReturnType<typeof useTestCallWords>["trouble"][Kind] | null | undefined;
  readonly heard: boolean;
}) {
  const w = useTestCallWords();
  if (problem === undefined) return null;
  if (problem !== null) {
    const { title, what } = w.trouble[kind][problem];
    return (
      <div className="trouble">
        <p className="name">{title}</p>
        <p className="soft">{what}</p>
      </div>
    );
  }
  if (kind === "microphone" && !heard) return <p className="soft">{w.speak}</p>;
  return <p className="works">{w.works[kind]}</p>;
}

/** Mirrored, as people know themselves; nothing is played back, or it would howl. */
function Picture({ stream, children }: { readonly stream: MediaStream | null; readonly children: string }) {
  const w = useTestCallWords();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream;
  }, [stream]);
  return (
    <div className="trial-picture">
      <video ref={video} autoPlay muted playsInline hidden={stream === null} aria-label={w.picture} />
      {stream === null && <p>{children}</p>}
    </div>
  );
}

/** Whoever came here from a page of ours without loading this one stands under that page's policy. */
function policyForbids(): boolean {
  if (typeof document === "undefined") return false;
  const { featurePolicy } = document as { featurePolicy?: { allowsFeature(name: string): boolean } };
  return featurePolicy !== undefined && !featurePolicy.allowsFeature("camera");
}

function Reload() {
  const w = useTestCallWords();
  return (
    <div>
      <p className="name">{w.reload.title}</p>
      <p className="soft">{w.reload.what}</p>
      <p className="actions">
        <a href="/test-call" className="button button-primary">
          {w.reloadDo}
        </a>
      </p>
    </div>
  );
}
