// The card by satori and resvg-js: a line of JSON asks for a round of all rows, a line of JSON answers with CPU seconds and bytes.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const say = (value) => process.stdout.write(JSON.stringify(value) + "\n");
const version = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version;

const material = JSON.parse(readFileSync(process.argv[2], "utf8"));
const uri = (type, path) => `data:${type};base64,${readFileSync(path).toString("base64")}`;
const lockup = uri("image/svg+xml", material.lockup);
const ink = "#0B1B33";

const node = (type, style, children, more = {}) => ({ type, props: { ...more, style: { display: "flex", ...style }, children } });
const at = (left, top, width, height, style, children) =>
  node("div", { position: "absolute", left, top, width, height, ...style }, children);
const picture = (left, top, width, height, src, style) =>
  node("img", { position: "absolute", left, top, width, height, ...style }, undefined, { src, width, height });
const line = (left, top, width, height, fontWeight, fontSize, color, text, style = {}) =>
  at(left, top, width, height, { fontWeight, fontSize, color, lineHeight: height / fontSize, whiteSpace: "nowrap", ...style }, text);

const card = (row, shadow) =>
  node(
    "div",
    {
      position: "relative", width: 1200, height: 630, fontFamily: "Be Vietnam Pro", color: "#ffffff",
      backgroundImage: "linear-gradient(120deg, #040F26 0%, #071A3D 45%, #0A4DFF 100%)",
    },
    [
      picture(48, 44, 264, 106, lockup, { objectFit: "contain", objectPosition: "left top" }),
      at(48, 186, 624, 300, { flexDirection: "column", justifyContent: "center" }, [
        node("div", { fontWeight: 900, fontSize: row.size, lineHeight: 1.2 }, row.title),
      ]),
      at(48, 548, 14, 14, { borderRadius: 7, backgroundColor: "#FFB020" }),
      line(78, 536, 594, 39, 600, 26, "#ffffff", "Công đoàn TKV, ngày 10/5/2022"),
      at(724, 76, 428, 478, { borderRadius: 28, backgroundColor: "#F6F8FC", ...(shadow ? { boxShadow: "0px 24px 60px rgba(0,0,0,0.5)" } : {}) }, [
        picture(24, 24, 380, 250, uri("image/jpeg", row.photo), { borderRadius: 16, objectFit: "cover" }),
        line(24, 282, 200, 108, 800, 84, "#0A4DFF", row.value),
        line(220, 334, 184, 39, 600, 26, ink, "sáng kiến"),
        line(24, 402, 260, 48, 700, 25, ink, row.unit),
        line(292, 402, 112, 48, 800, 26, ink, row.share, { borderRadius: 24, backgroundColor: "#FFB020", justifyContent: "center" }),
      ]),
    ],
  );

let satori, Resvg;
try {
  satori = (await import("satori")).default;
  ({ Resvg } = await import("@resvg/resvg-js"));
} catch (error) {
  say({ error: `its packages are not installed (npm install in bench/): ${error.code ?? error.message}` });
  process.exit(0);
}
const fonts = Object.entries(material.fonts).map(([weight, path]) => ({
  name: "Be Vietnam Pro", weight: Number(weight), style: "normal", data: readFileSync(path),
}));

async function png(row, shadow) {
  const svg = await satori(card(row, shadow), { width: material.width, height: material.height, fonts });
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
}

say({ name: `satori ${version("satori")} + resvg-js ${version("@resvg/resvg-js")}` });
for await (const words of createInterface({ input: process.stdin })) {
  const { shadow, save } = JSON.parse(words);
  const files = [];
  const start = process.cpuUsage();
  for (const row of material.rows) files.push(await png(row, shadow));
  const used = process.cpuUsage(start);
  if (save) writeFileSync(save, files[0]);
  say({ cpu: (used.user + used.system) / 1e6, bytes: files.map((file) => file.length) });
}
