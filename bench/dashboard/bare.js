// The measure: a Worker that does nothing but one query of the same size as the page's, or one question for the session, for a
// cancel a guarded update as well, and one call of an object; and answers with what it read.

import { DurableObject } from "cloudflare:workers";

const LIST = `
  select b.*, o.name, o.headline, o.photo_url, o.timezone
  from (select * from bookings where mentee_id = ?1 and stage = 2 order by starts_at desc, id desc limit 21) b
  join users o on o.id = b.mentor_id order by b.starts_at desc, b.id desc`;

const SESSION = `
  select s.kind, u.id, u.name, u.email from sessions s join users u on u.id = s.user_id
  where s.token_hash = ?1 and s.expires_at > ?2`;

const UPDATE = `
  update bookings set cancel_notice = cancel_notice where id = ?1 and version > 0 and status <> 'draft'`;

export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/") {
      const { results, meta } = await env.DB.prepare(LIST).bind(searchParams.get("user")).all();
      return Response.json(results, { headers: { "x-rows": String(meta.rows_read) } });
    }
    const object = env.BARE.get(env.BARE.idFromName(searchParams.get("object")));
    const session = await env.DB.prepare(SESSION).bind(searchParams.get("session"), Date.now()).first();
    if (session === null) return new Response(null, { status: 401 });
    if (pathname === "/cancel") await env.DB.prepare(UPDATE).bind(searchParams.get("booking")).run();
    return Response.json({ session, stored: await (pathname !== "/read" ? object.write() : object.read()) });
  },
};

export class BareObject extends DurableObject {
  constructor(state, env) {
    super(state, env);
    state.storage.sql.exec(
      "create table if not exists kept (id integer primary key, times integer not null)",
    );
    state.storage.sql.exec("insert or ignore into kept values (1, 0)");
  }

  read() {
    return this.ctx.storage.sql.exec("select times from kept").one();
  }

  write() {
    return this.ctx.storage.sql.exec("update kept set times = times + 1 returning times").one();
  }
}
