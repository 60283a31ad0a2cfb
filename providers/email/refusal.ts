const DETAIL_MAX_CHARACTERS = 300;

/** A service's words about a mail that it will not take: kept for administrators, so without anybody's address, and short. */
export function withoutAddresses(detail: string): string {
  return detail.replace(/[^\s<>"'`]+@[^\s<>"'`]+/g, "[address]").slice(0, DETAIL_MAX_CHARACTERS);
}
