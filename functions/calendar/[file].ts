/** A calendar feed. The Worker answers: the page that tells its address is Remix's own, one level above. */
export const onRequest: PagesFunction<PagesEnv> = ({ request, env }) => env.API.fetch(request);
