import type { Messages } from "../../messages/en.ts";

/** Why no code was sent. */
export type AskAnswer =
  | { readonly problem: "email"; readonly email: string }
  | { readonly problem: "limited"; readonly minutes: number }
  | { readonly problem: "mail" };

export function askProblemWords(answer: AskAnswer | undefined, t: Messages): string | null {
  switch (answer?.problem) {
    case undefined:
      return null;
    case "email":
      return t.signIn.badEmail;
    case "limited":
      return t.signIn.limited(answer.minutes);
    case "mail":
      return t.signIn.mailDown;
  }
}
