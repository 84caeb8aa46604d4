// One SVG sprite of only those icons that icons.json names; an icon's id may differ from the name in the icon set,
// so that templates can write sprite.svg#emotion-anger without knowing which drawing stands for it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

export function sprite(file) {
  return {
    name: "sprite",
    buildStart() {
      this.addWatchFile(file);
    },
    generateBundle() {
      const set = createRequire(import.meta.url)("@iconify-json/lucide/icons.json");
      const symbols = Object.entries(JSON.parse(readFileSync(file, "utf-8"))).map(([id, name]) => {
        const drawing = set.icons[name] ?? set.icons[set.aliases?.[name]?.parent];
        if (!drawing) this.error(`icons.json: the icon set has no "${name}"`);
        return `<symbol id="${id}" viewBox="0 0 24 24">${drawing.body}</symbol>`;
      });
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`;
      this.emitFile({ type: "asset", fileName: "sprite.svg", source });
    },
  };
}
