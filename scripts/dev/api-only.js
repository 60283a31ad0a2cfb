// Stands where the dashboard's bundle stands in production: `npm run dev` serves the dashboard by Vite, and the Worker by this.
export default { fetch: (request, env) => env.API.fetch(request) };
