import { Form } from "@remix-run/react";
import { useDeskWords } from "./words/words.ts";

/** To a session that somebody wrote about: by its id, or the address of its page. */
export function FindSession() {
  const d = useDeskWords();
  return (
    <Form method="get" action="/admin/sessions" className="finding" role="search">
      <input
        type="search"
        name="id"
        className="desk-find-input"
        required
        maxLength={200}
        placeholder={d.find.label}
        aria-label={d.find.label}
        autoComplete="off"
      />
      <button type="submit" className="button desk-find">
        {d.find.open}
      </button>
    </Form>
  );
}
