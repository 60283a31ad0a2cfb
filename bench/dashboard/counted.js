// The dashboard's own bundle, unchanged, over a database that counts: round trips, and rows read as D1 itself reports them; and over
// static files that count how often they are asked for.

import pages from "./pages.js";

export default {
  async fetch(request, env, context) {
    const count = { trips: 0, rows: 0, probes: 0 };
    const ASSETS = {
      fetch: async () => {
        count.probes += 1;
        return new Response(null, { status: 404 });
      },
    };
    const answer = await pages.fetch(request, { ...env, DB: counting(env.DB, count), ASSETS }, context);
    const headers = new Headers(answer.headers);
    headers.set("x-count", JSON.stringify(count));
    return new Response(answer.body, { status: answer.status, headers });
  },
};

function counting(database, count) {
  const asked = async (answers) => {
    count.trips += 1;
    const results = [await answers].flat();
    for (const result of results) count.rows += result?.meta?.rows_read ?? 0;
    return answers;
  };
  const counted = (statement) => {
    for (const way of ["all", "run", "first", "raw"]) {
      const really = statement[way].bind(statement);
      statement[way] = (...rest) => asked(really(...rest));
    }
    const bind = statement.bind.bind(statement);
    statement.bind = (...values) => counted(bind(...values));
    return statement;
  };
  const over = (real) => ({
    prepare: (sql) => counted(real.prepare(sql)),
    batch: (statements) => asked(real.batch(statements)),
    getBookmark: () => real.getBookmark?.() ?? null,
  });
  return { ...over(database), withSession: (from) => over(database.withSession(from)) };
}
