import type { Page } from "playwright-core";

/**
 * What can be pressed and is smaller than a finger: 44 pixels either way. A link in a sentence is as high as its lines (WCAG
 * 2.5.8 lets it be), a box is pressed by its label, and a name that covers its row by the row.
 */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const PRESSED = "a[href], button, input:not([type=hidden]), select, summary, textarea";
    const LEAST = 44;
    // Half a pixel is lost where a layout divides.
    const isSmall = ({ width, height }: DOMRect): boolean => Math.min(width, height) < LEAST - 0.5;
    return [...document.querySelectorAll<HTMLElement>(PRESSED)].flatMap((element) => {
      const within = element.closest("dialog[open], main, header, footer") ?? document.body;
      const open = document.querySelector("dialog[open]");
      if (open !== null && within !== open) return [];
      const covers = getComputedStyle(element, "::after").position === "absolute";
      const target = covers ? element.offsetParent : (element.closest("label") ?? element);
      const box = (target ?? element).getBoundingClientRect();
      const seen = element.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.bottom > 0;
      const inSentence = getComputedStyle(element).display === "inline";
      return seen && !inSentence && isSmall(box)
        ? [`${element.tagName} "${element.textContent?.trim()}" ${box.width} x ${box.height}`]
        : [];
    });
  });
