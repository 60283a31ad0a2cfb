import { createContext, useContext } from "react";
import type { Messages } from "./en.ts";
import type { Locale } from "./locale.ts";

export interface Language {
  readonly locale: Locale;
  readonly messages: Messages;
}

const LanguageContext = createContext<Language | null>(null);

export const LanguageProvider = LanguageContext.Provider;

export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === null) throw new Error("no language: entry.server and entry.client provide it");
  return language;
}

export const useMessages = (): Messages => useLanguage().messages;
