/** The frame of the page: light or dark, where the reader is, and paper. */
import { byId } from "./dom";
import { drawAll } from "./picture";

/** The button that outranks the system's choice of light or dark, until the page is closed. */
export function themeButton(): void {
  const button = byId("theme");
  if (button === undefined) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const root = document.documentElement;
    const isDark =
      root.dataset.theme === undefined
        ? matchMedia("(prefers-color-scheme: dark)").matches
        : root.dataset.theme === "dark";
    root.dataset.theme = isDark ? "light" : "dark";
  });
}

/** Marks the part of the navigation whose section is on the screen. */
export function currentSection(): void {
  const links = new Map(
    [...document.querySelectorAll<HTMLAnchorElement>("nav a")].map((link) => [link.hash.slice(1), link] as const),
  );
  const seen = new Map<string, boolean>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) seen.set(target.id, isIntersecting);
      const current = [...links.keys()].find((id) => seen.get(id) === true);
      for (const [id, link] of links)
        if (id === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
    },
    { rootMargin: "-80px 0px -55% 0px" },
  );
  for (const id of links.keys()) {
    const section = byId(id);
    if (section !== undefined) observer.observe(section);
  }
}

/** On paper nothing is folded: everything is opened before, and folded again after. */
export function openForPrint(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const each of opened) each.open = true;
    drawAll();
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
  });
}
