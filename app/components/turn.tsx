import { type ReactNode, Suspense, useState } from "react";

let hydrating = false;
let waiting = 0;
let last: Promise<void> = Promise.resolve();

/** Makes the page come alive, each {@link Turn} in it in a task of its own. */
export function hydrateInTurns(hydrate: () => void): void {
  hydrating = true;
  hydrate();
  hydrating = waiting > 0;
}

/**
 * A part of the page, one element, that comes alive behind what stands before it: between two of them the browser can answer its
 * user, which one long task would keep waiting. Until then it is what the server drew, whose links and forms work. Anywhere but in a
 * page that comes alive it is nothing but its children. Preact keeps a suspended component, and its part of the page, as it is.
 */
export function Turn({ children }: { readonly children: ReactNode }) {
  return (
    <Suspense fallback={null}>
      <Waiting>{children}</Waiting>
    </Suspense>
  );
}

function Waiting({ children }: { readonly children: ReactNode }) {
  const [turn] = useState(() => (hydrating ? takeTurn() : null));
  if (turn !== null && !turn.hasCome) throw turn.comes;
  return children;
}

interface TurnTaken {
  hasCome: boolean;
  readonly comes: Promise<void>;
}

function takeTurn(): TurnTaken {
  waiting += 1;
  const turn: TurnTaken = {
    hasCome: false,
    comes: last.then(nextTask).then(() => {
      turn.hasCome = true;
    }),
  };
  last = turn.comes;
  // What comes alive now may hold further turns.
  void turn.comes.then(nextTask).then(() => {
    waiting -= 1;
    hydrating = waiting > 0;
  });
  return turn;
}

/** Lets the browser do what waits: what follows is another task. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
