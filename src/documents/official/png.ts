import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const faces = ['400Regular/Tinos_400Regular.ttf', '700Bold/Tinos_700Bold.ttf']

/** The font that pictures in documents are lettered in: the twin in measure of Times New Roman, which the document has. */
export const documentFont = 'Tinos'

/** An SVG as PNG; `chartPng` does it in a thread of its own. @param scale pixels for a unit of the SVG */
export async function drawPng(svg: string, scale: number): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js')
  const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'))
  const drawn = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      loadSystemFonts: false,
      fontFiles: faces.map((face) => join(fonts, face)),
      defaultFontFamily: documentFont,
    },
  })
  return new Uint8Array(drawn.render().asPng())
}
