/** Does the work for each, so many at a time. */
export async function severalAtOnce<T>(
  atOnce: number,
  all: readonly T[],
  work: (one: T, place: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let place = next++; place < all.length; place = next++) await work(all[place] as T, place);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
