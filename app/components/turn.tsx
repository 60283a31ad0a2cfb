import { type ReactNode, Suspense, useState } from "react";

/** While what is drawn is there already, from the server: during one synchronous drawing. */
let hydrating = false;
let last: Promise<void> = Promise.resolve();

/** Makes the page come alive, each {@link Turn} in it in a task of its own. */
export function hydrateInTurns(hydrate: () => void): void {
  hydrating = true;
  hydrate();
  hydrating = false;
}

interface TurnProps {
  readonly children: ReactNode;
}

/**
 * A part of the page, one element, that comes alive behind what stands before it: between two of them the browser can answer its
 * user, which one long task would keep waiting. Until then it is what the server drew, whose links and forms work. Anywhere but in a
 * page that comes alive it is nothing but its children. Preact keeps a suspended component, and its part of the page, as it is.
 */
function InTurn({ children }: TurnProps) {
  const [turn] = useState(() => (hydrating ? takeTurn() : null));
  return (
    <Suspense fallback={null}>
      <Waiting turn={turn}>{children}</Waiting>
    </Suspense>
  );
}

function Waiting({ turn, children }: { readonly turn: TurnTaken | null; readonly children: ReactNode }) {
  if (turn === null || turn.state === "over") return children;
  if (turn.state === "waits") throw turn.comes;
  turn.state = "over";
  // What is drawn next, in one go, are these children for the first time, with turns of their own in them.
  hydrating = true;
  queueMicrotask(() => {
    hydrating = false;
  });
  return children;
}

interface TurnTaken {
  state: "waits" | "comes" | "over";
  readonly comes: Promise<void>;
}

function takeTurn(): TurnTaken {
  const turn: TurnTaken = {
    state: "waits",
    comes: last.then(nextTask).then(() => {
      turn.state = "comes";
    }),
  };
  last = turn.comes;
  return turn;
}

/** A page that is being made keeps nobody waiting: a list has twenty turns, which were a thirtieth of its time. */
const AtOnce = ({ children }: TurnProps) => children;

export const Turn = typeof document === "undefined" ? AtOnce : InTurn;

/** Lets the browser do what waits: what follows is another task. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
