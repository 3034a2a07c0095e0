// node --import tsx scripts/map-outlines.ts FOLDER: writes data/maps/ anew from the communes' boundaries, a TopoJSON file a province
// (NN_name.json, objects with `code`). Each commune becomes one path on a grid of 1,000 units, so that the program only has to colour it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Point = readonly [number, number]
interface Topology {
  readonly arcs: readonly (readonly Point[])[]
  readonly transform: { readonly scale: Point; readonly translate: Point }
  readonly objects: Readonly<Record<string, { readonly geometries: readonly Geometry[] }>>
}
type Geometry = { readonly properties: { readonly code: string } } & (
  | { readonly type: 'Polygon'; readonly arcs: readonly (readonly number[])[] }
  | { readonly type: 'MultiPolygon'; readonly arcs: readonly (readonly (readonly number[])[])[] }
)

/** The longer side of a map, and the longer side of the frame that islands far from the coast stand in. */
const grid = 1000
const inset = 170
/** Islands further than this from the middle of the province, in degrees, have a frame of their own. */
const far = 2

const source =
  'Ranh giới xã, phường, đặc khu từ 01/7/2025 (mã theo Quyết định 19/2025/QĐ-TTg), đã đơn giản hóa để vẽ bản đồ thống kê; không dùng để xác định địa giới. Commune boundaries since 1 July 2025, simplified for statistical maps; no evidence of borders.'

const [folder = ''] = process.argv.slice(2)
for (const name of readdirSync(folder).filter((each) => /^\d\d_.*\.json$/.test(each))) {
  const made = outlinesOf(JSON.parse(readFileSync(join(folder, name), 'utf8')))
  const code = name.slice(0, 2)
  const communes = made.communes.map((row) => JSON.stringify(row)).join(',\n')
  const head = JSON.stringify({ source, width: made.width, height: made.height, frames: made.frames })
  writeFileSync(join('data/maps', `${code}.json`), `${head.slice(0, -1)},"communes":[\n${communes}\n]}\n`)
}

function outlinesOf(topology: Topology) {
  const lines = linesOf(topology)
  const shapes = Object.values(topology.objects)[0]?.geometries.map((geometry) => ({
    code: geometry.properties.code,
    polygons: (geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs).map((rings) =>
      rings.map((ring) => ringOf(ring, lines)),
    ),
  }))
  if (shapes === undefined) throw new Error('no shapes')
  const all = shapes.flatMap(({ polygons }) => polygons)
  // Each commune counts once: one of many islands is no middle of its province.
  const middles = shapes.map(({ polygons: [first = []] }) => middleOf(first))
  const centre: Point = [median(middles.map(([x]) => x)), median(middles.map(([, y]) => y))]
  const isFar = (rings: readonly Point[][]) => {
    const [x, y] = middleOf(rings)
    return Math.hypot(x - centre[0], y - centre[1]) > far
  }
  const near = onto(all.filter((rings) => !isFar(rings)).flat(2), grid)
  const islands = all.filter(isFar)
  const apart = islands.length === 0 ? null : onto(islands.flat(2), inset - 20)
  const width = near.width + (apart === null ? 0 : inset + 20)
  // The frame stands at the right, in the middle of the height.
  const corner: Point = [near.width + 20, Math.max(0, Math.round(near.height / 2 - inset / 2))]
  const communes = shapes.map(({ code, polygons }) => {
    const paths = polygons.map((rings) =>
      isFar(rings) && apart !== null
        ? pathOf(rings, (point) => {
            const [x, y] = apart.at(point)
            return [x + corner[0] + 10, y + corner[1] + 10]
          })
        : pathOf(rings, near.at),
    )
    return [code, paths.join('')] as const
  })
  const frames = apart === null ? [] : [[...corner, inset, Math.max(apart.height + 20, 60)]]
  return { width, height: Math.max(near.height, apart === null ? 0 : corner[1] + inset), frames, communes }
}

/** The arcs in degrees. */
function linesOf({ arcs, transform: { scale, translate } }: Topology): Point[][] {
  return arcs.map((arc) => {
    let [x, y] = [0, 0]
    return arc.map(([dx, dy]): Point => {
      x += dx
      y += dy
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]]
    })
  })
}

/** A ring out of its arcs; one that is counted from the end (~i) runs backwards. */
function ringOf(ids: readonly number[], lines: readonly Point[][]): Point[] {
  return ids.flatMap((id, place) => {
    const line = id >= 0 ? (lines[id] ?? []) : (lines[~id] ?? []).toReversed()
    return place === 0 ? line : line.slice(1)
  })
}

function middleOf([ring = []]: readonly Point[][]): Point {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  return [mean(ring.map(([x]) => x)), mean(ring.map(([, y]) => y))]
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
}

/** Degrees onto the grid: a degree of longitude is as much shorter than one of latitude as it is there. */
function onto(points: readonly Point[], size: number) {
  const west = Math.min(...points.map(([x]) => x))
  const east = Math.max(...points.map(([x]) => x))
  const south = Math.min(...points.map(([, y]) => y))
  const north = Math.max(...points.map(([, y]) => y))
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = size / Math.max((east - west) * narrow, north - south, 1e-6)
  return {
    width: Math.round((east - west) * narrow * scale),
    height: Math.round((north - south) * scale),
    at: ([x, y]: Point): Point => [Math.round((x - west) * narrow * scale), Math.round((north - y) * scale)],
  }
}

/** A path with relative steps; points that fall together on the grid are one. An island smaller than the grid keeps a spot. */
function pathOf(rings: readonly Point[][], at: (point: Point) => Point): string {
  return rings
    .map((ring, place) => {
      const spots = ring.map(at).filter((spot, i, own) => {
        const before = own[i - 1]
        return before === undefined || before[0] !== spot[0] || before[1] !== spot[1]
      })
      const [first] = spots
      if (first === undefined) return ''
      if (spots.length < 4) return place === 0 ? `M${first[0] - 1} ${first[1] - 1}h3v3h-3z` : ''
      const steps = spots.slice(1, -1).map(([x, y], i) => {
        const [fromX, fromY] = spots[i] ?? first
        return `${x - fromX} ${y - fromY}`
      })
      return `M${first[0]} ${first[1]}l${steps.join(' ').replaceAll(' -', '-')}z`
    })
    .join('')
}
