/**
 * The same function, which keeps what it has answered: for what depends on its arguments alone and goes through Intl, the dearest
 * thing that drawing a page does. What is kept lives as long as the isolate; full, it is thrown away whole.
 * @param most answers kept, so that no stream of dates or zones grows it without end.
 */
export function keeping<First extends string | number, Second extends string, Answer>(
  most: number,
  make: (first: First, second: Second) => Answer,
): (first: First, second: Second) => Answer {
  const answers = new Map<string, Answer>();
  return (first, second) => {
    const key = `${second} ${first}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const made = make(first, second);
    if (answers.size >= most) answers.clear();
    answers.set(key, made);
    return made;
  };
}
