import { useLanguage } from "../../messages/context.tsx";
import type { Locale } from "../../messages/locale.ts";

const en = {
  title: "API reference",
  lead: "Every call, as the service itself describes it.",
  download: "The OpenAPI document",
  search: "Find a call",
  go: "Find",
  clear: "Show everything",
  contents: "Contents",
  none: (search: string) => `Nothing has “${search}” in its heading.`,
  objects: "Objects",
  needs: "Credential",
  nobody: "none",
  where: {
    path: "In the path",
    query: "In the query",
    header: "In the header",
    body: "In the body",
  } as Record<string, string>,
  replies: "Answers",
  field: "Field",
  type: "Type",
  note: "What it is",
  required: "required",
};

const es: typeof en = {
  title: "Referencia de la API",
  lead: "Cada llamada, tal como la describe el propio servicio. Las descripciones están en inglés.",
  download: "El documento OpenAPI",
  search: "Buscar una llamada",
  go: "Buscar",
  clear: "Mostrar todo",
  contents: "Contenido",
  none: (search) => `Ningún encabezado contiene «${search}».`,
  objects: "Objetos",
  needs: "Credencial",
  nobody: "ninguna",
  where: { path: "En la ruta", query: "En la consulta", header: "En la cabecera", body: "En el cuerpo" },
  replies: "Respuestas",
  field: "Campo",
  type: "Tipo",
  note: "Qué es",
  required: "obligatorio",
};

export const referenceWords: Readonly<Record<Locale, typeof en>> = { en, es };

export const useReferenceWords = (): typeof en => referenceWords[useLanguage().locale];
