// Writes the fonts of the readers' site into fonts/: subsets of the files in
// the @fontsource packages, small enough that a page with all the faces it
// uses stays below its budget, and font.css, which declares them.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import subset from 'subset-font';

const span = (first, last) => String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i));

// What each part of a face holds; a browser loads the parts that a page uses.
const basic = span(0x20, 0x7e) + '\u00a0«»°·–—‘’‚“”„•…€−№\u202f';
const parts = {
  basic: { file: 'latin', text: basic },
  latin: { file: 'latin', text: [...span(0xa1, 0xff) + 'ŒœŸ‹›™'].filter((c) => !basic.includes(c)).join('') },
  'latin-ext': { file: 'latin-ext', text: span(0x100, 0x17f).replace(/[ŒœŸ]/g, '') + 'ȘșȚțẞ' },
  cyrillic: { file: 'cyrillic', text: span(0x401, 0x45f) + 'Ґґ' },
  arabic: {
    file: 'arabic',
    text: '،؛؟٪٫٬٭' + span(0x621, 0x63a) + span(0x640, 0x652) + span(0x660, 0x669) + '\u0670ٱٹٺټپٿچڈډڌڑړژښڤکګڭگںڼھہۀۂۃۆۇۈۋیۍێېےۓ۔ە' + span(0x6f0, 0x6f9) + '\u200c\u200d\u200e\u200f',
  },
};

// The families have names of our own, as the licence asks of changed fonts.
const faces = [
  { family: 'Dragoman Serif', package: 'source-serif-4', weight: 400, style: 'normal', parts: ['basic', 'latin', 'latin-ext', 'cyrillic'] },
  { family: 'Dragoman Serif', package: 'source-serif-4', weight: 600, style: 'normal', parts: ['basic', 'latin', 'latin-ext', 'cyrillic'] },
  { family: 'Dragoman Serif', package: 'source-serif-4', weight: 400, style: 'italic', kern: false, parts: ['basic', 'latin', 'latin-ext', 'cyrillic'] },
  { family: 'Dragoman Sans', package: 'ibm-plex-sans', weight: 500, range: '400 700', style: 'normal', kern: false, parts: ['basic', 'latin', 'latin-ext', 'cyrillic'] },
  { family: 'Dragoman Arabic', package: 'ibm-plex-sans-arabic', weight: 400, style: 'normal', parts: ['arabic'] },
  { family: 'Dragoman Arabic', package: 'ibm-plex-sans-arabic', weight: 600, style: 'normal', parts: ['arabic'] },
  // Its Latin letters have a name of their own, because only Arabic pages are to load them.
  { family: 'Dragoman Arabic Latin', package: 'ibm-plex-sans-arabic', weight: 400, style: 'normal', parts: ['basic'] },
  { family: 'Dragoman Arabic Latin', package: 'ibm-plex-sans-arabic', weight: 600, style: 'normal', parts: ['basic'] },
];

const features = ['kern', 'liga', 'rlig', 'calt', 'ccmp', 'locl', 'init', 'medi', 'fina', 'isol', 'mark', 'mkmk', 'curs'];

// ranges writes characters as CSS does: U+20-7E.
function ranges(text) {
  const codes = [...new Set([...text].map((c) => c.codePointAt(0)))].sort((a, b) => a - b);
  const out = [];
  for (const code of codes) {
    const last = out.at(-1);
    if (last && code === last[1] + 1) last[1] = code;
    else out.push([code, code]);
  }
  return out.map(([a, b]) => 'U+' + a.toString(16).toUpperCase() + (b > a ? '-' + b.toString(16).toUpperCase() : '')).join(',');
}

const here = new URL('.', import.meta.url);
mkdirSync(new URL('fonts/', here), { recursive: true });
mkdirSync(new URL('../licence/', here), { recursive: true });
for (const name of new Set(faces.map((face) => face.package))) {
  copyFileSync(new URL(`node_modules/@fontsource/${name}/LICENSE`, here), new URL(`../licence/${name}.txt`, here));
}
copyFileSync(new URL('node_modules/htmx.org/LICENSE', here), new URL('../licence/htmx.txt', here));
let css = '/* Made by _npm/fonts.mjs; do not edit. */\n';
for (const face of faces) {
  for (const name of face.parts) {
    const part = parts[name];
    const from = new URL(`node_modules/@fontsource/${face.package}/files/${face.package}-${part.file}-${face.weight}-${face.style}.woff2`, here);
    const data = await subset(readFileSync(from), part.text, { targetFormat: 'woff2', keepFeatures: features.filter((f) => f !== 'kern' || (face.kern !== false && !name.startsWith('latin'))), noHinting: true });
    const file = `${face.package}-${name}-${face.weight}${face.style === 'italic' ? 'i' : ''}.woff2`;
    writeFileSync(new URL(`fonts/${file}`, here), data);
    css += `@font-face { font-family: "${face.family}"; font-weight: ${face.range ?? face.weight}; font-style: ${face.style}; font-display: swap; `
      + `src: url("${file}") format("woff2"); unicode-range: ${ranges(part.text)}; }\n`;
  }
}
writeFileSync(new URL('fonts/font.css', here), css);
