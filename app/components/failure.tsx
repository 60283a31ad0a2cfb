import { isRouteErrorResponse, Link, useLocation, useRouteError } from "@remix-run/react";
import { useMessages } from "../messages/context.tsx";
import { ownPath } from "../security/own-path.ts";

/** A request that got no answer: browsers throw this, and only this, from `fetch`. */
const isUnreached = (error: unknown): boolean => error instanceof TypeError && typeof window !== "undefined";

/**
 * Each page's own (the root has one for what none of them is): were it the root's alone, a page that fails to load would take the
 * whole document's place, its styles included, which load anew.
 */
export const ErrorBoundary = () => <Failure error={useRouteError()} />;

/** What happened, what is safe, what to do. Nothing of the error itself is shown. */
export function Failure({ error }: { readonly error: unknown }) {
  const t = useMessages();
  const { pathname, search } = useLocation();
  // Ours under two slashes (`//elsewhere.example`) would be another site's address.
  const here = ownPath(`${pathname}${search}`) ?? "/";
  const { status, data } = isRouteErrorResponse(error) ? error : { status: 500, data: null };
  const words =
    status === 404
      ? t.failure.notFound
      : status === 403
        ? data === "mentors-only"
          ? t.failure.mentorsOnly
          : t.failure.forbidden
        : isUnreached(error)
          ? t.failure.unreached
          : t.failure.unexpected;
  return (
    <div className="wide narrow page failure">
      <h1>{words.title}</h1>
      <p className="lead">{words.what}</p>
      <p>{words.safe}</p>
      <div className="actions">
        {status !== 404 && status !== 403 && (
          <a className="button button-primary" href={here}>
            {t.failure.again}
          </a>
        )}
        <Link className="button" to="/sessions">
          {t.nav.mySessions}
        </Link>
        <Link className="text-link" to="/mentors">
          {t.findMentor}
        </Link>
      </div>
    </div>
  );
}
