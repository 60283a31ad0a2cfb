import { type Problem, problemOf } from "./problem.ts";

export type Kind = "camera" | "microphone";

/** Device ids as the browser gives them; null leaves the choice to it. */
export type Wish = Readonly<Record<Kind, string | null>>;

/** What was opened, and why the rest was not. */
export interface Opened {
  readonly stream: MediaStream;
  readonly problems: Readonly<Record<Kind, Problem | null>>;
}

const KINDS: readonly Kind[] = ["camera", "microphone"];

export const stopAll = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

/**
 * Opens camera and microphone with one question to the person. The standard refuses both when one of them is missing, held by
 * another program or refused: then each that may still open is asked for by itself.
 */
export async function openDevices(wish: Wish): Promise<Opened> {
  // Absent where the page is not served securely, and in browsers that cannot.
  if (navigator.mediaDevices?.getUserMedia === undefined) {
    return {
      stream: new MediaStream(),
      problems: { camera: "unsupported", microphone: "unsupported" },
    };
  }
  try {
    const stream = await ask(KINDS, wish);
    return { stream, problems: { camera: null, microphone: null } };
  } catch (error) {
    const why = problemOf(error);
    const [camera, microphone] = await Promise.all(KINDS.map((kind) => openAlone(kind, wish, why)));
    const tracks = [camera, microphone].flatMap((one) => (one instanceof MediaStream ? one.getTracks() : []));
    return {
      stream: new MediaStream(tracks),
      problems: { camera: problemIn(camera), microphone: problemIn(microphone) },
    };
  }
}

const problemIn = (one: MediaStream | Problem | undefined): Problem | null =>
  typeof one === "string" ? one : null;

const ask = (kinds: readonly Kind[], wish: Wish): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({
    video: kinds.includes("camera") && { ...chosen(wish.camera), width: { ideal: 1280 } },
    audio: kinds.includes("microphone") && chosen(wish.microphone),
  });

const chosen = (deviceId: string | null): MediaTrackConstraints =>
  deviceId === null ? {} : { deviceId: { exact: deviceId } };

/** Who has just said no is not asked again: only what is known to be allowed is opened then. */
async function openAlone(kind: Kind, wish: Wish, why: Problem): Promise<MediaStream | Problem> {
  if ((why === "refused" || why === "system") && !(await isGranted(kind))) return why;
  try {
    return await ask([kind], wish);
  } catch (error) {
    return problemOf(error);
  }
}

async function isGranted(kind: Kind): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: kind as PermissionName });
    return state === "granted";
  } catch {
    return false;
  }
}

export interface Device {
  readonly id: string;
  readonly label: string;
}

/** What is plugged in, as far as the browser tells: names and ids only once something was allowed. */
export async function listDevices(): Promise<Readonly<Record<MediaDeviceKind, readonly Device[]>>> {
  const all = await navigator.mediaDevices.enumerateDevices();
  const of = (kind: MediaDeviceKind): readonly Device[] =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== "")
      .map(({ deviceId, label }, index) => ({ id: deviceId, label: label || String(index + 1) }));
  return { videoinput: of("videoinput"), audioinput: of("audioinput"), audiooutput: of("audiooutput") };
}
