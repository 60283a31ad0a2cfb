import { useEffect, useId, useRef, useState } from "react";
import type { Device, Kind } from "./devices.ts";
import { canChooseSpeaker, listen, playNotes } from "./sound.ts";
import { useTestCallWords } from "./words.ts";

/** Which device; nothing where the browser tells of none. */
export function Choice({
  kind,
  devices,
  chosen,
  onChoose,
}: {
  readonly kind: Kind | "speaker";
  readonly devices: readonly Device[];
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
}) {
  const w = useTestCallWords();
  const id = useId();
  if (devices.length === 0) return null;
  return (
    <div className="field">
      <label htmlFor={id}>{w.device[kind]}</label>
      <select id={id} value={chosen ?? ""} onChange={(event) => onChoose(event.currentTarget.value || null)}>
        <option value="">{w.systems}</option>
        {devices.map((device) => (
          <option key={device.id} value={device.id}>
            {device.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The bar is drawn beside React: it moves with every picture of the screen. */
export function Meter({
  stream,
  onHeard,
}: {
  readonly stream: MediaStream;
  readonly onHeard: (heard: boolean) => void;
}) {
  const w = useTestCallWords();
  const meter = useRef<HTMLMeterElement>(null);
  useEffect(
    () =>
      listen(stream, (level, isSpeech) => {
        if (meter.current !== null) meter.current.value = level;
        if (isSpeech) onHeard(true);
      }),
    [stream, onHeard],
  );
  return (
    <div className="field">
      <span aria-hidden="true" className="meter-label">
        {w.level}
      </span>
      <meter ref={meter} min={0} max={1} value={0} aria-label={w.level} />
    </div>
  );
}

export function Speaker({ devices }: { readonly devices: readonly Device[] }) {
  const w = useTestCallWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const [playing, setPlaying] = useState(false);
  const play = async () => {
    if (playing) return;
    setPlaying(true);
    await playNotes(chosen).finally(() => setPlaying(false));
  };
  return (
    <>
      {devices.length > 0 && canChooseSpeaker() && (
        <Choice kind="speaker" devices={devices} chosen={chosen} onChoose={setChosen} />
      )}
      <div className="speaker">
        <button type="button" className="button" onClick={() => void play()} aria-disabled={playing}>
          {w.play}
        </button>
        <p className="soft">{w.playHint}</p>
      </div>
    </>
  );
}
