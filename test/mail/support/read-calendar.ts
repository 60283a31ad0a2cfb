/** A simple reader of iCalendar files (RFC 5545): unfolds, splits at the first colon outside quotes, unescapes text. */
export function readCalendar(file: string) {
  if (!file.endsWith("\r\n") && !file.endsWith("END:VCALENDAR")) throw new Error("the file has no end");
  const lines = file
    .replace(/\r\n[ \t]/g, "")
    .split("\r\n")
    .filter((line) => line !== "");
  const entries = lines.map((line) => {
    const [, name = "", params = "", value = ""] =
      /^([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^;:"]*))*):(.*)$/.exec(line) ?? [];
    if (name === "") throw new Error(`not a line of a calendar: ${line}`);
    return { name, params, value };
  });
  const find = (name: string) => {
    const found = entries.filter((entry) => entry.name === name);
    if (found.length !== 1) throw new Error(`${found.length} of ${name}`);
    return found[0] as (typeof entries)[number];
  };
  return {
    names: entries.map(({ name }) => name),
    raw: file.split("\r\n"),
    value: (name: string): string =>
      find(name).value.replace(/\\([\\;,nN])/g, (_all, escaped: string) =>
        /n/i.test(escaped) ? "\n" : escaped,
      ),
    params: (name: string): string => find(name).params,
  };
}
