// Builds static/build/ from static/src/ and the installed npm packages. No network.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const target = join(here, "build");
const modules = join(here, "..", "node_modules");
const dkfds = join(modules, "dkfds", "dist");

function write(path, text) {
  const file = join(target, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Copies every file the stylesheet names, so hashed static files find all they need. */
function copyReferenced(css) {
  for (const [, url] of css.matchAll(/url\("?\.\.\/([^")]+)"?\)/g)) {
    const name = url.split("/").pop();
    const from = url.startsWith("fonts/")
      ? join(dkfds, "fonts/IBMPlexSans/split/woff2", name)
      : join(dkfds, url);
    if (!existsSync(from)) throw new Error(`The stylesheet names ${url}, which dkfds does not have`);
    cpSync(from, join(target, url));
  }
}

/** One sprite with only the icons the templates use: a page then loads them all in one request. */
function sprite(names) {
  const symbols = names.map((name) => {
    const svg = readFileSync(join(dkfds, "img/svg-icons", `${name}.svg`), "utf8");
    const box = svg.match(/viewBox="([^"]+)"/)[1];
    const shapes = svg.replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "");
    return `<symbol id="${name}" viewBox="${box}">${shapes.trim()}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

rmSync(target, { recursive: true, force: true });
for (const name of readdirSync(join(source, "scss")).filter((file) => !file.startsWith("_"))) {
  const { css } = compile(join(source, "scss", name), {
    loadPaths: [modules],
    style: "compressed",
    quietDeps: true,
  });
  copyReferenced(css);
  write(`css/${name.replace(/\.scss$/, ".css")}`, css);
}
buildSync({
  entryPoints: [join(source, "js/portal.js")],
  outfile: join(target, "js/portal.js"),
  bundle: true,
  // One component at a time: the package itself offers all of them in one file only.
  alias: { "dkfds/src": join(modules, "dkfds/src") },
  minify: true,
  format: "esm",
  target: "es2020",
  logLevel: "warning",
});
cpSync(join(source, "img"), join(target, "img"), { recursive: true });
cpSync(join(dkfds, "fonts/IBMPlexSans/split/woff2/license.txt"), join(target, "fonts/license.txt"));
write("img/icons.svg", sprite(JSON.parse(readFileSync(join(source, "icons.json"), "utf8"))));
