/** Asked by this project's own process: a batch of statements for the local D1, or a run of the Worker's cron. */
export default {
  async fetch(request, { DB, API }) {
    try {
      if (new URL(request.url).pathname === "/cron") {
        const { outcome } = await API.scheduled({ cron: "* * * * *" });
        return new Response(outcome, { status: outcome === "ok" ? 200 : 500 });
      }
      const statements = await request.json();
      return Response.json(
        await DB.batch(statements.map(({ sql, values }) => DB.prepare(sql).bind(...values))),
      );
    } catch (error) {
      return new Response(String(error), { status: 500 });
    }
  },
};
