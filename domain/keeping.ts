/**
 * The same function, which keeps what it has answered: for what depends on its arguments alone and goes through Intl, the dearest
 * thing that a page or a mail does (making a formatter costs a hundred times what using it does). What is kept lives as long as
 * the isolate; full, it is thrown away whole.
 * @param most answers kept, so that no stream of dates or zones grows it without end.
 */
export function keeping<Given extends readonly (string | number)[], Answer>(
  most: number,
  make: (...given: Given) => Answer,
): (...given: Given) => Answer {
  const answers = new Map<string, Answer>();
  return (...given) => {
    const key = given.join(" ");
    const known = answers.get(key);
    if (known !== undefined) return known;
    const made = make(...given);
    if (answers.size >= most) answers.clear();
    answers.set(key, made);
    return made;
  };
}
