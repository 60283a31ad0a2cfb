// Says how old the copy of the next session is (app/routes/offline), and goes on by itself once we can be reached again.

const STEPS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

function sayAge() {
  const time = document.querySelector("time[data-age]");
  if (time === null) return;
  const seconds = (Date.now() - Date.parse(time.dateTime)) / 1_000;
  const [unit, length] = STEPS.find(([, size]) => seconds >= size) ?? ["minute", 60];
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  document.querySelector("[data-age-words]").textContent =
    `(${words.format(-Math.max(0, Math.floor(seconds / length)), unit)})`;
}

sayAge();
setInterval(sayAge, 30_000);

const ASK_EVERY_MS = 5_000;

/** The browser says that the network is back only if it noticed that it was gone: where we were out of reach, it says nothing. */
async function goOnOnceReached() {
  if (document.visibilityState !== "visible") return;
  const signal = AbortSignal.timeout(ASK_EVERY_MS);
  const reached = await fetch(location.href, { method: "HEAD", signal }).catch(() => null);
  if (reached !== null) location.reload();
}

setInterval(goOnOnceReached, ASK_EVERY_MS);
addEventListener("online", goOnOnceReached);
