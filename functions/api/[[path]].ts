/** The Worker answers: it has no address of its own. */
export const onRequest: PagesFunction<PagesEnv> = ({ request, env }) => env.API.fetch(request);
