import { type RefObject, useEffect, useRef } from "react";

/**
 * A form that is a URL: what that says stands in the fields, also after going back or clearing. The form itself stays, and with
 * it the focus; what is being typed is left alone.
 * @param values by the fields' names.
 */
export function useFilled(values: Readonly<Record<string, string>>): RefObject<HTMLFormElement> {
  const form = useRef<HTMLFormElement>(null);
  const said = JSON.stringify(values);
  useEffect(() => {
    for (const [name, value] of Object.entries(JSON.parse(said) as Record<string, string>)) {
      const field = form.current?.elements.namedItem(name);
      const isTyped = field === document.activeElement && field instanceof HTMLInputElement;
      if (!isTyped && (field instanceof HTMLInputElement || field instanceof HTMLSelectElement))
        field.value = value;
    }
  }, [said]);
  return form;
}
