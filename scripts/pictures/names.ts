/** A name as its bearers write it, and where they live: twenty languages, and both of the poles, where the sun stays up or down. */
export interface Named {
  readonly handle: string;
  readonly name: string;
  readonly timezone: string;
}

export const NAMES: readonly Named[] = [
  { handle: "arabic", name: "فاطمة الزهراء بن يوسف", timezone: "Africa/Casablanca" },
  { handle: "hebrew", name: "שירה כהן־לוי", timezone: "Asia/Jerusalem" },
  { handle: "hindi", name: "ऋत्विक् क्षत्रिय शर्मा", timezone: "Asia/Kolkata" },
  { handle: "thai", name: "ณัฐกิตติ์ เกียรติ์ศรีสุวรรณ", timezone: "Asia/Bangkok" },
  { handle: "chinese", name: "欧阳娜娜", timezone: "Asia/Shanghai" },
  { handle: "japanese", name: "渡辺 さくら", timezone: "Asia/Tokyo" },
  { handle: "korean", name: "김민준", timezone: "Asia/Seoul" },
  { handle: "vietnamese", name: "Nguyễn Thị Ngọc Ánh", timezone: "Asia/Ho_Chi_Minh" },
  { handle: "greek", name: "Ελευθερία Παπαδοπούλου", timezone: "Europe/Athens" },
  { handle: "russian", name: "Ольга Константиновна Преображенская", timezone: "Asia/Vladivostok" },
  { handle: "georgian", name: "ნინო ჭავჭავაძე", timezone: "Asia/Tbilisi" },
  { handle: "armenian", name: "Արմինե Հովհաննիսյան", timezone: "Asia/Yerevan" },
  { handle: "tamil", name: "கௌசல்யா சுப்பிரமணியன்", timezone: "Asia/Colombo" },
  { handle: "amharic", name: "ታምራት በቀለ ወልደማርያም", timezone: "Africa/Addis_Ababa" },
  { handle: "polish", name: "Łucja Świętosławska", timezone: "Arctic/Longyearbyen" },
  { handle: "turkish", name: "İbrahim Yıldız", timezone: "Europe/Istanbul" },
  { handle: "icelandic", name: "Þórdís Björnsdóttir", timezone: "Atlantic/Reykjavik" },
  { handle: "yoruba", name: "Ọláńrewájú Adébáyọ̀", timezone: "Africa/Lagos" },
  { handle: "hawaiian", name: "ʻIolani Keʻalohilani", timezone: "Pacific/Honolulu" },
  { handle: "burmese", name: "ဒေါ်အောင်ဆန်းမေ", timezone: "Antarctica/McMurdo" },
];
