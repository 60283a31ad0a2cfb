/** Louder than a quiet room, softer than speech: root mean square of samples in [-1, 1]. */
const SPEECH = 0.02;

/**
 * How loud a microphone is, told with each picture of the screen, from 0 to 1 on a scale that ears find even.
 * @returns a function that ends it.
 */
export function listen(stream: MediaStream, told: (level: number, isSpeech: boolean) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let frame = 0;
  const look = () => {
    analyser.getFloatTimeDomainData(samples);
    const loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    told(Math.min(1, Math.sqrt(loudness) * 1.4), loudness > SPEECH);
    frame = requestAnimationFrame(look);
  };
  void context.resume().then(look);
  return () => {
    cancelAnimationFrame(frame);
    void context.close();
  };
}

type WithSink = AudioContext & { setSinkId?: (id: string) => Promise<void> };

/** Whether this browser lets a page choose the speaker. */
export const canChooseSpeaker = (): boolean => "setSinkId" in AudioContext.prototype;

/** Hertz: two notes, since one may be taken for a fault. */
const NOTES = [523, 659] as const;
const NOTE_SECONDS = 0.45;

/** Plays two soft notes. @param speaker a device's id; null is the system's own. */
export async function playNotes(speaker: string | null): Promise<void> {
  const context: WithSink = new AudioContext();
  if (speaker !== null) await context.setSinkId?.(speaker);
  await context.resume();
  const ends = NOTES.map((pitch, index) => {
    const [oscillator, gain] = [context.createOscillator(), context.createGain()];
    const from = context.currentTime + index * NOTE_SECONDS;
    oscillator.frequency.value = pitch;
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(0.25, from + 0.03);
    gain.gain.linearRampToValueAtTime(0, from + NOTE_SECONDS);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(from);
    oscillator.stop(from + NOTE_SECONDS);
    return new Promise<void>((resolve) => {
      oscillator.onended = () => resolve();
    });
  });
  await Promise.all(ends);
  await context.close();
}
