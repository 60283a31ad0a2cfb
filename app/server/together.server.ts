import type { Query } from "../../db/query.ts";

type Answers<Q extends readonly Query<unknown>[]> = {
  [K in keyof Q]: Q[K] extends Query<infer T> ? T : never;
};

/** Several questions as one, so that a page of several parts is still one round trip. */
export function together<const Q extends readonly Query<unknown>[]>(...queries: Q): Query<Answers<Q>> {
  return {
    statements: queries.flatMap((query) => [...query.statements]),
    read(results) {
      let taken = 0;
      const answers = queries.map((query) => {
        const own = results.slice(taken, taken + query.statements.length);
        taken += query.statements.length;
        return query.read(own);
      });
      return answers as Answers<Q>;
    },
  };
}
