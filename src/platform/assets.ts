import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { packageDirectory } from './config.ts'

const directory = join(packageDirectory, 'dist', 'assets')
const mimes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
  png: 'image/png',
}

let manifest: Readonly<Record<string, string>> | null = null

/** The address of a built asset, by its plain name: `asset('app.css')` → `/assets/app.1a2b3c4d.css`. */
export function asset(name: string): string {
  manifest ??= JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as Record<string, string>
  const path = manifest[name]
  if (path === undefined) throw new Error(`No asset ${name}; run \`npm run build\``)
  return path
}

interface Loaded {
  readonly type: string
  readonly encoding: string | null
  readonly body: Uint8Array<ArrayBuffer>
}

/** Serves the built assets, precompressed; their names carry a hash, so a browser keeps them for a year. */
export function mountAssets(app: Hono): void {
  const loaded = new Map<string, Promise<Loaded | null>>()
  const load = async (name: string, encoding: string | null): Promise<Loaded | null> => {
    const type = mimes[name.split('.').at(-1) ?? '']
    const path = join(directory, encoding === null ? name : `${name}.${encoding}`)
    if (type === undefined || !existsSync(path)) return null
    return { type, encoding, body: new Uint8Array(await readFile(path)) }
  }
  app.get('/assets/:name{[A-Za-z0-9._/-]+}', async (c) => {
    const name = c.req.param('name')
    if (name.includes('..')) return c.notFound()
    const accepted = c.req.header('accept-encoding') ?? ''
    const compressible = /\.(css|js|svg)$/.test(name)
    const encoding = !compressible
      ? null
      : /\bbr\b/.test(accepted)
        ? 'br'
        : /\bgzip\b/.test(accepted)
          ? 'gz'
          : null
    const key = `${name}|${encoding}`
    if (!loaded.has(key)) loaded.set(key, load(name, encoding))
    const file = (await loaded.get(key)) ?? (await load(name, null))
    if (file === null) {
      loaded.delete(key)
      return c.notFound()
    }
    const headers: Record<string, string> = {
      'Content-Type': file.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    }
    if (file.encoding !== null) headers['Content-Encoding'] = file.encoding === 'gz' ? 'gzip' : file.encoding
    return c.body(file.body, 200, headers)
  })
}
