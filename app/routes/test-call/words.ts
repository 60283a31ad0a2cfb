import { useLanguage } from "../../messages/context.tsx";
import type { Locale } from "../../messages/locale.ts";
import type { Kind } from "./devices.ts";
import type { BrowserName, Problem } from "./problem.ts";

interface Trouble {
  readonly title: string;
  readonly what: string;
}

interface TestCallWords {
  readonly title: string;
  readonly lead: string;
  readonly stays: string;
  readonly start: string;
  readonly again: string;
  readonly stop: string;
  readonly asking: string;
  readonly off: string;
  readonly noPicture: string;
  readonly picture: string;
  readonly device: Readonly<Record<Kind | "speaker", string>>;
  readonly systems: string;
  readonly level: string;
  readonly speak: string;
  readonly works: Readonly<Record<Kind, string>>;
  readonly play: string;
  readonly playHint: string;
  readonly ready: string;
  readonly trouble: Readonly<Record<Kind, Readonly<Record<Problem, Trouble>>>>;
  readonly help: string;
  readonly helpFor: Readonly<Record<BrowserName, Trouble>>;
  readonly reload: Trouble;
  readonly reloadDo: string;
  readonly withoutScripts: string;
}

const troubleEn = (name: string, others: string): Readonly<Record<Problem, Trouble>> => ({
  refused: {
    title: `The browser may not use your ${name}`,
    what: "It was told no, now or earlier. Below is where to allow it; then try again.",
  },
  system: {
    title: `Your computer keeps the browser from the ${name}`,
    what: `Allow it in the system's privacy settings (macOS: Privacy & Security; Windows: Privacy), then try again.`,
  },
  none: {
    title: `No ${name} was found`,
    what: `Plug one in, or look for a switch or cover that turns it off. ${others}`,
  },
  busy: {
    title: `Another program holds your ${name}`,
    what: "Close other calls and tabs that use it, then try again.",
  },
  failed: {
    title: `The ${name} did not start`,
    what: "Try again. If it stays so, restart the browser, or choose another one.",
  },
  unsupported: {
    title: `This browser cannot use a ${name} here`,
    what: "A current Chrome, Edge, Firefox or Safari can.",
  },
});

const en: TestCallWords = {
  title: "Test your camera and microphone",
  lead: "See what the other person will see, and whether you are heard, before it matters.",
  stays: "Picture and sound stay in this browser: nothing is sent, nothing is recorded.",
  start: "Start the test",
  again: "Try again",
  stop: "Stop the test",
  asking: "Your browser asks whether it may. Please allow both.",
  off: "Your picture will be here.",
  noPicture: "No picture, but you can still be heard.",
  picture: "The picture of your camera",
  device: { camera: "Camera", microphone: "Microphone", speaker: "Speaker" },
  systems: "As the system has it",
  level: "How loud you are",
  speak: "Say a few words: the bar should move.",
  works: { camera: "Your camera works.", microphone: "Your microphone works." },
  play: "Play a test sound",
  playHint: "Two soft notes. If you hear nothing, look at the volume or the speaker.",
  ready: "All is well. The test ends when you leave this page.",
  trouble: {
    camera: troubleEn("camera", "You can also join with sound alone."),
    microphone: troubleEn("microphone", "A headset or a phone has one, too."),
  },
  help: "Where browsers keep the permission",
  helpFor: {
    chrome: {
      title: "Chrome",
      what: "Click the icon left of the address, and switch on Camera and Microphone.",
    },
    edge: {
      title: "Edge",
      what: "Click the lock left of the address, then Permissions for this site, and allow Camera and Microphone.",
    },
    firefox: {
      title: "Firefox",
      what: "Click the crossed-out camera or microphone left of the address, and take the block away with its ×.",
    },
    safari: {
      title: "Safari on a Mac",
      what: "In the Safari menu choose Settings for this website, and set Camera and Microphone to Allow.",
    },
    ios: {
      title: "iPhone and iPad",
      what: "Tap the icon beside the address, then Website Settings, and allow Camera and Microphone. If they are not there: the device's Settings, Apps, your browser.",
    },
    android: {
      title: "Android",
      what: "Tap the icon left of the address, then Permissions, and allow Camera and Microphone.",
    },
  },
  reload: {
    title: "This page has to be loaded once more",
    what: "Only this page may use camera and microphone, and the browser decides that while it loads.",
  },
  reloadDo: "Load it again",
  withoutScripts:
    "The test itself needs JavaScript, which is off here. The call is a page of its own that asks for camera and microphone when you join; below is where each browser lets you allow it beforehand.",
};

const troubleEs = (name: string, others: string): Readonly<Record<Problem, Trouble>> => ({
  refused: {
    title: `El navegador no puede usar ${name}`,
    what: "Se le dijo que no, ahora o antes. Abajo ves dónde permitirlo; después inténtalo de nuevo.",
  },
  system: {
    title: `Tu equipo no deja que el navegador use ${name}`,
    what: "Permítelo en los ajustes de privacidad del sistema (macOS: Privacidad y seguridad; Windows: Privacidad) e inténtalo de nuevo.",
  },
  none: {
    title: `No se encontró ${name}`,
    what: `Conéctalo, o busca un interruptor o una tapa que lo apague. ${others}`,
  },
  busy: {
    title: `Otro programa está usando ${name}`,
    what: "Cierra otras llamadas y pestañas que lo usen e inténtalo de nuevo.",
  },
  failed: {
    title: `No se pudo encender ${name}`,
    what: "Inténtalo de nuevo. Si sigue igual, reinicia el navegador o prueba con otro.",
  },
  unsupported: {
    title: `Este navegador no puede usar ${name} aquí`,
    what: "Chrome, Edge, Firefox y Safari en versiones actuales sí pueden.",
  },
});

const es: TestCallWords = {
  title: "Prueba tu cámara y tu micrófono",
  lead: "Mira lo que verá la otra persona, y si se te oye, antes de que importe.",
  stays: "La imagen y el sonido se quedan en este navegador: no se envía ni se graba nada.",
  start: "Empezar la prueba",
  again: "Intentar de nuevo",
  stop: "Terminar la prueba",
  asking: "Tu navegador pregunta si puede. Permite ambas cosas.",
  off: "Aquí aparecerá tu imagen.",
  noPicture: "Sin imagen, pero se te puede oír.",
  picture: "La imagen de tu cámara",
  device: { camera: "Cámara", microphone: "Micrófono", speaker: "Altavoz" },
  systems: "Según el sistema",
  level: "Tu volumen",
  speak: "Di unas palabras: la barra debería moverse.",
  works: { camera: "Tu cámara funciona.", microphone: "Tu micrófono funciona." },
  play: "Reproducir un sonido",
  playHint: "Dos notas suaves. Si no oyes nada, revisa el volumen o el altavoz.",
  ready: "Todo en orden. La prueba termina al salir de esta página.",
  trouble: {
    camera: troubleEs("la cámara", "También puedes entrar solo con sonido."),
    microphone: troubleEs("el micrófono", "Unos auriculares o un móvil también tienen uno."),
  },
  help: "Dónde guardan el permiso los navegadores",
  helpFor: {
    chrome: {
      title: "Chrome",
      what: "Haz clic en el icono a la izquierda de la dirección y activa Cámara y Micrófono.",
    },
    edge: {
      title: "Edge",
      what: "Haz clic en el candado a la izquierda de la dirección, luego en los permisos de este sitio, y permite Cámara y Micrófono.",
    },
    firefox: {
      title: "Firefox",
      what: "Haz clic en la cámara o el micrófono tachados a la izquierda de la dirección y quita el bloqueo con su ×.",
    },
    safari: {
      title: "Safari en un Mac",
      what: "En el menú Safari elige los ajustes de este sitio web y permite Cámara y Micrófono.",
    },
    ios: {
      title: "iPhone y iPad",
      what: "Toca el icono junto a la dirección, luego los ajustes del sitio web, y permite Cámara y Micrófono. Si no aparecen: Ajustes del dispositivo, Apps, tu navegador.",
    },
    android: {
      title: "Android",
      what: "Toca el icono a la izquierda de la dirección, luego Permisos, y permite Cámara y Micrófono.",
    },
  },
  reload: {
    title: "Hay que cargar esta página otra vez",
    what: "Solo esta página puede usar la cámara y el micrófono, y el navegador lo decide al cargarla.",
  },
  reloadDo: "Cargarla de nuevo",
  withoutScripts:
    "La prueba necesita JavaScript, que aquí está desactivado. La llamada es una página propia que pide cámara y micrófono al entrar; abajo ves dónde permitirlo antes en cada navegador.",
};

export const testCallWords: Readonly<Record<Locale, TestCallWords>> = { en, es };

export const useTestCallWords = (): TestCallWords => testCallWords[useLanguage().locale];
