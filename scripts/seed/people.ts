import type { PlatformUser } from "../lib/platform.ts";

type Hours = NonNullable<PlatformUser["availability"]>;
type Offers = NonNullable<PlatformUser["offers"]>;

const week = (from: string, to: string, days: readonly number[] = [1, 2, 3, 4, 5]): Hours =>
  days.map((weekday) => ({ weekday, from, to }));

const offers = (currency: string, ...priced: readonly [minutes: number, amount: number][]): Offers =>
  priced.map(([duration_minutes, amount]) => ({ duration_minutes, price: { amount, currency } }));

export interface DemoPerson extends PlatformUser {
  id: string;
}

/** Whom one can be, named by `npm start`. */
export const ANA: DemoPerson = {
  id: "demo-ana",
  name: "Ana Souza",
  email: "ana@demo.test",
  roles: ["mentee"],
  timezone: "America/New_York",
  locale: "en",
};
export const MARCUS: DemoPerson = {
  id: "demo-marcus",
  name: "Marcus Lindqvist",
  email: "marcus@demo.test",
  roles: ["mentor"],
  timezone: "Europe/Stockholm",
  locale: "en",
  headline: "Staff engineer. Distributed systems without the folklore",
  availability: week("08:00", "17:00"),
  offers: offers("usd", [30, 3_500], [60, 5_000]),
};
export const OLIVIA: DemoPerson = {
  id: "demo-olivia",
  name: "Olivia Hart",
  email: "olivia@demo.test",
  roles: ["admin"],
  timezone: "Europe/London",
  locale: "en",
};

const mentor = (
  handle: string,
  person: Omit<DemoPerson, "id" | "email" | "roles" | "locale"> & { locale?: "es" },
): DemoPerson => ({
  locale: "en",
  ...person,
  id: `demo-${handle}`,
  email: `${handle}@demo.test`,
  roles: ["mentor"],
});

export const MENTORS: readonly DemoPerson[] = [
  MARCUS,
  mentor("lucia", {
    name: "Lucía Fernández Ibarra",
    timezone: "America/Mexico_City",
    locale: "es",
    headline: "De desarrolladora a líder técnica",
    availability: week("09:00", "18:00", [1, 2, 3, 4, 6]),
    offers: offers("mxn", [45, 60_000], [90, 110_000]),
  }),
  mentor("kenji", {
    name: "Kenji 渡辺",
    timezone: "Asia/Tokyo",
    headline: "Product design for people who read manuals",
    availability: week("19:00", "23:00", [0, 1, 2, 3, 4, 5, 6]),
    offers: offers("jpy", [30, 4_000], [60, 7_500]),
  }),
  mentor("amara", {
    name: "Amara Okafor",
    timezone: "Africa/Lagos",
    headline: "Founder. Fundraising, first hires, hard conversations",
    availability: week("10:00", "16:00"),
    offers: offers("usd", [60, 12_000]),
  }),
  mentor("soren", {
    name: "Søren Østergaard",
    timezone: "Europe/Copenhagen",
    headline: "Data engineering, from spreadsheet to warehouse",
    availability: week("07:30", "15:30"),
    offers: offers("eur", [45, 4_500]),
  }),
  mentor("priya", {
    name: "Priya Raghunathan",
    timezone: "Asia/Kolkata",
    headline: "Interview practice: system design and behavioural",
    availability: week("18:00", "22:30", [1, 2, 3, 4, 5, 6]),
    offers: offers("inr", [60, 250_000]),
  }),
  mentor("zoe", {
    name: "Zoë O’Brien",
    timezone: "Europe/Dublin",
    headline: "Engineering management, the first two years",
    availability: week("09:00", "13:00"),
    offers: offers("eur", [30, 0], [60, 6_000]),
  }),
  mentor("ngaio", {
    name: "Ngaio Te Rangi",
    timezone: "Pacific/Auckland",
    headline: "Accessibility and front-end craft",
    availability: week("08:00", "14:00"),
    offers: offers("nzd", [60, 9_000]),
  }),
];

export const DEMO_PEOPLE: readonly DemoPerson[] = [ANA, ...MENTORS, OLIVIA];

/** With whom a long history was spent: names as the world has them. */
export const HISTORY_NAMES: readonly string[] = [
  "Noah Becker",
  "王芳",
  "Chukwuemeka Adeyemi",
  "María José Peña",
  "محمد العلي",
  "Åsa Håkansson",
  "Nguyễn Thị Hoa",
  "김민준",
  "Ольга Петрова",
  "Íñigo Núñez de Balboa",
  "राहुल शर्मा",
  "Eleni Παπαδοπούλου",
  "Mary-Jane Watson-Clarke",
  "Jean-François Lefèvre",
  "İbrahim Yıldız",
  "שירה כהן",
  "Aroha Ngata",
  "Łukasz Wójcik",
  "สมชาย ใจดี",
  "Saoirse Ní Dhomhnaill",
  "João Guimarães",
  "Þórdís Björnsdóttir",
  "Mbali Dlamini",
  "Sebastián Quispe Mamani",
];

export const HISTORY_ZONES: readonly string[] = [
  "Europe/Berlin",
  "Asia/Shanghai",
  "Africa/Lagos",
  "America/Bogota",
  "America/Los_Angeles",
  "Asia/Kathmandu",
  "Australia/Adelaide",
  "America/Sao_Paulo",
];

export const HISTORY_HEADLINES: readonly string[] = [
  "Backend engineer, ten years of on-call",
  "Design lead, formerly architecture",
  "Researcher turned product manager",
  "Mobile developer and patient reviewer",
  "Career changes after forty",
  "Public speaking for quiet people",
];

export const REVIEWS: readonly (string | null)[] = [
  "Exactly the push I needed. I left with three things to do this week.",
  "Kind, direct, and on time.",
  null,
  "Muy claro y paciente. Repetiré.",
  "Good advice, though we ran out of time for the last question.",
  null,
  "とても分かりやすかったです。ありがとうございました。",
  "Better than the two courses I took before.",
];

export const REASONS: readonly string[] = [
  "Something came up at work, sorry.",
  "I am ill; let us find another day.",
  "Cambio de planes.",
  "Train strike.",
];
