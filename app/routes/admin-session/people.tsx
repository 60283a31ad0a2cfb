import { Link } from "@remix-run/react";
import { Avatar } from "../../components/avatar.tsx";
import { useDeskWords } from "../../desk/words/words.ts";
import type { Face } from "../../session/card.ts";

export interface PersonFact {
  readonly role: "mentee" | "mentor";
  readonly face: Face;
  readonly email: string | null;
  /** The session's start where they are: "Fri 9:00 AM, Tokyo". */
  readonly there: string;
}

export function People({ people }: { readonly people: readonly PersonFact[] }) {
  const d = useDeskWords();
  return (
    <section className="panel" aria-labelledby="people-title">
      <h2 id="people-title">{d.session.people}</h2>
      <ul className="desk-people">
        {people.map(({ role, face, email, there }) => (
          <li key={role}>
            <Avatar of={face} size="row" />
            <div className="person-words">
              <p className="name">
                <Link to={`/admin/people/${face.id}`}>
                  <bdi>{face.name}</bdi>
                </Link>
              </p>
              <p className="soft">
                {d.session[role]} · {there}
              </p>
              <p className="soft">
                {email === null ? d.session.noEmail : <a href={`mailto:${email}`}>{email}</a>}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
