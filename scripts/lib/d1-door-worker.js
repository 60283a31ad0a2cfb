/** A batch of statements for the local D1, and what it answers. */
export default {
  async fetch(request, { DB }) {
    try {
      const statements = await request.json();
      return Response.json(
        await DB.batch(statements.map(({ sql, values }) => DB.prepare(sql).bind(...values))),
      );
    } catch (error) {
      return new Response(String(error), { status: 500 });
    }
  },
};
