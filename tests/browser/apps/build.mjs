// Builds each entry as a single-page application of its own: build.mjs OUT
import preact from "@preact/preset-vite";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import vue from "@vitejs/plugin-vue";
import { mkdirSync, writeFileSync } from "node:fs";
import { build } from "vite";

const ENTRIES = {
  vue: [vue(), 'import { createApp } from "vue"; import App from "../App.vue"; createApp(App).mount("#app");'],
  svelte: [svelte(), 'import { mount } from "svelte"; import App from "../App.svelte"; mount(App, { target: document.getElementById("app") });'],
  preact: [preact(), 'import { render, h } from "preact"; import App from "../App.jsx"; render(h(App), document.getElementById("app"));'],
  lit: [[], 'import "../plan-list.mjs"; document.getElementById("app").innerHTML = "<plan-list></plan-list>";'],
};

for (const [name, [plugin, entry]] of Object.entries(ENTRIES)) {
  mkdirSync(name, { recursive: true });
  writeFileSync(`${name}/main.js`, entry);
  writeFileSync(`${name}/index.html`, `<!doctype html><html lang="es"><meta charset="utf-8"><title>${name}</title>
<div id="app"></div><script type="module" src="/main.js"></script></html>`);
  await build({
    root: name, base: `/apps/${name}/`, plugins: [plugin], logLevel: "error", configFile: false,
    build: { outDir: `${process.argv[2]}/${name}`, modulePreload: { polyfill: false }, emptyOutDir: true },
  });
}
