import { createContext, useContext } from "react";

/** Of this answer alone; empty in the browser, which hides nonces once they are used. */
const NonceContext = createContext("");

export const NonceProvider = NonceContext.Provider;

export const useNonce = (): string => useContext(NonceContext);
