import { createContext, type ReactNode, useCallback, useContext, useState } from "react";

const AnnounceContext = createContext<(text: string) => void>(() => undefined);

/** Says aloud, and shows for a while, what changed without the reader having moved. One place on the page for all of it. */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState("");
  const announce = useCallback((words: string) => {
    setText(words);
    setTimeout(() => setText((now) => (now === words ? "" : now)), 8_000);
  }, []);
  return (
    <AnnounceContext.Provider value={announce}>
      {children}
      <div className="toast" role="status" aria-live="polite">
        {text !== "" && <p>{text}</p>}
      </div>
    </AnnounceContext.Provider>
  );
}

export const useAnnounce = (): ((text: string) => void) => useContext(AnnounceContext);
