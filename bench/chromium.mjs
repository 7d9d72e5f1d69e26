// The card in a warm page of headless Chromium: the same HTML and CSS, new content for each picture, a screenshot as PNG.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const say = (value) => process.stdout.write(JSON.stringify(value) + "\n");
const [materialPath, executablePath] = process.argv.slice(2);
const material = JSON.parse(readFileSync(materialPath, "utf8"));
const uri = (type, path) => `data:${type};base64,${readFileSync(path).toString("base64")}`;
const lockup = uri("image/svg+xml", material.lockup);

let puppeteer;
try {
  puppeteer = (await import("puppeteer-core")).default;
} catch (error) {
  say({ error: `its packages are not installed (npm install in bench/): ${error.code ?? error.message}` });
  process.exit(0);
}
const profile = mkdtempSync(join(tmpdir(), "bench-chromium-"));
const browser = await puppeteer.launch({
  executablePath,
  headless: true,
  userDataDir: profile,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
  ],
});
const page = await browser.newPage();
await page.setViewport({ width: material.width, height: material.height, deviceScaleFactor: 1 });
const faces = Object.entries(material.fonts)
  .map(([weight, path]) => `@font-face{font-family:'Be Vietnam Pro';font-weight:${weight};src:url(${uri("font/ttf", path)})}`)
  .join("");
await page.setContent(`<!doctype html><html lang="vi"><style>${faces}html,body{margin:0;width:100%;height:100%}${material.css}</style><body></body></html>`);

async function png(row, html) {
  const images = { lockup, photo: uri("image/jpeg", row.photo) };
  const content = html.replace(/src="(lockup|photo)"/g, (_, name) => `src="${images[name]}"`);
  await page.evaluate(async (text) => {
    document.body.innerHTML = text;
    await Promise.all([document.fonts.ready, ...[...document.images].map((image) => image.decode())]);
  }, content);
  return page.screenshot({ type: "png" });
}

say({ name: `Chromium ${(await browser.version()).split("/")[1]}`, process: browser.process().pid });
for await (const words of createInterface({ input: process.stdin })) {
  const { shadow, save } = JSON.parse(words);
  const files = [];
  for (const row of material.rows) files.push(await png(row, row.html[shadow ? 0 : 1]));
  if (save) writeFileSync(save, files[0]);
  say({ bytes: files.map((file) => file.length) });
}
await browser.close();
rmSync(profile, { recursive: true, force: true });
